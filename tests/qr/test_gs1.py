"""GS1 Digital Link: what GS1's own engine accepts and refuses (qr.md §1.3), and the one form that we print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.catalogue.gtin import check_digit
from ocop.qr import make_symbol
from ocop.qr.gs1 import DigitalLink, LinkFault, digital_link, gs1_path, own_gtin, read_link
from ocop.qr.payload import HostInvalidError

GTIN = "08931234567897"
NUMBERS = st.text("0123456789", min_size=9, max_size=9).map(lambda tail: "0893" + tail).map(lambda d: d + check_digit(d))


# Each row as the GS1 Barcode Syntax Engine 1.4.1 judged it (qr.md §1.3).
@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://id.example.vn/01/08931234567890", LinkFault.CHECK_DIGIT),
        ("https://id.example.vn/01/08931234567897", None),
        ("HTTPS://ID.EXAMPLE.VN/01/08931234567897", None),
        ("https://OCOPSADEC.VN/01/08931234567897", None),
        ("Https://ocopsadec.vn/01/08931234567897", LinkFault.NOT_ONE),
        ("https://ocopsadec.vn/01/8931234567897", LinkFault.LENGTH),
        ("https://ocopsadec.vn/01/08931234567897/", LinkFault.TRAILING_SLASH),
        ("https://ocopsadec.vn/01/08931234567897/10/L260101/21/7", None),
        ("https://ocopsadec.vn/01/08931234567897/21/7/10/L260101", LinkFault.ORDER),
        ("https://ocopsadec.vn/01/08931234567897?17=261231&lang=vi", None),
        ("https://ocopsadec.vn/01/08931234567897?15=261301", LinkFault.VALUE),
        ("https://ocopsadec.vn/q/01/08931234567897", None),
        ("https://ocopsadec.vn/gtin/08931234567897", LinkFault.NOT_ONE),
        ("https://OCOPSADEC.VN/Q/SD0001/", LinkFault.NOT_ONE),
    ],
)
def test_the_vectors_of_the_standards_own_engine(address: str, fault: LinkFault | None) -> None:
    found = read_link(address)
    assert (found if isinstance(found, LinkFault) else None) == fault


def test_a_link_is_taken_apart() -> None:
    assert read_link("https://a.vn/x/01/08931234567897/22/2A/10/L%2F1/21/7?17=261231&lang=vi") == DigitalLink(
        "a.vn", GTIN, {"22": "2A", "10": "L/1", "21": "7"}, {"17": "261231", "lang": "vi"}
    )


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://a.vn/01/00000000000000", LinkFault.RESTRICTED),
        ("https://a.vn/01/02000000000008", LinkFault.RESTRICTED),
        ("https://a.vn/01/00212345678906", LinkFault.CHECK_DIGIT),
        ("https://a.vn/01/0893123456789X", LinkFault.LENGTH),
        ("https://a.vn/01/08931234567897/10/", LinkFault.TRAILING_SLASH),
        ("https://a.vn/01/08931234567897/10", LinkFault.NOT_ONE),
        ("https://a.vn/01/08931234567897/99/x", LinkFault.NOT_ONE),
        ("https://a.vn/01/08931234567897/10/a/10/b", LinkFault.ORDER),
        ("https://a.vn/01/08931234567897/10/" + "a" * 21, LinkFault.VALUE),
        ("https://a.vn/01/08931234567897/10/a%20b", LinkFault.VALUE),
        ("https://a.vn/01/", LinkFault.LENGTH),
        ("ftp://a.vn/01/08931234567897", LinkFault.NOT_ONE),
        ("https:///01/08931234567897", LinkFault.NOT_ONE),
        ("https://[a/01/08931234567897", LinkFault.NOT_ONE),
        ("", LinkFault.NOT_ONE),
    ],
)
def test_other_faults(address: str, fault: LinkFault) -> None:
    assert read_link(address) == fault


def test_a_batch_and_a_folder_may_be_called_01() -> None:
    found = read_link("https://a.vn/01/x/01/08931234567897/10/01/21/7")
    assert isinstance(found, DigitalLink)
    assert found.qualifiers == {"10": "01", "21": "7"}


def test_what_we_print() -> None:
    assert digital_link("ocopsadec.vn", "8931234567897") == "https://OCOPSADEC.VN/01/08931234567897"
    assert gs1_path("8931234567897") == "01/08931234567897/"


def test_it_fits_29_modules() -> None:
    symbol = make_symbol(digital_link("ocopsadec.vn", GTIN))
    assert (symbol.level, symbol.version) == ("Q", 3)


@pytest.mark.parametrize("gtin", ["08931234567890", "0", "00000000000000", "2000000000008", ""])
def test_a_number_that_is_none_has_no_payload(gtin: str) -> None:
    with pytest.raises(ValueError, match="gtin"):
        digital_link("ocopsadec.vn", gtin)


def test_a_host_that_is_none_has_no_payload() -> None:
    with pytest.raises(HostInvalidError):
        digital_link("localhost", GTIN)


@settings(deadline=None, max_examples=60)
@given(gtin=NUMBERS, host=st.sampled_from(["ocopsadec.vn", "A-B.VN", "x.y.z.com"]))
def test_what_we_print_is_read_again(gtin: str, host: str) -> None:
    payload = digital_link(host, gtin)
    found = read_link(payload)
    assert isinstance(found, DigitalLink)
    assert (found.host, found.gtin) == (host.upper(), gtin)
    assert own_gtin(payload) == gtin


@pytest.mark.parametrize(
    "payload",
    [
        "https://ocopsadec.vn/01/08931234567897",
        "HTTPS://OCOPSADEC.VN/01/08931234567897",
        "http://OCOPSADEC.VN/01/08931234567897",
        "https://OCOPSADEC.VN/Q/01/08931234567897",
        "https://OCOPSADEC.VN/01/08931234567897/10/A",
        "https://OCOPSADEC.VN/01/08931234567897?17=261231",
        "https://OCOPSADEC.VN/01/08931234567897/",
        "https://OCOPSADEC.VN/01/08931234567897\n",
        "https://OCOPSADEC.VN:80/01/08931234567897",
        "https://OCOPSADEC.VN/Q/SD0001/",
    ],
)
def test_any_other_writing_is_not_ours(payload: str) -> None:
    assert own_gtin(payload) == ""


@settings(deadline=None, max_examples=150)
@given(tail=st.text("/0123456789abc?=&%[]@:#", max_size=40))
def test_no_address_makes_it_fall(tail: str) -> None:
    read_link(f"https://a.vn{tail}")
    own_gtin(f"https://A.VN/01/{tail}")
