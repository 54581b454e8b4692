"""What can only be judged once everything is read: one module per subject.

`CHECKS` look at one bundle, knowing the whole: `check(bundle, whole)`. `TOGETHER` look at all bundles side by side, at what
each of them adds: `gather(bundle, whole)` gives its rows, which are small and pickle, `compare(rows, whole)` the problems of
all rows together, each with its bundle's key, by kind and slug. So a bundle that is as it was is not read for it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ocop.catalogue.problem import Problem

from ..bundle import Bundle
from ..whole import Whole
from . import aliases, barcodes, completeness, decisions, likeness, spots
from .bodies import check as check_bodies
from .claims import check as check_claims
from .codes import check as check_codes
from .completeness import check as check_completeness
from .dates import check as check_dates
from .facts import check as check_facts
from .laws import check as check_laws
from .photos import check as check_photos
from .recognitions import check as check_recognitions
from .references import check as check_references
from .terms import check as check_terms
from .trips import check as check_trips
from .upkeep import check as check_upkeep
from .visits import check as check_visits
from .words import check as check_words

CHECKS = (
    check_bodies,
    check_claims,
    check_codes,
    check_completeness,
    check_dates,
    check_facts,
    check_laws,
    check_photos,
    check_recognitions,
    check_references,
    check_terms,
    check_trips,
    check_upkeep,
    check_visits,
    check_words,
)


class Together(NamedTuple):
    """A check of all bundles together."""

    gather: Callable[[Bundle, Whole], Iterable[Any]]
    compare: Callable[[Sequence[tuple[str, Any]], Whole], Iterable[Problem]]


TOGETHER = tuple(
    Together(module.gather, module.compare) for module in (aliases, barcodes, completeness, decisions, likeness, spots)
)

__all__ = ["CHECKS", "TOGETHER"]
