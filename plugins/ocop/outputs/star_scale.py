"""The scale of stars, to explain it: what each rank asks for and who recognises it under the rules of the day."""

from __future__ import annotations

from typing import Final

from ocop.catalogue.levels import Level, points_range, recognising_level, scheme_key_on

from .page_views import ScaleStep
from .statuses import stars_text
from .voice import Voice

RANKS: Final = (5, 4, 3)
"""Ranks that get a decision and a certificate (26/2026/QĐ-TTg, Điều 4.1)."""


def star_scale(voice: Voice) -> tuple[ScaleStep, ...]:
    """Give a step per rank, highest first; none where nobody recognises by documented rules on the edition's day."""
    steps = ((stars, recognising_level(voice.edition.today, stars)) for stars in RANKS)
    return tuple(
        ScaleStep(stars, stars_text(stars, voice), _points(stars, voice), _by(level, voice)) for stars, level in steps if level
    )


def _points(stars: int, voice: Voice) -> str:
    span = points_range(stars)
    words = voice.say("{low} to {high} points") if span.high_included else voice.say("{low} to under {high} points")
    return words.format(low=span.low, high=span.high)


def _by(level: Level, voice: Voice) -> str:
    match level:
        case Level.DISTRICT:
            return voice.say("The district recognises it")
        case Level.PROVINCE:
            return voice.say("The province recognises it")
        case Level.CENTRAL:
            if scheme_key_on(voice.edition.today) == "26/2026":  # Điều 7.4e
                return voice.say("The Ministry of Agriculture and Environment recognises it")
            return voice.say("The central level recognises it")
