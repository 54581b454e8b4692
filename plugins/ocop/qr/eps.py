"""A code as EPS, which designers place in a layout: exact, 100 % black by `setcmykcolor`, letters as outlines, no clock."""

from __future__ import annotations

from math import ceil

from ocop.text.typeface import Glyph

from .measure import points
from .pdf import outline
from .shapes import Drawing


def write_eps(drawing: Drawing, title: str) -> bytes:
    """Give the EPS file (PostScript level 2). `title` is printable ASCII.

    %%BoundingBox holds whole points, as it must, rounded up; %%HiResBoundingBox holds the exact size.
    """
    width, height = points(drawing.width, drawing.module), points(drawing.height, drawing.module)
    scale = points(1, drawing.module, places=6)
    names = _names(drawing)
    definitions = "".join(f"/{name} {{{outline(glyph, 'm', 'l', 'c', 'h')}}} bind def\n" for glyph, name in names.items())
    modules = "\n".join(f"{rect.x} {rect.y} {rect.width} {rect.height} r" for rect in drawing.rects)
    letters = "".join(
        f"{letter.scale:.6f} {letter.x:.3f} {letter.y:.3f} s {names[letter.glyph]} e\n" for letter in drawing.letters
    )
    return (
        "%!PS-Adobe-3.0 EPSF-3.0\n"
        f"%%BoundingBox: 0 0 {ceil(float(width))} {ceil(float(height))}\n"
        f"%%HiResBoundingBox: 0 0 {width} {height}\n"
        f"%%Title: {title}\n"
        "%%LanguageLevel: 2\n"
        "%%DocumentProcessColors: Black\n"
        "%%Pages: 1\n"
        "%%EndComments\n"
        "%%Page: 1 1\n"
        "save\n"
        "/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def /h {closepath} bind def\n"
        "/r {4 2 roll moveto 1 index 0 rlineto 0 exch rlineto neg 0 rlineto closepath} bind def\n"
        "/s {gsave translate dup neg scale newpath} bind def /e {fill grestore} bind def\n"
        f"{definitions}"
        f"0 {height} translate {scale} -{scale} scale\n"
        f"0 0 0 0 setcmykcolor newpath 0 0 {drawing.width} {drawing.height} r fill\n"
        f"0 0 0 1 setcmykcolor newpath\n{modules}\nfill\n"
        f"{letters}"
        "restore\n"
        "%%EOF\n"
    ).encode("ascii")


def _names(drawing: Drawing) -> dict[Glyph, str]:
    """Give a short name for each glyph, in the order of their first use: each is defined once."""
    glyphs = dict.fromkeys(letter.glyph for letter in drawing.letters)
    return {glyph: f"g{number}" for number, glyph in enumerate(glyphs)}
