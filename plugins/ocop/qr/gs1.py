"""GS1 Digital Link, for producers with a GTIN of their own: a barcode number as an address on our host (URI Syntax 1.6.0).

A static host answers such an address; it is no resolver in the sense of GS1, and nothing here calls it one (qr.md §1.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from ocop.catalogue.gtin import gtin14, gtin_fault

from .payload import printed_host

FOLDER: Final = "01"
"""The application identifier of a GTIN, and the folder that answers it."""
QUALIFIERS: Final = ("22", "10", "21")
"""Consumer product variant, batch, serial number: in this order, each at most once."""
_DATES: Final = frozenset({"11", "12", "13", "15", "16", "17"})
_VALUE: Final = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")  # GS1's character set 82
_DATE: Final = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])")
_LENGTH: Final = 14


class LinkFault(StrEnum):
    """Why an address is no GS1 Digital Link."""

    NOT_ONE = "not-digital-link"
    LENGTH = "length"
    CHECK_DIGIT = "check-digit"
    RESTRICTED = "restricted"
    TRAILING_SLASH = "trailing-slash"
    ORDER = "qualifier-order"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """An address taken apart; `gtin` has 14 digits, `qualifiers` and `attributes` are by application identifier or name."""

    host: str
    gtin: str
    qualifiers: Mapping[str, str]
    attributes: Mapping[str, str]


def digital_link(host: str, gtin: str) -> str:
    """Give the payload of a product's own number, e.g. `https://OCOPSADEC.VN/01/08931234567897`.

    14 digits and no slash at the end, which GS1 does not allow. Batch and serial stay out: a plain file server could not answer
    them. Raises HostInvalidError, and ValueError for what is no GTIN.
    """
    return f"https://{printed_host(host)}/{FOLDER}/{gtin14(gtin)}"


def gs1_path(gtin: str) -> str:
    """Give the folder of the landing page inside the site, e.g. `01/08931234567897/`. Raises ValueError for what is no GTIN."""
    return f"{FOLDER}/{gtin14(gtin)}/"


def own_gtin(payload: str) -> str:
    """Give the 14 digits of a payload that is exactly what `digital_link` would write; "" for any other."""
    link = read_link(payload)
    try:
        exact = isinstance(link, DigitalLink) and digital_link(link.host, link.gtin) == payload
    except ValueError:
        return ""
    return link.gtin if isinstance(link, DigitalLink) and exact else ""


def read_host(payload: str) -> str:
    """Give the host of a payload of ours."""
    return urlsplit(payload).netloc


def read_link(address: str) -> DigitalLink | LinkFault:
    """Take a GS1 Digital Link apart, on any host, below any path, with qualifiers and attributes; or say why it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return LinkFault.NOT_ONE
    scheme = address.partition(":")[0]
    # urlsplit() lowers the scheme; GS1's own engine knows it in lower or upper case only.
    if scheme not in {"http", "https", "HTTP", "HTTPS"} or not parts.netloc or not address.isascii():
        return LinkFault.NOT_ONE
    steps = parts.path.split("/")
    if FOLDER not in steps[1:-1]:
        return LinkFault.NOT_ONE
    starts = [at for at, step in enumerate(steps[:-1]) if step == FOLDER]
    start = next((at for at in starts if len(steps[at + 1]) == _LENGTH), starts[0])  # a batch, too, may be called 01
    gtin, rest = steps[start + 1], steps[start + 2 :]
    fault = _gtin_fault(gtin, rest)
    if fault is not None:
        return fault
    attributes = dict(parse_qsl(parts.query, keep_blank_values=True))
    qualifiers = dict(zip(rest[::2], map(unquote, rest[1::2]), strict=True))
    if next(_value_faults(qualifiers, attributes), None):
        return LinkFault.VALUE
    return DigitalLink(parts.netloc, gtin, MappingProxyType(qualifiers), MappingProxyType(attributes))


def _gtin_fault(gtin: str, rest: list[str]) -> LinkFault | None:
    if len(gtin) != _LENGTH or not gtin.isdigit():
        return LinkFault.LENGTH
    fault = gtin_fault(gtin)
    if fault is not None:
        return LinkFault.CHECK_DIGIT if fault == "gtin-check-digit" else LinkFault.RESTRICTED
    if rest and not rest[-1]:
        return LinkFault.TRAILING_SLASH
    keys = rest[::2]
    if any(key not in QUALIFIERS for key in keys) or len(rest) % 2:
        return LinkFault.NOT_ONE
    return None if keys == [key for key in QUALIFIERS if key in keys] else LinkFault.ORDER


def _value_faults(qualifiers: Mapping[str, str], attributes: Mapping[str, str]) -> Iterator[str]:
    yield from (key for key, value in qualifiers.items() if not _VALUE.fullmatch(value))
    yield from (key for key, value in attributes.items() if key in _DATES and not _DATE.fullmatch(value))
