"""Who waits for a part of the site while a build is under way: what they look at is made first, and they are told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from .output import Output


@dataclass(frozen=True, slots=True)
class Urgent:
    """`wanted` gives the paths that somebody looks at; `made` hears which of them were made, with all that they can lead to.

    Not heard where an output that was not there before is made as a job: it comes last, and may be what they show.
    """

    wanted: Callable[[], Collection[str]]
    made: Callable[[frozenset[str]], None]

    def first(self, outputs: Sequence[Output], before: Collection[str]) -> list[Output]:
        """Give what shall be made first: what is wanted, and what was not there before; nothing where none of it is wanted.

        What is wanted may show that for the first time. All else that it shows lay there before, and is wanted, too, if it was
        loaded.
        """
        wanted = self.wanted()
        if not any(output.path in wanted for output in outputs):
            return []
        return [one for one in outputs if one.path in wanted or one.path not in before]

    def tell(self, made: Sequence[Output]) -> None:
        """Say that these are made, if any of them is wanted."""
        found = frozenset(output.path for output in made) & frozenset(self.wanted())
        if found:
            self.made(found)
