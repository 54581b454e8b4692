"""All files of one code for a print shop. Each is proved when it is made: a file that does not read back is not given out."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PIL import Image

from .bitmap import RESOLUTIONS, pixels_for, write_bitmap
from .eps import write_eps
from .measure import USUAL_MODULE
from .pdf import write_pdf
from .proof import ProofError, decoder, prove_picture, prove_svg
from .shapes import Drawing, draw
from .svg import write_svg
from .symbol import Symbol
from .vector_proof import prove_eps, prove_pdf


@dataclass(frozen=True, slots=True)
class PressFile:
    """A file to make: its name, and how. `make` raises ProofError where the file does not say what it should."""

    name: str
    make: Callable[[], bytes]


def press_files(code: str, symbol: Symbol, *, module_mm: float = USUAL_MODULE, draft: bool = False) -> tuple[PressFile, ...]:
    """Give the files of a code: SVG, PDF, EPS and PNG at 300, 600 and 1200 dpi, all for one X-dimension in millimetres.

    Raises ModuleTooSmallError.
    """
    drawing = draw(symbol, module_mm=module_mm, draft=draft)
    title = f"{'DRAFT ' if draft else ''}{code} {symbol.payload}"
    return (
        PressFile(f"{code}.svg", partial(_svg, symbol, drawing, draft)),
        PressFile(f"{code}.pdf", partial(_pdf, symbol, drawing, title)),
        PressFile(f"{code}.eps", partial(_eps, symbol, drawing, title)),
        *(PressFile(f"{code}-{dots}dpi.png", partial(_png, symbol, drawing, dots)) for dots in RESOLUTIONS),
    )


def _svg(symbol: Symbol, drawing: Drawing, draft: bool) -> bytes:
    caption = "\n".join("".join(text for text, _ in line) for line in drawing.lines)
    made = write_svg(symbol, module_mm=float(drawing.module), draft=draft, caption=caption)
    if decoder():
        prove_svg(made, symbol, module_mm=float(drawing.module))
    return made


def _pdf(symbol: Symbol, drawing: Drawing, title: str) -> bytes:
    made = write_pdf(drawing, title)
    prove_pdf(made, symbol, drawing)
    return made


def _eps(symbol: Symbol, drawing: Drawing, title: str) -> bytes:
    made = write_eps(drawing, title)
    prove_eps(made, symbol, drawing)
    return made


def _png(symbol: Symbol, drawing: Drawing, dots: int) -> bytes:
    made = write_bitmap(drawing, pixels_for(dots, drawing))
    with Image.open(io.BytesIO(made)) as opened:
        resolution = opened.info["dpi"][0]
        width = Decimal(opened.width) * Decimal("25.4") / Decimal(str(resolution))
        picture = opened.convert("L")
    exact = drawing.size_mm[0]
    if abs(width - exact) > exact / 1000:
        raise ProofError(f"{symbol.payload}: the PNG says {width:.3f} mm, and {exact} mm was asked for")
    if decoder():
        prove_picture(picture, symbol)
    return made
