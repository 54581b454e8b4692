"""What can only be judged once everything is read: one module per subject.

`CHECKS` look at one bundle, knowing the whole: `check(bundle, whole)`. `TOGETHER` look at all bundles side by side:
`check(whole)`.
"""

from .bodies import check as check_bodies
from .claims import check as check_claims
from .completeness import check as check_completeness
from .dates import check as check_dates
from .decisions import check as check_decisions
from .decisions import check_barcodes
from .facts import check as check_facts
from .laws import check as check_laws
from .likeness import check as check_likeness
from .photos import check as check_photos
from .recognitions import check as check_recognitions
from .references import check as check_references
from .spots import check as check_spots
from .terms import check as check_terms
from .trips import check as check_trips
from .upkeep import check as check_upkeep
from .visits import check as check_visits
from .words import check as check_words

CHECKS = (
    check_bodies,
    check_claims,
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
TOGETHER = (check_barcodes, check_decisions, check_likeness, check_spots)

__all__ = ["CHECKS", "TOGETHER"]
