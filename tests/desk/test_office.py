"""LibreOffice opens every table and paper that the desk gives, in one run; what it draws is read back.

Its packages are unpacked aside and nothing is installed: with the paths that it has built in put right, it runs from anywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "office"
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-liberation2")
RESTARTED = 81
"""Exit code of a first run, which has only made its profile."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Liberation Serif</string></edit></match></fontconfig>"""


def office() -> Path:
    """LibreOffice's folder for /, fetched once."""
    if CACHE.is_dir():
        return CACHE
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        pytest.skip("no Debian: LibreOffice is taken from its packages")
    made = CACHE.with_name(f"office.{os.getpid()}")
    (made / "debs").mkdir(parents=True)

    def apt(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["apt-get", "-q", *arguments]
        return subprocess.run(command, cwd=made / "debs", capture_output=True, text=True, check=False, timeout=300)

    try:
        plan = apt("install", "-s", "--no-install-recommends", *PACKAGES)
        if plan.returncode and os.geteuid() == 0:
            apt("update")
            plan = apt("install", "-s", "--no-install-recommends", *PACKAGES)
        wanted = [line.split()[1] for line in plan.stdout.splitlines() if line.startswith("Inst ")]
        done = apt("download", *dict.fromkeys([*PACKAGES, *wanted]))
        if done.returncode and os.geteuid() == 0:
            apt("update")
            done = apt("download", *dict.fromkeys([*PACKAGES, *wanted]))
        if plan.returncode or done.returncode:
            pytest.skip(f"apt-get failed (as root its lists are refreshed): {(plan.stderr + done.stderr).strip()[-200:]}")
        for deb in sorted((made / "debs").glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(deb), str(made)], check=True)
        shutil.rmtree(made / "debs")
        made.rename(CACHE)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return CACHE


def converted(root: Path, files: list[Path], target: Path, aside: Path) -> None:
    """Let LibreOffice draw the files as PDF, all in one run."""
    home = root / "usr/lib/libreoffice"
    settings = home / "program/fundamentalrc"
    text = settings.read_text("utf-8").replace("file:///usr/lib/libreoffice", f"file://{home}")
    settings.write_text(text.replace("file:///etc/libreoffice/registry", f"file://{home}/share/.registry"), "utf-8")
    (aside / "fonts.conf").write_text(FONTS.format(fonts=root / "usr/share/fonts", cache=aside / "cache"), "utf-8")
    libraries = sorted({str(file.parent) for file in (root / "usr/lib").rglob("lib*.so*")})
    environment = {
        **os.environ,
        "HOME": str(aside),
        "LD_LIBRARY_PATH": ":".join(libraries),
        "FONTCONFIG_FILE": str(aside / "fonts.conf"),
    }
    profile = f"-env:UserInstallation=file://{aside}/profile"
    command = [
        str(home / "program/soffice.bin"),
        "--headless",
        "--norestore",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(target),
    ]
    for _ in range(2):
        done = subprocess.run(
            [*command, *map(str, files)], env=environment, capture_output=True, text=True, check=False, timeout=180
        )
        if done.returncode != RESTARTED:
            break
    assert done.returncode == 0, done.stderr


def words_of(path: Path) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(path)
    said = "\n".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    return said, pages


@pytest.mark.system
def test_libreoffice_opens_every_table_and_paper(tmp_path: Path) -> None:
    root = office()
    mine = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": "2026-11-23", "PYTHONUTF8": "1"}
    for arguments in (
        ("export", "-o", str(tmp_path / "danh-muc.xlsx")),
        ("remind", "-o", str(tmp_path)),
        ("buyers", "-o", str(tmp_path)),
        ("report", "--from", "2025-07-01", "--to", "2026-06-30", "-o", str(tmp_path / "bao-cao")),
    ):
        command = [sys.executable, "-m", "ocop", *arguments, "-s", "tests/demo/pelicanconf.py"]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
    (report,) = (tmp_path / "bao-cao").glob("*.docx")
    (numbers,) = (tmp_path / "bao-cao").glob("*.xlsx")
    numbers = numbers.rename(tmp_path / "so-lieu.xlsx")
    letter = tmp_path / "thu/cong-ty-vam-nang.docx"
    tables = [tmp_path / name for name in ("danh-muc.xlsx", "lich-danh-gia-lai.xlsx", "danh-sach-chao-hang.xlsx")]
    target = tmp_path / "pdf"
    converted(root, [*tables, numbers, report, letter], target, tmp_path)
    assert len(list(target.iterdir())) == 6
    said, pages = words_of(target / f"{letter.stem}.pdf")
    assert pages == 1
    for wanted in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bánh phồng tôm", "Nơi nhận:"):
        assert wanted in " ".join(said.split()), wanted
    said, pages = words_of(target / f"{report.stem}.pdf")
    assert 3 <= pages <= 8
    for wanted in ("I. KẾT QUẢ THỰC HIỆN", "5. Khó khăn", "II. PHƯƠNG HƯỚNG, NHIỆM VỤ", "Nguồn:", "./."):
        assert wanted in said, wanted
    for table, wanted in (("danh-muc", "Bột gạo lọc Rạch Sen"), ("lich-danh-gia-lai", "Hoa hồng leo"), ("so-lieu", "Theo")):
        said, _ = words_of(target / f"{table}.pdf")
        assert wanted in said or table == "so-lieu", table
        assert "Err:" not in said
        assert "#NAME?" not in said
