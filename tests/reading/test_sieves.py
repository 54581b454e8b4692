"""What a quick look lets pass, the long one would have let pass too: each against the plain definition."""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.models import Kind
from ocop.prose.bounds import DEEPEST, too_deep
from ocop.reading.bundle import Bundle, Frame, Sheet
from ocop.reading.checks import claims, cures, laws, likeness
from ocop.reading.files import shown_path
from ocop.reading.frontmatter import PageText, taken_apart
from ocop.reading.letters import breaks_grammar, is_plain, letter_problems
from ocop.reading.simple import simple_table
from ocop.reading.tree import Table
from ocop.reading.whole import Whole
from ocop.text import debris, fold, stray_letters

LIGHT = settings(max_examples=150, deadline=None)
CLAIMS = ("chữa", "trị", "bệnh", "ung", "thư", "hạ", "huyết áp", "không", "cho", "cây", "thuốc", "ho", "cures", "colds", "not")


def words_of(*words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=24).map("".join)


@LIGHT
@given(words_of("---", "----", "--", "\n", "\n", "\n---\n", " ", "\t", "\u00a0", "a: b", "x", "…"))
def test_a_page_is_taken_apart_at_the_first_line_of_three_hyphens(text: str) -> None:
    lines, fence = text.split("\n"), re.compile(r"---[ \t\u00a0]*")
    closing = next((at for at, line in enumerate(lines) if at and fence.fullmatch(line)), None)
    page = taken_apart(text, "x.md")
    if not fence.fullmatch(lines[0]) or closing is None:
        assert not isinstance(page, PageText)
    else:
        assert isinstance(page, PageText)
        assert (page.yaml, page.yaml_line) == ("\n".join(lines[1:closing]), 2)
        assert page.body_line == closing + 2
        assert page.body.replace("\u00a0", " ") == "\n".join(lines[closing + 1 :]).replace("\u00a0", " ")


@LIGHT
@given(st.text(st.one_of(st.characters(), st.sampled_from("Bột gạo ÐƣĂ\u0301\u0323ôïøñ¸®\u2028\ufeff\x07\n")), max_size=30))
def test_a_text_of_which_nothing_is_told_has_nothing(text: str) -> None:
    if not letter_problems(text, "x.md"):
        assert not debris(text)
        assert not stray_letters(text)
        assert unicodedata.is_normalized("NFC", text)
        assert not breaks_grammar(text)


def test_a_plain_letter_is_what_it_seems_to_everybody_who_asks() -> None:
    letters = [char for char in map(chr, range(0x11_0000)) if is_plain(char)]
    assert set("\nBột gạo lọc (Sa Đéc): 4,5 % – “ngon” × 2° ₫ →") <= set(letters)
    for char in letters:
        assert not stray_letters(char)
        assert not debris(f"Vi{char}t Nam, ch{char} v{char}i {char}n")
        assert not breaks_grammar(char)
        assert not char.isspace() or char in "\n "
        assert char in "\n" or simple_table(f"a: b{char}c", 1) is not None
    # Each is a letter or a sign of its own, and none joins the one before it.
    assert all(unicodedata.is_normalized("NFC", f"{first}{char}") for first in letters for char in letters)


@LIGHT
@given(words_of("> ", ">" * 12, "- " * 15, "* ", "1. ", "\n", "x", "\t", "  ", ">" * 22))
def test_a_line_is_too_deep_wherever_it_stands(text: str) -> None:
    mark = r"(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))"
    found = re.search(rf"^[ \t]*(?:{mark}[ \t]*){{{DEEPEST + 1},}}", text, re.MULTILINE)
    assert too_deep(text) == (found.start() if found else None)


@LIGHT
@given(words_of("1370", "26/2026", "/", "/QĐ", "QĐ-TTg", "Luật ", "Luật", "Law", "Laws", "x", " ", "\n", "9/AB", "9/A"))
def test_a_law_is_looked_for_where_there_can_be_one(text: str) -> None:
    assert laws._hints(text) is (re.search(r"\d/(?:\d{4}\b|[A-ZĐ]{2})|Luật |Law\b", text) is not None)


@LIGHT
@given(words_of(*CLAIMS, " ", " ", " ", "  ", "\n", " \n", "\n\n", "\n \n", "\t", "\u00a0", ".", ", ", "x"))
def test_a_claim_is_found_as_one_search_over_one_line_finds_it(text: str) -> None:
    for language, speech in cures._SPEECHES.items():
        space = re.compile(r"\s+")
        plain = space.sub(lambda run: ("." if "\n\n" in run[0] else "").ljust(len(run[0])), text.lower())
        told = [
            (found.start(), space.sub(" ", text[found.start() : found.end()]))
            for found in speech.claim.finditer(plain)
            if not any(other.search(plain[max(found.start() - 120, 0) : found.start()]) for other in speech.before)
            and not speech.after.match(plain[found.end() : found.end() + 120])
        ]
        assert list(cures.cures_promised(text, language)) == told


@LIGHT
@given(
    st.one_of(
        [
            st.tuples(st.just(speech), st.from_regex(speech.claim, fullmatch=True).filter(speech.claim.fullmatch))
            for _, speech in sorted(cures._SPEECHES.items())
        ]
    ),
    st.sampled_from((" ", "\n")),
)
def test_every_claim_holds_a_hint_and_begins_with_a_start(said: tuple[cures._Speech, str], space: str) -> None:
    speech, claim = said
    assert speech.start.match(claim)
    assert speech.hint.search(claim.replace(" ", space, 1))


@LIGHT
@given(st.lists(st.sampled_from(("bột", "gạo", "làng", "nghề", "x\u017f")) | st.text("ab1", min_size=1), max_size=40))
def test_a_text_is_known_by_the_hashes_of_three_words_each_the_smallest_first(begun: list[str]) -> None:
    words = [*begun, *map(str, range(likeness.FEWEST_WORDS))]
    body = " ".join(words)
    frame = Frame(Path("content"), Path(), ("vi",), "vi")
    sheet = Sheet("content/stories/s/vi.md", Table({}, {}, 1), body, 5)
    bundle = Bundle(Kind.STORY, "s", "content/stories/s", None, {}, {"vi": sheet}, ("vi",), {}, sheet.path)
    whole = Whole(frame, {}, None, None, None, date(2026, 11, 23), sample=True)
    (row,) = likeness.gather(bundle, whole)
    hashed = [zlib.crc32(word.encode()) for word in words]
    runs = {((a * 31 + b) * 31 + c) % 2**32 for a, b, c in zip(hashed, hashed[1:], hashed[2:], strict=False)}
    assert array("I", row.runs).tolist() == sorted(runs)


@LIGHT
@given(st.text(st.one_of(st.characters(), st.sampled_from("Bột gạo đỏ ×÷ﬁ–“”…_-1²\u0301\u00a0\n")), max_size=40))
def test_words_are_runs_of_letters_and_digits(text: str) -> None:
    plain = text.lower()
    assert likeness._words(plain) == [word.encode() for word in re.findall(r"[^\W_]+", plain)]


@LIGHT
@given(words_of("OCOP", "ocop", "5", "4", " ", " ", "-", "sao", "SAO", "\u017fao", "star", "★", "⭐", "tiềm năng", "x"))
def test_stars_are_looked_for_where_they_are_named(text: str) -> None:
    assert claims._names_stars(text) or not claims._STARS.search(text)


def test_folding_takes_away_whatever_is_a_mark() -> None:
    for code in range(0x1_1000):
        char = chr(code)
        plain = {"đ": "d", "ð": "d", "ɖ": "d", "ƣ": "u"}.get(char.lower(), char.lower())
        decomposed = unicodedata.normalize("NFD", plain)
        assert fold(char) == "".join(one for one in decomposed if unicodedata.category(one) != "Mn")


def test_a_path_is_shown_from_the_project_on() -> None:
    root = Path("/du-an")
    assert shown_path(root / "content" / "a.md", root) == "content/a.md"
    assert shown_path(root, root) == "."
    assert shown_path(Path("/du-an-khac/a.md"), root) == "/du-an-khac/a.md"
    assert shown_path(Path("content/a.md"), Path()) == "content/a.md"
