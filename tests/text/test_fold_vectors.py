"""The vectors that the folding of the search box has to give too (tests/search/test_fold_in_browser.py)."""

import json
from pathlib import Path

import pytest

from ocop.text import fold

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "fold.json").read_text("utf-8"))


@pytest.mark.parametrize(("typed", "folded"), VECTORS)
def test_folding_gives_the_vector(typed: str, folded: str) -> None:
    assert fold(typed) == folded
