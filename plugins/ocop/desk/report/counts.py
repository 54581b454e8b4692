"""The tables of a report, each with where its numbers come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from ocop.catalogue.assembled import Catalogue, Product
from ocop.catalogue.groups import group_title
from ocop.catalogue.models import Group, ProducerType, RecognitionKind
from ocop.text import date_short, sort_key

from ..tables import Table
from .numbers import Event, Span, by_kind, guided, holding, recognised

DECISIONS: Final = "các quyết định công nhận ghi trong danh mục"
KINDS: Final[Mapping[RecognitionKind | None, str]] = MappingProxyType(
    {
        RecognitionKind.FIRST: "Lần đầu",
        RecognitionKind.UPGRADE: "Nâng hạng",
        RecognitionKind.REASSESSMENT: "Đánh giá lại",
        None: "Chưa ghi hình thức",
    }
)
TYPES: Final = MappingProxyType(
    {
        ProducerType.ENTERPRISE: "Doanh nghiệp",
        ProducerType.COOPERATIVE: "Hợp tác xã",
        ProducerType.COOPERATIVE_GROUP: "Tổ hợp tác",
        ProducerType.BUSINESS_HOUSEHOLD: "Hộ kinh doanh",
        ProducerType.PRODUCING_HOUSEHOLD: "Hộ sản xuất",
        ProducerType.FARM: "Trang trại",
        ProducerType.ASSOCIATION: "Hội, hiệp hội",
        ProducerType.UNKNOWN: "Chưa rõ loại hình",
    }
)
NOT_SAID: Final = "Chưa ghi"


def plan_and_done(catalogue: Catalogue, span: Span, targets: Mapping[int, int]) -> Table:
    """Give, for each year of the span, the target and the recognitions of that year up to the day that is counted to."""
    rows = []
    for year in range(span.first.year, span.counted_to.year + 1):
        whole = Span(
            span.first.replace(year=year, month=1, day=1), span.last.replace(year=year, month=12, day=31), span.counted_to
        )
        counts = by_kind(recognised(catalogue, whole))
        total, target = sum(counts.values()), targets.get(year)
        share = f"{100 * total // target} %" if target else "–"
        rows.append((str(year), target if target else "Chưa có", *(counts[kind] for kind in KINDS), total, share))
    header = ("Năm", "Chỉ tiêu", *KINDS.values(), "Cộng", "So với chỉ tiêu")
    title = f"Chỉ tiêu và kết quả, tính đến {date_short(span.counted_to, 'vi')}"
    return Table("Chỉ tiêu", title, header, tuple(rows), f"chỉ tiêu: thiết đặt OCOP_TARGETS; kết quả: {DECISIONS}")


def events(name: str, title: str, found: Sequence[Event], catalogue: Catalogue, day: str) -> Table:
    """Give events as rows. `day` is the head of their day."""
    rows = tuple(
        (
            *(number, _title(event.product), catalogue.producers[event.product.facts.producer].words["vi"].title),
            *(f"{event.recognition.stars} sao", KINDS[event.recognition.kind], event.day),
            f"{event.recognition.decision} ngày {date_short(event.recognition.date, 'vi')}, {event.recognition.issuer}",
        )
        for number, event in enumerate(found, 1)
    )
    header = ("STT", "Sản phẩm", "Chủ thể", "Hạng", "Hình thức", day, "Quyết định")
    return Table(name, title, header, rows, DECISIONS)


def dossiers(catalogue: Catalogue, span: Span) -> Table:
    """Give the dossiers that were guided."""
    rows = tuple(
        (
            *(number, _title(product), catalogue.producers[product.facts.producer].words["vi"].title),
            product.facts.dossier.year if product.facts.dossier else None,
            "đã có quyết định" if decided else "đang hướng dẫn",
        )
        for number, (product, decided) in enumerate(guided(catalogue, span), 1)
    )
    header = ("STT", "Sản phẩm", "Chủ thể", "Năm hồ sơ", "Kết quả")
    return Table(
        "Hồ sơ hướng dẫn", "Hồ sơ được hướng dẫn", header, rows, "mục hồ sơ (dossier) của từng sản phẩm trong danh mục"
    )


def stock(catalogue: Catalogue, span: Span) -> tuple[Table, ...]:
    """Give what holds: by stars, group, commune of today and before, kind of producer; on its eve and at its end."""
    units = catalogue.units

    def commune(slug: str | None) -> str:
        return units[slug].title if slug and slug in units else NOT_SAID

    groups = [group_title(catalogue.schemes, group, "vi") for group in Group]
    return (
        _count(catalogue, span, "Theo hạng", "Hạng sao", lambda _, stars: f"{stars} sao", ("3 sao", "4 sao", "5 sao")),
        _count(
            catalogue, span, "Theo nhóm", "Nhóm", lambda one, _: group_title(catalogue.schemes, one.facts.group, "vi"), groups
        ),
        _count(catalogue, span, "Theo xã, phường nay", "Xã, phường hiện nay", lambda one, _: commune(one.facts.unit)),
        _count(
            catalogue, span, "Theo xã, phường cũ", "Xã, phường trước 01/7/2025", lambda one, _: commune(one.facts.former_unit)
        ),
        _count(
            catalogue, span, "Theo loại hình", "Loại hình chủ thể", lambda one, _: TYPES[_type(one, catalogue)], TYPES.values()
        ),
    )


def _count(  # noqa: PLR0913, PLR0917 (a table of one kind)
    catalogue: Catalogue,
    span: Span,
    name: str,
    head: str,
    key: Callable[[Product, int], str],
    order: Iterable[str] = (),
) -> Table:
    eve = span.first - timedelta(days=1)
    before = Counter(key(product, stars) for product, stars in holding(catalogue, eve))
    after = Counter(key(product, stars) for product, stars in holding(catalogue, span.counted_to))
    names = [one for one in dict.fromkeys(order) if one in before or one in after]
    names += sorted((one for one in {*before, *after} if one not in names), key=lambda one: (one == NOT_SAID, sort_key(one)))
    rows = tuple((one, before[one], after[one]) for one in names)
    total = ("Cộng", before.total(), after.total())
    header = (head, f"Ngày {date_short(eve, 'vi')}", f"Ngày {date_short(span.counted_to, 'vi')}")
    return Table(name, f"Sản phẩm còn hiệu lực, {name[0].lower()}{name[1:]}", header, (*rows, total), DECISIONS)


def _type(product: Product, catalogue: Catalogue) -> ProducerType:
    return catalogue.producers[product.facts.producer].facts.type


def _title(product: Product) -> str:
    return product.words["vi"].title
