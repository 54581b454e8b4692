"""The frame of every page: head, navigation, languages, and the Output that renders it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Facts, Kind, Words
from ocop.engine import Late, Output

from . import icons, previews
from .addresses import Address
from .feeds import feed_links
from .illustration import photo
from .noted import FOOTER_PAGES
from .prose_links import image_maker, link_resolver
from .sitemap import Entry
from .structured import Node, Spelt, breadcrumbs, document
from .views import Link, Page, Picture, Site, When
from .voice import Voice

WORKER: Final = "sw.js"
"""At the root of the site: a worker sees only what lies below it."""


class Frame(NamedTuple):
    """What a family of pages says about one page; `addresses` are its twins by language, its own included."""

    template: str
    title: str
    description: str
    addresses: Mapping[str, Address]
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    body: tuple[str, str] = ("", "")
    """Markdown and the language it is in."""
    date: When | None = None
    fallback: bool = False
    draft: bool = False
    picture: Picture | None = None
    jsonld: tuple[Node | Spelt, ...] = ()
    """Structured data of the page's subject; the way back is added to it."""
    verified: When | None = None
    owner: Thing[Facts, Words] | None = None
    """The thing whose photos the body may show."""
    modified: str = ""
    """The ISO day for the sitemap where it is not that of `verified`: of a list, the newest of what it lists."""
    listed: bool = True
    """Whether the page is to be found: not an errand, not a tombstone."""


@dataclass(slots=True, eq=False)
class PageOutput(Output):
    """The Output of a page in a frame."""

    frame: Frame = field(kw_only=True)
    voice: Voice = field(kw_only=True)

    @property
    def entry(self) -> Entry | None:
        """How the sitemap lists it; None when it does not."""
        return entry_in(self.frame, self.voice)

    @property
    def preview(self) -> Output | None:
        """The Output of its preview; None where it has none."""
        return _preview(self.frame, self.voice)


def page_output(frame: Frame, voice: Voice, **views: Any) -> PageOutput:
    """Give the Output of a page: its inputs are the frame and the views, its bytes are made from nothing else."""
    edition = voice.edition
    address = frame.addresses[voice.lang]
    markdown, body_language = frame.body
    preview = previews.preview_of(frame.title, frame.owner, voice) if frame.listed else None
    site = site_view(voice, frame.section)
    page = Page(
        title=frame.title,
        url=address.url,
        canonical=edition.addresses.absolute(address.url),
        lang=voice.lang,
        description=frame.description,
        translations=tuple(
            Link(language_name(lang), other.url, lang=lang) for lang, other in frame.addresses.items() if lang != voice.lang
        ),
        crumbs=frame.crumbs,
        section=frame.section,
        content_lang=voice.tag(body_language) if markdown else "",
        date=frame.date,
        fallback=frame.fallback,
        draft=frame.draft,
        picture=frame.picture,
        jsonld=Markup(document(_nodes(frame, voice))),  # noqa: S704 (it escapes)
        alternates=_alternates(frame, voice),
        report_url=site.report_url,
        verified=frame.verified,
        preview=previews.shown(preview, edition) if preview else None,
        here=address.url if _leads_to(site, address.url) else "",
    )

    def make() -> bytes:
        image = image_maker(frame.owner, voice) if frame.owner else None
        content = edition.prose.render(markdown, link=link_resolver(voice), image=image).html if markdown else ""
        whole = page._replace(content=Markup(content)) if content else page  # noqa: S704 (sanitised by ocop.prose)
        return edition.theme.render(frame.template, voice.lang, {"page": whole, "site": site, **views})

    inputs = (frame.template, site, page, markdown, _pictures(frame.owner), views)
    return PageOutput(address.save_as, inputs, make, frame=frame, voice=voice)


@dataclass(slots=True, eq=False)
class LatePage(Late):
    """A page that is not looked into before it is made.

    `outline` gives a frame with its owner, addresses and days, but without what only the page itself shows. `about` is the key
    of the thing that it is about, which it asks for, so that what comes of it may be kept; "" for a page about many.
    """

    outline: Callable[[], Frame] = field(kw_only=True)
    voice: Voice = field(kw_only=True)
    about: str = field(default="", kw_only=True)

    @property
    def entry(self) -> Entry | None:
        """How the sitemap lists it, as that of a `PageOutput`."""
        return entry_in(self.outline(), self.voice)

    @property
    def preview(self) -> Output | None:
        """The Output of its preview."""
        return _preview(self.outline(), self.voice)


def late_page(  # noqa: PLR0913 (each is one fact about the page)
    address: Address,
    outline: Callable[[], Frame],
    voice: Voice,
    whole: Callable[[], PageOutput],
    *,
    known: str,
    near: int = 0,
    about: str = "",
) -> LatePage:
    """Give a page that asks for what it shows while it is made; `known` is what the plan knows of it, in one line."""
    return LatePage(
        address.save_as,
        (),
        lambda: whole().make(),
        whole=whole,
        known=f"{voice.edition.lists_print} {known}",
        near=near,
        outline=outline,
        voice=voice,
        about=about,
    )


def _leads_to(site: Site, url: str) -> bool:
    return url in {site.home, site.search_url} or any(link.url == url for link in (*site.nav, *site.footer))


def _nodes(frame: Frame, voice: Voice) -> tuple[Node | Spelt, ...]:
    return (*frame.jsonld, breadcrumbs(frame.crumbs, voice.edition)) if frame.crumbs else frame.jsonld


def entry_in(frame: Frame, voice: Voice) -> Entry | None:
    """Give how the sitemap lists the page in a frame; None when it does not."""
    owner = frame.owner
    if not frame.listed or frame.draft or (owner is not None and owner.facts.gone is not None):
        return None
    photos = (photo(owner, entry, voice).src for entry in owner.facts.photos) if owner else ()
    return Entry(
        url=voice.edition.addresses.absolute(frame.addresses[voice.lang].url),
        alternates=tuple((link.lang, link.url) for link in _alternates(frame, voice)),
        modified=frame.modified or (frame.verified.iso if frame.verified else ""),
        images=tuple(dict.fromkeys(voice.edition.addresses.absolute(src) for src in photos)),
    )


def _preview(frame: Frame, voice: Voice) -> Output | None:
    preview = previews.preview_of(frame.title, frame.owner, voice) if frame.listed else None
    return previews.output_of(preview, voice.edition) if preview else None


def _pictures(owner: Thing[Facts, Words] | None) -> tuple[tuple[str, str], ...]:
    return tuple((entry.file, owner.pictures[entry.file].digest) for entry in owner.facts.photos) if owner else ()


def site_view(voice: Voice, section: str) -> Site:
    """Give what every page shows of the site; `section` is the kind of page that is open."""
    edition = voice.edition
    return edition.shared(("site", voice.lang, section), lambda: edition.of_frame(lambda: _site_view(voice, section)))


def _site_view(voice: Voice, section: str) -> Site:
    edition, say = voice.edition, voice.say
    addresses, lang = edition.addresses, voice.lang
    catalogue = edition.catalogue
    entries = (
        ("products", say("Products"), addresses.index(Kind.PRODUCT, lang).url, bool(catalogue.products)),
        ("places", say("Places"), addresses.index(Kind.PLACE, lang).url, bool(catalogue.places)),
        ("stories", say("Stories"), addresses.index(Kind.STORY, lang).url, bool(catalogue.stories)),
        ("producers", say("Producers"), addresses.index(Kind.PRODUCER, lang).url, bool(catalogue.producers)),
    )
    nav = tuple(Link(title, url, current=key == section) for key, title, url, there in entries if there)
    footer = [Link(say("A to Z"), addresses.of("A_TO_Z", lang).url)]
    for there, title, address in (
        (catalogue.places, say("Map"), addresses.of("MAP", lang)),
        (catalogue.routes, say("Routes"), addresses.index(Kind.ROUTE, lang)),
        (catalogue.events, say("Events"), addresses.index(Kind.EVENT, lang)),
    ):
        if there:
            footer.append(Link(title, address.url))
    if catalogue.news:
        footer.append(Link(say("News"), addresses.index(Kind.NEWS, lang).url))
    for slug in FOOTER_PAGES:
        if slug in catalogue.pages:
            words, language = edition.words(catalogue.pages[slug], lang)
            footer.append(Link(words.title, addresses.thing(Kind.PAGE, slug, lang).url, lang=voice.tag(language)))
    check = (
        addresses.thing(Kind.PAGE, "kiem-tra-giay-chung-nhan", lang).url
        if "kiem-tra-giay-chung-nhan" in catalogue.pages
        else ""
    )
    return Site(
        name=edition.sitename,
        tagline=say("One Commune One Product"),
        home=addresses.of("HOME", lang).url,
        lang=lang,
        sample=edition.sample,
        nav=nav,
        footer=tuple(footer),
        search_url=addresses.of("SEARCH", lang).url,
        az_url=addresses.of("A_TO_Z", lang).url,
        check_url=check,
        report_url=edition.report_url or _report_page(voice),
        origin=edition.addresses.origin,
        **_kept(voice, section),
    )


def _kept(voice: Voice, section: str) -> dict[str, Any]:
    """Give what the head of a page has beyond the page itself; a landing page stays light and has none of it."""
    if section == "landing":
        return {}
    edition = voice.edition
    book = edition.addresses
    return {
        "feeds": feed_links(voice),
        "manifest": book.file(icons.manifest_path(edition, voice.lang)),
        "touch_icon": book.file(icons.icon_path(edition, icons.TOUCH)),
        "worker": book.file(WORKER) if edition.offline else "",
    }


def thing_addresses(thing: Thing[Facts, Words], voice: Voice) -> dict[str, Address]:
    """Give a thing's pages by language."""
    edition = voice.edition
    return {lang: edition.addresses.thing(thing.kind, thing.slug, lang) for lang in edition.languages}


def home_crumb(voice: Voice) -> Link:
    """Give the first crumb."""
    home = voice.edition.addresses.of("HOME", voice.lang)
    return voice.edition.shared(("home crumb", voice.lang), lambda: Link(voice.say("Home"), home.url))


def language_name(lang: str) -> str:
    """Give a language's own name, as its readers look for it."""
    return {"vi": "Tiếng Việt", "en": "English", "ko": "한국어", "zh": "中文", "ja": "日本語"}.get(lang, lang)


def _report_page(voice: Voice) -> str:
    """Give the address of the page that says how to report an error; "" while there is none."""
    if "ve-danh-muc" not in voice.edition.catalogue.pages:
        return ""
    return voice.edition.addresses.thing(Kind.PAGE, "ve-danh-muc", voice.lang).url


def _alternates(frame: Frame, voice: Voice) -> tuple[Link, ...]:
    edition = voice.edition
    absolute = edition.addresses.absolute
    links = [Link("", absolute(address.url), lang=lang) for lang, address in frame.addresses.items()]
    if edition.default_language in frame.addresses and len(links) > 1:
        links.append(Link("", absolute(frame.addresses[edition.default_language].url), lang="x-default"))
    return tuple(links)
