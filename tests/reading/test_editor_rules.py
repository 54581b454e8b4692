"""What the checker says as an editor would, and where it keeps quiet: claims, likeness, laws, decisions, gaps."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.outputs.reading_matter import DOCUMENTS_PAGE
from ocop.reading import format_problem
from ocop.reading.checks.claims import MANDATORY_SENTENCE
from ocop.reading.checks.laws import LAWS_PAGE
from ocop.reading.checks.visits import days_meant
from ocop.reading.nearness import distance, marks

SOURCES = "sources:\n  - key: van-ban\n    title: Văn bản mẫu\n    evidence: A\n"
WORDS = re.findall(
    r"\S+",
    "lò lửa trấu khói chiều sông rạch xuồng ghe mẹ bà chị anh hũ sành vải căng nắp tre vỉ phơi nắng gió mùa nước nổi cá linh"
    " bông súng đường làng cầu khỉ bến chợ sớm tối trăng sao gà gáy giếng trong lu mái lá vườn mận ổi xoài me chanh ớt",
)


def rules(desk: Any, **how: Any) -> list[str]:
    return [problem.rule for problem in desk.read(**how).problems]


def test_claims_are_looked_for_in_food_and_in_stories_about_it_only(desk: Any) -> None:
    story = "---\ntitle: Chuyện\nsummary: Chuyện.\nabout: {}\ndate: 2026-01-01\nverified: 2026-11-01\n---\nTrị ho.\n"
    desk.product("", "Trị ho.\n")
    desk.write("stories/chuyen/vi.md", story.format("products/bot-mau"))
    assert rules(desk) == []
    text = desk.product("net_quantities: [1 kg]\nshelf_life: 1 năm\ningredients: Gạo\nstorage: Khô\n", "Trị ho.\n").read_text(
        "utf-8"
    )
    desk.write("products/bot-mau/vi.md", text.replace("group: crafts", "group: food"))
    assert rules(desk) == ["health-claim", "health-claim"]
    desk.write("stories/chuyen/vi.md", story.format("places/lang-mau"))
    assert rules(desk) == ["health-claim"]


def test_functional_food_may_say_its_sentence_anywhere_and_medicine_need_not(desk: Any) -> None:
    groups = (desk.content / "data/groups.yaml").read_text("utf-8")
    desk.write(
        "data/groups.yaml",
        groups
        + "      - key: herbs\n        browsed_as: herbs\n        titles: {vi: Dược liệu}\n        sets:\n"
        + "          - number: 18\n            titles: {vi: Chức năng}\n",
    )

    def said(more: str, body: str = "") -> list[str]:
        text = desk.product(f"set: 18\n{more}", body).read_text("utf-8")
        desk.write("products/bot-mau/vi.md", text.replace("group: crafts", "group: herbs"))
        return rules(desk)

    assert said("") == ["functional-food-sentence"]
    assert said(f"warnings: {MANDATORY_SENTENCE}\n") == []
    assert said("", f"**{MANDATORY_SENTENCE.upper()}!**\n") == []
    assert said("warnings: Đây là thuốc cổ truyền.\n") == []


def _story(count: int, shift: int = 0, step: int = 1) -> str:
    return " ".join(WORDS[(shift + index * step) % len(WORDS)] + str((index * 7 + shift) % 3 or "") for index in range(count))


def test_a_copied_story_is_told_once_with_its_likeness(desk: Any) -> None:
    text = _story(160)
    desk.product("", f"{text}\n", slug="a-goc")
    desk.product("", f"{text.replace(WORDS[3], 'khác', 1)}\n", slug="b-chep")
    desk.product("", f"{_story(160, 11, 5)}\n", slug="c-rieng")
    desk.product()
    found = desk.read().problems
    assert [(problem.path, problem.rule) for problem in found] == [("content/products/b-chep/vi.md", "story-alike")]
    assert 90 <= int(found[0].values["percent"]) < 100
    assert found[0].values["other"] == "content/products/a-goc/vi.md"


def test_a_copied_paragraph_is_no_copied_story(desk: Any) -> None:
    shared = "Báo cáo nêu tên nơi này trong số các cơ sở được hướng dẫn lập hồ sơ. " + _story(40, 30)
    for slug, shift in (("a", 0), ("b", 17)):
        desk.product("", f"{_story(110, shift, 3 + shift % 5)}\n\n## Hồ sơ\n\n{shared}\n", slug=slug)
    assert rules(desk) == []


def test_pages_of_one_short_paragraph_are_not_compared(desk: Any) -> None:
    for slug in ("a", "b", "c"):
        desk.product("", f"{_story(60)}\n", slug=slug)
    assert rules(desk) == []


def test_many_copies_of_one_story_are_all_found(desk: Any) -> None:
    for number in range(30):
        desk.product("", f"{_story(120)} người thứ {number}\n", slug=f"ban-{number:02d}")
    assert rules(desk) == ["story-alike"] * 29


def test_likeness_is_the_same_each_time(desk: Any) -> None:
    for number in range(12):
        desk.product("", f"{_story(100 + number, number // 4)}\n", slug=f"s-{number:02d}")
    assert desk.read().problems == desk.read().problems


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("Theo 1/QĐ-MAU của tỉnh.", "van-ban-mau"),
        ("Theo 21/QĐ-MAU, 1/QĐ-MAU-TP và 1/QĐ-MAUX.", None),
        ("Theo Nghị định 43/2017/NĐ-CP thì nhãn phải ghi đủ.", "nd-43-2017"),
        ("Theo Nghị định số 43/2017, nhãn phải ghi đủ.", "nd-43-2017"),
        ("Under Decision 26/2026/QĐ-TTg.", "qd-26-2026"),
        ("[Quyết định 26/2026/QĐ-TTg](pages/van-ban#van-ban-mau)", None),
        ("Quyết định 1370/QĐ-UBND-HC công nhận sản phẩm.", None),
        ("Ngày 01/2026 và 3/4 diện tích, tỷ lệ 1/2.", None),
        ("`26/2026/QĐ-TTg` là một số văn bản.", None),
    ],
)
def test_laws_are_linked_not_typed(desk: Any, body: str, key: str | None) -> None:
    desk.write("pages/van-ban/vi.md", "---\ntitle: Văn bản\nsummary: Sổ.\norder: 1\nverified: 2026-11-01\n---\n")
    desk.product("", f"{body}\n")
    found = [problem for problem in desk.read().problems if problem.rule == "law-cited"]
    assert [problem.values["key"] for problem in found] == ([key] if key else [])


def test_a_law_in_the_list_is_known_by_its_number_and_its_name(desk: Any) -> None:
    laws = (desk.content / "data/laws.yaml").read_text("utf-8")
    desk.write("data/laws.yaml", laws.replace("1/QĐ-MAU", "7/2020/QH14").replace("vi: Việc mẫu", "vi: Luật Nắp hũ"))
    desk.product("", "Theo 7/2020/QH14.\n\nTheo Luật Nắp hũ.\n")
    found = desk.read().problems
    assert [(problem.line, problem.rule, problem.values["key"]) for problem in found] == [
        (9, "law-cited", "van-ban-mau"),
        (11, "law-cited", "van-ban-mau"),
    ]
    assert "[7/2020/QH14](pages/van-ban#van-ban-mau)" in format_problem(found[0])


def test_the_page_of_laws_is_the_one_that_the_site_shows_them_on() -> None:
    assert LAWS_PAGE == DOCUMENTS_PAGE


def test_a_link_to_a_law_that_is_not_listed_leads_nowhere(desk: Any) -> None:
    desk.write("pages/van-ban/vi.md", "---\ntitle: Văn bản\nsummary: Sổ.\norder: 1\nverified: 2026-11-01\n---\n")
    desk.product("", "[x](pages/van-ban#van-ban-mai)\n")
    assert "đổi thành “pages/van-ban#van-ban-mau”" in format_problem(desk.read().problems[0])


def _recognised(date_: str, issuer: str = "UBND huyện Mẫu", more: str = "", decision: str = "1/QĐ-MAU") -> str:
    return (
        f"{SOURCES}recognitions:\n  - decision: {decision}\n    date: {date_}\n    issuer: {issuer}\n    stars: 3\n"
        f"    source: van-ban\n{more}"
    )


def test_a_number_may_come_again_in_another_year_or_from_another_issuer(desk: Any) -> None:
    desk.product(_recognised("2024-06-10"), slug="a")
    desk.product(_recognised("2025-06-10"), slug="b")
    desk.product(_recognised("2025-03-10", "UBND thị xã Khác Hẳn"), slug="c")
    assert [rule for rule in rules(desk) if rule.startswith("decision-")] == []


@pytest.mark.parametrize(
    ("issuer", "suggestion"),
    [
        ("UBND tỉnh Mẫu", ""),
        ("UBND Tỉnh Mẫu", ""),
        ("UBND tinh Mau", "UBND tỉnh Mẫu"),
        ("UBDN tỉnh Mẫu", "UBND tỉnh Mẫu"),
        ("Uỷ ban nhân dân tỉnh Mẫu", ""),
        ("Ủy ban nhân dân tỉnh Mâu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("UBND tỉnh Khác Hẳn", ""),
        ("Bộ Nông nghiệp và Mội trường", "Bộ Nông nghiệp và Môi trường"),
    ],
)
def test_a_slip_in_an_issuer_is_told_and_print_is_respected(desk: Any, issuer: str, suggestion: str) -> None:
    desk.product(_recognised("2026-06-10", issuer))
    found = [problem.values["suggestion"] for problem in desk.read().problems if problem.rule == "issuer-spelling"]
    assert found == ([suggestion] if suggestion else [])


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc ", max_size=8), st.text(alphabet="abc ", max_size=8))
def test_distance_is_symmetric_and_zero_for_equals(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


def test_marks_are_the_same_wherever_they_stand() -> None:
    assert marks("Uỷ ban") == marks("Ủy ban")
    assert marks("tỉnh") != marks("tinh")
    assert marks("Đồng") != marks("Dồng")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("thứ hai", "mon"),
        ("Thứ Hai – Thứ Sáu", "mon-fri"),
        ("T2-T6", "mon-fri"),
        ("thứ 2 đến chủ nhật", "mon-sun"),
        ("CN", "sun"),
        ("hằng ngày", "mon-sun"),
        ("Monday to Friday", "mon-fri"),
        ("cuối tuần", ""),
        ("", ""),
    ],
)
def test_days_as_people_write_them(typed: str, days: str) -> None:
    assert days_meant(typed) == days


def test_what_four_stars_ask_for_ends_with_the_term(desk: Any) -> None:
    desk.product(_recognised("2024-06-10", "UBND tỉnh Mẫu").replace("stars: 3", "stars: 4"))
    asked = {"four-star-story", "four-star-photo", "four-star-traceability"}
    assert set(rules(desk)) >= asked
    assert set(rules(desk, today=date(2027, 4, 1))) >= asked
    assert not set(rules(desk, today=date(2027, 6, 10))) & asked


def test_a_story_elsewhere_is_a_story(desk: Any) -> None:
    desk.product(_recognised("2024-06-10", "UBND tỉnh Mẫu").replace("stars: 3", "stars: 4"))
    desk.write(
        "stories/chuyen/vi.md",
        "---\ntitle: C\nsummary: C.\nabout: products/bot-mau\ndate: 2026-01-01\nverified: 2026-11-01\n---\nKể.\n",
    )
    assert "four-star-story" not in rules(desk)


def test_terms_are_told_in_their_time(desk: Any) -> None:
    desk.product(_recognised("2024-06-10"))

    def on(*day: int) -> list[str]:
        return [rule for rule in rules(desk, today=date(*day)) if rule.startswith(("filing", "term", "extension"))]

    assert on(2026, 12, 11) == []
    assert on(2026, 12, 12) == on(2027, 2, 10) == ["filing-open"]
    assert on(2027, 2, 11) == on(2027, 5, 10) == ["filing-closed"]
    assert on(2027, 5, 11) == on(2027, 6, 9) == ["term-ending"]
    assert on(2027, 6, 10) == []
    desk.product(_recognised("2024-06-10", more="    extension: {until: 2027-09-01, document: Công văn}\n"))
    assert on(2027, 7, 1) == []
    assert on(2027, 8, 2) == ["extension-ending"]


def test_near_names_lead_to_slugs(desk: Any) -> None:
    def suggestion(old: str, new: str, kind: str = "products/bot-mau") -> tuple[str, str]:
        text = desk.product().read_text("utf-8")
        desk.write(f"{kind}/vi.md", text.replace(old, new))
        problem = desk.read().problems[0]
        return problem.rule, problem.values.get("suggestion", "")

    assert suggestion("co-so-mau", "Cơ sở Mẫu") == ("slug-form", "co-so-mau")
    assert suggestion("unit: phuong-mau", "unit: Phường Mẫu") == ("unit-unknown", "phuong-mau")
    assert suggestion("unit: phuong-mau", "unit: 90002") == ("unit-unknown", "xa-khac")
    assert suggestion("unit: phuong-mau", "unit: Xã Cũ") == ("unit-former", "phuong-mau")
    assert suggestion("unit: phuong-mau", "unit: xa-cux") == ("unit-former", "phuong-mau")
    assert suggestion("group: crafts", "group: Thực phẩm") == ("value-not-allowed", "food")


@pytest.mark.parametrize(
    ("title", "dated", "rule"),
    [
        ("Bột OCOP 3 sao", "2025-01-10", "stars-in-words"),
        ("Bột ★★★", "2025-01-10", "stars-in-words"),
        ("Bột OCOP 4 sao", "2025-01-10", "stars-not-held"),
        ("Bột tiềm năng 5 sao", "2025-01-10", "stars-not-held"),
        ("Bột ★★★★★", "2025-01-10", "stars-not-held"),
        ("Bột OCOP 3 sao", "2023-11-10", "stars-not-held"),
        ("Bột 3-star OCOP", "2023-11-10", "stars-not-held"),
        ("Bột sao vàng, khách sạn 5 sao bên sông", "2023-11-10", ""),
    ],
)
def test_a_rank_in_a_title_is_an_error_unless_it_is_held_today(desk: Any, title: str, dated: str, rule: str) -> None:
    recognised = (
        f"{SOURCES}recognitions:\n  - decision: 1/QĐ-MAU\n    date: {dated}\n    issuer: UBND huyện Mẫu\n    stars: 3\n"
    )
    page = desk.product(f"{recognised}    source: van-ban\n")
    page.write_text(page.read_text("utf-8").replace("title: Bột mẫu", f"title: {title}"), "utf-8")
    assert rules(desk) == [rule] * bool(rule)


def test_a_law_is_told_on_its_own_line_also_below_code(desk: Any) -> None:
    desk.product("", "`mã` `mã` `mã`\n\n    khối\n    khối\n\nTheo 1/QĐ-TTg.\n")
    assert [one for one in desk.found() if one[2] == "law-cited"] == [("products/bot-mau/vi.md", 14, "law-cited")]
