"""`buyers` and `fair`: the list for buyers, and the pack for a stall."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from ocop import site
from ocop.desk.archives import zipped
from ocop.engine import EngineError, build, fingerprint
from ocop.outputs.environment import environment_digest
from ocop.reading import format_problem

from .labels import Where
from .options import ROOT, settings_option
from .reminding import give, whole

FOLDER = ROOT / "reports"
_STEM = "danh-sach-chao-hang"


@click.command()
@settings_option
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=FOLDER, help="Thư mục nhận tệp.")
@click.option("--all", "everything", is_flag=True, help="Cả sản phẩm không có giấy còn hiệu lực (ghi không sao).")
@click.option("--separator", type=click.Choice([",", ";"]), default=",", help="Dấu ngăn cột của .csv.")
def buyers(settings: Path, output: Path, separator: str, *, everything: bool) -> None:
    """Soạn danh sách chào hàng: quy cách, giá kèm ngày, giấy còn hiệu lực trong ngày, liên hệ đã được đồng ý."""
    from ocop.desk.buyers import NOTE, buyers_list  # noqa: PLC0415 - only tables need openpyxl
    from ocop.desk.tables import csv_bytes, saved, workbook  # noqa: PLC0415

    edition = whole(settings)
    table = buyers_list(edition.catalogue, edition.today, everything=everything)
    click.echo(f"{len(table.rows)} sản phẩm.")
    give(output, {f"{_STEM}.xlsx": saved(workbook([table], NOTE)), f"{_STEM}.csv": csv_bytes(table, separator)})


@click.command()
@click.argument("products", nargs=-1, metavar="[TÊN SẢN PHẨM]...")
@settings_option
@click.option("--place", default="", metavar="TÊN", help="Điểm đến: lấy mọi sản phẩm trưng bày ở đó.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Tệp .zip.")
def fair(products: tuple[str, ...], settings: Path, place: str, output: Path | None) -> None:
    """Gói đi hội chợ: một tệp zip có tờ rơi, thẻ kệ, bảng để bàn và mã QR của các sản phẩm đã chọn."""
    from ocop.desk.fair import UnknownError, chosen, fair_pack  # noqa: PLC0415 - only printing needs fpdf2

    if not products and not place:
        raise click.UsageError("nêu tên sản phẩm, hoặc --place với tên một điểm đến.")
    edition = whole(settings)
    loaded = site.load(settings, {})
    where = Where(Path(loaded.settings["PATH"]).resolve())
    try:
        keys = chosen(edition, products, place)
    except UnknownError as error:
        raise click.UsageError(f"không có {error.args[0]} trong danh mục.") from None
    pack = fair_pack(edition, keys, place, root=where.root, ledger=where.ledger)
    for problem in pack.problems:
        click.echo(format_problem(problem), err=True)
    for key in pack.without_code:
        click.echo(f"{key}: chưa có mã QR nên chưa có gì để in; tạo mã bằng lệnh qr.", err=True)
    if pack.problems or not pack.outputs:
        raise click.exceptions.Exit(1)
    environment = fingerprint(environment_digest(loaded.settings, Path(loaded.settings["THEME"])))
    with tempfile.TemporaryDirectory(prefix="ocop-fair-") as folder:
        try:
            build(pack.outputs, Path(folder) / "goi", environment=environment)
        except EngineError as error:
            raise click.ClickException(str(error)) from None
        files = {one.path: (Path(folder) / "goi" / one.path).read_bytes() for one in pack.outputs}
    target = output or ROOT / "labels" / f"hoi-cho-{(place or keys[0]).rpartition('/')[2]}.zip"
    give(target.parent, {target.name: zipped(dict(sorted(files.items())))})
    click.echo(f"{target}: {len(files)} tệp của {len(keys) - len(pack.without_code)} mục.")
