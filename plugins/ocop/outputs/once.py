"""What compiled templates call while a page is made: macros, what they gave before, and how a value is printed (ADR 35)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, Final

import markupsafe
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

MOST_KEPT: Final = 2_000
"""Results of a macro kept by a process, 3 KB each: pages that show the same are made one after another."""
_escaped: Final[Callable[[str], str]] = getattr(markupsafe, "_escape_inner", escape)
"""What escape() itself calls for a text; of a markupsafe that has no such thing, escape() serves."""
_markup: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
"""Markup of a text that is known to be one: the class itself would first look whether it is more."""
_PLAIN: Final = frozenset({str, Markup, int, bool, float, type(None)})


class Once:
    """What a macro gave when it was called with the same arguments; it sees nothing else.

    Views are the same when they are the same object: `outputs.cards` gives one card per thing and language. Texts and numbers
    are the same when they are printed alike.
    """

    def __init__(self, macro: Callable[..., object]) -> None:
        self._macro = macro
        self._seen: dict[tuple[int, ...], tuple[object, tuple[object, ...]]] = {}
        """By the very objects: nearly every call is with those of one before."""
        self._kept: dict[tuple[object, ...], tuple[object, object]] = {}

    def __call__(self, *values: object, **named: object) -> object:
        """Give the result, from memory where there is one."""
        if named:
            return self._same(values, named)
        # What is kept holds on to what it was called with, which so cannot lend its id to another.
        found = self._seen.get(ids := tuple(map(id, values)))
        if found is None:
            result = self._same(values, named)
            if len(self._seen) >= MOST_KEPT:
                self._seen.clear()
            found = self._seen[ids] = (result, values)
        return found[0]

    def _same(self, values: tuple[object, ...], named: dict[str, object]) -> object:
        # True, 1 and 1.0 are equal, and so are a text and its Markup, but they are not printed alike.
        key: list[object] = [*named]
        for one in (*values, *named.values()):
            kind = type(one)
            key += (kind, one) if kind in _PLAIN else (id(one),)
        same = tuple(key)
        found = self._kept.get(same)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[same] = (self._macro(*values, **named), (values, named))
        return found[0]


class OneMacro(Macro):
    """A macro of a theme that escapes everywhere: it gives Markup, and reads its arguments only where they are unusual."""

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self._usual = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)
        self._left_out: tuple[object, ...] = (missing,) * self._argument_count
        if self.caller:
            self._left_out += (self._environment.undefined("No caller defined", name="caller"),)
        self._places = {name: place for place, name in enumerate(self.arguments)}

    def __call__(self, *values: Any, **named: Any) -> str:
        """Give what the macro prints."""
        if not self._usual or len(values) > self._argument_count or (values and type(values[0]) is EvalContext):
            return super().__call__(*values, **named)
        left_out = self._left_out[len(values) :]  # for which it puts in its own defaults
        if not named:
            return _markup(self._func(*values, *left_out))
        given = [*values, *left_out]
        for name, value in named.items():
            place = self._places.get(name, -1)
            if place < len(values):  # given twice, or none of its arguments: a caller, or a slip to be told
                return super().__call__(*values, **named)
            given[place] = value
        return _markup(self._func(*given))

    @cached_property
    def once(self) -> Once:
        """What it gave before."""
        return Once(self)


def called(macro: Callable[..., object], *values: object, **named: object) -> object:
    """Give what a macro gives."""
    return macro(*values, **named)


def once(macro: Callable[..., object], *values: object, **named: object) -> object:
    """Give what a macro gives, or gave."""
    return macro.once(*values, **named) if isinstance(macro, OneMacro) else macro(*values, **named)


def said(value: object) -> str:
    """Give a value as it is printed into HTML. It is joined with other texts at once, so it need not be Markup itself."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)  # no digit is escaped
    return escape(value)


def filled(words: str, **named: object) -> Markup:
    """Give words of gettext with values put in: what `Markup(words) % named` gives where all of them are %(name)s."""
    return _markup(words % {name: said(value) for name, value in named.items()})


def formatted(words: str, **named: object) -> Markup:
    """The same for {name}: what `Markup(words).format(**named)` gives."""
    return _markup(words.format(**{name: said(value) for name, value in named.items()}))


IN_COMPILED: Final[dict[str, object]] = {"escape": said, "Macro": OneMacro, "Markup": _markup}
"""What stands in compiled templates for Jinja's names. They make Markup of texts that they have joined, and of nothing else."""
