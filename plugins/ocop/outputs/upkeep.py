"""What a careful editor would say of pictures, codes and addresses, beside what `reading` says of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ocop.catalogue.brief import Briefs
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Problem, Severity
from ocop.pictures import PictureInfo
from ocop.qr import CodeStatus, LedgerRow

from .addresses import PATTERNS
from .edition import Edition

NARROWEST: Final = 480
"""Pixels: the narrowest picture that a page asks for. A smaller one is shown small, since none is ever enlarged."""
_RANKS_HIGH: Final = 4


def small_photos(photos: Mapping[tuple[str, str], PictureInfo], content: str) -> Iterator[Problem]:
    """Give a warning for each photo narrower than a page wants it. `content` is how messages name the content folder."""
    for (key, name), seen in sorted(photos.items()):
        if seen.width < NARROWEST:
            values = {"found": str(seen.width), "allowed": str(NARROWEST)}
            yield Problem(f"{content}/{key}/{name}", 1, "photo-small", Severity.WARNING, values)


def products_without_code(briefs: Briefs, ledger: Sequence[LedgerRow]) -> Iterator[Problem]:
    """Give a warning for each product of four or five stars today that no code leads to: its leaflet cannot be printed.

    Source: a leaflet is a minimum of criterion 5.1 for four stars (26/2026/QĐ-TTg, Phụ lục II; ocop.md §1.7).
    """
    owners = {row.owner for row in ledger if row.status != CodeStatus.VOID}
    for product in briefs[Kind.PRODUCT].values():
        stars = product.offer.stars if product.offer else 0
        if stars >= _RANKS_HIGH and product.key not in owners and not product.gone and not product.draft:
            values = {"stars": str(stars), "product": product.key}
            yield Problem(product.source, 1, "four-star-leaflet", Severity.WARNING, values)


def address_clashes(edition: Edition) -> Iterator[Problem]:
    """Give an error for each thing whose page would have the address of another page: a list, the search, another thing."""
    for language in edition.languages:
        taken = {
            edition.addresses.of(name, language).save_as: name.lower().replace("_", "-")
            for name, patterns in PATTERNS.items()
            if "{slug}" not in patterns[0]
        }
        for kind, found in edition.briefs.items():
            for slug, brief in found.items():
                address, key = edition.addresses.thing(kind, slug, language), f"{kind.value}/{slug}"
                other = taken.setdefault(address.save_as, key)
                if other != key:
                    yield Problem(brief.source, 1, "address-clash", values={"url": address.url, "other": other})
