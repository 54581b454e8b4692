"""What was issued cannot be rewritten: git remembers it, the kept releases remember it, the live site remembers it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ocop.catalogue.problem import Problem
from ocop.qr import LedgerRow, make_symbol, payload_for, read_ledger
from ocop.qr.history import HistoryError, check_history, committed_states
from ocop.qr.published import compare_published, published_code, read_codes

HERE = "content/data/qr-ledger.csv"
CHANGED = "ledger-frozen-changed"
Found = list[tuple[int, str, str, str]]


class Repository:
    """A scratch repository with a ledger in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ledger = root / HERE
        self.ledger.parent.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        names = {
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@a.example",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@a.example",
        }
        variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | names
        command = ["git", "-C", str(self.root), "-c", "commit.gpgsign=false", *arguments]
        return subprocess.run(command, env=variables, check=True, capture_output=True, text=True).stdout

    def write(self, *lines: str) -> None:
        header = "code,payload,form,level,version,mask,segments,matrix_sha256,owner,issued_on,issued_by,status,replaced_by,note"
        self.ledger.write_text("\n".join([header, *lines, ""]), encoding="utf-8", newline="")

    def commit(self, *lines: str) -> None:
        self.write(*lines)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def rows(self) -> tuple[LedgerRow, ...]:
        rows, problems = read_ledger(self.ledger, root=self.root)
        assert problems == ()
        return rows

    def found(self) -> Found:
        return shown(check_history(self.rows(), self.ledger, HERE))


def shown(problems: tuple[Problem, ...]) -> Found:
    assert all(problem.path == HERE for problem in problems)
    return [(one.line, one.rule, one.values.get("code", ""), one.values.get("field", "")) for one in problems]


def draft(code: str = "SD0001", owner: str = "products/banh-mau") -> str:
    return f"{code},,own,,,,,,{owner},,,draft,,"


def issued(code: str = "SD0001", status: str = "issued", mask: int | None = None, by: str = "Tổ biên tập") -> str:
    symbol = make_symbol(payload_for("SO-THU.VN", code), mask=mask)
    pins = f"{symbol.level},{symbol.version},{symbol.mask},{symbol.segments},{symbol.digest}"
    return f"{code},{symbol.payload},own,{pins},products/banh-mau,2026-11-23,{by},{status},,"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "scratch")


@pytest.fixture
def codes_file(repository: Repository) -> Callable[..., bytes]:
    def make(*lines: str) -> bytes:
        repository.write(*lines)
        return json.dumps({"codes": [published_code(row) for row in repository.rows()]}).encode()

    return make


# -- git -------------------------------------------------------------------------------------------------------------------


def test_the_ledger_of_this_project_is_what_git_remembers() -> None:
    root = Path(__file__).parents[2]
    rows, problems = read_ledger(root / HERE, root=root)
    assert problems == ()
    assert committed_states(root / HERE), "the ledger was never committed: is this the right file?"
    assert [f"{one.line}: {one.rule} {dict(one.values)}" for one in check_history(rows, root / HERE, HERE)] == []


def test_a_code_that_lived_as_it_should(repository: Repository) -> None:
    repository.commit(draft())
    repository.commit(issued(), draft("SD0002"))
    repository.commit(issued(status="retired"), draft("SD0002"))
    repository.write(issued(status="retired"), issued("SD0002"), draft("SD0003"))
    assert repository.found() == []
    assert len(committed_states(repository.ledger)) == 3


def test_an_issued_row_that_is_rewritten(repository: Repository) -> None:
    repository.commit(draft())
    repository.commit(issued(by="Bà Mẫu"))
    repository.write(issued(mask=0))
    assert [field for _, _, _, field in repository.found()] == ["mask", "matrix_sha256", "issued_by"]


def test_a_rewrite_that_was_committed_is_found_by_the_state_before_it(repository: Repository) -> None:
    repository.commit(issued())
    repository.commit(issued(mask=0))
    assert {rule for _, rule, _, _ in repository.found()} == {"ledger-frozen-changed"}


def test_a_row_that_vanished_long_ago(repository: Repository) -> None:
    repository.commit(draft(), draft("SD0002"))
    repository.commit(draft())
    repository.commit(draft(), draft("SD0003"))
    assert repository.found() == [(3, "code-removed", "SD0002", "")]


def test_a_ledger_that_was_deleted_and_begun_anew(repository: Repository) -> None:
    repository.commit(issued())
    repository.ledger.unlink()
    repository.git("commit", "-qam", "x")
    repository.commit(draft("SD0002"))
    assert repository.found() == [(2, "code-removed", "SD0001", "")]


def test_a_code_that_went_back_to_draft(repository: Repository) -> None:
    repository.commit(issued())
    repository.write(draft())
    assert {rule for _, rule, _, _ in repository.found()} == {"ledger-frozen-changed"}


def test_a_row_that_a_merge_dropped(repository: Repository) -> None:
    repository.commit(draft())
    repository.git("checkout", "-qb", "khac")
    repository.commit(draft(), draft("SD0002"))
    repository.git("checkout", "-q", "main")
    repository.commit(draft(), draft("SD0003"))
    repository.git("merge", "-q", "-s", "ours", "-m", "x", "khac")
    assert repository.found() == [(3, "code-removed", "SD0002", "")]


def test_a_branch_that_was_never_merged_does_not_count(repository: Repository) -> None:
    repository.commit(draft())
    repository.git("checkout", "-qb", "khac")
    repository.commit(draft(), draft("SD0002"))
    repository.git("checkout", "-q", "main")
    assert repository.found() == []


def test_a_state_with_conflict_markers_hides_nothing(repository: Repository) -> None:
    repository.commit(issued())
    repository.commit("<<<<<<< HEAD", issued(), "=======", issued(mask=0), ">>>>>>> khac")
    repository.write(issued(mask=0))
    assert {field for _, _, _, field in repository.found()} == {"mask", "matrix_sha256"}


def test_the_same_fault_in_many_commits_is_told_once(repository: Repository) -> None:
    for code in ("SD0002", "SD0003", "SD0004"):
        repository.commit(draft(), draft(code))
    repository.write(draft("SD0004"))
    assert repository.found() == [
        (2, "code-removed", "SD0001", ""),
        (3, "code-removed", "SD0002", ""),
        (3, "code-removed", "SD0003", ""),
    ]


def test_a_shallow_clone_is_an_error_and_not_a_pass(repository: Repository, tmp_path: Path) -> None:
    repository.commit(draft())
    repository.commit(draft(), draft("SD0002"))
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "shallow"))
    ledger = tmp_path / "shallow" / HERE
    assert shown(check_history((), ledger, HERE)) == [(1, "history-shallow", "", "")]


def test_no_repository_is_an_error_and_not_a_pass(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "copy").mkdir()
    with pytest.raises(HistoryError):
        committed_states(tmp_path / "copy" / "qr-ledger.csv")
    repository.write(draft())
    assert committed_states(repository.ledger) == ()  # a repository without a commit has nothing to remember


def test_no_git_is_an_error_and_not_a_pass(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(draft())
    monkeypatch.setenv("PATH", "")
    assert shown(check_history(repository.rows(), repository.ledger, HERE)) == [(1, "history-missing", "", "")]


def test_a_hook_of_another_repository_does_not_lead_astray(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(issued())
    repository.write(draft())
    other = Repository(tmp_path / "other")
    other.commit(draft())
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert repository.found() != []


# -- releases and the live site --------------------------------------------------------------------------------------------


def test_what_was_published_says_all_that_is_frozen(codes_file: Callable[..., bytes]) -> None:
    one, two = read_codes(codes_file(issued(), draft("SD0002")))
    assert set(one.pins) == {"payload", "form", "level", "version", "mask", "segments", "matrix_sha256", "owner"}
    assert (two.status, dict(two.pins)) == ("draft", {"owner": "products/banh-mau"})


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ([issued(), draft("SD0002")], []),
        ([issued(status="retired"), issued("SD0002"), draft("SD0003")], []),
        ([issued(mask=0), draft("SD0002")], [(2, CHANGED, "SD0001", "mask"), (2, CHANGED, "SD0001", "matrix_sha256")]),
        ([issued()], [(1, "code-removed", "SD0002", "")]),
        ([issued(), draft("SD0002", "places/lang-mau")], [(3, "code-owner-changed", "SD0002", "owner")]),
    ],
)  # fmt: skip
def test_a_published_code_is_held_against_the_ledger(
    repository: Repository, codes_file: Callable[..., bytes], now: list[str], found: Found
) -> None:
    published = read_codes(codes_file(issued(), draft("SD0002")))
    repository.write(*now)
    assert shown(compare_published(published, repository.rows(), HERE, where="bản thử")) == found


def test_a_published_code_cannot_be_a_draft_again(repository: Repository, codes_file: Callable[..., bytes]) -> None:
    published = read_codes(codes_file(issued()))
    repository.write(draft())
    assert (2, "ledger-frozen-changed", "SD0001", "status") in shown(
        compare_published(published, repository.rows(), HERE, where="x")
    )


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"null", b'{"codes": 1}', b'{"codes": [1]}', b'{"codes": [{}]}',
     b'{"codes": [{"code": "SD0001", "status": "sold"}]}', b"\xff", b"<html>", b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_list_of_codes_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_codes(raw)
