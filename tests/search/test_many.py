"""A catalogue too large for one file answers as if it were in one, and reads a few files for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from ocop.outputs import search_index as packing
from ocop.outputs.edition import Edition
from ocop.outputs.facets import facets, marks_of
from ocop.outputs.kept import Keeper
from ocop.outputs.search import search_index
from ocop.outputs.voice import Voice

pytestmark = pytest.mark.browser

JUDGED: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text("utf-8"))["hay"]["vi"]
QUERIES = [str(query) for queries in JUDGED.values() for query in queries]
MORE = [
    "banh trang mat ong",
    "go say",
    "hop tac xa ba suong",
    "chieu coi",
    "tra gung go oi",
    "nuoc mam ngam",
    "lan ho diep",
    "thuongg",
]


@pytest.fixture(scope="module")
def many(synthetic: ModuleType, demo: Edition) -> Edition:
    return large(synthetic, demo, 2600)


def large(synthetic: ModuleType, demo: Edition, things: int) -> Edition:
    """So many things, in the groups and sets of the demo."""
    made: Edition = synthetic.edition(replace(synthetic.catalogue(things), schemes=demo.catalogue.schemes))
    return made


def test_shares_answer_as_one_file_would(many: Edition, counter: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(many, "vi")
    cut = search_index(voice)
    monkeypatch.setattr(packing, "WHOLE", 10_000)
    whole = search_index(Voice(replace(many, keeper=Keeper()), "vi"))  # what was kept was cut
    assert len(whole.files) == 1
    queries = QUERIES + MORE
    expected = [answer.keys[:10] for answer in counter(voice, whole).ask(*queries)]
    answered = [answer.keys[:10] for answer in counter(voice, cut).ask(*queries)]
    assert dict(zip(queries, answered, strict=True)) == dict(zip(queries, expected, strict=True))


@pytest.mark.parametrize("query", ["quyt hong", "SD0005", "nem lia vung"])
def test_few_files_are_read(many: Edition, counter: Callable[..., Any], query: str) -> None:
    box = counter(Voice(many, "vi"), search_index(Voice(many, "vi")))
    assert box.ask(query)[0].keys
    assert len([path for path in box.fetched if path.startswith("/search/")]) <= 7


@pytest.mark.parametrize("query", ["banh", "mat ong", "bnah trang", "ba suong"])
def test_a_list_is_searched_alone(many: Edition, counter: Callable[..., Any], query: str) -> None:
    voice = Voice(many, "vi")
    found = facets(voice)
    index = search_index(voice, found)
    marks = marks_of(found, voice)
    values = {facet.key: facet.values for facet in found}
    lists = [f"{key}/{value.address('vi').url.split('/')[-2]}" for key in ("nhom", "loai-chu-the") for value in values[key][:2]]
    everything = counter(voice, index, most=5000).ask(query)[0].keys
    assert len(everything) > 30
    for mark in lists:
        members = [key for key in everything if mark in marks.get(key.removeprefix("products/"), ())]
        answer = counter(voice, index, within=mark).ask(query)[0]
        assert {key for key in answer.keys if mark not in marks[key.removeprefix("products/")]} == set(), mark
        if members:
            assert answer.keys == tuple(members[:30]), mark
        else:
            assert not answer.status.startswith("Kết quả"), mark
    assert counter(voice, index, within="").ask(query)[0].keys == everything[:30]


def test_an_edited_title_leaves_the_file_that_lists_name_where_it_is(
    many: Edition, synthetic: ModuleType, demo: Edition
) -> None:
    one, more = (search_index(voice, facets(voice)) for voice in (Voice(many, "vi"), Voice(large(synthetic, demo, 2700), "vi")))
    assert one.path != more.path
    assert one.lists == more.lists == "search/vi.json"
    assert one.lists in {file.path for file in one.files}
