"""Things that lie packed until somebody asks for them: a country's catalogue in the memory of a small machine."""

from __future__ import annotations

import marshal
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from .assembled import Thing
from .face import Face, face_of

AnyThing = TypeVar("AnyThing", bound=Thing[Any, Any])
MOST_OPEN: Final = 1_024
"""Things that are held open at once, those asked for last; where there are more, each is opened anew when it is asked for."""
_PIECE: Final = 1 << 20
_LENGTH: Final = 4
_FIRST: Final = 1_024
"""Bytes that are read for a face, nearly always all of it; of a longer one the whole parcel."""


class Store:
    """A file of parcels, read here and there. It stays what it was when another takes its name, and is closed with the last
    parcel that lies in it. Raises OSError.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open a file; without a path one that has no name and lies in memory, as only Linux has them."""
        self._descriptor = os.memfd_create("things") if path is None else os.open(path, os.O_RDONLY)
        self._end = 0

    def __del__(self) -> None:
        """Close it."""
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)

    def add(self, parcel: Parcel) -> None:
        """Let the bytes of a parcel lie in this store, at its end. Raises OSError."""
        content = parcel.content()
        start = self._end
        self._end += os.pwrite(self._descriptor, content, start)
        parcel.lay_down(self, start, len(content))

    def digest(self) -> bytes:
        """Give the SHA-256 hash of the whole file. Raises OSError."""
        told, start = sha256(), 0
        while piece := os.pread(self._descriptor, _PIECE, start):
            told.update(piece)
            start += len(piece)
        return told.digest()

    def read(self, start: int, length: int) -> bytes:
        """Give so many bytes from here on. Raises OSError."""
        return os.pread(self._descriptor, length, start)


class Parcel:
    """A thing as bytes, its face before all else: held here, or `length` bytes of a store, from `start` on."""

    __slots__ = ("_content", "length", "start", "store")

    def __init__(self, content: bytes | None, start: int = 0, length: int = 0) -> None:
        self._content, self.start, self.length = content, start, length
        self.store: Store | None = None

    def content(self) -> bytes:
        """Give the bytes. Raises OSError."""
        if self._content is not None:
            return self._content
        return self.store.read(self.start, self.length) if self.store is not None else b""

    def thing(self) -> Thing[Any, Any]:
        """Give the thing. Raises OSError."""
        content = memoryview(self.content())
        end = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
        found: Thing[Any, Any] = pickle.loads(content[end:])  # noqa: S301 -- our own, sealed where it was kept
        return found

    def face(self) -> Face:
        """Give its face. Raises OSError."""
        first = self.content() if self.store is None else self.store.read(self.start, min(self.length, _FIRST))
        end = _LENGTH + int.from_bytes(first[:_LENGTH], "little")
        return Face(*marshal.loads((first if end <= len(first) else self.content())[_LENGTH:end]))  # noqa: S302 -- our own, as well

    def hold(self, content: bytes) -> None:
        """Hold the bytes here."""
        self._content = content

    def lay_down(self, store: Store, start: int, length: int) -> None:
        """Let go of the bytes, which lie in this store now."""
        self._content, self.store, self.start, self.length = None, store, start, length

    def __reduce__(self) -> tuple[type[Parcel], tuple[bytes | None, int, int]]:
        """Travel with the bytes where they are held here; else as the place in a file that the reader has to name."""
        return Parcel, (self._content, self.start, self.length)


def packed(thing: Thing[Any, Any]) -> Parcel:
    """Give a thing as bytes."""
    face = marshal.dumps((*face_of(thing),))
    return Parcel(b"".join((len(face).to_bytes(_LENGTH, "little"), face, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))))


class PackedThings(Mapping[str, AnyThing]):
    """Things by slug, in the order of `found`, opened when they are asked for."""

    def __init__(self, found: Mapping[str, Parcel]) -> None:
        self._packed = found
        self._open: dict[str, AnyThing] = {}

    def __getitem__(self, slug: str) -> AnyThing:
        thing = self._open.pop(slug, None)
        if thing is None:
            thing = cast("AnyThing", self._packed[slug].thing())
            if len(self._open) >= MOST_OPEN:
                del self._open[next(iter(self._open))]
        self._open[slug] = thing  # at the end: the one that was asked for last
        return thing

    def __contains__(self, slug: object) -> bool:
        return slug in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def face(self, slug: str) -> Face:
        """Give the face of a thing, which need not be opened for it. Raises KeyError, OSError."""
        thing = self._open.get(slug)
        return self._packed[slug].face() if thing is None else face_of(thing)

    def without(self, left_out: Callable[[str], bool]) -> PackedThings[AnyThing]:
        """Give the same things but for those whose slug is left out."""
        return PackedThings({slug: parcel for slug, parcel in self._packed.items() if not left_out(slug)})


def face_in(things: Mapping[str, Thing[Any, Any]], slug: str) -> Face:
    """Give the face of one of things, packed or not. Raises KeyError, OSError."""
    return things.face(slug) if isinstance(things, PackedThings) else face_of(things[slug])
