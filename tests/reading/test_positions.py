"""Lines are counted alike, however often it is asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.reading.positions import line_counter


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab\n", max_size=40), st.lists(st.integers(0, 41), max_size=12))
def test_a_line_is_counted_from_the_line_ends_before_it(text: str, asked: list[int]) -> None:
    line_of = line_counter(text, 7)
    for index in asked:
        assert line_of(index) == 7 + text[:index].count("\n")
