"""How much a masked symbol would disturb a scanner: the four rules of ISO/IEC 18004, 7.8.3, as qrcode counts them.

Each rule is a few shifts of the whole symbol as one integer, and a count of the bits that are left.
"""

from __future__ import annotations

from functools import cache


def penalty(dark: int, size: int) -> int:
    """Give the points of a symbol of `size` modules a side, laid out as in `template`; fewer are better."""
    stride = size + 1
    whole, inside, below = _grounds(size)
    light = whole ^ dark
    across = inside & (light ^ dark >> 1)  # the modules that are as the one to their left
    down = below & (light ^ dark >> stride)  # as the one above them
    return (
        (_runs(across, 1) + _runs(down, stride))
        + 3 * (across & across >> stride & down).bit_count()
        + 40 * (_finders(dark, light, 1) + _finders(dark, light, stride))
        + 10 * int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)
    )


@cache
def _grounds(size: int) -> tuple[int, int, int]:
    """Give all modules, those with one to their left, and those with one above."""
    row, inner = "1" * size + "0", "0" + "1" * (size - 1) + "0"
    return int(row * size, 2), int(inner * size, 2), int(row * (size - 1), 2)


def _runs(alike: int, step: int) -> int:
    """Give 3 for each run of five modules of one colour, and 1 for each module more, from those as the one before."""
    threes = alike & alike >> step
    fives = threes & threes >> 2 * step
    return 3 * fives.bit_count() - 2 * (fives & fives >> step).bit_count()


def _finders(dark: int, light: int, step: int) -> int:
    """Give how often something looks like a finder pattern with four light modules on one side."""
    ends = dark & dark >> 2 * step
    finder = ends & ends >> 4 * step & dark >> 3 * step & (light & light >> 4 * step) >> step  # 1011101
    twos = light & light >> step
    fours = twos & twos >> 2 * step
    return (finder & fours >> 7 * step).bit_count() + (fours & finder >> 4 * step).bit_count()
