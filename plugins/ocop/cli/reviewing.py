"""`review`: what each product's page has of what the criteria ask."""

from __future__ import annotations

from pathlib import Path

import click

from ocop.desk.review import review as reviewed
from ocop.desk.review_text import lines, table

from .checking import read
from .listener import show_problems
from .options import ROOT, settings_option

TABLE = ROOT / "reports" / "ra-soat-san-pham.csv"


@click.command()
@settings_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=TABLE, help="Tệp .csv cho Excel.")
@click.option("--separator", type=click.Choice([",", ";"]), default=",", help="Dấu ngăn cột; Excel tiếng Việt thường cần ;")
def review(settings: Path, output: Path, separator: str) -> None:
    """Rà từng sản phẩm: trang đã có gì, còn thiếu gì theo tiêu chí 3, 4, 5 sao; ghi thêm bảng cho Excel."""
    prepared = read(settings)
    if prepared.edition is None:
        show_problems(prepared.problems, "vi")
        raise click.exceptions.Exit(1)
    found = reviewed(prepared.edition, prepared.problems)
    for line in lines(found):
        click.echo(line)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(table(found, separator))
    except OSError as error:
        # Excel keeps a table locked while it shows it.
        click.echo(f"Không ghi được {output}: {error.strerror}. Nếu đang mở bằng Excel thì đóng lại rồi chạy lại.", err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(f"Bảng cho Excel: {output}")
