"""The office that writes: what letters and reports say of it (setting OCOP_OFFICE). What is not set is a dotted line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

BLANK: Final = "…………………………"


class OfficeError(ValueError):
    """OCOP_OFFICE holds a key that means nothing."""


@dataclass(frozen=True, slots=True)
class Office:
    """Texts as they are printed; "" where the owner has not said. `recipients` are the lines of Nơi nhận."""

    parent: str = ""
    name: str = ""
    symbol: str = ""
    place: str = ""
    authority: str = ""
    signer_title: str = ""
    signer: str = ""
    contact: str = ""
    recipients: tuple[str, ...] = ()


def office_of(settings: Mapping[str, Any]) -> Office:
    """Give the office as the settings describe it. Raises OfficeError for a key that is not one of Office's."""
    typed = dict(settings.get("OCOP_OFFICE") or {})
    known = {field.name for field in fields(Office)}
    unknown = sorted(set(typed) - known)
    if unknown:
        raise OfficeError(f"OCOP_OFFICE không có mục {', '.join(unknown)}; các mục: {', '.join(sorted(known))}.")
    recipients = tuple(str(line) for line in typed.pop("recipients", ()))
    return Office(**{name: str(value) for name, value in typed.items()}, recipients=recipients)
