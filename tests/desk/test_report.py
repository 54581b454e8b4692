"""The report to the province, on the fictional catalogue: counts of decisions, as known on any day, in three forms."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from ocop import site
from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.models import RecognitionKind
from ocop.desk.office import Office
from ocop.desk.report import writing
from ocop.desk.report.compose import compose, named
from ocop.desk.report.numbers import Span, by_kind, by_year, expired, guided, holding, recognised, revoked

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
YEAR = Span(date(2025, 1, 1), date(2025, 12, 31), TODAY)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OCOP_TODAY", TODAY.isoformat())
        patch.chdir(ROOT)
        edition = site.check(site.load(ROOT / "tests/demo/pelicanconf.py", {})).edition
    assert edition is not None
    return edition.catalogue


def slugs(found: object) -> list[str]:
    return [event.product.slug for event in found]  # type: ignore[attr-defined]


def test_recognitions_are_counted_by_their_decision_and_kind(catalogue: Catalogue) -> None:
    found = recognised(catalogue, YEAR)
    assert {event.day.year for event in found} == {2025}
    counts = by_kind(found)
    assert counts[RecognitionKind.UPGRADE] == 2  # of which one was revoked later: it was recognised all the same
    assert counts[RecognitionKind.REASSESSMENT] == 1
    assert sum(counts.values()) == len(found) == by_year(catalogue, YEAR)[2025]
    assert slugs(found).count("kho-ca-loc-vam-nang") == 1


def test_what_ran_out_is_counted_on_its_last_day_and_only_if_nothing_came_in_its_place(catalogue: Catalogue) -> None:
    found = expired(catalogue, Span(date(2025, 7, 1), date(2026, 6, 30), TODAY))
    assert slugs(found) == ["mut-gung-ben-ghe"]
    assert found[0].day == date(2025, 12, 29)
    # Re-assessed on 18/11/2025 before it ran out on 29/12/2025; extended to 31/10/2026.
    assert "kho-ca-loc-vam-nang" not in slugs(found)
    later = expired(catalogue, Span(date(2026, 7, 1), date(2026, 12, 31), TODAY))
    assert [(event.product.slug, event.day) for event in later] == [
        ("cheo-ghe-dem-trang-rach-sen", date(2026, 8, 25)),
        ("banh-in-dau-xanh-vam-nang", date(2026, 10, 31)),
        ("nem-goi-la-vong-ben-ghe", date(2026, 11, 23)),
    ]


def test_nothing_after_the_day_that_is_known_is_counted(catalogue: Catalogue) -> None:
    half = (date(2026, 1, 1), date(2026, 6, 30))
    assert slugs(revoked(catalogue, Span(*half, date(2026, 2, 2)))) == []
    assert slugs(revoked(catalogue, Span(*half, date(2026, 2, 3)))) == ["gio-luc-binh-xom-lam", "nuoc-tuong-xom-lam"]
    assert slugs(recognised(catalogue, Span(*half, date(2026, 4, 16)))) == []
    assert slugs(recognised(catalogue, Span(*half, date(2026, 4, 17)))) == ["khan-ran-det-tay-vam-nang"]
    assert by_year(catalogue, Span(*half, date(2026, 4, 16)))[2026] == 0


def test_what_holds_is_judged_on_the_day(catalogue: Catalogue) -> None:
    def held(day: date) -> set[str]:
        return {product.slug for product, _ in holding(catalogue, day)}

    assert "nem-goi-la-vong-ben-ghe" in held(date(2026, 11, 22))
    assert "nem-goi-la-vong-ben-ghe" not in held(TODAY)
    assert "gio-luc-binh-xom-lam" in held(date(2026, 2, 2))
    assert "gio-luc-binh-xom-lam" not in held(date(2026, 2, 3))
    stars = {product.slug: stars for product, stars in holding(catalogue, date(2025, 11, 17))}
    assert stars["kho-ca-loc-vam-nang"] == 4
    assert {product.slug: stars for product, stars in holding(catalogue, date(2025, 11, 18))}["kho-ca-loc-vam-nang"] == 3


def test_guided_dossiers_are_of_the_years_of_the_span(catalogue: Catalogue) -> None:
    assert {product.slug for product, _ in guided(catalogue, Span(date(2026, 1, 1), date(2026, 6, 30), TODAY))} == {
        "kim-quyt-dang-truc-cau-may",
        "mat-ong-hoa-nhan-go-tram",
        "xa-bong-bo-ket-go-tram",
    }
    assert guided(catalogue, YEAR) == ()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2023, 1, 1), date(2023, 6, 30), "06 tháng đầu năm 2023"),
        (date(2023, 7, 1), date(2023, 12, 31), "06 tháng cuối năm 2023"),
        (date(2023, 1, 1), date(2023, 12, 31), "năm 2023"),
        (date(2023, 1, 1), date(2023, 3, 31), "từ 01/01/2023 đến 31/03/2023"),
    ],
)
def test_a_span_is_named_as_the_office_names_it(first: date, last: date, said: str) -> None:
    assert named(Span(first, last, last)) == said


def test_the_parts_are_those_of_the_offices_own_report(catalogue: Catalogue) -> None:
    made = compose(catalogue, YEAR, {2025: 8, 2026: 10}, Office())
    assert [part.title for part in made.parts] == ["I. KẾT QUẢ THỰC HIỆN", "II. PHƯƠNG HƯỚNG, NHIỆM VỤ"]
    assert [section.title[:2] for section in made.parts[0].sections] == ["1.", "2.", "3.", "4.", "5."]
    assert [section.title for section in made.parts[1].sections] == ["1. Chỉ tiêu", "2. Nhiệm vụ, giải pháp"]
    assert "./." in made.closing
    assert all(table.source for table in made.tables())
    assert "Phấn đấu năm 2026 có 10 sản phẩm đạt 3 sao trở lên." in writing.markdown(made)


def test_plan_stands_against_what_was_done(catalogue: Catalogue) -> None:
    (plan,) = [table for table in compose(catalogue, YEAR, {2025: 8}, Office()).tables() if table.name == "Chỉ tiêu"]
    assert plan.rows == (("2025", 8, 6, 2, 1, 0, 9, "112 %"),)
    (none,) = [table for table in compose(catalogue, YEAR, {}, Office()).tables() if table.name == "Chỉ tiêu"]
    assert none.rows[0][1] == "Chưa có"
    assert none.rows[0][-1] == "–"


def test_each_way_of_counting_gives_the_same_total(catalogue: Catalogue) -> None:
    made = compose(catalogue, YEAR, {}, Office())
    totals = {table.name: table.rows[-1][1:] for table in made.tables() if table.name.startswith("Theo")}
    assert len(totals) == 5
    held = len(holding(catalogue, YEAR.last))
    assert {total[1] for total in totals.values()} == {held}
    for table in made.tables():
        if table.name.startswith("Theo"):
            assert sum(row[2] for row in table.rows[:-1]) == table.rows[-1][2]  # type: ignore[misc]


def test_the_three_forms_say_the_same(catalogue: Catalogue) -> None:
    made = compose(catalogue, YEAR, {2025: 8}, Office(name="Ủy ban nhân dân phường Mẫu"))
    marked = writing.markdown(made)
    document = docx.Document(io.BytesIO(writing.docx(made, Office(name="Ủy ban nhân dân phường Mẫu"))))
    paper = "\n".join(paragraph.text for paragraph in document.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(writing.xlsx(made)))
    for part in made.parts:
        for section in part.sections:
            assert section.title in paper
            assert f"### {section.title}" in marked
    assert book.sheetnames == [*(table.name[:31] for table in made.tables()), "Biểu đồ"]
    for table in made.tables():
        assert f"Bảng. {table.title}" in paper
        assert f"**{table.title}**" in marked
        assert len(document.tables) == len(made.tables()) + 2  # head and signature
    assert len(book["Biểu đồ"]._charts) == 1
    assert len(document.inline_shapes) == 1
    assert writing.xlsx(made) == writing.xlsx(made)


def test_a_catalogue_without_anything_gives_a_report(catalogue: Catalogue) -> None:
    long_ago = Span(date(2019, 1, 1), date(2019, 6, 30), date(2019, 6, 30))
    made = compose(catalogue, long_ago, {}, Office())
    assert "0 lượt công nhận" in writing.markdown(made)
    assert writing.docx(made, Office())
    assert writing.xlsx(made)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    mine = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ocop", "report", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, encoding="utf-8", check=False)


def test_the_command_takes_the_running_half_year_when_nothing_is_named(tmp_path: Path) -> None:
    done = run("-s", "tests/demo/pelicanconf.py", "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Báo cáo 06 tháng cuối năm 2026, số liệu đến hết 23/11/2026." in done.stdout
    assert {path.suffix for path in tmp_path.iterdir()} == {".docx", ".xlsx", ".md"}


def test_the_real_catalogue_knows_the_target_of_2023(tmp_path: Path) -> None:
    done = run("--from", "01/01/2023", "--to", "31/12/2023", "-o", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "| 2023 | 8 |" in (tmp_path / "bao-cao-2023-01-01-2023-12-31.md").read_text("utf-8")


@pytest.mark.parametrize(
    "typed", [("--from", "2026-12-01", "--to", "2026-01-01"), ("--from", "2026-07-01", "--as-of", "2025-01-01")]
)
def test_days_that_cannot_be_are_refused(typed: tuple[str, ...]) -> None:
    done = run(*typed)
    assert done.returncode == 2
    assert "ngày" in done.stderr
