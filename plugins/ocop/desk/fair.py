"""The fair pack: leaflets, shelf cards and codes of chosen products, or of what one place displays, in one zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from ocop.catalogue.problem import Problem
from ocop.engine import Output
from ocop.outputs.edition import Edition
from ocop.outputs.print.job import Wishes, catalogue_job

_LEFT_OUT = ("tem/", "the-ke/tat-ca")
"""Labels are for packs, not for a stall; cards come one by one."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What to make for a fair, what has no code and so nothing to print, and what stands in the way."""

    outputs: tuple[Output, ...]
    without_code: tuple[str, ...]
    problems: tuple[Problem, ...]


class UnknownError(KeyError):
    """There is no product or place of that name."""


def chosen(edition: Edition, products: Sequence[str], place: str) -> tuple[str, ...]:
    """Give the keys of what goes into the pack: the products named, and those that a place displays, with the place."""
    keys = []
    for slug in (name.removeprefix("products/") for name in products):
        if slug not in edition.catalogue.products:
            raise UnknownError(f"products/{slug}")
        keys.append(f"products/{slug}")
    if place:
        slug = place.removeprefix("places/")
        if slug not in edition.catalogue.places:
            raise UnknownError(f"places/{slug}")
        shown = edition.relations.displayed_at_place.get(slug, ())
        keys += [f"places/{slug}", *(product.key for product in shown if product.facts.gone is None)]
    return tuple(dict.fromkeys(keys))


def fair_pack(edition: Edition, keys: Sequence[str], place: str, *, root: Path, ledger: str) -> Pack:
    """Give the outputs of the pack. `root`: what paths in problems are relative to; `ledger`: the ledger's path there."""
    rows = tuple(row for row in edition.ledger if row.owner in keys)
    coded = {row.owner for row in rows if row.status in {"issued", "draft"}}
    job = catalogue_job(replace(edition, ledger=rows), Wishes(Decimal("0.5"), ()), root=root, ledger=ledger)
    display = f"diem-trung-bay/{place.removeprefix('places/')}.pdf" if place else ""
    outputs = tuple(
        one
        for one in job.outputs
        if not one.path.startswith(_LEFT_OUT) and (not one.path.startswith("diem-trung-bay/") or one.path == display)
    )
    return Pack(outputs, tuple(key for key in keys if key not in coded), job.problems)
