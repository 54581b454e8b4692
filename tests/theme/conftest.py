from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ocop.outputs import views
from ocop.outputs.patterns.shapes import shape, view
from ocop.outputs.theme import Assets, read_assets, read_translations

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

THEME = Path(__file__).parents[2] / "theme"
DATA = Path(__file__).parent / "fictional.yaml"
LANGUAGES = ("vi", "en")
PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3" width="960" height="720"/>'


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden HTML of the components anew")


def environment(assets: Assets, language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(read_translations(THEME, language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(asset=assets.url, inline=assets.inline, csp=assets.csp)
    return made


@pytest.fixture(scope="session")
def theme() -> Path:
    return THEME


@pytest.fixture(scope="session")
def assets() -> Assets:
    return read_assets(THEME, "")


@pytest.fixture(scope="session")
def environments(assets: Assets) -> Mapping[str, Environment]:
    return {language: environment(assets, language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def fictional() -> Mapping[str, Any]:
    """The fictional pages: name → template, the words of both languages and what its template is given."""
    return yaml.safe_load(DATA.read_text("utf-8"))


@pytest.fixture(scope="session")
def render(environments: Mapping[str, Environment], fictional: Mapping[str, Any]) -> Callable[..., str]:
    """Render a fictional page by name; `page` and `site` overlay what those views hold."""

    def rendered(name: str, language: str = "vi", *, page: Mapping[str, Any] | None = None, **site: Any) -> str:
        entry = fictional["pages"][name]
        other = "en" if language == "vi" else "vi"
        title = {"vi": "Tiếng Việt", "en": "English"}
        whole = {
            "url": f"/{name}/",
            "canonical": f"https://ocop.example/{name}/",
            "lang": language,
            "translations": [{"title": title[other], "url": f"/{other}/{name}/", "lang": other}],
            "alternates": [{"url": f"https://ocop.example/{lang}/{name}/", "lang": lang} for lang in LANGUAGES],
            "report_url": "/ve-danh-muc/",
            "verified": fictional["when"],
            **entry["page"],
            **(page or {}),
        }
        context = {
            key: view(kind.split(" ")[0], value) if kind else value
            for key, kind, value in ((key, *split(value)) for key, value in entry.get("context", {}).items())
        }
        frame = {**fictional["site"], "lang": language, "sample": True, **site}
        return (
            environments[language]
            .get_template(entry["template"])
            .render(page=shape(views.Page, whole), site=shape(views.Site, frame), **context)
        )

    return rendered


def split(value: Any) -> tuple[str, Any]:
    return (value["view"], value["is"]) if isinstance(value, dict) and "view" in value else ("", value)


@pytest.fixture
def visit(page: Page, render: Callable[..., str], assets: Assets, fictional: Mapping[str, Any]) -> Callable[..., Page]:
    """Open a fictional page in the browser, served from memory, at a moment of the visitor's clock."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    def serve(route: Route) -> None:
        name = urlsplit(route.request.url).path.strip("/")
        file = re.sub(r"^theme/", "", re.sub(r"\.[0-9a-f]{10}(?=\.)", "", name))
        if name in fictional["pages"]:
            route.fulfill(body=render(name, page={"lang": "vi"}), content_type="text/html; charset=utf-8")
        elif file in assets.files:
            route.fulfill(body=assets.files[file], content_type="text/javascript" if file.endswith(".js") else "image/svg+xml")
        elif name.startswith("pictures/"):
            route.fulfill(body=PIXEL, content_type="image/svg+xml")
        else:
            route.fulfill(status=404, body=name)

    def opened(name: str, *, now: str = "2026-11-23T05:00:00Z") -> Page:
        page.context.route("**/*", serve)
        page.clock.set_fixed_time(now)
        page.goto(f"http://ocop.example/{name}/")
        assert complaints == []
        return page

    return opened
