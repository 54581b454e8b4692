"""The ledger held against what was published: `codes.json` of the releases that are kept, and of the site that is live."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ocop.catalogue.problem import Problem

from .frozen import LIFE
from .rows import CodeStatus, LedgerRow

FILE: Final = "codes.json"
"""At the root of the site."""
PINNED: Final = ("payload", "form", "level", "version", "mask", "segments", "matrix_sha256", "owner")
"""What `codes.json` says of a code that was issued, and what is compared."""


@dataclass(frozen=True, slots=True)
class PublishedCode:
    """A code as it was published. `pins` holds those of `PINNED` that were there; none for a draft."""

    code: str
    status: CodeStatus
    pins: Mapping[str, str]


def published_code(row: LedgerRow) -> dict[str, str | int | None]:
    """Give what `codes.json` says of a row: code, status, owner, and once it was issued all that was frozen."""
    said: dict[str, str | int | None] = {"code": row.code, "status": row.status.value, "owner": row.owner}
    if row.frozen:
        said |= {name: getattr(row, name) for name in PINNED}
    return said


def read_codes(raw: bytes) -> tuple[PublishedCode, ...]:
    """Read a `codes.json`. Raises ValueError where it is none."""
    try:
        told = json.loads(raw.decode("utf-8"))
        return tuple(_read(one) for one in told["codes"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no list of codes: {error!r}") from error


def compare_published(
    published: Iterable[PublishedCode], rows: Iterable[LedgerRow], path: str, *, where: str
) -> tuple[Problem, ...]:
    """Give a Problem for each published code that is gone from the ledger, or was issued and is not what it was.

    `where` names the release or address that `published` was read from; `path` is the ledger's.
    """
    now = {row.code: row for row in rows}
    return tuple(problem for one in published for problem in _changes(one, now.get(one.code), path, where))


def _read(told: Mapping[str, Any]) -> PublishedCode:
    pins = {name: str(told[name]) for name in PINNED if told.get(name) is not None}
    return PublishedCode(str(told["code"]), CodeStatus(told["status"]), pins)


def _changes(before: PublishedCode, after: LedgerRow | None, path: str, where: str) -> Iterator[Problem]:
    if after is None:
        yield Problem(path, 1, "code-removed", values={"found": before.code, "code": before.code, "where": where})
        return
    said = {"code": before.code, "where": where}
    for name, value in before.pins.items():
        found = str(getattr(after, name))
        if found != value:
            rule = "code-owner-changed" if name == "owner" else "ledger-frozen-changed"
            yield Problem(path, after.line, rule, values={**said, "field": name, "found": found, "before": value})
    if after.status not in _reach(before.status):
        values = {**said, "field": "status", "found": after.status.value, "before": before.status.value}
        yield Problem(path, after.line, "ledger-frozen-changed", values=values)


def _reach(status: CodeStatus) -> set[CodeStatus]:
    return {status}.union(*(_reach(following) for following in LIFE[status]))
