"""What a printed code says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.qr import is_code, is_confirmed, landing_path, payload_for, short_address
from ocop.qr.payload import Address, CodeInvalidError, HostInvalidError, read_payload

CODES = st.from_regex(r"SD[0-9]{4,5}", fullmatch=True)
LABELS = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?", fullmatch=True)
HOSTS = st.builds("{}.{}".format, LABELS, st.from_regex(r"[A-Za-z]{2,6}", fullmatch=True))


def test_scheme_is_lower_case_and_the_rest_upper_case() -> None:
    assert payload_for("ocopsadec.vn", "SD0001") == "https://OCOPSADEC.VN/Q/SD0001/"


def test_landing_page_is_a_folder_so_that_no_redirect_is_needed() -> None:
    assert landing_path("SD0001") == "Q/SD0001/"


def test_short_address_is_what_stands_under_the_code() -> None:
    assert short_address("ocop.example", "SD00013") == "OCOP.EXAMPLE/Q/SD00013"


@pytest.mark.parametrize("code", ["SD0001", "SD9999", "SD00013"])
def test_codes(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize(
    "code", ["", "SD001", "SD000001", "sd0001", "SD 0001", "SD000I", "SX0001", "SD0001\n", "SD٠٠٠١", "SD0001/", "../SD0001"]
)
def test_what_is_no_code_has_no_payload(code: str) -> None:
    assert not is_code(code)
    with pytest.raises(CodeInvalidError):
        payload_for("OCOP.EXAMPLE", code)


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "ocop", "ocop..vn", ".vn", "ocop.vn.", "-a.vn", "a-.vn", "ocop.vn:8000", "ocop.vn/", "a b.vn", "sađéc.vn",
     "ocop_sadec.vn", "10.0.0.1", "ocop.vn\n", f"{'a' * 64}.vn", ".".join(["abcdefg"] * 32) + ".vn"],
)  # fmt: skip
def test_what_is_no_host_has_no_payload_and_is_never_confirmed(host: str) -> None:
    with pytest.raises(HostInvalidError):
        payload_for(host, "SD0001")
    assert not is_confirmed(host)


@pytest.mark.parametrize(
    "host", ["OCOP.EXAMPLE", "ocop.example", "a.b.test", "x.invalid", "x.localhost", "example.com", "ocop.example.org"]
)
def test_reserved_names_are_never_confirmed(host: str) -> None:
    assert not is_confirmed(host)


@pytest.mark.parametrize("host", ["ocopsadec.vn", "OCOPSADEC.VN", "myexample.com", "example.vn", "ocop.example.vn", "test.vn"])
def test_names_that_can_be_registered_are_not_reserved(host: str) -> None:
    assert is_confirmed(host)


@settings(deadline=None, max_examples=60)
@given(host=HOSTS, code=CODES)
def test_a_payload_taken_apart_gives_what_it_was_made_of(host: str, code: str) -> None:
    assert read_payload(payload_for(host, code)) == Address(host.upper(), code)


@pytest.mark.parametrize(
    "payload",
    ["HTTPS://OCOPSADEC.VN/Q/SD0001/", "https://ocopsadec.vn/Q/SD0001/", "https://OCOPSADEC.VN/Q/SD0001", "http://OCOPSADEC.VN/Q/SD0001/",
     "https://OCOPSADEC.VN/Q/SD1/", "https://OCOPSADEC/Q/SD0001/", "https://OCOPSADEC.VN/Q/SD0001/?a=1", "https://OCOPSADEC.VN/Q/SD0001/\n"],
)  # fmt: skip
def test_any_other_writing_is_not_a_payload_of_ours(payload: str) -> None:
    assert read_payload(payload) is None
