"""`codes.json` and `status.json`: every code that answers, for the 404 page, for inspectors and for apps.

`codes.json` is the ledger as it may be published: where each code leads and, once issued, what was frozen. `status.json` says
what stands behind each code on the edition's day. Their schemas are published beside them; docs/codes-and-status.md tells
how to use both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from pydantic_core import to_json

from ocop.catalogue.assembled import Product, Thing
from ocop.catalogue.models import Facts, Words
from ocop.catalogue.status import PublicStatus, status_on
from ocop.engine import Output
from ocop.qr import LedgerRow, gs1_path, landing_path, published_code

from .edition import Edition
from .json_lists import json_list
from .landing import answering
from .late_files import late_file
from .linkset import gtin_of

CODES: Final = "codes.json"
STATUS: Final = "status.json"
OWNER: Final = "owner of code"
"""The name under which what stands behind codes is kept, with the key of its thing."""
_SCHEMAS: Final = Path(__file__).with_name("schemas")


def outputs(edition: Edition) -> Iterator[Output]:
    """Give both files and their schemas. Codes stand in the order of the ledger, one a line; nothing in them names the day."""
    rows = answering(edition)
    known = codes_known(rows)
    yield late_file(CODES, lambda: _file(CODES, edition, (code_of(row, edition) for row in rows)), edition, known=known)
    yield late_file(STATUS, lambda: _file(STATUS, edition, (status_of(row, edition) for row in rows)), edition, known=known)
    for name in (CODES, STATUS):
        schema = (_SCHEMAS / schema_of(name)).read_bytes()
        yield Output(schema_of(name), (schema,), partial(bytes, schema))


def codes_known(rows: Iterable[LedgerRow]) -> str:
    """Name the codes that a file shows, in their order; what their rows hold belongs to the names of their owners."""
    return " ".join(row.code for row in rows)


def status_of(row: LedgerRow, edition: Edition) -> bytes:
    """Give an entry of status.json: what stands behind a code that answers, as JSON."""
    return edition.kept(("status of code", row.code), lambda: _status(row, edition))


def code_of(row: LedgerRow, edition: Edition) -> bytes:
    """Give an entry of codes.json as JSON."""
    return edition.kept(("code", row.code), lambda: to_json(_code(row, edition)))


def owners(edition: Edition) -> frozenset[str]:
    """Give the keys of the things that have codes which answer."""
    return frozenset(row.owner for row in answering(edition))


def owner_of(key: str, edition: Edition) -> bytes:
    """Give what stands behind the codes of a thing, made now: members of a JSON object."""
    return _members(_owner(edition.things[key], edition))


def schema_of(name: str) -> str:
    """Give the file of the JSON Schema of a file: `codes.schema.json` for `codes.json`."""
    return f"{name.removesuffix('.json')}.schema.json"


def _file(name: str, edition: Edition, entries: Iterable[bytes]) -> Output:
    head = {"$schema": schema_of(name), "name": edition.sitename, "sample": edition.sample}
    data = json_list(head, "codes", entries)
    return Output(name, (data,), partial(bytes, data))


def _code(row: LedgerRow, edition: Edition) -> dict[str, Any]:
    edition.oracle.witness.note(f"thing {row.owner}")  # whose name names the row
    said = {**published_code(row), "address": _address(row, edition), **_replacement(row)}
    gtin = gtin_of(row, edition)
    return {**said, "gs1_address": _gs1_address(gtin, edition)} if gtin else said


def _status(row: LedgerRow, edition: Edition) -> bytes:
    gtin = gtin_of(row, edition)
    said = {
        "code": row.code,
        "code_status": row.status.value,
        "address": _address(row, edition),
        "gs1_address": _gs1_address(gtin, edition) if gtin else None,
        "owner": row.owner,
    }
    owner = edition.kept((OWNER, row.owner), lambda: owner_of(row.owner, edition))
    parts = (_members(said), owner, _members(_replacement(row)))
    return b"{%s}" % b",".join([part for part in parts if part])


def _members(value: Mapping[str, Any]) -> bytes:
    """Give the members of a JSON object, without what encloses them."""
    return to_json(value)[1:-1]


def _address(row: LedgerRow, edition: Edition) -> str:
    return edition.addresses.file(landing_path(row.code))


def _gs1_address(gtin: str, edition: Edition) -> str:
    return edition.addresses.file(gs1_path(gtin).removesuffix("/"))


def _replacement(row: LedgerRow) -> dict[str, str]:
    return {"replaced_by": row.replaced_by} if row.replaced_by else {}


def _owner(thing: Thing[Facts, Words], edition: Edition) -> dict[str, Any]:
    """What stands behind a code; keys that do not apply to it are null."""
    product = edition.catalogue.products.get(thing.slug) if thing.kind.value == "products" else None
    producer = edition.catalogue.producers.get(product.facts.producer) if product else None
    gone = thing.facts.gone
    return {
        "title": _titles(thing),
        "producer": _titles(producer) if producer else None,
        "page": {lang: edition.addresses.thing(thing.kind, thing.slug, lang).url for lang in edition.languages},
        "gone": gone.isoformat() if gone else None,
        "gtin": product.facts.gtin if product else None,
        **(_recognition(product, edition) if product else dict.fromkeys(_RECOGNITION)),
    }


_RECOGNITION: Final = ("status", "stars", "since", "until", "decision", "extension", "revocation")


def _recognition(product: Product, edition: Edition) -> dict[str, Any]:
    derived = status_on(product.facts.recognitions, product.facts.dossier, edition.day)
    item = derived.recognition
    extension = item.extension if item and derived.kind is PublicStatus.EXTENDED else None
    revocation = item.revocation if item and derived.kind is PublicStatus.REVOKED else None
    values = (
        derived.kind.value,
        derived.stars,
        derived.since.isoformat() if derived.since else None,
        derived.until.isoformat() if derived.until else None,
        {"number": item.decision, "date": item.date.isoformat(), "issuer": item.issuer} if item else None,
        {"until": extension.until.isoformat(), "document": extension.document} if extension else None,
        {"date": revocation.date.isoformat(), "document": revocation.document} if revocation else None,
    )
    return dict(zip(_RECOGNITION, values, strict=True))


def _titles(thing: Thing[Facts, Words]) -> dict[str, str]:
    return {language: words.title for language, words in sorted(thing.words.items(), reverse=True)}
