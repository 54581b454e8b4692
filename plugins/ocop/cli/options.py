"""Options that several commands share, and where things are."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
Language = Literal["vi", "en"]
SETTINGS = "ocop.settings"
"""Key of a context's `meta` for the settings file that a command was called with."""
ROOT = Path(__file__).resolve().parents[3]
PUBLIC = ROOT / "public"
DEMO = ROOT / "tests" / "demo" / "pelicanconf.py"


def settings_option_for(name: str) -> Callable[[Command], Command]:
    """Give the option that chooses a settings file, with its usual value."""
    kind = click.Path(path_type=Path, exists=True, dir_okay=False)
    return click.option("-s", "--settings", type=kind, default=ROOT / name, callback=_remembered, help="Tệp thiết đặt.")


def _remembered(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    del parameter
    context.meta[SETTINGS] = value
    return value


settings_option = settings_option_for("pelicanconf.py")
output_option = click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Thư mục nhận kết quả.")
language_option = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ của thông báo.")
public_option = click.option(
    "--public", type=click.Path(path_type=Path, file_okay=False), default=PUBLIC, help="Thư mục đưa lên mạng."
)


def now() -> datetime:
    """Give the moment that a release is stamped with: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
