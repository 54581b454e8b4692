"""Bodies are untrusted: whatever is typed comes out inert."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.prose import Renderer, render
from ocop.prose.safety import ATTRIBUTES, SCHEMES, TAGS

EVERYTHING = Renderer({"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.codehilite": {}}})


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = _Seen()
    seen.feed(html)
    return seen.tags


def _assert_inert(html: str) -> None:
    for tag, attributes in _tags(html):
        assert tag in TAGS
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"rel"}
        if attributes.get("class") == "ocop-table":
            allowed = allowed | {"tabindex", "role", "aria-label"}
        assert set(attributes) <= allowed
        href = attributes.get("href") or ""
        head, colon, _ = href.partition(":")
        assert not colon or head.lower() in SCHEMES or not head.replace("+", "").replace("-", "").replace(".", "").isalnum()
        if "id" in attributes:
            assert (attributes["id"] or "").startswith("m-")


TAGS_OF_OTHERS = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "input",
    "base",
    "meta",
    "link",
    "template",
]
HANDLERS = ["onclick", "onerror", "onload", "onfocus", "style", "srcdoc", "formaction", "xlink:href", "ping", "srcset"]


@pytest.mark.parametrize("tag", TAGS_OF_OTHERS)
def test_raw_html_is_shown_as_text(tag: str) -> None:
    for body in (f"<{tag}>x</{tag}>", f"chữ <{tag} src=//evil.example> chữ", f"<{tag}\n>\n\nx\n\n</{tag}>", f"# <{tag}>"):
        for html in (render(body).html, EVERYTHING.render(body).html):
            _assert_inert(html)
            assert f"&lt;{tag}" in html


@pytest.mark.parametrize("handler", HANDLERS)
def test_attributes_that_act_never_come_out(handler: str) -> None:
    for body in (
        f'<b {handler}="alert(1)">x</b>',
        f'# Tên {{: {handler}="alert(1)" }}',
        f'[x](/y "{handler}"){{: {handler}=x }}',
    ):
        for html in (render(body).html, EVERYTHING.render(body).html):
            _assert_inert(html)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x0A;script:alert(1)",
        "&#106;avascript:alert(1)",
        "\tjavascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,%3Csvg%20onload=alert(1)%3E",
        "file:///etc/passwd",
        "blob:x",
    ],
)
def test_a_link_of_another_scheme_is_no_link(href: str) -> None:
    for body in (f"[x]({href})", f"[x](<{href}>)", f"[x][y]\n\n[y]: {href}", f"<{href}>", f"![x]({href})"):
        for html in (render(body).html, EVERYTHING.render(body).html):
            _assert_inert(html)
            assert not any(tag == "a" and "href" in attributes for tag, attributes in _tags(html))


def test_a_link_resolver_cannot_smuggle_a_scheme_in() -> None:
    assert "href" not in render("[x](y)", link=lambda _href: "javascript:alert(1)").html


def test_a_class_of_the_theme_cannot_be_borrowed() -> None:
    html = EVERYTHING.render("# Tên {: .ocop-status .của-tôi .mine #status }").html
    assert html == '<h2 class="mine" id="m-status">Tên</h2>'


def test_placeholders_cannot_be_forged() -> None:
    prose = render("\ue0000\ue001 ![a](b.jpg) \x02wzxhzdk:0\x03", image=lambda name, alt: "<img>")
    assert prose.html.count("<img>") == 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>()[]!*_`#-|:&;\"'\\/= \n\tabjs1ộ\x00\x02\x03\ue000\ue001{}.^"), max_size=80))
def test_any_text_comes_out_inert(text: str) -> None:
    for renderer in (Renderer(), EVERYTHING):
        _assert_inert(renderer.render(text).html)


@pytest.mark.parametrize("nest", [">", "> - ", "- ", "* > "])
def test_deep_nesting_ends_in_text(nest: str) -> None:
    prose = render(nest * 1500 + "chữ")
    assert "chữ" in prose.html
    _assert_inert(prose.html)
