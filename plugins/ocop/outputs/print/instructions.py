"""What a print shop must know to print a code that scans: as a text file per code, and as a sheet per order."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import Final

from ocop.qr.measure import QUIET, SMALLEST_MODULE
from ocop.text.typeface import Face

from .canvas import Box, Canvas, Style
from .goods import PrintedCode
from .inks import RIVER
from .ornaments import notice, reflection
from .sheets import A4
from .typesetting import Room, block, heading, put

Section = tuple[str, tuple[str, ...]]
"""A title and its points."""
_WIDTH: Final = 88
_TITLE: Final = "Hướng dẫn in mã QR"


def sections(modules: int, module: Decimal, *, draft: bool) -> tuple[Section, ...]:
    """Give the instructions for a symbol of `modules` along a side, quiet zone included, at an X-dimension in millimetres."""
    side, smallest = _mm(modules * module), _mm(round(modules * SMALLEST_MODULE + Decimal("0.05"), 1))
    warning: tuple[Section, ...] = (
        (
            (
                "Bản nháp",
                ("Mã này là BẢN NHÁP, chưa được cấp. Chỉ dùng để dàn trang thử; không in lên bao bì, không đưa ra cửa hàng.",),
            ),
        )
        if draft
        else ()
    )
    return (
        *warning,
        (
            "Chọn tệp",
            (
                "Tệp .pdf hoặc .eps: cho nhà in. Hình véc-tơ, chỉ có mực đen (K 100 %), chữ đã chuyển thành nét.",
                "Tệp .svg: cho phần mềm thiết kế. Tệp .png (300, 600, 1200 dpi): chỉ khi phần mềm không nhận hình véc-tơ.",
                "Đặt tệp vào trang đúng 100 %. Không chụp lại màn hình, không dán qua Zalo hay Word: ảnh sẽ bị nén và đổi cỡ.",
            ),
        ),
        (
            "Kích thước",
            (
                f"Mỗi ô vuông nhỏ của mã rộng {_mm(module)} mm; cả mã kể từ lề trắng rộng {side} mm.",
                f"Không in nhỏ hơn {_mm(SMALLEST_MODULE)} mm mỗi ô, tức {smallest} mm cả mã. Phóng to thì phóng đều hai chiều.",
                "Trước khi in hàng loạt, đo bản in thử bằng thước: sai không quá 0,2 mm.",
            ),
        ),
        (
            "Lề trắng",
            (
                f"Lề trắng rộng {QUIET} ô ({_mm(QUIET * module)} mm) ở bốn phía đã có sẵn trong tệp: giữ nguyên, không cắt.",
                "Không để chữ, hình, viền, đường cắt hay nếp gấp lấn vào lề. Cách nếp gấp và mép cắt ít nhất 2 mm.",
            ),
        ),
        (
            "Màu",
            (
                "In mực đen trên nền trắng. Không đổi màu, không đảo trắng đen, không in trên nền trong hay nền nhiều hình.",
                "Không thêm lôgô vào giữa, không bo góc các ô, không kéo dãn, không làm mờ, không phủ lớp bóng chói lên mã.",
            ),
        ),
        (
            "Chỗ đặt",
            (
                "Đặt trên mặt phẳng. Trên chai, lọ: đường kính từ 45 mm trở lên, mã nằm giữa mặt, không vòng qua hai bên.",
                "Giữ dòng địa chỉ dưới mã: đó là điều duy nhất người mua so được bằng mắt. Chữ không nhỏ hơn 5 pt.",
            ),
        ),
        (
            "Quét thử trước khi in hàng loạt",
            (
                "In một bản đúng 100 % bằng chính máy và chất liệu sẽ dùng, dán lên bao bì thật.",
                "Quét bằng ít nhất ba điện thoại khác nhau (iPhone, Android, máy đời cũ), bằng máy ảnh và bằng Zalo: mỗi lần "
                "trong vòng hai giây. Hàng để lạnh thì quét lại sau 24 giờ trên đá.",
                "Địa chỉ hiện ra phải đúng như dòng chữ dưới mã, và trang mở ra phải đúng sản phẩm. Sai một chữ thì dừng in.",
            ),
        ),
    )


def instruction_text(code: PrintedCode, title: str, module: Decimal) -> bytes:
    """Give the text file for one code: Vietnamese, UTF-8 with a mark and CRLF, as Windows' editor wants it."""
    modules = code.symbol.size + 2 * QUIET
    lines = [f"{_TITLE.upper()}: {code.code}", "", f"Dùng cho: {title}", f"Địa chỉ trong mã: {code.symbol.payload}"]
    lines += [
        f"Dòng chữ dưới mã: {code.address}",
        f"Mã QR phiên bản {code.symbol.version}, mức sửa lỗi {code.symbol.level}, mặt nạ {code.symbol.mask}",
    ]
    for name, points in sections(modules, module, draft=code.draft):
        lines += ["", name.upper()]
        for point in points:
            lines += textwrap.wrap(point, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def instruction_sheet(codes: tuple[PrintedCode, ...], module: Decimal, words: str) -> bytes:
    """Give the PDF, one A4 page, for an order; `words` stand in the strip. Raises GlyphMissingError."""
    canvas = Canvas(_TITLE, "vi")
    canvas.page(*A4)
    box = Box(0, 0, *A4).inset(18)
    top = box.y
    if words:
        notice(canvas, words, Box(box.x, top, box.width, 6))
        top += 9
    top = put(canvas, heading(canvas, _TITLE, Room(box.width), Style(Face.HEAD, 24), 24), box.x, top)
    reflection(canvas, box.x, top + 1.5, 26)
    top += 6
    names = ", ".join(code.code for code in codes[:12]) + (f" và {len(codes) - 12} mã khác" if len(codes) > 12 else "")
    top = put(canvas, block(canvas, f"Cho các mã: {names}", box.width, Style(Face.TEXT, 9)), box.x, top) + 2
    modules = max(code.symbol.size for code in codes) + 2 * QUIET
    for name, points in sections(modules, module, draft=any(code.draft for code in codes)):
        top = put(canvas, block(canvas, name, box.width, Style(Face.BOLD, 11, RIVER)), box.x, top) + 0.5
        for point in points:
            canvas.text(box.x, top + 3.2, "–", Style(Face.TEXT, 9.5))
            top = put(canvas, block(canvas, point, box.width - 5, Style(Face.TEXT, 9.5)), box.x + 5, top) + 0.8
        top += 2.5
    return canvas.finish()


def _mm(length: Decimal) -> str:
    return f"{length.normalize():f}".replace(".", ",")
