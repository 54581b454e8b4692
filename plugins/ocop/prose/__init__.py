"""Markdown bodies → safe HTML, and what is in them: links, headings, pictures. Bodies are untrusted (docs/adr/0005)."""

from .body import Heading, Prose
from .bounds import bracket_flood, too_deep
from .renderer import Renderer, render

__all__ = ["Heading", "Prose", "Renderer", "bracket_flood", "render", "too_deep"]
