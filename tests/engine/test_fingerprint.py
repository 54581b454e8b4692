"""Fingerprints: equal for equal values, everywhere; different for values that print differently."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum, IntEnum, StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import NamedTuple, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from ocop.engine import fingerprint


class RunScript(Protocol):
    def __call__(self, code: str, *arguments: object, hash_seed: str = ...) -> str: ...


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Word(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


class Pair(NamedTuple):
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True)
class Spot:
    x: int
    y: int


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass(frozen=True)
class One:
    x: object


@dataclass
class Loose:
    x: int


class Model(BaseModel):
    model_config = ConfigDict(frozen=True)
    x: int
    y: int | None = None


class Wide(BaseModel):
    model_config = ConfigDict(extra="allow")


ALL_DIFFERENT: list[tuple[object, ...]] = [
    (),
    ("",),
    ("", ""),
    ("a", "b"),
    ("ab",),
    ("a", ("b",)),
    (("a", "b"),),
    (["a", "b"],),
    (("a",), "b"),
    ({"a": "b"},),
    ({"a", "b"},),
    ((),),
    ([],),
    ({},),
    (frozenset(),),
    (None,),
    (True,),
    (False,),
    (0,),
    (1,),
    (-1,),
    (255,),
    (256,),
    (2**70,),
    (1.0,),
    (0.0,),
    (-0.0,),
    (float("nan"),),
    (float("inf"),),
    ("1",),
    ("True",),
    ("None",),
    (b"",),
    (b"1",),
    ("nan",),
    ("ả",),  # one letter, two ways to write it
    ("a\u0309",),
    ("\ud800",),
    (Markup("<b>"),),
    ("<b>",),
    (date(2026, 11, 23),),
    ("2026-11-23",),
    (datetime(2026, 11, 23),),  # noqa: DTZ001
    (datetime(2026, 11, 23, tzinfo=UTC),),
    (datetime(2026, 11, 23, 7, tzinfo=timezone(timedelta(hours=7))),),
    (time(7, 30),),
    (time(7, 30, tzinfo=UTC),),
    (Colour.RED,),
    (Colour.GREEN,),
    (Word.RED,),
    ("red",),
    (Number.ONE,),
    (PurePosixPath("red"),),
    (Point(1, 2),),
    (Point(2, 1),),
    (Spot(1, 2),),
    (Pair(1, 2),),
    ((1, 2),),
    (Nothing(),),
    (One(None),),
    (One(()),),
    (One((None,)),),
    (Model(x=1),),
    (Model(x=1, y=1),),
    (Wide.model_validate({"x": 1}),),
    (Wide.model_validate({"x": 2}),),
    ({"a": 1, "b": 2},),
    ({"a": 2, "b": 1},),
    ({"a": {"b": 1}},),
    ({1: "a"},),
    ({"1": "a"},),
]


def test_values_that_differ_have_different_fingerprints() -> None:
    prints = [fingerprint(*values) for values in ALL_DIFFERENT]
    alike = [
        (ALL_DIFFERENT[i], ALL_DIFFERENT[j]) for i, j in itertools.combinations(range(len(prints)), 2) if prints[i] == prints[j]
    ]
    assert alike == []


def test_it_is_thirty_two_hex_digits() -> None:
    assert len(fingerprint("x")) == 32
    assert int(fingerprint("x"), 16)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, MappingProxyType({"a": 1})),
        (OrderedDict(a=1), MappingProxyType({"a": 1})),
        ({"x", "y", "z"}, {"z", "y", "x"}),
        (PurePosixPath("a/b"), PureWindowsPath("a\\b")),
        (Point(1, 2), Point(1, 2)),
        (Model(x=1), Model(x=1, y=None)),
        (float("nan"), -float("nan")),
    ],
)
def test_values_that_mean_the_same_have_one_fingerprint(one: object, other: object) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_sharing_and_identity_play_no_part() -> None:
    shared = ("".join(["x", "y"]), Point(1, 2))
    assert fingerprint((shared, shared)) == fingerprint((("xy", Point(1, 2)), ("x" + "y", Point(1, 2))))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "builtins.object"),
        (Loose(1), "Loose"),
        (Point, "builtins.type"),
        (lambda: 1, "builtins.function"),
        (iter(()), "builtins.tuple_iterator"),
        (bytearray(b"x"), "builtins.bytearray"),
        ({"k": (1, [timedelta(1)])}, "datetime.timedelta"),
    ],
)
def test_a_value_without_canonical_form_is_refused_by_the_name_of_its_type(value: object, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        fingerprint(value)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=4),
    st.binary(max_size=4),
    st.dates(),
    st.floats(allow_nan=False).filter(lambda x: x != 0),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=2), inner, max_size=3),
    ),
    max_leaves=8,
)


def typed(value: object) -> object:
    """The value in a form whose equality tells 1, True and 1.0 apart."""
    if isinstance(value, list | tuple):
        return (type(value), [typed(item) for item in value])
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return (type(value), value)


@settings(deadline=None, max_examples=200)
@given(VALUES, VALUES)
def test_two_values_have_one_fingerprint_exactly_when_they_are_equal(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (typed(one) == typed(other))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_where_one_value_ends_is_part_of_the_fingerprint(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_every_process_and_hash_seed_agrees(run_script: RunScript) -> None:
    code = """
        from ocop.engine import fingerprint
        words = [f"từ-{i}" for i in range(200)]
        print(fingerprint(set(words), frozenset(words), {w: {w, w + "!"} for w in words}, tuple(words)))
    """
    outs = {run_script(code, hash_seed=seed) for seed in ("1", "2", "3")}
    assert len(outs) == 1
    assert len(outs.pop()) == 33
