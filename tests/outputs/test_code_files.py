"""The files of a code through the engine: the same whoever makes them, proved, and not made twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ocop.engine import EngineError, Output, build
from ocop.outputs import code_files
from ocop.qr import CodeStatus, LedgerRow, ProofError, make_symbol, payload_for, prove_png, prove_svg, symbol_for

HOST = "SO-THU.VN"


def draft(code: str = "SD0001") -> LedgerRow:
    return LedgerRow(code, "", "own", "", None, None, "", "", "products/banh-mau", None, "", CodeStatus.DRAFT, "", "", 2)


def issued(code: str = "SD0001", mask: int | None = None) -> LedgerRow:
    symbol = make_symbol(payload_for(HOST, code), mask=mask)
    return replace(
        draft(code),
        payload=symbol.payload,
        level=symbol.level,
        version=symbol.version,
        mask=symbol.mask,
        segments=symbol.segments,
        matrix_sha256=symbol.digest,
        issued_on=date(2026, 11, 23),
        issued_by="Bà Mẫu",
        status=CodeStatus.ISSUED,
    )


def plan(rows: Iterable[LedgerRow], host: str = HOST, gtin: str = "") -> list[Output]:
    return [output for row in rows for output in code_files.outputs(row, host=host, gtin=gtin)]


def test_each_code_has_two_files_that_prove() -> None:
    for row in (draft(), issued("SD0002"), replace(issued("SD0003"), status=CodeStatus.RETIRED)):
        svg, png = plan([row])
        assert (svg.path, png.path) == (f"Q/{row.code}/{row.code}.svg", f"Q/{row.code}/{row.code}.png")
        symbol = symbol_for(row, host=HOST)
        prove_svg(svg.make(), symbol)
        prove_png(png.make(), symbol, draft=row.status == "draft")
        assert ("BẢN NHÁP" in svg.make().decode()) == (row.status == "draft")


def test_a_barcode_number_is_drawn_as_a_digital_link() -> None:
    svg, _ = plan([replace(draft(), form="gs1")], gtin="8931234567897")
    assert b"https://SO-THU.VN/01/08931234567897" in svg.make()


def test_planning_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_files, "symbol_for", lambda *_, **__: pytest.fail("a symbol was drawn"))
    plan([draft(), issued("SD0002")])


def test_workers_make_the_same_files_and_nothing_is_made_twice(tmp_path: Path) -> None:
    rows = [draft(f"SD{number:04d}") for number in range(20)] + [issued(f"SD1{number:03d}") for number in range(20)]
    made = [build(plan(rows), tmp_path / str(workers), environment="x", workers=workers) for workers in (1, 2)]
    assert [len(report.made) for report in made] == [80, 80]
    for output in plan(rows):
        assert (tmp_path / "1" / output.path).read_bytes() == (tmp_path / "2" / output.path).read_bytes()
    again = build(plan(rows), tmp_path / "1", environment="x")
    assert (again.made, again.unchanged) == ((), 80)


@pytest.mark.parametrize(
    ("change", "files"),
    [
        ({}, 0),
        ({"note": "nhãn mới"}, 0),
        ({"owner": "products/banh-khac"}, 0),
        ({"status": CodeStatus.RETIRED}, 0),
        ({"mask": 5}, 2),
    ],
)
def test_files_are_made_again_only_for_what_they_show(tmp_path: Path, change: dict[str, object], files: int) -> None:
    before = issued(mask=0)
    build(plan([before]), tmp_path / "site", environment="x")
    after = issued(mask=5) if "mask" in change else replace(before, **change)  # type: ignore[arg-type]
    assert len(build(plan([after]), tmp_path / "site", environment="x").made) == files


def test_files_made_without_a_decoder_are_made_again_and_proved_once_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_files, "decoder", lambda: "")
    monkeypatch.setattr(code_files, "prove_png", lambda *_, **__: pytest.fail("there is nothing to prove with"))
    monkeypatch.setattr(code_files, "prove_svg", lambda *_, **__: pytest.fail("there is nothing to prove with"))
    build(plan([draft()]), tmp_path / "site", environment="x")
    monkeypatch.undo()
    assert len(build(plan([draft()]), tmp_path / "site", environment="x").made) == 2


def test_a_file_that_fails_its_proof_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = code_files.write_png
    monkeypatch.setattr(code_files, "write_png", lambda symbol, **how: real(replace(symbol, matrix=symbol.matrix[::-1]), **how))
    with pytest.raises(EngineError) as caught:
        build(plan([draft()]), tmp_path / "site", environment="x")
    assert isinstance(caught.value.__cause__, ProofError)
    assert not (tmp_path / "site" / "Q" / "SD0001" / "SD0001.png").exists()


def test_an_issued_symbol_that_cannot_be_made_again_is_not_written(tmp_path: Path) -> None:
    rewritten = replace(issued(mask=0), mask=1)
    with pytest.raises(EngineError, match="SD0001"):
        build(plan([rewritten]), tmp_path / "site", environment="x")
