"""The theme set up for a build: its files, its words, and one Jinja environment per language, as settings and host have it."""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined

from .compiled import CompiledTemplates
from .environment import languages
from .lasting import Latest
from .templates import ThemeEnvironment
from .theme import Assets, Theme, read_assets, read_translations

Parts = tuple[Assets, Mapping[str, gettext_module.NullTranslations]]
"""Files and words of a theme: what is read of it before anything is rendered."""


def theme_for(
    settings: Mapping[str, Any],
    folder: Path,
    host: Environment,
    compiled: CompiledTemplates,
    parts: Latest[Parts] | None = None,
) -> Theme:
    """Give the theme that lies in a folder.

    `host` is the environment of who runs us, whose loader, filters, tests and globals count; `compiled` is where byte code and
    words are kept; `parts` what was read last where a process reads again and again.
    """
    base, spoken = urlsplit(settings["SITEURL"]).path.rstrip("/"), tuple(languages(settings))

    def read() -> Parts:
        return read_assets(folder, base), {lang: read_translations(folder, lang, compiled.words) for lang in spoken}

    assets, translations = (parts or Latest()).of((compiled.state, str(folder), base, spoken), read)
    # One per language: overlay() shares globals and would mix the languages' words.
    environments = {lang: _environment(lang, words, settings, host, compiled) for lang, words in translations.items()}
    for environment in environments.values():
        environment.globals.update(asset=assets.url, inline=assets.inline, csp=assets.csp)
    return Theme(environments, translations, assets)


def _environment(
    lang: str,
    translation: gettext_module.NullTranslations,
    settings: Mapping[str, Any],
    host: Environment,
    compiled: CompiledTemplates,
) -> Environment:
    options = dict(settings["JINJA_ENVIRONMENT"])
    extensions = list(dict.fromkeys([*options.pop("extensions", []), "jinja2.ext.i18n"]))
    options = {"autoescape": True, "undefined": StrictUndefined, "bytecode_cache": compiled.of(lang), **options}
    environment = ThemeEnvironment(translation.gettext, loader=host.loader, extensions=extensions, **options)
    environment.filters.update(host.filters)
    environment.tests.update(host.tests)
    environment.globals.update({name: value for name, value in settings.items() if name.isupper()})
    environment.globals.update(host.globals)
    environment.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    return environment
