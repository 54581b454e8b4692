"""The buyers' list: what can be bought from whom, which certificates hold on the day, contacts given with consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ocop.catalogue.assembled import Catalogue, Product
from ocop.catalogue.groups import group_title
from ocop.catalogue.models import Group, Price
from ocop.catalogue.status import status_on
from ocop.text import date_short, money, phone, sort_key

from .tables import Table, Value

HEADER = (
    *("Sản phẩm", "Chủ thể", "Nhóm", "Sao", "Quyết định", "Có giá trị đến", "Quy cách", "Giá tham khảo (kèm ngày ghi)"),
    *("Hạn sử dụng", "Số tự công bố", "Mã số mã vạch", "Bán ở", "Điện thoại", "Thư điện tử", "Trang web"),
)
NOTE = "Giá tham khảo, có thể đã đổi; điện thoại chỉ ghi khi chủ thể đã đồng ý đăng."


def buyers_list(catalogue: Catalogue, today: date, *, everything: bool = False) -> Table:
    """Give the list: products with stars on the day, or every product that is not gone. Tourism and drafts are left out."""
    products = sorted(catalogue.products.values(), key=lambda one: (sort_key(one.words["vi"].title), one.slug))
    rows = (_row(one, catalogue, today, everything=everything) for one in products)
    title = f"Danh sách chào hàng OCOP, ngày {date_short(today, 'vi')}"
    source = "danh mục OCOP; hạng sao theo quyết định còn hiệu lực trong ngày"
    return Table("Chào hàng", title, HEADER, tuple(row for row in rows if row is not None), source)


def _row(product: Product, catalogue: Catalogue, today: date, *, everything: bool) -> tuple[Value, ...] | None:
    facts = product.facts
    status = status_on(facts.recognitions, facts.dossier, today)
    if facts.draft or facts.gone is not None or facts.group is Group.TOURISM or (status.stars is None and not everything):
        return None
    producer = catalogue.producers[facts.producer]
    holds = status.recognition if status.stars is not None else None
    return (
        product.words["vi"].title,
        producer.words["vi"].title,
        group_title(catalogue.schemes, facts.group, "vi"),
        status.stars,
        f"{holds.decision} ngày {date_short(holds.date, 'vi')}" if holds else "",
        status.until if holds else None,
        "\n".join(facts.net_quantities),
        "\n".join(_price(one) for one in facts.prices),
        facts.shelf_life or "",
        facts.declaration or "",
        facts.gtin or "",
        "\n".join(_outlets(product)),
        "\n".join(phone(one.number) for one in producer.facts.phones if one.consent is not None and one.consent <= today),
        producer.facts.email or "",
        producer.facts.website or "",
    )


def _price(price: Price) -> str:
    pack = f" / {price.pack}" if price.pack else ""
    return f"{money(price.amount, 'vi')}{pack} ({date_short(price.date, 'vi')})"


def _outlets(product: Product) -> Iterator[str]:
    for outlet in product.facts.outlets:
        yield ", ".join(filter(None, (outlet.title, outlet.address, outlet.url)))
