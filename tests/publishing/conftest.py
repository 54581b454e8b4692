"""A small finished site on disk, as a build leaves it, and what the gate is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ocop.engine import Entry, digest
from ocop.publishing import Built, LocalTarget, PublishReport, RequiredAddress, Target, publish
from ocop.publishing.pipeline import Stage

SITEURL = "https://ocop.example"
START = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


def page(body: str, *, title: str = "Trang thử", head: str = "") -> str:
    """A whole, well-formed page."""
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head>\n'
        f"<body><main>{body}</main></body></html>\n"
    )


PAGES: Mapping[str, str] = {
    "index.html": page('<a href="/san-pham/banh-thu/">Bánh thử</a> <a href="/en/">English</a> <a href="/Q/THU1/">mã</a>'),
    "en/index.html": page('<a href="../">Tiếng Việt</a>'),
    "san-pham/banh-thu/index.html": page(
        '<h1 id="banh">Bánh thử Sa Đéc</h1><a href="#banh">lên</a> <img src="a%20b.svg" alt="">'
    ),
    "san-pham/banh-thu/a b.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="la"/></svg>',
    "Q/THU1/index.html": page("Mã THU1"),
    "style.css": "body { color: #111 }",
}


def write(tree: Path, files: Mapping[str, str]) -> dict[str, Entry]:
    """Make the tree hold exactly these files; gives the manifest that an engine would have left."""
    for old in sorted(tree.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    manifest = {}
    for path, text in files.items():
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        manifest[path] = Entry("", digest(text.encode()), file.stat().st_size, file.stat().st_mtime_ns)
    return manifest


def _silent(stage: str) -> None:
    """Stand in for a test that does not follow the stages."""


class Office:
    """A publisher at work: it edits pages and publishes them, a minute apart."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.output.mkdir(parents=True)
        self.public = folder / "public"
        self.pages = dict(PAGES)
        self.now = START
        self.target: Target | None = None
        self.how: dict[str, Any] = {}

    def built(self, **told: object) -> Built:
        known = Built(self.output, write(self.output, self.pages), SITEURL, (RequiredAddress("Q/THU1/index.html", "THU1"),))
        return replace(known, **told)

    def publish(self, at: Callable[[Stage], None] = _silent, **told: object) -> PublishReport:
        self.now += timedelta(minutes=1)
        target = self.target or LocalTarget(self.public)
        return publish(lambda: self.built(**told), target=target, now=self.now, at=at, **self.how)

    def live(self, path: str = "index.html") -> str:
        return (self.public / "current" / path).read_text(encoding="utf-8")

    def releases(self) -> list[str]:
        return sorted(entry.name for entry in (self.public / "releases").iterdir() if entry.is_dir())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """In a folder with spaces and đ."""
    return Office(tmp_path / "dự án OCOP đẹp")


@pytest.fixture
def make_page() -> Callable[..., str]:
    return page


@pytest.fixture(scope="session")
def beside(module_at: Callable[[Path], ModuleType]) -> Callable[[str], ModuleType]:
    """A module of this folder, by its name."""
    return lambda name: module_at(Path(__file__).with_name(f"{name}.py"))


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory, beside: Callable[[str], ModuleType]) -> Iterator[Any]:
    """A real sshd on loopback."""
    rig = beside("sshd")
    try:
        rig.debian.unpacked("sshd", rig.PACKAGES)
    except rig.debian.NoPackagesError as error:
        pytest.skip(str(error))
    with rig.sshd(tmp_path_factory.mktemp("sshd")) as started:
        yield started


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory, beside: Callable[[str], ModuleType]) -> Iterator[Any]:
    """A bucket server on loopback: moto."""
    with beside("buckets").bucket_server("moto", tmp_path_factory.mktemp("moto") / "data") as started:
        yield started


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory, beside: Callable[[str], ModuleType]) -> Iterator[Any]:
    """A bucket server on loopback: rclone."""
    with beside("buckets").bucket_server("rclone", tmp_path_factory.mktemp("rclone") / "data") as started:
        yield started
