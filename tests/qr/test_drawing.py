"""The fast way to draw a symbol gives what qrcode gives, and steps aside where it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import BIT_LIMIT_TABLE

from ocop.qr import drawing as drawing_module
from ocop.qr import make_symbol, payload_for
from ocop.qr.codewords import capacity
from ocop.qr.drawing import agrees_with_qrcode, by_qrcode, modules_of
from ocop.qr.segments import bits_needed, bits_of, cuts, pattern, read_segments, written
from ocop.qr.symbol import SymbolTooLargeError

NUMBERS = {"M": 0, "H": 2, "Q": 3}
TEXTS = st.one_of(
    st.from_regex(r"https://[A-Z.]{4,30}/Q/SD[0-9]{4,5}/", fullmatch=True),
    st.from_regex(r"https://[a-z.]{4,40}/01/[0-9]{14}(/10/[A-Z0-9]{1,20})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,60}", fullmatch=True),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=120),
)


@pytest.fixture
def asked_anew() -> Iterator[None]:
    agrees_with_qrcode.cache_clear()
    yield
    agrees_with_qrcode.cache_clear()


def test_the_fast_way_is_in_use() -> None:
    assert agrees_with_qrcode()


@settings(deadline=None, max_examples=40)
@given(text=TEXTS, level=st.sampled_from("HQM"), mask=st.none() | st.integers(0, 7))
def test_it_draws_what_qrcode_draws_with_masks_given_and_scored(text: str, level: str, mask: int | None) -> None:
    symbol = make_symbol(text, level=level, mask=mask, allow_large=True)
    cut = read_segments(text.encode(), symbol.segments)
    rows = tuple("".join("01"[dark] for dark in row) for row in symbol.matrix)
    assert (symbol.mask, rows) == by_qrcode(cut, symbol.version, NUMBERS[level], mask)


@pytest.mark.parametrize("version", [1, 6, 7, 14, 21, 40])
def test_every_kind_of_version(version: int) -> None:
    text = "SD" * (capacity(version, 0) // 12)
    cut = cuts(text.encode())[0]
    assert modules_of(cut, version, 0, 3) == by_qrcode(cut, version, 0, 3)


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_bits_are_counted_as_they_are_written(text: str) -> None:
    for cut in cuts(text.encode()):
        assert b"".join(segment.data for segment in cut) == text.encode()
        assert written(read_segments(text.encode(), written(cut))) == written(cut)
        for version in (1, 10, 27):
            value, length = bits_of(cut, version)
            assert length == bits_needed(cut, version)
            assert value.bit_length() <= length


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_payload_is_cut_as_its_pattern_is(text: str) -> None:
    assert [written(cut) for cut in cuts(pattern(text.encode()))] == [written(cut) for cut in cuts(text.encode())]


def test_capacity_is_that_of_the_standard() -> None:
    assert [capacity(version, 2) for version in range(1, 41)] == BIT_LIMIT_TABLE[2][1:]


@pytest.mark.parametrize(("letters", "fits"), [(1273, True), (1274, False)])
def test_the_largest_symbol_of_all(letters: int, *, fits: bool) -> None:  # ISO/IEC 18004, table 7: version 40, H, byte mode
    if fits:
        assert make_symbol("a" * letters, level="H", allow_large=True).version == 40
    else:
        with pytest.raises(SymbolTooLargeError):
            make_symbol("a" * letters, level="H", allow_large=True)


@pytest.mark.usefixtures("asked_anew")
def test_where_it_would_draw_otherwise_qrcode_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = make_symbol(payload_for("OCOPSADEC.VN", "SD0001"))
    agrees_with_qrcode.cache_clear()
    monkeypatch.setattr(drawing_module, "penalty", lambda dark, size: dark % size)
    assert not agrees_with_qrcode()
    assert make_symbol(payload_for("OCOPSADEC.VN", "SD0001")) == expected


@pytest.mark.usefixtures("asked_anew")
def test_where_qrcode_lacks_what_it_needs_qrcode_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = make_symbol(payload_for("OCOPSADEC.VN", "SD0001"))
    agrees_with_qrcode.cache_clear()

    def gone(*_: object) -> bytes:
        raise AttributeError("rs_blocks")

    monkeypatch.setattr(drawing_module, "codewords", gone)
    assert not agrees_with_qrcode()
    assert make_symbol(payload_for("OCOPSADEC.VN", "SD0001")) == expected
