"""A row of the ledger: its columns, and where a code is in its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

HEADER: Final = (
    "code",
    "payload",
    "form",
    "level",
    "version",
    "mask",
    "segments",
    "matrix_sha256",
    "owner",
    "issued_on",
    "issued_by",
    "status",
    "replaced_by",
    "note",
)
FROZEN: Final = ("payload", "level", "version", "mask", "segments", "matrix_sha256", "issued_on", "issued_by")
"""Columns that are empty in a draft, filled when the code is issued, and never touched again."""
OWN: Final = "own"
GS1: Final = "gs1"
FORMS: Final = (OWN, GS1)
"""What a payload can be: an address of ours, or the GS1 Digital Link of the owner's own GTIN (docs/adr/0014)."""


class CodeStatus(StrEnum):
    """Where a code is in its life: draft → issued → retired; void where it was given up before it reached a package."""

    DRAFT = "draft"
    ISSUED = "issued"
    RETIRED = "retired"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row that was read without an error. The frozen columns are empty (None) in a draft, filled once it is issued."""

    code: str
    payload: str
    form: str
    level: str
    version: int | None
    mask: int | None
    segments: str
    matrix_sha256: str
    owner: str
    issued_on: date | None
    issued_by: str
    status: CodeStatus
    replaced_by: str
    note: str
    line: int

    @property
    def frozen(self) -> bool:
        """Whether the code was ever issued, so that its symbol may stand on packages."""
        return bool(self.payload)
