"""The search box as a visitor meets it: the real script, the real component and a real index, under `default-src 'self'`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ocop import site
from ocop.outputs.edition import Edition
from ocop.outputs.search import search_box, search_index
from ocop.outputs.search_index import Index
from ocop.outputs.theme import read_assets, read_translations
from ocop.outputs.voice import Voice

if TYPE_CHECKING:
    from types import ModuleType

    from playwright.sync_api import Page, Route

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
HOST = "http://ocop.example"
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Tìm</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'"></head>
<body><main><h1>Tìm</h1>{box}</main><script type="module" src="/theme/js/search.js"></script></body></html>"""
ASK = """async (queries) => {
  const root = document.querySelector('[data-index]'), box = root.querySelector('input');
  const answers = [];
  for (const query of queries) {
    box.value = query;
    const start = performance.now();
    box.oninput();
    do await new Promise((done) => setTimeout(done)); while (root.ariaBusy == 'true');
    const rows = [...root.querySelectorAll('li')].map((row) => [row.querySelector('a').pathname, row.textContent]);
    answers.push([rows, root.querySelector('[role=status]').textContent, performance.now() - start]);
  }
  return answers;
}"""


@dataclass(frozen=True)
class Answer:
    """What a query gave: keys of things (`products/bot-gao`) in their order, the rows in words, the status line."""

    keys: tuple[str, ...]
    rows: tuple[str, ...]
    status: str


@dataclass
class Counter:
    """A page with the box on it. `fetched` are the paths that it asked for; what is in `broken` is answered with 500."""

    page: Page
    voice: Voice
    index: Index
    fetched: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def ask(self, *queries: str) -> tuple[Answer, ...]:
        keys = {
            unquote(self.voice.edition.addresses.thing(thing.kind, thing.slug, self.voice.lang).url): thing.key
            for thing in self.voice.edition.catalogue.things()
        }
        answers = self.page.evaluate(ASK, list(queries))
        return tuple(
            Answer(tuple(keys[unquote(path)] for path, _ in rows), tuple(words for _, words in rows), status)
            for rows, status, _ in answers
        )


@pytest.fixture(scope="session")
def synthetic(module_at: Callable[[Path], ModuleType]) -> ModuleType:
    """tests/search/synthetic.py, which import mode importlib keeps off the path."""
    return module_at(Path(__file__).with_name("synthetic.py"))


@pytest.fixture(scope="session")
def demo() -> Edition:
    """The demo catalogue as on 23/11/2026."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OCOP_TODAY", "2026-11-23")
        prepared = site.check(site.load(ROOT / "tests" / "demo" / "pelicanconf.py", {}))
    assert prepared.edition is not None, prepared.problems
    return prepared.edition


@pytest.fixture(scope="session")
def hay(synthetic: ModuleType) -> Edition:
    """1,500 things."""
    return synthetic.edition(synthetic.catalogue(1500))


@pytest.fixture(scope="session")
def editions(demo: Edition, hay: Edition) -> Mapping[str, Edition]:
    return {"demo": demo, "hay": hay}


@pytest.fixture(scope="session")
def indexes(editions: Mapping[str, Edition]) -> Callable[[str, str], Index]:
    made: dict[tuple[str, str], Index] = {}

    def give(name: str, lang: str) -> Index:
        if (name, lang) not in made:
            made[name, lang] = search_index(Voice(editions[name], lang))
        return made[name, lang]

    return give


def markup(voice: Voice, index: Index, *, here: bool, within: str | None = None, most: int = 0) -> str:
    environment = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(read_translations(THEME, voice.lang), newstyle=True)  # type: ignore[attr-defined]
    module: Any = environment.get_template("components/search/search.html").module
    box = search_box(voice, index, here=here, within=within)
    return PAGE.format(lang=voice.lang, box=module.search(box._replace(most=most or box.most)))


@pytest.fixture
def counter(page: Page) -> Callable[..., Counter]:
    """Put an index behind a counter: open the box over it at a moment of the visitor's clock."""
    script = read_assets(THEME, "").files["js/search.js"]

    def opened(
        voice: Voice,
        index: Index,
        *,
        here: bool = True,
        query: str = "",
        now: str = "2026-11-23T05:00:00Z",
        files: Sequence[Any] = (),
        within: str | None = None,
        most: int = 0,
    ) -> Counter:
        made = Counter(page, voice, index)
        contents = {f"/{file.path}": file for file in (*index.files, *files)}
        action = search_box(voice, index, here=here).action

        def serve(route: Route) -> None:
            path = urlsplit(route.request.url).path
            made.fetched.append(path)
            if path in made.broken:
                route.fulfill(status=500)
            elif path == "/theme/js/search.js":
                route.fulfill(body=script, content_type="text/javascript")
            elif path in contents:
                route.fulfill(body=contents[path].make(), content_type="application/json")
            elif path == "/box/":
                route.fulfill(
                    body=markup(voice, index, here=here, within=within, most=most), content_type="text/html; charset=utf-8"
                )
            else:
                route.fulfill(body=f"<!doctype html><title>{path}</title><h1>{path == action}</h1>", content_type="text/html")

        page.context.route("**/*", serve)
        page.clock.set_fixed_time(now)
        page.goto(f"{HOST}/box/{query}")
        return made

    return opened
