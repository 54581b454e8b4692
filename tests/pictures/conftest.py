from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocop.catalogue.assembled import PictureFile

QUARTERS = {"red": (0, 0), "green": (1, 0), "blue": (0, 1), "white": (1, 1)}


@pytest.fixture
def photo() -> Callable[..., Image.Image]:
    """Draw a picture whose four quarters are red, green / blue, white."""

    def draw(width: int = 1200, height: int = 800) -> Image.Image:
        picture = Image.new("RGB", (width, height))
        half = (width // 2 + 1, height // 2 + 1)
        for colour, (x, y) in QUARTERS.items():
            picture.paste(Image.new("RGB", half, colour), (x * width // 2, y * height // 2))
        return picture

    return draw


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., PictureFile]:
    """Write a picture, or bytes, to a file and give it as the catalogue would."""

    def write(content: Image.Image | bytes, name: str = "anh.jpg", **options: Any) -> PictureFile:
        if isinstance(content, Image.Image):
            made = io.BytesIO()
            content.save(
                made, options.pop("format", None) or Image.registered_extensions()[Path(name).suffix.lower()], **options
            )
            content = made.getvalue()
        path = tmp_path / name
        path.write_bytes(content)
        return PictureFile(path, hashlib.blake2b(content, digest_size=16).hexdigest())

    return write
