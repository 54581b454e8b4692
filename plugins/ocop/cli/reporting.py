"""`report`: the half-year or the year in numbers, as .docx, .xlsx and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ocop import site
from ocop.desk.office import OfficeError, office_of

from .options import ROOT, settings_option
from .reminding import give, whole

FOLDER = ROOT / "reports" / "bao-cao"
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command()
@settings_option
@click.option("--from", "first", type=DAY, help="Ngày đầu kỳ, ví dụ 2026-01-01; bỏ trống: đầu nửa năm đang chạy.")
@click.option("--to", "last", type=DAY, help="Ngày cuối kỳ, ví dụ 2026-06-30; bỏ trống: cuối nửa năm ấy.")
@click.option("--as-of", type=DAY, help="Tính số liệu như biết đến hết ngày này; bỏ trống: hôm nay.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=FOLDER, help="Thư mục nhận tệp.")
def report(settings: Path, first: datetime | None, last: datetime | None, as_of: datetime | None, output: Path) -> None:
    """Soạn báo cáo 06 tháng, năm: kết quả, chỉ tiêu, số liệu theo hạng, nhóm, xã phường, loại hình."""
    from ocop.desk.report.compose import compose, named  # noqa: PLC0415 - only reports need what writes them
    from ocop.desk.report.numbers import Span  # noqa: PLC0415
    from ocop.desk.report.writing import docx, markdown, xlsx  # noqa: PLC0415

    edition = whole(settings)
    typed = site.load(settings, {}).settings
    known = as_of.date() if as_of else edition.today
    start, end = _span(first, last, known)
    if start > end:
        raise click.BadParameter("ngày đầu kỳ ở sau ngày cuối kỳ.", param_hint="--from")
    if known < start:
        raise click.BadParameter("ngày tính số liệu ở trước ngày đầu kỳ.", param_hint="--as-of")
    try:
        office = office_of(typed)
    except OfficeError as error:
        raise click.ClickException(str(error)) from None
    span = Span(start, end, known)
    made = compose(edition.catalogue, span, targets(typed), office)
    stem = f"bao-cao-{start}-{end}"
    click.echo(f"Báo cáo {named(span)}, số liệu đến hết {span.counted_to:%d/%m/%Y}.")
    files = {f"{stem}.docx": docx(made, office), f"{stem}.xlsx": xlsx(made), f"{stem}.md": markdown(made).encode("utf-8")}
    give(output, files)


def targets(settings: Mapping[str, Any]) -> dict[int, int]:
    """Give OCOP_TARGETS: how many recognitions each year is to bring."""
    return {int(year): int(number) for year, number in (settings.get("OCOP_TARGETS") or {}).items()}


def _span(first: datetime | None, last: datetime | None, known: date) -> tuple[date, date]:
    """Give the days that were named, else the half-year that runs."""
    start = first.date() if first else (last.date() if last else known)
    if first is None:
        start = date(start.year, 1 if start.month <= 6 else 7, 1)
    if last is not None:
        return start, last.date()
    return start, date(start.year, 6, 30) if start.month <= 6 else date(start.year, 12, 31)
