"""Producer pages: who makes what, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from ocop.catalogue.assembled import Producer
from ocop.catalogue.models import Kind
from ocop.engine import Output

from .cards import cards_of, producer_type
from .illustration import lead_picture
from .page_views import ProducerView
from .pages import Frame, PageOutput, home_crumb, page_output, thing_addresses
from .records import contact_facts, gone_text, phone_link, source_rows
from .structured import producer_node
from .thing_pages import thing_pages
from .views import Fact, Link
from .voice import Voice


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page per producer."""
    yield from thing_pages(Kind.PRODUCER, voice, _page)


def _page(producer: Producer, voice: Voice) -> PageOutput:
    edition, facts, say = voice.edition, producer.facts, voice.say
    words, language = edition.words(producer, voice.lang)
    form = producer_type(facts.type, voice)
    rows = [Fact(say("Legal form"), form)] if form else []
    if facts.founded:
        rows.append(Fact(say("Founded"), str(facts.founded)))
    view = ProducerView(
        type=form.capitalize() or say("Producer"),
        facts=(*rows, *contact_facts(producer, voice)),
        phone=phone_link(producer, voice),
        products=cards_of(edition.relations.products_of.briefs(producer.slug), voice),
        picture=lead_picture(producer, voice),
        sources=source_rows(producer, voice),
        gone=gone_text(producer, voice),
    )
    frame = Frame(
        template="producer.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(producer, voice),
        section="producers",
        crumbs=(
            home_crumb(voice),
            Link(say("Producers"), edition.addresses.index(Kind.PRODUCER, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(producer, voice.lang),
        owner=producer,
        fallback=language != voice.lang,
        draft=producer.facts.draft,
        picture=view.picture,
        jsonld=(producer_node(producer, voice),),
        verified=voice.when(facts.verified),
    )
    return page_output(frame, voice, producer=view)
