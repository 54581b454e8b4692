"""`review`: what each product's page has of what the criteria ask, and what to do about the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from ocop.catalogue.assembled import Product, Thing
from ocop.catalogue.groups import group_of_set, group_title
from ocop.catalogue.models import Facts, Group, Words
from ocop.catalogue.problem import Problem
from ocop.catalogue.status import PublicStatus, status_on
from ocop.outputs.edition import Edition
from ocop.reading.checks.completeness import FEWEST_WORDS
from ocop.reading.passages import without_code
from ocop.text import sort_key

from .asks import ASKS, RANKS, Ask

ALIKE: Final = "story-alike"
"""The rule that tells of a story nearly the same as another's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a page answers one ask. `found` is what it has; `todo` is what to do, "" where it is met."""

    ask: Ask
    found: str
    todo: str

    @property
    def is_met(self) -> bool:
        """Whether nothing is left to do."""
        return not self.todo


@dataclass(frozen=True, slots=True)
class Review:
    """A product with the answers of its page. `stars` and `until` are None without a valid recognition."""

    key: str
    title: str
    producer: str
    group: str
    set: int | None
    status: PublicStatus
    stars: int | None
    until: date | None
    answers: tuple[Answer, ...]

    def lacking(self, stars: int) -> tuple[Answer, ...]:
        """Give what the page still lacks of the minimum for so many stars."""
        return tuple(answer for answer in self.answers if 0 < answer.ask.stars <= stars and not answer.is_met)

    @property
    def highest(self) -> int:
        """The highest rank whose minimum the page has whole; 0 for none, and for tourism, of which no minimum is asked."""
        if not any(answer.ask.stars for answer in self.answers):
            return 0
        return max((stars for stars in RANKS if not self.lacking(stars)), default=0)


def review(edition: Edition, problems: Iterable[Problem]) -> tuple[Review, ...]:
    """Give a review of each product that is not gone, in order of title. Drafts are reviewed too: they are to become complete.

    `problems` are those of the reading: a story that is nearly another's counts as none (criterion 5.3).
    """
    alike = frozenset(problem.path.rpartition("/")[0] for problem in problems if problem.rule == ALIKE)
    products = [product for product in edition.catalogue.products.values() if product.facts.gone is None]
    reviews = (_reviewed(product, edition, alike) for product in products)
    return tuple(sorted(reviews, key=lambda one: (sort_key(one.title), one.key)))


def _reviewed(product: Product, edition: Edition, alike: frozenset[str]) -> Review:
    facts = product.facts
    language = edition.default_language
    status = status_on(facts.recognitions, facts.dossier, edition.today)
    has_stars = status.stars is not None
    page = _Page(product, edition, alike)
    numbers = frozenset({facts.set}) if facts.set is not None else _sets_of(facts.group, edition)
    return Review(
        key=product.key,
        title=product.words[language].title,
        producer=edition.catalogue.producers[facts.producer].words[language].title,
        group=group_title(edition.catalogue.schemes, facts.group, language),
        set=facts.set,
        status=status.kind,
        stars=status.stars,
        until=status.until if has_stars else None,
        answers=tuple(Answer(ask, *_ANSWERS[ask.id](page)) for ask in _asked(numbers)),
    )


def _asked(numbers: frozenset[int | None]) -> list[Ask]:
    # Where the set is not typed, each ask of its group's sets once, with the rank that most of them ask it for.
    fitting = [ask for ask in ASKS if ask.sets & numbers]
    most = {ask.id: max((one for one in fitting if one.id == ask.id), key=lambda one: len(one.sets)) for ask in fitting}
    return [ask for ask in fitting if len(numbers) == 1 or most[ask.id] is ask]


def _sets_of(group: Group, edition: Edition) -> frozenset[int | None]:
    schemes = edition.catalogue.schemes
    return frozenset(number for ask in ASKS for number in ask.sets if group_of_set(schemes, number) is group)


@dataclass(frozen=True, slots=True)
class _Page:
    product: Product
    edition: Edition
    alike: frozenset[str]

    @property
    def tellers(self) -> tuple[Thing[Facts, Words], ...]:
        """The stories about the product, and its own page where that tells enough; those that are another's left out."""
        stories: tuple[Thing[Facts, Words], ...] = self.edition.relations.stories_about.get(self.product.key, ())
        own: tuple[Thing[Facts, Words], ...] = (self.product,) if self._words() >= FEWEST_WORDS else ()
        return tuple(one for one in (*stories, *own) if one.source.rpartition("/")[0] not in self.alike)

    @property
    def others(self) -> tuple[str, ...]:
        """The languages beside the default one."""
        return tuple(tag for tag in self.edition.languages if tag != self.edition.default_language)

    def _words(self) -> int:
        return len(without_code(self.product.bodies.get(self.edition.default_language, "")).split())


Found = tuple[str, str]
"""What there is, and what to do."""


def _told(page: _Page) -> Found:
    tellers = page.tellers
    if tellers:
        return ", ".join(one.key for one in tellers), ""
    folder = page.product.source.rpartition("/")[0]
    if folder in page.alike:
        return "chuyện gần như giống sản phẩm khác", "viết câu chuyện riêng của sản phẩm này"
    return "", f"viết một trang trong content/stories/ với about: {page.product.key}, hoặc viết thân bài từ {FEWEST_WORDS} chữ"


def _leaflet(page: _Page) -> Found:
    codes = page.edition.codes_of(page.product.key)
    if not codes:
        return "", "thêm một mã QR cho sản phẩm (lệnh qr), rồi in tờ rơi (make labels)"
    issued = [row.code for row in codes if row.frozen]
    if issued:
        return f"in được: make labels (mã {', '.join(issued)})", ""
    return f"mã nháp {codes[0].code}", "cấp mã QR (lệnh qr) để in tờ rơi chính thức"


def _pictures(page: _Page) -> Found:
    count = len(page.product.facts.photos)
    return (f"{count} ảnh", "") if count else ("", "thêm ảnh vào photos, kèm người chụp và giấy phép")


def _traceability(page: _Page) -> Found:
    url = page.product.facts.traceability_url
    if url is None:
        return "", "ghi traceability_url; nhờ chủ thể đưa câu chuyện vào nội dung truy xuất"
    return url, ""


def _shop(page: _Page) -> Found:
    urls = [outlet.url for outlet in page.product.facts.outlets if outlet.url]
    return (urls[0], "") if urls else ("", "thêm outlets có url của gian hàng điện tử, nếu có")


def _second_language(page: _Page) -> Found:
    missing = [tag for tag in page.others if tag not in page.product.words]
    there = [tag for tag in page.others if tag in page.product.words]
    return ", ".join(there), f"viết {', '.join(f'{tag}.md' for tag in missing)}" if missing or not there else ""


def _story_abroad(page: _Page) -> Found:
    there = [tag for tag in page.others if any(tag in one.bodies for one in page.tellers)]
    return ", ".join(there), "" if there else "viết câu chuyện bằng một tiếng nước ngoài (en.md có thân bài)"


def _booking(page: _Page) -> Found:
    url = page.product.facts.booking_url
    return (url, "") if url else ("", "ghi booking_url, nếu có")


def _display(page: _Page) -> Found:
    shown = page.edition.relations.displayed_at_place
    places = [slug for slug in page.product.facts.visit_at if shown.get(slug)]
    if places:
        return ", ".join(places), ""
    return "", "ghi visit_at, và displayed_at ở các sản phẩm được trưng bày tại nơi ấy"


def _typed(name: str, todo: str) -> Callable[[_Page], Found]:
    """Give the answer that a key of the front matter gives by being there."""

    def answer(page: _Page) -> Found:
        words = page.product.words[page.edition.default_language]
        value = getattr(page.product.facts, name, None) or getattr(words, name, None)
        return ("có", "") if value else ("", todo)

    return answer


_ANSWERS: Final[Mapping[str, Callable[[_Page], Found]]] = MappingProxyType(
    {
        "own-story": _told,
        "story": _told,
        "leaflet": _leaflet,
        "pictures": _pictures,
        "traceability": _traceability,
        "label-code": _traceability,
        "shop": _shop,
        "second-language": _second_language,
        "story-in-second-language": _story_abroad,
        "booking": _booking,
        "display": _display,
        "activities": _typed("services", "ghi services: hoạt động, trải nghiệm"),
        "ingredients": _typed("ingredients", "ghi ingredients"),
        "quantity": _typed("net_quantities", "ghi net_quantities"),
        "shelf-life": _typed("shelf_life", "ghi shelf_life"),
        "usage": _typed("usage", "ghi usage và storage"),
        "declaration": _typed("declaration", "ghi declaration, nếu có"),
        "hours": _typed("hours", "ghi hours"),
        "position": _typed("position", "ghi position, kèm nguồn đo"),
        "prices": _typed("prices", "ghi prices, mỗi giá kèm ngày"),
    }
)
