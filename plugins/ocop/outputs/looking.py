"""What a look at all sources tells a build. Where there is much to look at, another process looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ocop.engine import Known, Sources, Still, Survey, beside, holds_many, still

from .environment import content_of, environment_digest


@dataclass(frozen=True, slots=True)
class Looked:
    """Whether anything has changed, and if so what a build goes by.

    `environment` is one hash over all that every output shares; `bundles` name by key all that lies in a folder of the content,
    `lists` what lies in its lists.
    """

    still: Still
    environment: str = ""
    bundles: Mapping[str, str] = field(default_factory=dict)
    lists: str = ""


def look(root: Path, sources: Sources, settings: Mapping[str, Any], theme: Path, known: Known) -> Looked:
    """Look at the sources, and at the site in the folder `root` where those are as they were.

    `known` is what this very process has of it, where it builds again and again.
    """
    found = still(root, sources, known, listed=not settings.get("OCOP_STILL", True))
    if not found.survey.files:
        return Looked(found)
    return Looked(found, environment_digest(settings, theme, found.survey), *content_of(found.survey))


def look_beside(
    root: Path, sources: Sources, settings: Mapping[str, Any], theme: Path, meanwhile: Callable[[], object]
) -> Looked | None:
    """Give the same as another process finds it, and do something else meanwhile; None where that does not pay, or failed."""
    if not holds_many(sources):
        return None
    looking = beside(partial(_told, root, sources, settings, theme))
    try:
        meanwhile()
    finally:
        told = looking.answer()
    if told is None:
        return None
    survey, (said, total, seconds), rest = told
    return Looked(Still(Survey(*survey), said, total, seconds), *rest)


def _told(root: Path, sources: Sources, settings: Mapping[str, Any], theme: Path) -> tuple[object, ...]:
    found = look(root, sources, settings, theme, Known())
    survey, told = found.still.survey, found.still
    return (
        (survey.print, survey.look, survey.values, dict(survey.files)),
        (told.said, told.total, told.seconds),
        (found.environment, dict(found.bundles), found.lists),
    )
