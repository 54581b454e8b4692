"""Things that lie packed until somebody asks for them: a country's catalogue in the memory of a small machine."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from .assembled import Thing

AnyThing = TypeVar("AnyThing", bound=Thing[Any, Any])
MOST_OPEN: Final = 2_048
"""Things that are held open at once, those asked for last; where there are more, each is opened anew when it is asked for."""


def packed(thing: Thing[Any, Any]) -> bytes:
    """Give a thing as bytes."""
    return pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)


class PackedThings(Mapping[str, AnyThing]):
    """Things by slug, in the order of `found`, opened when they are asked for."""

    def __init__(self, found: Mapping[str, bytes]) -> None:
        self._packed = found
        self._open: dict[str, AnyThing] = {}

    def __getitem__(self, slug: str) -> AnyThing:
        thing = self._open.pop(slug, None)
        if thing is None:
            content = self._packed[slug]
            if len(self._open) >= MOST_OPEN:
                del self._open[next(iter(self._open))]
            thing = pickle.loads(content)  # noqa: S301 -- our own, sealed where it was kept
        self._open[slug] = thing  # at the end: the one that was asked for last
        return thing

    def __contains__(self, slug: object) -> bool:
        return slug in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def without(self, left_out: Callable[[str], bool]) -> PackedThings[AnyThing]:
        """Give the same things but for those whose slug is left out."""
        return PackedThings({slug: content for slug, content in self._packed.items() if not left_out(slug)})
