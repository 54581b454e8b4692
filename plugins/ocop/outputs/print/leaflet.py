"""The leaflet (tờ rơi) of a product: A5 on two sides, or A4 folded once to four panels of nearly A5.

Nothing is printed to the edge, so it needs no bleed and comes right from any printer.
"""

from __future__ import annotations

from typing import Final

from ocop.qr.measure import QUIET
from ocop.text.typeface import Face

from .canvas import POINT, Box, Canvas, Style
from .goods import Goods, Leaflet
from .inks import LINE, RIVER, SOFT, TEXT, WASH
from .ornaments import drawing, notice, reflection, rule, stars
from .photo import for_paper
from .story import Paragraph
from .typesetting import Block, Room, block, fitted, heading, put

A5: Final = (148.0, 210.0)
A4_ACROSS: Final = (297.0, 210.0)
_MARGIN: Final = 11.0
_CODE_SIDE: Final = 29.6
"""37 modules of 0.8 mm."""
_STORY_SIZES: Final = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)


def leaflet_a5(view: Leaflet) -> bytes:
    """Give the PDF of an A5 leaflet, two pages. Raises GlyphMissingError."""
    canvas = Canvas(view.goods.title, view.goods.lang)
    canvas.page(*A5)
    _front(canvas, view, Box(0, 0, *A5).inset(_MARGIN))
    canvas.page(*A5)
    inner = Box(0, 0, *A5).inset(_MARGIN)
    foot = _code_row(canvas, view.goods, inner)
    facts = _fact_rows(canvas, (*view.certificate, *view.facts[:4], *view.contact[:3]), inner.width)
    # The story takes what the facts leave, and at least half the page.
    facts = _within(facts, max(0.0, foot - inner.y - inner.height * 0.42))
    height = sum(row.height for row in facts) + (4 if facts else 0)
    _story(canvas, view, Box(inner.x, inner.y, inner.width, foot - inner.y - height - 5))
    _facts(canvas, facts, Box(inner.x, foot - height, inner.width, height))
    return canvas.finish()


def leaflet_a4(view: Leaflet) -> bytes:
    """Give the PDF of an A4 leaflet to fold once: outside (back, front), inside (story, facts). Raises GlyphMissingError."""
    canvas = Canvas(view.goods.title, view.goods.lang)
    panels = [Box(side * A4_ACROSS[0] / 2, 0, A4_ACROSS[0] / 2, A4_ACROSS[1]).inset(_MARGIN) for side in (0, 1)]
    canvas.page(*A4_ACROSS)
    _fold_marks(canvas)
    _back(canvas, view, panels[0])
    _front(canvas, view, panels[1])
    canvas.page(*A4_ACROSS)
    _fold_marks(canvas)
    _story(canvas, view, panels[0])
    facts = _fact_rows(canvas, (*view.facts, *view.certificate), panels[1].width)
    top = _heading(canvas, view.facts_title, panels[1].x, panels[1].y, panels[1].width)
    if view.goods.notice:
        notice(canvas, view.goods.notice, Box(panels[1].x, panels[1].foot - 4, panels[1].width, 4))
    room = panels[1].foot - top - (6 if view.goods.notice else 0)
    shown = _within(facts, room)
    _facts(canvas, shown, Box(panels[1].x, top, panels[1].width, room))
    used = sum(row.height for row in shown) + 6
    _second_picture(canvas, view, Box(panels[1].x, top + used, panels[1].width, room - used))
    return canvas.finish()


def _front(canvas: Canvas, view: Leaflet, box: Box) -> None:
    goods = view.goods
    picture = Box(box.x, box.y, box.width, box.width * 0.75)
    if view.photo is not None:
        canvas.photo(for_paper(view.photo, picture.width, picture.height), picture)
    else:
        canvas.rectangle(picture, WASH)
        drawing(canvas, view.drawing, picture.inset(6))
    top = picture.foot + 1.5
    if view.credits:
        credit = block(canvas, view.credits[0], box.width, Style(Face.TEXT, 6, SOFT))
        top = put(canvas, credit, box.x, top)
    top += 3
    top = put(canvas, block(canvas, goods.eyebrow, box.width, Style(Face.BOLD, 9.5, RIVER)), box.x, top)
    top = put(canvas, heading(canvas, goods.title, Room(box.width, 30, 2), Style(Face.HEAD, 30), 13), box.x, top)
    reflection(canvas, box.x, top + 2, 26)
    top += 6
    if goods.stars:
        end = stars(canvas, goods.stars, box.x, top, 7)
        canvas.text(end + 2, top + 5.1, goods.stars_text, Style(Face.BOLD, 12))
        top = put(canvas, block(canvas, goods.status, box.width, Style(Face.TEXT, 9, SOFT)), box.x, top + 8)
    top = put(canvas, block(canvas, goods.maker, box.width, Style(Face.TEXT, 10, SOFT)), box.x, top) + 2
    strip = 6.0 if goods.notice else 0.0
    room = Room(box.width, max(5.0, box.foot - top - strip - 6))
    put(canvas, fitted(canvas, goods.summary, room, Style(Face.READING, 13.5), 9), box.x, top)
    canvas.text(box.x, box.foot - strip - 0.5, goods.sitename, Style(Face.TEXT, 7, SOFT))
    if goods.notice:
        notice(canvas, goods.notice, Box(box.x, box.foot - 4, box.width, 4))


def _second_picture(canvas: Canvas, view: Leaflet, box: Box) -> None:
    """Fill what the facts leave: with another photo, else with our drawing where the front shows a photo."""
    height = min(box.height - 6, box.width * 0.75)
    if height < 40 or view.photo is None:
        return
    place = Box(box.x, box.foot - height - 5, box.width, height)
    if view.second is not None:
        canvas.photo(for_paper(view.second, place.width, place.height), place)
        credit = block(canvas, view.credits[1], place.width, Style(Face.TEXT, 6, SOFT))
        put(canvas, credit, place.x, place.foot + 1)
    else:
        canvas.rectangle(place, WASH)
        drawing(canvas, view.drawing, place.inset(5))


def _back(canvas: Canvas, view: Leaflet, box: Box) -> None:
    top = box.y
    if view.where:
        top = _heading(canvas, view.goods.words["where"], box.x, top, box.width)
        for line in view.where[:8]:
            top = put(canvas, block(canvas, line, box.width, Style(Face.TEXT, 9.5)), box.x, top)
        top += 6
    top = _heading(canvas, view.goods.words["contact"], box.x, top, box.width)
    rows = _within(_fact_rows(canvas, view.contact, box.width), box.foot - top - _CODE_SIDE - 22)
    _facts(canvas, rows, Box(box.x, top, box.width, 0))
    _code_row(canvas, view.goods, box)


def _code_row(canvas: Canvas, goods: Goods, box: Box) -> float:
    """Draw the code at the foot of a panel with what it is for; gives the top of the row."""
    strip = 6.0 if goods.notice else 0.0
    if goods.notice:
        notice(canvas, goods.notice, Box(box.x, box.foot - 4, box.width, 4))
    if goods.code is None:
        return box.foot - strip
    top = box.foot - strip - _CODE_SIDE
    module = _CODE_SIDE / (goods.code.symbol.size + 2 * QUIET)
    # The quiet zone is white like the paper: the code itself stands in line with the text.
    canvas.code(goods.code.symbol, box.x - QUIET * module, top, module)
    x = box.x + _CODE_SIDE - QUIET * module + 3
    width = box.right - x
    y = put(canvas, block(canvas, goods.words["scan"], width, Style(Face.BOLD, 9)), x, top + 3)
    y = put(canvas, block(canvas, goods.code.address, width, Style(Face.BOLD, 9, RIVER)), x, y + 1)
    put(canvas, block(canvas, goods.words["copied"], width, Style(Face.TEXT, 7, SOFT)), x, y + 1)
    return top - 4


def _heading(canvas: Canvas, words: str, x: float, y: float, width: float) -> float:
    y = put(canvas, heading(canvas, words, Room(width, lines=2), Style(Face.HEAD, 17), 11), x, y)
    reflection(canvas, x, y + 1.5, 18)
    return y + 6


def _story(canvas: Canvas, view: Leaflet, box: Box) -> None:
    """Set the story at the largest size at which it fits; where none does, as many whole paragraphs as fit, and say so."""
    if not view.story:
        return
    top = _heading(canvas, view.story_title, box.x, box.y, box.width)
    room = box.foot - top
    for size in _STORY_SIZES:
        blocks = [_paragraph(canvas, part, box.width, size) for part in view.story]
        if sum(_with_gap(made) for made in blocks) <= room:
            break
    else:
        more = block(canvas, view.goods.words["more"], box.width, Style(Face.BOLD, 8.5, RIVER))
        blocks = [*_cut(canvas, view, Box(box.x, top, box.width, room - more.height - 1)), more]
    for made in blocks:
        put(canvas, made, box.x, top)
        top += _with_gap(made)


def _paragraph(canvas: Canvas, part: Paragraph, width: float, size: float) -> Block:
    if part.kind == "heading":
        return block(canvas, part.text, width, Style(Face.HEAD, size + 2, TEXT))
    return block(canvas, f"– {part.text}" if part.kind == "item" else part.text, width, Style(Face.READING, size))


def _with_gap(made: Block) -> float:
    return made.height + made.style.size * POINT * 0.55


def _cut(canvas: Canvas, view: Leaflet, box: Box) -> list[Block]:
    """Give what fits at the smallest size: whole paragraphs, then whole sentences of the next; no heading comes last."""
    size = _STORY_SIZES[-1]
    room = box.height
    taken: list[Block] = []
    for part in view.story:
        whole = part.text
        made = _paragraph(canvas, part, box.width, size)
        while part.kind == "text" and _with_gap(made) > room and ". " in part.text:
            part = Paragraph(part.kind, part.text.rpartition(". ")[0] + ".")  # noqa: PLW2901 - shorter by a sentence
            made = _paragraph(canvas, part, box.width, size)
        if _with_gap(made) > room:
            break
        taken.append(made)
        room -= _with_gap(made)
        if part.text != whole:
            break
    while taken and taken[-1].style.face is Face.HEAD:
        taken.pop()
    return taken


class _Row:
    """A row of a table of facts: the term at the left, the value beside it."""

    def __init__(self, term: Block, value: Block) -> None:
        self.term, self.value = term, value
        self.height = max(term.height, value.height) + 1.8


def _fact_rows(canvas: Canvas, facts: tuple[tuple[str, str], ...], width: float) -> list[_Row]:
    column = width * 0.3
    return [
        _Row(
            block(canvas, term, column - 3, Style(Face.BOLD, 7.5, RIVER)),
            block(canvas, value, width - column, Style(Face.TEXT, 8.5)),
        )
        for term, value in facts
        if value
    ]


def _within(rows: list[_Row], room: float) -> list[_Row]:
    taken: list[_Row] = []
    for row in rows:
        room -= row.height
        if room < 0:
            break
        taken.append(row)
    return taken


def _facts(canvas: Canvas, rows: list[_Row], box: Box) -> None:
    top = box.y
    for row in rows:
        rule(canvas, box.x, top, box.right)
        # The smaller type of the term stands on the base line of the value.
        put(canvas, row.term, box.x, top + 0.9 + 1.0 * POINT)
        put(canvas, row.value, box.x + box.width * 0.3, top + 0.9)
        top += row.height
    if rows:
        rule(canvas, box.x, top, box.right)


def _fold_marks(canvas: Canvas) -> None:
    for start, end in ((1.5, 5.5), (A4_ACROSS[1] - 5.5, A4_ACROSS[1] - 1.5)):
        canvas.line((A4_ACROSS[0] / 2, start), (A4_ACROSS[0] / 2, end), 0.15, LINE)
