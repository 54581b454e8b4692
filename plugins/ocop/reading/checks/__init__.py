"""What can only be judged once everything is read: one module per subject, each `check(bundle, whole)` gives problems."""

from .bodies import check as check_bodies
from .dates import check as check_dates
from .facts import check as check_facts
from .photos import check as check_photos
from .recognitions import check as check_recognitions
from .references import check as check_references
from .visits import check as check_visits
from .words import check as check_words

CHECKS = (
    check_bodies,
    check_dates,
    check_facts,
    check_photos,
    check_recognitions,
    check_references,
    check_visits,
    check_words,
)

__all__ = ["CHECKS"]
