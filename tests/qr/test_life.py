"""The life of a code: forward only, never reused, frozen when it is issued; the ledger written whole, by one at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.problem import Problem
from ocop.qr import (
    CodeStatus,
    Issuing,
    LedgerBusyError,
    LedgerChangedError,
    LedgerRow,
    Step,
    compare_ledgers,
    draft_code,
    holding,
    issue_code,
    ledger_bytes,
    make_symbol,
    next_code,
    parse_ledger,
    read_ledger,
    retire_code,
    symbol_for,
    void_code,
    write_ledger,
)
from ocop.qr.damm import damm_digit, damm_holds
from ocop.qr.life import PREFIX

HERE = "content/data/qr-ledger.csv"
DAY = date(2026, 11, 23)
HOW = Issuing("so-thu.vn", DAY, "Tổ biên tập")
Write = Callable[..., Path]


def drafted(*owners: str, form: str = "own") -> tuple[LedgerRow, ...]:
    rows: tuple[LedgerRow, ...] = ()
    for owner in owners:
        step = draft_code(rows, owner, HERE, form=form)
        assert isinstance(step, Step)
        rows = step.rows
    return rows


def issued(rows: tuple[LedgerRow, ...], code: str, how: Issuing = HOW) -> tuple[LedgerRow, ...]:
    result = issue_code(rows, code, HERE, how)
    assert not isinstance(result, Problem), result
    return result[0].rows


def rule(result: object) -> str:
    assert isinstance(result, Problem), result
    assert result.path == HERE
    return result.rule


# -- the next code ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "plain", "checked"),
    [
        ([], "SD0001", "SD00013"),
        (["SD0001", "SD0002"], "SD0003", "SD00036"),
        (["SD0001", "SD0009"], "SD0010", "SD00108"),
        (["SD9999"], "SD10000", ""),
        (["SD9999", "SD10000"], "SD10001", ""),
        (["SD00013"], "SD0001", "SD00029"),
        (["SD9999", "SD99999"], "", ""),
        (["sd0001", "x", ""], "SD0001", "SD00013"),
    ],
)
def test_the_next_code(codes: list[str], plain: str, checked: str) -> None:
    if checked:
        checked = checked[:-1] + damm_digit(checked[2:-1])
    assert next_code(codes) == plain
    assert next_code(codes, check_digit=True) == checked


def test_the_sample_of_the_check_digit() -> None:
    assert next_code([], check_digit=True) == "SD00013"  # qr.md §2.3


@settings(deadline=None, max_examples=60)
@given(number=st.integers(0, 9999), place=st.integers(0, 4), other=st.integers(1, 9))
def test_the_check_digit_finds_a_wrong_digit_and_swapped_neighbours(number: int, place: int, other: int) -> None:
    digits = f"{number:04d}" + damm_digit(f"{number:04d}")
    assert damm_holds(digits)
    assert not damm_holds(digits[:place] + str((int(digits[place]) + other) % 10) + digits[place + 1 :])
    if place < 4 and digits[place] != digits[place + 1]:
        assert not damm_holds(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])


@settings(deadline=None, max_examples=60)
@given(used=st.lists(st.from_regex(r"SD[0-9]{4,5}", fullmatch=True), max_size=30), checked=st.booleans())
def test_a_code_is_never_given_out_twice(used: list[str], *, checked: bool) -> None:
    assert next_code(used, check_digit=checked) not in used


# -- steps -----------------------------------------------------------------------------------------------------------------


def test_a_draft_promises_nothing() -> None:
    (row,) = drafted("products/banh-mau")
    assert (row.code, row.status, row.form, row.frozen) == ("SD0001", CodeStatus.DRAFT, "own", False)


def test_codes_known_from_elsewhere_are_not_given_out_again() -> None:
    step = draft_code((), "products/banh-mau", HERE, taken={"SD0007"})
    assert isinstance(step, Step)
    assert step.row.code == "SD0008"


def test_all_codes_used_up() -> None:
    assert rule(draft_code((), "products/a", HERE, taken={"SD9999", "SD99999"})) == "codes-used-up"


def test_issuing_freezes_all_that_makes_the_symbol_again() -> None:
    rows = issued(drafted("products/a", "products/b"), "SD0002")
    row = rows[1]
    symbol = make_symbol("https://SO-THU.VN/Q/SD0002/")
    assert (row.payload, row.level, row.version, row.mask, row.segments, row.matrix_sha256) == (
        symbol.payload,
        symbol.level,
        symbol.version,
        symbol.mask,
        symbol.segments,
        symbol.digest,
    )
    assert (row.issued_on, row.issued_by, row.status) == (DAY, "Tổ biên tập", CodeStatus.ISSUED)
    assert symbol_for(row, host="") == symbol
    assert rows[0].status is CodeStatus.DRAFT


@pytest.mark.parametrize("host", ["OCOP.EXAMPLE", "localhost", "", "ocop.test", "example.com", "10.0.0.1"])
def test_issuing_needs_a_confirmed_host(host: str) -> None:
    assert rule(issue_code(drafted("products/a"), "SD0001", HERE, replace(HOW, host=host))) == "issue-needs-host"


def test_an_address_too_long_is_refused_unless_it_is_allowed_for_this_code() -> None:
    long = replace(HOW, host=f"{'a' * 50}.vn")
    assert rule(issue_code(drafted("products/a"), "SD0001", HERE, long)) == "payload-too-long"
    row = issued(drafted("products/a"), "SD0001", replace(long, allow_large=True))[0]
    assert (row.version or 0) > 3
    assert symbol_for(row, host="").digest == row.matrix_sha256


def test_a_barcode_number_is_issued_as_a_digital_link() -> None:
    row = issued(drafted("products/a", form="gs1"), "SD0001", replace(HOW, gtin="8931234567897"))[0]
    assert (row.payload, row.level, row.version) == ("https://SO-THU.VN/01/08931234567897", "Q", 3)
    assert symbol_for(row, host="").digest == row.matrix_sha256


@pytest.mark.parametrize("gtin", ["", "8931234567890", "2000000000008", "0000000000000"])
def test_no_barcode_number_no_digital_link(gtin: str) -> None:
    assert rule(issue_code(drafted("products/a", form="gs1"), "SD0001", HERE, replace(HOW, gtin=gtin))) == "code-needs-gtin"


def test_one_barcode_number_is_one_code_and_one_owner() -> None:
    how = replace(HOW, gtin="8931234567897")
    rows = issued(drafted("products/a", "products/a", "products/b", form="gs1"), "SD0001", how)
    assert rule(issue_code(rows, "SD0002", HERE, how)) == "payload-duplicate"
    other = replace(how, host="moi.vn")
    assert rule(issue_code(rows, "SD0003", HERE, other)) == "payload-duplicate"
    assert issued(rows, "SD0002", other)[1].payload == "https://MOI.VN/01/08931234567897"  # after a change of host


def test_a_code_that_replaces_another() -> None:
    rows = issued(drafted("products/a", "products/a"), "SD0001")
    step = retire_code(rows, "SD0001", HERE, replaced_by="SD0002", note="đổi bao bì")
    assert isinstance(step, Step)
    assert (step.row.status, step.row.replaced_by, step.row.note) == (CodeStatus.RETIRED, "SD0002", "đổi bao bì")
    assert compare_ledgers(rows, step.rows, HERE) == ()
    for wrong in ("SD0001", "SD0009"):
        assert rule(retire_code(rows, "SD0001", HERE, replaced_by=wrong)) == "code-unknown"


def test_a_draft_given_up_is_never_used_again() -> None:
    step = void_code(drafted("products/a"), "SD0001", HERE)
    assert isinstance(step, Step)
    again = draft_code(step.rows, "products/a", HERE)
    assert isinstance(again, Step)
    assert again.row.code == "SD0002"


@pytest.mark.parametrize(
    "take",
    [
        lambda rows, code: issue_code(rows, code, HERE, HOW),
        lambda r, c: retire_code(r, c, HERE),
        lambda r, c: void_code(r, c, HERE),
    ],
)
def test_a_code_that_is_not_there(take: Callable[[tuple[LedgerRow, ...], str], object]) -> None:
    assert rule(take(drafted("products/a"), "SD0009")) == "code-unknown"


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (CodeStatus.DRAFT, {"issue", "void"}),
        (CodeStatus.ISSUED, {"retire", "void"}),
        (CodeStatus.RETIRED, set()),
        (CodeStatus.VOID, set()),
    ],
)
def test_a_life_goes_forward_only(status: CodeStatus, allowed: set[str]) -> None:
    rows = drafted("products/a")
    if status is not CodeStatus.DRAFT:
        rows = tuple(replace(row, status=status) for row in issued(rows, "SD0001"))
    steps = {
        "issue": issue_code(rows, "SD0001", HERE, HOW),
        "retire": retire_code(rows, "SD0001", HERE),
        "void": void_code(rows, "SD0001", HERE),
    }
    assert {name for name, step in steps.items() if not isinstance(step, Problem)} == allowed
    assert {rule(step) for step in steps.values() if isinstance(step, Problem)} <= {"code-life"}


@settings(deadline=None, max_examples=20)
@given(steps=st.lists(st.tuples(st.sampled_from(["draft", "issue", "retire", "void"]), st.integers(1, 4)), max_size=12))
def test_whatever_is_done_is_a_ledger_and_breaks_no_promise(steps: list[tuple[str, int]]) -> None:
    rows: tuple[LedgerRow, ...] = ()
    for what, number in steps:
        code = f"{PREFIX}{number:04d}"
        done: Step | Problem | tuple[Step, object]
        match what:
            case "draft":
                done = draft_code(rows, f"products/p{number}", HERE)
            case "issue":
                done = issue_code(rows, code, HERE, HOW)
            case "retire":
                done = retire_code(rows, code, HERE)
            case _:
                done = void_code(rows, code, HERE)
        if isinstance(done, Problem):
            continue
        after = (done[0] if isinstance(done, tuple) else done).rows
        assert compare_ledgers(rows, after, HERE) == ()
        assert parse_ledger(ledger_bytes(after), HERE) == (after, ())
        rows = after


# -- written ---------------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again_and_has_always_the_same_bytes() -> None:
    rows = issued(drafted("products/a", "places/b", "products/c"), "SD0002")
    rows = tuple(replace(row, note='nhãn "mới", giấy') for row in rows)
    assert parse_ledger(ledger_bytes(rows), HERE) == (rows, ())
    assert ledger_bytes(reversed(rows)) == ledger_bytes(rows)


def test_a_ledger_written_again_is_the_same_file(ledger: Write) -> None:
    path = ledger("SD0001,,own,,,,,,products/a,,,draft,,", 'SD0002,,own,,,,,,products/a,,,draft,,"a, b"')
    before = path.read_bytes()
    rows, _ = read_ledger(path, root=path.parents[2])
    with holding(path) as held:
        write_ledger(held, rows)
    assert path.read_bytes() == before
    assert {entry.name for entry in path.parent.iterdir()} == {"qr-ledger.csv", ".qr-ledger.lock"}


@pytest.mark.parametrize("field", [{"note": "hai\ndòng"}, {"code": "X"}, {"owner": "a"}, {"form": "x"}])
def test_rows_that_are_no_ledger_are_not_written(ledger: Write, field: dict[str, str]) -> None:
    path = ledger()
    before = path.read_bytes()
    with holding(path) as held, pytest.raises(ValueError, match="no ledger"):
        write_ledger(held, [replace(drafted("products/a")[0], **field)])  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_what_an_editor_saved_meanwhile_is_not_lost(ledger: Write) -> None:
    path = ledger()
    with holding(path) as held:
        path.write_bytes(path.read_bytes() + b"SD0001,,own,,,,,,products/a,,,draft,,\n")
        with pytest.raises(LedgerChangedError):
            write_ledger(held, drafted("products/b"))
    assert b"products/a" in path.read_bytes()


def test_a_write_that_fails_leaves_the_ledger_as_it_was(ledger: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger()
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with holding(path) as held, pytest.raises(OSError, match="space"):
        write_ledger(held, drafted("products/a"))
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp"))
    assert not list(path.parent.glob(".*.tmp"))


def test_one_at_a_time(ledger: Write) -> None:
    path = ledger()
    with holding(path), pytest.raises(LedgerBusyError), holding(path, patience_s=0.1):
        pytest.fail("two held it at once")
    with holding(path, patience_s=0.1):
        pass


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"qr-ledger\.lock"), holding(tmp_path / "khong-co" / "qr-ledger.csv"):
        pytest.fail("there is no such folder")


ONE_DRAFT = """
import sys
from pathlib import Path
from ocop.qr import draft_code, holding, parse_ledger, write_ledger
with holding(Path(sys.argv[1]), patience_s=30) as held:
    write_ledger(held, draft_code(parse_ledger(held.raw, "")[0], sys.argv[2], "").rows)
"""


def test_people_who_draft_at_once_never_get_the_same_code(ledger: Write) -> None:
    path = ledger()
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "plugins")}
    command = [sys.executable, "-c", ONE_DRAFT, str(path)]
    people = [subprocess.Popen([*command, f"products/p{number}"], env=variables) for number in range(4)]
    assert [person.wait(60) for person in people] == [0, 0, 0, 0]
    rows, problems = read_ledger(path, root=path.parents[2])
    assert problems == ()
    assert [row.code for row in rows] == ["SD0001", "SD0002", "SD0003", "SD0004"]
    assert sorted(row.owner for row in rows) == [f"products/p{number}" for number in range(4)]


# -- ledger rows of the form gs1 -------------------------------------------------------------------------------------------


def gs1_line(code: str = "SD0001", owner: str = "products/a", host: str = "SO-THU.VN", payload: str = "") -> str:
    payload = payload or f"https://{host}/01/08931234567897"
    symbol = make_symbol(payload, allow_large=True)
    pins = f"{symbol.level},{symbol.version},{symbol.mask},{symbol.segments},{symbol.digest}"
    return f"{code},{payload},gs1,{pins},{owner},2026-11-23,Tổ biên tập,issued,,"


def test_a_row_of_the_form_gs1_is_read(ledger: Write) -> None:
    path = ledger(gs1_line())
    rows, problems = read_ledger(path, root=path.parents[2])
    assert problems == ()
    assert rows[0].form == "gs1"


@pytest.mark.parametrize(
    "payload",
    ["https://SO-THU.VN/01/08931234567890", "https://SO-THU.VN/01/08931234567897/", "https://so-thu.vn/01/08931234567897",
     "https://SO-THU.VN/Q/SD0001/", "https://SO-THU.VN/01/8931234567897", "https://SO-THU.VN/01/02000000000008"],
)  # fmt: skip
def test_a_digital_link_that_is_none_is_located(ledger: Write, payload: str) -> None:
    path = ledger(gs1_line(payload=payload))
    _, problems = read_ledger(path, root=path.parents[2])
    assert [(one.line, one.rule, one.values["field"]) for one in problems] == [(2, "ledger-row-form", "payload")]


def test_a_digital_link_needs_a_confirmed_host(ledger: Write) -> None:
    path = ledger(gs1_line(host="OCOP.EXAMPLE"))
    assert [one.rule for one in read_ledger(path, root=path.parents[2])[1]] == ["ledger-issued-needs-host"]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (gs1_line("SD0002"), ["payload-duplicate"]),
        (gs1_line("SD0002", host="MOI.VN"), []),
        (gs1_line("SD0002", host="MOI.VN", owner="products/b"), ["payload-duplicate"]),
    ],
)
def test_a_barcode_number_belongs_to_one_owner(ledger: Write, second: str, found: list[str]) -> None:
    path = ledger(gs1_line(), second)
    problems = read_ledger(path, root=path.parents[2])[1]
    assert [one.rule for one in problems] == found
    assert all(dict(one.values)["first"] == "2" and dict(one.values)["second"] == "3" for one in problems)
