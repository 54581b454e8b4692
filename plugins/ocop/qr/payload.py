"""What a printed code says: an address that must work for decades, and the form of the code inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

RESERVED_HOST: Final = "OCOP.EXAMPLE"
"""The host as shipped: a name nobody can ever register (RFC 2606), so that no draft can lead anywhere."""

_CODE: Final = re.compile(r"SD[0-9]{4,5}")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_PAYLOAD: Final = re.compile(r"https://([A-Z0-9.-]+)/Q/([A-Z0-9]+)/")
_MAX_HOST: Final = 253
_RESERVED_ENDINGS: Final = (".EXAMPLE", ".TEST", ".INVALID", ".LOCALHOST")
_RESERVED_NAMES: Final = ("EXAMPLE.COM", "EXAMPLE.NET", "EXAMPLE.ORG")


class HostInvalidError(ValueError):
    """The host cannot stand in a printed address: `str()` says which host."""


class CodeInvalidError(ValueError):
    """The code is not of the form SD + 4 or 5 digits: `str()` says which code."""


@dataclass(frozen=True, slots=True)
class Address:
    """The two parts of a payload of ours."""

    host: str
    code: str


def is_code(text: str) -> bool:
    """Say whether `text` is a code: SD and 4 or 5 digits, a fifth one where a check digit is used (qr.md §2.3)."""
    return _CODE.fullmatch(text) is not None


def printed_host(host: str) -> str:
    """Give the host as it is printed, in capitals.

    Letters, digits, hyphens and dots only, at least two labels, no port, not a bare IP address. Raises HostInvalidError.
    """
    labels = host.split(".")
    well_formed = len(labels) > 1 and len(host) <= _MAX_HOST and all(_LABEL.fullmatch(label) for label in labels)
    if not well_formed or labels[-1].isdigit():
        raise HostInvalidError(f"not a host name that can be printed: {host!r}")
    return host.upper()


def is_confirmed(host: str) -> bool:
    """Say whether codes may be issued for `host`: False for what is no host and for names reserved by RFC 2606 and 6761."""
    try:
        name = printed_host(host)
    except HostInvalidError:
        return False
    return not name.endswith((*_RESERVED_ENDINGS, *(f".{reserved}" for reserved in _RESERVED_NAMES))) and (
        name not in _RESERVED_NAMES
    )


def landing_path(code: str) -> str:
    """Give the folder of the landing page inside the site, e.g. `Q/SD0001/`. Raises CodeInvalidError."""
    if not is_code(code):
        raise CodeInvalidError(f"not a code: {code!r}")
    return f"Q/{code}/"


def payload_for(host: str, code: str) -> str:
    """Give what the symbol says, e.g. `https://OCOP.EXAMPLE/Q/SD0001/`.

    Scheme in lower case (scanners fail on HTTPS://), host and path in capitals (they take 5½ bits a letter instead of 8), and
    a closing slash so that a plain file server answers without a redirect (qr.md D2, D5). Raises HostInvalidError and
    CodeInvalidError.
    """
    return f"https://{printed_host(host)}/{landing_path(code)}"


def short_address(host: str, code: str) -> str:
    """Give the address as printed in letters under the symbol, e.g. `OCOP.EXAMPLE/Q/SD0001`. Raises as `payload_for`."""
    return payload_for(host, code).removeprefix("https://").removesuffix("/")


def read_payload(payload: str) -> Address | None:
    """Take a payload of ours apart; None where it is not exactly what `payload_for` would write."""
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        return None
    address = Address(host=match[1], code=match[2])
    try:
        return address if payload_for(address.host, address.code) == payload else None
    except ValueError:
        return None
