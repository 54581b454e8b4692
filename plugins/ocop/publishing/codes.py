"""Printed codes before they go live again: the ledger held against what was published, here and on the live site.

The third witness beside them is git (`ocop.qr.history`). A release that is kept must be readable; the live site need not be
within reach, but then that is said.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ocop.catalogue.problem import Problem
from ocop.qr import LedgerRow, compare_published, read_codes
from ocop.qr.published import FILE

from .findings import Finding
from .targets.local import LocalSession
from .targets.protocol import Kept

TIMEOUT_S: Final = 5.0
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a codes.json that are read: 20,000 codes take eight million."""
_FINDINGS: Final = {"code-removed": "code-vanished", "release-codes-unreadable": "codes-unreadable"}


@dataclass(frozen=True, slots=True)
class LiveCodes:
    """What the live site says of its codes: `raw` is None where it could not be read, and `why` says why."""

    url: str
    raw: bytes | None
    why: str = ""

    @property
    def readable(self) -> bool:
        """Whether there is something to compare with."""
        return self.raw is not None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger that a site was built from: all its rows, also those without a page, and how messages name its file."""

    rows: tuple[LedgerRow, ...] = ()
    place: str = ""


def live_codes_url(settings: Mapping[str, Any]) -> str:
    """Give the address of the live codes.json: OCOP_LIVE_CODES, else below SITEURL; "" where neither is set."""
    told = str(settings.get("OCOP_LIVE_CODES") or "")
    siteurl = str(settings.get("SITEURL") or "").rstrip("/")
    return told or (f"{siteurl}/{FILE}" if siteurl.startswith(("http://", "https://")) else "")


def fetch_codes(url: str, *, timeout_s: float = TIMEOUT_S) -> LiveCodes:
    """Read the live codes.json. Nothing that goes wrong on the way raises: it is told in `why`."""
    if not url.startswith(("http://", "https://")):
        return LiveCodes(url, None, "no http address")
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "ocop-sa-dec", "Cache-Control": "no-cache"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:  # noqa: S310 - http and https only, see above
            raw = answer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            return LiveCodes(url, None, f"more than {LARGEST} bytes")
        read_codes(raw)
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        return LiveCodes(url, None, " ".join(str(reason).split())[:200] or type(error).__name__)
    return LiveCodes(url, raw)


def check_published(ledger: Ledger, public: Path, live: LiveCodes | None = None) -> tuple[Problem, ...]:
    """Give a Problem for each code of a kept release, or of the live site, that is gone from the ledger or was rewritten."""
    return tuple(_distinct([*_against(ledger, _lists(LocalSession(public))), *_against_live(ledger, live)]))


def code_findings(ledger: Ledger, kept: Kept, live: LiveCodes | None) -> Iterator[Finding]:
    """Give the same as the gate tells it, of any target."""
    for problem in _distinct([*_against(ledger, _lists(kept)), *_against_live(ledger, live)]):
        values = problem.values
        changed = f"{values['code']} {values['field']}: {values['before']} ≠ {values['found']}" if "field" in values else ""
        rule = _FINDINGS.get(problem.rule, "code-rewritten")
        yield Finding(problem.path, problem.line, rule, changed or values["found"], values.get("where", ""))


def _lists(kept: Kept) -> Iterator[tuple[str, bytes | None]]:
    """The list of codes of each kept release, by the release's id; None where it cannot be read, equal lists once."""
    seen: set[str] = set()
    for release in kept.releases():
        listed = release.files.get(FILE)
        if listed is None or listed.sha256 in seen:
            continue  # of a time before there was such a file, or the same as in a newer release
        try:
            content: bytes | None = kept.read(release, FILE)
        except OSError:
            content = None
        if content is not None and listed.fits(content):
            seen.add(listed.sha256)
        yield release.id, content


def _against(ledger: Ledger, lists: Iterable[tuple[str, bytes | None]]) -> Iterator[Problem]:
    for release, content in lists:
        try:
            codes = read_codes(content or b"")
        except ValueError:
            yield Problem(ledger.place, 1, "release-codes-unreadable", values={"found": release})
            continue
        yield from compare_published(codes, ledger.rows, ledger.place, where=release)


def _against_live(ledger: Ledger, live: LiveCodes | None) -> Iterator[Problem]:
    if live is not None and live.raw is not None:
        yield from compare_published(read_codes(live.raw), ledger.rows, ledger.place, where=live.url)


def _distinct(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Several releases mostly tell the same; the newest is enough."""
    seen: set[tuple[str, ...]] = set()
    for problem in problems:
        values = problem.values
        key = (problem.rule, *(values.get(name, "") for name in ("code", "field", "before")))
        if key not in seen:
            seen.add(key)
            yield problem
