"""The sheet that goes with an order (phiếu in): every code at its true size, a ruler to check it by, and what was proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ocop.qr.measure import QUIET
from ocop.text.typeface import Face

from .canvas import POINT, Box, Canvas, Style
from .goods import PrintedCode
from .inks import BRICK, RIVER, SOFT, TEXT
from .ornaments import notice, reflection, rule
from .sheets import A4
from .typesetting import Room, block, fitted, heading, put

RULER: Final = 100.0
"""Length of the ruler in millimetres."""
_RULER_WORDS: Final = "In 100 %, không co giãn. Đoạn thước này phải đo được đúng 100 mm."
_KINDS: Final = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "eps": "EPS"}
NOT_PROVED: Final = "chưa kiểm"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A code of an order: what it stands for, in words, and what the ledger says of it."""

    code: PrintedCode
    title: str
    state: str


def proved_by(drawers: Mapping[str, str]) -> tuple[str, ...]:
    """Give what each kind of file was proved with, in words; "chưa kiểm" where there was nothing to prove it with."""
    return tuple(f"{name}: {drawers.get(kind) or NOT_PROVED}" for kind, name in _KINDS.items())


def proof_sheet(name: str, lines: tuple[OrderLine, ...], module: Decimal, proofs: tuple[str, ...], words: str) -> bytes:
    """Give the PDF of the sheet, A4, as many pages as the order needs. Raises GlyphMissingError."""
    canvas = Canvas(f"Phiếu in {name}", "vi")
    sheet = Box(0, 0, *A4).inset(18)
    top = _head(canvas, name, sheet, proofs, words)
    foot = sheet.foot - 30
    for line in lines:
        height = _height(line, module)
        if top + height > foot:
            _signatures(canvas, sheet)
            canvas.page(*A4)
            top = _ruler(canvas, sheet, words)
        _line(canvas, line, module, Box(sheet.x, top, sheet.width, height))
        top += height
    _signatures(canvas, sheet)
    return canvas.finish()


def _head(canvas: Canvas, name: str, sheet: Box, proofs: tuple[str, ...], words: str) -> float:
    canvas.page(*A4)
    top = _ruler(canvas, sheet, words)
    top = put(canvas, heading(canvas, f"Phiếu in: {name}", Room(sheet.width, 20, 1), Style(Face.HEAD, 22), 12), sheet.x, top)
    reflection(canvas, sheet.x, top + 1, 26)
    top += 5
    unproved = any(proof.endswith(NOT_PROVED) for proof in proofs)
    said = "Đọc lại bằng máy, đúng từng chữ. " + " · ".join(proofs)
    if unproved:
        said = "CÓ TỆP CHƯA KIỂM BẰNG MÁY: phải quét thử từng mã. " + " · ".join(proofs)
    top = put(canvas, block(canvas, said, sheet.width, Style(Face.BOLD, 8.5, BRICK if unproved else RIVER)), sheet.x, top)
    return top + 3


def _ruler(canvas: Canvas, sheet: Box, words: str) -> float:
    """Draw the ruler at the head of a page; gives where the rest begins."""
    top = sheet.y
    if words:
        notice(canvas, words, Box(sheet.x, top, sheet.width, 5))
        top += 8
    canvas.line((sheet.x, top), (sheet.x + RULER, top), 0.2, TEXT)
    for millimetre in range(int(RULER) + 1):
        length = 5.0 if millimetre % 10 == 0 else 3.5 if millimetre % 5 == 0 else 2.2
        canvas.line((sheet.x + millimetre, top), (sheet.x + millimetre, top + length), 0.15, TEXT)
        if millimetre % 10 == 0:
            style = Style(Face.TEXT, 6)
            shown = canvas.width(str(millimetre), style)
            canvas.text(sheet.x + millimetre - shown / 2, top + 7.4, str(millimetre), style)
    put(canvas, block(canvas, _RULER_WORDS, sheet.width - RULER - 8, Style(Face.BOLD, 9)), sheet.x + RULER + 6, top - 0.5)
    return top + 13


def _side(line: OrderLine, module: Decimal) -> float:
    return (line.code.symbol.size + 2 * QUIET) * float(module)


def _height(line: OrderLine, module: Decimal) -> float:
    return max(_side(line, module), 22.0) + 4


def _line(canvas: Canvas, line: OrderLine, module: Decimal, box: Box) -> None:
    rule(canvas, box.x, box.y, box.right)
    symbol = line.code.symbol
    side = _side(line, module)
    canvas.code(symbol, box.x, box.y + 2, float(module))
    x = box.x + side + 5
    width = box.right - x
    top = put(canvas, block(canvas, line.code.code, width, Style(Face.BOLD, 12)), x, box.y + 1.5)
    top = put(canvas, fitted(canvas, line.title, Room(width, lines=1), Style(Face.TEXT, 9.5), 6), x, top)
    size = f"{side:g}".replace(".", ",")
    step = f"{module.normalize():f}".replace(".", ",")
    facts = (
        symbol.payload,
        f"Phiên bản {symbol.version}, mức {symbol.level}, mặt nạ {symbol.mask}. Ô {step} mm, cả lề {size} mm. {line.state}.",
        f"Dấu của ma trận (SHA-256): {symbol.digest[:32]}…",
    )
    for fact in facts:
        top = put(canvas, fitted(canvas, fact, Room(width, lines=1), Style(Face.TEXT, 7.5, SOFT), 5), x, top)


def _signatures(canvas: Canvas, sheet: Box) -> None:
    base = sheet.foot - 4
    third = sheet.width / 3
    for number, words in enumerate(("Người đặt in, ngày", "Đã quét thử bằng (máy)", "Nhà in, ngày")):
        x = sheet.x + number * third
        canvas.line((x, base), (x + third - 6, base), 0.2, TEXT)
        canvas.text(x, base + 8 * POINT * 1.4, words, Style(Face.TEXT, 8, SOFT))
