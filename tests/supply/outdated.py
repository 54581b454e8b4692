"""`make outdated`: which packages of the project have newer versions, and which of them `make lock ARGS=--upgrade` would take.

Exit code 0: nothing is newer; 1: something is; 2: it could not be found out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ocop.pins import pins
from ocop.workshop import COMPILE

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"requirements.txt": "danh mục", "requirements-publish.txt": "đưa lên mạng", "requirements-dev.txt": "viết mã"}


class CannotTellError(Exception):
    """The packages' store cannot be asked."""


@dataclass(frozen=True)
class Newer:
    """A package: the version that is locked, the one that our bounds allow (the same when none), the newest there is."""

    name: str
    locked: str
    allowed: str
    newest: str
    used_for: str


def locks(root: Path) -> dict[str, tuple[str, str]]:
    """Package → locked version and what it is for; the first lock that names it says so."""
    found: dict[str, tuple[str, str]] = {}
    for lock, purpose in LOCKS.items():
        for pin in pins((root / lock).read_text("utf-8")):
            found.setdefault(pin.name, (pin.version, purpose))
    return found


def said_by(command: Sequence[str], root: Path) -> str:
    done = subprocess.run([sys.executable, *command], cwd=root, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotTellError("\n".join(done.stderr.strip().splitlines()[-3:]))
    return done.stdout


def allowed(root: Path) -> dict[str, str]:
    """What a fresh resolution within pyproject's bounds would lock, written nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "fresh.txt")
        groups = ("pyproject.toml", "--extra", "publish", "--group", "dev", "--no-header", "--upgrade", "--output-file", file)
        said_by([*COMPILE, *groups], root)
        return pins(Path(file).read_text("utf-8"))


def newest(root: Path) -> dict[str, str]:
    """The newest version of what is installed here and has one."""
    listed = json.loads(said_by(["-m", "pip", "list", "--outdated", "--format", "json", "--disable-pip-version-check"], root))
    return {normal(one["name"]): one["latest_version"] for one in listed}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def compared(locked: dict[str, tuple[str, str]], fresh: dict[str, str], latest: dict[str, str]) -> list[Newer]:
    rows = []
    for name, (version, purpose) in sorted(locked.items()):
        within, last = fresh.get(name, version), latest.get(normal(name), version)
        if within != version or last != version:
            rows.append(Newer(name, version, within, last if last != version else within, purpose))
    return rows


def report(rows: list[Newer], locked: int) -> str:
    lines = [f"{'gói':<28} {'đang khóa':<14} {'trong giới hạn':<16} {'mới nhất':<14} dùng cho"] if rows else []
    for one in rows:
        within = one.allowed if one.allowed != one.locked else "–"
        lines.append(f"{one.name:<28} {one.locked:<14} {within:<16} {one.newest:<14} {one.used_for}")
    ready = sum(one.allowed != one.locked for one in rows)
    lines.append(f"{locked} gói: {len(rows)} có bản mới hơn, {ready} lấy được bằng make lock ARGS=--upgrade.")
    if len(rows) > ready:
        lines.append("Số còn lại do giới hạn trong pyproject.toml, hoặc do gói khác giữ; đọc ghi chú phát hành rồi mới nới.")
    return "\n".join(lines)


def main() -> int:
    locked = locks(ROOT)
    try:
        rows = compared(locked, allowed(ROOT), newest(ROOT))
    except CannotTellError as error:
        print(f"Không hỏi được kho gói; hãy kiểm tra kết nối mạng.\n{error}", file=sys.stderr)
        return 2
    print(report(rows, len(locked)))
    return int(bool(rows))


if __name__ == "__main__":
    sys.exit(main())
