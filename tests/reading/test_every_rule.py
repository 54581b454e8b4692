"""Each rule of this room: the least content that breaks it, and the one line on which that is told. Nothing else is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ocop.reading import RULES, format_problem

Spoil = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Case:
    rule: str
    path: str
    line: int
    spoil: Spoil
    languages: tuple[str, ...] = ("vi",)
    sample: bool = True


BOT = "products/bot-mau/vi.md"
CO_SO = "producers/co-so-mau/vi.md"
LANG = "places/lang-mau/vi.md"
SOURCES = "sources:\n  - key: van-ban\n    title: Văn bản mẫu\n    evidence: A\n"
"""Lines 8–11 of a product."""
RECOGNISED = f"""\
{SOURCES}recognitions:
  - decision: 1/QĐ-MAU
    date: 2025-01-10
    issuer: UBND huyện Mẫu
    stars: 3
    source: van-ban
"""
"""Lines 12 recognitions, 13 decision, 14 date, 15 issuer, 16 stars, 17 source; what is added begins on line 18."""
PHOTO = "photos:\n  - file: a.jpg\n    author: Người Mẫu\n    licence: CC0\nalts:\n  a.jpg: Ảnh mẫu.\n"


def product(rule: str, line: int, more: str, body: str = "") -> Case:
    return Case(rule, BOT, line, lambda desk: desk.product(more, body))


def not_sample(line: int, more: str, body: str = "") -> Case:
    return Case("sample-data", BOT, line, lambda desk: desk.product(more, body), sample=False)


def recognised(rule: str, line: int, old: str = "", new: str = "", more: str = "") -> Case:
    return product(rule, line, RECOGNISED.replace(old, new) + more)


def whole_file(rule: str, line: int, data: str | bytes) -> Case:
    return Case(rule, BOT, line, lambda desk: desk.write(BOT, data))


def changed(rule: str, line: int, old: str, new: str) -> Case:
    """A change in one of the required lines of the product."""
    return Case(rule, BOT, line, lambda desk: desk.write(BOT, desk.product().read_text("utf-8").replace(old, new)))


def producer(rule: str, line: int, more: str) -> Case:
    return Case(rule, CO_SO, line, lambda desk: desk.producer(more))


def place(rule: str, line: int, more: str) -> Case:
    return Case(rule, LANG, line, lambda desk: desk.place(more))


def story(rule: str, line: int, about: str) -> Case:
    text = f"---\ntitle: Chuyện mẫu\nsummary: Chuyện.\nabout: {about}\ndate: 2026-01-01\nverified: 2026-11-01\n---\n"
    return Case(rule, "stories/chuyen/vi.md", line, lambda desk: desk.write("stories/chuyen/vi.md", text))


def with_photo(rule: str, line: int, old: str = "", new: str = "", file: str = "a.jpg") -> Case:
    def spoil(desk: Any) -> None:
        desk.product(PHOTO.replace(old, new))
        if file:
            desk.write(f"products/bot-mau/{file}", b"not looked into")

    return Case(rule, BOT, line, spoil)


def extra(rule: str, path: str, line: int = 1, data: str | bytes = b"") -> Case:
    return Case(rule, path, line, lambda desk: desk.write(path, data))


def english(rule: str, line: int, text: str) -> Case:
    def spoil(desk: Any) -> None:
        for kind, slug in (("producers", "co-so-mau"), ("places", "lang-mau")):
            desk.write(f"{kind}/{slug}/en.md", "---\ntitle: Sample\nsummary: Sample.\n---\n")
        desk.write("products/bot-mau/en.md", text)
        desk.stamp()

    return Case(rule, "products/bot-mau/en.md", line, spoil, ("vi", "en"))


def data(rule: str, file: str, line: int, old: str, new: str) -> Case:
    def spoil(desk: Any) -> None:
        text = (desk.content / "data" / file).read_text("utf-8")
        assert old in text
        desk.write(f"data/{file}", text.replace(old, new, 1))

    return Case(rule, f"data/{file}", line, spoil)


def _outside(desk: Any) -> None:
    (desk.root / "bi-mat.md").write_text("---\ntitle: Bí mật\n---\n", encoding="utf-8")
    (desk.content / BOT).unlink()
    (desk.content / BOT).symlink_to(desk.root / "bi-mat.md")


def _folder_outside(desk: Any) -> None:
    (desk.root / "ngoai").mkdir()
    (desk.content / "products/ngoai").symlink_to(desk.root / "ngoai")


def _no_facts(desk: Any) -> None:
    (desk.content / "places/trong").mkdir()


def _folder_for_file(desk: Any) -> None:
    (desk.content / BOT).unlink()
    (desk.content / BOT).mkdir()


def _file_for_folder(desk: Any) -> None:
    desk.write("news", "")


def _without(name: str) -> Spoil:
    return lambda desk: (desk.content / "data" / name).unlink()


FILES = [
    Case("folder-unknown", "product", 1, lambda desk: desk.write("product/x/vi.md", "")),
    Case("folder-unknown", "products/bot-mau/anh", 1, lambda desk: desk.write("products/bot-mau/anh/a.jpg", "")),
    Case("folder-expected", "news", 1, _file_for_folder),
    extra("file-unknown", "ghi-chu.txt"),
    extra("file-unknown", "products/bot.md"),
    extra("file-unknown", "products/bot-mau/bai.docx"),
    extra("file-unknown", "products/bot-mau/VI.md"),
    extra("file-unknown", "data/unit.yaml"),
    extra("language-unknown", "products/bot-mau/fr.md"),
    Case("facts-file-missing", "places/trong/vi.md", 1, _no_facts),
    Case("file-not-regular", BOT, 1, _folder_for_file),
    Case("link-outside", BOT, 1, _outside),
    Case("link-outside", "products/ngoai", 1, _folder_outside),
    Case("slug-form", "products/Bột mới", 1, lambda desk: desk.product(slug="Bột mới")),
    Case("slug-form", f"products/{'a' * 81}", 1, lambda desk: desk.product(slug="a" * 81)),
    Case("slug-reserved", "products/con", 1, lambda desk: desk.product(slug="con")),
    whole_file("file-too-large", 1, b"-" * (4 * 1024 * 1024 + 1)),
    whole_file("front-matter-too-large", 2, "---\ntitle: " + "a" * (1024 * 1024) + "\n---\n"),
    whole_file("not-utf8", 3, "---\ntitle: A\nsummary: Bột".encode() + b"\xb5\xd0\n---\n"),
    whole_file("not-utf8", 1, "---\ntitle: A\n---\n".encode("utf-16")),
    changed("not-nfc", 3, "Bột để thử.", "Bo\u0323\u0302t để thử."),
    changed("stray-letter", 2, "Bột mẫu", "Bột gạo tƣơi"),
    product("stray-letter", 10, "", "\nchữ\u200b"),
    product("stray-letter", 8, 'season: "a\\0b"\n'),
    product("stray-letter", 10, "", "\n\uffff"),
    whole_file("front-matter-missing", 1, "title: Bột\n---\n"),
    whole_file("front-matter-missing", 1, ""),
    whole_file("front-matter-unclosed", 3, "---\ntitle: Bột\n\nThân bài.\n"),
    whole_file("front-matter-unclosed", 3, "---\ntitle: Bột\n—\nThân bài.\n"),
    whole_file("front-matter-unclosed", 2, "---\ntitle: Bột"),
    whole_file("front-matter-form", 2, "---\n- a\n---\n"),
    whole_file("front-matter-form", 2, "---\nchỉ có chữ\n---\n"),
]

GRAMMAR = [
    product("yaml-tab", 9, "prices:\n\t- amount: 1\n"),
    changed("yaml-colon", 2, "title: Bột mẫu", "title: Bột: gạo"),
    changed("yaml-colon", 3, "Bột để thử.", "Bột dùng làm:"),
    changed("yaml-colon-space", 2, "title: Bột", "title:Bột"),
    product("yaml-colon-missing", 8, "season Quanh năm\n"),
    product("yaml-indent", 10, "prices:\n  - amount: 1\n   per: pack\n"),
    product("yaml-indent", 8, "  season: Quanh năm\n"),
    product("yaml-quote-needed", 8, "season: @Quanh năm\n"),
    product("yaml-quote-needed", 8, "season: `Quanh năm`\n"),
    product("yaml-quote-needed", 8, 'season: "Quanh" năm\n'),
    product("yaml-quote-needed", 8, "season: %s\n"),
    product("yaml-alias", 8, "season: *Quanh năm*\n"),
    product("yaml-quote-open", 8, 'season: "Quanh năm\n'),
    product("yaml-bracket-open", 8, "visit_at: [lang-mau\n"),
    product("yaml-escape", 8, 'season: "C:\\quanh"\n'),
    product("yaml-anchor", 8, "season: &quanh năm\n"),
    product("yaml-alias", 8, "season: *quanh\n"),
    product("yaml-tag", 8, "season: !quanh năm\n"),
    product("yaml-key-form", 8, "? [a, b]\n: c\n"),
    product("yaml-depth", 8, f"season: {'[' * 70}{']' * 70}\n"),
    product("yaml-too-many", 8, f"season: [{'a, ' * 10_001}a]\n"),
    product("yaml-syntax", 8, "...\nseason: Mùa mưa\n"),
    product("key-duplicate", 8, "group: drinks\n"),
    product("value-empty", 8, "season:\n"),
    product("value-empty", 9, "visit_at:\n  -\n"),
]

VALUES = [
    product("key-unknown", 8, "sao: 4\n"),
    recognised("key-unknown", 18, more="    star: 4\n"),
    changed("key-missing", 1, "group: crafts\n", ""),
    changed("key-missing", 1, "title: Bột mẫu\n", ""),
    recognised("key-missing", 13, "    issuer: UBND huyện Mẫu\n"),
    english("fact-in-translation", 4, "---\ntitle: A\nsummary: B\ngroup: crafts\n---\n"),
    english("key-unknown", 4, "---\ntitle: A\nsummary: B\nprise: 3\n---\n"),
    changed("value-not-allowed", 4, "group: crafts", "group: craftss"),
    recognised("value-not-allowed", 18, more="    kind: again\n"),
    product("list-expected", 8, "visit_at: lang-mau\n"),
    product("list-expected", 8, "sources: {key: a}\n"),
    product("record-expected", 8, "dossier: 2023\n"),
    product("record-expected", 9, "sources:\n  - báo\n"),
    product("record-expected", 8, "alts: ảnh\n"),
    product("value-form", 8, f"set: {'9' * 5000}\n"),
    product("not-text", 8, "season: [a, b]\n"),
    product("text-empty", 8, 'season: ""\n'),
    changed("slug-form", 5, "producer: co-so-mau", "producer: Cơ sở Mẫu"),
    changed("date-form", 7, "verified: 2026-11-01", "verified: 23/10/2026"),
    changed("date-form", 7, "verified: 2026-11-01", "verified: hôm nay"),
    changed("date-ambiguous", 7, "verified: 2026-11-01", "verified: 01/11/2026"),
    changed("date-ambiguous", 7, "verified: 2026-11-01", "verified: 2/1/26"),
    changed("date-impossible", 7, "verified: 2026-11-01", "verified: 2026-02-31"),
    changed("date-impossible", 7, "verified: 2026-11-01", "verified: 31/02/2026"),
    place("time-form", 8, "hours:\n  - days: mon\n    opens: 8:30\n    closes: 17:00\n"),
    product("number-form", 8, "set: sáu\n"),
    product("money-form", 9, "prices:\n  - amount: 32.000\n    per: pack\n    date: 2026-01-01\n"),
    place("coordinate-form", 7, "position:\n  lat: 10,30\n  lon: 105.75\n  source: đo\n"),
    recognised("stars-unknown", 16, "stars: 3", "stars: 2"),
    product("flag-form", 8, "draft: no\n"),
    producer("phone-form", 7, "phones:\n  - number: 0277\n    consent: 2026-01-01\n"),
    producer("url-form", 6, "website: bot.example\n"),
    producer("email-form", 6, "email: bot.example\n"),
    recognised("decision-form", 13, "1/QĐ-MAU", "một"),
    product("duration-form", 8, "shelf_life: 2027-01-01\n"),
    product("quantity-form", 8, "net_quantities: [400gr]\n"),
    product("gtin-form", 8, "gtin: 952 000 000 001 1\n"),
    product("gtin-check-digit", 8, "gtin: 9520000000012\n"),
    product("gtin-restricted", 8, "gtin: 2000000000008\n"),
    product("gtin-restricted", 8, "gtin: 0000000000000\n"),
]

THINGS = [
    changed("reference-unknown", 5, "co-so-mau", "co-so-mai"),
    product("reference-unknown", 9, "visit_at:\n  - lang-mai\n"),
    product("reference-unknown", 8, "displayed_at: [lang-mau, lang-mai]\n"),
    story("reference-unknown", 4, "places/lang-mai"),
    story("about-form", 4, "lang-mau"),
    story("about-form", 4, "producers/co-so-mau"),
    changed("unit-unknown", 6, "phuong-mau", "phuong-mai"),
    changed("unit-former", 6, "unit: phuong-mau", "unit: xa-cu"),
    place("unit-unknown", 6, "units: [phuong-mau, phuong-mai]\n"),
    product("unit-not-former", 8, "former_unit: xa-khac\n"),
    Case(
        "unit-mismatch",
        BOT,
        8,
        lambda desk: desk.write(
            BOT, desk.product("former_unit: xa-cu\n").read_text("utf-8").replace("unit: phuong-mau", "unit: xa-khac")
        ),
    ),
    recognised("source-unknown", 17, "source: van-ban", "source: van-bang"),
    product("source-unknown", 10, "dossier:\n  year: 2023\n  source: x\n"),
    product("source-duplicate", 12, SOURCES + SOURCES.removeprefix("sources:\n")),
    changed("date-future", 7, "2026-11-01", "2026-11-24"),
    product("date-future", 14, RECOGNISED.replace("2025-01-10", "2028-01-10").replace("huyện", "tỉnh")),
    product("year-unlikely", 13, SOURCES + "dossier:\n  year: 23\n  source: van-ban\n"),
    producer("year-unlikely", 6, "founded: 1066\n"),
    with_photo("photo-missing", 9, file=""),
    with_photo("photo-duplicate", 12, "alts:", "  - file: a.jpg\n    author: Khác\n    licence: CC0\nalts:"),
    with_photo("photo-alt-missing", 9, "alts:\n  a.jpg: Ảnh mẫu.\n", ""),
    with_photo("alt-unknown", 14, "Ảnh mẫu.\n", "Ảnh mẫu.\n  b.jpg: Ảnh khác.\n"),
    Case("photo-unused", "products/bot-mau/a.jpg", 1, lambda desk: desk.write("products/bot-mau/a.jpg", b"")),
    product("photo-not-listed", 10, "", "\n![Ảnh](b.jpg)\n"),
    product("link-unknown", 11, "", "\n\nXem [làng](places/lang-mai).\n"),
    product("link-unknown", 9, "", "[nguồn](#nguon-bao)"),
    product("link-unknown", 11, "", "\n[a][b]\n[b]: products/khong-co\n"),
    product("link-unknown", 9, "", "[x]()"),
    product("link-unknown", 9, "", "[x](<>)"),
    product("link-unknown", 9, "", "[x](vi.md)"),
    product("link-unknown", 9, "", "[x](www.mau.vn)"),
    product("link-unknown", 9, "", "[x](#khong-co)\n\n## Mục một\n"),
    product("link-scheme", 9, "", "[x](javascript:alert)"),
    product("link-scheme", 9, "", "[x](<java script:alert>)".replace("java ", "java")),
    product("link-scheme", 9, "", "<ftp://mau.vn/x>"),
    product("photo-not-listed", 11, "", "![Ảnh][b]\n\n[b]: b.jpg\n"),
    product("picture-elsewhere", 9, "", "![x](https://mau.vn/a.jpg)"),
    product("picture-elsewhere", 9, "", "![x](//mau.vn/a.jpg)"),
    product("picture-elsewhere", 11, "", "![x]\n\n[x]: data:image/png;base64,AAAA\n"),
    product("brackets-unclosed", 11, "", "a\n\n" + "[a](" * 3000 + "\n"),
    product("html-in-body", 10, "", "\n<b>đậm</b>\n".replace("</b>", "")),
    product("html-in-body", 9, "", "<!-- ghi chú -->"),
    product("field-not-for-group", 8, "services: Chèo ghe\n"),
    Case(
        "field-not-for-group",
        BOT,
        8,
        lambda desk: desk.write(
            BOT, desk.product("shelf_life: 12 tháng\n").read_text("utf-8").replace("group: crafts", "group: tourism")
        ),
    ),
    product("set-not-in-group", 8, "set: 26\n"),
    product("set-not-in-group", 8, "set: 27\n"),
    place("position-outside", 7, "position:\n  lat: 21.0285\n  lon: 105.8542\n  source: đo\n"),
    place("position-swapped", 7, "position:\n  lat: 105.75\n  lon: 10.30\n  source: đo\n"),
    place("hours-days-form", 7, "hours:\n  - days: thứ hai\n    opens: 07:00\n    closes: 17:00\n"),
    place("hours-days-form", 7, "hours:\n  - days: fri-mon\n"),
    place("hours-order", 9, "hours:\n  - days: mon\n    opens: 17:00\n    closes: 07:00\n"),
    place("hours-incomplete", 7, "hours:\n  - days: mon\n    opens: 07:00\n"),
    product("gone-reason-missing", 8, "gone: 2026-01-01\n"),
    product("alias-form", 8, "aliases: [san-pham/cu]\n"),
    product("alias-form", 8, "aliases: [https://cu.example/san-pham/cu/]\n"),
    product("alias-form", 8, "aliases: [/a/../b/]\n"),
    place("alias-form", 8, "aliases:\n  - /cu/\n  - //cu.example/\n"),
    product("alias-duplicate", 10, "aliases:\n  - /cu/\n  - /cu/\n"),
    not_sample(8, "season: DỮ LIỆU MẪU\n"),
    not_sample(9, "outlets:\n  - title: Quán (mẫu)\n"),
    not_sample(10, "outlets:\n  - title: Quán\n    url: https://quan.example/bot\n"),
    not_sample(8, 'gtin: "9520000000011"\n'),
    not_sample(10, "", "\nXem [quán](https://quan.example).\n"),
    replace(data("sample-data", "laws.yaml", 7, "vi: Việc mẫu", "vi: Việc (mẫu)"), sample=False),
    replace(data("sample-data", "units.yaml", 8, "source: mẫu", "source: https://danh-muc.example/xa"), sample=False),
    producer("address-old-city", 6, "address: 1 đường Mẫu, TP. Sa Đéc\n"),
    product("address-old-city", 10, "outlets:\n  - title: Quán\n    address: Khóm 1, thành phố Sa Đéc\n"),
    place("address-old-city", 6, "access: Từ bến xe TP. Sa Đéc đi về phía bắc.\n"),
    product("key-missing", 9, "prices:\n  - amount: 32000\n    per: pack\n"),
    with_photo("key-missing", 9, "    author: Người Mẫu\n", ""),
    with_photo("key-missing", 9, "    licence: CC0\n", ""),
    producer("phone-consent", 7, "phones:\n  - number: 0277 3000 000\n"),
    english("word-missing", 1, "---\nsummary: B\n---\n"),
]

RECOGNITIONS = [
    recognised("recognition-too-early", 14, "2025-01-10", "2018-05-06"),
    recognised("recognition-duplicate", 18, more=RECOGNISED.removeprefix(SOURCES).removeprefix("recognitions:\n")),
    recognised("expires-reason-missing", 18, more="    expires: 2028-01-11\n"),
    recognised("expires-before-decision", 18, more="    expires: 2025-01-10\n"),
    recognised("extension-too-long", 19, more="    extension:\n      until: 2028-07-10\n      document: Văn bản\n"),
    recognised("extension-before-expiry", 19, more="    extension:\n      until: 2028-01-10\n      document: Văn bản\n"),
    product(
        "extension-not-possible",
        19,
        RECOGNISED.replace("2025-01-10", "2021-01-10").replace("huyện", "tỉnh")
        + "    extension:\n      until: 2024-03-01\n      document: Văn bản\n",
    ),
    recognised("revocation-before-decision", 19, more="    revocation:\n      date: 2025-01-09\n      document: Văn bản\n"),
    recognised("evidence-too-weak", 17, "evidence: A", "evidence: B2"),
    recognised("evidence-too-weak", 17, "evidence: A", "evidence: C"),
    product(
        "dossier-evidence-too-weak",
        14,
        SOURCES.replace("evidence: A", "evidence: C") + "dossier:\n  year: 2023\n  source: van-ban\n",
    ),
    recognised("issuer-unlikely", 15, "UBND huyện Mẫu", "UBND tỉnh Khác"),
    recognised("scheme-unlikely", 18, more='    scheme: "1048"\n'),
    Case(
        "group-unlikely",
        BOT,
        14,
        lambda desk: desk.write(
            BOT,
            desk.product(RECOGNISED.replace("2025-01-10", "2022-01-10").replace("huyện", "tỉnh"))
            .read_text("utf-8")
            .replace("group: crafts", "group: tourism"),
        ),
    ),
]

LISTS = [
    Case("list-missing", "data/laws.yaml", 1, _without("laws.yaml")),
    Case("list-missing", "data/units.yaml", 1, _without("units.yaml")),
    Case("list-missing", "data/groups.yaml", 1, _without("groups.yaml")),
    data("key-unknown", "laws.yaml", 1, "documents:", "laws: []\ndocuments:"),
    data("key-missing", "laws.yaml", 2, "    number: 1/QĐ-MAU\n", ""),
    data("record-duplicate", "units.yaml", 10, "slug: xa-khac", "slug: phuong-mau"),
    data("record-unknown", "units.yaml", 23, "successor: phuong-mau", "successor: phuong-mai"),
    data("record-unknown", "groups.yaml", 3, "document: van-ban-mau", "document: van-ban-mai"),
    data("record-unknown", "laws.yaml", 9, "    evidence: A", "    replaced_by: van-ban-mai\n    evidence: A"),
    data("record-circle", "units.yaml", 23, "successor: phuong-mau", "successor: xa-cu"),
    data("successor-missing", "units.yaml", 22, "    successor: phuong-mau\n", ""),
    data(
        "span-order",
        "units.yaml",
        22,
        "    valid_to: 2025-06-30",
        "    valid_from: 2025-06-31".replace("31", "30") + "\n    valid_to: 2025-06-01",
    ),
    data("span-overlap", "units.yaml", 19, "valid_to: 2025-06-30", "valid_to: 2025-07-01"),
    data("set-duplicate", "groups.yaml", 27, "number: 26", "number: 6"),
    data("title-language-missing", "laws.yaml", 6, "vi: Việc mẫu", "en: Sample matter"),
    data("title-language-missing", "groups.yaml", 22, "titles: {vi: Bộ mẫu}", "titles: {en: Sample set}"),
    data("yaml-tab", "laws.yaml", 2, "  - key", "\t- key"),
]

CASES = [*FILES, *GRAMMAR, *VALUES, *THINGS, *RECOGNITIONS, *LISTS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.line}")
def test_the_rule_is_told_on_its_line_and_nothing_else_is(case: Case, desk: Any) -> None:
    case.spoil(desk)
    assert desk.found(languages=case.languages, sample=case.sample) == [(case.path, case.line, case.rule)]
    reading = desk.read(languages=case.languages, sample=case.sample)
    assert (reading.catalogue is None) == (RULES[case.rule].severity.value == "error")
    for language in ("vi", "en"):
        line = format_problem(reading.problems[0], language)
        assert line.startswith(f"content/{case.path}:{case.line}: {case.rule}: ")
        assert " → " in line
        assert len(line.splitlines()) == 1
        assert "…: " not in line
        assert "{" not in line.replace("[ hoặc {", "").replace("[ or {", "")


def test_the_least_catalogue_has_no_problem(desk: Any) -> None:
    assert desk.found() == []


def test_links_that_lead_somewhere_are_left_alone(desk: Any) -> None:
    desk.product(
        SOURCES,
        "[a](#muc-mot) [b](#m-muc-mot) [c](places/lang-mau#x) [d](/san-pham/) [e](mailto:a@mau.vn) [f](tel:+84277)"
        " [g](#nguon-van-ban) <https://mau.vn/> <a@mau.vn> [h][i] `[x](vi.md)`\n\n"
        "[i]: https://mau.vn/\n\n    [x](vi.md)\n\n## Mục một\n\nchữ[^1]\n\n[^1]: chú thích\n",
    )
    assert desk.found() == []


def test_a_missing_content_folder_is_told(tmp_path: Path, desk: Any) -> None:
    reading = type(desk)(tmp_path / "khac").read()
    assert [(problem.path, problem.line, problem.rule) for problem in reading.problems] == [("content", 1, "content-missing")]
    assert reading.catalogue is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(desk: Any) -> None:
    (desk.content / BOT).chmod(0)
    assert desk.found() == [(BOT, 1, "file-unreadable")]


def test_a_file_that_cannot_be_opened_is_told(desk: Any) -> None:
    (desk.content / BOT).unlink()
    (desk.content / BOT).symlink_to("vi.md")
    assert desk.found() == [(BOT, 1, "file-unreadable")]


def test_a_picture_whose_name_cannot_be_in_an_address_is_told(desk: Any) -> None:
    desk.product(PHOTO.replace("a.jpg", "Ảnh túi (1).JPG"))
    desk.write("products/bot-mau/Ảnh túi (1).JPG", b"")
    assert desk.found() == [(BOT, 9, "photo-name")]
    assert "“anh-tui-1.jpg”" in format_problem(desk.read().problems[0])


def test_a_missing_translation_is_one_warning(desk: Any) -> None:
    desk.producer()
    for kind, slug in (("producers", "co-so-mau"), ("places", "lang-mau")):
        desk.write(f"{kind}/{slug}/en.md", "---\ntitle: Sample\nsummary: Sample.\n---\n")
    desk.stamp()
    assert desk.found(languages=("vi", "en")) == [(BOT, 1, "translation-missing")]
