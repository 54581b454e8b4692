"""Structured data (schema.org, JSON-LD). An award appears only while its recognition is valid; never aggregateRating:
stars of the State are not visitors' reviews (ocop.md §1.8, front-end.md §7).
"""

from __future__ import annotations

import json
from typing import Any

from ocop.catalogue.assembled import Product

from .addresses import Address
from .views import ProductView
from .voice import Voice


def script_safe(data: dict[str, Any]) -> str:
    """Give JSON for a <script> element: no character of it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def product_jsonld(product: Product, view: ProductView, address: Address, voice: Voice) -> str:
    """Give a product's JSON-LD: ProductModel, because a catalogue without offers is not a shop (front-end.md §7)."""
    absolute = voice.edition.addresses.absolute
    words, _ = voice.edition.words(product, voice.lang)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "TouristAttraction" if view.tourism else "ProductModel",
        "name": words.title,
        "description": words.summary,
        "url": absolute(address.url),
    }
    if view.picture.kind == "photo":
        data["image"] = absolute(view.picture.src)
    if not view.tourism:
        data["category"] = view.group.title
        data["manufacturer"] = {"@type": "Organization", "name": view.producer.title, "url": absolute(view.producer.url)}
    if view.status.stars and not view.tourism:
        data["hasCertification"] = {
            "@type": "Certification",
            "name": view.status.stars_text,
            "certificationIdentification": view.status.decision,
            "issuedBy": {"@type": "GovernmentOrganization", "name": view.status.issuer},
            "certificationRating": {"@type": "Rating", "ratingValue": view.status.stars, "bestRating": 5, "worstRating": 3},
            "certificationStatus": "https://schema.org/CertificationActive",
            "validFrom": view.status.since.iso if view.status.since else None,
            "expires": view.status.until.iso if view.status.until else None,
        }
    elif view.status.stars:
        data["award"] = view.status.stars_text
    return script_safe(data)
