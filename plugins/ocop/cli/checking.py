"""`check`: every problem at once, for people or for machines, once or after each save."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ocop import site
from ocop.catalogue.models import Kind
from ocop.outputs.prepare import Prepared
from ocop.reading import bundle_key, concerning, has_errors, likely_key
from ocop.reading.formats import MACHINE

from .closing import noted
from .listener import show_problems
from .options import Language, language_option, settings_option

SECONDS_BETWEEN_LOOKS = 0.5
EPILOG = """\b
Mã thoát:
  0  không có lỗi (có thể còn lưu ý)
  1  nội dung có lỗi
  2  gõ sai lệnh
"""


@click.command(epilog=EPILOG)
@settings_option
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *MACHINE]),
    default="text",
    help="text cho người đọc; json, github, sarif cho máy, ghi ra đầu ra chuẩn.",
)
@click.option("--only", multiple=True, metavar="products/TÊN", help="Chỉ báo về mục này và những mục nó nhắc đến.")
@click.option("--watch", is_flag=True, help="Kiểm tra lại mỗi khi lưu tệp, đến khi bấm Ctrl+C.")
def check(settings: Path, lang: Language, form: str, only: tuple[str, ...], *, watch: bool) -> None:
    """Đọc nội dung, báo mọi lỗi kèm tệp, dòng và cách sửa; không ghi gì."""
    if watch:
        follow(settings, lang, only)
        return
    prepared = narrowed(read(settings), only, settings)
    if form == "text":
        tell(prepared, lang, only)
    else:
        click.echo(MACHINE[form](prepared.problems, lang, prepared.counts), nl=False)
    if has_errors(prepared.problems):
        raise click.exceptions.Exit(1)


def read(settings: Path) -> Prepared:
    """Read and judge the content that a settings file names."""
    return noted(site.check(site.load(settings, {})))


def narrowed(prepared: Prepared, only: tuple[str, ...], settings: Path) -> Prepared:
    """Give what concerns the bundles in `only`; all of it for none. UsageError for a bundle that is not there."""
    if not only:
        return prepared
    content = prepared.ledger_path.removesuffix("/data/qr-ledger.csv")
    keys = frozenset(bundle_key(typed, content) for typed in only)
    for key in sorted(keys - prepared.named.keys()):
        near = likely_key(key, prepared.named)
        message = f"không có thư mục {content}/{key}" + (f"; có phải {near}?" if near else "")
        raise click.BadParameter(message, param_hint="--only")
    problems = concerning(prepared.problems, keys, content, prepared.named)
    return replace(prepared, edition=None, problems=problems)


def tell(prepared: Prepared, lang: Language, only: tuple[str, ...] = ()) -> None:
    """Print the report for people; in one sentence that there is nothing to tell."""
    show_problems(prepared.problems, lang)
    if has_errors(prepared.problems):
        return
    total = sum(prepared.counts[kind.value] for kind in Kind)
    if only:
        click.echo(f"{', '.join(only)}: no errors." if lang == "en" else f"{', '.join(only)}: không có lỗi.")
    else:
        click.echo(f"{total} documents read, no errors." if lang == "en" else f"Đã đọc {total} mục, không có lỗi.")


def follow(settings: Path, lang: Language, only: tuple[str, ...]) -> None:
    """Check now and after every change below the content folder, until interrupted; an editor's task can read along."""
    folder = Path(site.load(settings, {}).settings["PATH"])
    seen: dict[str, Any] | None = None
    while True:
        now = state(folder)
        if now != seen:
            seen = now
            click.echo("ocop check: begin", err=True)
            tell(narrowed(read(settings), only, settings), lang, only)
            click.echo("ocop check: end", err=True)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def state(folder: Path) -> dict[str, Any]:
    """Give what shows that a file below `folder` was written: its time and size."""
    found: dict[str, Any] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 (thousands of files, twice a second)
            try:
                status = os.stat(path)  # noqa: PTH116
            except OSError:
                continue  # Gone between two looks.
            found[path] = (status.st_mtime_ns, status.st_size)
    return found
