"""The Pelican plugin, and the site as commands use it. Beside `generator.py` the only module that imports pelican."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import DEFAULT_CONFIG, read_settings

from ocop.engine import still
from ocop.generator import CatalogueGenerator, ContentError, said_in
from ocop.outputs.environment import ignored_settings, is_idle, sources
from ocop.outputs.said import Said

if TYPE_CHECKING:  # as in `generator.py`
    from ocop.outputs.prepare import Prepared

__all__ = [
    "ContentError",
    "Site",
    "check",
    "check_settings",
    "generators",
    "load",
    "register",
    "remembered",
    "run",
    "without_traceback",
]
log = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican; receivers are module-level functions, because signals hold them weakly."""
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(generators)


def generators(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator."""
    del pelican
    return CatalogueGenerator


def check_settings(pelican: Pelican) -> None:
    """Warn of settings that were set but mean nothing here, and keep tracebacks of content errors from staff."""
    logging.getLogger("pelican").addFilter(without_traceback)
    for name in ignored_settings(pelican.settings, DEFAULT_CONFIG):
        log.warning("Setting %s is not used by this site (docs/architecture.md)", name)


def without_traceback(record: logging.LogRecord) -> bool:
    """Let a content error through as one sentence: it is told to people, not to programmers."""
    if record.exc_info and isinstance(record.exc_info[1], ContentError):
        record.exc_info = None
    return True


@dataclass(frozen=True, slots=True)
class Site:
    """The site as its settings describe it, ready to run."""

    settings: dict[str, Any]

    @property
    def output(self) -> Path:
        """Give the folder that the site is built into."""
        return Path(self.settings["OUTPUT_PATH"])


def load(settings_file: Path, overrides: Mapping[str, Any]) -> Site:
    """Read a Pelican settings file.

    Raises:
        ContentError: Pelican refuses the settings, as when there is no content folder.
    """
    try:
        return Site(read_settings(str(settings_file), override=dict(overrides)))
    except ValueError as error:
        message = f"Không dùng được {settings_file.name}: xem thư mục nội dung (PATH) có ở đó không. ({error})"
        raise ContentError(message) from error


def check(site: Site) -> Prepared:
    """Read and check the content without writing anything."""
    from ocop.outputs.prepare import prepare  # noqa: PLC0415
    from ocop.outputs.settings import edition_settings  # noqa: PLC0415

    generator = _generator(site)
    return prepare(edition_settings(generator.settings, DEFAULT_CONFIG), generator.made_theme)


def remembered(site: Site) -> Said | None:
    """Give what the last build of the site said, if nothing has changed since: neither its sources nor what it made."""
    generator = _generator(site)
    return said_in(still(Path(generator.output_path), sources(generator.settings, Path(generator.theme))))


def _generator(site: Site) -> CatalogueGenerator:
    # As Pelican's own run makes it: to be made changes the settings (its Markdown reader adds an extension).
    pelican = Pelican(site.settings)
    made: CatalogueGenerator = cast("Any", CatalogueGenerator)(
        context=pelican.settings.copy(),
        settings=pelican.settings,
        path=pelican.path,
        theme=pelican.theme,
        output_path=pelican.output_path,
    )
    return made


class _IdleArticles(ArticlesGenerator):
    """Pelican's own generator of articles, which would compile its templates to write none."""

    def generate_output(self, writer: object) -> None:
        """Write articles, if somebody has given it some to do."""
        if not is_idle(self.settings):
            cast("Any", super()).generate_output(writer)


class _Quick(Pelican):
    def _get_generator_classes(self) -> list[type[Generator]]:
        classes: list[type[Generator]] = cast("Any", super())._get_generator_classes()
        return [_IdleArticles if one is ArticlesGenerator else one for one in classes]


def run(site: Site) -> None:
    """Build the site as Pelican would, without Pelican's count of articles.

    Raises:
        ContentError: The content has errors, the output folder is not ours, a plugin did not load, or a template is wrong; the
            listener and the message say which.
    """
    init_logging(level=logging.WARNING, fatal="errors", handler=None)
    silent, console.quiet = console.quiet, True
    try:
        cast("Any", _Quick)(site.settings).run()
    except RuntimeError as error:
        # Pelican's own --fatal errors: without it a plugin that does not load is logged and skipped, and the exit code is 0.
        message = f"Pelican dừng lại: {error}. Xem dòng ở trên. (Pelican stopped; see the line above.)"
        raise ContentError(message) from error
    finally:
        console.quiet = silent
