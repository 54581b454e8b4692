"""A save is whole, can be undone, and writes nothing outside content/."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ocop.desk import saving
from ocop.desk.changes import FileChangedError, OutsideContentError
from ocop.desk.saving import JOURNAL, NoSuchSaveError, Write, save, saves, sweep, undo

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content/products/bot").mkdir(parents=True)
    (tmp_path / "content/products/bot/vi.md").write_bytes(b"cu\n")
    return tmp_path / "content"


def test_a_save_is_undone_and_the_undoing_too(content: Path) -> None:
    page = content / "products/bot/vi.md"
    page.chmod(0o640)
    made = save(content, [Write(page, b"cu\n", b"moi\n")], "Sửa bột", now=NOW)
    assert page.read_bytes() == b"moi\n"
    undone = undo(content, made.id, now=NOW)
    assert page.read_bytes() == b"cu\n"
    undo(content, undone.id, now=NOW)
    assert page.read_bytes() == b"moi\n"
    assert page.stat().st_mode & 0o777 == 0o640
    assert [one.what for one in saves(content)][-1] == "Sửa bột"


def test_a_new_thing_is_undone_with_its_folder(content: Path) -> None:
    page = content / "news/tin/vi.md"
    made = save(content, [Write(page, None, b"tin\n")], "Tạo tin", now=NOW)
    assert page.read_bytes() == b"tin\n"
    undo(content, made.id, now=NOW)
    assert not page.parent.exists()


def test_what_was_changed_since_is_neither_saved_over_nor_undone(content: Path) -> None:
    page = content / "products/bot/vi.md"
    made = save(content, [Write(page, b"cu\n", b"moi\n")], "Sửa bột", now=NOW)
    page.write_bytes(b"nguoi khac\n")
    with pytest.raises(FileChangedError):
        save(content, [Write(page, b"moi\n", b"nua\n")], "Sửa nữa", now=NOW)
    with pytest.raises(FileChangedError):
        undo(content, made.id, now=NOW)
    with pytest.raises(NoSuchSaveError):
        undo(content, "../../x", now=NOW)
    assert page.read_bytes() == b"nguoi khac\n"


@pytest.mark.parametrize("where", ["../ngoai.md", "products/../../ngoai.md", "link/vi.md", "products/link.md"])
def test_nothing_is_written_outside_content(where: str, content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "vi.md").write_bytes(b"cu\n")
    (content / "link").symlink_to(outside)
    (content / "products/link.md").symlink_to(outside / "vi.md")
    path = content / where
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(OutsideContentError):
        save(content, [Write(path, before, b"moi\n")], "Ra ngoài", now=NOW)
    assert sorted(outside.iterdir()) == [outside / "vi.md"]
    assert (outside / "vi.md").read_bytes() == b"cu\n"
    assert not (tmp_path / "ngoai.md").exists()


def test_several_files_are_saved_all_or_none(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = content / "products/bot/vi.md", content / "products/bot/anh.jpg"
    really = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target) == one:
            raise OSError(28, "No space left on device")
        really(source, target)

    monkeypatch.setattr(saving.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save(content, [Write(other, None, b"anh"), Write(one, b"cu\n", b"moi\n")], "Thêm ảnh", now=NOW)
    assert sorted(path.name for path in content.rglob("*") if path.is_file()) == ["vi.md"]
    assert one.read_bytes() == b"cu\n"
    assert saves(content) == ()


KILLED = """
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from ocop.desk import saving
    content, step = Path(sys.argv[1]), int(sys.argv[2])
    calls = 0
    def after(name, really):
        def call(*arguments):
            global calls
            done = really(*arguments)
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        setattr(os, name, call)
    for name in ("replace", "fsync"):
        after(name, getattr(os, name))
    page = content / "products/bot/vi.md"
    saving.save(content, [saving.Write(page, b"cu\\n", b"moi\\n"), saving.Write(content / "products/bot/a.jpg", None, b"anh")],
                "Sửa", now=datetime(2026, 11, 23, tzinfo=UTC))
"""


@pytest.mark.parametrize("step", range(1, 9))
def test_a_save_that_is_killed_leaves_whole_files_and_can_be_undone(step: int, content: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(content), str(step)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, check=False)
    assert done.returncode == -signal.SIGKILL
    page, picture = content / "products/bot/vi.md", content / "products/bot/a.jpg"
    assert page.read_bytes() in {b"cu\n", b"moi\n"}
    assert not picture.exists() or picture.read_bytes() == b"anh"
    list(sweep(content))
    assert {path.name for path in content.rglob("*") if path.is_file()} <= {"vi.md", "a.jpg"}
    for made in saves(content):
        undo(content, made.id, now=NOW)
    assert page.read_bytes() == b"cu\n"
    assert not picture.exists()


def test_the_journal_stands_beside_content(content: Path) -> None:
    save(content, [Write(content / "products/bot/vi.md", b"cu\n", b"moi\n")], "Sửa bột", now=NOW)
    assert (content.parent / JOURNAL / "saves").is_dir()
    assert [path.name for path in content.iterdir()] == ["products"]
