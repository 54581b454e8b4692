"""Which symbol stands for a payload, and that it stays the same for decades."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.qr import LevelRefusedError, SymbolError, SymbolTooLargeError, make_symbol, payload_for

SHORT = "https://OCOPSADEC.VN/Q/SD0001/"
CODES = st.from_regex(r"SD[0-9]{4,5}", fullmatch=True)


# Rows of qr.md §4.1, measured with qrcode 8.2: the smallest version for M, Q and H.
@pytest.mark.parametrize(
    ("payload", "versions"),
    [
        ("https://OCOP.SADEC.DONGTHAP.GOV.VN/Q/SD0001/", (3, 4, 4)),
        ("https://ocop.dongthap.gov.vn/q/SD0001/", (3, 4, 5)),
        ("https://OCOP.DONGTHAP.GOV.VN/Q/SD0001/", (3, 3, 4)),
        ("https://ocopsadec.vn/q/SD0001/", (3, 3, 4)),
        ("https://OCOPSADEC.VN/Q/SD0001/", (2, 3, 3)),
        ("https://OCOPSADEC.VN/01/08931234567897", (3, 3, 4)),
        ("https://ocopsadec.vn/01/08931234567897", (3, 3, 4)),
    ],
)
def test_smallest_version_at_each_level(payload: str, versions: tuple[int, int, int]) -> None:
    assert tuple(make_symbol(payload, level=level, allow_large=True).version for level in "MQH") == versions


@pytest.mark.parametrize(
    ("payload", "level", "version"),
    [
        ("https://OCOPSADEC.VN/Q/SD0001/", "H", 3),
        ("https://OCOP.EXAMPLE/Q/SD0001/", "H", 3),
        ("https://OCOP.EXAMPLE/Q/SD00013/", "H", 3),
        ("https://OCOP.DONGTHAP.GOV.VN/Q/SD0001/", "Q", 3),
        ("https://OCOP.SADEC.DONGTHAP.GOV.VN/Q/SD0001/", "M", 3),
        ("https://OCOPSADEC.VN/01/08931234567897", "Q", 3),
    ],
)
def test_the_best_level_that_fits_29_modules_is_taken(payload: str, level: str, version: int) -> None:
    symbol = make_symbol(payload)
    assert (symbol.level, symbol.version, symbol.size) == (level, version, 17 + 4 * version)


# The budget of qr.md §4.1: how many characters host and code may have together at version 3.
@pytest.mark.parametrize(("letters", "level"), [(19, "H"), (20, "Q"), (30, "Q"), (31, "M"), (45, "M")])
def test_budget_of_characters(letters: int, level: str) -> None:
    assert make_symbol(payload_for(f"{'A' * (letters - 9)}.VN", "SD0001")).level == level


def test_what_needs_version_4_is_refused_unless_allowed() -> None:
    payload = payload_for(f"{'A' * 50}.VN", "SD0001")
    with pytest.raises(SymbolTooLargeError):
        make_symbol(payload)
    assert make_symbol(payload, allow_large=True).version > 3


def test_a_version_above_3_is_refused_also_when_asked_for() -> None:
    with pytest.raises(SymbolTooLargeError):
        make_symbol(SHORT, version=4)


def test_a_version_too_small_for_the_payload_is_refused() -> None:
    with pytest.raises(SymbolTooLargeError):
        make_symbol(SHORT, level="H", version=2)


def test_what_no_version_holds_is_refused() -> None:
    with pytest.raises(SymbolTooLargeError):
        make_symbol("x" * 5000, allow_large=True)


def test_level_l_is_refused() -> None:
    with pytest.raises(LevelRefusedError):
        make_symbol(SHORT, level="L")


@pytest.mark.parametrize("payload", ["", "https://SAĐÉC.VN/", "a\nb"])
def test_a_payload_is_printable_ascii(payload: str) -> None:
    with pytest.raises(SymbolError):
        make_symbol(payload)


@pytest.mark.parametrize("mask", [-1, 8])
def test_there_are_eight_masks(mask: int) -> None:
    with pytest.raises(SymbolError):
        make_symbol(SHORT, mask=mask)


@pytest.mark.parametrize(
    "segments",
    ["", "byte:5", "byte:5 alnum:26", "alnum:30", "numeric:5 byte:25", "byte:0 byte:30", "kanji:30", "byte:5  alnum:25"],
)
def test_segments_that_do_not_fit_the_payload_are_refused(segments: str) -> None:
    with pytest.raises(SymbolError):
        make_symbol(SHORT, segments=segments)


@settings(deadline=None, max_examples=20)
@given(code=CODES)
def test_a_pinned_symbol_is_made_again_module_for_module(code: str) -> None:
    symbol = make_symbol(payload_for("OCOPSADEC.VN", code))
    again = make_symbol(symbol.payload, level=symbol.level, version=symbol.version, mask=symbol.mask, segments=symbol.segments)
    assert again == symbol


# Frozen for ever: were this to change, reprints of issued codes would not be the symbols that are on packages.
def test_a_pinned_symbol_is_the_one_of_2026() -> None:
    symbol = make_symbol(SHORT, level="H", version=3, mask=4, segments="byte:5 alnum:25")
    assert symbol.digest == "cc828f7d645576a9a8eee8a7f5ccd156af35b6f8522653f42ec581a5df3842c8"


def test_each_pin_decides_the_matrix() -> None:
    pinned = make_symbol(SHORT, level="M", version=3, mask=0, segments="byte:30")
    others = [
        make_symbol(SHORT, level="Q", version=3, mask=0, segments="byte:30"),
        make_symbol(SHORT, level="M", version=3, mask=1, segments="byte:30"),
        make_symbol(SHORT, level="M", version=3, mask=0, segments="byte:5 alnum:25"),
        make_symbol(SHORT, level="M", version=2, mask=0, segments="byte:5 alnum:25"),
    ]
    assert len({pinned.digest, *(symbol.digest for symbol in others)}) == 5


def test_digest_is_the_hash_of_rows_of_0_and_1() -> None:
    symbol = make_symbol(SHORT)
    text = "\n".join("".join(str(int(dark)) for dark in row) for row in symbol.matrix)
    assert symbol.digest == hashlib.sha256(text.encode()).hexdigest()


def test_a_symbol_cannot_be_altered() -> None:
    symbol = make_symbol(SHORT)
    with pytest.raises(AttributeError):
        symbol.mask = 3  # type: ignore[misc]
    assert replace(symbol, mask=3).mask == 3
