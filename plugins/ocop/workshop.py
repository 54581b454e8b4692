"""Developers' commands, run in `.venv-dev`: test, lint, audit, lock. They only start other programs in the same interpreter
and need the standard library alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "test": "chạy toàn bộ kiểm thử (thêm tham số của pytest nếu cần) · run the tests; takes pytest's arguments",
        "lint": "kiểm tra mã: ruff, mypy --strict, import-linter · check the code",
        "audit": "đo trang như Lighthouse, axe, Nu… đo · measure the built site (docs/quality.md)",
        "looks": "chụp mọi trang ở mọi bề rộng vào .cache/looks · draw every state of every page (docs/design.md)",
        "soak-publish": "giết giữa chừng 200 lần mỗi nơi đưa lên · kill publishes at random moments (docs/publishing.md)",
        "soak-builds": "1.000 lần sửa, 500 lần giết giữa chừng, đĩa đầy · edits, kills, full disks (docs/performance.md)",
        "soak": "thử hàng triệu tệp hỏng, có hạt giống · a million spoiled inputs, from a seed (docs/robustness.md)",
        "bench": "đo tốc độ dựng, so với Hugo và Pelican gốc · builds against Hugo and stock Pelican (docs/performance.md)",
        "bench-check": "đo tốc độ kiểm tra 1.000 và 20.000 mục · how long a check takes (docs/robustness.md)",
        "bench-pictures": "đo một ảnh 12 megapixel và ảnh chia sẻ · what photos and previews cost (docs/pictures.md)",
        "bench-qr": "thử mã in bị hỏng, đo tốc độ làm mã · damage suite and speed of printed codes (docs/qr-damage.md)",
        "bench-search": "đo ô tìm kiếm trên điện thoại chậm · measure search on a slow phone (docs/search.md)",
        "bench-serve": "đo từ lúc lưu đến lúc trang đang mở được báo · from a save to the open page (docs/performance.md)",
        "outdated": "xem gói nào đã có bản mới hơn · which packages have newer versions (docs/supply.md)",
        "lock": "ghi lại requirements*.txt từ pyproject.toml · refresh the locks",
    }
)

PROGRAMS: Mapping[str, str] = MappingProxyType(
    {
        "audit": "tests/audit/run.py",
        "outdated": "tests/supply/outdated.py",
        "soak": "tests/soak/run.py",
        "soak-builds": "tests/soak/builds.py",
        "soak-publish": "tests/publishing/soak.py",
        "bench": "tests/bench/speed/run.py",
        "bench-check": "tests/bench/check.py",
        "bench-pictures": "tests/bench/pictures.py",
        "bench-qr": "tests/bench/qr.py",
        "bench-search": "tests/bench/search.py",
        "bench-serve": "tests/bench/serve.py",
    }
)
"""Commands that are one program each, which takes the command's arguments."""

LINTERS: tuple[tuple[str, ...], ...] = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"),
)

COMPILE = (
    *("-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", "--custom-compile-command", "make lock"),
)
LOCKS: tuple[tuple[str, ...], ...] = (
    ("pyproject.toml", "--output-file", "requirements.txt"),
    ("pyproject.toml", "--extra", "publish", "--constraint", "requirements.txt", "--output-file", "requirements-publish.txt"),
    (
        *("pyproject.toml", "--extra", "publish", "--group", "dev"),
        *("--constraint", "requirements.txt", "--constraint", "requirements-publish.txt"),
        *("--output-file", "requirements-dev.txt"),
    ),
    ("--group", "audit", "--output-file", "requirements-audit.txt"),  # programs only: none of the project's own packages
    ("--group", "bench", "--output-file", "requirements-bench.txt"),  # what is measured against, as its own users have it
)


def main(arguments: Sequence[str], root: Path) -> int:
    """Run one of COMMANDS in the current interpreter; gives its exit code."""
    command, *rest = arguments
    if command == "test":
        return _python(("-m", "pytest", *_workers(rest), *rest), root)
    if command == "lint":
        codes = [_python(linter, root) for linter in LINTERS]  # all of them: one run shows everything
        return max(codes)
    if command == "looks":
        return _python(("-m", "pytest", "tests/looks", "--whole", *rest), root)
    if command in PROGRAMS:
        return _python((PROGRAMS[command], *rest), root)
    upgrade = tuple(rest)  # e.g. --upgrade, --upgrade-package pillow
    return next((code for lock in LOCKS if (code := _python((*COMPILE, *lock, *upgrade), root))), 0)


def _workers(rest: Sequence[str]) -> tuple[str, ...]:
    """Workers for a whole run; a run of chosen tests stays in one process, so it can be debugged."""
    if any(not argument.startswith("-") or argument.startswith("-n") for argument in rest):
        return ()
    # One more than there are processors: tests wait for servers, browsers and packages, too. In the order of
    # tests/conftest.py: a worker alone with a slow file at the end would be waited for.
    return ("-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "loadfile", "--no-loadscope-reorder")


def _python(arguments: Sequence[str], root: Path) -> int:
    variables = {**os.environ, "PYTHONPATH": str(root / "plugins"), "PYTHONUTF8": "1"}
    import subprocess  # noqa: PLC0415 - every command passes by here, few start another program

    return subprocess.run([sys.executable, *arguments], cwd=root, env=variables, check=False).returncode  # noqa: S603
