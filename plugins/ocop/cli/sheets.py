"""`export` and `import`: the catalogue as an Excel workbook, out and in."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocop import site
from ocop.catalogue.models import Kind
from ocop.desk.changes import FileChangedError, OutsideContentError
from ocop.desk.saving import NoSuchSaveError, digest_of, save, saves, undo
from ocop.outputs.environment import today
from ocop.reading.bundle import Frame
from ocop.reading.lists import read_lists

from .closing import known_catalogue
from .mending import frame_of
from .options import ROOT, now, settings_option
from .reminding import give

if TYPE_CHECKING:
    from ocop.desk.sheets.comparing import Comparison
    from ocop.desk.sheets.incoming import Incoming, Refusal
    from ocop.desk.sheets.pages import Pages

FILE = ROOT / "reports" / "danh-muc.xlsx"
WHAT = "Nhập từ bảng"
MOST_SHOWN = 60


@click.command(name="export")
@settings_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=FILE, help="Tệp .xlsx.")
@click.option("--empty", is_flag=True, help="Chỉ có tiêu đề, chưa có mục nào.")
def export_(settings: Path, output: Path, *, empty: bool) -> None:
    """Xuất danh mục ra bảng Excel: sửa ở đó rồi nhập lại bằng import."""
    from ocop.desk.sheets.columns import sheets  # noqa: PLC0415 - only tables need openpyxl
    from ocop.desk.sheets.exporting import export, references_of  # noqa: PLC0415

    frame = frame_of(settings)
    pages = _pages(frame)
    units = read_lists(frame)[0].units or {}
    references = references_of(pages, {slug: unit.valid_to is None for slug, unit in units.items()})
    others = tuple(tag for tag in frame.languages if tag != frame.default_language)
    raw = export(sheets(others), {} if empty else pages, references, frame.default_language)
    give(output.parent, {output.name: raw})
    click.echo(f"Bảng: {output}, {0 if empty else len(pages)} mục.")


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@settings_option
@click.option("--write", is_flag=True, help="Ghi vào nội dung; không có thì chỉ cho xem sẽ đổi gì.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default="products", help="Với .csv: hàng là gì.")
def import_(file: Path, settings: Path, kind: str, *, write: bool) -> None:
    """Nhập bảng Excel, CSV: cho xem trước mục mới, đổi, giữ nguyên, bị từ chối; ghi tất cả hoặc không ghi gì."""
    from ocop.desk.sheets.columns import sheets  # noqa: PLC0415 - only tables need openpyxl
    from ocop.desk.sheets.comparing import compare  # noqa: PLC0415
    from ocop.desk.sheets.incoming import NotTakenError, read_csv, read_workbook  # noqa: PLC0415
    from ocop.desk.sheets.trying import refusals  # noqa: PLC0415

    gc.disable()  # Thousands of records and no cycles: looking for them takes half as long again.
    frame = frame_of(settings)
    _mend(frame.content)
    others = tuple(tag for tag in frame.languages if tag != frame.default_language)
    known = sheets(others)
    try:
        if file.suffix.lower() == ".csv":
            incoming: Incoming = read_csv(file, next(one for one in known if one.kind.value == kind and not one.field))
        else:
            incoming = read_workbook(file, known)
    except NotTakenError as error:
        raise click.ClickException(str(error)) from None
    comparison = compare(incoming, _pages(frame), frame)
    refused = comparison.refused
    loaded = site.load(settings, {}).settings
    if comparison.changes and not refused:
        day = today(loaded)
        refused, catalogue = refusals(comparison, incoming, frame, day, sample=bool(loaded.get("OCOP_SAMPLE")))
        if catalogue is not None:
            known_catalogue(catalogue, day)
    _tell(comparison, refused, file)
    if refused:
        raise click.exceptions.Exit(1)
    if not comparison.changes:
        return
    if not write:
        click.echo("Chưa ghi gì. Ghi: thêm --write.")
        return
    writes = [one for change in comparison.changes for one in change.writes]
    try:
        record = save(frame.content, writes, f"{WHAT} {file.name}", now=now())
    except FileChangedError as error:
        raise click.ClickException(f"{error} vừa bị sửa ở nơi khác; chưa ghi gì. Chạy lại.") from None
    except OutsideContentError as error:
        raise click.ClickException(f"{error} nằm ngoài thư mục nội dung; chưa ghi gì.") from None
    except OSError as error:
        raise click.ClickException(f"Không ghi được: {error.strerror or error}; nội dung vẫn như trước.") from None
    click.echo(f"Đã ghi {len(writes)} tệp của {len(comparison.changes)} mục. Lần ghi {record.id}: bàn làm việc hoàn tác được.")


def _mend(content: Path) -> None:
    """Take back an import that was cut short, so that it is there whole or not at all."""
    newest = next(iter(saves(content, 1)), None)
    if newest is None or not newest.what.startswith(WHAT):
        return
    there = [(content / one.path, one) for one in newest.files]
    state = [digest_of(path.read_bytes() if path.is_file() else None) for path, _ in there]
    done = [now_there == one.after for now_there, (_, one) in zip(state, there, strict=True)]
    left = [now_there == one.before for now_there, (_, one) in zip(state, there, strict=True)]
    if any(done) and any(left) and all(d or b for d, b in zip(done, left, strict=True)):
        try:
            undo(content, newest.id, now=now())
        except (FileChangedError, OutsideContentError, NoSuchSaveError, OSError) as error:
            raise click.ClickException(f"Lần nhập trước bị ngắt giữa chừng và không gỡ lại được: {error}") from None
        click.echo("Lần nhập trước bị ngắt giữa chừng: đã đưa nội dung về như trước lần ấy.", err=True)


def _pages(frame: Frame) -> Pages:
    from ocop.desk.sheets.pages import UnreadableError, read_pages  # noqa: PLC0415

    try:
        return read_pages(frame)
    except UnreadableError as error:
        raise click.ClickException(f"{error} không đọc được; chạy check để biết vì sao.") from None


def _tell(comparison: Comparison, refused: tuple[Refusal, ...], file: Path) -> None:
    shown = 0
    for change in comparison.changes:
        if shown >= MOST_SHOWN:
            click.echo(f"… và {len(comparison.changes) - comparison.changes.index(change)} mục nữa")
            break
        click.echo(f"{'mới' if change.new else 'đổi'}: {change.key}")
        for cell in () if change.new else change.cells:
            shown += 1
            click.echo(f"  {cell.where}  {cell.title}: {_short(cell.old)} → {_short(cell.new)}")
        shown += 1
    for one in refused:
        click.echo(f"từ chối: {file.name}, {one.where}: {one.why}", err=True)
    new = sum(change.new for change in comparison.changes)
    click.echo(
        f"{new} mới, {len(comparison.changes) - new} đổi, {comparison.unchanged} giữ nguyên, {len(refused)} từ chối."
        + (" Chưa ghi gì: sửa các ô bị từ chối rồi nhập lại." if refused else "")
    )


def _short(text: str) -> str:
    line = " · ".join(text.split("\n"))
    return f"“{line[:70]}{'…' if len(line) > 70 else ''}”" if line else "(trống)"
