"""`build`, `demo`, `serve`, `docs`, `schema`: what a writer does many times a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ocop import site

from .listener import TerminalListener
from .options import DEMO, PUBLIC, ROOT, Language, language_option, output_option, settings_option


@click.command()
@settings_option
@output_option
@language_option
@click.option("--workers", type=int, help="Số tiến trình; bỏ trống để máy tự chọn.")
def build(settings: Path, output: Path | None, lang: Language, workers: int | None) -> None:
    """Dựng trang vào output/: chỉ làm lại những gì đã đổi."""
    build_site(settings, TerminalListener(lang), output, workers)


@click.command()
@language_option
def demo(lang: Language) -> None:
    """Dựng danh mục mẫu (hư cấu) vào .cache/demo để xem mọi tình trạng của trang."""
    output = ROOT / ".cache" / "demo"
    build_site(DEMO, TerminalListener(lang), output, None)
    click.echo(f"Xem thử: make serve ARGS=--demo ({output.relative_to(ROOT)})")


@click.command()
@click.option("--demo", "is_demo", is_flag=True, help="Xem danh mục mẫu.")
@click.option("--live", is_flag=True, help="Xem bản đang chạy trong public/current, không dựng lại.")
@click.option("-p", "--port", type=int, default=8000, help="Cổng.")
def serve(*, is_demo: bool, live: bool, port: int) -> None:
    """Xem thử trên máy này; trang tự dựng lại mỗi khi lưu tệp."""
    if live:
        site.serve_folder(PUBLIC / "current", port)
        return
    settings = DEMO if is_demo else ROOT / "pelicanconf.py"
    output = ROOT / ".cache" / "demo" if is_demo else None
    click.echo(f"http://localhost:{port}/ (Ctrl+C để dừng)")
    site.serve(settings, port, output)


@click.command()
def docs() -> None:
    """Ghi lại các trang tài liệu sinh từ mã: bảng trường, danh sách quy tắc."""
    from ocop.reading import refresh_docs  # noqa: PLC0415 (a build of what has not changed need not load it)

    for path in refresh_docs(ROOT):
        click.echo(path.relative_to(ROOT).as_posix() if path.is_absolute() else path.as_posix())


@click.command()
def schema() -> None:
    """Ghi lại lược đồ và mẫu gõ nhanh cho trình soạn thảo, sinh từ mô hình dữ liệu."""
    from ocop.reading import refresh_editor_files  # noqa: PLC0415

    for path in refresh_editor_files(ROOT):
        click.echo(path.relative_to(ROOT).as_posix())


def build_site(
    settings: Path, listener: TerminalListener, output: Path | None, workers: int | None, *, whole: bool = False
) -> Path:
    """Build a site and give its folder; a content error ends the command with exit code 1 and without a traceback.

    `whole`: read and plan all of it also when nothing has changed, for those who need what was read.
    """
    chosen: dict[str, Any] = {"OCOP_LISTENER": listener, "OCOP_WORKERS": workers, "OCOP_STILL": not whole}
    if output is not None:
        chosen["OUTPUT_PATH"] = str(output.resolve())
    loaded = site.load(settings, chosen)
    try:
        site.run(loaded)
    except site.ContentError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    return loaded.output
