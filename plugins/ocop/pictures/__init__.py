"""Photos: are they sound, which files are made of them, and how, without a trace of where they were taken."""

from .derivative import MIDDLE, RECIPE, WIDTHS, Box, Derivative, card_derivatives, cut, derivatives
from .drawings import plain, rasterised, rasterised_anew
from .encoding import Encoder, PictureChangedError, codec_versions, encode, encoded, read
from .inspection import MOST_PIXELS, PictureInfo, inspect
from .social import PREVIEW_SIZE, SOCIAL_RECIPE, PhotoPart, Preview, drawn, lettering
from .store import fetch, keep, key_of

__all__ = [
    "MIDDLE",
    "MOST_PIXELS",
    "PREVIEW_SIZE",
    "RECIPE",
    "SOCIAL_RECIPE",
    "WIDTHS",
    "Box",
    "Derivative",
    "Encoder",
    "PhotoPart",
    "PictureChangedError",
    "PictureInfo",
    "Preview",
    "card_derivatives",
    "codec_versions",
    "cut",
    "derivatives",
    "drawn",
    "encode",
    "encoded",
    "fetch",
    "inspect",
    "keep",
    "key_of",
    "lettering",
    "plain",
    "rasterised",
    "rasterised_anew",
    "read",
]
