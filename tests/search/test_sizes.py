"""What search costs a phone: compressed sizes, as issue and docs/search.md set them."""

from __future__ import annotations

from types import ModuleType

import brotli
import pytest

from ocop.outputs.search import search_index
from ocop.outputs.theme import read_assets
from ocop.outputs.voice import Voice

KB = 1000


def weight(data: bytes) -> int:
    return len(brotli.compress(data))


def test_the_script_is_small(synthetic: ModuleType) -> None:
    assert weight(read_assets(synthetic.THEME, "").files["js/search.js"]) <= 2.5 * KB


@pytest.mark.parametrize(("things", "most"), [(300, 12 * KB), (1500, 45 * KB)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_index_is_one_small_file(synthetic: ModuleType, things: int, most: int, lang: str) -> None:
    made = search_index(Voice(synthetic.edition(synthetic.catalogue(things)), lang))
    assert len(made.files) == 1
    assert weight(made.files[0].make()) <= most
