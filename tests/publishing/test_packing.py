"""One zip for an office that uploads by hand."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import PackReport, SourceChangedError, pack


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    return tmp_path / "gói đ"


def packed(office: Any, packages: Path, **told: Any) -> PackReport:
    return pack(lambda: office.built(**told), folder=packages, now=office.now)


def test_the_zip_holds_the_site_its_checksums_and_how_to_put_it_up(office: Any, packages: Path) -> None:
    report = packed(office, packages)
    assert report.file == packages / f"ocop-{report.release.id}.zip"
    with zipfile.ZipFile(report.file) as archive:
        names = archive.namelist()
        sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS").decode().splitlines())
        assert "ĐƯA TRANG LÊN BẰNG TAY" in archive.read("DOC-TRUOC.txt").decode()
        assert set(sums) == {f"site/{path}" for path in office.pages}
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
    assert set(names) == {*sums, "SHA256SUMS", "DOC-TRUOC.txt"}


def test_the_same_site_gives_the_same_bytes(office: Any, packages: Path, tmp_path: Path) -> None:
    first = packed(office, packages).file
    second = packed(office, tmp_path / "elsewhere").file
    assert first.read_bytes() == second.read_bytes()


def test_the_gate_holds_it_against_the_one_before(office: Any, packages: Path) -> None:
    packed(office, packages)
    del office.pages["en/index.html"]
    office.pages["index.html"] = office.pages["index.html"].replace('<a href="/en/">English</a>', "")
    report = packed(office, packages)
    assert report.file is None
    assert [one.rule for one in report.findings] == ["address-lost"]
    assert len(list(packages.glob("*.zip"))) == 1


def test_a_file_that_changes_meanwhile_leaves_no_zip(office: Any, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meddle(*_: Any, **__: Any) -> tuple[()]:
        (office.output / "style.css").write_text("x", "utf-8")
        return ()

    monkeypatch.setattr("ocop.publishing.packing.judge", meddle)
    with pytest.raises(SourceChangedError):
        packed(office, packages)
    assert [entry.name for entry in packages.iterdir()] == [".lock"]
