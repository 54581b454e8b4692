"""`doctor`: what this machine has of what the commands need, and how to get the rest."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ocop.pins import number, pins

OLDEST: Final = (3, 11)
LEAST_FREE: Final = 1024**3
"""Bytes that a build, its pictures and two releases may take."""
DEEPEST: Final = 90
"""Letters of the project's folder that leave room for the longest path in it on Windows (docs/offices.md)."""
_NEEDS: Final[Mapping[str, str]] = MappingProxyType({"ssh": "ssh", "pages": "git"})
"""The program without which a kind of target cannot be published to."""
_GET: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "git": {
            "win32": "winget install --id Git.Git -e",
            "darwin": "xcode-select --install",
            "linux": "sudo apt install git",
        },
        "ssh": {
            "win32": "Settings → Apps → Optional features → OpenSSH Client",
            "darwin": "có sẵn trong macOS; kiểm tra biến PATH",
            "linux": "sudo apt install openssh-client",
        },
        "make": {
            "win32": "không cần: dùng ocop.bat",
            "darwin": "xcode-select --install",
            "linux": "sudo apt install make, hoặc dùng python3 -m ocop",
        },
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `needed`: commands fail without it; else it only serves what `said` names."""

    name: str
    is_there: bool
    said: str
    remedy: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked of the machine; each can be another in a test."""

    platform: str = sys.platform
    version: tuple[int, ...] = tuple(sys.version_info[:3])
    which: Callable[[str], str | None] = shutil.which
    installed: Callable[[str], str | None] = lambda name: _installed(name)  # noqa: PLW0108 - defined below
    has_module: Callable[[str], bool] = lambda name: importlib.util.find_spec(name) is not None
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
    may_write: Callable[[Path], bool] = lambda path: os.access(path, os.W_OK)
    encoding: str = sys.getfilesystemencoding()
    has_key: Callable[[], bool] = lambda: bool(
        os.environ.get("AWS_ACCESS_KEY_ID") or os.environ.get("AWS_PROFILE") or (Path.home() / ".aws" / "credentials").is_file()
    )


def look(root: Path, content: Path, machine: Machine, target: str = "local") -> Iterator[Finding]:
    """Look at all that the commands of staff need, and what publishing to `target` does, in the order in which it matters."""
    version = ".".join(map(str, machine.version))
    newer = (
        "cài Python 3.11 trở lên: python.org, hoặc winget install --id Python.Python.3.12 -e; Linux: sudo apt install python3"
    )
    yield Finding("Python", machine.version[:2] >= OLDEST, version, newer)
    yield _packages(root, machine)
    has_decoder = machine.has_module("zxingcpp")
    yield Finding("zxing-cpp", has_decoder, "đọc lại mã QR trước khi cấp", "chạy lại lệnh này: môi trường tự cài", needed=False)
    for name, purpose in (("git", "lịch sử sổ mã, đưa lên pages"), ("ssh", "đưa lên máy chủ ssh"), ("make", "lệnh make")):
        remedy = _GET[name].get(machine.platform, _GET[name]["linux"])
        yield Finding(name, machine.which(name) is not None, purpose, remedy, needed=_NEEDS.get(_kind(target)) == name)
    yield from _target(machine, _kind(target))
    free = machine.free(root)
    yield Finding(
        "Ổ đĩa", free >= LEAST_FREE, f"còn {free / 1024**3:.1f} GB", "dọn bớt, cần ít nhất 1 GB; bản cũ: make releases"
    )
    for folder in (content, root):
        remedy = "mở quyền ghi cho người dùng này, hoặc chép dự án sang thư mục của mình"
        yield Finding(f"Ghi vào {folder.name}", machine.may_write(folder), str(folder), remedy)
    yield _deep(root, machine)
    is_utf8 = machine.encoding.lower().replace("-", "") == "utf8"
    yield Finding("Chữ Việt (UTF-8)", is_utf8, machine.encoding, "đặt PYTHONUTF8=1, hoặc dùng make, ocop.bat")


def _kind(target: str) -> str:
    return target.partition(":")[0] or "local"


def _target(machine: Machine, kind: str) -> Iterator[Finding]:
    """What only this kind of target needs."""
    module = {"s3": "boto3", "pages": "ghp_import"}.get(kind)
    if module:
        said = f"gói cho PUBLISH_TARGET {kind}:, cài vào .venv-publish"
        remedy = "make publish tự cài lần đầu (cần mạng, hoặc wheelhouse)"
        yield Finding(module, machine.has_module(module), said, remedy, needed=False)
    if kind == "s3":
        remedy = "đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY, hoặc ghi ~/.aws/credentials; xin người quản lý kho"
        yield Finding("Khóa của kho s3", machine.has_key(), "để ghi vào kho", remedy)


def _deep(root: Path, machine: Machine) -> Finding:
    length = len(os.fspath(root))
    remedy = f"chép dự án sang thư mục ngắn hơn, ví dụ C:\\ocop: Windows chỉ mở đường dẫn dưới 260 chữ, nên giữ dưới {DEEPEST}"
    return Finding("Đường dẫn", machine.platform != "win32" or length <= DEEPEST, f"{length} chữ", remedy)


def _packages(root: Path, machine: Machine) -> Finding:
    lock = root / "requirements.txt"
    text = lock.read_text("utf-8") if lock.is_file() else ""
    wanted = {pin.name: pin.version for pin in pins(text) if "win32" not in pin.marker}
    wrong = sorted(name for name, version in wanted.items() if machine.installed(name) != version)
    remedy = "xóa thư mục .venv rồi chạy lại; máy không có mạng: dùng gói cài sẵn (wheelhouse), xem docs/offices.md"
    if not wrong:
        return Finding("Gói Python", bool(wanted), f"{len(wanted)} gói, đúng bản ghi trong requirements.txt", remedy)
    listed = ", ".join(wrong[:6]) + ("…" if len(wrong) > 6 else "")
    return Finding("Gói Python", False, f"thiếu hoặc khác bản: {listed}", remedy, needed=not machine.has_module("pelican"))


def _installed(name: str) -> str | None:
    try:
        return number(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return None
