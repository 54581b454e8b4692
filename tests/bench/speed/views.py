"""What every page of the core shows, as our templates get it: the same information for the other generators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ocop import site
from ocop.outputs.edition import Edition
from ocop.outputs.plan import plan
from ocop.outputs.theme import Theme

LEFT_OUT = frozenset({"long", "document"})
"""Of a view: what no template of these pages shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page before it is rendered: its file, its template, its language and what the template gets."""

    path: str
    template: str
    lang: str
    views: Mapping[str, Any]


class _Listening:
    """A theme that notes what it is asked to render and renders nothing."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.asked: tuple[str, str, Mapping[str, Any]] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._theme, name)

    def render(self, template: str, language: str, context: Mapping[str, Any]) -> bytes:
        self.asked = (template, language, context)
        return b""


def edition_of(settings: Path) -> Edition:
    """Read the catalogue that a settings file speaks of."""
    prepared = site.check(site.load(settings, {}))
    if prepared.edition is None:
        raise SystemExit("\n".join(map(repr, prepared.problems[:9])))
    return prepared.edition


def shown(edition: Edition) -> Iterator[Shown]:
    """Give every page of the site."""
    listening = _Listening(edition.theme)
    for output in plan(replace(edition, theme=cast("Theme", listening))):
        listening.asked = None
        if output.path.endswith(".html"):
            output.make()
        if listening.asked:
            yield Shown(output.path, *listening.asked)


def plain(view: Any) -> Any:
    """Give a view as JSON can hold it, without what is empty."""
    if hasattr(view, "_asdict"):
        view = view._asdict()
    if isinstance(view, Mapping):
        made = {key: plain(value) for key, value in view.items() if key not in LEFT_OUT}
        return {key: value for key, value in made.items() if value not in (None, "", False, [], {})}
    if isinstance(view, list | tuple):
        return [plain(value) for value in view]
    return str(view) if isinstance(view, str) else view


def whole(view: Any) -> dict[str, Any]:
    """Give a view with all its names, its values as `plain` gives them."""
    return {name: plain(value) for name, value in view._asdict().items()}
