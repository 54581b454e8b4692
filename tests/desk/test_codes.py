"""`python -m ocop qr …` as staff type it: what is asked, what is written; and nothing is written where anything is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ocop.cli import qr as qr_module
from ocop.cli.qr import qr
from ocop.qr import LedgerRow, decoder, read_ledger, symbol_for
from ocop.qr import proof as proof_module
from ocop.qr.damm import damm_digit

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tests" / "demo"
PRODUCT = "products/bot-gao-loc-rach-sen"
Command = Callable[..., Result]


class Project:
    """A copy of the demo catalogue in a git repository, with a host that is confirmed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.ledger = self.content / "data" / "qr-ledger.csv"
        shutil.copytree(DEMO / "content", self.content)
        self.settings(host="so-thu.vn")
        self.git("init", "-q", "-b", "main")
        self.commit()

    def settings(self, host: str, **more: object) -> None:
        lines = [
            "import runpy",
            f"shared = runpy.run_path({str(DEMO / 'pelicanconf.py')!r})",
            "globals().update({name: value for name, value in shared.items() if name.isupper() and name[0] != '_'})",
            f"PATH = {str(self.content)!r}",
            f"OUTPUT_PATH = {str(self.folder / 'output')!r}",
            f"OCOP_CACHE = {str(ROOT / '.cache' / 'test-qr')!r}",
            f"OCOP_HOST = {host!r}",
            *(f"{name} = {value!r}" for name, value in more.items()),
        ]
        (self.folder / "pelicanconf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def git(self, *arguments: str) -> None:
        variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        names = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.folder), *names, *arguments], env=variables, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "content")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def rows(self) -> dict[str, LedgerRow]:
        rows, problems = read_ledger(self.ledger, root=self.folder)
        assert problems == ()
        return {row.code: row for row in rows}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def command(project: Project, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")

    def run(name: str, *arguments: str, said: str = "") -> Result:
        options = ["-s", str(project.folder / "pelicanconf.py")]
        if name not in {"list", "show"}:
            options += ["--public", str(project.folder / "public")]
        return CliRunner().invoke(qr, [name, *arguments, *options], input=said)

    return run


@pytest.fixture
def unchanged(project: Project) -> Iterator[None]:
    """Nothing is written: the ledger keeps its bytes, and no file comes to lie beside it."""
    before = project.ledger.read_bytes()
    yield
    assert project.ledger.read_bytes() == before
    assert not list(project.ledger.parent.glob("*.tmp"))


def refused(result: Result, rule: str, line: int | None = None) -> None:
    assert result.exit_code == 1, result.output
    place = f"content/data/qr-ledger.csv:{'' if line is None else line}"
    assert any(one.startswith(place) and f": {rule}: " in one for one in result.stderr.splitlines()), result.stderr
    assert "Traceback" not in result.output


# -- the way of a code -----------------------------------------------------------------------------------------------------


def test_from_draft_to_retired(command: Command, project: Project) -> None:
    done = command("draft", PRODUCT, f"content/{PRODUCT}/", "--note", "túi 2 kg", said="y\n")
    assert done.exit_code == 0, done.output
    assert "Sẽ lập mã nháp" in done.output
    assert "git commit" in done.output
    rows = project.rows()
    assert [(rows[code].owner, rows[code].note) for code in ("SD9037", "SD9038")] == [(PRODUCT, "túi 2 kg")] * 2

    done = command("issue", "sd9037", "SD9038", "--by", "Bà Mẫu", "--yes")
    assert done.exit_code == 0, done.output
    assert "SO-THU.VN/Q/SD9037/" in done.output
    issued = project.rows()["SD9037"]
    assert (issued.payload, issued.level, issued.version, issued.issued_by) == ("https://SO-THU.VN/Q/SD9037/", "H", 3, "Bà Mẫu")
    assert str(issued.issued_on) == "2026-11-23"
    assert symbol_for(issued, host="").digest == issued.matrix_sha256
    project.commit()

    assert command("retire", "SD9037", "--replaced-by", "sd9038", "--yes").exit_code == 0
    assert (project.rows()["SD9037"].status, project.rows()["SD9037"].replaced_by) == ("retired", "SD9038")
    assert command("void", "SD9001", "--note", "in nhầm", "--yes").exit_code == 0
    assert project.rows()["SD9001"].status == "void"


def test_without_a_yes_nothing_is_written(command: Command, project: Project) -> None:
    before = project.ledger.read_bytes()
    for said, arguments in (("n\n", ()), ("", ()), ("y\n", ("--dry-run",))):
        done = command("draft", PRODUCT, *arguments, said=said)
        assert "SD9037" in done.output
        assert project.ledger.read_bytes() == before


def test_a_code_that_git_remembers_is_not_given_out_again(command: Command, project: Project) -> None:
    with project.ledger.open("a", encoding="utf-8") as file:
        file.write(f"SD9040,,own,,,,,,{PRODUCT},,,draft,,\n")
    project.commit()
    lines = project.ledger.read_text("utf-8").splitlines(keepends=True)
    project.ledger.write_text("".join(lines[:-1]), encoding="utf-8")
    refused(command("draft", PRODUCT, "--yes"), "code-removed")


def test_the_check_digit_is_a_setting(command: Command, project: Project) -> None:
    project.settings("so-thu.vn", OCOP_CODE_CHECK_DIGIT=True)
    assert command("draft", PRODUCT, "--yes").exit_code == 0
    assert [code for code in project.rows() if len(code) == 7] == [f"SD9037{damm_digit('9037')}"]


def test_a_barcode_number_of_the_producer(command: Command, project: Project) -> None:
    assert command("draft", PRODUCT, "--form", "gs1", "--yes").exit_code == 0
    done = command("issue", "SD9037", "--by", "Bà Mẫu", "--yes")
    assert done.exit_code == 0, done.output
    assert project.rows()["SD9037"].payload == "https://SO-THU.VN/01/09520000000011"


def test_list_and_show(command: Command) -> None:
    assert "SD9001" in command("list").output
    assert command("list", "--status", "issued").output == ""
    assert len(command("list", "--owner", PRODUCT).output.splitlines()) == 2
    shown = command("show", "sd9002")
    assert "túi 1 kg" in shown.output
    assert command("show", "SD0000").exit_code == 1


# -- what is refused -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("arguments", "rule", "line"),
    [
        (("issue", "SD1234", "--by", "A", "--yes"), "code-unknown", 1),
        (("retire", "SD1234", "--yes"), "code-unknown", 1),
        (("void", "SD1234", "--yes"), "code-unknown", 1),
        (("retire", "SD9001", "--yes"), "code-life", 2),
        (("draft", "products/khong-co", "--yes"), "code-owner-unknown", 38),
        (("draft", "producers/x", "--yes"), "code-owner-unknown", 38),
        (("draft", "places/vuon-noi-bo-say", "--form", "gs1", "--yes"), "code-needs-gtin", 38),
        (("draft", PRODUCT, "--note", "hai\ndòng", "--yes"), "cell-form", 1),
        (("draft", PRODUCT, "--note", "=1+1", "--yes"), "cell-form", 1),
        (("issue", "SD9001", "--yes"), "issue-needs-person", 2),
        (("issue", "SD9001", "SD1234", "--by", "A", "--yes"), "code-unknown", 1),
    ],
)
def test_a_wrong_request_is_located_and_nothing_is_written(
    command: Command, arguments: tuple[str, ...], rule: str, line: int
) -> None:
    refused(command(*arguments), rule, line)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_for_a_host_that_is_reserved(command: Command, project: Project) -> None:
    project.settings("OCOP.EXAMPLE")
    refused(command("issue", "SD9001", "--by", "A", "--yes"), "issue-needs-host", 2)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_for_an_address_too_long(command: Command, project: Project) -> None:
    project.settings(f"{'a' * 50}.vn")
    refused(command("issue", "SD9001", "--by", "A", "--yes"), "payload-too-long", 2)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_for_a_thing_that_is_a_draft(command: Command, project: Project) -> None:
    page = project.content / PRODUCT / "vi.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    refused(command("issue", "SD9001", "--by", "A", "--yes"), "code-without-page", 2)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_without_a_decoder(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    proof_module._zxing.cache_clear()
    try:
        assert decoder() == ""
        refused(command("issue", "SD9001", "--by", "A", "--yes"), "issue-needs-decoder", 2)
    finally:
        monkeypatch.undo()
        proof_module._zxing.cache_clear()


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_that_fails_its_proof(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from ocop.desk import codes  # noqa: PLC0415

    real = codes.write_png
    monkeypatch.setattr(codes, "write_png", lambda symbol: real(symbol)[:-20])
    refused(command("issue", "SD9001", "--by", "A", "--yes"), "issue-not-proved", 2)


@pytest.mark.usefixtures("unchanged")
def test_nothing_is_issued_without_history(command: Command, project: Project) -> None:
    shutil.rmtree(project.folder / ".git")
    refused(command("issue", "SD9001", "--by", "A", "--yes"), "history-missing", 1)


def test_a_draft_without_history_is_a_note(command: Command, project: Project) -> None:
    shutil.rmtree(project.folder / ".git")
    done = command("draft", PRODUCT, "--yes")
    assert done.exit_code == 0
    assert "history-missing" in done.stderr


@pytest.mark.parametrize(
    ("spoil", "rule", "line"),
    [
        (lambda text: text.replace("SD9002", "<<<<<<< HEAD\nSD9002", 1), "ledger-conflict-marker", 3),
        (lambda text: text[:-20], "ledger-cut", 37),
        (lambda text: text.replace("SD9003,,own,", "SD9003,", 1), "ledger-row-form", 4),
        (lambda text: text.replace("code,payload", "payload,code", 1), "ledger-header", 1),
        (lambda text: text.replace("SD9003", "SD9002", 1), "code-duplicate", 4),
        (lambda text: text.replace("products/nui", "products/khong", 1), "code-owner-unknown", 5),
    ],
)
def test_a_spoiled_ledger_is_located_and_left_alone(
    command: Command, project: Project, spoil: Callable[[str], str], rule: str, line: int
) -> None:
    project.ledger.write_text(spoil(project.ledger.read_text("utf-8")), encoding="utf-8", newline="")
    before = project.ledger.read_bytes()
    for arguments in (("draft", PRODUCT, "--yes"), ("issue", "SD9001", "--by", "A", "--yes")):
        refused(command(*arguments), rule, line)
    assert project.ledger.read_bytes() == before


@pytest.mark.usefixtures("unchanged")
def test_a_folder_that_cannot_be_written_is_told(command: Command, project: Project) -> None:
    (project.ledger.parent / ".qr-ledger.lock").mkdir()
    refused(command("draft", PRODUCT, "--yes"), "ledger-unwritable", 1)


@pytest.mark.usefixtures("unchanged")
def test_somebody_else_at_work_is_told(command: Command, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from ocop.desk import ledger  # noqa: PLC0415
    from ocop.qr import holding  # noqa: PLC0415

    monkeypatch.setattr(ledger, "holding", lambda path: holding(path, patience_s=0.1))
    with holding(project.ledger):
        refused(command("draft", PRODUCT, "--yes"), "ledger-busy", 1)


def test_an_issued_row_that_was_rewritten_stops_every_command(command: Command, project: Project) -> None:
    assert command("issue", "SD9001", "--by", "Bà Mẫu", "--yes").exit_code == 0
    project.commit()
    project.ledger.write_text(project.ledger.read_text("utf-8").replace("Bà Mẫu", "Ông Khác"), encoding="utf-8")
    done = command("draft", PRODUCT, "--yes")
    refused(done, "ledger-frozen-changed", 2)
    assert "git " in done.stderr


@pytest.mark.usefixtures("unchanged")
def test_an_error_in_the_content_stops_before_anything_is_written(command: Command, project: Project) -> None:
    page = project.content / PRODUCT / "vi.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\nsao: 5\n", 1), encoding="utf-8")
    done = command("draft", PRODUCT, "--yes")
    assert done.exit_code == 1
    assert f"content/{PRODUCT}/vi.md:2: key-unknown" in done.stderr


def test_messages_in_english(command: Command) -> None:
    done = command("issue", "SD1234", "--by", "A", "--yes", "--lang", "en")
    assert "there is no code “SD1234”" in done.stderr
    assert "Nothing was written." in done.stderr


def test_both_languages_say_the_same_things() -> None:
    vietnamese, english = qr_module._WORDS["vi"], qr_module._WORDS["en"]
    assert vietnamese.keys() == english.keys()
