"""Things that lie packed: the same things, opened when they are asked for, and never more of them than may be open."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from ocop.catalogue import packed
from ocop.catalogue.assembled import Thing
from ocop.catalogue.face import face_of
from ocop.catalogue.models import Kind, StoryFacts, StoryWords
from ocop.catalogue.packed import PackedThings, Store, face_in

SLUGS = [f"chuyen-{number}" for number in (3, 1, 2, 9, 5, 7, 4)]


def story(slug: str, summary: str = "Mẫu.") -> Thing[Any, Any]:
    facts = StoryFacts.model_validate({"date": "2026-11-23", "about": "places/mau", "verified": "2026-11-23"})
    words = StoryWords.model_validate({"title": f"Chuyện {slug}", "summary": summary})
    return Thing(Kind.STORY, slug, facts, {"vi": words}, {"vi": "Kể chuyện."}, {}, f"content/stories/{slug}/vi.md")


@pytest.fixture
def things() -> PackedThings[Thing[Any, Any]]:
    return PackedThings({slug: packed.packed(story(slug)) for slug in SLUGS})


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the slug of each thing that is opened."""
    noted: list[str] = []

    class Spied:
        dumps = staticmethod(packed.pickle.dumps)
        HIGHEST_PROTOCOL = packed.pickle.HIGHEST_PROTOCOL

        def loads(self, content: bytes, really: Any = packed.pickle.loads) -> Any:
            thing = really(content)
            noted.append(thing.slug)
            return thing

    monkeypatch.setattr(packed, "pickle", Spied())
    return noted


def test_what_was_packed_comes_out_in_the_order_it_was_given(things: PackedThings[Thing[Any, Any]]) -> None:
    assert list(things) == list(things.keys()) == SLUGS
    assert list(things.values()) == [story(slug) for slug in SLUGS]
    assert len(things) == len(SLUGS)


def test_to_list_and_to_look_for_things_opens_none(things: PackedThings[Thing[Any, Any]], unpacked: list[str]) -> None:
    assert len(things) == 7
    assert "chuyen-1" in things
    assert "khong-co" not in things
    assert things.get("khong-co") is None
    assert list(things.without(lambda slug: slug == "chuyen-1")) == [slug for slug in SLUGS if slug != "chuyen-1"]
    assert unpacked == []


def test_a_thing_that_is_not_there_is_a_key_error(things: PackedThings[Thing[Any, Any]]) -> None:
    with pytest.raises(KeyError, match="khong-co"):
        things["khong-co"]


def test_a_thing_that_is_open_is_the_same_object(things: PackedThings[Thing[Any, Any]], unpacked: list[str]) -> None:
    assert things["chuyen-1"] is things["chuyen-1"]
    assert unpacked == ["chuyen-1"]


def test_those_asked_for_last_stay_open(
    things: PackedThings[Thing[Any, Any]], unpacked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MOST_OPEN", 2)
    for slug in ("chuyen-1", "chuyen-2", "chuyen-1", "chuyen-3", "chuyen-1", "chuyen-2"):
        assert things[slug] == story(slug)
    assert unpacked == ["chuyen-1", "chuyen-2", "chuyen-3", "chuyen-2"]


def test_never_more_are_open_than_may_be(things: PackedThings[Thing[Any, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_OPEN", 3)
    dice = Random(1)
    for _ in range(200):
        slug = dice.choice(SLUGS)
        assert things[slug] == story(slug)
        assert len(things._open) <= 3


def test_without_leaves_out_by_slug_and_the_first_mapping_whole(things: PackedThings[Thing[Any, Any]]) -> None:
    rest = things.without(lambda slug: slug in {"chuyen-1", "chuyen-9"})
    assert list(rest) == ["chuyen-3", "chuyen-2", "chuyen-5", "chuyen-7", "chuyen-4"]
    assert rest["chuyen-5"] == story("chuyen-5")
    with pytest.raises(KeyError):
        rest["chuyen-1"]
    assert len(things) == len(SLUGS)


@pytest.mark.parametrize("length", [1, 200, 400, 700, 5_000])
@pytest.mark.parametrize("stored", [True, False])
def test_a_face_is_that_of_the_thing_and_opens_none(length: int, stored: bool, unpacked: list[str]) -> None:
    parcels = {slug: packed.packed(story(slug, "ộ" * length)) for slug in SLUGS}
    if stored:
        store = Store()
        for parcel in parcels.values():
            store.add(parcel)
    things: PackedThings[Thing[Any, Any]] = PackedThings(parcels)
    for slug in SLUGS:
        assert face_in(things, slug) == things.face(slug) == face_of(story(slug, "ộ" * length))
    assert unpacked == []
    assert things["chuyen-5"] == story("chuyen-5", "ộ" * length)
    assert things.face("chuyen-5") == face_of(story("chuyen-5", "ộ" * length))


def test_a_face_that_is_not_there_is_a_key_error(things: PackedThings[Thing[Any, Any]]) -> None:
    with pytest.raises(KeyError, match="khong-co"):
        things.face("khong-co")


def test_things_that_are_not_packed_have_faces_as_well() -> None:
    assert face_in({"chuyen-1": story("chuyen-1")}, "chuyen-1").words == {"vi": ("Chuyện chuyen-1", "Mẫu.")}
