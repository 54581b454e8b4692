"""Jinja for a theme that makes tens of thousands of pages: what is the same on every page is worked out once (ADR 35).

Templates stay as designers write them. What changes is when their parts are worked out: words of the interface, addresses of
files and macros that are called with written-out values while a template is compiled, since an environment speaks one
language; macros of what many pages show (`settled.SHARED`) at their first call. Compiled templates take short ways to macros
and to what views have. Where one leads nowhere, the page is made again by Jinja's own ways, which tell what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property
from types import CodeType
from typing import Any, Final

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context
from markupsafe import Markup

from .once import IN_COMPILED, OneMacro, called, filled, formatted, once
from .settled import CALLED, FILES, FILLED, FORMATTED, LINK, LONG, ONCE, SHARED, DirectCode, Early

_TEXTS: Final = frozenset({str, Markup})
_OURS: Final = frozenset({OneMacro, BlockReference})
"""What templates call that asks for no context: macros, and super()."""


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
        if type(called) in _OURS:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(*values, **named)
        return super().call(called, *values, **named)


class OneTemplate(Template):
    """A template whose macros are the same for every page that imports them."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 -- Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Give a template of its code, which finds our ways to call and to print where it looks for Jinja's."""
        template = super().from_code(environment, code, globals, uptodate)
        if isinstance(environment, ThemeEnvironment) and environment.short:
            template.root_render_func.__globals__.update(IN_COMPILED)
            environment.encoded |= {id(text): (text, text.encode()) for text in _long_texts(code)}
        return template

    def render(self, *values: Any, **named: Any) -> str:
        """Give the page as a text."""
        return self.page(dict(*values, **named)).decode()

    def page(self, context: Mapping[str, Any]) -> bytes:
        """Give the page as it is sent."""
        environment = self.environment
        if isinstance(environment, ThemeEnvironment) and environment.short and self.name is not None:
            page = self.new_context(dict(context))
            try:
                return self._encoded(self.root_render_func(page))
            except Exception:  # Whatever it is, Jinja's own ways tell it better, or know what to do.
                return environment.plain.get_template(self.name).render(context).encode()
            finally:
                page.vars.clear()  # Macros of the page itself hold it, and it them: dead cycles, if it were left at that.
        return super().render(context).encode()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return self._module if self._module is not None else super()._get_default_module()

    def _encoded(self, texts: Iterable[str]) -> bytes:
        known: dict[int, tuple[str, bytes]] = getattr(self.environment, "encoded", {})
        parts: list[bytes] = []
        run: list[str] = []
        for text in texts:
            found = known.get(id(text))
            if found is None:
                run.append(text)
                continue
            parts += ("".join(run).encode(), found[1])
            run.clear()
        return b"".join((*parts, "".join(run).encode()))


def _long_texts(code: CodeType) -> Iterator[str]:
    """Give the long texts that a compiled template holds."""
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield from _long_texts(value)
        elif isinstance(value, str) and len(value) >= LONG:
            yield value


class ThemeEnvironment(Environment):
    """Jinja's environment for one language of the theme; `words` translates the messages of its templates."""

    context_class = OneContext
    template_class = OneTemplate

    def __init__(self, words: Callable[[str], str], **options: Any) -> None:
        super().__init__(**{"auto_reload": False, "cache_size": -1, **options})
        self._words = words
        self._options = options
        self._loaded: dict[str, Template] = {}
        self._under_way: set[str] = set()
        self.encoded: dict[int, tuple[str, bytes]] = {}
        """Long texts of templates, as they are sent, by the id of the very text: by its letters each page would be hashed."""
        self.short = self.autoescape is True and not self.auto_reload
        """Whether templates are settled: only where all of them escape, and stay as they are."""
        if self.short:
            self.code_generator_class = DirectCode
            self.filters = _Links(
                {**self.filters, ONCE: once, CALLED: called, FILLED: filled, FORMATTED: formatted}, self._link
            )

    @cached_property
    def plain(self) -> Environment:
        """The same environment as Jinja makes it."""
        made = Environment(**{**self._options, "bytecode_cache": None})  # noqa: S701 -- as `_options` say
        made.globals, made.filters, made.tests = self.globals, self.filters, self.tests
        made.newstyle_gettext = getattr(self, "newstyle_gettext", False)  # type: ignore[attr-defined]
        return made

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
        if self.short:
            Early(self, tree).settle(tree)
        return tree

    def compile(self, source: Any, name: str | None = None, *values: Any, **named: Any) -> Any:
        """Compile a template, and note meanwhile that it is not there yet."""
        whose = name or ""
        self._under_way.add(whose)
        try:
            return super().compile(source, name, *values, **named)
        finally:
            self._under_way.discard(whose)

    def settled(self, name: str, values: list[Any], named: dict[str, Any]) -> str | None:
        """Give what a call in a template comes to on every page; None where that is not known, or not before it is rendered."""
        try:
            if name in FILES:
                file: Callable[..., Any] = self.globals[name]  # type: ignore[assignment]
                found = file(*values, **named)
                return found if type(found) in _TEXTS else None
            words = self.words(*values)
            return None if words is None else words % named  # as Jinja's own newstyle gettext
        except Exception:  # It fails again when the page is made, and is told with its place.
            return None

    def words(self, message: str) -> Markup | None:
        """Give the words of a message that are still to be filled; None where they are not known."""
        try:
            return Markup(self._words(message))  # noqa: S704 -- as Jinja does: messages are the theme's own
        except Exception:  # As above.
            return None

    def printed(self, template: str, macro: str, values: list[Any], named: dict[str, Any]) -> str | None:
        """Give what a macro prints on every page that calls it with these values; None where that is not known."""
        found = self._macro(template, macro)
        try:
            return None if found is None else found(*values, **named)
        except Exception:  # As above.
            return None

    def linked(self, template: str, macro: str) -> str | None:
        """Give the filter by which a macro is called; None where it is not there, or not yet."""
        name = f"{template}{LINK}{macro}"
        return None if self._macro(template, macro) is None else name if self.filters[name] else None

    def _macro(self, template: str, macro: str) -> OneMacro | None:
        if template in self._under_way:
            return None
        try:
            found = getattr(self.get_template(template).module, macro, None)
        except Exception:  # As above.
            return None
        return found if type(found) is OneMacro else None

    def _link(self, name: str) -> Callable[..., Any]:
        template, _, macro = name.partition(LINK)
        found = self._macro(template, macro) if macro else None
        if found is None:
            raise KeyError(name)
        return found.once if macro in SHARED else found


class _Links(dict[str, Callable[..., Any]]):
    """Filters, and macros by the names of theirs: compiled templates that were kept name macros that are not loaded yet."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]], link: Callable[[str], Callable[..., Any]]) -> None:
        super().__init__(filters)
        self._link = link

    def __missing__(self, name: str) -> Callable[..., Any]:
        """Find the macro."""
        found = self[name] = self._link(name)
        return found
