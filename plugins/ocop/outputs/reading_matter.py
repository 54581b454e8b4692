"""Pages that are read: stories, news, static pages, the register of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ocop.catalogue.assembled import News, Page, Story
from ocop.catalogue.lists import Document
from ocop.catalogue.models import Evidence, Kind
from ocop.engine import Output

from .cards import card, cards
from .illustration import lead_picture, thing_at
from .open_data import DATA_PAGE, data_view
from .order import newest_check_of
from .page_views import DocumentRow, NewsView, StoryView
from .pages import Frame, PageOutput, home_crumb, page_output, thing_addresses
from .records import source_rows
from .star_scale import star_scale
from .structured import article_node, dataset_node, page_node
from .thing_pages import thing_pages
from .views import Link, Tone
from .voice import Voice

DOCUMENTS_PAGE = "van-ban"
"""The static page that lists data/laws.yaml below its words."""
SCALE_PAGES: Final = ("hang-sao", "ocop-la-gi")
"""The static pages that show the scale of stars above their words."""
MORE = 3
_TEMPLATES: Final = {DOCUMENTS_PAGE: "documents.html", DATA_PAGE: "data.html"}


def outputs(voice: Voice) -> Iterator[Output]:
    """Give a page per story, news item and static page."""
    yield from thing_pages(Kind.STORY, voice, _story)
    yield from thing_pages(Kind.NEWS, voice, _news)
    yield from thing_pages(Kind.PAGE, voice, _static)


def _story(story: Story, voice: Voice) -> PageOutput:
    edition, say = voice.edition, voice.say
    words, language = edition.words(story, voice.lang)
    about = thing_at(edition, story.facts.about)
    others = [other for other in edition.catalogue.stories.values() if other.slug != story.slug]
    view = StoryView(
        about=card(about, voice) if about else None,
        picture=lead_picture(story, voice),
        author=story.facts.author or "",
        sources=source_rows(story, voice),
        more=cards(sorted(others, key=lambda other: (other.facts.date, other.slug), reverse=True)[:MORE], voice),
    )
    frame = Frame(
        template="story.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(story, voice),
        section="stories",
        crumbs=(
            home_crumb(voice),
            Link(say("Stories"), edition.addresses.index(Kind.STORY, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(story, voice.lang),
        owner=story,
        date=voice.when(story.facts.date),
        fallback=language != voice.lang,
        draft=story.facts.draft,
        picture=view.picture,
        jsonld=(article_node(story, voice),),
        verified=voice.when(story.facts.verified),
    )
    return page_output(frame, voice, story=view)


def _news(item: News, voice: Voice) -> PageOutput:
    edition, say = voice.edition, voice.say
    words, language = edition.words(item, voice.lang)
    about = (thing_at(edition, key) for key in item.facts.about)
    view = NewsView(tuple(card(thing, voice) for thing in about if thing), source_rows(item, voice))
    frame = Frame(
        template="news.html",
        title=words.title,
        description=words.summary,
        addresses=thing_addresses(item, voice),
        section="news",
        crumbs=(
            home_crumb(voice),
            Link(say("News"), edition.addresses.index(Kind.NEWS, voice.lang).url),
            Link(words.title, "", lang=voice.tag(language)),
        ),
        body=edition.body(item, voice.lang),
        owner=item,
        date=voice.when(item.facts.date),
        fallback=language != voice.lang,
        draft=item.facts.draft,
        jsonld=(article_node(item, voice),),
        verified=voice.when(item.facts.verified),
    )
    return page_output(frame, voice, news=view)


def _static(page: Page, voice: Voice) -> PageOutput:
    edition = voice.edition
    words, language = edition.words(page, voice.lang)
    addresses = thing_addresses(page, voice)
    frame = Frame(
        template=_TEMPLATES.get(page.slug, "page.html"),
        title=words.title,
        description=words.summary,
        addresses=addresses,
        section="pages",
        crumbs=(home_crumb(voice), Link(words.title, "", lang=voice.tag(language))),
        body=edition.body(page, voice.lang),
        owner=page,
        fallback=language != voice.lang,
        draft=page.facts.draft,
        jsonld=(page_node(words.title, words.summary, addresses[voice.lang].url, language, voice),),
        verified=voice.when(page.facts.verified),
    )
    sources = source_rows(page, voice)
    if page.slug == DOCUMENTS_PAGE:
        return page_output(frame, voice, sources=sources, documents=_documents(voice))
    if page.slug == DATA_PAGE:
        data = data_view(voice)
        newest = newest_check_of(brief for kind in (Kind.PRODUCT, Kind.PLACE) for brief in edition.all_briefs(kind).values())
        node = dataset_node(words.title, addresses[voice.lang].url, data, voice, modified=newest)
        return page_output(frame._replace(jsonld=(*frame.jsonld, node)), voice, sources=sources, data=data)
    scale = star_scale(voice) if page.slug in SCALE_PAGES else ()
    return page_output(frame, voice, sources=sources, scale=scale)


def _documents(voice: Voice) -> tuple[DocumentRow, ...]:
    documents = voice.edition.catalogue.documents
    newest_first = sorted(documents.values(), key=lambda document: (document.date, document.key), reverse=True)
    return tuple(_document(document, voice) for document in newest_first)


def _document(document: Document, voice: Voice) -> DocumentRow:
    say = voice.say
    documents = voice.edition.catalogue.documents
    status, tone = _document_status(document, voice)
    replaced_by = documents.get(document.replaced_by) if document.replaced_by else None
    language = voice.lang if voice.lang in document.subject else voice.edition.default_language
    grades = {
        Evidence.A: say("read in full"),
        Evidence.B1: say("government site or established press"),
        Evidence.B2: say("proposal or plan, before a result"),
        Evidence.C: say("company, trade or travel source"),
    }
    return DocumentRow(
        anchor=document.key,
        number=document.number,
        date=voice.when(document.date),
        issuer=document.issuer,
        subject=document.subject[language],
        lang=voice.tag(language),
        status=status,
        tone=tone,
        note=document.note.get(voice.lang, ""),
        replaced_by=Link(replaced_by.number, f"#{replaced_by.key}") if replaced_by else None,
        url=document.url or "",
        evidence_text=grades[document.evidence],
    )


def _document_status(document: Document, voice: Voice) -> tuple[str, Tone]:
    say = voice.say
    match document.status:
        case "in-force":
            return say("In force"), "valid"
        case "lapsed":
            return say("No longer in force"), "none"
        case "suspended":
            return say("Suspended"), "soon"
        case _:
            return say("Status not known"), "none"
