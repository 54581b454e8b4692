"""Our plainest drawings look as fpdf2 draws them, and all others are left to it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from ocop.outputs.icons import svg_of
from ocop.pictures.drawings import by_fpdf
from ocop.pictures.plainest import plainest_pdf

DRAWINGS = Path(__file__).parents[2] / "theme" / "static" / "illustrations"
GROUND = "#164b46"
GROUP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><g transform="translate(4.40 2.45) scale(0.780)">{}</g></svg>'
)
SHAPES = {
    "arcs both ways": '<path fill="#fffbf0" d="M12 18a7.5 7.5 0 0 1 15 0zM8 30A9 9 0 0 0 20 36A9 9 0 1 1 8 30"/>',
    "curves that go on": '<path fill="#010203" d="M3 17c5 6 10 7.5 17 7.5S32 23 37 17l-3.5-2z"/>',
    "corners": '<path fill="#ffffff" d="M1 1H9V9z"/>\n<path fill="#010203" d="M20 20v9h9z"/>',
    "lines": '<path d="M8 29h9M21 29v-11M13 34h13" stroke="#fffbf0" stroke-width="2.5" stroke-linecap="round"/>',
}


def pixels(pdf: bytes | None) -> bytes:
    assert pdf is not None
    document = pypdfium2.PdfDocument(pdf)
    try:
        return bytes(document[0].render(scale=1).to_pil().convert("RGB").tobytes())
    finally:
        document.close()


@pytest.mark.parametrize("purpose", ["any", "maskable"])
@pytest.mark.parametrize("side", [180, 192, 512])
def test_the_mark_is_pixel_for_pixel_as_fpdf2_draws_it(side: int, purpose: str) -> None:
    svg = svg_of((DRAWINGS / "mark.svg").read_text("utf-8"), purpose)
    assert pixels(plainest_pdf(svg, (side, side), GROUND)) == pixels(by_fpdf(svg, (side, side), GROUND))


@pytest.mark.parametrize("shapes", SHAPES.values(), ids=SHAPES.keys())
def test_so_are_other_shapes(shapes: str) -> None:
    svg = GROUP.format(shapes)
    assert pixels(plainest_pdf(svg, (192, 192), GROUND)) == pixels(by_fpdf(svg, (192, 192), GROUND))


@pytest.mark.parametrize(
    "shapes",
    [
        '<circle cx="4" cy="4" r="2"/>',
        '<path fill="#010203" opacity=".5" d="M1 1h2v2z"/>',
        '<path fill="url(#a)" d="M1 1h2v2z"/>',
        '<path fill="#010203" d="M1 1q2 2 3 3z"/>',
        '<path fill="#010203" d="M1 1a2 3 0 0 1 3 3z"/>',
        '<path d="M1 1h2v2z"/>',
    ],
)
def test_what_is_not_plain_is_left_to_fpdf2(shapes: str) -> None:
    assert plainest_pdf(GROUP.format(shapes), (40, 40), GROUND) is None
