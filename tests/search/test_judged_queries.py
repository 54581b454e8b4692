"""The judged queries, asked of the real script: recall 1.0 among the first ten, mean reciprocal rank at least 0.95."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocop.outputs.edition import Edition
from ocop.outputs.voice import Voice

pytestmark = pytest.mark.browser

JUDGED = yaml.safe_load((Path(__file__).parent / "queries.yaml").read_text("utf-8"))
LISTS = [(catalogue, lang) for catalogue, languages in JUDGED.items() for lang in languages]
FIRST = 10


def judged(catalogue: str, lang: str) -> dict[str, list[str]]:
    return {str(query): wanted for queries in JUDGED[catalogue][lang].values() for query, wanted in queries.items()}


def test_there_are_enough_queries() -> None:
    assert sum(len(judged(*which)) for which in LISTS) >= 120


@pytest.mark.parametrize(("catalogue", "lang"), LISTS)
def test_wanted_things_are_found_and_stand_first(
    catalogue: str,
    lang: str,
    editions: Mapping[str, Edition],
    indexes: Callable[..., Any],
    counter: Callable[..., Any],
) -> None:
    queries = judged(catalogue, lang)
    edition = editions[catalogue]
    known = {thing.key for thing in edition.catalogue.things()}
    assert {key for wanted in queries.values() for key in wanted} <= known
    answers = counter(Voice(edition, lang), indexes(catalogue, lang)).ask(*queries)
    missed, ranks = {}, {}
    for (query, wanted), answer in zip(queries.items(), answers, strict=True):
        lost = set(wanted) - set(answer.keys[:FIRST])
        if lost:
            missed[query] = (lost, answer.keys[:FIRST], answer.status)
        ranks[query] = next((1 / place for place, key in enumerate(answer.keys, 1) if key in wanted), 0.0)
    assert missed == {}
    assert sum(ranks.values()) / len(ranks) >= 0.95, {query: rank for query, rank in ranks.items() if rank < 1}
