"""`wheelhouse`: packages as files, for machines without a network."""

from __future__ import annotations

from pathlib import Path

import click

from ocop import wheelhouse as store

from .options import ROOT

_KINDS = click.Choice(sorted(store.PLATFORMS))


@click.command()
@click.option("--platform", "platforms", type=_KINDS, multiple=True, default=("windows",), help="Loại máy; ghi được nhiều lần.")
@click.option("--python", "pythons", multiple=True, default=store.PYTHONS, help="Bản Python; ghi được nhiều lần.")
@click.option("--zip", "file", type=click.Path(path_type=Path, dir_okay=False), help="Nén thêm vào tệp này để chép qua USB.")
def wheelhouse(platforms: tuple[str, ...], pythons: tuple[str, ...], file: Path | None) -> None:
    """Tải sẵn mọi gói vào wheelhouse/ cho máy không có mạng."""
    try:
        folder = store.fill(ROOT, platforms, pythons)
        if file is not None:
            store.packed(ROOT, file)
    except (store.WheelhouseError, OSError) as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    size = sum(entry.stat().st_size for entry in folder.iterdir()) / 1e6
    wheels = len(list(folder.glob("*.whl")))
    click.echo(f"{folder}: {wheels} gói, {size:.0f} MB, cho {', '.join(platforms)}, Python {' / '.join(pythons)}.")
    click.echo(f"Đã nén: {file}" if file else "Chép thư mục này vào thư mục dự án trên máy không có mạng, cạnh ocop.bat.")
