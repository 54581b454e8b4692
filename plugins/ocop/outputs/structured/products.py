"""Products: goods as Product or ProductModel, visitor sites as TouristAttraction, with the certification of their rank."""

from __future__ import annotations

from typing import Any

from ocop import text
from ocop.catalogue.assembled import Product
from ocop.catalogue.models import Group, Price
from ocop.catalogue.status import Status

from ..statuses import derived_status, stars_text
from ..voice import Voice
from .nodes import COUNTRY, Node, Spelt, geo, identity, named, opening_hours, postal_address, tidy
from .producers import producer_reference


def product_nodes(product: Product, voice: Voice) -> tuple[Node | Spelt, ...]:
    """Give a product's node and, for goods, its producer's.

    Goods with a reference price and a photo are a Product with an offer; all others a ProductModel, since readers such as
    Google report a Product without offer, review or image as an error (front-end.md §7).
    """
    if product.facts.group is Group.TOURISM:
        return (_attraction(product, voice),)
    edition, facts = voice.edition, product.facts
    producer = edition.catalogue.producers[facts.producer]
    offers = _offers(facts.prices) if facts.gone is None and facts.photos else None
    node = {
        "@type": "Product" if offers else "ProductModel",
        **named(product, voice),
        "category": voice.group(facts.group),
        "countryOfOrigin": COUNTRY,
        "manufacturer": {"@id": identity(producer, edition)},
        **({f"gtin{len(facts.gtin)}": facts.gtin} if facts.gtin else {}),
        "hasCertification": _certification(product, voice),
        "offers": offers,
    }
    return tidy(node), producer_reference(producer, voice)


def _attraction(product: Product, voice: Voice) -> Node:
    facts = product.facts
    return tidy(
        {
            "@type": "TouristAttraction",
            **named(product, voice),
            "address": postal_address(None, facts.unit, voice),
            "geo": geo(facts.position),
            "openingHoursSpecification": opening_hours(facts.hours),
            "hasCertification": _certification(product, voice),
        }
    )


def _certification(product: Product, voice: Voice) -> Node | None:
    """Give the recognition that is valid on the edition's day; None without one: no word of a rank that has ended."""
    status = derived_status(product, voice)
    item = status.recognition
    if status.stars is None or item is None:
        return None
    sources = {source.key: source.url for source in product.facts.sources}
    return tidy(
        {
            "@type": "Certification",
            "name": stars_text(status.stars, voice),
            "certificationIdentification": item.decision,
            "issuedBy": {"@type": "GovernmentOrganization", "name": item.issuer},
            "certificationRating": _rating(status),
            "certificationStatus": "https://schema.org/CertificationActive",
            "validFrom": status.since.isoformat() if status.since else None,
            "expires": status.until.isoformat() if status.until else None,
            "validIn": COUNTRY,
            "url": sources.get(item.source),
        }
    )


def _rating(status: Status) -> Node:
    # One and two stars get no certificate (26/2026/QĐ-TTg, Điều 4.1a), so 3 is the worst that one can state.
    return {"@type": "Rating", "ratingValue": status.stars, "bestRating": 5, "worstRating": 3}


def _offers(prices: tuple[Price, ...]) -> Node | None:
    """Give the reference prices that the page shows; nobody sells here, so no seller and no stock is named."""
    if not prices:
        return None
    amounts = [price.amount for price in prices]
    if len(prices) > 1:
        return {
            "@type": "AggregateOffer",
            "priceCurrency": "VND",
            "lowPrice": min(amounts),
            "highPrice": max(amounts),
            "offerCount": len(prices),
        }
    offer: dict[str, Any] = {"@type": "Offer", "priceCurrency": "VND", "price": amounts[0]}
    if prices[0].pack:
        offer["description"] = text.nfc(prices[0].pack)
    return offer
