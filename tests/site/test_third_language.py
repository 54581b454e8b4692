"""A third language is words alone: Korean, whole on landing and product pages, from a .po file and one page of content."""

from __future__ import annotations

import gettext
import re
import string
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from ocop import site
from ocop.outputs import landing, products
from ocop.outputs.edition import Edition
from ocop.outputs.theme import read_translations
from ocop.outputs.voice import Voice

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tests" / "demo"
PRODUCT = "bot-gao-loc-rach-sen"
WORDS = """---
title: 락센 쌀가루
summary: 세 번 가라앉혀 거른 쌀가루.
ingredients: 멥쌀 100%
---

강가 마을에서 만드는 쌀가루입니다.
"""
SETTINGS: dict[str, Any] = {"OCOP_LANGUAGES": ("vi", "en", "ko"), "OCOP_PREVIEWS": False}


class Recorder(gettext.NullTranslations):
    """Korean words, and which of the messages that were asked for have none."""

    def __init__(self) -> None:
        super().__init__()
        self.known = read_translations(ROOT / "theme", "ko")
        self.missing: set[str] = set()
        self.asked = False

    def gettext(self, message: str) -> str:
        self.asked = True
        found = self.known.gettext(message)
        if found == message:
            self.missing.add(message)
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self.known.ngettext(msgid1, msgid2, n)
        if found in {msgid1, msgid2}:
            self.missing.add(msgid1)
        return found


@pytest.fixture
def content(project: Path) -> Path:
    """The demo with one product told in Korean."""
    (project / "content" / "products" / PRODUCT / "ko.md").write_text(WORDS, "utf-8")
    return project / "content"


def edition_of(content: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Edition:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")
    edition = site.check(site.load(DEMO / "pelicanconf.py", {**SETTINGS, "PATH": str(content), **settings})).edition
    assert edition
    return edition


def page(edition: Edition, path: str) -> str:
    outputs = [*products.outputs(Voice(edition, "ko")), *landing.outputs(edition)]
    return next(output for output in outputs if output.path == path).make().decode()


def shown(markup: str) -> str:
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<(?:style|script)[^>]*>.*?</(?:style|script)>|<[^>]+>", " ", markup, flags=re.DOTALL))
    )


def test_no_word_of_a_product_or_landing_page_is_missing(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder()

    def read(theme: Path, language: str, *kept: Any) -> gettext.NullTranslations:
        return recorder if language == "ko" else read_translations(theme, language)

    monkeypatch.setattr("ocop.outputs.theming.read_translations", read)
    edition = edition_of(content, monkeypatch, OCOP_CACHE=str(content / "cache"))  # words are asked for while templates compile
    for output in (*products.outputs(Voice(edition, "ko")), *landing.outputs(edition)):
        output.make()
    assert recorder.asked
    assert recorder.missing == set()


def test_a_product_page_is_korean(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = page(edition_of(content, monkeypatch), f"ko/products/{PRODUCT}/index.html")
    assert '<html lang="ko">' in markup
    assert '<link rel="alternate" hreflang="ko" href="/ko/products/bot-gao-loc-rach-sen/">' in markup
    assert 'property="og:locale" content="ko_KR"' in markup
    text = shown(markup)
    for words in (
        *("락센 쌀가루", "강가 마을에서 만드는 쌀가루입니다.", "2028년 3월 15일까지 유효", "OCOP 별 4개"),
        *("내용량 400 g", "원재료 멥쌀 100%", "유통 기한 제조일로부터 12개월", "32,000\u00a0₫".replace("\u00a0", " ")),
        *("인증서 ", "발급 기관", "살 수 있는 곳", "생산자: "),
    ):
        assert words in text, words
    for words in ("Valid until", "Ingredients", "Còn hiệu lực", "15/03/2028"):
        assert words not in text, words


def test_a_landing_page_says_it_in_korean_too(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = page(edition_of(content, monkeypatch), "Q/SD9001/index.html")
    assert '<html lang="vi">' in markup
    fold = re.search(r'<details[^>]* lang="ko".*?</details>', markup, re.DOTALL)
    assert fold
    text = shown(fold[0])
    for words in (
        "한국어",
        "락센 쌀가루",
        "2028년 3월 15일까지 유효",
        "OCOP 별 4개",
        "생산자",
        "원재료 멥쌀 100%",
        "전체 페이지 보기",
    ):
        assert words in text, words
    assert f'href="/ko/products/{PRODUCT}/"' in fold[0]
    assert 'data-then="2028년 3월 15일부터 만료"' in fold[0], "judged again on the day of reading"
    rest = shown(markup.replace(fold[0], ""))
    assert "Valid until 15 March 2028" in rest
    assert "한국어" not in rest


def test_words_that_are_not_there_are_english_and_content_that_is_not_there_is_marked(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = edition_of(content, monkeypatch)
    assert Voice(edition, "ko").say("Which products are near you") == "Which products are near you"
    other = page(edition, "ko/products/nem-goi-la-vong-ben-ghe/index.html")
    assert re.search(r'<h1[^>]* lang="vi">', other)
    assert "아직 번역되지 않은 글입니다." in other


def test_a_site_without_english_keeps_english_on_its_landing_pages(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for english in content.rglob("en.md"):
        english.unlink()
    text = page(edition_of(content, monkeypatch, OCOP_LANGUAGES=("vi", "ko")), "Q/SD9001/index.html")
    assert '<span class="ocop-two" lang="en">Compare with the pack</span>' in text
    assert '<details class="ocop-landing__more" lang="ko"' in text
    assert "/en/" not in text


def test_plural_forms_dates_and_money_follow_the_language(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(content, monkeypatch)
    months = {lang: [Voice(edition, lang).duration(f"{n} tháng") for n in (1, 12)] for lang in edition.languages}
    assert months == {"vi": ["1 tháng", "12 tháng"], "en": ["1 month", "12 months"], "ko": ["1개월", "12개월"]}
    product = edition.catalogue.products[PRODUCT].facts
    day = {lang: Voice(edition, lang).when(product.recognitions[0].date) for lang in edition.languages}
    assert (day["vi"].short, day["vi"].long) == ("15/03/2025", "ngày 15 tháng 3 năm 2025")
    assert (day["en"].short, day["ko"].short) == ("15 March 2025", "2025년 3월 15일")
    prices = {lang: Voice(edition, lang).price(product.prices[0]) for lang in edition.languages}
    assert prices["vi"].startswith("32.000\u00a0₫")
    assert prices["en"].startswith("32,000\u00a0₫")
    assert "32,000\u00a0₫" in prices["ko"]


def test_korean_words_keep_what_is_filled_in_and_answer_messages_that_there_are() -> None:
    catalogues = {}
    for language in ("vi", "ko"):
        with (ROOT / "theme" / "translations" / language / "LC_MESSAGES" / "ocop.po").open("rb") as file:
            catalogues[language] = read_po(file, locale=language)
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogues["vi"]}
    for message in catalogues["ko"]:
        if not message.id:
            continue
        plain = message.id[0] if isinstance(message.id, tuple) else message.id
        said = message.string[0] if isinstance(message.string, tuple) else message.string
        assert plain in known, "no page asks for it"
        assert said
        assert {name for _, name, _, _ in string.Formatter().parse(said) if name} == {
            name for _, name, _, _ in string.Formatter().parse(plain) if name
        }
        assert re.findall(r"%\(\w+\)s", said) == re.findall(r"%\(\w+\)s", plain)
