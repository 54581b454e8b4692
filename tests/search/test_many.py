"""A catalogue too large for one file answers as if it were in one, and reads a few files for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from ocop.outputs import search_index as packing
from ocop.outputs.edition import Edition
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
def many(synthetic: ModuleType) -> Edition:
    made: Edition = synthetic.edition(synthetic.catalogue(2600))
    return made


def test_shares_answer_as_one_file_would(many: Edition, counter: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(many, "vi")
    cut = search_index(voice)
    monkeypatch.setattr(packing, "WHOLE", 10_000)
    whole = search_index(voice)
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
