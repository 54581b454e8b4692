"""The words "BẢN NHÁP" as a small pixel drawing of our own, so that a draft looks the same on a machine without fonts."""

from __future__ import annotations

from typing import Final

WORDS: Final = "BẢN NHÁP"

_A: Final = (".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#")
_NO_MARK: Final = (".....",) * 4
_GLYPHS: Final = {
    "B": (*_NO_MARK, "####.", "#...#", "#...#", "####.", "#...#", "#...#", "####."),
    "Ả": (".##..", "...#.", "..#..", ".....", *_A),
    "N": (*_NO_MARK, "#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#"),
    "H": (*_NO_MARK, "#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "Á": ("...#.", "..#..", ".#...", ".....", *_A),
    "P": (*_NO_MARK, "####.", "#...#", "#...#", "####.", "#....", "#....", "#...."),
    " ": ("...",) * 11,
}

LETTERS: Final[tuple[tuple[bool, ...], ...]] = tuple(
    tuple(pixel == "#" for pixel in ".".join(_GLYPHS[letter][row] for letter in WORDS)) for row in range(len(_GLYPHS[" "]))
)
"""The words as rows of pixels, True is dark: 45 wide, 11 high with the marks above the letters."""

BAND: Final = 7
"""Height in modules of the white band below the quiet zone that holds the words, two pixels of letter to a module."""
