"""Jinja for a theme that makes tens of thousands of pages: what is the same on every page is worked out once (ADR 35).

Templates stay as designers write them. What changes is when their parts are worked out: words of the interface and addresses
of files while a template is compiled, since an environment speaks one language; macros that are called with written-out
values, or of a view that many pages show (`SHARED`), at their first call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, Final

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup

WORDS: Final = frozenset({"_", "gettext"})
FILES: Final = frozenset({"asset", "inline", "csp"})
"""Globals of every template that give the same for the same arguments."""
SHARED: Final = frozenset({"card"})
"""Macros of views that stand on many pages. What they print for the same view and values is kept."""
_ONCE: Final = "_once"
MOST_KEPT: Final = 60_000
"""Results of macros kept by a process: the cards of a country's catalogue, 1 KB each, and some to spare."""
_PLAIN: Final = frozenset({str, Markup, int, bool, float, type(None)})


class Once:
    """`once(macro, …)` gives what `macro(…)` gave when it was called with the same arguments: imported macros see nothing else.

    Views are the same when they are the same object: `outputs.cards` gives one card per thing and language.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], tuple[object, tuple[object, ...]]] = {}

    def __call__(self, macro: Callable[..., object], *values: object, **named: object) -> object:
        """Give the result, from memory where there is one."""
        given = (macro, *values, *named.values())
        # True, 1 and 1.0 are equal, and so are a text and its Markup, but they are not printed alike.
        key = (*((type(one), one) if type(one) in _PLAIN else id(one) for one in given), *named)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = (macro(*values, **named), given)  # what is kept cannot lend its id to another
        return found[0]


class OneContext(Context):
    """A context whose templates have no globals of their own, and which calls macros without asking what they are."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name
    ) -> None:
        super().__init__(environment, parent, name, blocks)

    def call(self, called: Any, *values: Any, **named: Any) -> Any:
        """Call what a template calls."""
        if type(called) is Macro:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(self.eval_ctx, *values, **named)
        if type(called) is Once:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(values[0], *values[1:], **named)
        return super().call(called, *values, **named)


class OneTemplate(Template):
    """A template whose macros are the same for every page that imports them."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return self._module if self._module is not None else super()._get_default_module()


class ThemeEnvironment(Environment):
    """Jinja's environment for one language of the theme; `words` translates the messages of its templates."""

    context_class = OneContext
    template_class = OneTemplate

    def __init__(self, words: Callable[[str], str], **options: Any) -> None:
        super().__init__(**{"auto_reload": False, "cache_size": -1, **options})
        self._words = words
        self._loaded: dict[str, Template] = {}
        self.globals[_ONCE] = Once()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the globals of a template: those of the environment itself, not a chain that is asked again and again."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name
    ) -> Template:
        """Give a template; from memory once it was asked for."""
        if globals or not isinstance(name, str) or self.auto_reload:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Early(self, tree).settle(tree)
        return tree

    def settled(self, name: str, values: list[Any], named: dict[str, Any]) -> str | None:
        """Give what a call in a template comes to on every page; None where that is not known, or not before it is rendered."""
        try:
            if name in FILES:
                file: Callable[..., Any] = self.globals[name]  # type: ignore[assignment]
                found = file(*values, **named)
                return found if type(found) in {str, Markup} else None
            if self.autoescape is True:
                return Markup(self._words(*values)) % named  # noqa: S704 -- as Jinja's own newstyle gettext
        except Exception:  # It fails again when the page is made, and is told with its place.
            return None
        return None


class _Early:
    """What can be worked out while a template is compiled."""

    def __init__(self, environment: ThemeEnvironment, tree: nodes.Template) -> None:
        self._environment = environment
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        self._settled = (WORDS | FILES) - own
        imported = (
            (name, name) if isinstance(name, str) else name
            for found in tree.find_all(nodes.FromImport)
            if not found.with_context
            for name in found.names
        )
        self._macros = {here: there for there, here in imported if here not in own}

    def settle(self, node: nodes.Node) -> None:
        """Replace what is known, from the inside out."""
        for field, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [self._seen(one) if isinstance(one, nodes.Node) else one for one in value]
            elif isinstance(value, nodes.Node):
                if isinstance(node, nodes.CallBlock) and field == "call":
                    self.settle(value)
                else:
                    setattr(node, field, self._seen(value))

    def _seen(self, node: nodes.Node) -> nodes.Node:
        self.settle(node)
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        name = node.node.name
        written_out = all(isinstance(one, nodes.Const) for one in (*node.args, *(pair.value for pair in node.kwargs)))
        if name in self._macros and (written_out or self._macros[name] in SHARED):
            return nodes.Call(nodes.Name(_ONCE, "load"), [node.node, *node.args], node.kwargs, None, None, lineno=node.lineno)
        if name in self._settled and written_out:
            named = {pair.key: pair.value.value for pair in node.kwargs if isinstance(pair.value, nodes.Const)}
            values = [one.value for one in node.args if isinstance(one, nodes.Const)]
            text = self._environment.settled(name, values, named)
            return node if text is None else nodes.Const(text, lineno=node.lineno)
        return node
