"""The project's own environments, made by the standard library alone: `.venv` from requirements.txt for the catalogue,
`.venv-dev` from requirements-dev.txt for tests and lint, `.venv-publish` from requirements-publish.txt for targets of `publish`
that need packages of their own, `.venv-audit` from requirements-audit.txt where `make audit` needs a Node or a Java that the
machine lacks.

An environment is built aside (`.venv.new-<pid>`), stamped and renamed, so a half-made one is never seen; a lock file lets one
command build while others wait and use what it made. After the rename pip's console scripts still name the old folder in their
first line: they are never called, everything runs as `<environment>/bin/python -m <module>`.

`OCOP_NO_VENV=1` leaves all this out and uses the current interpreter (docs/adr/0009-environments-and-locks.md).

Each command comes through here, in two interpreters: what only the making of an environment needs is loaded when one is made.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import os
import re
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ocop.locks import locked

if TYPE_CHECKING:
    import subprocess

LAST_LINES = 6
"""How many of pip's own lines are shown when it fails."""


class BootstrapError(Exception):
    """What is missing and what to do, in Vietnamese and then in English; `output`: last lines of the tool that failed."""

    def __init__(self, vi: str, en: str, output: str = "") -> None:
        super().__init__("\n".join(text for text in (vi, en, output) if text))


class Environment(NamedTuple):
    """A virtual environment of the project: its folder and its lock, both relative to the project."""

    folder: str
    lock: str


RUNTIME = Environment(".venv", "requirements.txt")
DEVELOPMENT = Environment(".venv-dev", "requirements-dev.txt")
PUBLISH = Environment(".venv-publish", "requirements-publish.txt")
AUDIT = Environment(".venv-audit", "requirements-audit.txt")
STAMP = "ocop-stamp.json"


def project_root() -> Path:
    """The folder that holds plugins/."""
    return Path(__file__).resolve().parents[2]


def ensure(root: Path, environment: Environment) -> Path:
    """The interpreter of a whole environment that matches its lock; makes the environment when it is missing or stale.

    Raises BootstrapError when it cannot be made; what stood before then still stands.
    """
    home = root / environment.folder
    key = _key(root / environment.lock)
    if _is_whole(home, key):
        return interpreter(home)
    with _alone(root / ".cache", environment.folder):
        if not _is_whole(home, key):  # else another command made it while this one waited
            _make(root, environment, key)
    return interpreter(home)


def interpreter(home: Path) -> Path:
    """The Python of the environment in the folder `home`."""
    return home / "Scripts" / "python.exe" if os.name == "nt" else home / "bin" / "python"


def is_inside(root: Path, environment: Environment) -> bool:
    """Whether this process runs in that environment already."""
    return Path(sys.prefix).resolve() == (root / environment.folder).resolve()


def hand_over(python: Path, arguments: Sequence[str], root: Path) -> int:
    """Run `python -m ocop` with the same arguments in another interpreter: in this very process where the system can (then
    this never returns), else as a child whose exit code is given.
    """
    command = [str(python), "-m", "ocop", *arguments]
    variables = {**os.environ, "PYTHONPATH": search_path(root), "PYTHONUTF8": "1"}
    if os.name != "nt":  # exec on Windows starts a stranger and gives the prompt back at once
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, variables)  # noqa: S606
    import subprocess  # noqa: PLC0415

    return subprocess.run(command, env=variables, check=False).returncode  # noqa: S603


def forget(root: Path, environment: Environment) -> None:
    """Have the environment made again by the next command."""
    (root / environment.folder / STAMP).unlink(missing_ok=True)


def search_path(root: Path) -> str:
    """PYTHONPATH with plugins/ first."""
    plugins = str(root / "plugins")
    others = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    return os.pathsep.join([plugins, *(entry for entry in others if Path(entry).resolve() != Path(plugins))])


def _key(lock: Path) -> str:
    """What an environment must have been made from: the lock's bytes, the Python line and the kind of machine."""
    if not lock.is_file():
        raise BootstrapError(
            f"Thiếu tệp {lock.name}; hãy lấy lại bản đầy đủ của dự án.",
            f"{lock.name} is missing; take a whole copy of the project again.",
        )
    made_for = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
    return hashlib.sha256(lock.read_bytes() + b"\n" + made_for.encode()).hexdigest()


def _is_whole(home: Path, key: str) -> bool:
    """Made from `key`, standing where it was made, its interpreter and every installed distribution still there."""
    try:
        stamp = json.loads((home / STAMP).read_text(encoding="utf-8"))
        distributions = set(_distributions(home))
    except (OSError, ValueError):
        return False
    return (
        isinstance(stamp, dict)
        and stamp.get("key") == key
        and stamp.get("home") == str(home)
        and set(stamp.get("distributions", ())) <= distributions
        and interpreter(home).exists()  # follows the link: false when the system's Python has gone
    )


def _distributions(home: Path) -> list[str]:
    packages = [home / "Lib" / "site-packages"] if os.name == "nt" else sorted(home.glob("lib/python3*/site-packages"))
    return sorted(entry.name for folder in packages for entry in folder.iterdir() if entry.name.endswith(".dist-info"))


def _make(root: Path, environment: Environment, key: str) -> None:
    import shutil  # noqa: PLC0415

    home = root / environment.folder
    aside = root / f"{environment.folder}.new-{os.getpid()}"
    for leftover in root.glob(f"{environment.folder}.*-*"):  # of runs that died: we hold the lock
        if re.fullmatch(r"\.(new|old)-\d+", leftover.name.removeprefix(environment.folder)):
            shutil.rmtree(leftover, ignore_errors=True)
    _say(
        f"Đang chuẩn bị {environment.folder} (chỉ lần đầu hoặc khi danh sách gói đổi, khoảng một phút)…\n"
        f"Preparing {environment.folder} (the first time, or when the lock changed; about a minute)…"
    )
    try:
        _make_empty(aside)
        _install(aside, root, root / environment.lock)
        stamp = {"key": key, "home": str(home), "distributions": _distributions(aside)}
        (aside / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        _put(aside, home)
    except OSError as error:
        raise BootstrapError(
            f"Không ghi được {environment.folder}: {error}. Hãy kiểm tra quyền ghi và dung lượng đĩa, đóng các lệnh ocop đang "
            "chạy, rồi chạy lại.",
            f"{environment.folder} cannot be written: {error}. Check permissions and disk space, close running ocop commands, "
            "then run again.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put(aside: Path, home: Path) -> None:
    """Rename into place; what stood there goes out of the way first and is removed last."""
    import shutil  # noqa: PLC0415

    from ocop import moving  # noqa: PLC0415

    old = home.with_name(f"{home.name}.old-{os.getpid()}")
    if home.is_symlink() or home.is_file():
        home.unlink()
    elif home.exists():
        moving.put(home, old)
    moving.put(aside, home)
    shutil.rmtree(old, ignore_errors=True)


def _make_empty(aside: Path) -> None:
    if not _has_ensurepip():
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise BootstrapError(
            f"Python trên máy này thiếu mô-đun venv. Trên Debian hoặc Ubuntu, hãy chạy: sudo apt install {package} "
            "(hoặc python3-venv), rồi chạy lại lệnh này.",
            f"This Python lacks its venv module. On Debian or Ubuntu run: sudo apt install {package} (or python3-venv), "
            "then run this command again.",
        )
    done = _run([sys.executable, "-m", "venv", str(aside)])
    if done.returncode:
        raise BootstrapError(
            "Không tạo được môi trường Python.", "The Python environment could not be made.", _tail(done.stdout)
        )


def _has_ensurepip() -> bool:
    try:
        return importlib.util.find_spec("ensurepip") is not None
    except ImportError:
        return False


def _install(aside: Path, root: Path, lock: Path) -> None:
    """Install from the wheelhouse that was made for this lock, and from nowhere else; without one, from the network."""
    from ocop import wheelhouse  # noqa: PLC0415

    pip = [str(interpreter(aside)), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    offline = wheelhouse.serves(root, lock)
    source = ["--no-index", "--find-links", str(root / wheelhouse.FOLDER)] if offline else []
    done = _run([*pip, *source, "--require-hashes", "--only-binary=:all:", "--requirement", str(lock)])
    if done.returncode and offline:
        raise BootstrapError(
            f"Không cài được các gói trong {lock.name} từ thư mục wheelhouse: nó thiếu gói cho Python "
            f"{sys.version.split()[0]} trên "
            "máy này, hoặc có tệp hỏng. Hãy làm lại bằng make wheelhouse trên máy có mạng (chọn --platform, --python), "
            "hoặc xóa "
            "thư mục wheelhouse để tải qua mạng; chưa có gì bị thay đổi.",
            f"The packages of {lock.name} could not be installed from the folder wheelhouse: it lacks some for Python "
            f"{sys.version.split()[0]} on this machine, or a file is damaged. Make it anew with make wheelhouse on a "
            "machine that "
            "has a network, or remove the folder to use the network; nothing was changed.",
            _tail(done.stdout),
        )
    if done.returncode:
        raise BootstrapError(
            f"Không cài được các gói trong {lock.name}. Hãy kiểm tra kết nối mạng (hoặc kho gói nội bộ), rồi chạy lại; "
            "máy không "
            "có mạng: xin thư mục wheelhouse (docs/offices.md). Chưa có gì bị thay đổi.",
            f"The packages of {lock.name} could not be installed. Check the network (or the local package store), then run "
            "again; for a machine without a network ask for a wheelhouse (docs/offices.md). Nothing was changed.",
            _tail(done.stdout),
        )


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run and catch both streams; settings that would send pip's files elsewhere are left out."""
    import subprocess  # noqa: PLC0415

    elsewhere = {
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_REQUIRE_VIRTUALENV",
        "PYTHONHOME",
        "__PYVENV_LAUNCHER__",
    }
    variables = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return subprocess.run(  # noqa: S603
        list(command),
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _tail(output: str) -> str:
    lines = [line.rstrip()[:300] for line in output.splitlines() if line.strip() and not line.startswith("WARNING: Location")]
    return "\n".join(f"  {line}" for line in lines[-LAST_LINES:])


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    """Hold the machine-wide lock of one environment."""
    with ExitStack() as lock:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.enter_context(locked(folder / f"{name.lstrip('.')}.lock", patience_s=math.inf, on_wait=_say_waiting))
        except OSError as error:
            raise BootstrapError(f"Không ghi được vào {folder}: {error}.", f"{folder} cannot be written: {error}.") from error
        yield


def _say_waiting() -> None:
    _say("Một lệnh khác đang chuẩn bị môi trường; đang chờ…\nAnother command is preparing the environment; waiting…")
