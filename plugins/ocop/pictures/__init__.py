"""Photos: are they sound, which files are made of them, and how, without a trace of where they were taken."""

from .derivative import RECIPE, WIDTHS, Derivative, derivatives
from .encoding import PictureChangedError, codec_versions, encode
from .inspection import MOST_PIXELS, PictureInfo, inspect

__all__ = [
    "MOST_PIXELS",
    "RECIPE",
    "WIDTHS",
    "Derivative",
    "PictureChangedError",
    "PictureInfo",
    "codec_versions",
    "derivatives",
    "encode",
    "inspect",
]
