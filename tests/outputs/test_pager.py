"""The pages that a page of a long list leads to."""

from __future__ import annotations

import pytest

from ocop.outputs.lists import MOST_NAMED, pages_named


@pytest.mark.parametrize(
    ("number", "pages", "named"),
    [
        (1, 3, (1, 2, 3)),
        (7, MOST_NAMED, tuple(range(1, MOST_NAMED + 1))),
        (1, 40, (1, 2, 3, 0, 40)),
        (4, 40, (1, 2, 3, 4, 5, 6, 0, 40)),
        (20, 40, (1, 0, 18, 19, 20, 21, 22, 0, 40)),
        (37, 40, (1, 0, 35, 36, 37, 38, 39, 40)),
        (40, 40, (1, 0, 38, 39, 40)),
    ],
)
def test_a_long_list_names_its_ends_and_what_is_beside(number: int, pages: int, named: tuple[int, ...]) -> None:
    assert pages_named(number, pages) == named


def test_every_page_of_a_long_list_is_reached_from_the_one_before() -> None:
    pages = 833
    assert all(number + 1 in pages_named(number, pages) for number in range(1, pages))
    assert max(len(pages_named(number, pages)) for number in range(1, pages + 1)) < MOST_NAMED
