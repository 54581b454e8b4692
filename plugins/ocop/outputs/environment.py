"""What a whole build depends on: code, theme, settings, packages and day, read from Pelican's dictionary and from the disk.

Nothing of the catalogue is imported here, so that a build of what has not changed need not load it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import CodeType
from typing import Any, Final
from zoneinfo import ZoneInfo

from ocop.engine import Sources, Survey, digest, fingerprint, passed_over, survey

IDLE: Final[Mapping[str, Any]] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
}
"""Pelican's own generators stay idle, so that one plan holds every file of the site (docs/adr/0001)."""

HONOURED: Final = frozenset(
    {
        *(
            "PATH",
            "OUTPUT_PATH",
            "THEME",
            "SITEURL",
            "SITENAME",
            "TIMEZONE",
            "DEFAULT_LANG",
            "MARKDOWN",
            "READERS",
            "BIND",
            "PORT",
        ),
        *("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS", "THEME_TEMPLATES_OVERRIDES", "PLUGINS"),
        *("PLUGIN_PATHS", "PELICAN_CLASS", "LOG_FILTER", "DEBUG", "CACHE_PATH", "IGNORE_FILES", "DELETE_OUTPUT_DIRECTORY"),
        *(
            "OUTPUT_RETENTION",
            "CSS_FILE",
            "PAGE_URL",
            "PAGE_SAVE_AS",
            "PAGE_LANG_URL",
            "PAGE_LANG_SAVE_AS",
            "LOCALE",
            "DEFAULT_DATE",
        ),
    }
)
"""Pelican's settings that mean something here. PAGE_* are those of our static pages."""

_CODE: Final = Path(__file__).parents[1]
_SHARED_PACKAGES: Final = frozenset({"pelican", "markdown", "jinja2", "nh3", "babel", "pillow", "qrcode"})
_CONTENT: Final = "content"
_LISTS: Final = f"{_CONTENT}/data/"
_PLACES: Final = frozenset(
    {
        *("PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH", "PLUGIN_PATHS"),
        *("OCOP_CACHE", "OCOP_LISTENER", "OCOP_WORKERS", "OCOP_EXECUTOR", "OCOP_LIVE_CODES", "OCOP_CODE_CHECK_DIGIT"),
        *("OCOP_OFFICE", "OCOP_TARGETS", "OCOP_STILL", "OCOP_PROFILE", "OCOP_LASTING"),
    }
)
"""Settings that say where, not what, or that only the desk reads: the same catalogue gives the same bytes anywhere."""


def languages(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the site's languages, the default one first."""
    default = settings["DEFAULT_LANG"]
    return (default, *(lang for lang in settings.get("OCOP_LANGUAGES", (default,)) if lang != default))


def today(settings: Mapping[str, Any]) -> date:
    """Give the day that statuses are judged on: OCOP_TODAY, else the calendar's day in the site's time zone."""
    pinned = os.environ.get("OCOP_TODAY")
    if pinned:
        return date.fromisoformat(pinned)
    return datetime.now(ZoneInfo(settings.get("TIMEZONE", "Asia/Ho_Chi_Minh"))).date()


def environment_digest(settings: Mapping[str, Any], theme: Path, found: Survey | None = None) -> str:
    """Give one hash over all that every output shares: code, templates, words, settings and library versions.

    `found`: what `still` found of the `sources`; without it the files are read here.
    """
    folders = {name: folder for name, folder in _folders(settings, theme).items() if name != _CONTENT}
    files = (found.files if found else {}) or survey(Sources(folders, (), _passed_over), {}).files
    code = _code_key(folders)
    # Scripts, drawings and styles count, too: pages hold them, or their hashed addresses.
    shared = "".join(
        [
            f"{key}\0{seen[1]}\0"
            for key, seen in sorted(files.items())
            if key.startswith(("theme/", "overrides")) or (key.startswith(code) and key.endswith(".py"))
        ]
    )
    versions = tuple(name for name in _packages() if name.partition("-")[0].lower() in _SHARED_PACKAGES)
    return fingerprint(shared, versions, _values(settings))


def _values(settings: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, _printable(value)) for name, value in sorted(settings.items()) if name.isupper() and name not in _PLACES
    )


def sources(settings: Mapping[str, Any], theme: Path) -> Sources:
    """Give all that a whole build depends on: content, theme, code, settings, installed packages, and the day.

    It names more than outputs need (a note in the code's folder, every package), never less: what is not here goes unseen.
    """
    folders = _folders(settings, theme)
    values = _values(settings)
    places = (str(folders[_CONTENT]), str(Path.cwd()), str(theme), str(_CODE), sys.version, _packages())
    return Sources(folders, (values, places, today(settings)), _passed_over)


def content_of(found: Survey) -> tuple[Mapping[str, str], str]:
    """Give for each bundle, by key, one name for all that lies in its folder, and one for all that lies among the lists."""
    start = f"{_CONTENT}/"
    lying: dict[str, list[str]] = {}
    lists: list[str] = []
    for path, token in found.tokens.items():
        if not path.startswith(start):
            continue
        end = path.find("/", path.find("/", len(start)) + 1)
        if end > len(start):
            lying.setdefault(path[len(start) : end], []).append(f"{path[end:]}\0{token}")
        if path.startswith(_LISTS):
            lists.append(f"{path}\0{token}")
    return {key: digest("\n".join(lines).encode("utf-8", "surrogatepass")) for key, lines in lying.items()}, "\n".join(lists)


def _folders(settings: Mapping[str, Any], theme: Path) -> dict[str, Path]:
    plugins = [Path(folder).resolve() for folder in settings.get("PLUGIN_PATHS", ())]
    plugins += [] if any(_CODE.is_relative_to(folder) for folder in plugins) else [_CODE]
    overrides = [Path(folder).resolve() for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ())]
    folders = {_CONTENT: Path(settings["PATH"]).resolve(), "theme": theme}
    folders |= {f"code{index}": folder for index, folder in enumerate(plugins)}
    return folders | {f"overrides{index}": folder for index, folder in enumerate(overrides)}


def _code_key(folders: Mapping[str, Path]) -> str:
    """What the keys of our own code begin with in a survey of these folders."""
    name, folder = next(
        (name, folder) for name, folder in folders.items() if name.startswith("code") and _CODE.is_relative_to(folder)
    )
    return f"{name}/{(_CODE.relative_to(folder) / '_').as_posix()[:-1]}"


def _passed_over(folder: str, name: str) -> bool:
    return passed_over(name) if folder == _CONTENT else name == "__pycache__"


def _packages() -> tuple[str, ...]:
    """Every installed package with its version, as the names of its notes say it: a listing of a few folders."""
    found: list[str] = []
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 (as cheap as can be: at every build)
        except OSError:
            continue
        found += [name for name in names if name.endswith((".dist-info", ".egg-info"))]
    return tuple(sorted(found))


def _printable(value: object) -> str:
    # repr() of a function holds its address in memory, which differs on each run.
    if callable(value):
        code = getattr(value, "__code__", None)
        return f"{getattr(value, '__qualname__', type(value).__name__)}:{_code(code) if code else ''}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_printable(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_printable(item) for item in value) + "]"
    return repr(value)


def _code(code: CodeType) -> str:
    return f"{code.co_code.hex()} {code.co_names} {' '.join(map(_constant, code.co_consts))}"


def _constant(value: object) -> str:
    if isinstance(value, frozenset):  # the order of a set differs on each run, too
        return " ".join(sorted(map(repr, value)))
    return _code(value) if isinstance(value, CodeType) else repr(value)


def is_idle(settings: Mapping[str, Any]) -> bool:
    """Say whether Pelican's own generators have nothing to do."""
    return all(settings.get(name) == value for name, value in IDLE.items())


def ignored_settings(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[str]:
    """Give the names of Pelican's settings that differ from its defaults and that we neither honour nor keep idle."""
    for name, default in sorted(defaults.items()):
        value = settings.get(name)
        if name not in HONOURED and value != default and not (name in IDLE and value == IDLE[name]):
            yield name
