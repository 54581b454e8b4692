"""The last line of every command: what closes within 30 days, so that nobody needs to remember to look."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from ocop import site
from ocop.catalogue.assembled import Catalogue
from ocop.desk.deadlines import closing, closing_line
from ocop.outputs.prepare import Prepared

from .options import ROOT, SETTINGS

READ: Final = "ocop.read"
KNOWN: Final = "ocop.known"
SAID: Final = "ocop.said"
"""Keys of a context's `meta`, which all contexts of one call share."""


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


def line_for(prepared: Prepared) -> str | None:
    """Give the last line after a command that has read this; None where it could not be put together."""
    edition = prepared.edition
    if edition is None:
        return None
    return closing_line(closing(edition.catalogue, edition.today, language=edition.default_language), edition.today)


def known_catalogue(catalogue: Catalogue, today: date) -> None:
    """Remember a catalogue that a command has read in another way."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[KNOWN] = (catalogue, today)


def _line(ctx: click.Context) -> str:
    known: tuple[Catalogue, date] | None = ctx.meta.get(KNOWN)
    if known is not None:
        return closing_line(closing(*known), known[1])
    line: str | None = ctx.meta.get(SAID)
    prepared: Prepared | None = ctx.meta.get(READ)
    if line is None and prepared is None:
        with suppress(Exception):  # The last line never hides how the command itself ended.
            loaded = site.load(Path(ctx.meta.get(SETTINGS, ROOT / "pelicanconf.py")), {})
            kept = site.remembered(loaded)
            line = kept.last_line if kept is not None else None
            prepared = site.check(loaded) if line is None else None
    if line is None and prepared is not None:
        line = line_for(prepared)
    return line or ""
