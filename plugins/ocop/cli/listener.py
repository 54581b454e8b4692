"""How a build is told on a terminal: problems one line each, a bar while files are made, one line at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from ocop.catalogue.problem import Problem
from ocop.engine import BuildReport
from ocop.outputs.said import Said

from .closing import CLOSING, line_for, noted, say_again
from .options import Language

if TYPE_CHECKING:  # rich is for terminals, and what was read is there only where something was.
    from rich.progress import Progress

    from ocop.outputs.prepare import Prepared

SECONDS_BETWEEN_LINES = 5.0


class TerminalListener:
    """Prints problems to standard error; shows progress on a terminal only, plain lines elsewhere."""

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self.language = language
        self.quiet = quiet
        self.report: BuildReport | None = None
        self.prepared: Prepared | None = None
        self._bar: Progress | None = None
        self._told = time.monotonic()
        self._report: str | None = None
        self._closing = ""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Print every problem on a line of its own, grouped by file, then how many there are."""
        colours = shows_colours()
        told = report_of(problems, self.language, colours=colours)
        self._report = None if colours else told
        click.echo(told, err=True, nl=False, color=colours)

    def progress(self, done: int, total: int, path: str) -> None:
        """Move the bar on a terminal. It refreshes itself here only: a thread of its own would forbid worker processes."""
        del path
        if self.quiet:
            return
        if not sys.stderr.isatty():
            self._plain(done, total)
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        console = Console(stderr=True)
        if not console.is_terminal:
            self._plain(done, total)
            return
        if self._bar is None:
            self._bar = Progress(
                TextColumn("Dựng trang"), BarColumn(), MofNCompleteColumn(), console=console, transient=True, auto_refresh=False
            )
            self._bar.start()
            self._bar.add_task("outputs", total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total, refresh=True)
        if done >= total:
            self._bar.stop()
            self._bar = None

    def _plain(self, done: int, total: int) -> None:
        """Say now and then how far a long build is, on a line of its own."""
        now = time.monotonic()
        if now - self._told >= SECONDS_BETWEEN_LINES:
            self._told = now
            click.echo(f"{done}/{total}", err=True)

    def built(self, report: BuildReport, prepared: Prepared) -> None:
        """Print what was made, in one line."""
        self.prepared = noted(prepared)
        say_again(self._closing)
        self._tell(report)

    def unchanged(self, report: BuildReport, said: Said) -> None:
        """Print the same problems, and that nothing was made, in the same line."""
        text = said.words.get(self.language)
        if text is None or shows_colours():
            self.problems(said.problems())
        else:
            click.echo(text, err=True, nl=False)
        if CLOSING in said.words:
            say_again(said.words[CLOSING])
        self._tell(report)

    def kept(self, prepared: Prepared) -> Mapping[str, str]:
        """Keep the report, and what closes soon: it stays true as long as content and day do."""
        told = report_of(prepared.problems, self.language) if self._report is None else self._report
        self._closing = line_for(prepared)
        return {self.language: told, CLOSING: self._closing}

    def _tell(self, report: BuildReport) -> None:
        self.report = report
        if self.quiet:
            return
        made, removed = len(report.made), len(report.removed)
        if self.language == "en":
            click.echo(
                f"{report.total} files: {made} made, {removed} removed, {report.unchanged} unchanged, {report.seconds:.1f} s."
            )
        else:
            click.echo(
                f"{report.total} tệp: làm mới {made}, bỏ {removed}, giữ nguyên {report.unchanged}, {report.seconds:.1f} giây."
            )


def show_problems(problems: tuple[Problem, ...], language: Language) -> None:
    """Print the report for people to standard error."""
    colours = shows_colours()
    click.echo(report_of(problems, language, colours=colours), err=True, nl=False, color=colours)


def report_of(problems: tuple[Problem, ...], language: Language, *, colours: bool = False) -> str:
    """Give the report for people."""
    from ocop.reading.formats import text_report  # noqa: PLC0415 (a build of what has not changed need not load it)

    return text_report(problems, language, colours=colours)


def shows_colours() -> bool:
    """Say whether problems go to a terminal whose owner takes colours (no-color.org; TERM=dumb)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
