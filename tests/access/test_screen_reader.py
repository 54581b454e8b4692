"""What a screen reader is told, read from the accessibility tree of Chromium."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Visit = Callable[..., "Page"]

NAMED = ("link", "button", "img", "region", "navigation", "complementary", "form", "textbox", "searchbox", "dialog")
"""Roles that say nothing without a name."""
KEY = re.compile(r'^(?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?(?P<rest>(?: \[[^\]]*\])*)$')


@dataclass(frozen=True, slots=True)
class Said:
    """One thing of the tree: its role, name, states, the address of a link and the texts inside, in order."""

    role: str
    name: str
    states: str
    address: str
    text: str


Heard = Callable[[str], list[Said]]


def tree(page: Page) -> list[Said]:
    """The accessibility tree as Playwright writes it, from top to bottom."""
    found: list[Said] = []
    _collect(yaml.safe_load(page.locator("body").aria_snapshot()), found)
    return found


def _collect(items: object, found: list[Said]) -> str:
    said = []
    for item in items if isinstance(items, list) else [items]:
        key, value = next(iter(item.items())) if isinstance(item, dict) else (str(item), None)
        if key.startswith("/"):
            continue
        matched = KEY.match(key)
        place = len(found)
        inside = _collect(value, found) if isinstance(value, list) else str(value or "")
        if matched is None or key == "text":
            said.append(inside or key)
            continue
        name = (matched["name"] or "").replace('\\"', '"')
        links = (
            [str(one["/url"]) for one in value if isinstance(one, dict) and "/url" in one] if isinstance(value, list) else []
        )
        address = links[0] if links else ""
        found.insert(place, Said(matched["role"], name, matched["rest"], address, inside))
        said.append(inside or name)
    return " ".join(part for part in said if part)


@pytest.fixture(scope="module")
def trees() -> dict[str, list[Said]]:
    """Trees that were read already: several tests look at one."""
    return {}


@pytest.fixture
def heard(visit: Visit, trees: dict[str, list[Said]]) -> Heard:
    """What is said of a page by its name."""

    def listen(name: str) -> list[Said]:
        if name not in trees:
            trees[name] = tree(visit(name))
        return trees[name]

    return listen


def test_page_has_its_landmarks_and_one_title(heard: Heard, name: str) -> None:
    said = heard(name)
    roles = [one.role for one in said]
    assert roles.count("main") == 1
    assert roles.count("banner") <= 1
    assert roles.count("contentinfo") <= 1
    levels = [int(found[1]) for one in said if one.role == "heading" and (found := re.search(r"level=(\d)", one.states))]
    assert levels.count(1) == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []


def test_everything_that_needs_a_name_has_one_of_its_own(heard: Heard, name: str) -> None:
    said = heard(name)
    assert [one for one in said if one.role in NAMED and not (one.name or one.text).strip()] == []
    parts = [(one.role, one.name) for one in said if one.role in ("region", "navigation", "complementary")]
    assert sorted(parts) == sorted(set(parts))


def test_links_of_one_name_lead_to_one_page(heard: Heard, name: str) -> None:
    # WCAG 2.4.4. A link into the page itself (to a source) may be called like what it leads to.
    addresses = defaultdict(set)
    for one in heard(name):
        if one.role == "link" and not one.address.startswith("#"):
            addresses[one.name].add(one.address)
    assert {link: sorted(where) for link, where in addresses.items() if len(where) > 1} == {}


def test_status_is_said_in_words_right_after_the_name(heard: Heard) -> None:
    said = heard("product-photos")
    main = said[[one.role for one in said].index("main") :]
    title = next(index for index, one in enumerate(main) if one.role == "heading")
    status = next(index for index, one in enumerate(main) if one.role == "region")
    assert (main[title].name, main[status].name) == ("Bột gạo lọc Rạch Sen", "Tình trạng công nhận")
    assert title < status
    assert "Còn hiệu lực đến 15/03/2028 OCOP 4 sao (trên 5 sao)" in main[status].text
    assert "12/QĐ-MAU" in main[status].text


def test_expired_product_says_so_and_names_no_star(heard: Heard) -> None:
    status = next(one for one in heard("product-expired-en") if one.role == "region")
    assert status.name == "Status of the recognition"
    assert re.search(r"Expired.*31 October 2026", status.text)
    assert "OCOP 3 star" not in status.text


def test_landing_page_is_heard_in_both_languages(visit: Visit) -> None:
    page = visit("landing")
    text = next(one.text for one in tree(page) if one.role == "main")
    assert "Còn hiệu lực đến 15/03/2028" in text
    english = page.locator("main [lang=en]").all_text_contents()
    assert any(words.startswith("Valid until") and "2028" in words for words in english)


def test_pictures_are_described_or_left_out(visit: Visit) -> None:
    page = visit("product-photos")
    described = [one.name for one in tree(page) if one.role == "img"]
    assert len(described) == 10
    assert len(set(described)) == 10
    assert page.locator("svg:not([aria-hidden=true], [role=img], [aria-hidden=true] svg)").count() == 0


def test_english_page_says_which_titles_are_vietnamese(visit: Visit) -> None:
    # WCAG 3.1.2: a voice that reads Vietnamese with English sounds is not understood. Names in an English sentence are exempt.
    page = visit("product-expired-en")
    assert page.evaluate("document.documentElement.lang") == "en"
    titles = page.get_by_text("Quyết định")
    spoken = titles.evaluate_all("all => all.map(el => el.closest('[lang]').lang)")
    assert spoken
    assert set(spoken) == {"vi"}
