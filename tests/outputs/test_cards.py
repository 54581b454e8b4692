"""Cards of products, which are made of what is known in short: they say what the things say."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from ocop.catalogue.brief import Brief, Offer
from ocop.catalogue.models import Kind
from ocop.catalogue.packed import PackedThings
from ocop.outputs.cards import card, cards_of
from ocop.outputs.edition import Edition
from ocop.outputs.illustration import card_picture
from ocop.outputs.statuses import state_of, status_view
from ocop.outputs.views import State
from ocop.outputs.voice import Voice


def products(edition: Edition) -> list[Brief]:
    return list(edition.briefs[Kind.PRODUCT].values())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_card_says_what_the_product_says(edition: Edition, lang: str) -> None:
    voice = Voice(edition, lang)
    for brief, made in zip(products(edition), cards_of(products(edition), voice), strict=True):
        product = edition.catalogue.products[brief.slug]
        words, language = edition.words(product, lang)
        producer = edition.catalogue.producers[product.facts.producer]
        assert (made.title, made.summary, made.lang) == (words.title, words.summary, voice.tag(language))
        assert made.byline == edition.words(producer, lang)[0].title
        assert made.eyebrow == voice.group(product.facts.group)
        assert made.picture == card_picture(product, voice)
        assert card(product, voice) is made


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_card_shows_the_state_that_the_page_shows(edition: Edition, lang: str) -> None:
    voice, kinds = Voice(edition, lang), set()
    for brief in products(edition):
        state, whole = state_of(cast("Offer", brief.offer), voice), status_view(edition.catalogue.products[brief.slug], voice)
        assert state._asdict() == {name: getattr(whole, name) for name in State._fields}
        kinds.add(state.kind)
    assert kinds == {"valid", "extended", "expired", "revoked", "guided", "none"}


def test_a_card_of_a_product_without_photos_opens_nothing(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(things: PackedThings[object], slug: str) -> object:
        pytest.fail(f"{slug} was opened")

    voice = Voice(replace(edition), "vi")
    drawn = [brief for brief in products(edition) if not edition.catalogue.products[brief.slug].facts.photos]
    monkeypatch.setattr(PackedThings, "__getitem__", refuse)
    assert len(cards_of(drawn, voice)) == len(drawn) > 5


def test_a_card_names_no_producer_that_is_not_published_and_asks_for_it(edition: Edition) -> None:
    brief = products(edition)[0]
    offer = cast("Offer", brief.offer)._replace(producer="khong-co")
    voice = Voice(replace(edition), "vi")
    with edition.oracle.witness.noting() as asked:
        (made,) = cards_of([brief._replace(offer=offer)], voice)
    assert made.byline == ""
    assert asked == {f"thing {brief.key}", "thing producers/khong-co"}
