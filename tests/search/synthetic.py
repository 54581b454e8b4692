"""A fictional catalogue of any size, the same for one seed: the haystack of the judged queries and of the benchmark.

Every name is put together from lists of words; communes, firms and decisions exist nowhere. `PLANTED` are the needles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product as pairs
from pathlib import Path

from ocop import text
from ocop.catalogue.assembled import Catalogue, Thing
from ocop.catalogue.brief import briefs_of
from ocop.catalogue.lists import Unit
from ocop.catalogue.models import (
    Evidence,
    Facts,
    Group,
    Kind,
    PlaceFacts,
    PlaceType,
    PlaceWords,
    ProducerFacts,
    ProducerType,
    ProducerWords,
    ProductFacts,
    ProductWords,
    Recognition,
    StoryFacts,
    StoryWords,
    Words,
)
from ocop.outputs.addresses import Addresses
from ocop.outputs.edition import Edition
from ocop.outputs.noted import CatalogueOracle
from ocop.outputs.theme import Assets, Theme, read_translations
from ocop.prose import Renderer
from ocop.qr import LedgerRow

THEME = Path(__file__).parents[2] / "theme"
TODAY = date(2026, 11, 23)
CHECKED = "2026-11-01"
WAYS = (
    *("khô", "tươi", "rang", "sấy dẻo", "một nắng", "cay"),
    *("ngâm mật", "hữu cơ", "xay mịn", "lá dứa", "mè đen", "truyền thống"),
)
WAYS_EN = (
    *("dried", "fresh", "roasted", "soft-dried", "sun-dried", "hot"),
    *("in honey", "organic", "fine", "pandan", "black sesame", "traditional"),
)
THINGS: tuple[tuple[str, str, Group], ...] = (
    ("Bánh tráng", "rice paper", Group.FOOD),
    ("Bánh phồng", "crackers", Group.FOOD),
    ("Bánh pía", "pia cake", Group.FOOD),
    ("Bánh ít", "sticky rice cake", Group.FOOD),
    ("Bột gạo", "rice flour", Group.FOOD),
    ("Bột sắn dây", "kudzu starch", Group.FOOD),
    ("Bún gạo", "rice vermicelli", Group.FOOD),
    ("Chuối", "banana", Group.FOOD),
    ("Dưa bồn bồn", "pickled cattail", Group.FOOD),
    ("Đậu phộng", "peanuts", Group.FOOD),
    ("Gạo nếp", "sticky rice", Group.FOOD),
    ("Khô cá lóc", "snakehead fish", Group.FOOD),
    ("Khô cá sặc", "gourami", Group.FOOD),
    ("Mắm cá linh", "linh fish sauce", Group.FOOD),
    ("Mít", "jackfruit", Group.FOOD),
    ("Nấm rơm", "straw mushroom", Group.FOOD),
    ("Nước mắm", "fish sauce", Group.FOOD),
    ("Sầu riêng", "durian", Group.FOOD),
    ("Thanh long", "dragon fruit", Group.FOOD),
    ("Xoài", "mango", Group.FOOD),
    ("Rượu nếp", "sticky rice liquor", Group.DRINKS),
    ("Trà sen", "lotus tea", Group.DRINKS),
    ("Trà gừng", "ginger tea", Group.DRINKS),
    ("Cà phê", "coffee", Group.DRINKS),
    ("Tinh dầu tràm", "cajuput oil", Group.HERBS),
    ("Cao đinh lăng", "ming aralia extract", Group.HERBS),
    ("Viên nghệ", "turmeric pills", Group.HERBS),
    ("Chiếu cói", "sedge mat", Group.CRAFTS),
    ("Nón lá", "leaf hat", Group.CRAFTS),
    ("Giỏ tre", "bamboo basket", Group.CRAFTS),
    ("Khăn dệt", "woven scarf", Group.CRAFTS),
    ("Cúc vạn thọ", "marigold", Group.ORNAMENTALS),
    ("Mai vàng", "ochna", Group.ORNAMENTALS),
    ("Lan hồ điệp", "moth orchid", Group.ORNAMENTALS),
    ("Vườn trái", "orchard visit", Group.TOURISM),
)
FIRST = ("Gò", "Rạch", "Cồn", "Xóm", "Bàu", "Vàm", "Lung", "Giồng", "Ngã", "Mương", "Bờ", "Láng", "Đìa", "Kinh", "Hàng", "Bến")
LAST = (
    *("Sậy", "Tre", "Ổi", "Dừa", "Mây", "Trâm", "Sen", "Quéo", "Lụa", "Vịt", "Đước", "Mắm", "Ráng", "Cát", "Bần", "Nứa"),
    *("Cò", "Le", "Thị", "Bưởi", "Gòn", "Sắn", "Trúc", "Vông"),
)
FIRMS: tuple[tuple[str, str, ProducerType], ...] = (
    ("Công ty", "Company", ProducerType.ENTERPRISE),
    ("Hợp tác xã", "Cooperative", ProducerType.COOPERATIVE),
    ("Cơ sở", "Workshop", ProducerType.BUSINESS_HOUSEHOLD),
    ("Hộ kinh doanh", "Household", ProducerType.BUSINESS_HOUSEHOLD),
)
PEOPLE = (
    *("Hai Lúa", "Ba Sương", "Tư Nhãn", "Năm Thạnh", "Sáu Mận", "Bảy Đông", "Tám Ổi", "Chín Hiền", "Út Mót", "Cả Trầu"),
    *("Minh Nguyệt", "Thanh Thúy", "Hòa Bình", "Kim Quy", "Ngọc Điệp", "Hương Quê"),
)
PLANTED: tuple[tuple[str, str, Group], ...] = (
    ("Hủ tiếu bột lọc Ngã Bèo", "Ngã Bèo clear hủ tiếu noodles", Group.FOOD),
    ("Hủ tiếu dai Ngã Bèo", "Ngã Bèo chewy hủ tiếu noodles", Group.FOOD),
    ("Hũ tiêu xay Đầm Dơi Giả", "Đầm Dơi Giả jar of ground pepper", Group.FOOD),
    ("Nem lai vung chay Cầu Kè Mẫu", "Cầu Kè Mẫu meatless nem", Group.FOOD),
    ("Quýt hồng Đồi Mồi Mẫu", "Đồi Mồi Mẫu pink mandarin", Group.FOOD),
    ("Kẹo thốt nốt Thuý Hoà", "Thuý Hoà palm sugar sweets", Group.FOOD),
    ("Kẹo dừa Thủy Hòa", "Thủy Hòa coconut sweets", Group.FOOD),
    ("Đường phèn Đất Đỏ Mẫu", "Đất Đỏ Mẫu rock sugar", Group.FOOD),
    ("Đàn ghi-ta lõm Xẻo Quít Mẫu", "Xẻo Quít Mẫu scalloped guitar", Group.CRAFTS),
    ("Cá thác lác rút xương Xẻo Quít Mẫu", "Xẻo Quít Mẫu boned featherback", Group.FOOD),
    ("Mắm ruột Út Thêm Mẫu", "Út Thêm Mẫu fermented fish roe", Group.FOOD),
    ("Mâm xôi ngũ quả", "Tray of five fruits", Group.FOOD),
)


def units(count: int) -> dict[str, Unit]:
    """Communes of today, each made of two that were there before."""
    names = [f"{first} {last}" for last, first in pairs(LAST, FIRST)][:count]
    made: dict[str, Unit] = {}
    for number, name in enumerate(names):
        slug = text.slugify(f"Xã {name}")
        made[slug] = Unit(
            slug=slug,
            code=str(90000 + number),
            title=f"Xã {name}",
            type="commune",
            valid_from="2025-07-01",
            province="tỉnh Mẫu",
            source="hư cấu",
            evidence=Evidence.A,
        )
        for side in ("Thượng", "Hạ"):
            former = text.slugify(f"Xã {name} {side}")
            made[former] = Unit(
                slug=former,
                code=str(80000 + number),
                title=f"Xã {name} {side}",
                type="commune",
                valid_to="2025-06-30",
                successor=slug,
                province="tỉnh Mẫu",
                source="hư cấu",
                evidence=Evidence.A,
            )
    return made


def catalogue(size: int, seed: int = 20261123) -> Catalogue:
    """A catalogue of about `size` things that can be found: 72 % products, 18 % producers, 7 % places, 3 % stories."""
    chance = random.Random(seed)
    communes = units(max(4, min(300, size // 60)))
    present = [slug for slug, unit in communes.items() if unit.valid_to is None]
    producers: dict[str, Thing[ProducerFacts, ProducerWords]] = {}
    while len(producers) < max(3, size * 18 // 100):
        sort, sort_en, legal = chance.choice(FIRMS)
        unit = chance.choice(present)
        name = f"{chance.choice(PEOPLE)} {communes[unit].title.removeprefix('Xã ')}"
        title, title_en = f"{sort} {name} (mẫu)", f"{name} {sort_en} (sample)"
        facts = ProducerFacts(type=legal, unit=unit, former_unit=_former(unit, chance), verified=CHECKED)
        _put(producers, Kind.PRODUCER, facts, ProducerWords(title=title, summary="Hư cấu."), title_en)
    decisions = [
        (f"{chance.randint(20, 1999)}/QĐ-UBND", TODAY - timedelta(days=chance.randint(20, 1600))) for _ in range(1 + size // 14)
    ]
    products: dict[str, Thing[ProductFacts, ProductWords]] = {}
    owners = list(producers.values())
    for title, title_en, group in PLANTED:
        _product(products, title, title_en, group, chance.choice(owners), decisions, chance)
    while len(products) < size * 72 // 100:
        thing, thing_en, group = chance.choice(THINGS)
        way = chance.randrange(len(WAYS))
        owner = chance.choice(owners)
        place = chance.choice((communes[str(owner.facts.unit)].title.removeprefix("Xã "), chance.choice(PEOPLE)))
        title, title_en = f"{thing} {WAYS[way]} {place}", f"{place} {WAYS_EN[way]} {thing_en}"
        _product(products, title, title_en, group, owner, decisions, chance)
    places: dict[str, Thing[PlaceFacts, PlaceWords]] = {}
    sorts = (("Làng nghề", "craft village", PlaceType.CRAFT_VILLAGE), ("Vườn", "garden", PlaceType.GARDEN))
    while len(places) < size * 7 // 100:
        (sort, sort_en, place_type), (thing, thing_en, _) = chance.choice(sorts), chance.choice(THINGS)
        unit = chance.choice(present)
        name = communes[unit].title.removeprefix("Xã ")
        place = PlaceFacts(type=place_type, unit=unit, verified=CHECKED)
        words = PlaceWords(title=f"{sort} {thing.lower()} {name}", summary="Hư cấu.")
        _put(places, Kind.PLACE, place, words, f"{name} {thing_en} {sort_en}")
    stories: dict[str, Thing[StoryFacts, StoryWords]] = {}
    for about in list(products.values())[: size * 3 // 100]:
        story = StoryFacts(about=about.key, date=CHECKED, verified=CHECKED)
        words_vi = StoryWords(title=f"Chuyện kể: {about.words['vi'].title}", summary="Hư cấu.")
        _put(stories, Kind.STORY, story, words_vi, f"A tale of {about.words['en'].title}")
    return Catalogue(products, producers, places, stories, {}, {}, communes, {}, {})


def edition(found: Catalogue, *, today: date = TODAY) -> Edition:
    """What the outputs of search need of an edition: words, addresses, codes; no templates and no pictures."""
    codes = tuple(_code(number, thing.key) for number, thing in enumerate(found.products.values(), 1))
    oracle = CatalogueOracle(found, briefs_of(found, today), "vi", {}, {}, today.isoformat())
    return Edition(
        catalogue=oracle.catalogue,
        oracle=oracle,
        addresses=Addresses({}, "", "vi"),
        theme=Theme({}, {lang: read_translations(THEME, lang) for lang in ("vi", "en")}, Assets({}, "")),
        prose=Renderer({}),
        languages=("vi", "en"),
        default_language="vi",
        day=today,
        sitename="Danh mục mẫu",
        sample=True,
        host="OCOP.EXAMPLE",
        report_url="",
        ledger=codes,
        photos={},
        cache=Path(),
    )


def _product(  # noqa: PLR0917 - a line of the table above each
    into: dict[str, Thing[ProductFacts, ProductWords]],
    title: str,
    title_en: str,
    group: Group,
    owner: Thing[ProducerFacts, ProducerWords],
    decisions: list[tuple[str, date]],
    chance: random.Random,
) -> None:
    number, day = chance.choice(decisions)
    recognitions = ()
    if chance.random() < 0.9:
        stars = chance.choice("3334")
        issuer = "UBND tỉnh (mẫu)"
        recognitions = (Recognition(decision=number, date=day.isoformat(), issuer=issuer, stars=stars, source="qd"),)
    unit = str(owner.facts.unit)
    facts = ProductFacts(
        group=group,
        producer=owner.slug,
        unit=unit,
        former_unit=owner.facts.former_unit,
        recognitions=recognitions,
        verified=CHECKED,
    )
    _put(into, Kind.PRODUCT, facts, ProductWords(title=title, summary="Hư cấu."), title_en)


def _former(unit: str, chance: random.Random) -> str | None:
    return f"{unit}-{chance.choice(('thuong', 'ha'))}" if chance.random() < 0.8 else None


def _put(into: dict[str, Thing], kind: Kind, facts: Facts, words: Words, title_en: str) -> None:  # type: ignore[type-arg]
    slug = text.slugify(re.sub(r"\(mẫu\)", "", words.title))
    while slug in into:
        slug += "-2"
    english = words.model_copy(update={"title": title_en})
    into[slug] = Thing(kind, slug, facts, {"vi": words, "en": english}, {}, {}, f"content/{kind.value}/{slug}/vi.md")


def _code(number: int, owner: str) -> LedgerRow:
    values: Mapping[str, object] = dict.fromkeys(LedgerRow.__dataclass_fields__, "")
    filled = {**values, "code": f"SD{number:04}", "owner": owner, "status": "draft", "form": "own", "line": number + 1}
    return LedgerRow(**filled)  # type: ignore[arg-type]
