"""The two sites that are measured, built for the address they are served at: the demo for every state a page can have, the real
catalogue for what is published (the demo keeps itself out of search engines, which Lighthouse rightly counts).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from programs import CACHE, ROOT, Programs

DAY = "2026-11-23"
"""The day of the demo: the statuses of its pages are known (tests/demo/README.md)."""
NOON = f"{DAY}T05:00:00Z"
"""What a visitor's clock says, in UTC. Lighthouse has the machine's own: an old page, too, has to be good."""
SETTINGS = {"demo": ROOT / "tests" / "demo" / "pelicanconf.py", "real": ROOT / "publishconf.py"}

CONFIGURATION = ROOT / "deploy" / "nginx" / "ocop.conf"


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and the address at which it answers."""

    name: str
    folder: Path
    origin: str

    def pages(self) -> tuple[str, ...]:
        """Addresses of all its pages, those that only lead on included."""
        files = sorted(self.folder.rglob("*.html"))
        return tuple("/" + file.relative_to(self.folder).as_posix().removesuffix("index.html") for file in files)

    def file(self, address: str) -> Path:
        """The file behind one of its addresses."""
        return self.folder / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))


class BuildError(Exception):
    """A site that could not be built or served."""


@contextmanager
def served(programs: Programs) -> Iterator[dict[str, Site]]:
    """Both sites, built and answering."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(_site(name, programs)) for name in SETTINGS}


@contextmanager
def _site(name: str, programs: Programs) -> Iterator[Site]:
    port = _free_port()
    site = Site(name, CACHE / name, f"http://localhost:{port}")
    _build(site)
    with _server(site, port, programs):
        yield site


@contextmanager
def served_folder(name: str, folder: Path, programs: Programs) -> Iterator[Site]:
    """A folder as it is, answering."""
    port = _free_port()
    site = Site(name, folder, f"http://localhost:{port}")
    with _server(site, port, programs):
        yield site


@contextmanager
def _server(site: Site, port: int, programs: Programs) -> Iterator[None]:
    """Serve a site by serve.mjs while the block runs."""
    headers = json.dumps(deployed_headers())
    command = [str(programs.node), str(programs.packages / "serve.mjs"), str(site.folder), str(port), headers]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None or process.stdout.readline().strip() != "ready":
            msg = f"serve.mjs did not start for {site.name}"
            raise BuildError(msg)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def deployed_headers() -> dict[str, str]:
    """The headers that deploy/ adds to every answer: those of fixed text, of nginx, which its tests hold equal to Caddy's."""
    found = re.findall(r'^\s*add_header (\S+) "?([^"$;]+?)"? always;', CONFIGURATION.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: value for name, value in found if name != "Strict-Transport-Security"}  # nothing to localhost without TLS


def _build(site: Site) -> None:
    """Build with SITEURL: canonical addresses, sitemap and previews are whole, as on the day of publishing."""
    shutil.rmtree(site.folder, ignore_errors=True)
    settings = CACHE / f"{site.name}_settings.py"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        "import runpy\n"
        f"shared = runpy.run_path({str(SETTINGS[site.name])!r})\n"
        "globals().update({name: value for name, value in shared.items() if name.isupper()})\n"
        f"SITEURL = {site.origin!r}\n",
        encoding="utf-8",
    )
    variables = {**os.environ, "OCOP_TODAY": DAY, "OCOP_NO_VENV": "1", "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "ocop", "build", "-s", str(settings), "-o", str(site.folder)],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(done.stderr)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])
