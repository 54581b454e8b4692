"""`build`, `demo`, `docs`, `schema`: what a writer does many times a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ocop import site
from ocop.engine import Profile

from .listener import TerminalListener
from .options import DEMO, ROOT, Language, language_option, output_option, settings_option
from .profiling import profile_lines


@click.command()
@settings_option
@output_option
@language_option
@click.option("--workers", type=int, help="Số tiến trình; bỏ trống để máy tự chọn.")
@click.option("--profile", "is_profiled", is_flag=True, help="Cho biết thời gian đi đâu (cho người viết mã).")
def build(settings: Path, output: Path | None, lang: Language, workers: int | None, *, is_profiled: bool) -> None:
    """Dựng trang vào output/: chỉ làm lại những gì đã đổi."""
    profile, listener = (Profile() if is_profiled else None), TerminalListener(lang)
    build_site(settings, listener, output, workers, profile=profile)
    if profile is not None and listener.report is not None:
        for line in profile_lines(profile, listener.report):
            click.echo(line, err=True)
        profile.close()


@click.command()
@language_option
def demo(lang: Language) -> None:
    """Dựng danh mục mẫu (hư cấu) vào .cache/demo để xem mọi tình trạng của trang."""
    output = ROOT / ".cache" / "demo"
    build_site(DEMO, TerminalListener(lang), output, None)
    click.echo(f"Xem thử: make serve ARGS=--demo ({output.relative_to(ROOT)})")


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


def build_site(  # noqa: PLR0913 (each is one fact about the build)
    settings: Path,
    listener: TerminalListener,
    output: Path | None,
    workers: int | None,
    *,
    whole: bool = False,
    profile: Profile | None = None,
) -> Path:
    """Build a site and give its folder; a content error ends the command with exit code 1 and without a traceback.

    `whole`: read and plan all of it also when nothing has changed, for those who need what was read.
    """
    chosen: dict[str, Any] = {
        "OCOP_LISTENER": listener,
        "OCOP_WORKERS": workers,
        "OCOP_STILL": not whole,
        "OCOP_PROFILE": profile,
    }
    if output is not None:
        chosen["OUTPUT_PATH"] = str(output.resolve())
    loaded = site.load(settings, chosen)
    try:
        site.run(loaded)
    except site.ContentError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    return loaded.output
