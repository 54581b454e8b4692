"""What open pages are told: how the last build ended, or that one under way has made what they show."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """`version` grows with each build that changed a file; `told` are lines for the writer, empty when all is well.

    `early`: while a build is under way, the pages that are as it will leave them. They alone hear of the version that it makes.
    """

    number: int = 0
    version: int = 0
    told: tuple[str, ...] = ()
    early: frozenset[str] | None = None

    def event(self, page: str = "") -> bytes:
        """Give it as an event of an event stream for an open page, known by the path of its output."""
        is_later = self.early is not None and page not in self.early
        return f"data: {json.dumps({'version': self.version - is_later, 'told': self.told})}\n\n".encode()


class News:
    """The last state, a place to wait for the next, and the pages that wait; used from several threads."""

    def __init__(self) -> None:
        self._state = State()
        self._changed = threading.Condition()
        self._open: Counter[str] = Counter()
        self._loaded: dict[str, set[str]] = {}
        self._early: frozenset[str] = frozenset()

    @property
    def state(self) -> State:
        """Give the last state."""
        with self._changed:
            return self._state

    def tell(self, *, changed: bool, told: tuple[str, ...], made: Collection[str] = ()) -> None:
        """Tell how a build ended: whether it changed a file, which it made, and what is to be mended.

        A page that has heard of it early, and since then loaded something before it was made, hears of it once more.
        """
        with self._changed:
            now = self._state
            late = frozenset(made) - self._early
            grows = changed if now.early is None else not all(late.isdisjoint(self._shown(page)) for page in now.early)
            self._state = State(now.number + 1, now.version + grows, told)
            self._early = frozenset()
            self._changed.notify_all()

    def tell_early(self, made: frozenset[str]) -> None:
        """Tell the open pages among these outputs, all of which are made, that they are; the build goes on.

        A page hears of it only with all that it has loaded: what of that was to be made was made with it.
        """
        with self._changed:
            now = self._state
            pages = frozenset(page for page in self._open if not made.isdisjoint(self._shown(page)))
            if pages:
                self._state = State(now.number + 1, now.version + 1, (), pages)
                self._early = made
                self._changed.notify_all()

    def after(self, number: int, patience_s: float) -> State:
        """Give the first state after this number, or the last one when none comes within `patience_s` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number > number, patience_s)
            return self._state

    @contextmanager
    def open(self, page: str) -> Iterator[None]:
        """Count a page among those that are open, by the path of its output; "" for one that nobody can name."""
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1
                self._open += Counter()  # without those that are closed

    def loads(self, page: str, output: str) -> None:
        """Note that a page loads an output: it is not whole without that."""
        with self._changed:
            self._loaded.setdefault(page, set()).add(output)

    def shown(self) -> frozenset[str]:
        """Give all outputs that open pages show."""
        with self._changed:
            return frozenset().union(*map(self._shown, self._open))

    def _shown(self, page: str) -> set[str]:
        return {page, *self._loaded.get(page, ())} if page else set()
