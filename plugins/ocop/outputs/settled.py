"""What can be worked out while a template is compiled (ADR 35)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from keyword import iskeyword
from typing import Any, Final, Protocol

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

WORDS: Final = frozenset({"_", "gettext"})
FILES: Final = frozenset({"asset", "inline", "csp"})
"""Globals of every template that give the same for the same arguments."""
SHARED: Final = frozenset(
    {
        *("bank", "card", "end_word", "entrance", "facet_links", "heading", "icon", "locale", "panel_class", "river", "stars"),
        *("state", "step", "tone_class"),
    }
)
"""Macros that many pages call with the same views or the same few values. What they print is kept."""
ONCE: Final = "_once"
CALLED: Final = "_called"
FILLED: Final = "_filled"
FORMATTED: Final = "_formatted"
"""How compiled templates call macros beside them, and fill words: as filters, which Jinja calls without further ado."""
_GIVING_MARKUP: Final = frozenset({ONCE, CALLED, FILLED, FORMATTED})
LINK: Final = "#"
"""Between template and macro in the name of the filter by which a macro is called."""
LONG: Final = 400
"""Letters of a text that is encoded once: a style sheet is most of a page, and Vietnamese beside it makes encoding it slow."""
_FILLABLE: Final = {
    FILLED: re.compile(r"(?:[^%]|%%|%\(\w+\)s)*"),
    FORMATTED: re.compile(r"(?:[^{}]|\{[a-z_]+\})*"),
}
"""Words that values are only put into, by name: %(date)s of gettext, {date} of format()."""


class Known(Protocol):
    """What an environment knows before a page is made; None for what it does not know yet."""

    def settled(self, name: str, values: list[Any], named: dict[str, Any]) -> str | None:
        """Give what a call of a global comes to."""

    def words(self, message: str) -> Markup | None:
        """Give the words of a message that are still to be filled."""

    def printed(self, template: str, macro: str, values: list[Any], named: dict[str, Any]) -> str | None:
        """Give what a macro of a template prints for written-out values."""

    def linked(self, template: str, macro: str) -> str | None:
        """Give the filter by which a macro of a template is called."""


class DirectCode(CodeGenerator):
    """Python for templates that asks views for their attributes as Python does, not by a call of Jinja's.

    A block gathers what it prints and gives it as one text up to the next block within it, since each text that it gives passes
    through the generators of all templates that a page extends. Long texts, which are encoded once, stay by themselves.
    """

    def enter_frame(self, frame: Frame) -> None:
        """Let a block, or a page that extends none, gather what it prints."""
        super().enter_frame(frame)
        if _is_whole(frame) and frame.buffer is None and not frame.require_output_check:
            self.buffer(frame)
            self._gathered.add(frame.buffer)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Give what is left when it ends."""
        if _is_whole(frame) and frame.buffer in self._gathered:
            self.writeline(f"yield ''.join({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Give what was gathered, then what the block within gives."""
        super().visit_Block(node, self._given(frame))

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Gather texts and values; give long texts alone."""
        for is_long, pieces in groupby(node.nodes, key=_is_long):
            part = nodes.Output(list(pieces), lineno=node.lineno)
            super().visit_Output(part, self._given(frame) if is_long else frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Write what stands before a value: nothing before what our ways to call give, which is Markup."""
        if finalize.src is None and _is_markup(node):
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    @cached_property
    def _gathered(self) -> set[str | None]:
        return set()

    def _given(self, frame: Frame) -> Frame:
        """Write that what was gathered is given, and return a frame in which each text is given by itself."""
        if frame.buffer not in self._gathered:
            return frame
        self.writeline(f"yield ''.join({frame.buffer})")
        self.writeline(f"{frame.buffer}.clear()")
        alone = frame.copy()
        alone.buffer = None
        return alone

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Write `view.title`."""
        if not (node.attr.isascii() and node.attr.isidentifier()) or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


def _is_markup(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and (node.name in _GIVING_MARKUP or LINK in node.name)


def _is_whole(frame: Frame) -> bool:
    return frame.rootlevel or frame.block_frame


def _is_long(node: nodes.Expr) -> bool:
    text = node.data if isinstance(node, nodes.TemplateData) else node.value if isinstance(node, nodes.Const) else ""
    return isinstance(text, str) and len(text) >= LONG


class Early:
    """Settles a template: calls in written-out values become what they come to, other calls of macros the shortest ones."""

    def __init__(self, known: Known, tree: nodes.Template) -> None:
        self._known = known
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        self._settled = (WORDS | FILES) - own
        self._imported = {here: place for here, place in _imported(tree) if here not in own}
        self._linked: set[str] = set()
        self._beside = {name for name in _beside(tree) if name not in own and name not in self._imported}

    def settle(self, tree: nodes.Template) -> None:
        """Replace what is known, from the inside out, and import no macro that is not asked for by name any more."""
        self._inside(tree)
        named = {name.name for name in tree.find_all(nodes.Name)}
        for found in tree.body:
            if isinstance(found, nodes.FromImport):
                found.names = [name for name in found.names if _here(name) not in self._linked or _here(name) in named]
        tree.body = [node for node in tree.body if not isinstance(node, nodes.FromImport) or node.names]

    def _inside(self, node: nodes.Node) -> None:
        for field, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [self._seen(one) if isinstance(one, nodes.Node) else one for one in value]
            elif isinstance(value, nodes.Node):
                if isinstance(node, nodes.CallBlock) and field == "call":
                    self._inside(value)
                else:
                    setattr(node, field, self._seen(value))

    def _seen(self, node: nodes.Node) -> nodes.Node:
        self._inside(node)
        if not isinstance(node, nodes.Call) or node.dyn_args or node.dyn_kwargs:
            return node
        if isinstance(node.node, nodes.Getattr) and isinstance(node.node.node, nodes.Const) and node.node.attr == "format":
            return node if node.args else _filled(node, node.node.node.value, FORMATTED)
        if not isinstance(node.node, nodes.Name):
            return node
        name = node.node.name
        text = self._text(node, name)
        made = self._short(node, name) if text is None else nodes.Const(text, lineno=node.lineno)
        if made is not node and name in self._imported:
            self._linked.add(name)
        return made

    def _short(self, call: nodes.Call, name: str) -> nodes.Node:
        linked = self._known.linked(*self._imported[name]) if name in self._imported and call.args else None
        if linked is not None:
            return nodes.Filter(call.args[0], linked, call.args[1:], call.kwargs, None, None, lineno=call.lineno)
        if name in self._settled and name in WORDS and len(call.args) == 1 and isinstance(call.args[0], nodes.Const):
            return _filled(call, self._known.words(call.args[0].value), FILLED)
        if name in self._beside:
            way = ONCE if name in SHARED else CALLED
            return nodes.Filter(call.node, way, call.args, call.kwargs, None, None, lineno=call.lineno)
        return call

    def _text(self, call: nodes.Call, name: str) -> str | None:
        values = [one.value for one in call.args if isinstance(one, nodes.Const)]
        named = {pair.key: pair.value.value for pair in call.kwargs if isinstance(pair.value, nodes.Const)}
        if len(values) < len(call.args) or len(named) < len(call.kwargs):
            return None
        if name in self._settled:
            return self._known.settled(name, values, named)
        return self._known.printed(*self._imported[name], values, named) if name in self._imported else None


def _filled(call: nodes.Call, words: object, way: str) -> nodes.Node:
    if type(words) is not Markup or not _FILLABLE[way].fullmatch(words):
        return call
    return nodes.Filter(nodes.Const(str(words)), way, [], call.kwargs, None, None, lineno=call.lineno)


def _imported(tree: nodes.Template) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give the macros that a template imports for all of it: what it calls them, their template and their name there."""
    for found in tree.body:
        if not isinstance(found, nodes.FromImport) or found.with_context or not isinstance(found.template, nodes.Const):
            continue
        for name in found.names:
            yield _here(name), (found.template.value, name if isinstance(name, str) else name[0])


def _here(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else name[1]


def _beside(tree: nodes.Template) -> Iterator[str]:
    """Give the names of the macros of a file of macros. It prints nothing, so it is imported, and they see no page."""
    if all(isinstance(node, nodes.Macro | nodes.FromImport | nodes.Assign) or _blank(node) for node in tree.body):
        yield from (node.name for node in tree.body if isinstance(node, nodes.Macro))


def _blank(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Output):
        return False
    return all(isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes)
