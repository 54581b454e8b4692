"""The damage suite of printed codes (qr.md A11): 20 mm symbols of the recommended form, spoiled as packages are.

Everything is seeded. A trial is one frame: a code on a busy ground, turned a little, seen by a camera of so many pixels a
millimetre, with noise; it counts when zxing-cpp reads exactly the payload. Real phones try many frames, so they do better: what
counts is that the figures do not get worse. The size of the blots is the one that gives what was measured in 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from ocop.qr import Symbol, make_symbol, payload_for
from ocop.qr.measure import QUIET
from ocop.qr.template import template

SEED = 20261123
SIDE_MM = 20.0
"""Footprint of a code, its quiet zone included."""
CANVAS_MM = 34.0
FINE = 20.0
"""Pixels a millimetre in which a scene is drawn before a camera sees it."""
USUAL = 300 / 25.4
SLACK = 5.0
"""Points that a figure may miss what was measured once."""

Picture = npt.NDArray[np.float32]
Random = np.random.Generator


@dataclass(frozen=True)
class Condition:
    """A kind of damage. `wanted` is the rate once measured (qr.md A11), in per cent; `camera` in pixels a millimetre."""

    name: str
    wanted: float
    spoil: Callable[[Picture, Random], Picture] = lambda scene, random: scene
    camera: float = USUAL
    erased: float = 0.0
    jpeg: int = 0
    contrast: float = 1.0


def blur(sigma_mm: float) -> Callable[[Picture, Random], Picture]:
    return lambda scene, _: cv2.GaussianBlur(scene, (0, 0), sigma_mm * FINE)


def gain(mm: float) -> Callable[[Picture, Random], Picture]:
    """Ink that runs: every dark edge moves outwards."""
    size = 2 * round(mm * FINE) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return lambda scene, _: cv2.erode(scene, kernel)


def tilt(degrees: float, distance_mm: float = 250.0) -> Callable[[Picture, Random], Picture]:
    """Seen from the side, by a camera at a usual distance."""

    def spoil(scene: Picture, _: Random) -> Picture:
        size = scene.shape[0]
        angle, focal, half = np.radians(degrees), distance_mm * FINE, scene.shape[0] / 2
        corners = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
        depth = focal + corners[:, 0] * np.sin(angle)
        seen = np.stack([corners[:, 0] * np.cos(angle) * focal / depth, corners[:, 1] * focal / depth], axis=1)
        matrix = cv2.getPerspectiveTransform((corners + half).astype(np.float32), (seen + half).astype(np.float32))
        return cv2.warpPerspective(scene, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    return spoil


def cylinder(degrees: float) -> Callable[[Picture, Random], Picture]:
    """Round a bottle: the code's width covers so many degrees of it."""

    def spoil(scene: Picture, _: Random) -> Picture:
        size = scene.shape[0]
        radius = SIDE_MM * FINE / np.radians(degrees)
        across = np.clip((np.arange(size) - size / 2) / radius, -0.999, 0.999)
        source = np.clip(np.arcsin(across) * radius + size / 2, 0, size - 1).astype(np.float32)
        rows = np.arange(size, dtype=np.float32)
        return cv2.remap(scene, np.tile(source, (size, 1)), np.tile(rows[:, None], (1, size)), cv2.INTER_LINEAR)

    return spoil


CONDITIONS = (
    Condition("clean", 100),
    Condition("blur 0.25 mm", 100, blur(0.25)),
    Condition("tilt 50°", 100, tilt(50)),
    Condition("cylinder 100°", 100, cylinder(100)),
    Condition("contrast 10 %", 100, contrast=0.10),
    Condition("ink gain 0.15 mm", 100, gain(0.15)),
    Condition("3 px/mm", 100, camera=3.0),
    Condition("JPEG 20 at 5 px/mm", 100, camera=5.0, jpeg=20),
    Condition("data erased 5 %", 100, erased=0.05),
    Condition("data erased 10 %", 70, erased=0.10),
)


def rate(condition: Condition, trials: int) -> float:
    """Give the share of trials, in per cent, in which exactly the payload was read."""
    return 100 * sum(_read(condition, number) for number in range(trials)) / trials


def _read(condition: Condition, number: int) -> bool:
    random = np.random.default_rng([SEED, CONDITIONS.index(condition), number])
    symbol = make_symbol(payload_for("OCOPSADEC.VN", f"SD{random.integers(10_000):04d}"))
    picture = _seen(condition, symbol, random)
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    return [one.bytes for one in found] == [symbol.payload.encode()]


def _seen(condition: Condition, symbol: Symbol, random: Random) -> npt.NDArray[np.uint8]:
    scene = condition.spoil(_scene(symbol, condition.erased, random), random)
    middle = scene.shape[0] / 2
    turned = cv2.getRotationMatrix2D((middle, middle), random.uniform(-5, 5), 1.0)
    turned[:, 2] += random.uniform(-0.5, 0.5, 2) * FINE
    scene = cv2.warpAffine(scene, turned, scene.shape[::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    pixels = round(CANVAS_MM * condition.camera)
    small = cv2.resize(scene, (pixels, pixels), interpolation=cv2.INTER_AREA)
    small = 127.5 + (small - 127.5) * condition.contrast
    noisy = small + random.normal(0, 3 * max(condition.contrast, 0.3), small.shape)
    picture = np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
    if condition.jpeg:
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, condition.jpeg])
        picture = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE).astype(np.uint8)
    return picture


def _scene(symbol: Symbol, erased: float, random: Random) -> Picture:
    """Give the code on a busy ground, in grey from 20 (ink) to 235 (paper)."""
    size = round(CANVAS_MM * FINE)
    scene = cv2.resize(random.uniform(60, 220, (12, 12)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    for _ in range(25):
        start, end = (tuple(map(int, random.integers(0, size, 2))) for _ in range(2))
        cv2.line(scene, start, end, float(random.uniform(20, 235)), int(random.integers(2, 20)))
    modules = np.pad(np.array([list(row) for row in symbol.matrix]), QUIET)
    side = round(SIDE_MM * FINE)
    code = np.where(modules, np.float32(20), np.float32(235)).astype(np.float32)
    code = cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)
    if erased:
        code = _blotted(code, symbol, erased, random)
    start = (size - side) // 2
    scene[start : start + side, start : start + side] = code
    return scene


def _blotted(code: Picture, symbol: Symbol, share: float, random: Random) -> Picture:
    """Give the code with round blots of dirt or torn paper on its data, fixed patterns left alone, until so much is gone."""
    side = code.shape[0]
    data = cv2.resize(np.pad(_data_modules(symbol), QUIET).astype(np.uint8), (side, side), interpolation=cv2.INTER_NEAREST)
    gone = np.zeros_like(data)
    pitch = side / (symbol.size + 2 * QUIET)
    while (gone & data).sum() < share * data.sum():
        blot = np.zeros_like(data)
        middle = tuple(map(int, random.integers(0, side, 2)))
        cv2.circle(blot, middle, int(random.uniform(0.5, 1.5) * pitch), 1, -1)
        blot &= data
        code = np.where(blot == 1, np.float32(random.choice([20.0, 235.0])), code).astype(np.float32)
        gone |= blot
    return code


def _data_modules(symbol: Symbol) -> npt.NDArray[np.bool_]:
    """Give which modules hold data or correction: those that every bit of the codewords, set, turns over."""
    frame = template(symbol.version)
    shown = "".join(frame.place("1" * (symbol.size**2) + "0"))
    rows = [shown[start : start + symbol.size] for start in range(0, len(shown), frame.stride)]
    return np.array([[cell == "1" for cell in row] for row in rows])


def table(trials: int) -> tuple[tuple[Condition, float], ...]:
    """Give the rate of every condition."""
    return tuple((condition, rate(condition, trials)) for condition in CONDITIONS)
