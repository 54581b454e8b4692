"""What is the same on many pages, taken from our theme once: other generators get it for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ocop.outputs.edition import Edition
from ocop.outputs.lists import _BESIDE as BESIDE
from ocop.outputs.lists import MOST_NAMED
from ocop.outputs.theme import Theme
from ocop.outputs.views import Link, Page, Site

LOCALES = {"vi": "vi_VN", "en": "en_GB", "ko": "ko_KR"}


def words(theme: Theme, lang: str) -> dict[str, str]:
    """Give the interface's words: msgid to text; English ones for themselves."""
    catalog: Mapping[Any, Any] = getattr(theme.translations.get(lang), "_catalog", {})
    found = {key: value for key, value in catalog.items() if isinstance(key, str) and key and value}
    return {**{key: key for key in catalog if isinstance(key, str) and key}, **found}


def macro(edition: Edition, lang: str, name: str, asked: str, *values: Any) -> str:
    """Call a component of our theme."""
    template = edition.theme.environments[lang].get_template(f"components/{name}/{name}.html")
    return str(getattr(template.module, asked)(*values))


def headers(edition: Edition, lang: str, sites: Mapping[str, Site]) -> dict[str, str]:
    """Give the header by section, and by address for the lists that the header names; the other languages follow it."""
    made = {}
    for section, site in sites.items():
        for link in site.nav:
            for key, url in ((section, "-"), (link.url, link.url)):
                if url == "-" or link.current:
                    page = Page("", url, "", lang, "", here=url)
                    made[key] = macro(edition, lang, "header", "header", site, page).replace("</header>", "").rstrip()
    return made


def constants(edition: Edition, lang: str, sites: Mapping[str, Site], report_url: str) -> dict[str, Any]:
    """Give everything that is the same on all pages of a language."""
    say, assets = edition.gettext(lang), edition.theme.assets
    icons = edition.theme.environments[lang].get_template("components/icon/icon.html").module.paths  # type: ignore[attr-defined]
    site = sites["products"]
    return {
        "home": [{"title": say("Home"), "url": site.home}],
        "most_named": MOST_NAMED,
        "beside": BESIDE,
        "locale": LOCALES.get(lang, lang),
        "numbered": say("{title}, page {n}").replace("{title}", "%s").replace("{n}", "%d"),
        "policy": assets.csp("css/ocop.css", "js/status.js"),
        "favicon": assets.url("illustrations/favicon.svg"),
        "touch_icon": site.touch_icon,
        "manifest": site.manifest,
        "feeds": [{"note": feed.note, "url": feed.url, "title": feed.title} for feed in site.feeds],
        "css": str(assets.inline("css/ocop.css")),
        "status_script": str(assets.inline("js/status.js")),
        "share": assets.url("js/share.js"),
        "symbol": macro(edition, lang, "stars", "star_symbol"),
        "footer": macro(edition, lang, "footer", "footer", site, Page("", "-", "", lang, "", report_url=report_url)),
        "headers": headers(edition, lang, sites),
        "icons": {name: macro(edition, lang, "icon", "icon", name) for name in icons},
        "then_icons": {name: macro(edition, lang, "icon", "icon", name, "calendar") for name in icons},
        "stars": {str(n): macro(edition, lang, "stars", "stars", n, say("OCOP {n} stars").format(n=n)) for n in (3, 4, 5)},
        "river": macro(edition, lang, "status", "river", False),
        "river_over": macro(edition, lang, "status", "river", True),
        "ends": {
            kind: macro(edition, lang, "status", "end_word", kind) for kind in ("valid", "extended", "expired", "revoked")
        },
    }


def twins(translations: tuple[Link, ...]) -> list[dict[str, str]]:
    """Give the same page in other languages."""
    return [{"lang": t.lang, "url": t.url, "title": t.title, "locale": LOCALES.get(t.lang, t.lang)} for t in translations]
