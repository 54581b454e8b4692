from collections.abc import Callable, Iterable, Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.catalogue.assembled import Catalogue, Thing
from ocop.catalogue.brief import Brief, briefs_of
from ocop.catalogue.models import FACTS, WORDS, Facts, Kind, Words
from ocop.catalogue.relations import Relations

Make = Callable[..., Catalogue]
DAY = date(2026, 11, 23)
TYPED: Mapping[Kind, dict[str, Any]] = {
    Kind.PRODUCT: {"group": "food", "producer": "co-so-mau", "unit": "xa-mau"},
    Kind.PRODUCER: {"type": "farm", "unit": "xa-mau"},
    Kind.PLACE: {"type": "garden"},
    Kind.STORY: {"date": "2026-11-23"},
    Kind.NEWS: {"date": "2026-11-23"},
    Kind.PAGE: {"order": "1"},
    Kind.ROUTE: {"length": "half-day", "stops": []},
    Kind.EVENT: {"starts": "2026-11-23", "ends": "2026-11-23", "date": "2026-11-23"},
}


@pytest.fixture(scope="session")
def catalogue() -> Make:
    """Assemble a fictional catalogue from `products/slug` = (title, facts) pairs."""

    def make(things: Mapping[str, tuple[str, dict[str, Any]]]) -> Catalogue:
        kinds: dict[str, dict[str, Thing[Facts, Words]]] = {kind.value: {} for kind in Kind}
        for key, (title, typed) in things.items():
            kind, slug = Kind(key.split("/")[0]), key.split("/")[1]
            kinds[kind.value][slug] = Thing(
                kind=kind,
                slug=slug,
                facts=FACTS[kind].model_validate(
                    {"verified": "2026-11-23", **TYPED[kind], **{k: v for k, v in typed.items() if k != "body"}}
                ),
                words={"vi": WORDS[kind].model_validate({"title": title, "summary": "Mẫu."})},
                bodies={"vi": typed.get("body", "")},
                pictures={},
                source=f"content/{key}/vi.md",
            )
        return Catalogue(**kinds, units={}, schemes={}, documents={})  # type: ignore[arg-type]

    return make


def relate(catalogue: Catalogue) -> Relations:
    return Relations(briefs_of(catalogue, DAY))


def slugs(briefs: Iterable[Brief]) -> list[str]:
    return [brief.slug for brief in briefs]


def test_what_is_typed_on_one_side_is_read_from_the_other_in_vietnamese_order(catalogue: Make) -> None:
    relations = relate(
        catalogue(
            {
                "producers/co-so-mau": ("Cơ sở Mẫu", {}),
                "producers/trai-mau": ("Trại Mẫu", {}),
                "places/vuon-mau": ("Vườn Mẫu", {}),
                "products/a": ("Đậu mẫu", {"displayed_at": ["vuon-mau"]}),
                "products/b": ("Dưa mẫu", {"displayed_at": ["vuon-mau"], "visit_at": ["vuon-mau"]}),
                "products/c": ("Ổi mẫu", {"producer": "trai-mau"}),
                "stories/s": ("Xưa", {"about": "places/vuon-mau"}),
                "stories/t": ("Ăn", {"about": "places/vuon-mau"}),
                "news/n": ("Tin", {"about": ["products/a", "places/vuon-mau", "products/a"]}),
            }
        )
    )
    assert {key: slugs(found) for key, found in relations.products_of.items()} == {"co-so-mau": ["b", "a"], "trai-mau": ["c"]}
    assert slugs(relations.displayed_at_place["vuon-mau"]) == ["b", "a"]
    assert slugs(relations.visits_at_place["vuon-mau"]) == ["b"]
    assert slugs(relations.stories_about["places/vuon-mau"]) == ["t", "s"]
    assert relations.stories_about["products/a"] == ()
    assert slugs(relations.news_about["products/a"]) == slugs(relations.news_about["places/vuon-mau"]) == ["n"]


def test_a_reference_to_nothing_is_left_out(catalogue: Make) -> None:
    relations = relate(
        catalogue({"products/a": ("A", {"displayed_at": ["khong-co"]}), "stories/s": ("S", {"about": "places/khong-co"})})
    )
    assert dict(relations.products_of) == {}
    assert dict(relations.displayed_at_place) == {}
    assert "places/khong-co" not in relations.stories_about


def test_the_nearest_products_are_suggested_nearest_first_and_equals_by_title(catalogue: Make) -> None:
    near = {"set": "6", "producer": "khac"}
    relations = relate(
        catalogue(
            {
                "products/mau": ("Mẫu", {"set": "6"}),
                "products/same-producer": ("Y", {"group": "tourism"}),
                **{f"products/set-{letter}": (letter.upper(), near) for letter in "bcdef"},
                "products/same-group": ("A", {"producer": "khac"}),
                "products/unlike": ("Á", {"producer": "rieng", "group": "drinks"}),
                "products/gone": ("B", {"gone": "2026-01-01", "set": "6"}),
            }
        )
    )
    assert slugs(relations.related("mau")) == ["same-producer", "set-b", "set-c", "set-d", "set-e", "set-f"]
    assert slugs(relations.related("unlike")) == []
    assert "mau" in slugs(relations.related("gone"))


def test_the_same_place_is_nearer_than_the_same_group(catalogue: Make) -> None:
    others = {f"products/g{index}": (f"G{index}", {"producer": "khac"}) for index in range(7)}
    there = {"displayed_at": ["vuon-mau"], "producer": "nua", "group": "drinks"}
    relations = relate(catalogue({"products/mau": ("Mẫu", {"visit_at": ["vuon-mau"]}), **others, "products/z": ("Z", there)}))
    assert slugs(relations.related("mau")) == ["z", "g0", "g1", "g2", "g3", "g4"]


def test_what_a_story_tells_together_is_near(catalogue: Make) -> None:
    others = {f"products/g{index}": (f"G{index}", {"producer": "khac"}) for index in range(7)}
    elsewhere = {"producer": "nua", "group": "drinks"}
    body = "Xưa [hai món](products/z) ăn chung; còn [món này](products/y-khac) thì không."
    told = {"stories/s": ("Chuyện", {"about": "products/mau", "body": body})}
    relations = relate(catalogue({"products/mau": ("Mẫu", {}), "products/z": ("Z", elsewhere), **others, **told}))
    assert slugs(relations.related("mau"))[0] == "z"
    assert slugs(relations.related("z")) == ["mau"]


def test_a_route_past_both_or_past_their_makers_brings_them_near_unless_it_is_gone(catalogue: Make) -> None:
    others = {f"products/g{index}": (f"G{index}", {"producer": "khac"}) for index in range(7)}
    elsewhere = {"producer": "nua", "group": "drinks"}
    stops = [{"at": "products/mau"}, {"at": "producers/nua"}]
    for gone, nearest in ((None, ["z"]), ("2026-01-01", ["g0"])):
        route = {"routes/r": ("Đường", {"length": "half-day", "stops": stops, "gone": gone})}
        relations = relate(catalogue({"products/mau": ("Mẫu", {}), "products/z": ("Z", elsewhere), **others, **route}))
        assert slugs(relations.related("mau"))[:1] == nearest


def test_sharing_two_things_is_nearer_than_sharing_one(catalogue: Make) -> None:
    place, both = {"visit_at": ["vuon"]}, {"visit_at": ["vuon", "cho"]}
    typed = {"producer": "khac", "group": "drinks"}
    relations = relate(
        catalogue(
            {
                "products/mau": ("Mẫu", both),
                "products/a": ("A", {**typed, **place}),
                "products/b": ("B", {**typed, **both}),
            }
        )
    )
    assert slugs(relations.related("mau")) == ["b", "a"]


def score(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    producer, number, places, group = (
        a == b if not isinstance(a, frozenset) else len(a & b) for a, b in zip(one, other, strict=True)
    )
    return 8 * producer + 4 * (number if one[1] else 0) + 2 * places + group


PRODUCT = st.tuples(
    st.sampled_from(["p", "q", "r"]),
    st.sampled_from(["", "6", "8"]),
    st.frozensets(st.sampled_from(["x", "y"])),
    st.sampled_from(["food", "drinks"]),
)


@given(st.lists(PRODUCT, max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_choice_is_the_one_that_comparing_each_with_each_gives(catalogue: Make, rows: list[tuple[Any, ...]]) -> None:
    typed = {
        f"products/m{index:02}": (
            f"M{index:02}",
            {"producer": p, "visit_at": sorted(places), "group": group, **({"set": number} if number else {})},
        )
        for index, (p, number, places, group) in enumerate(rows)
    }
    relations = relate(catalogue(typed))
    for index, row in enumerate(rows):
        others = sorted((-score(row, other), f"m{at:02}") for at, other in enumerate(rows) if at != index and score(row, other))
        assert slugs(relations.related(f"m{index:02}")) == [slug for _, slug in others[:6]]


def test_a_product_that_is_not_there_has_no_relatives(catalogue: Make) -> None:
    with pytest.raises(KeyError):
        relate(catalogue({})).related("khong-co")


@pytest.mark.parametrize(("seed", "places"), [(1, 1), (2, 3), (3, 3), (4, 9)])
def test_the_choice_from_crowds_is_the_one_that_comparing_each_with_each_gives(catalogue: Make, seed: int, places: int) -> None:
    dice = Random(seed)
    rows: list[tuple[Any, ...]] = []
    for _ in range(150):
        at = frozenset(place for place in "abcdefghi"[:places] if dice.random() < 0.7)
        rows.append((dice.choice("pqrstuv" * 5 + "wxyz"), dice.choice(["", "6", "8"]), at, dice.choice(["food", "drinks"])))
    gone = frozenset(index for index in range(len(rows)) if dice.random() < 0.1)
    typed = {
        f"products/m{index:03}": (
            f"M{index:03}",
            {"producer": p, "visit_at": sorted(at), "group": group}
            | ({"set": number} if number else {})
            | ({"gone": "2026-01-01"} if index in gone else {}),
        )
        for index, (p, number, at, group) in enumerate(rows)
    }
    relations = relate(catalogue(typed))
    for index, row in enumerate(rows):
        others = [(at, other) for at, other in enumerate(rows) if at != index and at not in gone]
        nearest = sorted((-score(row, other), f"m{at:03}") for at, other in others if score(row, other))[:6]
        assert slugs(relations.related(f"m{index:03}")) == [slug for _, slug in nearest]


def test_the_relatives_of_one_are_the_same_whoever_was_asked_about_before(catalogue: Make) -> None:
    typed = {f"products/m{index:02}": (f"M{index:02}", {"visit_at": ["vuon"]}) for index in range(40)}
    alone, after = relate(catalogue(typed)), relate(catalogue(typed))
    every = {slug: slugs(after.related(slug)) for slug in (key.split("/")[1] for key in typed)}
    assert slugs(alone.related("m39")) == slugs(alone.related("m39")) == every["m39"] == [f"m{index:02}" for index in range(6)]
