"""A small fictional catalogue on a workbench: built in fresh processes, killed, compared byte for byte with a clean build."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

from ocop import site
from ocop.engine import Urgent, glance
from ocop.listeners import PlainListener
from ocop.outputs.environment import sources
from ocop.outputs.lasting import Lasting

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "tests" / "demo"
STATE = ".ocop"
PASSING = ("journal", "set-aside", ".part")
"""Parts of names in the engine's own folder that tell of a build that did not end."""


class BrokenError(AssertionError):
    """What the soak looks for: a tree that is not the clean one, an orphan, a traceback."""


@dataclass(frozen=True)
class Ended:
    """How a build ended: its exit code (negative: the signal), what it said, processor and clock seconds."""

    code: int
    said: str
    seconds: float


@dataclass
class Bench:
    """Content, theme and settings that edits change; `today` and `settings` are those of the next build."""

    folder: Path
    today: str = "2026-11-23"
    settings: dict[str, Any] = field(default_factory=dict)
    workers: int = 1
    clock: float = 0.0

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def theme(self) -> Path:
        return self.folder / "theme"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    def write_settings(self) -> Path:
        """The settings as a file, as Pelican reads them."""
        file = self.folder / "pelicanconf.py"
        places = {"PATH": str(self.content), "THEME": str(self.theme)}
        chosen = "".join(f"{name} = {value!r}\n" for name, value in {**self.settings, **places}.items())
        file.write_text(
            "import runpy\n"
            f"shared = runpy.run_path({str(DEMO / 'pelicanconf.py')!r})\n"
            "globals().update({name: value for name, value in shared.items() if name.isupper()})\n"
            f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n{chosen}",
            "utf-8",
        )
        return file

    def start(self, output: Path | None = None, cache: Path | None = None) -> Running:
        """Start a build in a process of its own, as a command would be."""
        self.write_settings()
        return start(lambda tell: self._build(output or self.output, cache or self.cache, tell), self.folder)

    def build(self, output: Path | None = None, cache: Path | None = None) -> Ended:
        return self.start(output, cache).wait()

    def sure_build(self) -> Ended:
        """A build that must end well. Raises BrokenError."""
        ended = self.build()
        if ended.code:
            raise BrokenError(f"a build that should end well ended with {ended.code}:\n{ended.said}")
        return ended

    def clean(self) -> dict[str, str]:
        """The tree of a build from nothing."""
        folder = self.folder / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        ended = self.build(folder, self.folder / "clean-cache")
        if ended.code:
            raise BrokenError(f"a clean build ended with {ended.code}:\n{ended.said}")
        return tree(folder)

    def compare(self, clean: Mapping[str, str]) -> None:
        """Raise BrokenError unless the output is the clean tree and nothing of a build under way is left."""
        same(tree(self.output), clean)
        left = [path.relative_to(self.output).as_posix() for path in leftovers(self.output, self.cache)]
        if left:
            raise BrokenError(f"left behind: {left[:5]}")

    def _build(self, output: Path, cache: Path, tell: Callable[[], None]) -> None:
        if self.clock:
            wall, wall_ns = time.time, time.time_ns
            time.time = lambda: wall() + self.clock
            time.time_ns = lambda: wall_ns() + int(self.clock * 1e9)
        try:
            self._run(output, cache, tell, OCOP_WORKERS=self.workers)
        except site.ContentError as error:
            print(error, flush=True)
            os._exit(1)

    def _run(self, output: Path, cache: Path, tell: Callable[[], None], **more: Any) -> None:
        os.environ["OCOP_TODAY"] = self.today
        places = {"OUTPUT_PATH": str(output), "OCOP_CACHE": str(cache)}
        site.run(site.load(self.folder / "pelicanconf.py", {**places, "OCOP_LISTENER": _Silent(tell), **more}))


class Served(Bench):
    """A bench whose builds are all of this process, as those of `make serve` are; what it read and made lasts between them.

    Every third page is open: when it is told that it is made, it is as the build leaves it.
    """

    def __init__(self, bench: Bench) -> None:
        super().__init__(**vars(bench))
        self._lasting = Lasting(urgent=Urgent(self._open, self._hear))
        self._told: dict[str, bytes] = {}

    def _open(self) -> frozenset[str]:
        pages = (path.relative_to(self.output).as_posix() for path in self.output.rglob("*.html"))
        return frozenset(path for path in pages if len(path) % 3 == 0)

    def _hear(self, made: frozenset[str]) -> None:
        self._told = {path: (self.output / path).read_bytes() for path in made}

    def _look(self) -> None:
        settings = site.load(self.folder / "pelicanconf.py", {}).settings
        looked_at = sources(settings, Path(settings["THEME"]))
        self._lasting.known.look(looked_at, glance(looked_at))

    def build(self, output: Path | None = None, cache: Path | None = None) -> Ended:
        """Build here; a build somewhere else is one of a process of its own."""
        if output is not None:
            return super().build(output, cache)
        begun = time.monotonic()
        said = io.StringIO()
        self.write_settings()
        self._told = {}
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                self._look()
                self._run(self.output, self.cache, lambda: None, OCOP_LASTING=self._lasting, OCOP_WORKERS=1)
                code = 0
            except site.ContentError as error:
                print(error)
                code = 1
            except Exception:
                traceback.print_exc()
                code = 70
        for path, content in self._told.items():
            if (self.output / path).read_bytes() != content:
                raise BrokenError(f"{path} was told before it was made")
        return Ended(code, said.getvalue(), time.monotonic() - begun)


class _Silent(PlainListener):
    """Says what is wrong, nothing else; tells when the reading is over."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._heard = tell

    def problems(self, problems: Any) -> None:
        for problem in problems:
            if problem.severity.value == "error":
                print(problem.path, problem.line, problem.rule, dict(problem.values), flush=True)
        self._heard()

    def progress(self, done: int, total: int, path: str) -> None:
        pass

    def unchanged(self, report: Any, said: Any) -> None:
        self._heard()

    def built(self, report: Any, prepared: Any) -> None:
        for note in report.notes:
            print("note:", note, flush=True)


@dataclass
class Running:
    """A build under way, in its own process group."""

    pid: int
    pipe: int
    said: Path
    begun: float

    def read(self) -> None:
        """Wait until the content was read (or the build has ended)."""
        select.select([self.pipe], [], [], 60)

    def kill(self, *, all_of_it: bool) -> None:
        """kill -9: the process, or it and its workers."""
        if all_of_it:
            os.killpg(self.pid, signal.SIGKILL)
        else:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Ended:
        _, status = os.waitpid(self.pid, 0)
        os.close(self.pipe)
        text = self.said.read_text("utf-8", "replace") if self.said.exists() else ""  # killed before its first word
        self.said.unlink(missing_ok=True)
        return Ended(os.waitstatus_to_exitcode(status), text, time.monotonic() - self.begun)


def start(work: Callable[[Callable[[], None]], None], folder: Path) -> Running:
    """Run `work` in a fork of this process, which has everything imported and nothing else."""
    said = folder / f"said-{time.monotonic_ns()}"
    reader, writer = os.pipe()
    begun = time.monotonic()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        _work(work, said, writer)
    os.close(writer)
    with contextlib.suppress(OSError):  # the child was quicker, or is gone
        os.setpgid(pid, pid)
    return Running(pid, reader, said, begun)


def _work(work: Callable[[Callable[[], None]], None], said: Path, pipe: int) -> NoReturn:
    code = 70
    try:
        os.setpgid(0, 0)
        file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(file, 2)
        work(lambda: os.write(pipe, b"."))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def tree(folder: Path) -> dict[str, str]:
    """The digest of every file of a built site; a folder with nothing in it is an entry, too."""
    found = {}
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if inside.parts[0] == STATE:
            continue
        if path.is_file():
            found[inside.as_posix()] = blake2b(path.read_bytes(), digest_size=16).hexdigest()
        elif not any(path.iterdir()):
            found[inside.as_posix()] = "empty folder"
    return found


def same(found: Mapping[str, str], clean: Mapping[str, str]) -> None:
    """Raise BrokenError unless both trees are one."""
    if found != clean:
        words = {
            "orphans": sorted(found.keys() - clean.keys()),
            "missing": sorted(clean.keys() - found.keys()),
            "different": sorted(path for path in found.keys() & clean.keys() if found[path] != clean[path]),
        }
        raise BrokenError("; ".join(f"{len(paths)} {word}: {paths[:5]}" for word, paths in words.items() if paths))


def leftovers(output: Path, cache: Path) -> list[Path]:
    """What a killed build may leave and the next one must take away."""
    state = output / STATE
    passing = [path for path in state.rglob("*") if any(word in path.name for word in PASSING)]
    return [*passing, *(state / "tmp").iterdir()]
