"""Work that may be done on another machine: what it carries there, and by what a worker is known to be as we are."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from ocop.catalogue.assembled import PictureFile
from ocop.engine import fingerprint
from ocop.pictures import Derivative, Encoder, codec_versions, encoded, fetch, keep, key_of, read
from ocop.qr import decoder

_ROOM: Final = Path(__file__).parents[1]


@cache
def worker_mark() -> str:
    """Give what decides the bytes of pictures and symbols where this is called: our code, codecs, decoder, kind of processor.

    Cached: neither the code nor the packages of a running process change.
    """
    code = tuple((file.relative_to(_ROOM).as_posix(), file.read_bytes()) for file in sorted(_ROOM.rglob("*.py")))
    packages = (f"qrcode {importlib.metadata.version('qrcode')}", decoder(), codec_versions(), platform.machine())
    return f"{fingerprint(code)[:12]} {', '.join(name for name in packages if name)}"


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """All files of one photo: its bytes travel once, and what comes back is kept in the cache of this machine."""

    file: PictureFile
    derivatives: Mapping[str, Derivative]
    encoder: Encoder

    @property
    def mark(self) -> Callable[[], str]:
        """Give what a worker is known by."""
        return worker_mark

    def known(self, path: str) -> bytes | None:
        """Give a file that was made before."""
        return self.encoder.known(self.file, self.derivatives[path])

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        """Give the encoding of these files. Raises PictureChangedError, OSError."""
        return partial(encoded, read(self.file), tuple(self.derivatives[path] for path in paths))

    def keep(self, path: str, content: bytes) -> None:
        """Keep a file for the next build."""
        self.encoder.keep(self.file, self.derivatives[path], content)


@dataclass(frozen=True, slots=True)
class SymbolJob:
    """Both files of one printed code. `endings` gives by path which file it is; `draw`, which pickles, the files of endings."""

    endings: Mapping[str, str]
    draw: Callable[[Sequence[str]], Sequence[bytes]]

    @property
    def mark(self) -> Callable[[], str]:
        """Give what a worker is known by."""
        return worker_mark

    def known(self, path: str) -> bytes | None:
        """Give None: a symbol is made sooner than it is looked up."""
        del path
        return None

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        """Give the drawing, and the proof, of these files."""
        return partial(self.draw, tuple(self.endings[path] for path in paths))

    def keep(self, path: str, content: bytes) -> None:
        """Keep nothing."""


@cache
def drawing_mark() -> str:
    """Give what decides the bytes of our drawings as pixels where this is called. Cached for the same reason."""
    return f"{worker_mark()}, {', '.join(f'{name} {importlib.metadata.version(name)}' for name in ('fpdf2', 'pypdfium2'))}"


@dataclass(frozen=True, slots=True)
class DrawingJob:
    """Drawings as pixels, all in one process: what draws them takes a while to load.

    `pieces` gives by path what is shown, and a call that pickles; `folder` keeps what was drawn.
    """

    pieces: Mapping[str, tuple[tuple[str | int, ...], Callable[[], bytes]]]
    folder: Path

    @property
    def mark(self) -> Callable[[], str]:
        """Give what a worker is known by."""
        return drawing_mark

    def known(self, path: str) -> bytes | None:
        """Give a file that was made before."""
        return fetch(self.folder, self._key(path))

    def call(self, paths: Sequence[str]) -> Callable[[], Sequence[bytes]]:
        """Give the drawing of these files."""
        return partial(_each, tuple(self.pieces[path][1] for path in paths))

    def keep(self, path: str, content: bytes) -> None:
        """Keep a file for the next build."""
        keep(self.folder, self._key(path), content)

    def _key(self, path: str) -> str:
        return key_of("picture of", *self.pieces[path][0], drawing_mark())


def _each(makers: Sequence[Callable[[], bytes]]) -> tuple[bytes, ...]:
    return tuple(make() for make in makers)
