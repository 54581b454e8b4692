"""Vietnamese text: folding and collation, stray letters and old encodings, days, money and phones as people write them.

Pure functions without any knowledge of OCOP. `lang` is a page's language tag ("vi", "en"); Vietnamese follows administrative
style, every other language follows CLDR.
"""

from __future__ import annotations

from .collation import SortKey, initial, sort_key
from .dates import date_long, date_short, month, month_year
from .folding import fold
from .legacy import ONLY_IN_DEBRIS, Debris, debris, guessed
from .letters import nfc, stray_letters
from .numbers import money, number
from .phones import phone, tel_uri
from .slugs import slugify
from .syllables import is_syllable

__all__ = [
    "ONLY_IN_DEBRIS",
    "Debris",
    "SortKey",
    "date_long",
    "date_short",
    "debris",
    "fold",
    "guessed",
    "initial",
    "is_syllable",
    "money",
    "month",
    "month_year",
    "nfc",
    "number",
    "phone",
    "slugify",
    "sort_key",
    "stray_letters",
    "tel_uri",
]
