"""How much a masked symbol would disturb a scanner: the four rules of ISO/IEC 18004, 7.8.3, as qrcode counts them.

Each rule is a few shifts of the whole symbol as one integer, and a count of the bits that are left.
"""

from __future__ import annotations

from functools import cache

_FINDERS = ((1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1))


def penalty(dark: int, size: int) -> int:
    """Give the points of a symbol of `size` modules a side, laid out as in `template`; fewer are better."""
    stride = size + 1
    light = _whole(size) ^ dark
    return (
        (_runs(dark, 1) + _runs(dark, stride) + _runs(light, 1) + _runs(light, stride))
        + 3 * (_squares(dark, stride) + _squares(light, stride))
        + 40 * (_finders(dark, light, 1) + _finders(dark, light, stride))
        + 10 * int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)
    )


@cache
def _whole(size: int) -> int:
    return int(("1" * size + "0") * size, 2)


def _runs(modules: int, step: int) -> int:
    """Give 3 for each run of five modules of one colour, and 1 for each module more."""
    twos = modules & modules >> step
    fives = twos & twos >> 2 * step & modules >> 4 * step
    return fives.bit_count() + 2 * (fives & ~(fives >> step)).bit_count()


def _squares(modules: int, stride: int) -> int:
    pairs = modules & modules >> 1
    return (pairs & pairs >> stride).bit_count()


def _finders(dark: int, light: int, step: int) -> int:
    """Give how often something looks like a finder pattern with four light modules on one side."""
    found = 0
    # What both directions have in common comes first: mostly nothing is left then.
    common = light >> step & dark >> 4 * step & light >> 5 * step & dark >> 6 * step & light >> 9 * step
    if not common:
        return 0
    for pattern in _FINDERS:
        left = common
        for at in (0, 2, 3, 7, 8, 10):
            left &= (dark if pattern[at] else light) >> at * step
        found += left.bit_count()
    return found
