"""`/01/<gtin14>/`: the landing page of a GS1 Digital Link, and beside it `linkset.json` (RFC 9264) for programs.

Two files on a static host; no resolver in the sense of GS1, and nothing here calls it one (qr.md §1.3, docs/adr/0014).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from ocop.catalogue.assembled import Product
from ocop.catalogue.gtin import gtin14
from ocop.catalogue.models import Kind
from ocop.engine import Output
from ocop.qr import LedgerRow, gs1_path, own_gtin

from .edition import Edition
from .late_files import late_file

FILE: Final = "linkset.json"
MEDIA_TYPE: Final = "application/linkset+json"
_VOCABULARY: Final = "https://ref.gs1.org/voc/"


def gtin_of(row: LedgerRow, edition: Edition) -> str:
    """Give the 14 digits that a code of the form gs1 stands for; "" for other codes."""
    if row.form != "gs1":
        return ""
    if row.frozen:
        return own_gtin(row.payload)
    product = edition.catalogue.products.get(row.owner.removeprefix("products/"))
    return gtin14(product.facts.gtin) if product is not None and product.facts.gtin else ""


def gs1_pages(rows: Iterable[LedgerRow], edition: Edition) -> Mapping[str, LedgerRow]:
    """Give the code whose landing page stands at each GTIN: an issued one before a draft, the newest of them."""
    pages: dict[str, LedgerRow] = {}
    for row in sorted(rows, key=lambda one: (one.frozen, one.code)):
        gtin = gtin_of(row, edition)
        if gtin:
            pages[gtin] = row
    return dict(sorted(pages.items()))


def output(slug: str, gtin: str, host: str, edition: Edition) -> Output:
    """Give the linkset of a GTIN: product page, certificates, the producer's own traceability record, one default link.

    `host` is that of the printed address; it also completes addresses while SITEURL is empty.
    """
    path = f"{gs1_path(gtin)}{FILE}"
    return late_file(path, partial(_file, path, slug, gtin, host, edition), edition, known=f"{slug} {host}")


def _file(path: str, slug: str, gtin: str, host: str, edition: Edition) -> Output:
    content = _linkset(edition.catalogue.products[slug], gtin, host, edition)
    data = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    return Output(path, (data,), partial(bytes, data))


def _linkset(product: Product, gtin: str, host: str, edition: Edition) -> dict[str, object]:
    pages = []
    for language in edition.languages:
        words, _ = edition.words(product, language)
        url = edition.addresses.absolute(edition.addresses.thing(Kind.PRODUCT, product.slug, language).url)
        href = url if url.startswith("http") else f"https://{host.lower()}{url}"
        pages.append({"href": href, "title": words.title, "type": "text/html", "hreflang": [language]})
    context: dict[str, object] = {
        "anchor": f"https://{host}/{gs1_path(gtin)}".removesuffix("/"),
        f"{_VOCABULARY}defaultLink": [{"href": pages[0]["href"], "title": pages[0]["title"]}],
        f"{_VOCABULARY}pip": pages,
    }
    if product.facts.recognitions:
        context[f"{_VOCABULARY}certificationInfo"] = pages
    if product.facts.traceability_url:
        trace = {"href": product.facts.traceability_url, "title": pages[0]["title"]}
        context[f"{_VOCABULARY}traceability"] = [trace]
    return {"linkset": [context]}
