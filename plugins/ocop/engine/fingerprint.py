"""A short name for values: equal values have equal fingerprints, in every process, on every machine, in every run.

The values are written one after another in a canonical form and hashed. Each is written as a tag for its type, its length and
its content, so no two different lists of values are written alike: `("a", "b")` and `("ab",)`, `1`, `True` and `"1"`, `None`
and `""` all differ. Nothing that differs between runs takes part: no identity, no sharing, no hash seed, no iteration order.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from hashlib import blake2b, sha256
from operator import attrgetter
from pathlib import PurePath
from types import MappingProxyType, NoneType
from typing import Any, Final

_Write = Callable[[Any, bytearray], None]
_DIGEST_SIZE: Final = 16


def fingerprint(*values: object) -> str:
    """The blake2b-128 hash, in hex, of the values in a canonical form.

    Values may be str, bytes, int, float, bool, None, date, time, datetime, Enum, PurePath, tuple, list, Mapping, set,
    frozenset, frozen dataclasses and pydantic models, of these. Subclasses (such as Markup, which a template prints unlike
    other text) differ from their base; a class is known by its name. The order of a mapping or set is no part of its
    fingerprint: who prints one must sort it. A large value that many share is best given as its own fingerprint.

    Raises TypeError, naming the type, for anything else: what cannot be named cannot be an input.
    """
    buffer = bytearray()
    for value in values:
        _WRITERS[type(value)](value, buffer)
    return blake2b(buffer, digest_size=_DIGEST_SIZE).hexdigest()


def digest(content: bytes) -> str:
    """The first half of the SHA-256 hash, in hex, of a file's bytes: what processors of today have an instruction for."""
    return sha256(content).digest()[:_DIGEST_SIZE].hex()


def _sized(tag: bytes, content: bytes) -> bytes:
    return tag + len(content).to_bytes(8, "little") + content


def _constant(tag: bytes) -> _Write:
    def write(_: object, buffer: bytearray) -> None:
        buffer += tag

    return write


def _text(value: str, buffer: bytearray) -> None:
    # Names of files may hold lone surrogates; they too have one form.
    content = str.encode(value, "utf-8", "surrogatepass")
    buffer += b"s"
    buffer += len(content).to_bytes(8, "little")
    buffer += content


def _bytes(value: bytes, buffer: bytearray) -> None:
    buffer += _sized(b"b", value)


def _boolean(value: bool, buffer: bytearray) -> None:
    buffer += b"T" if value else b"F"


def _integer(value: int, buffer: bytearray) -> None:
    buffer += _sized(b"i", int.to_bytes(value, (value.bit_length() + 8) // 8, "little", signed=True))


def _real(value: float, buffer: bytearray) -> None:
    buffer += b"r"
    buffer += struct.pack("<d", value) if value == value else b"not a no"  # noqa: PLR0124 -- NaN has many bit patterns


def _date(value: date, buffer: bytearray) -> None:
    buffer += _sized(b"d", date.isoformat(value).encode())


def _time(value: time, buffer: bytearray) -> None:
    buffer += _sized(b"h", f"{time.isoformat(value)} {value.fold} {value.tzname()}".encode())


def _moment(value: datetime, buffer: bytearray) -> None:
    buffer += _sized(b"m", f"{datetime.isoformat(value)} {value.fold} {value.tzname()}".encode())


def _file(value: PurePath, buffer: bytearray) -> None:
    buffer += _sized(b"p", value.as_posix().encode("utf-8", "surrogatepass"))


def _sequence(tag: bytes) -> _Write:
    def write(value: tuple[object, ...] | list[object], buffer: bytearray) -> None:
        buffer += tag
        buffer += len(value).to_bytes(8, "little")
        for item in value:
            _WRITERS[type(item)](item, buffer)

    return write


def _alone(value: object) -> bytes:
    buffer = bytearray()
    _WRITERS[type(value)](value, buffer)
    return bytes(buffer)


def _mapping(value: Mapping[object, object], buffer: bytearray) -> None:
    buffer += b"{" + len(value).to_bytes(8, "little")
    for key, item in sorted(((_alone(key), item) for key, item in value.items()), key=lambda pair: pair[0]):
        buffer += key
        _WRITERS[type(item)](item, buffer)


def _set(value: set[object] | frozenset[object], buffer: bytearray) -> None:
    buffer += b"<" + len(value).to_bytes(8, "little")
    for item in sorted(map(_alone, value)):
        buffer += item


def _named(kind: type, base: _Write) -> _Write:
    head = _sized(b"n", kind.__qualname__.encode())

    def write(value: object, buffer: bytearray) -> None:
        buffer += head
        base(value, buffer)

    return write


def _member(kind: type) -> _Write:
    head = _sized(b"e", kind.__qualname__.encode())

    def write(value: Enum, buffer: bytearray) -> None:
        buffer += head
        _text(str(value.name), buffer)
        _WRITERS[type(value.value)](value.value, buffer)

    return write


def _record(tag: bytes, kind: type, names: tuple[str, ...]) -> _Write:
    head = tag + _alone((kind.__qualname__, names))
    if len(names) < 2:  # attrgetter of one name gives no tuple

        def write_few(value: object, buffer: bytearray) -> None:
            buffer += head
            for name in names:
                item = getattr(value, name)
                _WRITERS[type(item)](item, buffer)

        return write_few

    items = attrgetter(*names)

    def write(value: object, buffer: bytearray) -> None:
        buffer += head
        for item in items(value):
            _WRITERS[type(item)](item, buffer)

    return write


def _model(kind: type, names: tuple[str, ...]) -> _Write:
    record = _record(b"M", kind, names)

    def write(value: Any, buffer: bytearray) -> None:
        record(value, buffer)
        extra = value.model_extra
        if extra:
            _mapping(extra, buffer)

    return write


_PLAIN: Final[dict[type, _Write]] = {
    str: _text,
    bytes: _bytes,
    bool: _boolean,
    int: _integer,
    float: _real,
    NoneType: _constant(b"N"),
    datetime: _moment,  # before its base, date
    date: _date,
    time: _time,
    tuple: _sequence(b"("),
    list: _sequence(b"["),
    set: _set,
    frozenset: _set,
    dict: _mapping,
    MappingProxyType: _mapping,
}


class _Writers(dict[type, _Write]):
    """The writer of each type; one met for the first time is looked into once."""

    def __missing__(self, kind: type) -> _Write:
        self[kind] = _record_writer(kind) or _derived_writer(kind)
        return self[kind]


_WRITERS: Final = _Writers(_PLAIN)


def _record_writer(kind: type) -> _Write | None:
    if issubclass(kind, Enum):
        return _member(kind)
    if is_dataclass(kind):
        if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            message = f"a dataclass must be frozen to be an input: {kind.__module__}.{kind.__qualname__}"
            raise TypeError(message)
        return _record(b"D", kind, tuple(field.name for field in fields(kind)))
    model_fields = getattr(kind, "model_fields", None)
    if isinstance(model_fields, dict) and hasattr(kind, "model_extra"):  # pydantic, without importing it
        return _model(kind, tuple(model_fields))
    return None


def _derived_writer(kind: type) -> _Write:
    if issubclass(kind, PurePath):
        return _file
    for base, write in _PLAIN.items():
        if base is not dict and issubclass(kind, base):
            return _named(kind, write)
    if issubclass(kind, Mapping):
        return _mapping
    message = f"a value of this type cannot be an input: {kind.__module__}.{kind.__qualname__}"
    raise TypeError(message)
