"""Which products are near a product: the few that share the most with it, found without a look at all that share something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from .brief import Brief
from .models import Group

MOST_RELATED: Final = 6
"""How many products are suggested beside one."""
SAME_SET: Final = 4
SAME_GROUP: Final = 1
_FEW: Final = 24
"""How many products that share one thing are all looked at; where there are more it is a crowd."""
_MOST_CROWDS: Final = 5
"""In how many crowds a product is looked for in each combination of them; nobody is known that is in more."""

Kin = tuple[object, ...]
Ties = Mapping[str, int]
"""What a product may share with others, but for its set and group, and how near that brings them."""


class Relatives:
    """Gives the relatives of one product after another, and keeps what it gave. `ordered` are all products, in order of title.

    Things that are gone have relatives and are nobody's. What is shared adds up; of equals the first in order is nearer.
    """

    # Thousands may share a place and much else. Those that share exactly the same things with a product are equally near it,
    # so of each combination of things only the first few in order can be among its nearest. So it does not take longer for each
    # product the more products there are.

    def __init__(self, ordered: Sequence[Brief], ties: Sequence[Ties]) -> None:
        self._ordered = tuple(ordered)
        self._ties = tuple(ties)
        self._circles = tuple((product.offer.set, product.offer.group) for product in ordered if product.offer)
        self._index = {product.slug: index for index, product in enumerate(self._ordered)}
        self._offered = tuple(index for index, product in enumerate(self._ordered) if not product.gone)
        self._sharing: dict[str, list[int]] = {}
        for index in self._offered:
            for tie in self._ties[index]:
                self._sharing.setdefault(tie, []).append(index)
        self._first: dict[tuple[str, ...], Mapping[Kin, Sequence[int]]] = {}
        self._chosen: dict[str, tuple[Brief, ...]] = {}

    def of(self, slug: str) -> tuple[Brief, ...]:
        """Give at most six other products, nearest first. KeyError for an unknown slug."""
        chosen = self._chosen.get(slug)
        if chosen is None:
            chosen = self._chosen[slug] = self._nearest(self._index[slug])
        return chosen

    def _nearest(self, index: int) -> tuple[Brief, ...]:
        ties, (number, group) = self._ties[index], self._circles[index]
        scored: list[tuple[int, int]] = []
        for other in self._candidates(index) - {index}:
            (their_number, their_group), shared = self._circles[other], self._ties[other]
            score = sum([weight for tie, weight in ties.items() if tie in shared])
            score += SAME_GROUP * (their_group == group)
            score += SAME_SET * (number is not None and their_number == number)
            scored.append((-score, other))
        return tuple(self._ordered[other] for _, other in sorted(scored)[:MOST_RELATED])

    def _candidates(self, index: int) -> set[int]:
        """Give products that share something with this one, among them all that can be its nearest."""
        found: set[int] = set()
        crowds: list[str] = []
        for tie in self._ties[index]:
            sharing = self._sharing.get(tie, ())
            if len(sharing) > _FEW:
                crowds.append(tie)
            else:
                found.update(sharing)
        if len(crowds) > _MOST_CROWDS:
            found.update(*(self._sharing[tie] for tie in crowds))
            crowds = []
        kin = _kin(*self._circles[index])
        for size in range(len(crowds) + 1):
            for together in combinations(sorted(crowds), size):
                first = self._first_of(together)
                # Those that share neither a tie nor set or group share nothing.
                for circle in kin if together else kin[:-1]:
                    found.update(first.get(circle, ()))
        return found

    def _first_of(self, together: tuple[str, ...]) -> Mapping[Kin, Sequence[int]]:
        """Give the first products, in order, of each set and group among those that share all of these ties."""
        known = self._first.get(together)
        if known is None:
            known = self._first[together] = self._sorted_out(self._members(together))
        return known

    def _members(self, together: tuple[str, ...]) -> Iterable[int]:
        if not together:
            return self._offered
        fewest = min((self._sharing[tie] for tie in together), key=len)
        return fewest if len(together) == 1 else [one for one in fewest if all(tie in self._ties[one] for tie in together)]

    def _sorted_out(self, members: Iterable[int]) -> Mapping[Kin, Sequence[int]]:
        first: dict[Kin, list[int]] = {}
        for index in members:
            for circle in _kin(*self._circles[index]):
                alike = first.setdefault(circle, [])
                if len(alike) <= MOST_RELATED:  # One more than are suggested: it may be the one that asks.
                    alike.append(index)
        return first


def _kin(number: int | None, group: Group) -> tuple[Kin, ...]:
    """Give the large circles that a product is in, narrowest first; the last one all are in."""
    narrow: tuple[Kin, ...] = ((number, group), (number,)) if number is not None else ()
    return (*narrow, (group,), ())
