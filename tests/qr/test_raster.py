"""A PNG is read back as Pillow reads it, ours without Pillow; what is damaged or of another kind is refused."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image

from ocop.qr import make_symbol, payload_for, write_png
from ocop.qr import raster as raster_module
from ocop.qr.png import png_file
from ocop.qr.raster import Raster, RasterError, by_pillow, read_png


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    raster_module.agrees_with_pillow.cache_clear()
    yield
    raster_module.agrees_with_pillow.cache_clear()


def noise(seeded: random.Random) -> bytes:
    """A file laid out as ours are: every row written out."""
    width, height = seeded.randint(1, 70), seeded.randint(1, 40)
    length = (width + 7) // 8
    lines = [b"\0" + seeded.randbytes(length) for _ in range(height)]
    return png_file(width, height, seeded.randint(1, 60), lines)


def saved(picture: Image.Image, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", **how)
    return file.getvalue()


def pixels(raster: Raster) -> bytes:
    """Without the bits that fill a row up to whole bytes: they mean nothing."""
    return Image.frombytes("1", (raster.width, raster.height), raster.rows).convert("L").tobytes()


def with_chunk(png: bytes, before: bytes, kind: bytes, data: bytes) -> bytes:
    at = png.index(before) - 4
    return png[:at] + struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) + png[at:]


def test_rows_are_those_that_pillow_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    seeded = random.Random(20261123)
    files = [noise(seeded) for _ in range(200)]
    symbols = [make_symbol(payload_for("OCOP.EXAMPLE", f"SD{number:04d}")) for number in range(20)]
    files += [write_png(symbol, module_px=px, draft=draft) for symbol in symbols for px in (5, 12) for draft in (False, True)]
    read_png(files[0])
    expected = [by_pillow(file) for file in files]
    monkeypatch.setattr(raster_module, "by_pillow", lambda _: pytest.fail("a file as we write them was left to Pillow"))
    for file, other in zip(files, expected, strict=True):
        found = read_png(file)
        assert found[:3] == other[:3]
        assert pixels(found) == pixels(other)


def test_files_of_others_are_left_to_pillow() -> None:
    picture = Image.effect_noise((61, 33), 90).convert("1")
    for how in ({"dpi": (300, 300)}, {}, {"optimize": True}):
        found = read_png(saved(picture, **how))
        assert (found.width, found.height, pixels(found)) == (61, 33, picture.convert("L").tobytes())
        assert found.per_metre == ((11811, 11811) if "dpi" in how else (0, 0))
    ours = png_file(16, 2, 12, [b"\0\xa5\x5a", b"\2\0\0"])
    assert read_png(with_chunk(ours, b"IDAT", b"tEXt", b"Title\0words")).rows == b"\xa5\x5a" * 2
    assert read_png(png_file(16, 2, 12, [b"\0\xa5\x5a", b"\2\1\0"])).rows == b"\xa5\x5a\xa6\x5a"


@pytest.mark.parametrize("mode", ["L", "RGB", "P"])
def test_a_picture_with_more_than_one_bit_a_pixel_is_refused(mode: str) -> None:
    with pytest.raises(RasterError, match="one bit"):
        read_png(saved(Image.new(mode, (16, 16))))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_png_is_refused(content: bytes) -> None:
    with pytest.raises(RasterError, match=r"no PNG|cut short"):
        read_png(content)


@pytest.mark.parametrize("lines", [[b"\0\xa5"], [b"\0\xa5"] * 3, [b"\0\xa5", b"\0"]], ids=["fewer", "more", "cut"])
def test_rows_that_are_not_as_many_as_it_says_are_refused(lines: list[bytes]) -> None:
    with pytest.raises(RasterError, match="has not 2 rows"):
        read_png(png_file(8, 2, 12, lines))


@pytest.mark.parametrize("damage", [b"IDAT", b"IEND", b"pHYs"])
def test_a_damaged_chunk_is_refused_although_pillow_passes_over_some(damage: bytes) -> None:
    ours = png_file(16, 2, 12, [b"\0\xa5\x5a", b"\2\0\0"])
    for png in (ours, with_chunk(ours, b"IDAT", b"tEXt", b"Title\0words")):
        end = png.index(damage) + 4 + int.from_bytes(png[png.index(damage) - 4 : png.index(damage)], "big")
        with pytest.raises(RasterError, match="damaged"):
            read_png(png[:end] + bytes([png[end] ^ 1]) + png[end + 1 :])


@pytest.mark.usefixtures("_asked_anew")
def test_where_the_two_ways_differ_all_is_left_to_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    png = write_png(make_symbol(payload_for("OCOP.EXAMPLE", "SD0001")))
    expected = by_pillow(png)
    real = raster_module._rows
    monkeypatch.setattr(raster_module, "_rows", lambda *how: (real(*how) or b"")[::-1])
    assert read_png(png) == expected
