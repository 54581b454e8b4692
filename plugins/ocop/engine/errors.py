"""What can stop a build. Each error reads as one sentence; its attributes let a caller say it in another language."""
# ruff: noqa: N818 -- named for what happened, as a caller reads them

from __future__ import annotations

from pathlib import Path


class EngineError(Exception):
    """The build cannot go on. `str()` is one sentence for people."""


class DuplicatePath(EngineError):
    """Two outputs would be one file, on some disk at least. `first` sorts before `second` or equals it."""

    def __init__(self, first: str, second: str) -> None:
        if first == second:
            super().__init__(f"Two outputs have the path '{first}'.")
        else:
            super().__init__(
                f"The outputs '{first}' and '{second}' cannot both exist: their paths or folders differ by letter case only."
            )
        self.first, self.second = first, second


class FileIsFolder(EngineError):
    """An output's path is also the folder of another output."""

    def __init__(self, path: str, inner: str) -> None:
        super().__init__(f"The output '{path}' is a file, and '{inner}' needs a folder of that name.")
        self.path, self.inner = path, inner


class UnsafePath(EngineError):
    """A path that could leave the folder, or that some disk cannot hold. `reason` completes the sentence "the path …"."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The path {path!r} {reason}.")
        self.path, self.reason = path, reason


class ForeignFolder(EngineError):
    """The output folder holds things and no sign that we made them."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"'{root}' is not an empty folder and was not made by this program: choose another, or empty it yourself."
        )
        self.root = root


class ForeignFile(EngineError):
    """Something that we did not make stands where an output, or its folder, must go. Nothing was written."""

    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' in the output folder was not made by this program and stands in the way: move it first.")
        self.path = path


class MakeFailed(EngineError):
    """The maker of an output raised; the original exception is `cause` and `__cause__`."""

    def __init__(self, path: str, cause: BaseException) -> None:
        super().__init__(f"Making '{path}' failed: {_in_one_line(cause)}")
        self.path, self.cause = path, cause


class WriteFailed(EngineError):
    """The disk refused (full, read-only, no permission). `path` is relative to the output folder where it lies inside."""

    def __init__(self, path: str, cause: BaseException) -> None:
        super().__init__(f"Writing '{path}' failed: {_in_one_line(cause)}")
        self.path, self.cause = path, cause


class WorkerDied(EngineError):
    """A worker ended without a word (out of memory, a crash in a codec) while it made `path`."""

    def __init__(self, path: str, signal: int) -> None:
        super().__init__(f"The worker that made '{path}' died" + (f" (signal {signal})." if signal else "."))
        self.path, self.signal = path, signal


class WorkerDiffers(EngineError):
    """A worker of the executor has other code or other codecs than we have: what it makes could be other bytes.

    `machine` is its name, "" where it could not even say that; `difference` says what it has.
    """

    def __init__(self, machine: str, difference: str) -> None:
        where = f"The worker on '{machine}'" if machine else "A worker of the executor"
        super().__init__(f"{where} has not the same version of this program and its packages: {difference}.")
        self.machine, self.difference = machine, difference


class NoExecutor(EngineError):
    """The executor that the settings name cannot be had. `reason` completes the sentence "it cannot be used: …"."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The executor '{name}' cannot be used: {reason}.")
        self.name, self.reason = name, reason


class BuildInProgress(EngineError):
    """Another build works in this folder now."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"Another build is working in '{root}': wait until it has finished.")
        self.root = root


class DamagedManifest(EngineError):
    """What was made cannot be told: the manifest and its copy are damaged or of another version. A build mends it."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"The manifest in '{root}' is damaged or of another version: build again to mend it.")
        self.root = root


def _in_one_line(cause: BaseException) -> str:
    words = " ".join(str(cause).split())
    return f"{type(cause).__name__}: {words}" if words else type(cause).__name__
