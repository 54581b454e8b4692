"""What a release was made with: the packages of a lock, each with the licence it comes under.

A licence is an SPDX expression. A package says its own in its metadata; where it says something else than SPDX knows ("BSD",
"Dual License"), or is not installed here because it is for another system, the policy in pyproject.toml settles it.
"""

from __future__ import annotations

import importlib.metadata
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ocop.pins import number, pins

if TYPE_CHECKING:
    from license_expression import Licensing

LOCK: Final = "requirements-publish.txt"
"""Holds all of requirements.txt and what publishing needs beside it."""
CLASSIFIERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MIT License": "MIT",
        "Apache Software License": "Apache-2.0",
        "ISC License (ISCL)": "ISC",
        "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
        "Python Software Foundation License": "PSF-2.0",
        "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
        "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    }
)
"""Trove classifiers that mean one licence; "BSD License" means several."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package of a lock; `hashes`: SHA-256 of the files that it may be installed from; `licence`: an SPDX expression, empty
    when it is not known.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str


@dataclass(frozen=True, slots=True)
class Policy:
    """pyproject's [tool.ocop.licenses]: SPDX keys that may be among us, and what is settled by hand, by package."""

    allowed: frozenset[str]
    settled: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong: packages whose licence is unknown, or not allowed (with the keys in question); settled for nothing."""

    unknown: tuple[Part, ...]
    refused: tuple[tuple[Part, tuple[str, ...]], ...]
    needless: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.unknown or self.refused or self.needless)


Told = Callable[[str, str], str]
"""What the package of that name and version says of its own licence, as SPDX; empty when it says nothing clear."""


def policy_of(root: Path) -> Policy:
    """Read the project's policy."""
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ocop"]["licenses"]
    return Policy(frozenset(told["allowed"]), MappingProxyType({str(name): str(one) for name, one in told["settled"].items()}))


def told_here(name: str, version: str) -> str:
    """Ask the package that is installed here, if it is that version."""
    try:
        known = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    if number(known.version) != number(version):
        return ""
    fields = known.metadata
    found = [fields[field] for field in ("License-Expression", "License") if field in fields and _is_spdx(fields[field])]
    named = [line.rpartition(" :: ")[2] for line in fields.get_all("Classifier") or () if line.startswith("License ::")]
    found += [CLASSIFIERS.get(named[0], "")] if len(named) == 1 else []
    return next((one for one in found if one), "")


@cache
def _spdx() -> Licensing:
    from license_expression import get_spdx_licensing  # noqa: PLC0415 - a list of thousands, read once

    return get_spdx_licensing()


def _is_spdx(text: str) -> bool:
    """Whether it is SPDX to the letter: "GPL" or "Apache 2.0" may be guessed at, which is not done here."""
    from license_expression import ExpressionError  # noqa: PLC0415

    try:
        return str(_spdx().parse(text, validate=True)) == text
    except ExpressionError:
        return False


def spdx_keys(expression: str) -> frozenset[str]:
    """The licences in an SPDX expression; none when it is no such expression."""
    from license_expression import ExpressionError  # noqa: PLC0415 - there where publishing's packages are

    spdx = _spdx()
    try:
        return frozenset(str(key) for key in spdx.license_keys(spdx.parse(expression, validate=True)))
    except ExpressionError:
        return frozenset()


def parts_of(lock: str, policy: Policy, told: Told = told_here) -> tuple[Part, ...]:
    """The packages of a lock, by name. What a package says itself comes before what is settled."""
    found = []
    for pin in pins(lock):
        licence = told(pin.name, pin.version) or policy.settled.get(pin.name, "")
        found.append(Part(pin.name, pin.version, tuple(sorted(pin.hashes)), licence))
    return tuple(sorted(found, key=lambda part: part.name))


def judged(parts: tuple[Part, ...], policy: Policy, told: Told = told_here) -> Verdict:
    """Hold packages against the policy."""
    refused = [(part, tuple(sorted(spdx_keys(part.licence) - policy.allowed))) for part in parts if part.licence]
    names = {part.name: part.version for part in parts}
    return Verdict(
        unknown=tuple(part for part in parts if not part.licence or not spdx_keys(part.licence)),
        refused=tuple((part, keys) for part, keys in refused if keys),
        needless=tuple(sorted(name for name in policy.settled if name not in names or told(name, names[name]))),
    )
