"""`fix` and `stamp` at the keyboard: shown first, asked for, written whole, and nothing else touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ocop.cli import cli
from ocop.desk.changes import Change, FileChangedError, OutsideContentError, write
from ocop.desk.stamping import with_stamp

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "fixtures" / "base" / "content"
Type = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small catalogue with an English page, in a project of its own."""
    import shutil  # noqa: PLC0415

    shutil.copytree(BASE, tmp_path / "content")
    english = "---\ntitle: Sample\nsummary: Sample.\n---\nBody.\n"
    (tmp_path / "content/products/bot-mau/en.md").write_text(english, "utf-8")
    settings = [
        "import runpy",
        f"globals().update(runpy.run_path({str(ROOT / 'pelicanconf.py')!r}))",
        f"PATH = {str(tmp_path / 'content')!r}",
    ]
    (tmp_path / "pelicanconf.py").write_text("\n".join(settings), "utf-8")
    return tmp_path / "content"


@pytest.fixture
def type_(content: Path) -> Type:
    """Type a command with the project's settings."""

    def run(*arguments: str, answer: str = "") -> Result:
        settings = ["-s", str(content.parent / "pelicanconf.py")]
        return CliRunner().invoke(cli, [*arguments, *settings], input=answer, catch_exceptions=False)

    return run


def bytes_of(content: Path) -> dict[str, bytes]:
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}


SPOILT = "\ufeff---\r\ntitle: Bo\u0323\u0302t g\u1ea1o tƣơi\r\nsummary: Để thử.\r\ngroup: crafts\r\nproducer: co-so-mau\r\n"
SPOILT += "unit: phuong-mau\r\nverified: 2026-11-01\r\n---\r\nThân\u200b bài."


def test_fix_shows_and_asks_before_it_writes(content: Path, type_: Type) -> None:
    page = content / "products/bot-mau/vi.md"
    page.write_bytes(SPOILT.encode())
    page.chmod(0o640)
    before = bytes_of(content)
    declined = type_("fix", answer="n\n")
    assert declined.exit_code == 1
    assert bytes_of(content) == before
    assert "BOM" in declined.output
    assert "  -title: Bo\\u0323\\u0302t gạo tƣơi" in declined.output
    assert "  +title: Bột gạo tươi" in declined.output
    assert "Sửa 1 tệp này?" in declined.output
    done = type_("fix", answer="y\n")
    assert done.exit_code == 0
    assert page.read_bytes().decode("utf-8").splitlines()[1:2] == ["title: Bột gạo tươi"]
    assert (
        page.read_bytes()
        == SPOILT.replace("\ufeff", "")
        .replace("\r\n", "\n")
        .replace("\u200b", "")
        .replace("Bo\u0323\u0302t", "Bột")
        .replace("ƣ", "ư")
        .encode()
        + b"\n"
    )
    assert page.stat().st_mode & 0o777 == 0o640
    after = bytes_of(content)
    assert {name for name in after if after[name] != before[name]} == {"products/bot-mau/vi.md"}
    assert type_("fix", "--yes").output == "Không có gì phải sửa.\n"


def test_fix_makes_utf8_of_utf16_and_leaves_what_it_would_have_to_guess(content: Path, type_: Type) -> None:
    page, other = content / "places/lang-mau/vi.md", content / "producers/co-so-mau/vi.md"
    text = page.read_text("utf-8")
    page.write_bytes(text.encode("utf-16"))
    other.write_bytes(b"title: B" + b"\xf4\xf2t\n")
    ledger = (content / "data/qr-ledger.csv").read_bytes()
    (content / "data/qr-ledger.csv").write_bytes(b"\xef\xbb\xbf" + ledger)
    assert type_("fix", "--yes").exit_code == 0
    assert page.read_text("utf-8") == text
    assert other.read_bytes().endswith(b"\xf4\xf2t\n")
    assert (content / "data/qr-ledger.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_fix_follows_no_link_out_of_the_content(content: Path, type_: Type, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.md"
    outside.write_bytes(SPOILT.encode())
    (content / "news").mkdir()
    (content / "news/lien-ket").mkdir()
    (content / "news/lien-ket/vi.md").symlink_to(outside)
    (content / "places/ngoai").symlink_to(tmp_path)
    type_("fix", "--yes")
    assert outside.read_bytes() == SPOILT.encode()


def test_stamp_sets_a_line_and_keeps_every_other_byte(content: Path, type_: Type) -> None:
    page = content / "products/bot-mau/en.md"
    raw = b"\xef\xbb\xbf---\r\n# a note\r\ntitle:   Sample   # kept\r\nsummary: 'Sample.'\r\n---\r\n\r\nBody.  \r\n\r\n"
    page.write_bytes(raw)
    before = bytes_of(content)
    shown = type_("stamp", answer="n\n")
    assert shown.exit_code == 1
    assert bytes_of(content) == before
    assert "chưa ghi lần nào" in shown.output
    assert type_("stamp", "--yes").exit_code == 0
    lines = page.read_bytes().split(b"\r\n")
    stamp = lines.pop(4)
    assert stamp.startswith(b"translates: ")
    assert b"\r\n".join(lines) == raw
    assert type_("stamp").output == "Mọi bản dịch đều đã ghi đúng bản gốc.\n"
    after = bytes_of(content)
    assert {name for name in after if after[name] != before[name]} == {"products/bot-mau/en.md"}


def test_a_stamp_is_stale_when_words_change_and_not_when_facts_or_line_breaks_do(content: Path, type_: Type) -> None:
    original = content / "products/bot-mau/vi.md"
    original.write_text(original.read_text("utf-8") + "Một hai\nba.\n", "utf-8")
    type_("stamp", "--yes")
    text = original.read_text("utf-8")
    for same in (
        text.replace("verified: 2026-11-01", "verified: 2026-11-02"),
        text.replace("Một hai\nba.", "Một\nhai ba."),
        text.replace("title: Bột mẫu", 'title: "Bột mẫu"'),
    ):
        original.write_text(same, "utf-8")
        assert "Mọi bản dịch" in type_("stamp").output
    for other in (text.replace("Bột để thử", "Bột khác"), text.replace("ba.", "bốn.")):
        original.write_text(other, "utf-8")
        assert "bản tiếng Việt đã đổi" in type_("stamp", answer="n\n").output


def test_stamp_takes_bundles_as_people_type_them(content: Path, type_: Type) -> None:
    assert type_("stamp", "products/bot-mau/", "--yes").exit_code == 0
    assert b"translates: " in (content / "products/bot-mau/en.md").read_bytes()
    (content / "places/lang-mau/en.md").write_text("---\ntitle: Sample\nsummary: Sample.\n---\n", "utf-8")
    assert type_("stamp", "products/bot-mau").output == "Mọi bản dịch đều đã ghi đúng bản gốc.\n"
    unknown = type_("stamp", "products/khong-co")
    assert unknown.exit_code == 2
    assert "không có thư mục content/products/khong-co" in unknown.output


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"---\ntitle: a\n---\n", b"---\ntitle: a\ntranslates: 0\n---\n"),
        (b"---\ntranslates: old\ntitle: a\n---\nx", b"---\ntranslates: 0\ntitle: a\n---\nx"),
        (b"---\ntranslates:\ntitle: a\n---", b"---\ntranslates: 0\ntitle: a\n---"),
        (b"---\ntitle: a\n---\ntranslates: b\n---\n", b"---\ntitle: a\ntranslates: 0\n---\ntranslates: b\n---\n"),
        (b"title: a\n", None),
        (b"", None),
    ],
)
def test_a_stamp_goes_into_the_front_matter(raw: bytes, expected: bytes | None) -> None:
    assert with_stamp(raw, "0") == expected


def test_a_file_that_changed_meanwhile_is_not_written(content: Path) -> None:
    page = content / "products/bot-mau/vi.md"
    change = Change(page, b"old", b"new", "", "")
    before = page.read_bytes()
    with pytest.raises(FileChangedError):
        write(change, content)
    assert page.read_bytes() == before


def test_nothing_is_written_outside_the_content(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "x.md"
    outside.write_bytes(b"old")
    for path in (outside, content / "../x.md"):
        with pytest.raises(OutsideContentError):
            write(Change(path, b"old", b"new", "", ""), content)
    assert outside.read_bytes() == b"old"


def test_a_write_that_fails_leaves_the_file_and_no_crumbs(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = content / "products/bot-mau/vi.md"
    before = bytes_of(content)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(Change(page, page.read_bytes(), b"new", "", ""), content)
    assert bytes_of(content) == before
