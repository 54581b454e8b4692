"""The site itself and its plain pages."""

from __future__ import annotations

from ..voice import Voice
from .nodes import Node, tidy


def website_node(description: str, voice: Voice) -> Node:
    """Give the node of the site, for the home page. No search action: it was for a box that search engines have dropped."""
    edition = voice.edition
    absolute = edition.addresses.absolute
    return {
        "@type": "WebSite",
        "@id": _site_id(voice),
        "name": edition.sitename,
        "url": absolute(edition.addresses.of("HOME", voice.lang).url),
        "description": description,
        "inLanguage": list(edition.languages),
    }


def page_node(title: str, description: str, url: str, language: str, voice: Voice) -> Node:
    """Give the node of a plain page; `language` is that of its words."""
    absolute = voice.edition.addresses.absolute
    return tidy(
        {
            "@type": "WebPage",
            "@id": absolute(url),
            "name": title,
            "description": description,
            "url": absolute(url),
            "inLanguage": language,
            "isPartOf": {"@id": _site_id(voice)},
        }
    )


def _site_id(voice: Voice) -> str:
    addresses = voice.edition.addresses
    return f"{addresses.absolute(addresses.of('HOME', voice.edition.default_language).url)}#site"
