"""What is made of a photo: never larger, exactly as promised, and nothing but the picture."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageColor, PngImagePlugin

from ocop.catalogue.assembled import PictureFile
from ocop.pictures import (
    RECIPE,
    Derivative,
    Encoder,
    PictureChangedError,
    PictureInfo,
    card_derivatives,
    cut,
    derivatives,
    encode,
    inspect,
)

Draw = Callable[..., Image.Image]
File = Callable[..., PictureFile]
ROOT = Path(__file__).parents[2]
DIGEST = "0123456789abcdef0123456789abcdef"


def made_of(file: PictureFile, cache: Path, widths: tuple[int, ...] = (120, 240)) -> Iterator[tuple[Derivative, bytes]]:
    info = inspect(file, path_for_problem="vi.md")
    assert isinstance(info, PictureInfo)
    for derivative in derivatives(info, file.digest, widths=widths):
        yield derivative, encode(file, derivative, cache=cache)


def seen(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB")


def close(found: Any, wanted: tuple[int, int, int], within: int = 12) -> bool:
    return max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= within


def quarters(picture: Image.Image) -> list[tuple[int, ...]]:
    width, height = picture.size
    return [picture.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)]  # type: ignore[misc]


# -- which files -----------------------------------------------------------------------------------------------------------


def test_widths_in_two_formats_best_first() -> None:
    files = derivatives(PictureInfo(3000, 2000, "JPEG"), DIGEST)
    assert [(file.name, file.width, file.height, file.media_type) for file in files] == [
        (f"0123456789ab-{RECIPE}-240.avif", 240, 160, "image/avif"),
        (f"0123456789ab-{RECIPE}-480.avif", 480, 320, "image/avif"),
        (f"0123456789ab-{RECIPE}-720.avif", 720, 480, "image/avif"),
        (f"0123456789ab-{RECIPE}-960.avif", 960, 640, "image/avif"),
        (f"0123456789ab-{RECIPE}-480.jpg", 480, 320, "image/jpeg"),
        (f"0123456789ab-{RECIPE}-960.jpg", 960, 640, "image/jpeg"),
    ]


@pytest.mark.parametrize(("own", "widths"), [(960, [480, 960]), (700, [480, 700]), (480, [480]), (300, [300]), (1, [1])])
def test_a_photo_is_never_enlarged(own: int, widths: list[int]) -> None:
    files = derivatives(PictureInfo(own, 500, "PNG"), DIGEST)
    assert [file.width for file in files if file.media_type == "image/jpeg"] == widths


@settings(deadline=None, max_examples=100)
@given(width=st.integers(1, 8000), height=st.integers(1, 7500))
def test_shape_is_kept_to_half_a_pixel(width: int, height: int) -> None:
    for file in derivatives(PictureInfo(width, height, "JPEG"), DIGEST):
        assert file.width <= width
        assert 1 <= file.height <= height
        assert file.height == 1 or abs(file.height - height * file.width / width) <= 0.5


def test_names_follow_the_bytes_of_the_photo() -> None:
    info = PictureInfo(3000, 2000, "JPEG")
    names = {file.name for digest in (DIGEST, DIGEST[::-1]) for file in derivatives(info, digest)}
    assert len(names) == 12


@settings(deadline=None, max_examples=200)
@given(width=st.integers(1, 8000), height=st.integers(1, 7500), x=st.integers(0, 100), y=st.integers(0, 100))
def test_a_cut_is_the_largest_4_to_3_that_holds_the_focal_point(width: int, height: int, x: int, y: int) -> None:
    box = cut(PictureInfo(width, height, "JPEG"), (4, 3), f"{x} {y}")
    if box is None:
        assert abs(width / height - 4 / 3) <= 0.03 * 4 / 3 or min(width, height) <= 50
        return
    left, top, right, bottom = box
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert (right - left, bottom - top)[(right - left) != width] in (width, height), "as large as the photo allows"
    assert abs((right - left) * 3 - (bottom - top) * 4) <= 4
    assert left - 1 <= width * x / 100 <= right + 1
    assert top - 1 <= height * y / 100 <= bottom + 1


def test_cards_get_files_of_their_own_only_where_the_shape_differs() -> None:
    assert card_derivatives(PictureInfo(4000, 3000, "JPEG"), DIGEST) == derivatives(PictureInfo(4000, 3000, "JPEG"), DIGEST)
    files = card_derivatives(PictureInfo(3000, 2000, "JPEG"), DIGEST, "90 50")
    assert [(file.name, file.width, file.height, file.box) for file in files] == [
        (f"0123456789ab-{RECIPE}x90y50-{width}.{ending}", width, width * 3 // 4, (333, 0, 3000, 2000))
        for width, ending in ((240, "avif"), (480, "avif"), (720, "avif"), (480, "jpg"))
    ]


def test_names_are_those_that_servers_keep_for_ever() -> None:
    """The pattern of deploy/: what it misses is asked for again at each visit."""
    kept = re.search(r'"~\^/pictures/(.+?)\$"', (ROOT / "deploy" / "nginx" / "ocop.conf").read_text("utf-8"))
    assert kept
    info = PictureInfo(3000, 2000, "JPEG")
    for file in (*derivatives(info, DIGEST), *card_derivatives(info, DIGEST, "0 100")):
        assert re.fullmatch(kept[1], file.name)


# -- what is in them -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1000, 667), (667, 1001), (241, 97), (999, 3), (121, 2000)])
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_sizes_are_exactly_as_promised(photo: Draw, file: File, tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    for derivative, data in made_of(file(photo(*size), name), tmp_path / "cache"):
        with Image.open(io.BytesIO(data)) as opened:
            assert opened.size == (derivative.width, derivative.height)
            assert opened.get_format_mimetype() == derivative.media_type
            assert opened.mode == "RGB"


# Exif 2.32, tag 274: where the first row and column of the stored picture belong.
STORED = {
    1: lambda picture: picture,
    2: lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda picture: picture.rotate(180, expand=True),
    4: lambda picture: picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda picture: picture.transpose(Image.Transpose.TRANSPOSE),
    6: lambda picture: picture.rotate(90, expand=True),
    7: lambda picture: picture.transpose(Image.Transpose.TRANSVERSE),
    8: lambda picture: picture.rotate(-90, expand=True),
}


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_pictures_stand_upright(photo: Draw, file: File, tmp_path: Path, name: str, turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    stored = file(STORED[turned](photo(600, 400)), name, exif=exif)
    for derivative, data in made_of(stored, tmp_path / "cache", widths=(150,)):
        assert (derivative.width, derivative.height) == (150, 100)
        found = quarters(seen(data))
        assert all(
            close(colour, wanted)
            for colour, wanted in zip(found, [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)], strict=True)
        ), found


def tagged(kind: str, picture: Image.Image) -> bytes:
    """A picture that tells everything: who, where, with what, and a thumbnail of it."""
    exif = Image.Exif()
    exif[0x010F] = "MAYANHBIMAT"
    exif[0x013B] = "NGUOICHUPBIMAT"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 17.0, 30.0), 3: "E", 4: (105.0, 45.0, 20.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">NOICHUPBIMAT</x:xmpmeta>'
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "GHICHUBIMAT")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = text
    else:
        options["xmp"] = xmp
    if kind == "JPEG":
        options["comment"] = "GHICHUBIMAT"
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_but_the_picture_is_left(photo: Draw, file: File, tmp_path: Path, kind: str) -> None:
    whole = tagged(kind, photo(600, 400))
    assert b"NOICHUPBIMAT" in whole
    for _, data in made_of(file(whole, f"a.{kind.lower()}"), tmp_path / "cache"):
        for secret in (b"BIMAT", b"Exif", b"xmp", b"XMP", b"ICC_PROFILE", b"GPS", b"acsp", b"mime"):
            assert secret not in data
        with Image.open(io.BytesIO(data)) as opened:
            assert not opened.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"} & opened.info.keys()


@pytest.mark.parametrize(
    "convert",
    [
        lambda picture: picture.convert("RGBA"),
        lambda picture: picture.convert("P", palette=Image.Palette.ADAPTIVE),
        lambda picture: picture.convert("P", palette=Image.Palette.ADAPTIVE).convert("RGB"),
    ],
)
def test_palettes_and_alpha_keep_their_colours(photo: Draw, file: File, tmp_path: Path, convert: Any) -> None:
    for _, data in made_of(file(convert(photo(600, 400)), "a.png"), tmp_path / "cache", widths=(240,)):
        found = quarters(seen(data))
        assert all(
            close(colour, wanted)
            for colour, wanted in zip(found, [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)], strict=True)
        ), found


@pytest.mark.parametrize(
    "clear",
    [
        lambda: (Image.new("RGBA", (300, 200), (0, 0, 0, 0)), {}),
        lambda: (Image.new("LA", (300, 200), (0, 0)), {}),
        lambda: (Image.new("P", (300, 200), 0), {"transparency": 0}),
        lambda: (Image.new("RGB", (300, 200), "black"), {"transparency": (0, 0, 0)}),
    ],
)
def test_what_is_transparent_becomes_white(file: File, tmp_path: Path, clear: Any) -> None:
    picture, options = clear()
    for _, data in made_of(file(picture, "a.png", **options), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (255, 255, 255), within=2)


def test_half_transparent_red_becomes_pink(file: File, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (300, 200), (255, 0, 0, 128))
    for _, data in made_of(file(picture, "a.png"), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (255, 127, 127))


@pytest.mark.parametrize("level", [0, 1000, 32768, 65535])
def test_sixteen_bits_are_scaled_not_cut(file: File, tmp_path: Path, level: int) -> None:
    picture = Image.new("I;16", (300, 200), level)
    for _, data in made_of(file(picture, "a.png"), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (level // 257,) * 3, within=3)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white(file: File, tmp_path: Path, mode: str) -> None:
    picture = Image.new(mode, (300, 200), 255 if mode == "1" else 200)
    for _, data in made_of(file(picture, "a.png"), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (255,) * 3 if mode == "1" else (200,) * 3, within=3)


def test_print_colours_become_screen_colours(file: File, tmp_path: Path) -> None:
    picture = Image.new("CMYK", (300, 200), (0, 255, 255, 0))
    for _, data in made_of(file(picture, "a.jpg"), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (255, 0, 0))


def swapped_profile() -> bytes:
    """An RGB profile that takes red for green and green for red: sRGB with the tags of two of its primaries exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")


def test_a_colour_profile_is_applied(file: File, tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 200), (255, 0, 0))
    for _, data in made_of(file(picture, "a.jpg", icc_profile=swapped_profile()), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (0, 255, 0))


@pytest.mark.parametrize("profile", [b"", b"khong phai", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_colour_profile_that_does_not_fit_is_dropped(file: File, tmp_path: Path, profile: bytes) -> None:
    picture = Image.new("RGB", (300, 200), (255, 0, 0))
    for _, data in made_of(file(picture, "a.jpg", icc_profile=profile), tmp_path / "cache", widths=(100,)):
        assert close(seen(data).getpixel((50, 30)), (255, 0, 0))


@pytest.mark.parametrize(("focus", "colours"), [("0 50", ["red", "blue"]), ("100 50", ["green", "white"])])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_card_shows_what_the_photo_is_of(  # noqa: PLR0917
    photo: Draw, file: File, tmp_path: Path, focus: str, colours: list[str], turned: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    made = file(STORED[turned](photo(2400, 900)), exif=exif)
    info = inspect(made, path_for_problem="vi.md")
    assert isinstance(info, PictureInfo)
    derivative = card_derivatives(info, made.digest, focus)[0]
    picture = seen(encode(made, derivative, cache=tmp_path / "cache"))
    assert picture.size == (derivative.width, derivative.height) == (240, 180)
    x = 10 if focus == "0 50" else 229
    for y, colour in zip((40, 140), colours, strict=True):
        assert close(picture.getpixel((x, y)), ImageColor.getrgb(colour)[:3], 40)


def test_a_file_is_the_same_whichever_was_made_before_it(file: File, tmp_path: Path) -> None:
    made = file(Image.effect_noise((4000, 2900), 60).convert("RGB"))
    info = inspect(made, path_for_problem="vi.md")
    assert isinstance(info, PictureInfo)
    wanted = (*derivatives(info, made.digest, widths=(100, 200)), *card_derivatives(info, made.digest)[:1])
    alone = {one: encode(made, one, cache=tmp_path / one.name) for one in wanted}
    encoder = Encoder(tmp_path / "all")
    assert {one: encoder.encode(made, one) for one in reversed(wanted)} == alone


# -- the cache -------------------------------------------------------------------------------------------------------------


def one(file: PictureFile, media_type: str = "image/jpeg") -> Derivative:
    return next(
        found
        for found in derivatives(PictureInfo(300, 200, "JPEG"), file.digest, widths=(100,))
        if found.media_type == media_type
    )


@pytest.mark.parametrize("media_type", ["image/avif", "image/jpeg"])
def test_two_makes_give_the_same_bytes(photo: Draw, file: File, tmp_path: Path, media_type: str) -> None:
    made = file(photo(300, 200))
    first, second = (encode(made, one(made, media_type), cache=tmp_path / cache) for cache in ("1", "2"))
    assert first == second


def test_what_is_in_the_cache_is_not_made_again(photo: Draw, file: File, tmp_path: Path) -> None:
    made = file(photo(300, 200))
    first = encode(made, one(made), cache=tmp_path / "cache")
    made.path.unlink()
    assert encode(made, one(made), cache=tmp_path / "cache") == first


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda raw: raw[:-1], lambda raw: raw[:16], lambda raw: raw[:-1] + b"\0", lambda raw: raw + b"\0"]
)
def test_a_damaged_cache_is_mended(photo: Draw, file: File, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    made = file(photo(300, 200))
    first = encode(made, one(made), cache=tmp_path / "cache")
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert encode(made, one(made), cache=tmp_path / "cache") == first
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_time_only(photo: Draw, file: File, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    made = file(photo(300, 200))
    assert seen(encode(made, one(made), cache=tmp_path / "cache")).size == (100, 67)


def test_no_temporary_file_is_left(photo: Draw, file: File, tmp_path: Path) -> None:
    made = file(photo(300, 200))
    encode(made, one(made), cache=tmp_path / "cache")
    assert len([path for path in (tmp_path / "cache").rglob("*") if path.is_file()]) == 1


def test_a_photo_that_changed_since_it_was_read_is_not_kept_under_the_old_name(photo: Draw, file: File, tmp_path: Path) -> None:
    made = file(photo(300, 200))
    file(photo(200, 300))
    with pytest.raises(PictureChangedError, match=r"anh\.jpg"):
        encode(made, one(made), cache=tmp_path / "cache")


def test_digest_is_the_blake2b_of_the_bytes(photo: Draw, file: File) -> None:
    made = file(photo(300, 200))
    assert made.digest == hashlib.blake2b(made.path.read_bytes(), digest_size=16).hexdigest()
