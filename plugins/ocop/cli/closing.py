"""The last line of every command: what closes within 30 days, so that nobody needs to remember to look."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ocop import site

from .options import ROOT, SETTINGS

if TYPE_CHECKING:  # the catalogue is loaded where it is read
    from collections.abc import Iterable

    from ocop.catalogue.assembled import Catalogue, Product
    from ocop.outputs.prepare import Prepared

READ: Final = "ocop.read"
KNOWN: Final = "ocop.known"
SAID: Final = "ocop.said"
"""Keys of a context's `meta`, which all contexts of one call share."""
CLOSING: Final = "closing"
"""Name of the last line among the words that a build keeps."""


class Commands(click.Group):
    """The group of all commands: whatever a command did, how it ends is told."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, then tell what closes soon: to standard error, so that what a machine reads stays clean."""
        try:
            return super().invoke(ctx)
        finally:
            line = _line(ctx)
            if line:
                click.echo(line, err=True)


def noted(prepared: Prepared) -> Prepared:
    """Remember what a command has read, so that it is not read again for the last line."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[READ] = prepared
    return prepared


def say_again(line: str) -> None:
    """Remember the last line itself, as a build said it of the same content on the same day."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[SAID] = line


def line_for(prepared: Prepared) -> str:
    """Give the last line after a command that has read this; "" where there is nothing to say, or errors."""
    edition = prepared.edition
    if edition is None:
        return ""
    from ocop.desk.deadlines import may_close  # noqa: PLC0415

    products = edition.opened(may_close(edition.briefs, edition.day))
    return _said_of(edition.catalogue, edition.day, edition.default_language, products)


def _said_of(catalogue: Catalogue, today: date, language: str, products: Iterable[Product] | None = None) -> str:
    from ocop.desk.deadlines import closing, closing_line  # noqa: PLC0415

    return closing_line(closing(catalogue, today, language=language, products=products), today)


def known_catalogue(catalogue: Catalogue, today: date) -> None:
    """Remember a catalogue that a command has read in another way."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[KNOWN] = (catalogue, today)


def _line(ctx: click.Context) -> str:
    known: tuple[Catalogue, date] | None = ctx.meta.get(KNOWN)
    if known is not None:
        return _said_of(*known, "vi")
    said: str | None = ctx.meta.get(SAID)
    if said is not None:
        return said
    prepared: Prepared | None = ctx.meta.get(READ)
    if prepared is None:
        with suppress(Exception):  # The last line never hides how the command itself ended.
            loaded = site.load(Path(ctx.meta.get(SETTINGS, ROOT / "pelicanconf.py")), {})
            kept = site.remembered(loaded)
            if kept is not None and CLOSING in kept.words:
                return kept.words[CLOSING]
            prepared = site.check(loaded)
    return "" if prepared is None else line_for(prepared)
