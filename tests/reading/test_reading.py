"""From a folder to the catalogue: what was typed is there, once, frozen, in order; and bad bytes never raise."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.catalogue.assembled import Catalogue
from ocop.catalogue.models import Evidence, Group, Kind, PlaceType, ProducerType
from ocop.reading import RULES, format_problem, read_catalogue

ROOT = Path(__file__).parents[2]
JPEG = b"\xff\xd8\xff\xe0 not looked into here"

FULL_PRODUCT = """\
---
title: "Bột: gạo #1"
summary: >-
  Bột gạo
  để thử.
group: food
set: 6
producer: co-so-mau
unit: phuong-mau
former_unit: xa-cu
verified: 2026-11-01
recognitions:
  - decision: 2/QĐ-MAU
    date: 2024-02-29
    issuer: UBND tỉnh Mẫu
    stars: 4
    kind: upgrade
    scheme: "148"
    expires: 2027-02-28
    extension: {until: 2027-03-31, document: Văn bản mẫu}
    source: van-ban
  - decision: 1/QĐ-MAU
    date: 2021-01-10
    issuer: UBND tỉnh Mẫu
    stars: 3
    revocation:
      date: 2022-01-01
      document: Văn bản mẫu
    source: van-ban
displayed_at: [lang-mau]
visit_at: [lang-mau]
outlets:
  - title: Quán Mẫu
    url: https://quan.example/bot
prices:
  - amount: 32000
    per: pack
    pack: 1,5 kg
    date: 2026-01-01
net_quantities: [400 g, "1,5 kg"]
shelf_life: 12 tháng
storage: Nơi khô ráo.
sources:
  - key: van-ban
    title: Văn bản mẫu
    date: 2024-02-29
    evidence: B1
photos:
  - file: tui.jpg
    author: Người Mẫu
    licence: CC0
    role: pack
alts:
  tui.jpg: Túi bột.
drawing: rice-flour
aliases: [/san-pham/bot-cu/]
gone: 2026-10-01
gone_reason: Ngừng làm.
draft: true
ingredients: no
---

Thân bài, xem [làng](places/lang-mau) và [nguồn](#nguon-van-ban).

![Túi bột](tui.jpg)
"""
HEAD = "---\ntitle: Mẫu\nsummary: Để thử.\nverified: 2026-11-01\n"


@pytest.fixture
def full(desk: Any) -> Any:
    """A complete good bundle of each kind."""
    desk.write("products/bot-mau/vi.md", FULL_PRODUCT)
    desk.write("products/bot-mau/tui.jpg", JPEG)
    desk.write("products/bot-mau/en.md", "---\ntitle: Sample flour\nsummary: To try.\nalts:\n  tui.jpg: A bag.\n---\nBody.\n")
    desk.producer(
        "unit: xa-khac\naddress: 1 đường Mẫu\nphones:\n  - number: +84 277 3000 000\n    consent: 2026-01-02\n"
        "email: bot@mau.example\nwebsite: https://mau.example\nfounded: 1980\n"
    )
    desk.place(
        "units: [phuong-mau, xa-khac]\nposition:\n  lat: 10.3039\n  lon: 105.7571\n  source: đo mẫu\n"
        "hours:\n  - days: mon-sat\n    opens: 07:30\n    closes: 17:00\n  - days: sun\n"
    )
    desk.write("stories/chuyen-mau/vi.md", f"{HEAD}about: products/bot-mau\nauthor: Người Mẫu\ndate: 2026-01-01\n---\nKể.\n")
    desk.write("news/tin-mau/vi.md", f"{HEAD}about: [products/bot-mau, pages/trang-mau]\ndate: 2026-01-01\n---\n")
    desk.write("pages/trang-mau/vi.md", f"{HEAD}order: 1\n---\n")
    stops = "stops:\n  - at: places/lang-mau\n  - at: producers/co-so-mau\n"
    desk.write("routes/lo-trinh-mau/vi.md", f"{HEAD}length: half-day\n{stops}---\n")
    days = "starts: 2026-12-27\nends: 2027-01-04\ndate: 2026-11-01\n"
    desk.write("events/le-hoi-mau/vi.md", f"{HEAD}{days}at: places/lang-mau\n---\n")
    return desk


def _catalogue(desk: Any, **how: Any) -> Catalogue:
    reading = desk.read(**how)
    assert reading.catalogue is not None, [format_problem(problem) for problem in reading.problems]
    catalogue: Catalogue = reading.catalogue
    return catalogue


def test_a_complete_bundle_of_each_kind_is_read_as_typed(full: Any) -> None:
    catalogue = _catalogue(full, languages=("vi", "en"))
    product = catalogue.products["bot-mau"]
    assert product.key == "products/bot-mau"
    assert product.source == "content/products/bot-mau/vi.md"
    assert product.facts.group is Group.FOOD
    newest, oldest = product.facts.recognitions
    assert (newest.date, newest.stars, newest.scheme, newest.expires) == (date(2024, 2, 29), 4, "148", date(2027, 2, 28))
    assert newest.extension is not None
    assert newest.extension.until == date(2027, 3, 31)
    assert oldest.revocation is not None
    assert product.facts.net_quantities == ("400 g", "1,5 kg")
    assert product.facts.sources[0].evidence is Evidence.B1
    assert product.facts.draft is True
    assert product.words["vi"].title == "Bột: gạo #1"
    assert product.words["vi"].summary == "Bột gạo để thử."
    assert product.words["vi"].ingredients == "no"
    assert product.bodies["vi"].startswith("Thân bài, ")
    assert product.pictures["tui.jpg"].path.read_bytes() == JPEG
    assert len(product.pictures["tui.jpg"].digest) == 32
    producer = catalogue.producers["co-so-mau"].facts
    assert (producer.type, producer.phones[0].number) == (ProducerType.BUSINESS_HOUSEHOLD, "02773000000")
    place = catalogue.places["lang-mau"].facts
    assert (place.type, place.units) == (PlaceType.CRAFT_VILLAGE, ("phuong-mau", "xa-khac"))
    assert (place.hours[0].opens, place.hours[1].opens) == (time(7, 30), None)
    assert catalogue.stories["chuyen-mau"].facts.about == "products/bot-mau"
    assert catalogue.news["tin-mau"].facts.about == ("products/bot-mau", "pages/trang-mau")
    assert catalogue.pages["trang-mau"].facts.order == 1
    assert [stop.at for stop in catalogue.routes["lo-trinh-mau"].facts.stops] == ["places/lang-mau", "producers/co-so-mau"]
    assert catalogue.events["le-hoi-mau"].facts.ends == date(2027, 1, 4)
    assert list(catalogue.units) == ["phuong-mau", "xa-cu", "xa-khac"]
    assert list(catalogue.schemes) == ["1048", "26/2026"]
    assert catalogue.documents["van-ban-mau"].number == "1/QĐ-MAU"


def test_what_goes_in_is_counted(full: Any) -> None:
    counts = full.read(languages=("vi", "en")).counts
    assert counts == {kind.value: 1 for kind in Kind} | {"drafts": 1, "files": 9}


def test_a_translation_has_its_own_words_and_says_which_are_lent(full: Any) -> None:
    full.write("places/lang-mau/en.md", "---\nsummary: To try.\n---\n")
    catalogue = _catalogue(full, languages=("vi", "en"))
    product, place = catalogue.products["bot-mau"], catalogue.places["lang-mau"]
    assert product.words["en"].title == "Sample flour"
    assert product.bodies == {"vi": product.bodies["vi"], "en": "Body."}
    lent = place.words["en"]
    assert (lent.title, lent.summary) == ("Làng Mẫu", "To try.")
    assert lent.model_fields_set == {"summary"}
    assert "en" not in place.bodies
    assert "en" not in catalogue.producers["co-so-mau"].words


def test_a_byte_order_mark_and_windows_line_ends_are_read_as_meant(full: Any) -> None:
    before = _catalogue(full, languages=("vi", "en"))
    full.write("products/bot-mau/vi.md", b"\xef\xbb\xbf" + FULL_PRODUCT.replace("\n", "\r\n").encode())
    assert _catalogue(full, languages=("vi", "en")) == before


def test_lines_are_right_in_a_file_with_windows_line_ends(desk: Any) -> None:
    text = desk.product("stars: 4\n", "\n\nXem [làng](places/khong-co).\n").read_text("utf-8")
    desk.write("products/bot-mau/vi.md", text.replace("\n", "\r\n").encode())
    assert desk.found() == [("products/bot-mau/vi.md", 8, "key-unknown"), ("products/bot-mau/vi.md", 12, "link-unknown")]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$vi.docx", "vi.md~", "._vi.md", "desktop.ini", ".vi.md.swp"])
def test_files_that_systems_drop_are_passed_over(desk: Any, name: str) -> None:
    for folder in ("", "products/", "products/bot-mau/", "data/"):
        desk.write(f"{folder}{name}", b"\x00")
    assert desk.found() == []


def test_folders_that_are_not_there_hold_nothing(desk: Any) -> None:
    assert not (desk.content / "news").exists()
    assert _catalogue(desk).news == {}


def test_all_problems_are_told_at_once_sorted_and_the_same_each_time(desk: Any) -> None:
    desk.product("stars: 4\nset: sáu\nvisit_at: [a, b]\ngone: 2026-01-01\n", "[x](products/y)\n")
    desk.producer("website: x\nemail: y\n")
    desk.write("stories/b/vi.md", "x")
    desk.write("stories/a/vi.md", b"\xff\xfe")
    first = desk.read()
    keys = [(problem.path, problem.line, problem.rule) for problem in first.problems]
    assert keys == sorted(keys)
    assert {rule for _, _, rule in keys} == {
        *("front-matter-missing", "not-utf8", "key-unknown", "number-form", "url-form", "email-form"),
        *("link-unknown", "reference-unknown", "gone-reason-missing"),
    }
    assert desk.read().problems == first.problems
    assert first.catalogue is None


def test_one_wrong_value_does_not_hide_what_else_is_wrong(desk: Any) -> None:
    text = desk.product("recognitions:\n  - star: 4\nset: 26\n").read_text("utf-8")
    desk.write("products/bot-mau/vi.md", text.replace("co-so-mau", "co-so-mai").replace("2026-11-01", "hôm nay"))
    assert [(line, rule) for _, line, rule in desk.found()] == [
        (5, "reference-unknown"),
        (7, "date-form"),
        *[(9, "key-missing")] * 5,
        (9, "key-unknown"),
        (10, "set-not-in-group"),
    ]


def test_a_wrong_source_is_no_missing_source(desk: Any) -> None:
    desk.product("dossier:\n  year: 2023\n  source: bao\nsources:\n  - key: bao\n    title: Báo mẫu\n    evidence: D\n")
    assert [(line, rule) for _, line, rule in desk.found()] == [(14, "value-not-allowed")]


def test_a_thing_with_an_error_is_still_there_for_those_that_name_it(desk: Any) -> None:
    desk.producer("founded: x\n")
    assert desk.found() == [("producers/co-so-mau/vi.md", 6, "number-form")]


def test_suggestions_are_what_was_meant(desk: Any) -> None:
    desk.product(
        "Visit_At: [lang-mau]\nthanh_phan: gạo\nsets: 6\nprices:\n  - amount: 32.000 ₫\n    per: packs\n    date: 1/2/2026\n"
    )
    said = {problem.rule: problem.values.get("suggestion") for problem in desk.read().problems}
    lines = [format_problem(problem) for problem in desk.read().problems]
    assert said == {"key-unknown": "set", "money-form": "32000", "value-not-allowed": "pack", "date-ambiguous": None}
    assert any("→ ghi 2026-02-01 (ngày 1/2) hoặc 2026-01-02 (ngày 2/1)" in line for line in lines)
    assert any("“Visit_At” → đổi thành “visit_at”" in line for line in lines)
    assert any("“thanh_phan” → đổi thành “ingredients”" in line for line in lines)


def test_sample_data_is_allowed_in_a_sample_catalogue_only(desk: Any) -> None:
    desk.product("season: DỮ LIỆU MẪU\n")
    assert desk.read(sample=True).problems == ()


def test_a_day_is_ahead_or_not_by_the_day_of_reading(desk: Any) -> None:
    assert [problem.rule for problem in desk.read(today=date(2026, 10, 31)).problems] == ["date-future"] * 3
    assert desk.read(today=date(2027, 5, 1)).problems == ()
    assert [problem.rule for problem in desk.read(today=date(2027, 5, 2)).problems] == ["verified-old"] * 3


def test_expiry_may_be_typed_when_it_is_the_36_months(desk: Any) -> None:
    text = FULL_PRODUCT.replace("2027-02-28", "2027-02-27")
    desk.write("products/bot-mau/vi.md", text)
    desk.write("products/bot-mau/tui.jpg", JPEG)
    assert [rule for _, _, rule in desk.found()] == ["expires-reason-missing"]
    desk.write("products/bot-mau/vi.md", FULL_PRODUCT)
    assert desk.found() == []


def test_a_path_of_any_length_is_told_whole(desk: Any) -> None:
    slug = "-".join(["lang"] * 24)
    desk.write(f"products/{slug}/vi.md", "---\ntitle: A\n---\n")
    lines = [format_problem(problem) for problem in desk.read().problems]
    assert all(line.startswith(f"content/products/{slug}") for line in lines)


@pytest.mark.parametrize(("content", "sample"), [("content", False), ("tests/demo/content", True)])
def test_the_catalogues_of_this_project_have_no_error(content: str, sample: bool) -> None:
    reading = read_catalogue(
        ROOT / content, root=ROOT, languages=("vi", "en"), default_language="vi", today=date(2026, 11, 23), sample=sample
    )
    assert [format_problem(problem) for problem in reading.problems if problem.severity.value == "error"] == []


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet=st.sampled_from("---\n: ab[]{}\"'&*!|>\t\r\x00\ufeffộ\u0323ƣ#`"), max_size=120).map(
        lambda text: f"---\ntitle: {text}\n---\n{text}".encode()
    ),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES)
def test_any_bytes_end_in_a_thing_or_in_located_problems(desk: Any, data: bytes) -> None:
    for name in ("products/bot-mau/vi.md", "products/bot-mau/en.md", "data/laws.yaml"):
        desk.write(name, data)
    reading = desk.read(languages=("vi", "en"))
    assert reading.catalogue is not None or reading.problems
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in reading.problems:
        assert problem.rule in RULES
        assert 1 <= problem.line <= lines or "bot-mau" not in problem.path
        assert len(format_problem(problem).splitlines()) == 1


KEYS = st.sampled_from(
    ["recognitions", "sources", "photos", "alts", "prices", "position", "dossier", "about", "unit", "gone", "x"]
)
VALUES = st.recursive(
    st.sampled_from(["''", "a", "4", "2024-01-10", "'[/b] :star: {x} %s'", "9999-12-31", "0001-01-01", "~"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["key", "date", "file", "source", "lat", "decision", "until"]), inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_shape_of_values_ends_in_located_problems(desk: Any, more: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in more.items() if key != "unit")
    desk.product(text)
    for problem in desk.read().problems:
        assert problem.rule in RULES
        assert 1 <= problem.line <= 9 + len(more)
        assert len(format_problem(problem).splitlines()) == 1
