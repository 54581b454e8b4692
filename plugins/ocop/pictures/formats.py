"""Kinds of picture files: which we take, and how a file's first bytes tell what it is, whatever its name says."""

from __future__ import annotations

from typing import Final

TAKEN: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
"""File name endings (in lower case) and the format each promises."""
HEAD: Final = 64
"""Bytes that `format_of` needs."""

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"<svg", "SVG"),
    (b"<?xml", "SVG"),
)
_HEIC: Final = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1")


def format_of(head: bytes) -> str | None:
    """Give the format's name from the first `HEAD` bytes, also of formats that we do not take; None where it is unknown."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        brands = head[8 : int.from_bytes(head[:4], "big")]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
        return "HEIC" if any(brand in brands for brand in _HEIC) else None
    return next((name for signature, name in _SIGNATURES if head.startswith(signature)), None)
