"""The picture beside a shared link: its size, its stars, its letters, and that it is the same each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from ocop.catalogue.assembled import PictureFile
from ocop.pictures import PREVIEW_SIZE, PhotoPart, Preview, drawn, rasterised
from ocop.pictures.social import STAR

THEME = Path(__file__).parents[2] / "theme"
DRAWING = (THEME / "static" / "illustrations" / "rice-flour.svg").read_bytes()
SCENE = (THEME / "static" / "illustrations" / "hero-sa-dec.svg").read_bytes()
LONG = "Bánh phồng tôm nướng than gáo dừa Ậ Ỗ Ệ của hộ sản xuất bên rạch nhỏ chảy qua làng hoa vào những ngày nước nổi"
BASE = Preview("Bột gạo lọc", "Thực phẩm", 4, "OCOP 4 sao", "Còn hiệu lực đến 29/12/2026", "Sản vật mẫu", "", DRAWING)


def seen(preview: Preview, cache: Path) -> Image.Image:
    with Image.open(io.BytesIO(drawn(preview, cache=cache))) as opened:
        assert opened.format == "JPEG"
        return opened.convert("RGB")


def star_pixels(picture: Image.Image) -> int:
    """Pixels about the colour of a star (#b4680a), which nothing else on these previews has."""
    return sum(
        abs(red - 0xB4) < 24 and abs(green - 0x68) < 24 and blue < 48
        for red, green, blue in (picture.getpixel((x, y)) for x in range(60, 320, 2) for y in range(300, 630, 2))
    )


@pytest.mark.parametrize("title", ["Nem", BASE.title, LONG, LONG.replace(" ", "")])
@pytest.mark.parametrize("drawing", [DRAWING, SCENE])
def test_any_title_fits_beside_the_picture(tmp_path: Path, title: str, drawing: bytes) -> None:
    picture = seen(replace(BASE, title=title, picture=drawing), tmp_path)
    assert picture.size == PREVIEW_SIZE == (1200, 630)
    if drawing == DRAWING and " " in title:
        empty = seen(replace(BASE, title="", picture=drawing), tmp_path)
        right = (
            ImageChops.difference(picture, empty).crop((632, 0, 1200, 630)).convert("L").point(lambda value: 255 * (value > 40))
        )
        assert right.getbbox() is None, "letters run into the drawing"


def test_stars_only_where_there_are_some(tmp_path: Path) -> None:
    three, five = (star_pixels(seen(replace(BASE, stars=count), tmp_path)) for count in (3, 5))
    none = star_pixels(seen(replace(BASE, stars=0, rank="", note="Hết hiệu lực từ 29/12/2025"), tmp_path))
    assert none == 0
    assert three > 100
    assert five == pytest.approx(three * 5 / 3, rel=0.15)


def test_the_star_is_that_of_the_site() -> None:
    assert f'd="{STAR}"' in (THEME / "templates" / "components" / "stars" / "stars.html").read_text("utf-8")


def test_a_photo_shows_the_part_that_was_cut(tmp_path: Path, file: Callable[..., PictureFile]) -> None:
    photo = Image.new("RGB", (900, 900), "#2060c0")
    photo.paste("#20c060", (450, 0, 900, 900))
    preview = replace(BASE, picture=PhotoPart(file(photo), (450, 0, 850, 450)))
    red, green, blue = seen(preview, tmp_path).getpixel((900, 300))  # type: ignore[misc]
    assert green > 160 > blue > red


def test_sample_data_say_so(tmp_path: Path) -> None:
    plain, marked = (seen(replace(BASE, sample=words), tmp_path) for words in ("", "Dữ liệu mẫu"))
    assert ImageChops.difference(plain, marked).getbbox() == pytest.approx((0, 584, 1200, 630), abs=10)


def test_two_makes_give_the_same_bytes(tmp_path: Path) -> None:
    assert drawn(BASE, cache=tmp_path / "1") == drawn(BASE, cache=tmp_path / "2")


def test_what_was_drawn_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(BASE, cache=tmp_path)

    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("drawn again")

    monkeypatch.setattr("ocop.pictures.social._drawn", refuse)
    assert drawn(BASE, cache=tmp_path) == first


def test_colours_of_a_drawing_are_those_of_a_light_page(tmp_path: Path) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        b"<style>svg:root{--art-sun:#EAB43C}@media x{svg:root{--art-sun:#000000}}</style>"
        b'<path fill="var(--art-sun)" d="M0 0h10v5H0z"/></svg>'
    )
    picture = rasterised(svg, (40, 40), "#f0e7d3", cache=tmp_path)
    assert picture.getpixel((20, 10)) == (0xEA, 0xB4, 0x3C)
    assert picture.getpixel((20, 30)) == (0xF0, 0xE7, 0xD3)
