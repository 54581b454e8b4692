"""What word processors, phones and old machines leave in a file: read as it was meant, or told with the right remedy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.reading import format_problem
from ocop.reading.letters import _SUSPICIOUS
from ocop.reading.meant import day_rule, meant
from ocop.reading.mending import mended
from ocop.text import stray_letters

BOT = "products/bot-mau/vi.md"


def typed(desk: Any, text: str | bytes) -> Any:
    desk.write(BOT, text)
    return desk.read()


def first(desk: Any, old: str, new: str) -> str:
    return format_problem(typed(desk, desk.product("season: Quanh năm\n").read_text("utf-8").replace(old, new)).problems[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(": ", ":\u00a0"),
        lambda text: text.replace("  - ", "\u00a0\u00a0- "),
        lambda text: text.replace("---\n", "--- \n"),
        lambda text: text.replace("---\n", "---\u00a0\n"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["bom", "crlf", "cr", "no-break space after a colon", "no-break indent", "space", "no-break space", "no last line end"],
)
def test_it_is_read_as_it_was_meant(desk: Any, change: Any) -> None:
    plain = desk.product("visit_at:\n  - lang-mau\nseason: Quanh năm\n", "Thân bài.\n").read_text("utf-8")
    meant_ = typed(desk, plain)
    read = typed(desk, change(plain))
    assert read.problems == ()
    assert read.catalogue == meant_.catalogue


def test_wide_spaces_after_a_mark_of_markdown_are_plain_ones_and_others_stay(desk: Any) -> None:
    desk.product("", "#\u00a0Tên\n\n\u00a0-\u00a0một\n1.\u2003hai 55.000\u00a0₫\n")
    body = desk.read().catalogue.products["bot-mau"].bodies["vi"]
    assert body == "# Tên\n\n - một\n1. hai 55.000\u00a0₫"


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$vi.docx", "vi.md~", "desktop.ini"])
def test_what_systems_drop_is_passed_over(desk: Any, name: str) -> None:
    desk.write(f"products/bot-mau/{name}", b"\x00\xff")
    assert desk.found() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "title: Bột mẫu",
            "title: “Bột: mẫu”",
            "yaml-colon: giá trị có dấu hai chấm mà không nằm trong nháy: “title: “Bột: mẫu””",
        ),
        ("title: Bột mẫu", "title: “Bột: mẫu”", '→ đặt cả giá trị trong dấu nháy: title: "Bột: mẫu"'),
        ("season:", "“season”:", "không có khóa ““season”” → đổi thành “season”"),
        ("season:", "Mùa:", "không có khóa “Mùa” → đổi thành “season”"),
        ("season:", "Seasons:", "→ đổi thành “season”"),
        ("season: Quanh năm", "\tseason: Quanh năm", "yaml-tab"),
        ("season: Quanh năm", "title: Khác", "key-duplicate: khóa “title” đã có ở dòng 2"),
        ("season: Quanh năm", "draft: no", "→ ghi false, nếu đúng ý"),
        ("season: Quanh năm", "draft: Yes", "→ ghi true, nếu đúng ý"),
        ("season: Quanh năm", "draft: có", "→ ghi true, nếu đúng ý"),
        ("2026-11-01", "31/02/2026", "date-impossible"),
        ("2026-11-01", "01/02/2026", "→ ghi 2026-02-01 (ngày 1/2) hoặc 2026-01-02 (ngày 2/1)"),
        ("2026-11-01", "2/1/26", "→ ghi 2026-01-02 (ngày 2/1) hoặc 2026-02-01 (ngày 1/2)"),
        ("2026-11-01", "23/10/2026", "→ ghi 2026-10-23, nếu đúng ý"),
        ("2026-11-01", "ngày 23 tháng 10 năm 2026", "→ ghi 2026-10-23, nếu đúng ý"),
        ("2026-11-01", "“2026-10-23”", "→ ghi 2026-10-23, nếu đúng ý"),
        ("season: Quanh năm", "set: 1.002", "→ ghi 1002, nếu đúng ý"),
        ("season: Quanh năm", "set: 1,5", "number-form: set: “1,5” không phải số nguyên → chỉ ghi chữ số"),
        ("season: Quanh năm", "net_quantities: [1.5 kg]", "→ ghi 1,5 kg, nếu đúng ý"),
        ("season: Quanh năm", "net_quantities: [1.002 g]", "→ ghi 1002 g, nếu đúng ý"),
        ("season: Quanh năm", "alcohol: 29.5% vol.", "→ ghi 29,5, nếu đúng ý"),
        ("title: Bột mẫu", "title: Bo\u0323\u0302t", "→ chạy make fix, hoặc gõ lại các chữ này: “Bột”"),
        ("title: Bột mẫu", "title: Chƣơng", "thay bằng “ư” (make fix làm được)"),
        ("title: Bột mẫu", "title: Bét g¹o", "old-font: chữ của phông TCVN3 dán vào: “g¹o”"),
        ("title: Bột mẫu", "title: Boät gaïo", "old-font: chữ của phông VNI dán vào: “Boät”"),
    ],
)
def test_it_is_told_with_the_right_remedy(desk: Any, old: str, new: str, said: str) -> None:
    assert said in first(desk, old, new)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("---\ntitle: Bột\n---\n".encode("utf-16"), "giống UTF-16"),
        ("---\ntitle: Bột\n---\n".encode("utf-16"), "hoặc chạy make fix"),
        ("---\ntitle: abc\n---\n".encode("utf-16-le"), "giống UTF-16"),
        (b"---\ntitle: B\xf4\xf2t g\xe1\xf2o\n---\n", "vi.md:2: not-utf8: "),
        (b"---\ntitle: B\xf4\xf2t ga\xf2o\n---\n", "(giống Windows-1258); dòng này có lẽ là “title: Bột gạo”"),
        (b"---\ntitle: B\xe9t g\xb9o\n---\n", "(giống TCVN3); dòng này có lẽ là “title: Bột gạo”"),
    ],
)
def test_another_encoding_is_named_and_its_line_read(desk: Any, raw: bytes, said: str) -> None:
    problems = typed(desk, raw).problems
    assert len(problems) == 1
    assert said in format_problem(problems[0])


def test_a_line_of_an_old_font_is_told_once_and_not_as_stray_letters(desk: Any) -> None:
    desk.product("", "Sa §Ðc, g¹o, ®Æc s¶n\nDòng sạch.\n")
    assert desk.found() == [(BOT, 9, "old-font")]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_the_sieve_for_stray_letters_is_wide_enough(text: str) -> None:
    if stray_letters(text):
        assert _SUSPICIOUS.search(text)


@settings(max_examples=100, deadline=None)
@given(st.dates(), st.sampled_from(["{d}/{m}/{y:04}", "{d:02}.{m:02}.{y:04}", "{d}-{m}-{y:04}", "{y:04}/{m}/{d}"]))
def test_a_day_is_offered_only_where_it_can_be_no_other(day: Any, form: str) -> None:
    rule, said = day_rule(form.format(d=day.day, m=day.month, y=day.year))
    if form.startswith("{y") or day.day > 12 or day.day == day.month:
        assert (rule, said["suggestion"]) == ("date-form", day.isoformat())
    else:
        assert rule == "date-ambiguous"
        assert said["first"] == day.isoformat()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["number-form", "money-form", "quantity-form", "alcohol-form", "flag-form", "x"]), st.text(max_size=20))
def test_any_value_can_be_guessed_at(rule: str, text: str) -> None:
    assert isinstance(meant(rule, text), str)
    assert day_rule(text)[0].startswith("date-")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_mending_ends_and_changes_nothing_twice(raw: bytes) -> None:
    better = mended(raw)
    if better is not None:
        assert better.raw != raw
        assert better.did
        again = mended(better.raw)
        assert again is None, again
