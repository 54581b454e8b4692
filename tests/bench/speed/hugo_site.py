"""The catalogue as a Hugo site: facts in front matter, cards and lists made by Hugo, the rest handed to it ready made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import fragments
from gathered import PAGE_SIZE, Gathered
from views import plain

from ocop.outputs.edition import Edition

HERE = Path(__file__).resolve().parent
NOT_MADE = ("home", "taxonomy", "RSS", "sitemap", "robotsTXT", "404")
SHOWN = (
    *("set_title", "producer", "unit", "status", "recognitions", "certificate", "facts_title", "facts", "picture"),
    *("contact", "codes", "traceability", "sources"),
)
RACKS = ("stories", "visit_at", "related")


def write(folder: Path, edition: Edition, gathered: Mapping[str, Gathered]) -> None:
    """Write a Hugo site: configuration, layouts, data, words, one file for every bundle and language."""
    shutil.copytree(HERE / "hugo" / "layouts", folder / "layouts")
    _save(folder / "hugo.json", _configuration(edition, gathered))
    for name, data in edition.theme.assets.files.items():
        target = folder / "static" / edition.theme.assets.path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for lang, of in gathered.items():
        constants = fragments.constants(edition, lang, of.sites, of.report_url)
        _save(folder / "data" / f"{lang}.json", constants | {"facets": of.facets})
        _save(folder / "i18n" / f"{lang}.json", fragments.words(edition.theme, lang) or _english(edition))
        for place, front, body in (*_listings(of), *_things(of), *_products(of)):
            file = folder / "content" / lang / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{json.dumps(front, ensure_ascii=False, separators=(',', ':'))}\n\n{body}", encoding="utf-8")


def _configuration(edition: Edition, gathered: Mapping[str, Gathered]) -> dict[str, Any]:
    languages = {
        lang: {
            "contentDir": f"content/{lang}",
            "weight": number,
            "title": edition.sitename,
            "taxonomies": {key: key for key in {listed.facet for listed in of.lists if listed.facet}},
        }
        for number, (lang, of) in enumerate(gathered.items(), 1)
    }
    return {
        "baseURL": "https://example.org/",
        "title": edition.sitename,
        "defaultContentLanguage": edition.default_language,
        "disableKinds": list(NOT_MADE),
        "disableHugoGeneratorInject": True,
        "languages": languages,
        "pagination": {"pagerSize": PAGE_SIZE, "disableAliases": True},
        "markup": {"goldmark": {"extensions": {"linkify": False, "typographer": {"disable": True}}}},
    }


def _listings(of: Gathered) -> Iterable[tuple[str, dict[str, Any], str]]:
    for listed in of.lists:
        front = {
            "title": listed.title,
            "description": listed.page.description,
            "params": plain(
                {
                    "intro": listed.intro,
                    "count": listed.count,
                    "number": listed.number,
                    "narrow": listed.narrowed,
                    "parents": [plain(link) for link in listed.page.crumbs[1:-1]],
                    "foreign": listed.page.crumbs[-1].lang,
                    "facet": listed.facet,
                    "section": listed.section,
                    "alternates": [[link.lang, link.url] for link in listed.page.alternates],
                    "twins": fragments.twins(listed.page.translations),
                }
            ),
        }
        if listed.facet:
            front["url"] = listed.page.url
        place = f"{listed.facet}/{listed.term}" if listed.facet else of.path(listed.page.url)
        yield f"{place}/_index.md", front, ""


def _things(of: Gathered) -> Iterable[tuple[str, dict[str, Any], str]]:
    for thing in of.things:
        card = {key: plain(getattr(thing.card, key)) for key in ("eyebrow", "byline", "summary", "picture")}
        params = plain({"card": card, "foreign": thing.card.lang})
        front = {"title": thing.card.title, "weight": thing.weight, "params": params, "build": {"render": "link"}}
        yield f"{of.path(thing.card.url)}.md", front, thing.body


def _products(of: Gathered) -> Iterable[tuple[str, dict[str, Any], str]]:
    for product in of.products:
        view, page, card = product.view, product.page, product.card
        params: dict[str, Any] = {name: plain(getattr(view, name)) for name in SHOWN}
        params |= {name: [f"/{of.path(other.url)}" for other in getattr(view, name)] for name in RACKS}
        params |= {
            "in_group": plain(view.group),  # a facet of the English pages is called group
            "card": {key: plain(getattr(card, key)) for key in ("eyebrow", "byline", "summary", "picture")},
            "verified": plain(page.verified),
            "parents": [plain(link) for link in page.crumbs[1:-1]],
            "foreign": page.crumbs[-1].lang,
            "alternates": [[link.lang, link.url] for link in page.alternates],
            "twins": fragments.twins(page.translations),
            "jsonld": str(page.jsonld),
        }
        running = view.status.until is not None and view.status.kind in {"valid", "extended"}
        params["status"] = {**params["status"], "running": running}
        front = {"title": page.title, "description": page.description, "weight": product.weight, **product.terms}
        yield f"{of.path(page.url)}.md", {**front, "params": plain(params) | {"status": params["status"]}}, product.body


def _english(edition: Edition) -> dict[str, str]:
    known: Sequence[str] = list(fragments.words(edition.theme, edition.default_language))
    return {message: message for message in known}


def _save(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
