"""Who hears how a build goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from ocop.catalogue.problem import Problem
from ocop.engine import BuildReport
from ocop.outputs.said import Said

if TYPE_CHECKING:
    from ocop.outputs.prepare import Prepared


class Listener(Protocol):
    """Who wants to know how a build goes: the command line, or the plain lines below."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Hear all problems at once, before anything is written."""

    def progress(self, done: int, total: int, path: str) -> None:
        """Hear of each output that was made."""

    def built(self, report: BuildReport, prepared: Prepared) -> None:
        """Hear the end of a build."""

    def unchanged(self, report: BuildReport, said: Said) -> None:
        """Hear that nothing has changed since a build that had this to say."""

    def kept(self, prepared: Prepared) -> Mapping[str, str]:
        """Give words by a name of one's own, to have them back from `Said.words` as long as nothing changes."""


class PlainListener:
    """What Pelican's own command shows: one line per problem, one line at the end."""

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Print problems, one line each."""
        from ocop.reading import format_problem  # noqa: PLC0415

        for problem in problems:
            print(format_problem(problem))

    def progress(self, done: int, total: int, path: str) -> None:
        """Say nothing: Pelican shows a spinner."""

    def built(self, report: BuildReport, prepared: Prepared) -> None:
        """Print what was made."""
        del prepared
        self._tell(report)

    def unchanged(self, report: BuildReport, said: Said) -> None:
        """Print the same problems, and that nothing was made."""
        self.problems(said.problems())
        self._tell(report)

    def _tell(self, report: BuildReport) -> None:
        print(f"ocop: {report.total} tệp, làm mới {len(report.made)}, bỏ {len(report.removed)}, {report.seconds:.1f} s")

    def kept(self, prepared: Prepared) -> Mapping[str, str]:
        """Keep no words beside the problems."""
        del prepared
        return {}
