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


def known_catalogue(catalogue: Catalogue, today: date) -> None:
    """Remember a catalogue that a command has read in another way."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[KNOWN] = (catalogue, today)


def _line(ctx: click.Context) -> str:
    known: tuple[Catalogue, date] | None = ctx.meta.get(KNOWN)
    if known is not None:
        return closing_line(closing(*known), known[1])
    prepared: Prepared | None = ctx.meta.get(READ)
    if prepared is None:
        with suppress(Exception):  # The last line never hides how the command itself ended.
            prepared = site.check(site.load(Path(ctx.meta.get(SETTINGS, ROOT / "pelicanconf.py")), {}))
    if prepared is None or prepared.edition is None:
        return ""
    edition = prepared.edition
    return closing_line(closing(edition.catalogue, edition.today, language=edition.default_language), edition.today)
