"""The calendar of certificates, on the fictional catalogue: its parts on any day, as lines, .ics, .xlsx and letters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pytest

from ocop import site
from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.rounds import filing_days
from ocop.catalogue.validity import filing_window
from ocop.desk.deadlines import Part, closing, closing_line, deadlines
from ocop.desk.ics import calendar
from ocop.desk.letters import letters
from ocop.desk.office import Office, OfficeError, office_of
from ocop.desk.reminders import lines, table
from ocop.desk.tables import saved, workbook

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OCOP_TODAY", DAY.isoformat())
        patch.chdir(ROOT)
        edition = site.check(site.load(ROOT / "tests/demo/pelicanconf.py", {})).edition
    assert edition is not None
    return edition.catalogue


def with_facts(catalogue: Catalogue, slug: str, **facts: Any) -> Catalogue:
    product = catalogue.products[slug]
    changed = replace(product, facts=product.facts.model_copy(update=facts))
    return replace(catalogue, products={**catalogue.products, slug: changed})


def parts(catalogue: Catalogue, today: date, days: int = 180) -> dict[str, Part]:
    return {one.key.removeprefix("products/"): one.part for one in deadlines(catalogue, today, days)}


def test_the_parts_of_a_day(catalogue: Catalogue) -> None:
    found = parts(catalogue, DAY)
    assert found["hoa-hong-leo-bo-say"] is Part.OPEN
    assert found["muoi-ot-sa-xom-lam"] is Part.EXPIRING
    assert found["banh-phong-tom-vam-nang"] is Part.CLOSED
    assert found["nui-gao-mau-rach-sen"] is Part.EXTENDED
    assert found["nem-goi-la-vong-ben-ghe"] is Part.EXPIRED
    assert "gio-luc-binh-xom-lam" not in found  # revoked: there is no day to keep
    assert "mut-gung-ben-ghe" not in found  # gone
    assert "gao-say-thom-bo-say" not in found  # ends in 2029
    assert parts(catalogue, DAY, 1100)["gao-say-thom-bo-say"] is Part.AHEAD


def test_a_certificate_goes_through_its_parts_on_the_days_of_the_rule(catalogue: Catalogue) -> None:
    slug = "hoa-hong-leo-bo-say"
    (one,) = [one for one in deadlines(catalogue, DAY, 180) if one.key.endswith(slug)]
    opens, closes = filing_window(one.recognition) or (None, None)
    assert opens == one.ends - timedelta(days=180)
    assert closes == one.ends - timedelta(days=120)
    assert parts(catalogue, opens - timedelta(days=1), 400)[slug] is Part.AHEAD
    assert parts(catalogue, opens)[slug] is Part.OPEN
    assert parts(catalogue, closes)[slug] is Part.CLOSING
    assert parts(catalogue, closes + timedelta(days=1))[slug] is Part.CLOSED
    assert parts(catalogue, one.ends - timedelta(days=30))[slug] is Part.EXPIRING
    assert parts(catalogue, one.ends)[slug] is Part.EXPIRED


def test_what_cannot_wait_comes_first_and_each_line_names_decision_and_contact(catalogue: Catalogue) -> None:
    found = deadlines(catalogue, DAY, 180)
    order = list(Part)
    assert [order.index(one.part) for one in found] == sorted(order.index(one.part) for one in found)
    said = "\n".join(lines(found, (), DAY, 180))
    for one in found:
        assert one.title in said
        assert one.decision in said
    assert "0277 0 000 008, hoiquan@bosay.example" in said
    assert "None" not in said


def test_the_last_line_names_what_closes_within_thirty_days(catalogue: Catalogue) -> None:
    near = closing(catalogue, DAY)
    assert [one.key for one in near] == ["products/hoa-hong-leo-bo-say", "products/muoi-ot-sa-xom-lam"]
    line = closing_line(near, DAY)
    assert "1 giấy hết hạn (Muối ớt sả Xóm Lẫm, 15/12/2026)" in line
    assert "1 kỳ nộp hồ sơ đóng (Hoa hồng leo Bờ Sậy, 11/12/2026)" in line
    assert "\n" not in line
    assert closing_line(closing(catalogue, date(2030, 1, 1)), date(2030, 1, 1)) == ""


def test_thirty_days_are_thirty(catalogue: Catalogue) -> None:
    ends = date(2026, 12, 15)
    assert any(one.ends == ends for one in closing(catalogue, ends - timedelta(days=30)))
    assert not any(one.ends == ends for one in closing(catalogue, ends - timedelta(days=31)))
    assert not any(one.ends == ends for one in closing(catalogue, ends))


def test_filing_days_come_with_the_decision_of_2026() -> None:
    assert filing_days(date(2026, 1, 1), date(2027, 12, 31)) == (date(2026, 10, 30), date(2027, 4, 30), date(2027, 10, 30))
    assert filing_days(date(2027, 4, 30), date(2027, 4, 30)) == (date(2027, 4, 30),)
    assert filing_days(date(2020, 1, 1), date(2026, 5, 22)) == ()


def test_a_calendar_program_reads_every_event_with_its_alarms(catalogue: Catalogue) -> None:
    found = deadlines(catalogue, DAY, 400)
    raw = calendar(found, (date(2027, 4, 30),), DAY)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    events = list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))
    live = [one for one in found if one.part is not Part.EXPIRED]
    windows = [one for one in live if one.part in {Part.AHEAD, Part.OPEN, Part.CLOSING}]
    assert len(events) == len(live) + len(windows) + 1
    assert len({str(event["UID"]) for event in events}) == len(events)
    ends = {str(event["SUMMARY"]): event for event in events}["Hết hạn OCOP: Hoa hồng leo Bờ Sậy"]
    assert ends["DTSTART"].dt == date(2027, 4, 10)
    triggers = [alarm["TRIGGER"].dt for alarm in ends.walk("VALARM")]
    eight = timedelta(hours=8)
    assert triggers == [eight - timedelta(days=days) for days in (180, 120, 30, 0)]
    assert "Quyết định 14/QĐ-MAU" in str(ends["DESCRIPTION"])


def test_the_same_certificate_keeps_its_identity_from_day_to_day(catalogue: Catalogue) -> None:
    def identities(today: date) -> set[str]:
        raw = calendar(deadlines(catalogue, today, 400), (), today)
        return {str(event["UID"]) for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")}

    assert len(identities(DAY) & identities(DAY + timedelta(days=1))) >= len(identities(DAY)) - 2


def test_a_name_with_the_signs_of_the_format_stays_a_name(catalogue: Catalogue) -> None:
    one = deadlines(catalogue, DAY, 180)[0]
    title = "Hồng; leo, \\n BEGIN:VEVENT\nđậm " + "đ" * 90
    (event,) = icalendar.Calendar.from_ical(calendar([replace(one, title=title, part=Part.CLOSED)], (), DAY)).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Hết hạn OCOP: {title}"


def test_the_table_holds_days_as_days_and_text_as_text(catalogue: Catalogue) -> None:
    found = deadlines(catalogue, DAY, 180)
    evil = replace(found[0], title="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(saved(workbook([table([evil, *found[1:]], DAY)]))))["Lịch đánh giá lại"]
    rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(found)))
    assert rows[0][1].value == "=1+1"
    assert rows[0][1].data_type == "s"
    assert [row[8].value.date() for row in rows] == [one.ends for one in found]
    assert sheet.freeze_panes == "A4"


def words_of(raw: bytes) -> str:
    document = docx.Document(io.BytesIO(raw))
    cells = [cell.text for grid in document.tables for row in grid.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_letter_for_each_producer_with_a_day_to_keep(catalogue: Catalogue) -> None:
    found = deadlines(catalogue, DAY, 180)
    written = letters(found, Office(name="Ủy ban nhân dân phường Mẫu", place="Mẫu", symbol="UBND-KT"), DAY)
    assert set(written) == {one.producer.key.removeprefix("producers/") for one in found}
    said = words_of(written["cong-ty-vam-nang"])
    assert "ỦY BAN NHÂN DÂN PHƯỜNG MẪU" in said
    assert "/UBND-KT" in said
    assert "Kính gửi: Công ty Thực phẩm Vàm Nắng (mẫu)" in said
    for one in found:
        assert (one.title in said) == (one.producer.key == "producers/cong-ty-vam-nang")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said


def test_the_layout_is_the_decrees(catalogue: Catalogue) -> None:
    found = [one for one in deadlines(catalogue, DAY, 180) if one.part is Part.OPEN]
    (raw,) = letters(found, Office(), DAY).values()
    document = docx.Document(io.BytesIO(raw))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    assert section.different_first_page_header_footer


def test_the_same_day_gives_the_same_bytes(catalogue: Catalogue) -> None:
    found = deadlines(catalogue, DAY, 180)
    assert letters(found, Office(), DAY) == letters(found, Office(), DAY)
    assert saved(workbook([table(found, DAY)])) == saved(workbook([table(found, DAY)]))


def test_an_office_with_an_unknown_key_is_told() -> None:
    with pytest.raises(OfficeError, match="ten"):
        office_of({"OCOP_OFFICE": {"ten": "x"}})
    assert office_of({"OCOP_OFFICE": {"name": "X", "recipients": ["A;"]}}) == Office(name="X", recipients=("A;",))
    assert office_of({}) == Office()


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ocop() -> Run:
    def run(*arguments: str, today: str = "2026-11-23") -> subprocess.CompletedProcess[str]:
        mine = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": today, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "ocop", *arguments]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, encoding="utf-8", check=False)

    return run


def test_the_command_writes_all_of_it(ocop: Run, tmp_path: Path) -> None:
    done = ocop("remind", "-s", "tests/demo/pelicanconf.py", "-o", str(tmp_path / "lịch nhắc"))
    assert done.returncode == 0, done.stderr
    files = {path.relative_to(tmp_path / "lịch nhắc").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"lich-danh-gia-lai.ics", "lich-danh-gia-lai.xlsx", "thu/cong-ty-vam-nang.docx"} <= files
    assert "Đang trong kỳ nộp hồ sơ đánh giá lại (1)" in done.stdout


@pytest.mark.parametrize("command", [("check",), ("help",), ("check", "--format", "json"), ("qr", "list")])
def test_every_command_ends_with_what_closes(ocop: Run, command: tuple[str, ...]) -> None:
    settings = () if command == ("help",) else ("-s", "tests/demo/pelicanconf.py")
    today = "2026-12-10" if command == ("help",) else "2026-11-23"  # help looks at the real catalogue
    done = ocop(*command, *settings, today=today)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].startswith("Trong 30 ngày tới: ")
    assert done.stderr.count("Trong 30 ngày tới: ") == 1
    assert "Trong 30 ngày" not in done.stdout


def test_a_folder_that_cannot_be_written_is_told_and_left_clean(ocop: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", "utf-8")
    done = ocop("remind", "-s", "tests/demo/pelicanconf.py", "-o", str(tmp_path / "tep" / "x"))
    assert done.returncode == 1
    assert "Không ghi được" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tep"]
