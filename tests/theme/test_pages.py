from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

PAGES = tuple(yaml.safe_load((Path(__file__).parent / "fictional.yaml").read_text("utf-8"))["pages"])
VOID = {"meta", "link", "img", "br", "source", "hr", "input"}


class Outline(HTMLParser):
    """What a page is made of: headings, ids, hrefs; fails on tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(params=PAGES)
def page_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_renders_with_every_name_known_and_tags_closed(render: Callable[..., str], page_name: str, language: str) -> None:
    html = render(page_name, language)
    outline = Outline(html)
    assert html.startswith("<!doctype html>")
    assert len(outline.all("h1")) == 1
    assert len(outline.all("main")) == 1
    assert outline.all("html")[0]["lang"] == language


def test_ids_are_unique_and_fragments_lead_somewhere(render: Callable[..., str], page_name: str) -> None:
    outline = Outline(render(page_name))
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert sorted(set(ids)) == sorted(ids)
    targets = {(attrs.get("href") or "")[1:] for attrs in outline.all("a", "use") if (attrs.get("href") or "").startswith("#")}
    assert targets <= set(ids)
    labels = {attrs["aria-labelledby"] for _, attrs in outline.tags if "aria-labelledby" in attrs}
    assert labels <= set(ids)


def test_headings_skip_no_level(render: Callable[..., str], page_name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(render(page_name)).tags if tag in {"h1", "h2", "h3", "h4"}]
    steps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
    assert steps == []


def test_nothing_is_styled_or_scripted_outside_the_policy(render: Callable[..., str], page_name: str) -> None:
    outline = Outline(render(page_name))
    assert [attrs for _, attrs in outline.tags if "style" in attrs or any(name.startswith("on") for name in attrs)] == []
    assert outline.all("meta")[1]["http-equiv"] == "Content-Security-Policy"
    assert [attrs for attrs in outline.all("script") if "src" in attrs and "://" in (attrs["src"] or "")] == []


def test_pictures_have_sizes_and_words(render: Callable[..., str], page_name: str) -> None:
    for attrs in Outline(render(page_name)).all("img"):
        assert attrs.keys() >= {"alt", "width", "height", "src"}


def test_sample_data_is_marked_and_kept_out_of_search(render: Callable[..., str], page_name: str) -> None:
    sample = render(page_name, sample=True)
    assert "DỮ LIỆU MẪU" in sample
    assert '<meta name="robots" content="noindex">' in sample
    real = render(page_name, sample=False, page={"draft": False})
    assert "DỮ LIỆU MẪU" not in real
    assert ("noindex" in real) == (page_name == "404")  # nobody looks for a page that is not there


@pytest.mark.parametrize("name", ["expired", "guided", "revoked", "landing-draft", "landing-place", "404", "page"])
def test_no_star_is_drawn_where_nothing_is_valid(render: Callable[..., str], name: str) -> None:
    html = render(name).split('aria-labelledby="lien-quan"')[0].split('aria-labelledby="cau-chuyen"')[0]
    assert "ocop-stars__off" not in html.partition("</style>")[2]
    assert "OCOP 4 sao" not in html.partition("</style>")[2]


def test_draft_says_so_and_is_not_indexed(render: Callable[..., str]) -> None:
    html = render("revoked", "en", sample=False)
    assert "Draft: not published" in html
    assert "noindex" in html


def test_untranslated_text_carries_its_language(render: Callable[..., str]) -> None:
    html = render("guided", "en")
    assert "has not been translated yet" in html
    assert '<div class="ocop-prose ocop-prose--lead" lang="vi">' in html
    assert '<h1 class="ocop-title" lang="vi">' in html


def test_gone_thing_says_so_first(render: Callable[..., str]) -> None:
    main = render("guided").partition("<main")[2]
    assert main.index("Đã ngừng từ ngày") < main.index("<h1")


def test_group_without_products_is_no_link(render: Callable[..., str]) -> None:
    tiles = render("home").partition('class="ocop-tiles"')[2].partition("</ul>")[0]
    assert tiles.count("<a ") == 3
    assert tiles.count("<li") == 6


def test_texts_are_escaped(render: Callable[..., str]) -> None:
    html = render("page", page={"title": "[/b] :star: {x} %s <script>"})
    assert "[/b] :star: {x} %s &lt;script&gt;" in html


def test_moved_page_leads_on_without_script(render: Callable[..., str]) -> None:
    html = render("moved")
    assert '<meta http-equiv="refresh" content="0; url=/product/">' in html
    assert '<a class="ocop-button ocop-button--main" href="/product/">' in html


def test_landing_speaks_both_languages(render: Callable[..., str]) -> None:
    html = render("landing", sample=False)
    for words in ("Còn hiệu lực đến 15/03/2028", "Valid until 15/03/2028", "Đối chiếu với bao bì", "Compare with the pack"):
        assert words in html
    assert "noindex" not in html


def test_landing_is_light(render: Callable[..., str]) -> None:
    # 14 KB is the first flight of a connection; compressed it must fit with room for headers.
    import gzip  # noqa: PLC0415

    assert len(gzip.compress(render("landing").encode())) < 9_000
