"""What open pages are told: how the last build ended."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class State:
    """`version` grows with each build that changed a file; `told` are lines for the writer, empty when all is well."""

    number: int = 0
    version: int = 0
    told: tuple[str, ...] = ()

    def event(self) -> bytes:
        """Give it as an event of an event stream."""
        return f"data: {json.dumps({'version': self.version, 'told': self.told})}\n\n".encode()


class News:
    """The last state, and a place to wait for the next; used from several threads."""

    def __init__(self) -> None:
        self._state = State()
        self._changed = threading.Condition()

    @property
    def state(self) -> State:
        """Give the last state."""
        with self._changed:
            return self._state

    def tell(self, *, changed: bool, told: tuple[str, ...]) -> None:
        """Tell how a build ended: whether it changed a file, and what is to be mended."""
        with self._changed:
            now = self._state
            self._state = replace(now, number=now.number + 1, version=now.version + changed, told=told)
            self._changed.notify_all()

    def after(self, number: int, patience_s: float) -> State:
        """Give the first state after this number, or the last one when none comes within `patience_s` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number > number, patience_s)
            return self._state
