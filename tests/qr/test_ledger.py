"""The ledger: read whole, every fault located, what was issued never changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.problem import Problem
from ocop.qr import (
    CodeStatus,
    LedgerRow,
    check_frozen,
    check_owners,
    compare_ledgers,
    make_symbol,
    payload_for,
    read_ledger,
    symbol_for,
)

HEADER = "code,payload,form,level,version,mask,segments,matrix_sha256,owner,issued_on,issued_by,status,replaced_by,note"
HERE = "content/data/qr-ledger.csv"
Write = Callable[..., Path]


def draft(code: str = "SD0001", owner: str = "products/banh-mau", note: str = "") -> str:
    return f"{code},,own,,,,,,{owner},,,draft,,{note}"


def issued(code: str = "SD0001", host: str = "SO-THU.VN", owner: str = "products/banh-mau", **changed: str) -> str:
    symbol = make_symbol(payload_for(host, code))
    cells = {
        "code": code,
        "payload": symbol.payload,
        "form": "own",
        "level": symbol.level,
        "version": str(symbol.version),
        "mask": str(symbol.mask),
        "segments": symbol.segments,
        "matrix_sha256": symbol.digest,
        "owner": owner,
        "issued_on": "2026-11-23",
        "issued_by": "Tổ biên tập",
        "status": "issued",
        "replaced_by": "",
        "note": "",
    }
    return ",".join((cells | changed).values())


def read(path: Path) -> tuple[tuple[LedgerRow, ...], list[Problem]]:
    rows, problems = read_ledger(path, root=path.parents[2])
    assert all(problem.path == HERE for problem in problems)
    return rows, list(problems)


def located(problems: Sequence[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in problems]


def faults(path: Path) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.rule, problem.values.get("field", "")) for problem in read(path)[1]]


# -- what is right ---------------------------------------------------------------------------------------------------------


def test_a_draft_has_only_code_form_owner_and_status(ledger: Write) -> None:
    rows, problems = read(ledger(draft(note='"Bao bì mới, cỡ nhỏ"')))
    assert not problems
    assert rows == (
        LedgerRow(
            "SD0001",
            "",
            "own",
            "",
            None,
            None,
            "",
            "",
            "products/banh-mau",
            None,
            "",
            CodeStatus.DRAFT,
            "",
            "Bao bì mới, cỡ nhỏ",
            2,
        ),
    )


@pytest.mark.parametrize("status", ["issued", "retired", "void"])
def test_an_issued_row_keeps_its_symbol(ledger: Write, status: str) -> None:
    rows, problems = read(ledger(issued(status=status)))
    assert not problems
    assert (rows[0].version, rows[0].issued_on, rows[0].status) == (3, date(2026, 11, 23), status)
    assert symbol_for(rows[0], host="OCOP.EXAMPLE").digest == rows[0].matrix_sha256
    assert check_frozen(rows, HERE) == ()


def test_an_issued_symbol_stays_whatever_the_host_of_today(ledger: Write) -> None:
    rows, _ = read(ledger(issued(host="CU.VN"), draft("SD0002")))
    payloads = [symbol_for(row, host="MOI.VN").payload for row in rows]
    assert payloads == ["https://CU.VN/Q/SD0001/", "https://MOI.VN/Q/SD0002/"]


def test_a_code_issued_larger_than_new_ones_may_be_is_still_served(ledger: Write) -> None:
    payload = f"https://{'A' * 60}.VN/Q/SD0001/"
    symbol = make_symbol(payload, allow_large=True)
    pins = {"level": symbol.level, "version": str(symbol.version), "mask": str(symbol.mask), "segments": symbol.segments}
    rows, problems = read(ledger(issued(payload=payload, matrix_sha256=symbol.digest, **pins)))
    assert not problems
    assert symbol_for(rows[0], host="") == symbol


def test_a_code_given_up_before_it_was_issued(ledger: Write) -> None:
    rows, problems = read(ledger(draft().replace("draft", "void")))
    assert not problems
    assert not rows[0].frozen


def test_byte_order_mark_and_windows_line_ends_are_read(ledger: Write) -> None:
    path = ledger(draft(), draft("SD0002"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    rows, problems = read(path)
    assert not problems
    assert [row.line for row in rows] == [2, 3]


def test_a_ledger_without_a_code_is_its_header(ledger: Write) -> None:
    assert read(ledger()) == ((), [])


def test_a_code_that_replaces_another_is_in_the_ledger(ledger: Write) -> None:
    assert faults(ledger(issued(status="retired", replaced_by="SD0002"), draft("SD0002"))) == []


def test_one_owner_may_have_several_codes(ledger: Write) -> None:
    assert faults(ledger(draft(), draft("SD0002"))) == []


# -- what is wrong ---------------------------------------------------------------------------------------------------------


def test_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / HERE
    assert located(read(path)[1]) == [(1, "ledger-missing")]


def test_a_ledger_in_another_encoding(ledger: Write) -> None:
    path = ledger(draft(), draft("SD0002"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert located(read(path)[1]) == [(1, "ledger-encoding")]
    path.write_bytes(HEADER.encode() + b"\n" + draft().encode() + b"\n" + "nhãn cũ".encode("latin-1", "replace") + b"\n")
    assert located(read(path)[1]) == [(3, "ledger-encoding")]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "code",
        HEADER.replace(",", ";"),
        HEADER.replace("code,payload", "payload,code"),
        HEADER + ",more",
        HEADER.upper(),
        HEADER[:-1],
    ],
)
def test_any_other_header(ledger: Write, header: str) -> None:
    rows, problems = read(ledger(draft(), header=header))
    assert located(problems) == [(1, "ledger-header")]
    assert rows == ()


def test_each_conflict_marker_is_named(ledger: Write) -> None:
    path = ledger("<<<<<<< HEAD", draft(), "||||||| cha", "=======", draft("SD0002"), ">>>>>>> nhánh")
    assert located(read(path)[1]) == [(line, "ledger-conflict-marker") for line in (2, 4, 5, 7)]


@pytest.mark.parametrize(
    "line",
    [
        "SD0002,,own,,,,,,products/banh",
        draft("SD0002") + ",",
        "",
        "SD0002",
        'SD0002,,own,,,,,,products/banh-mau,,,draft,,"mở ngoặc',
        draft("SD0002") + "\rx",
    ],
)
def test_a_row_with_too_few_or_too_many_cells(ledger: Write, line: str) -> None:
    assert faults(ledger(draft(), line, draft("SD0003"))) == [(3, "ledger-row-form", "row")]


def test_a_last_line_without_its_end_may_have_been_cut(ledger: Write) -> None:
    path = ledger(draft(), draft("SD0002", note="Nhãn giấy"))
    path.write_bytes(path.read_bytes()[:-2])
    assert located(read(path)[1]) == [(3, "ledger-cut")]


@pytest.mark.parametrize("code", ["SD1", "sd0001", "SD 0001", " SD0001", "XX0001", "SD000001"])
def test_a_code_of_another_form(ledger: Write, code: str) -> None:
    assert located(read(ledger(draft(code)))[1]) == [(2, "code-form")]


def test_a_code_claimed_twice_names_both_lines(ledger: Write) -> None:
    _, problems = read(ledger(draft(), draft("SD0002"), draft("SD0002", owner="places/lang-mau")))
    assert located(problems) == [(4, "code-duplicate")]
    assert dict(problems[0].values) == {"found": "SD0002", "first": "3", "second": "4"}


def test_rows_are_sorted_by_code(ledger: Write) -> None:
    assert located(read(ledger(draft("SD0002"), draft("SD0001"), draft("SD0003")))[1]) == [(3, "ledger-unsorted")]


@pytest.mark.parametrize("status", ["", "Draft", "live", "issued "])
def test_an_unknown_status(ledger: Write, status: str) -> None:
    _, problems = read(ledger(draft().replace("draft", status)))
    assert located(problems) == [(2, "ledger-status-unknown")]
    assert problems[0].values["allowed"] == "draft, issued, retired, void"


@pytest.mark.parametrize("owner", ["", "banh-mau", "stories/a", "products/", "products/Bánh", "products/../x", "places/a b"])
def test_an_owner_is_a_product_or_a_place(ledger: Write, owner: str) -> None:
    assert faults(ledger(draft(owner=owner))) == [(2, "ledger-row-form", "owner")]


def test_an_unknown_form(ledger: Write) -> None:
    assert faults(ledger(draft().replace(",own,", ",gs2,"))) == [(2, "ledger-row-form", "form")]


@pytest.mark.parametrize(
    "field", ["payload", "level", "version", "mask", "segments", "matrix_sha256", "issued_on", "issued_by"]
)
def test_frozen_columns_are_empty_in_a_draft(ledger: Write, field: str) -> None:
    names = HEADER.split(",")
    cells = draft().split(",")
    cells[names.index(field)] = issued().split(",")[names.index(field)]
    assert faults(ledger(",".join(cells))) == [(2, "ledger-row-form", field)]


@pytest.mark.parametrize("status", ["issued", "retired"])
@pytest.mark.parametrize(
    "field", ["payload", "level", "version", "mask", "segments", "matrix_sha256", "issued_on", "issued_by"]
)
def test_frozen_columns_are_filled_once_issued(ledger: Write, field: str, status: str) -> None:
    assert faults(ledger(issued(status=status, **{field: ""}))) == [(2, "ledger-row-form", field)]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("level", "L"),
        ("version", "0"),
        ("version", "41"),
        ("mask", "8"),
        ("mask", "x"),
        ("segments", "optimize=20"),
        ("matrix_sha256", "abc"),
        ("issued_on", "23/11/2026"),
        ("issued_on", "2026-02-30"),
        ("issued_on", "20261123"),
        ("payload", "https://SO-THU.VN/Q/SD0002/"),
        ("payload", "HTTPS://SO-THU.VN/Q/SD0001/"),
        ("replaced_by", "SD0009"),
        ("replaced_by", "SD0001"),
    ],
)
def test_a_cell_that_cannot_be(ledger: Write, field: str, typed: str) -> None:
    assert faults(ledger(issued(**{field: typed}))) == [(2, "ledger-row-form", field)]


def test_nothing_is_issued_for_a_reserved_host(ledger: Write) -> None:
    _, problems = read(ledger(issued(host="OCOP.EXAMPLE")))
    assert located(problems) == [(2, "ledger-issued-needs-host")]
    assert dict(problems[0].values) == {"found": "SD0001", "host": "OCOP.EXAMPLE"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("matrix_sha256", "0" * 64),
        ("mask", "0"),
        ("level", "Q"),
        ("segments", "byte:27"),
        ("segments", "byte:26"),
        ("version", "2"),
        ("version", "5"),
        ("payload", "https://SO-CHU.VN/Q/SD0001/"),
    ],
)
def test_an_issued_symbol_that_was_changed(ledger: Write, field: str, typed: str) -> None:
    rows, problems = read(ledger(issued(**{field: typed})))
    assert not problems
    assert located(check_frozen(rows, HERE)) == [(2, "ledger-frozen-changed")]


def test_all_faults_are_found_at_once(ledger: Write) -> None:
    path = ledger(draft("X"), draft("SD0001", owner="a"), "cụt", issued("SD0003", host="OCOP.EXAMPLE"), draft("SD0003"))
    assert [rule for _, rule in located(read(path)[1])] == [
        "code-form",
        "ledger-row-form",
        "ledger-row-form",
        "ledger-issued-needs-host",
        "code-duplicate",
    ]


@settings(deadline=None, max_examples=150)
@given(
    raw=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode(errors="replace")))
)
def test_no_bytes_make_it_fall(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("l") / "l.csv"
    path.write_bytes(raw)
    rows, problems = read_ledger(path, root=path.parent)
    assert problems or not rows or all(row.code for row in rows)


# -- owners ----------------------------------------------------------------------------------------------------------------


def test_a_code_whose_owner_vanished(ledger: Write) -> None:
    rows, _ = read(ledger(draft(), draft("SD0002", owner="places/lang-mau")))
    problems = check_owners(rows, {"products/banh-mau-moi": 1, "places/lang-mau": 2}, HERE)
    assert located(problems) == [(2, "code-owner-unknown")]
    assert dict(problems[0].values) == {"found": "products/banh-mau", "code": "SD0001", "suggestion": "products/banh-mau-moi"}


# -- append-only -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def compared(ledger: Write) -> Callable[[str, str], list[tuple[int, str, str]]]:
    def compare(old: str, new: str) -> list[tuple[int, str, str]]:
        before, after = (read_ledger(ledger(*lines.split("\n")), root=Path())[0] for lines in (old, new))
        return [
            (problem.line, problem.rule, problem.values.get("field", "")) for problem in compare_ledgers(before, after, HERE)
        ]

    return compare


Compared = Callable[[str, str], list[tuple[int, str, str]]]


def test_rows_may_be_added_and_a_note_changed(compared: Compared) -> None:
    assert compared(issued(), f"{issued(note='hết nhãn')}\n{draft('SD0002')}") == []


def test_a_row_that_vanished(compared: Compared) -> None:
    assert compared(f"{draft()}\n{draft('SD0002')}", draft()) == [(3, "code-removed", "")]


def test_a_code_with_another_owner(compared: Compared) -> None:
    assert compared(draft(), draft(owner="products/banh-khac")) == [(2, "code-owner-changed", "owner")]


def test_an_issued_row_that_was_rewritten(compared: Compared) -> None:
    symbol = make_symbol(payload_for("SO-THU.VN", "SD0001"), mask=0)
    changed = compared(issued(), issued(mask="0", matrix_sha256=symbol.digest, issued_by="Người khác"))
    assert changed == [(2, "ledger-frozen-changed", name) for name in ("mask", "matrix_sha256", "issued_by")]


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        (draft(), issued(), True),
        (draft(), draft().replace("draft", "void"), True),
        (issued(), issued(status="retired"), True),
        (issued(), issued(status="void"), True),
        (issued(status="retired"), issued(), False),
        (issued(status="void"), issued(), False),
        (draft().replace("draft", "void"), draft(), False),
        (draft(), issued(status="retired"), False),
    ],
)
def test_a_life_goes_forward_only(compared: Compared, old: str, new: str, *, allowed: bool) -> None:
    assert compared(old, new) == ([] if allowed else [(2, "ledger-frozen-changed", "status")])


def test_an_issued_code_cannot_become_a_draft_again(compared: Compared) -> None:
    assert {rule for _, rule, _ in compared(issued(), draft())} == {"ledger-frozen-changed"}
