"""A code as PDF: exact millimetres, vector, 100 % black and nothing else, letters as outlines, no clock in it (qr.md §3.2)."""

from __future__ import annotations

import zlib
from typing import Final

from ocop.text.typeface import Glyph, Letter

from .measure import points
from .shapes import Drawing

_WHITE: Final = "0 0 0 0 k"
_BLACK: Final = "0 0 0 1 k"


def write_pdf(drawing: Drawing, title: str) -> bytes:
    """Give the PDF file: one page of exactly the drawing's size, TrimBox and MediaBox alike. `title` is printable ASCII."""
    width, height = points(drawing.width, drawing.module), points(drawing.height, drawing.module)
    stream = zlib.compress(_content(drawing, height).encode("ascii"), 9)
    box = f"[0 0 {width} {height}]"
    escaped = title.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return _file(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox{box}/TrimBox{box}/Resources<<>>/Contents 4 0 R>>".encode("ascii"),
            b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(stream), stream),
            f"<</Title({escaped})/Trapped/False>>".encode("ascii"),
        )
    )


def _content(drawing: Drawing, height: str) -> str:
    """Give the page's content. The modules are one path, so that adjoining ones are one area and no hairline shows."""
    scale = points(1, drawing.module, places=6)
    modules = "\n".join(f"{rect.x} {rect.y} {rect.width} {rect.height} re" for rect in drawing.rects)
    ground = f"{_WHITE}\n0 0 {drawing.width} {drawing.height} re\nf"
    letters = "".join(_letter(letter) for letter in drawing.letters)
    return f"q\n{scale} 0 0 -{scale} 0 {height} cm\n{ground}\n{_BLACK}\n{modules}\nf\n{letters}Q\n"


def _letter(letter: Letter) -> str:
    # Each in its own units: a letter that comes again is written alike, and packs to almost nothing.
    place = f"{letter.scale:.6f} 0 0 -{letter.scale:.6f} {letter.x:.3f} {letter.y:.3f} cm"
    return f"q\n{place}\n{outline(letter.glyph, 'm', 'l', 'c', 'h')}\nf\nQ\n"


def outline(glyph: Glyph, move: str, line: str, curve: str, close: str) -> str:
    """Give a glyph's outlines in units, with these names for the operators of its steps."""
    parts = []
    for start, steps in glyph.contours:
        parts.append(f"{start[0]} {start[1]} {move}")
        parts += (f"{' '.join(map(str, step))} {curve if len(step) == 6 else line}" for step in steps)
        parts.append(close)
    return "\n".join(parts)


def _file(objects: tuple[bytes, ...]) -> bytes:
    """Give the file of numbered objects, the first the catalog, the last the document information."""
    data = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    return bytes(data)
