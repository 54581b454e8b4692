"""What is asked of the print kit: everything of a catalogue, or an order; and what stands in the way, by file and line."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from ocop.cli import main
from ocop.engine import build
from ocop.outputs.edition import Edition
from ocop.outputs.print.checked import checked
from ocop.outputs.print.goods import Goods
from ocop.outputs.print.job import Job, Wishes, catalogue_job, order_job
from ocop.outputs.print.sheets import sheet, usual_sheets
from ocop.outputs.print.shelf_card import shelf_card
from ocop.qr import CodeStatus, ProofError

DEMO = Path(__file__).parents[1] / "demo"
LEDGER = "content/data/qr-ledger.csv"
WISHES = Wishes(Decimal("0.5"), (usual_sheets()["3x7"],))


def job(edition: Edition, wishes: Wishes = WISHES) -> Job:
    return catalogue_job(edition, wishes, root=DEMO, ledger=LEDGER)


def order(edition: Edition, *codes: str) -> Job:
    return order_job(edition, codes, "don-thu", Decimal("0.5"), root=DEMO, ledger=LEDGER)


def told(made: Job) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.rule) for problem in made.problems]


def with_row(edition: Edition, code: str, **changes: Any) -> Edition:
    rows = tuple(replace(row, **changes) if row.code == code else row for row in edition.ledger)
    return replace(edition, ledger=rows)


@pytest.fixture
def retitled(edition: Edition, tmp_path: Path) -> Callable[[str], tuple[Edition, Path]]:
    """The catalogue with another title for one product, and the folder its files lie in."""

    def give(title: str) -> tuple[Edition, Path]:
        product = edition.catalogue.products["banh-phong-tom-vam-nang"]
        words = {**product.words, "vi": product.words["vi"].model_copy(update={"title": title})}
        products = {**edition.catalogue.products, product.slug: replace(product, words=MappingProxyType(words))}
        catalogue = replace(edition.catalogue, products=MappingProxyType(products))
        file = tmp_path / product.source
        file.parent.mkdir(parents=True)
        file.write_text(f"---\ngroup: food\ntitle: {title}\n---\n", encoding="utf-8")
        return replace(edition, catalogue=catalogue), tmp_path

    return give


# Everything of a catalogue


def test_every_kind_of_printed_matter_is_planned(edition: Edition) -> None:
    paths = {output.path for output in job(edition).outputs}
    assert {
        "tem/3x7.pdf",
        "the-ke/tat-ca-a4.pdf",
        "the-ke/banh-phong-tom-vam-nang.pdf",
        "de-ban/banh-phong-tom-vam-nang-a5.pdf",
        "de-ban/banh-phong-tom-vam-nang-a6.pdf",
        "de-ban/diem-den/vuon-noi-bo-say-a5.pdf",
        "to-roi/banh-phong-tom-vam-nang-a5-vi.pdf",
        "to-roi/banh-phong-tom-vam-nang-a5-en.pdf",
        "to-roi/banh-phong-tom-vam-nang-a4-gap-vi.pdf",
        "to-roi/banh-phong-tom-vam-nang-a4-gap-en.pdf",
        "diem-trung-bay/vuon-noi-bo-say.pdf",
        "ma/phieu-in.pdf",
        "ma/huong-dan-in.pdf",
        "ma/tat-ca-ma.zip",
        "ma/SD9007/SD9007.svg",
        "ma/SD9007/SD9007.pdf",
        "ma/SD9007/SD9007.eps",
        "ma/SD9007/SD9007-300dpi.png",
        "ma/SD9007/SD9007-600dpi.png",
        "ma/SD9007/SD9007-1200dpi.png",
        "ma/SD9007/SD9007-huong-dan.txt",
    } <= paths


def test_every_tourism_site_with_goods_has_its_sheet(edition: Edition) -> None:
    shown = {f"diem-trung-bay/{slug}.pdf" for slug, goods in edition.relations.displayed_at_place.items() if goods}
    assert {output.path for output in job(edition).outputs if output.path.startswith("diem-trung-bay/")} == shown


def test_what_did_not_change_is_not_made_again(edition: Edition, tmp_path: Path) -> None:
    few = [output for output in job(edition).outputs if output.path.startswith(("ma/SD9007/", "the-ke/banh-phong", "tem/"))]
    first = build(few, tmp_path, environment="e", workers=1)
    again = build([o for o in job(edition).outputs if o.path in first.made], tmp_path, environment="e", workers=1)
    assert (len(first.made), again.made, again.unchanged) == (9, (), 9)


def test_a_code_that_is_void_or_retired_is_printed_nowhere(edition: Edition) -> None:
    for status in (CodeStatus.VOID, CodeStatus.RETIRED):
        paths = [output.path for output in job(with_row(edition, "SD9011", status=status)).outputs]
        assert [path for path in paths if "SD9011" in path or "banh-in-dau-xanh" in path] == []


def test_copies_of_single_codes_leave_all_others_out(edition: Edition, read_pdf: Any, payloads: Any) -> None:
    made = job(edition, replace(WISHES, copies_of={"SD9007": 2, "SD9001": 1}))
    (labels,) = [output for output in made.outputs if output.path == "tem/3x7.pdf"]
    assert [one[-7:-1] for one in payloads(read_pdf(labels.make()).picture(0, 200))] == ["SD9001", "SD9007", "SD9007"]


def test_a_label_that_is_too_small_is_refused(edition: Edition) -> None:
    made = job(edition, replace(WISHES, sheets=(sheet("nho", ["5", "20", "30", "12", "5", "5", "35", "13"]),)))
    assert made.outputs == ()
    assert {rule for _, _, rule in told(made)} == {"label-too-small"}
    assert told(made)[0][:2] == (LEDGER, edition.ledger[0].line)


def test_a_letter_that_cannot_be_printed_is_told_by_file_and_line(retitled: Any) -> None:
    changed, root = retitled("Bánh 漢 phồng")
    made = catalogue_job(changed, WISHES, root=root, ledger=LEDGER)
    assert made.outputs == ()
    source = changed.catalogue.products["banh-phong-tom-vam-nang"].source
    assert told(made) == [(source, 3, "glyph-missing")]
    assert made.problems[0].values["found"] == "“漢” (U+6F22)"


# An order


def test_an_order_holds_its_codes_and_the_zip_holds_all_of_it(edition: Edition) -> None:
    made = order(edition, "SD9007", "SD9001", "SD9007")
    files = {output.path: output for output in made.outputs}
    assert {path.split("/")[0] for path in files} == {"SD9007", "SD9001", "phieu-in.pdf", "huong-dan-in.pdf", "don-thu.zip"}
    packed = files["don-thu.zip"].make()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {f"don-thu/{path}" for path in files if path != "don-thu.zip"} == set(archive.namelist())
        assert archive.read("don-thu/SD9007/SD9007.eps") == files["SD9007/SD9007.eps"].make()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert files["don-thu.zip"].make() == packed


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"status": CodeStatus.VOID}, "code-not-printable"), ({"status": CodeStatus.RETIRED}, "code-not-printable")],
)
def test_a_code_no_longer_in_use_is_told_by_its_line(edition: Edition, changes: dict[str, Any], rule: str) -> None:
    line = next(row.line for row in edition.ledger if row.code == "SD9001")
    made = order(with_row(edition, "SD9001", **changes), "SD9001", "SD9007")
    assert (made.outputs, told(made)) == ((), [(LEDGER, line, rule)])


def test_an_unknown_code_is_told(edition: Edition) -> None:
    assert told(order(edition, "SD0666")) == [(LEDGER, 1, "code-unknown")]


# As it is typed


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")

    def run(*arguments: str) -> int:
        return main([*arguments, "-s", str(DEMO / "pelicanconf.py")])

    return run


def test_qr_kit_writes_an_order_and_writes_it_once(typed: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "don"
    for said in ("làm mới 10", "làm mới 0"):
        assert typed("qr", "kit", "sd9007", "-o", str(folder)) == 0
        assert said in capfd.readouterr().out
    assert (folder / "don-SD9007.zip").is_file()
    assert (folder / "SD9007" / "SD9007.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("SD0666",), 1, "qr-ledger.csv:1: code-unknown"),
        (("SD9007", "--module", "0.395"), 2, "0,396"),
        (("SD9007", "--module", "rộng"), 2, "0,396"),
        (("SD9007", "--name", "../ra-ngoai"), 2, "không dấu"),
    ],
)
def test_a_bad_order_is_told_and_nothing_is_written(
    typed: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], *, code: int, said: str
) -> None:
    assert typed("qr", "kit", *arguments, "-o", str(tmp_path / "don")) == code
    assert said in capfd.readouterr().err
    assert not (tmp_path / "don").exists()


def test_a_comma_is_a_decimal_point_too(typed: Any, tmp_path: Path) -> None:
    assert typed("qr", "kit", "SD9007", "--module", "0,8", "-o", str(tmp_path / "don")) == 0
    assert b'width="29.6mm"' in (tmp_path / "don" / "SD9007" / "SD9007.svg").read_bytes()


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(
    typed: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tep").write_text("of someone else")
    assert typed("qr", "kit", "SD9007", "-o", str(tmp_path / "tep" / "don")) == 1
    assert "tep" in capfd.readouterr().err
    (tmp_path / "la").mkdir()
    (tmp_path / "la" / "khac.txt").write_text("of someone else")
    assert typed("qr", "kit", "SD9007", "-o", str(tmp_path / "la")) == 1
    assert "not made by this program" in capfd.readouterr().err
    assert [path.name for path in (tmp_path / "la").iterdir()] == ["khac.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sheet", "9x9"), "9x9"),
        (("--sheet", "3,7,63.5"), "tám số"),
        (("--start", "22"), "21 tem"),
        (("--copies", "SD0001="), "SD0001="),
        (("--copies", "0"), "0"),
    ],
)
def test_bad_wishes_are_told_and_nothing_is_written(
    typed: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert typed("labels", "-o", str(tmp_path / "in"), *arguments) == 2
    assert said in capfd.readouterr().err
    assert not (tmp_path / "in").exists()


def test_own_sheets_lie_beside_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    """And a wrong row is told by its line before anything is made."""
    shutil.copytree(DEMO / "content", tmp_path / "content")
    text = "name,columns,rows,width,height,left,top,across,down\ncua-toi,2,5,90,50,10,10,95\n"
    (tmp_path / "content" / "data" / "label-sheets.csv").write_text(text, encoding="utf-8")
    demo, content = str(DEMO / "pelicanconf.py"), str(tmp_path / "content")
    settings = f"from runpy import run_path\nglobals().update(run_path({demo!r}))\nPATH = {content!r}\n"
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")
    monkeypatch.chdir(tmp_path)
    assert main(["labels", "-s", str(tmp_path / "pelicanconf.py"), "-o", str(tmp_path / "in"), "--sheet", "cua-toi"]) == 1
    assert "content/data/label-sheets.csv:2: label-sheet-form" in capfd.readouterr().err
    assert not (tmp_path / "in").exists()


def test_a_sheet_whose_codes_do_not_read_back_is_not_given_out(goods_of: Callable[..., Goods]) -> None:
    one, other = goods_of("banh-phong-tom-vam-nang"), goods_of("bot-gao-loc-rach-sen")
    assert checked(partial(shelf_card, one), (one,)).startswith(b"%PDF-")
    with pytest.raises(ProofError, match="SD9001"):
        checked(partial(shelf_card, one), (other,))
    with pytest.raises(ProofError, match="1 codes were read instead of 2"):
        checked(partial(shelf_card, one), (one, one))
