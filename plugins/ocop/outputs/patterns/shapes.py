"""Plain data of examples in the shape of views: examples are YAML, and templates are given views."""

from __future__ import annotations

import types
import typing
from typing import Any

from markupsafe import Markup

from ocop.outputs import page_views, trip_views, views


def view(name: str, data: Any) -> Any:
    """Give `data` the shape of a view by the view's name; "Card*" is a tuple of cards.

    What is left out is empty.

    Raises:
        TypeError: There is no such view, or a key that the view does not know.
    """
    if name.endswith("*"):
        return tuple(view(name[:-1], item) for item in data)
    kind = next((found for module in (views, page_views, trip_views) if (found := getattr(module, name, None))), None)
    if kind is None:
        message = f"there is no view {name!r}"
        raise TypeError(message)
    return shape(kind, data)


def shape(kind: Any, data: Any) -> Any:
    """Give plain data the shape of a type of a view's field, with the same errors as `view`."""
    origin = typing.get_origin(kind)
    if data is None or origin is typing.Literal:
        return data
    if origin is types.UnionType:
        return shape(next(arg for arg in typing.get_args(kind) if arg is not types.NoneType), data)
    if origin is tuple:
        args = typing.get_args(kind)
        inner = [args[0]] * len(data) if args[-1] is Ellipsis else args
        return tuple(shape(arg, item) for arg, item in zip(inner, data, strict=True))
    if kind is Markup:
        return Markup(data)  # noqa: S704 (examples are files of the theme)
    return _view(kind, data) if isinstance(kind, type) and issubclass(kind, tuple) else data


def _view(kind: Any, data: Any) -> Any:
    hints = typing.get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        message = f"{kind.__name__} has no {', '.join(sorted(unknown))}"
        raise TypeError(message)
    values = {}
    for name, hint in hints.items():
        if name in data:
            values[name] = shape(hint, data[name])
        elif name not in kind._field_defaults:
            values[name] = _empty(hint)
    return kind(**values)


def _empty(kind: Any) -> Any:
    if kind in (str, bool, int, float):
        return kind()
    if typing.get_origin(kind) is tuple:
        return ("", "") if typing.get_args(kind) == (str, str) else ()
    if typing.get_origin(kind) is types.UnionType:
        return None
    return shape(kind, {})
