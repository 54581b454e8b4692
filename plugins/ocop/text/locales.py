"""From a page's language tag to the CLDR locale that formats for it."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

VIETNAMESE: Final = "vi"
# "en" alone means American forms in CLDR ("December 29, 2026"); the site writes the day first, as Vietnam does.
_CHOSEN: Final = {"en": "en_GB"}


@cache
def cldr_locale(lang: str) -> Locale:
    """Give the locale for a language tag such as "vi", "en" or "zh-Hant". Raises babel.UnknownLocaleError, ValueError."""
    return Locale.parse(_CHOSEN.get(lang, lang.replace("-", "_")))
