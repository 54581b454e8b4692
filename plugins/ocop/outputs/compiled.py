"""Compiled templates, kept between builds: compiling a theme takes longer than making a small catalogue's pages (ADR 35).

One file per state of code, theme, settings and Python. It is sealed: damaged, foreign or of another state, it is not used.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from ocop.engine import DamagedError, fingerprint, read_sealed_bytes, write_sealed_bytes

_TITLE: Final = "ocop compiled templates 1"
_MOST_FILES: Final = 8
"""Files kept in the folder, the newest: sites and days that share a cache, and a few states to go back to."""


class CompiledTemplates:
    """Jinja's byte code of one theme in all its languages, read from `folder` and written there by `save`."""

    def __init__(self, folder: Path, environment: str) -> None:
        """`environment` stands for all that templates are compiled from: their text, words, files, filters and versions."""
        self._file = folder / fingerprint(environment, (sys.version, marshal.version))[:32]
        self._codes = _read(self._file)
        self._known = len(self._codes)

    def of(self, language: str) -> BytecodeCache:
        """Give what Jinja asks, for one language: its words are compiled in."""
        return _OfLanguage(language, self._codes)

    def save(self) -> None:
        """Write what was compiled anew. A disk that refuses costs the next build time, and nothing else."""
        if len(self._codes) == self._known:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_sealed_bytes(self._file, _TITLE, marshal.dumps(self._codes))
            files = sorted(self._file.parent.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
            for file in files[_MOST_FILES:]:
                file.unlink(missing_ok=True)


class _OfLanguage(BytecodeCache):
    def __init__(self, language: str, codes: dict[str, CodeType]) -> None:
        self._language = language
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(self._name(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[self._name(bucket)] = bucket.code

    def _name(self, bucket: Bucket) -> str:
        # Jinja's key is of the template's name and file, which tracebacks name; its checksum is of the text.
        return f"{self._language} {bucket.key} {bucket.checksum}"


def _read(file: Path) -> dict[str, CodeType]:
    # marshal reads only what the seal says this module wrote, under this very Python.
    try:
        found: Mapping[str, CodeType] = marshal.loads(read_sealed_bytes(file, _TITLE))  # noqa: S302
    except (OSError, DamagedError, ValueError, EOFError, TypeError):
        return {}
    return dict(found)
