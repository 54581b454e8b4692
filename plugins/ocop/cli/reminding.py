"""`remind`: the calendar of certificates, for people, calendars, Excel, and as letters."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from ocop import site
from ocop.catalogue.rounds import filing_days
from ocop.desk import ics
from ocop.desk.deadlines import deadlines
from ocop.desk.office import OfficeError, office_of
from ocop.desk.outbox import CannotWriteError, deliver
from ocop.outputs.edition import Edition

from .checking import read
from .listener import show_problems
from .options import ROOT, settings_option

FOLDER = ROOT / "reports" / "nhac-han"


@click.command()
@settings_option
@click.option("--days", type=click.IntRange(0, 1100), default=180, help="Kể cả giấy hết hạn trong bấy nhiêu ngày tới.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=FOLDER, help="Thư mục nhận tệp.")
@click.option("--letters/--no-letters", default=True, help="Soạn thư gửi từng chủ thể.")
def remind(settings: Path, days: int, output: Path, *, letters: bool) -> None:
    """Nhắc hạn: giấy nào đang trong kỳ nộp hồ sơ, sắp đóng, đã đóng, hết hạn; ghi lịch .ics, bảng .xlsx, thư .docx."""
    from ocop.desk import reminders, tables  # noqa: PLC0415 - only tables and letters need what writes them
    from ocop.desk.letters import letters as written  # noqa: PLC0415

    edition = whole(settings)
    today = edition.today
    found = deadlines(edition.catalogue, today, days, edition.default_language)
    rounds = filing_days(today, today + timedelta(days=days))
    for line in reminders.lines(found, rounds, today, days):
        click.echo(line)
    year = filing_days(today, today + timedelta(days=366))
    files = {
        "lich-danh-gia-lai.ics": ics.calendar(found, year, today),
        "lich-danh-gia-lai.xlsx": tables.saved(tables.workbook([reminders.table(found, today)], reminders.NOTE)),
    }
    if letters:
        try:
            office = office_of(site.load(settings, {}).settings)
        except OfficeError as error:
            raise click.ClickException(str(error)) from None
        files |= {f"thu/{slug}.docx": data for slug, data in written(found, office, today).items()}
    give(output, files)


def whole(settings: Path) -> Edition:
    """Give the edition, or tell what is wrong with the content and stop."""
    prepared = read(settings)
    if prepared.edition is None:
        show_problems(prepared.problems, "vi")
        raise click.exceptions.Exit(1)
    return prepared.edition


def give(folder: Path, files: dict[str, bytes]) -> None:
    """Write files and say how many are where."""
    try:
        deliver(folder, files)
    except CannotWriteError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(f"\n{len(files)} tệp trong {folder}")
