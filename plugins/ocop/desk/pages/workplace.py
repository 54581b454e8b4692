"""What the desk works on: settings, content, where previews go. Reads again only what was changed on disk."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ocop import site
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem
from ocop.outputs.environment import languages, today
from ocop.outputs.prepare import Prepared
from ocop.reading.bundle import Bundle, Frame

from ..saving import JOURNAL
from ..shelf import Shelf, look

State = Mapping[str, tuple[int, int]]


_THING: Final = re.compile(rf"(?:^|/)((?:{'|'.join(kind.value for kind in Kind)})/[^/]+)(?:/(.*))?$")


@dataclass(frozen=True, slots=True)
class Stand:
    """Content as it stands: its problems, by thing and "" for the rest, and what can be chosen."""

    prepared: Prepared
    shelf: Shelf
    problems: Mapping[str, tuple[Problem, ...]]

    def problems_of(self, kind: Kind, slug: str, name: str = "") -> tuple[Problem, ...]:
        """Give the problems of a thing, or of one of its files."""
        found = self.problems.get(f"{kind.value}/{slug}", ())
        return tuple(one for one in found if one.path.endswith(f"/{name}")) if name else found


def _by_thing(problems: Iterable[Problem], shelf: Shelf) -> Mapping[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        place = _THING.search(problem.path)
        kind, _, slug = place[1].partition("/") if place else ("", "", "")
        known = bool(place) and slug in shelf.bundles[Kind(kind)]
        found.setdefault(f"{kind}/{slug}" if known else "", []).append(problem)
    return {key: tuple(several) for key, several in found.items()}


class Workplace:
    """One catalogue on this machine. `root` is the project: commands run there; `now` gives the time of a save."""

    def __init__(  # noqa: PLR0913 (what a desk is told once)
        self,
        settings: Path,
        *,
        publish_settings: Path,
        public: Path,
        root: Path,
        now: Callable[[], datetime],
        port: int,
    ) -> None:
        loaded = site.load(settings, {})
        here = Path.cwd()
        self.settings, self.publish_settings, self.public, self.root = settings, publish_settings, public, root
        zone = ZoneInfo(str(loaded.settings.get("TIMEZONE", "Asia/Ho_Chi_Minh")))
        self.now: Callable[[], datetime] = lambda: now().astimezone(zone)  # Staff read when they saved by their own clock.
        self.content = Path(loaded.settings["PATH"]).resolve()
        self.theme = Path(loaded.settings["THEME"])
        self.name = str(loaded.settings["SITENAME"])
        self.frame = Frame(
            self.content,
            here if self.content.is_relative_to(here) else self.content.parent,
            languages(loaded.settings),
            str(loaded.settings["DEFAULT_LANG"]),
        )
        self.port = port
        self.saving = threading.Lock()
        self._site = loaded
        self._reading = threading.Lock()
        self._seen: tuple[State, date, Stand] | None = None

    @property
    def preview(self) -> Path:
        """Give the folder that previews are built into."""
        return self.content.parent / JOURNAL / "preview"

    @property
    def preview_address(self) -> str:
        """Give the address of the preview: another port, so that the site's pages are strangers to the desk."""
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def today(self) -> date:
        """Give the day that statuses are judged on."""
        return today(self._site.settings)

    def stand(self) -> Stand:
        """Read the content, unless nothing was changed since it was read."""
        with self._reading:
            state, day = _state(self.content), self.today
            if self._seen is None or self._seen[:2] != (state, day):
                prepared, shelf = site.check(self._site), look(self.frame)
                self._seen = (state, day, Stand(prepared, shelf, _by_thing(prepared.problems, shelf)))
            return self._seen[2]

    def bundle(self, kind: str, slug: str) -> Bundle | None:
        """Give a thing by names from an address; None for what does not stand in content/, whatever the names hold."""
        if kind not in {one.value for one in Kind}:
            return None
        return self.stand().shelf.bundles[Kind(kind)].get(slug)


def _state(folder: Path) -> State:
    found: dict[str, tuple[int, int]] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 (thousands of files at each look)
            try:
                status = os.stat(path)  # noqa: PTH116
            except OSError:
                continue
            found[path] = (status.st_mtime_ns, status.st_size)
    return found
