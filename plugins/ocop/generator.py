"""Pelican's generator of this site: settings, theme and Jinja come from Pelican, the files come from us.

`pelican content -s pelicanconf.py` and `python -m ocop build` both end in `CatalogueGenerator`, so they give the same bytes.
"""

from __future__ import annotations

import gc
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG

from ocop.engine import (
    STATE_FOLDER,
    Aside,
    BuildReport,
    EngineError,
    Known,
    Profile,
    Still,
    aside,
    build,
    claim,
)
from ocop.listeners import Listener, PlainListener
from ocop.outputs.environment import environment_digest, sources
from ocop.outputs.looking import look, look_beside
from ocop.outputs.refusal import refusal
from ocop.outputs.said import Said, from_text, to_text

if TYPE_CHECKING:  # What reads and makes pages is loaded where it is used: a build of what has not changed needs none of it.
    from ocop.outputs.compiled import CompiledTemplates
    from ocop.outputs.lasting import Lasting
    from ocop.outputs.theme import Theme
    from ocop.reading import Opened

_HAS_ERRORS = "Nội dung còn lỗi, chưa ghi gì. Sửa các dòng trên rồi chạy lại. (The content has errors; nothing was written.)"


class ContentError(Exception):
    """The content has errors, and nothing was written. Pelican's `-r` prints it and goes on watching."""

    exitcode = 1


class CatalogueGenerator(Generator):
    """Pelican's protocol: context first (read, check), output second (plan, build)."""

    def generate_context(self) -> None:
        """Look whether anything has changed since the last build (ADR 34); if so read and check the content.

        Raises:
            ContentError: There are errors; they have been told to the listener.
        """
        gc.disable()  # All that is read stays, and has no cycles: to look for some would take a quarter of the time.
        with self._profile().phase("look at the sources"):
            looked_at = sources(self.settings, Path(self.theme))
            self._known = known = self._lasting.known if self._lasting else Known()
            self._opened: Opened | None = None
            here = (Path(self.output_path), looked_at, self.settings, Path(self.theme))
            beside = look_beside(*here, self._begin) if self._lasting is None else None
            self._looked = beside or look(*here, known)
        self._said = said_in(self._looked.still) if self.settings.get("OCOP_STILL", True) else None
        if self._said is None:
            if beside is not None:  # where it pays to look at the sources beside this process, it does at the site
                known.look_at_files(Path(self.output_path).resolve())
            self._compiling = Aside() if self.settings.get("OCOP_CORE") else self._compile_aside()
            try:
                self._read()
            except BaseException:
                self._compiling.wait()
                known.looking.answer()
                gc.enable()
                raise

    def _read(self) -> None:
        from ocop.outputs.prepare import prepare  # noqa: PLC0415
        from ocop.outputs.settings import edition_settings  # noqa: PLC0415
        from ocop.reading import Memory, has_errors  # noqa: PLC0415

        with self._profile().phase("read and check"):
            lasting = self._lasting
            looked, held = self._looked, lasting.held if lasting else None
            memory = Memory(self._memory, self._digest, looked.bundles, looked.lists, held, self._opened)
            self._opened = None
            workers = self.settings.get("OCOP_WORKERS")
            settings = edition_settings(self.settings, DEFAULT_CONFIG)
            self._prepared = prepare(settings, self.made_theme, memory, workers, lasting)
        self._profile().hits["bundles that were not read again"] = self._prepared.remembered
        self._gather(self._memory.with_name("kept"), workers)
        listener = self._listener()
        listener.problems(self._prepared.problems)
        if has_errors(self._prepared.problems):
            raise ContentError(_HAS_ERRORS)
        try:
            # Taken now, so that another plugin's file cannot make the folder look like somebody else's.
            claim(Path(self.output_path))
        except EngineError as error:
            raise ContentError(refusal(error)) from error

    def _begin(self) -> None:
        """Load what reads and makes pages, and open what was read before."""
        import ocop.outputs.plan  # noqa: PLC0415
        import ocop.outputs.prepare  # noqa: F401, PLC0415
        from ocop.reading import Opened  # noqa: PLC0415

        self._opened = Opened(self._memory)

    @property
    def _memory(self) -> Path:
        return Path(self.output_path).resolve() / STATE_FOLDER / "read"

    def _gather(self, state: Path, workers: int | None) -> None:
        """Make what files about everything say of each thing, and let it be kept together with what was read."""
        edition = self._prepared.edition
        if edition is None or edition.core:
            return
        from ocop.outputs.gathering import gather  # noqa: PLC0415

        with self._profile().phase("gather"):
            kept = gather(edition, state, workers)
        self._prepared = self._prepared.keeping(kept)

    def generate_output(self, writer: object) -> None:
        """Make what changed. Pelican's writer is not used: the engine writes, so that nothing is half-written."""
        del writer
        listener = self._listener()
        if self._said is not None:
            found = self._looked.still
            listener.unchanged(BuildReport((), (), found.total, found.total, found.seconds), self._said)
            gc.enable()
            return
        edition = self._prepared.edition
        if edition is None:
            return
        from ocop.outputs.plan import CORE_TEMPLATES, plan  # noqa: PLC0415

        if edition.core:
            self._compiling = self._compile_aside(CORE_TEMPLATES)
        profile = self._profile()
        taken = edition.prose.taken
        profile.watch("bodies by the fast path for Markdown", lambda: (taken.fast, taken.fast + taken.whole))
        try:
            planned = list(profile.planned(plan(edition)) if self.settings.get("OCOP_PROFILE") else plan(edition))
        finally:
            if self._compiling.wait():
                self._compiled.look_again()
            gc.freeze()  # What was read and planned is not looked through again while pages are made, which do have cycles.
            gc.enable()
        try:
            report = build(
                planned,
                Path(self.output_path),
                environment=self._digest,
                workers=self.settings.get("OCOP_WORKERS"),
                executor=self.settings.get("OCOP_EXECUTOR", "processes"),
                oracle=edition.oracle,
                progress=listener.progress,
                made_from=self._looked.still.survey,
                said=lambda: to_text(self._prepared.problems, listener.kept(self._prepared)),
                keep=self._prepared.keep,
                known=self._known,
                urgent=self._lasting.urgent if self._lasting else None,
            )
        except EngineError as error:
            raise ContentError(refusal(error)) from error
        self._compiled.save()
        profile.add("order, compare, make, write", report.seconds)
        listener.built(report, self._prepared)

    def _compile_aside(self, names: Collection[str] = ()) -> Aside:
        """Where no template is compiled yet, compile these, or all, meanwhile: each worker would need most of them.

        All, while the content is read; the few that an edition's core needs, while it is planned.
        """
        if not self._compiled.is_empty or self.settings.get("OCOP_WORKERS") == 1:
            return Aside()
        return aside(lambda: self._compiled.fill(self.made_theme().environments.values(), names))

    @cached_property
    def _digest(self) -> str:
        looked = getattr(self, "_looked", None)  # a check of the content has not looked
        found: str = looked.environment if looked else ""
        return found or environment_digest(self.settings, Path(self.theme))

    @cached_property
    def _compiled(self) -> CompiledTemplates:
        from ocop.outputs.compiled import CompiledTemplates  # noqa: PLC0415

        folder = Path(self.settings.get("OCOP_CACHE", ".cache")) / "templates"
        if self._lasting is None:
            return CompiledTemplates(folder, self._digest)
        return self._lasting.compiled.of((str(folder), self._digest), lambda: CompiledTemplates(folder, self._digest))

    @property
    def _lasting(self) -> Lasting | None:
        lasting: Lasting | None = self.settings.get("OCOP_LASTING")
        return lasting

    def _profile(self) -> Profile:
        return self.settings.get("OCOP_PROFILE") or Profile()

    def _listener(self) -> Listener:
        listener: Listener = self.settings.get("OCOP_LISTENER") or PlainListener()
        return listener

    def made_theme(self) -> Theme:
        """Give the theme with its settings, a Jinja environment for each language."""
        from ocop.outputs.theming import theme_for  # noqa: PLC0415

        parts = self._lasting.parts if self._lasting else None
        return theme_for(self.settings, Path(self.theme), self.env, self._compiled, parts)


def said_in(found: Still) -> Said | None:
    """Give what the last build said, where nothing has changed since."""
    return None if found.said is None else from_text(found.said)
