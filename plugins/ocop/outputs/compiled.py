"""Compiled templates and words, kept between builds: compiling a theme takes longer than making a small catalogue's pages
(ADR 35).

One file per state of code, theme, settings and Python. It is sealed: damaged, foreign or of another state, it is not used.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Final

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from ocop.engine import DamagedError, fingerprint, read_sealed_bytes, write_sealed_bytes

_TITLE: Final = "ocop compiled templates 2"
_MOST_FILES: Final = 8
"""Files kept in the folder, the newest: sites and days that share a cache, and a few states to go back to."""


class CompiledTemplates:
    """Jinja's byte code of one theme in all its languages, read from `folder` and written there by `save`."""

    def __init__(self, folder: Path, environment: str) -> None:
        """`environment` stands for all that templates are compiled from: their text, words, files, filters and versions."""
        self._file = folder / fingerprint(environment, (sys.version, marshal.version))[:32]
        self._codes = _read(self._file)
        self._known = len(self._codes)

    @property
    def state(self) -> str:
        """Name the state of code, theme, settings and Python, and the folder it is kept in."""
        return str(self._file)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was kept for this state."""
        return not self._codes

    def of(self, language: str) -> BytecodeCache:
        """Give what Jinja asks, for one language: its words are compiled in."""
        return _OfLanguage(language, self._codes)

    def words(self, language: str, compile_: Callable[[], bytes]) -> bytes:
        """Give the messages of one language as gettext reads them; they are compiled the first time."""
        name = f"{language} words"
        found = self._codes.get(name)
        if not isinstance(found, bytes):
            found = self._codes[name] = compile_()
        return found

    def fill(self, environments: Iterable[Environment], names: Collection[str] = ()) -> None:
        """Compile these templates and all that they take in, or every one, for environments that keep them here, and save.

        Wrong ones are told when rendered.
        """
        for environment in environments:
            for name in names or environment.list_templates(filter_func=_is_ours):
                with suppress(Exception):
                    environment.get_template(name)
        self.save()

    def look_again(self) -> None:
        """Take what another process has saved meanwhile."""
        self._codes.update(_read(self._file))
        self._known = len(self._codes)

    def save(self) -> None:
        """Write what was compiled anew. A disk that refuses costs the next build time, and nothing else."""
        if len(self._codes) == self._known:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_sealed_bytes(self._file, _TITLE, marshal.dumps(self._codes))
            self._known = len(self._codes)
            files = sorted(self._file.parent.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
            for file in files[_MOST_FILES:]:
                file.unlink(missing_ok=True)


class _OfLanguage(BytecodeCache):
    def __init__(self, language: str, codes: dict[str, CodeType | bytes]) -> None:
        self._language = language
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._codes.get(self._name(bucket))
        bucket.code = found if isinstance(found, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[self._name(bucket)] = bucket.code

    def _name(self, bucket: Bucket) -> str:
        # Jinja's key is of the template's name and file, which tracebacks name; its checksum is of the text.
        return f"{self._language} {bucket.key} {bucket.checksum}"


def _is_ours(name: str) -> bool:
    return name.endswith(".html") and not name.startswith("!")  # what begins so is Pelican's, or ours by another name


def _read(file: Path) -> dict[str, CodeType | bytes]:
    # marshal reads only what the seal says this module wrote, under this very Python.
    try:
        found: Mapping[str, CodeType | bytes] = marshal.loads(read_sealed_bytes(file, _TITLE))  # noqa: S302
    except (OSError, DamagedError, ValueError, EOFError, TypeError):
        return {}
    return dict(found)
