"""Every fault of a picture is found, named and located before anything is made of it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ocop.catalogue.assembled import PictureFile
from ocop.catalogue.problem import Problem
from ocop.pictures import PictureInfo, inspect

Draw = Callable[..., Image.Image]
File = Callable[..., PictureFile]
HERE = "content/products/banh-mau/vi.md"


def look(file: PictureFile, **options: Any) -> PictureInfo | Problem:
    return inspect(file, path_for_problem=HERE, **options)


def measured(file: PictureFile) -> tuple[int, int, str]:
    verdict = look(file)
    assert isinstance(verdict, PictureInfo)
    return verdict.width, verdict.height, verdict.format


def rule(file: PictureFile) -> str:
    verdict = look(file, line=7)
    assert isinstance(verdict, Problem)
    assert (verdict.path, verdict.line, verdict.values["file"]) == (HERE, 7, file.path.name)
    return verdict.rule


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and brings no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF")]
)
def test_a_sound_picture(photo: Draw, file: File, name: str, kind: str) -> None:
    assert measured(file(photo(60, 40), name)) == (60, 40, kind)


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_size_is_as_shown(photo: Draw, file: File, name: str, turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    verdict = look(file(photo(60, 40), name, exif=exif))
    assert isinstance(verdict, PictureInfo)
    assert (verdict.width, verdict.height) == ((60, 40) if turned < 5 else (40, 60))


@pytest.mark.parametrize("turned", [0, 9, 42])
def test_an_orientation_that_makes_no_sense_is_none(photo: Draw, file: File, turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    assert measured(file(photo(60, 40), exif=exif)) == (60, 40, "JPEG")


def test_a_broken_exif_block_does_no_harm(photo: Draw, file: File) -> None:
    assert measured(file(photo(60, 40), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x09" + b"\xff" * 30)) == (60, 40, "JPEG")


def test_a_phone_photo_with_further_pictures_behind_it_is_a_jpeg(photo: Draw, file: File) -> None:
    made = file(photo(60, 40), format="MPO", save_all=True, append_images=[photo(30, 20)])
    with Image.open(made.path) as opened:
        assert opened.format == "MPO"
    assert measured(made) == (60, 40, "JPEG")


@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
@pytest.mark.parametrize(
    "options",
    [{"format": "JPEG"}, {"format": "JPEG", "progressive": True}, {"format": "PNG"}, {"format": "WEBP"}, {"format": "AVIF"}],
)
def test_a_truncated_picture(photo: Draw, file: File, options: dict[str, Any], share: float) -> None:
    noise = Image.effect_noise((300, 200), 80).convert("RGB")
    whole = saved(noise, options["format"], **{key: value for key, value in options.items() if key != "format"})
    name = f"a.{options['format'].lower()}"
    assert isinstance(look(file(whole, name)), PictureInfo)
    assert rule(file(whole[: int(len(whole) * share)], name)) == "photo-truncated"


def test_a_picture_whose_pixels_were_damaged(file: File) -> None:
    whole = bytearray(saved(Image.effect_noise((300, 200), 80), "PNG"))
    whole[len(whole) // 2] ^= 0xFF
    assert rule(file(bytes(whole), "a.png")) == "photo-truncated"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif"])
@pytest.mark.parametrize("content", [b"", "xin chào, tôi là văn bản".encode(), b"\0" * 500, b"\xff\xd8"])
def test_what_is_no_picture(file: File, name: str, content: bytes) -> None:
    assert rule(file(content, name)) == "photo-unreadable"


def test_a_folder_named_like_a_picture(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").mkdir()
    assert rule(PictureFile(tmp_path / "anh.jpg", "0" * 32)) == "photo-unreadable"


@pytest.mark.parametrize(
    ("kind", "name"),
    [("PNG", "a.jpg"), ("JPEG", "a.png"), ("WEBP", "a.jpg"), ("AVIF", "a.jpeg"), ("GIF", "a.jpg"), ("TIFF", "a.png")],
)
def test_a_picture_under_a_wrong_name(photo: Draw, file: File, kind: str, name: str) -> None:
    verdict = look(file(photo(60, 40), name, format=kind))
    assert isinstance(verdict, Problem)
    assert (verdict.rule, verdict.values["found"]) == ("photo-mislabelled", kind)


def test_an_iphone_photo_renamed_to_jpg_is_recognised(file: File) -> None:
    verdict = look(file(struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"\0" * 100))
    assert isinstance(verdict, Problem)
    assert (verdict.rule, verdict.values["found"]) == ("photo-mislabelled", "HEIC")


@pytest.mark.parametrize("name", ["a.gif", "a.tif", "a.bmp", "a.heic", "a.svg", "a.pdf", "a"])
def test_a_kind_that_we_do_not_take(photo: Draw, file: File, name: str) -> None:
    assert rule(file(b"GIF89a", name)) == "photo-kind-unsupported"


@pytest.mark.parametrize("kind", ["webp", "png", "avif"])
def test_a_picture_that_moves(photo: Draw, file: File, kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    assert rule(file(frames[0], f"a.{kind}", save_all=True, append_images=frames[1:], duration=100)) == "photo-animated"


# 60,000,000 pixels are the limit; Pillow itself warns from 89 and refuses from 179 million on.
@pytest.mark.parametrize("size", [(10_000, 6_001), (10_000, 9_500), (20_000, 20_000), (2**31 - 1, 1)])
def test_a_picture_that_would_fill_the_memory(file: File, size: tuple[int, int]) -> None:
    assert rule(file(png_header(*size), "a.png")) == "photo-too-large"


def test_a_header_within_the_limit_is_not_too_large(file: File) -> None:
    assert rule(file(png_header(10_000, 6_000), "a.png")) == "photo-truncated"


def test_a_picture_that_is_not_there(tmp_path: Path) -> None:
    assert rule(PictureFile(tmp_path / "anh.jpg", "0" * 32)) == "photo-missing"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(["a.jpg", "a.png", "a.webp", "a.avif"]))
def test_no_damage_makes_it_fall(photo: Draw, file: File, data: st.DataObject, name: str) -> None:
    whole = bytearray(saved(photo(40, 30), {"jpg": "JPEG"}.get(name[2:], name[2:].upper())))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(look(file(bytes(whole[: data.draw(st.integers(0, len(whole)))]), name)), PictureInfo | Problem)


def test_a_good_verdict_is_kept_by_the_hash_of_the_bytes(photo: Draw, file: File, tmp_path: Path) -> None:
    made = file(photo(60, 40))
    verdict = look(made, cache=tmp_path / "cache")
    made.path.write_bytes(made.path.read_bytes()[:100])
    assert look(made, cache=tmp_path / "cache") == verdict, "the body was not read again"
    assert isinstance(look(made), Problem)


def test_a_bad_verdict_is_not_kept(photo: Draw, file: File, tmp_path: Path) -> None:
    whole = saved(photo(60, 40), "JPEG")
    made = file(whole[:-200])
    assert isinstance(look(made, cache=tmp_path / "cache"), Problem)
    made.path.write_bytes(whole)
    assert isinstance(look(made, cache=tmp_path / "cache"), PictureInfo)


@pytest.mark.parametrize(
    ("name", "mode"), [("a.jpg", "RGB"), ("a.png", "P"), ("a.png", "RGBA"), ("a.webp", "RGB"), ("a.avif", "RGB")]
)
def test_its_colour_is_about_the_middle_of_its_colours(file: File, tmp_path: Path, name: str, mode: str) -> None:
    picture = Image.new("RGB", (1200, 800), "#c08040")
    picture.paste("#804000", (0, 0, 600, 800))
    made = file(picture.convert(mode), name)
    verdict = look(made, cache=tmp_path / "cache")
    assert isinstance(verdict, PictureInfo)
    parts = [int(verdict.colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert max(abs(a - b) for a, b in zip(parts, (0xA0, 0x60, 0x20), strict=True)) <= 10
    assert look(made, cache=tmp_path / "cache") == verdict
