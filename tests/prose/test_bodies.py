"""What a writer gets from Markdown: headings, links, pictures, tables, and what the body says it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.prose import Heading, Renderer, render


def test_headings_start_at_h2_whatever_was_typed() -> None:
    for first in ("#", "##", "####"):
        assert [(h.level, h.text) for h in render(f"{first} Nghề\n\nchữ").headings] == [(2, "Nghề")]


def test_headings_keep_their_order_and_skip_no_level() -> None:
    prose = render("# Một\n\n#### Sâu\n\n## Hai\n\n# Ba")
    assert prose.headings == (
        Heading(2, "m-mot", "Một"),
        Heading(3, "m-sau", "Sâu"),
        Heading(3, "m-hai", "Hai"),
        Heading(2, "m-ba", "Ba"),
    )


def test_equal_headings_get_different_ids() -> None:
    assert [h.id for h in render("# Bột\n\n# Bột\n\n# Bột 2\n\n# 火").headings] == [
        "m-bot",
        "m-bot-2",
        "m-bot-2-2",
        "m-muc",
    ]


def test_heading_text_is_plain() -> None:
    assert render("# Bột & *gạo* `<b>` ![ảnh](x.jpg)").headings[0].text == "Bột & gạo <b>"


def test_a_link_to_a_heading_of_the_body_finds_it() -> None:
    prose = render("# Cách làm\n\n[xem](#cach-lam) [nguồn](#nguon-bao)")
    assert 'href="#m-cach-lam"' in prose.html
    assert 'href="#nguon-bao"' in prose.html
    assert prose.links == ("#nguon-bao",)


def test_links_are_listed_as_written_and_may_be_rewritten() -> None:
    asked: list[str] = []

    def resolve(href: str) -> str | None:
        asked.append(href)
        return "/diem-den/x/?a=1&b=2" if href == "places/x" else None

    prose = render("[a](places/x) [b](https://b.example/?x=1&y=2) [c](/c/)", link=resolve)
    assert prose.links == ("places/x", "https://b.example/?x=1&y=2", "/c/")
    assert asked == list(prose.links)
    assert '<a href="/diem-den/x/?a=1&amp;b=2">a</a>' in prose.html
    assert '<a href="/c/">c</a>' in prose.html


@pytest.mark.parametrize("href", ["https://b.example/", "http://b.example/", "//b.example/", "/\\b.example/"])
def test_external_links_are_marked(href: str) -> None:
    html = render(f"[b](<{href}>)").html
    assert 'rel="external noopener"' in html
    assert 'class="ocop-external"' in html


def test_mail_and_phone_links_are_links() -> None:
    html = render("[gọi](tel:+842773000000) <a@b.example>").html
    assert '<a href="tel:+842773000000">gọi</a>' in html
    assert '<a href="mailto:a@b.example">a@b.example</a>' in html
    assert "rel=" not in html


def test_pictures_come_from_the_caller_only() -> None:
    prose = render(
        "![Túi *bột*](tui.jpg)\n\nTrong dòng ![](x.png) này.\n\n![mất](mat.jpg)",
        image=lambda name, alt: None if name == "mat.jpg" else f'<picture data-alt="{alt}" data-name="{name}"></picture>',
    )
    assert prose.html.startswith('<picture data-alt="Túi *bột*" data-name="tui.jpg"></picture>\n<p>Trong dòng <picture')
    assert prose.images == ("tui.jpg", "x.png", "mat.jpg")
    assert prose.dropped == ("mat.jpg",)
    assert "mat.jpg" not in prose.html


def test_without_a_caller_pictures_are_dropped_and_named() -> None:
    prose = render("chữ ![a](https://theo-doi.example/1.gif) chữ")
    assert prose.dropped == ("https://theo-doi.example/1.gif",)
    assert "theo-doi" not in prose.html


def test_a_table_scrolls_in_a_named_box_and_is_aligned_by_class() -> None:
    html = render('| Năm | Số "hộ" |\n|:--|--:|\n| 2020 | 350 |').html
    assert '<div class="ocop-table" tabindex="0" role="region" aria-label="Năm, Số &quot;hộ&quot;"><table>' in html
    assert '<th class="ocop-align-right" scope="col">' in html
    assert '<td class="ocop-align-left">2020</td>' in html
    assert "style" not in html


def test_a_table_without_headers_gets_a_plain_box() -> None:
    html = render("| | |\n|--|--|\n| a | b |").html
    assert '<div class="ocop-table" tabindex="0"><table>' in html


def test_a_first_line_with_a_colon_is_body_even_with_pelicans_default_setting() -> None:
    pelican = {"extension_configs": {"markdown.extensions.meta": {}, "markdown.extensions.extra": {}}, "output_format": "html5"}
    assert "Giờ: 8:00" in render("Giờ: 8:00\n\nchữ", settings=pelican).html


def test_extensions_of_the_setting_are_used() -> None:
    body = "Tên\n:   nghĩa"
    assert "<dl>" not in render(body).html
    assert "<dl>" in render(body, settings={"extensions": ["markdown.extensions.def_list"]}).html
    assert "<dl>" in render(body, settings={"extension_configs": {"markdown.extensions.def_list": {}}}).html


def test_ids_of_footnotes_are_prefixed_and_their_links_follow() -> None:
    html = render("x[^1]\n\n[^1]: chú", settings={"extensions": ["markdown.extensions.footnotes"]}).html
    assert 'id="m-fn:1"' in html
    assert 'href="#m-fn:1"' in html


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="ab #*[]()!`\nộ|-:", max_size=30), max_size=4))
def test_a_renderer_keeps_nothing_from_one_body_to_the_next(bodies: list[str]) -> None:
    kept = Renderer()
    assert [kept.render(body) for body in bodies] == [Renderer().render(body) for body in bodies]
