"""Classes of attacks, put together by rule: every carrier, in every guise, at every place where Markdown takes one. All inert.

No list of vectors lies here. A class is a product of few parts, so that a new part meets all the others.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ocop.prose import Renderer, bracket_flood, render, too_deep
from ocop.prose.bounds import LONGEST_SEARCH
from ocop.prose.safety import ATTRIBUTES, SCHEMES, TAGS

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PLAIN = Renderer()
EXTENDED = Renderer({"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.codehilite": {}}})
CALL = "window.hit=1"

ELEMENTS = (
    "script",
    "img",
    "svg",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "math",
    "style",
    "link",
    "meta",
    "base",
    "form",
)
ELEMENTS += (
    "input",
    "button",
    "details",
    "marquee",
    "body",
    "template",
    "noscript",
    "textarea",
    "xmp",
    "frameset",
    "isindex",
    "x-y",
)
HANDLERS = ("onerror", "onload", "onclick", "onfocus", "ontoggle", "onmouseover", "onanimationstart", "onbegin", "OnErRoR")
ADDRESSES = ("src", "href", "action", "formaction", "data", "xlink:href", "srcset", "poster", "background", "srcdoc", "style")
GAPS = (" ", "/", "\n", "\t", "\x0c", "/ /", "  \n ")
QUOTES = ("{}", '"{}"', "'{}'", "`{}`", '"{}', "&quot;{}&quot;")
ENDS = (">", "/>", "//", "", "\x00>", "<", " x>")
SCHEME_WORDS = ("javascript", "vbscript", "data", "livescript", "file", "blob", "filesystem", "view-source", "ftp", "about")


def guises(address: str) -> Iterator[str]:
    """Give ways to write an address so that a careless filter does not know it."""
    scheme, _, rest = address.partition(":")
    yield address
    yield f"{scheme.upper()}:{rest}"
    yield f"{''.join(letter.upper() if index % 2 else letter for index, letter in enumerate(scheme))}:{rest}"
    for sign in ("&#58;", "&#x3a;", "&#x0003A", "&colon;", "%3A", "\\:"):
        yield f"{scheme}{sign}{rest}"
    for blank in ("&#9;", "&#10;", "&#x0D;", "&Tab;", "&NewLine;", "\t", "\x01", "&#0;", "\u200b", "\u00ad"):
        yield f"{scheme[:4]}{blank}{scheme[4:]}:{rest}"
        yield f"{blank}{address}"
    yield "".join(f"&#{ord(letter)};" for letter in address)
    yield "".join(f"&#x{ord(letter):07x}" for letter in address)
    yield f"&amp;#{ord(scheme[0])};{address[1:]}"


def addresses() -> Iterator[str]:
    for scheme in SCHEME_WORDS:
        yield f"{scheme}:{CALL}"
    yield f"data:text/html,<script>{CALL}</script>"
    yield "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9Ii8vIj4="
    yield f"data:text/html;charset=utf-7,+ADw-script+AD4-{CALL}"


PLACES = (
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "t")',
    "[x][y]\n\n[y]: {}",
    "[x]\n\n[x]: <{}> 't'",
    "<{}>",
    "![x]({})",
    "![x][y]\n\n[y]: {}",
    "[![x]({0})]({0})",
    "| a |\n|---|\n| [x]({}) |",
    "# [x]({})",
    "> - [x]({})",
    "[x](https://a.vn/) [x]({})",
    "*[x]({})*",
    "[x{{: href={} }}](/y)",
    '[x](/y){{: href="{}" }}',
    "x[^1]\n\n[^1]: [y]({})",
    "*[HTML]: {}",
)


def raw_html() -> Iterator[str]:
    """Give elements that would act, in the forms that parsers forgive."""
    for element, gap, end in itertools.product(ELEMENTS, GAPS, ENDS):
        yield f"<{element}{gap}{HANDLERS[0]}={CALL}{end}"
    for handler, quote in itertools.product(HANDLERS, QUOTES):
        yield f"<img src=x {handler}={quote.format(CALL)}>"
        yield f"<svg><g {handler}={quote.format(CALL)}></g></svg>"
    for name, quote in itertools.product(ADDRESSES, QUOTES):
        yield f"<a {name}={quote.format(f'javascript:{CALL}')}>x</a>"
    for element in ELEMENTS:
        yield f"<{element}>{CALL}</{element}>"
        yield f"<<{element}>>{CALL}"
        yield f"<{element.upper()}\n>\n\n{CALL}\n\n</{element}>"
        yield f"&lt;{element}&gt;{CALL}&lt;/{element}&gt;"
        yield f"\\<{element}>{CALL}"
        yield f"`<{element}>`<{element}>"
        yield f"<!--><{element} onload={CALL}>-->"
        yield f"<![CDATA[<{element} onload={CALL}>]]>"
        yield f'<noscript><p title="</noscript><{element} onload={CALL}>">'


def attribute_lists() -> Iterator[str]:
    """Give what the attr_list extension would set."""
    for handler, quote in itertools.product(
        (*HANDLERS, *ADDRESSES, "target", "http-equiv", "is", "slot", "part", "name"), QUOTES
    ):
        yield f"# Tên {{: {handler}={quote.format(CALL)} }}"
        yield f"[x](/y){{: {handler}={quote.format(CALL)} }}"


def links() -> Iterator[str]:
    for place, address in itertools.product(PLACES, addresses()):
        for guise in guises(address):
            yield place.format(guise)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def fault(html: str) -> str:
    """Say what in the HTML could act; "" for nothing."""
    seen = _Seen()
    seen.feed(html)
    for tag, attributes in seen.tags:
        if tag not in TAGS:
            return f"<{tag}>"
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"rel", "tabindex", "role", "aria-label"}
        if set(attributes) - allowed:
            return f"<{tag} {set(attributes) - allowed}>"
        # As a browser reads an address: blanks and controls in it mean nothing, and what follows is not looked at.
        address = re.sub(r"[\x00-\x20]", "", attributes.get("href") or "")
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address)
        if scheme and scheme[1].lower() not in SCHEMES:
            return address
    return ""


CLASSES = {"raw HTML": raw_html, "attribute lists": attribute_lists, "links": links}


@pytest.mark.parametrize("name", CLASSES)
def test_every_vector_of_a_class_comes_out_inert(name: str) -> None:
    vectors = list(CLASSES[name]())
    assert len(vectors) > 200
    for renderer in (PLAIN, EXTENDED):
        # Some hundred at a time: a vector that could act beside its neighbours is found too.
        for start in range(0, len(vectors), 100):
            some = vectors[start : start + 100]
            if fault(renderer.render("\n\n".join(some)).html):
                assert [
                    (vector, fault(renderer.render(vector).html)) for vector in some if fault(renderer.render(vector).html)
                ] == []
        for vector in vectors[::7]:
            assert fault(renderer.render(vector).html) == "", vector


def test_a_browser_runs_none_of_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    every = [vector for make in CLASSES.values() for vector in list(make())[::3]]
    for renderer in (PLAIN, EXTENDED):
        for start in range(0, len(every), 700):
            html = "".join(renderer.render(vector).html for vector in every[start : start + 700])
            page.set_content(f"<!doctype html><meta charset=utf-8><title>x</title><body>{html}</body>")
            page.evaluate("for (const e of document.querySelectorAll('*')) { e.dispatchEvent(new Event('error')); }")
            assert page.evaluate("window.hit === undefined")
            assert (
                page.evaluate("document.querySelectorAll('script, img, svg, iframe, object, embed, form, link, base').length")
                == 0
            )
    assert [url for url in asked if not url.startswith("about:")] == []


def test_the_allow_list_in_the_docs_is_the_one_in_force() -> None:
    text = (ROOT / "docs/adr/0005-prose-is-untrusted.md").read_text("utf-8")
    elements = re.search(r"\*\*Elements\*\*: (.*?)\.\n", text, re.DOTALL)
    assert elements
    listed = elements[1].replace("h2–h6", "h2 h3 h4 h5 h6").split()
    assert set(listed) == TAGS
    for scheme in SCHEMES:
        assert re.search(rf"\*\*Addresses\*\*:[^\n]*{scheme}", text)


@pytest.mark.parametrize("flood", ["[", "![", "[x][", "[a](", "[[]"])
def test_brackets_without_end_cost_a_second_at_most_and_keep_their_words(flood: str) -> None:
    body = "đầu\n\n" + flood * 60_000 + "\n\ncuối"
    began = time.process_time()
    prose = render(body)
    assert time.process_time() - began < 5
    assert "<p>đầu</p>" in prose.html
    assert "<p>cuối</p>" in prose.html
    found = bracket_flood(body)
    assert found is not None
    assert found[0] == body.index(flood)


@pytest.mark.parametrize(
    "body", ["", "[a](b) " * 20_000, "[" * 300, "- [ ] việc\n" * 5_000, "\\[" * 50_000, ("[" * 50 + "\n\n") * 2_000]
)
def test_honest_bodies_are_no_flood(body: str) -> None:
    assert bracket_flood(body) is None


def test_what_passes_the_bound_is_rendered_in_time() -> None:
    body = "[" * int((2 * LONGEST_SEARCH) ** 0.5 - 10)
    assert bracket_flood(body) is None
    began = time.process_time()
    render(body)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("body", "index"), [("> " * 21 + "x", 0), ("a\n\n" + "- " * 30 + "x", 3), ("> " * 20 + "x", None), ("--- -\n" * 9, None)]
)
def test_nesting_has_a_bound(body: str, index: int | None) -> None:
    assert too_deep(body) == index


def test_thousands_of_equal_headings_are_numbered_in_time() -> None:
    began = time.process_time()
    headings = render("# Bột\n\n" * 5_000).headings
    assert time.process_time() - began < 10
    assert len({heading.id for heading in headings}) == 5_000
