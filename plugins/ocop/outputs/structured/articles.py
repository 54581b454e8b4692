"""Stories and news: an Article with the day it was published."""

from __future__ import annotations

from ocop.catalogue.assembled import News, Story

from ..illustration import thing_at
from ..voice import Voice
from .nodes import Node, identity, named, tidy


def article_node(article: Story | News, voice: Voice) -> Node:
    """Give a story's or a news item's node; what it is about is named by identity alone."""
    edition, facts = voice.edition, article.facts
    _, language = edition.words(article, voice.lang)
    keys = (facts.about,) if isinstance(facts.about, str) else facts.about
    about = [{"@id": identity(thing, edition)} for key in keys if (thing := thing_at(edition, key))]
    node = named(article, voice)
    return tidy(
        {
            "@type": "Article",
            **{key: value for key, value in node.items() if key != "name"},
            "headline": node["name"],
            "inLanguage": language,
            "datePublished": facts.date.isoformat(),
            "author": _author(getattr(facts, "author", None)),
            "about": about,
        }
    )


def _author(name: str | None) -> Node | None:
    if not name:
        return None
    # "Ban biên tập" and the like are bodies, not people.
    return {"@type": "Organization" if name.startswith("Ban ") else "Person", "name": name}
