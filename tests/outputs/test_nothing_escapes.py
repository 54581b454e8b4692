"""A late page that would come out otherwise is never called fresh: it asked something that has another answer now.

Editions of a catalogue before and after an edit are made whole, with the questions of every late page; wherever the bytes of
a page differ, what the plan knows of it does, too, or an answer to one of its questions.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import NamedTuple

import pytest
from pelican.settings import DEFAULT_CONFIG

from ocop import site
from ocop.engine import Late, Sources, passed_over, survey
from ocop.outputs.edition import Edition
from ocop.outputs.environment import content_of
from ocop.outputs.noted import FOOTER_PAGES
from ocop.outputs.plan import plan
from ocop.outputs.prepare import EditionSettings, prepare
from ocop.outputs.settings import edition_settings
from ocop.outputs.theme import Theme
from ocop.reading import Memory

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tests" / "demo"
DAY = date(2026, 11, 23)


class Made(NamedTuple):
    """A late page: what the plan knew of it, what came out, and what was asked with the answers."""

    known: str
    content: bytes
    asked: Mapping[str, str]


@dataclass
class Workshop:
    """Makes editions of a content folder as builds do, one after another, and edits it between them."""

    content: Path
    settings: EditionSettings
    theme: Theme
    dice: Random
    day: date = DAY

    def edition(self) -> Edition | None:
        """Read with the memory of the last edition; None where there is an error."""
        found = survey(Sources({"content": self.content}, (), lambda _, name: passed_over(name)), {})
        state = self.content.parent / "state"
        settings = replace(self.settings, content=self.content, root=self.content.parent, today=self.day)
        prepared = prepare(settings, lambda: self.theme, Memory(state, "code", *content_of(found)), 1)
        if prepared.edition is not None and prepared.keep is not None:
            prepared.keep()
        return prepared.edition

    def pages(self, kind: str = "*", language: str = "vi") -> list[Path]:
        return sorted(self.content.glob(f"{kind}/*/{language}.md"))

    def page(self, *kinds: str, language: str = "vi") -> Path:
        return self.dice.choice([page for kind in kinds or ("*",) for page in self.pages(kind, language)])

    def change(self, page: Path, pattern: str, new: str) -> None:
        """Change one place of a page that has it; else nothing is edited, and another edit is looked for."""
        page.write_text(re.sub(pattern, new, page.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")

    def slug(self, kind: str) -> str:
        return self.page(kind).parent.name


def made(edition: Edition, before: Mapping[str, str]) -> dict[str, Made]:
    """Make every late page of an edition; `before` is what was answered at the last build."""
    oracle, found = edition.oracle, dict[str, Made]()
    oracle.recall(before)
    for output in plan(edition):
        if isinstance(output, Late):
            with oracle.witness.noting() as noted:
                content = output.whole().make()
            found[output.path] = Made(output.known, content, {question: oracle.answer(question) for question in noted})
    return found


def answered(pages: Mapping[str, Made], edition: Edition) -> dict[str, str]:
    """Give what a build keeps of its answers."""
    return {question: answer for page in pages.values() for question, answer in page.asked.items()} | dict(
        edition.oracle.kept()
    )


# Edits, each of one thing.


def a_title(shop: Workshop, *kinds: str) -> None:
    shop.change(shop.page(*kinds), r"^title: (.+)$", rf"title: \1 {shop.dice.choice('ABC')}")


def the_title_of_a_producer(shop: Workshop) -> None:
    a_title(shop, "producers")


def the_title_of_a_story(shop: Workshop) -> None:
    a_title(shop, "stories")


def a_title_in_english(shop: Workshop) -> None:
    shop.change(shop.page(language="en"), r"^title: (.+)$", r"title: A \1")


def a_summary(shop: Workshop) -> None:
    shop.change(shop.page(), r"^summary: (.+)$", r"summary: Khác, \1")


def a_body(shop: Workshop) -> None:
    page = shop.page()
    link = f"[nơi](places/{shop.slug('places')})"
    page.write_text(f"{page.read_text('utf-8')}\nMột câu, xem {link}.\n", "utf-8")


def a_photo(shop: Workshop) -> None:
    photos = sorted(path for path in shop.content.glob("*/*/*") if path.suffix == ".jpg")
    if photos:
        shutil.copyfile(shop.dice.choice(photos), shop.dice.choice(photos))


def a_phone(shop: Workshop) -> None:
    shop.change(shop.page("producers", "places"), r"number: 0277 000 0\d", "number: 0277 000 9" + shop.dice.choice("012"))


def the_legal_form_of_a_producer(shop: Workshop) -> None:
    shop.change(shop.page("producers"), r"^type: .+$", f"type: {shop.dice.choice(['farm', 'cooperative', 'enterprise'])}")


def the_hours_of_a_place(shop: Workshop) -> None:
    shop.change(shop.page("places"), r"closes: \d\d:", f"closes: {shop.dice.choice(['16', '18'])}:")


def the_sort_of_a_place(shop: Workshop) -> None:
    shop.change(shop.page("places"), r"^type: .+$", f"type: {shop.dice.choice(['garden', 'market', 'craft-village'])}")


def where_a_product_is_shown(shop: Workshop) -> None:
    field = shop.dice.choice(["displayed_at", "visit_at"])
    shop.change(shop.page("products"), rf"^(?:{field}: .*\n)?producer:", f"{field}: [{shop.slug('places')}]\nproducer:")


def another_producer(shop: Workshop) -> None:
    shop.change(shop.page("products"), r"^producer: .+$", f"producer: {shop.slug('producers')}")


def a_season(shop: Workshop) -> None:
    shop.change(shop.page("products"), r"^producer:", f'season_months: ["{shop.dice.randrange(1, 13)}"]\nproducer:')


def a_price(shop: Workshop) -> None:
    shop.change(shop.page("products"), r"amount: \d", "amount: 9")


def stars(shop: Workshop) -> None:
    shop.change(shop.page("products"), r"stars: \d", f"stars: {shop.dice.choice('345')}")


def an_extension(shop: Workshop) -> None:
    shop.change(
        shop.page("products"), r"^    kind: first", "    kind: first\n    extension: {until: 2027-03-31, document: Văn bản mẫu}"
    )


def a_day_of_checking(shop: Workshop) -> None:
    shop.change(shop.page(), r"^verified: .+$", f"verified: 2026-11-{shop.dice.randrange(10, 23)}")


def a_drawing(shop: Workshop) -> None:
    shop.change(shop.page(), r"^drawing: .+$", f"drawing: {shop.dice.choice(['flower-pots', 'rice-flour', 'prawn-crackers'])}")


def a_product_not_made_any_more(shop: Workshop) -> None:
    shop.change(shop.page("products", "producers"), r"^verified:", "gone: 2026-11-01\ngone_reason: Nghỉ làm.\nverified:")


def a_draft(shop: Workshop) -> None:
    shop.change(shop.page(), r"^verified:", "draft: true\nverified:")


def a_bundle_away(shop: Workshop) -> None:
    shutil.rmtree(shop.page().parent)


def the_title_of_a_page_in_the_footer(shop: Workshop) -> None:
    page = shop.content / "pages" / shop.dice.choice(FOOTER_PAGES) / "vi.md"
    if page.exists():
        shop.change(page, r"^title: (.+)$", r"title: \1 mới")


def a_page_in_the_footer_away(shop: Workshop) -> None:
    shutil.rmtree(shop.content / "pages" / shop.dice.choice(FOOTER_PAGES), ignore_errors=True)


def all_of_a_kind_away(shop: Workshop) -> None:
    shutil.rmtree(shop.content / shop.dice.choice(["events", "news", "routes"]), ignore_errors=True)


def told(shop: Workshop, kind: str, about: str, body: str) -> None:
    number = shop.dice.randrange(10**6)
    folder = shop.content / kind / f"moi-{number}"
    folder.mkdir(parents=True)
    head = f"title: Mới {number}\nsummary: Để thử.\ndate: 2026-11-2{number % 3}\nverified: 2026-11-20\nabout: {about}\n"
    (folder / "vi.md").write_text(f"---\n{head}---\n\n{body}\n", "utf-8")


def a_story_about_a_product(shop: Workshop) -> None:
    told(shop, "stories", f"products/{shop.slug('products')}", "Kể chuyện.")


def a_story_that_names_two_products(shop: Workshop) -> None:
    one, other = (f"[món](products/{shop.slug('products')})" for _ in range(2))
    told(shop, "stories", f"places/{shop.slug('places')}", f"Kể về {one} và {other}.")


def news(shop: Workshop) -> None:
    told(shop, "news", f"[products/{shop.slug('products')}]", "Tin mới.")


def a_product(shop: Workshop) -> None:
    source = shop.page("products").parent
    target = source.with_name(f"{source.name}-hai")
    shutil.copytree(source, target)
    for page in target.glob("*.md"):
        shop.change(page, r"^gtin: .+\n", "")
        shop.change(page, r"^title: (.+)$", r"title: \1 hai")
        shop.change(page, r"^ +product_code: .+\n", "")
        shop.change(page, r"^aliases: .+\n", "")


def a_row_of_the_ledger(shop: Workshop) -> None:
    ledger = shop.content / "data" / "qr-ledger.csv"
    code = f"SD9{shop.dice.randrange(500, 1000)}"
    row = f"{code},,own,,,,,,products/{shop.slug('products')},,,draft,,{shop.dice.choice(['', 'túi'])}"
    head, *rows = ledger.read_text("utf-8").splitlines()
    ledger.write_text("\n".join([head, *sorted([*rows, row]), ""]), "utf-8")


def a_void_code(shop: Workshop) -> None:
    ledger = shop.content / "data" / "qr-ledger.csv"
    lines = ledger.read_text("utf-8").splitlines()
    number = shop.dice.randrange(1, len(lines))
    lines[number] = lines[number].replace(",draft,", ",void,")
    ledger.write_text("\n".join([*lines, ""]), "utf-8")


def a_unit(shop: Workshop) -> None:
    shop.change(shop.content / "data" / "units.yaml", r"title: Phường Bờ Sậy", "title: Phường Bờ Lau")


def a_document(shop: Workshop) -> None:
    shop.change(shop.content / "data" / "laws.yaml", r"status: in-force", "status: lapsed")


def the_day(shop: Workshop) -> None:
    shop.day = DAY + timedelta(days=shop.dice.choice([-300, -30, 1, 36, 37, 38, 120, 400, 800]))


EDITS: tuple[Callable[[Workshop], None], ...] = (
    *(
        a_title,
        the_title_of_a_producer,
        the_title_of_a_story,
        a_title_in_english,
        a_summary,
        a_body,
        a_photo,
        a_phone,
        the_legal_form_of_a_producer,
        the_hours_of_a_place,
    ),
    *(the_sort_of_a_place, where_a_product_is_shown, another_producer, a_season, a_price, stars, an_extension),
    *(
        a_day_of_checking,
        a_drawing,
        a_product_not_made_any_more,
        a_draft,
        a_bundle_away,
        a_story_about_a_product,
        a_story_that_names_two_products,
        news,
        a_product,
    ),
    *(a_row_of_the_ledger, a_void_code, a_unit, a_document, the_day),
    *(the_title_of_a_page_in_the_footer, a_page_in_the_footer_away, all_of_a_kind_away),
)


def seen(content: Path) -> list[tuple[Path, bytes]]:
    return [(path.relative_to(content), path.read_bytes()) for path in sorted(content.rglob("*")) if path.is_file()]


def edited(shop: Workshop, edit: Callable[[Workshop], None]) -> Edition | None:
    """Give the edition after an edit that changes something and leaves no error behind; None after ten failures."""
    kept = shop.content.with_name("kept")
    for _ in range(10):
        day, before = shop.day, seen(shop.content)
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(shop.content, kept)
        edit(shop)
        if shop.day != day or seen(shop.content) != before:
            edition = shop.edition()
            if edition is not None:
                return edition
        shutil.rmtree(shop.content)
        shutil.copytree(kept, shop.content)
        shop.day = day
    return None


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int], Workshop]:
    """Set up a workshop with the theme and settings of the demo, which are read once."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OCOP_TODAY", DAY.isoformat())
        generator = site._generator(site.load(DEMO / "pelicanconf.py", {"OCOP_CACHE": str(cache)}))
    settings, theme = edition_settings(generator.settings, DEFAULT_CONFIG), generator.made_theme()
    return lambda content, seed: Workshop(content, replace(settings, drafts=False), theme, Random(seed))


def outcomes(shop: Workshop, edits: Iterator[Callable[[Workshop], None]]) -> Iterator[tuple[str, int]]:
    """Give the name of each edit with the number of late pages that came out otherwise, having checked that each was told."""
    edition = shop.edition()
    assert edition is not None
    pages = made(edition, {})
    assert pages
    for edit in edits:
        after = edited(shop, edit)
        if after is None:
            continue
        now = made(after, answered(pages, edition))
        different = [path for path in pages.keys() & now.keys() if pages[path].content != now[path].content]
        for path in different:
            known, _, asked = pages[path]
            is_told = known != now[path].known or any(after.oracle.answer(question) != asked[question] for question in asked)
            assert is_told, f"{path} would be called fresh after {edit.__name__}"
        yield edit.__name__, len(different)
        edition, pages = after, now


def test_each_sort_of_edit_is_told_to_every_late_page_of_the_demo_that_shows_it(
    tmp_path: Path, workshop: Callable[[Path, int], Workshop]
) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    shop = workshop(tmp_path / "content", 1)
    found = dict(outcomes(shop, iter(EDITS)))
    assert found.keys() == {edit.__name__ for edit in EDITS}
    assert sum(map(bool, found.values())) > len(EDITS) / 2


def test_random_edits_are_told_to_every_late_page_that_shows_them(
    tmp_path: Path, workshop: Callable[[Path, int], Workshop], module_at: Callable[[Path], ModuleType]
) -> None:
    module_at(ROOT / "tests" / "bench" / "many.py").write_catalogue(tmp_path, 60)
    shop = workshop(tmp_path / "content", 1)
    found = list(outcomes(shop, iter(shop.dice.choices(EDITS, k=10))))
    assert len(found) >= 5
