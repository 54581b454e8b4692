"""After a kill at any moment, or damage to the engine's own files, the next build gives the tree of a clean build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ocop.engine import STATE_FOLDER, DamagedManifest, MakeFailed, Output, build, read_manifest
from ocop.engine.journal import save_journal
from ocop.engine.sealed import write_sealed

PlanOf = Callable[[Mapping[str, str]], list[Output]]
TreeOf = Callable[[Path], dict[str, bytes]]

SITE = {"index.html": "home", "a/b.html": "b", "c.html": "c"}

KILL_EVERYWHERE = """
    import os, shutil, signal, sys
    from pathlib import Path
    from ocop.engine import Output, build

    work, workers = Path(sys.argv[1]), int(sys.argv[2])
    before = {"index.html": "one", "a/x.html": "x", "a/y.html": "y", "f": "file", "d/1/2.html": "deep", "same.html": "s"}
    after = {"index.html": "two", "a/x.html": "x", "f/index.html": "folder", "d": "file", "n/e/w.html": "new", "same.html": "s"}
    third = {"index.html": "one", "z.html": "z"}
    mine = {"a/mine.txt": b"mine", "keep/mine.txt": b"mine"}

    def plan(texts, kill_in=None):
        def maker(path, text):
            def make():
                step()
                return text.encode()
            return make
        return [Output(path, (text,), maker(path, text)) for path, text in texts.items()]

    def tree(root):
        return {
            path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
            for path in root.rglob("*")
            if ".ocop" not in path.parts and (path.is_file() or not any(path.iterdir()))
        }

    deadline, steps = 0, 0
    def step(*_):
        global steps
        steps += 1
        if steps == deadline:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepping(kind, name):
        original = getattr(kind, name)
        def method(*arguments, **options):
            step()
            result = original(*arguments, **options)
            step()
            return result
        setattr(kind, name, method)

    def grown(root, texts):
        build(plan(texts), root, environment="e", workers=1)
        for path, content in mine.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(content)

    base = work / "base"
    grown(base, before)
    for name in ("replace", "unlink", "mkdir", "rmdir", "open", "write_text"):
        stepping(Path, name)
    stepping(os, "fsync")

    killed = 0
    for start in ("base", "empty"):
        while True:
            root = work / "site"
            shutil.rmtree(root, ignore_errors=True)
            if start == "base":
                shutil.copytree(base, root)
            deadline, steps = deadline + 1, 0
            pid = os.fork()
            if pid == 0:
                build(plan(after), root, environment="e", workers=workers)
                os._exit(0)
            _, status = os.waitpid(pid, 0)
            moment, deadline = deadline, -1
            others = {path: content for path, content in mine.items() if start == "base"}
            if moment % 2:
                report = build(plan(third), root, environment="e", workers=1)
                assert report.notes == (), report.notes
                assert tree(root) == {path: text.encode() for path, text in third.items()} | others, (start, moment, tree(root))
            report = build(plan(after), root, environment="e", workers=1)
            assert report.notes == (), report.notes
            assert tree(root) == {path: text.encode() for path, text in after.items()} | others, (start, moment, tree(root))
            assert build(plan(after), root, environment="e", workers=1).made == ()
            assert not list((root / ".ocop/tmp").iterdir()) and not (root / ".ocop/journal").exists()
            deadline = moment
            if status == 0:
                break
            killed += 1
        deadline = 0
    print(killed)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_killed_at_any_step_is_mended_by_the_next(workers: int, run_script: Callable[..., str], tmp_path: Path) -> None:
    killed = int(run_script(KILL_EVERYWHERE, tmp_path / "work", workers))
    assert killed > 60  # steps: every file opened, put in place, removed, made, and each wait for the disk


def damage_truncated(state: Path) -> None:
    for name in ("manifest", "manifest.copy"):
        content = (state / name).read_bytes()
        (state / name).write_bytes(content[: len(content) // 2])


def damage_garbage(state: Path) -> None:
    for name in ("manifest", "manifest.copy"):
        (state / name).write_bytes(b"\xff\xfe{]" * 99)


def damage_empty(state: Path) -> None:
    for name in ("manifest", "manifest.copy"):
        (state / name).write_bytes(b"")


def damage_edited(state: Path) -> None:
    for name in ("manifest", "manifest.copy"):
        (state / name).write_bytes((state / name).read_bytes().replace(b"index.html", b"index.htm2"))


def damage_version(state: Path) -> None:
    for name in ("manifest", "manifest.copy"):
        write_sealed(state / name, "ocop manifest 0", ["another", "format"])


DAMAGES = [damage_truncated, damage_garbage, damage_empty, damage_edited, damage_version]


@pytest.fixture
def root(tmp_path: Path, plan_of: PlanOf) -> Path:
    root = tmp_path / "site"
    build(plan_of(SITE), root, environment="e")
    return root


@pytest.mark.parametrize("damage", DAMAGES)
def test_after_damage_to_the_manifest_everything_is_made_again_and_nothing_trusted(
    damage: Callable[[Path], None], root: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    (root / "c.html").write_text("x", encoding="utf-8")
    (root / "mine.txt").write_text("mine", encoding="utf-8")
    times = (root / "a/b.html").stat().st_mtime_ns
    damage(root / STATE_FOLDER)
    with pytest.raises(DamagedManifest):
        read_manifest(root)
    report = build(plan_of(SITE | {"n.html": "new"}), root, environment="e")
    assert report.made == ("a/b.html", "c.html", "index.html", "n.html")
    assert "damaged" in report.notes[0]
    assert tree_of(root) == {
        "index.html": b"home",
        "a/b.html": b"b",
        "c.html": b"c",
        "n.html": b"new",
        "mine.txt": b"mine",
    }
    assert (root / "a/b.html").stat().st_mtime_ns == times
    again = build(plan_of(SITE | {"n.html": "new"}), root, environment="e")
    assert (again.made, again.notes) == ((), ())


def test_after_damage_what_an_output_replaces_is_kept_aside(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (root / "n").mkdir()
    (root / "n/ew.html").write_text("perhaps a human's", encoding="utf-8")
    damage_garbage(root / STATE_FOLDER)
    report = build(plan_of({"n/ew.html": "new"}), root, environment="e")
    assert f"{STATE_FOLDER}/set-aside" in report.notes[0]
    assert (root / STATE_FOLDER / "set-aside/n/ew.html").read_text(encoding="utf-8") == "perhaps a human's"
    # what only the damaged manifest knew is nobody's now, and stays
    assert tree_of(root) == {"index.html": b"home", "a/b.html": b"b", "c.html": b"c", "n/ew.html": b"new"}


def test_a_build_that_fails_after_damage_disowns_nothing(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    damage_garbage(root / STATE_FOLDER)
    with pytest.raises(MakeFailed):
        build([*plan_of({"a/b.html": "new"}), Output("b.html", (), lambda: bytes(1 // 0))], root, environment="e", workers=1)
    edited = {path: text + "!" for path, text in SITE.items()}
    build(plan_of(edited), root, environment="e")
    assert tree_of(root) == {path: text.encode() for path, text in edited.items()}


@pytest.mark.parametrize("missing", [True, False])
@pytest.mark.parametrize("name", ["manifest", "manifest.copy"])
def test_one_whole_manifest_of_the_two_is_enough(
    name: str, missing: bool, root: Path, plan_of: PlanOf, tree_of: TreeOf
) -> None:
    file = root / STATE_FOLDER / name
    if missing:
        file.unlink()
    else:
        file.write_bytes(b"torn")
    report = build(plan_of({"index.html": "home"}), root, environment="e")
    assert (report.made, report.removed) == ((), ("a/b.html", "c.html"))
    assert tree_of(root) == {"index.html": b"home"}
    assert dict(read_manifest(root)).keys() == {"index.html"}


def test_a_damaged_journal_owns_nothing(root: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    (root / "mine.txt").write_text("mine", encoding="utf-8")
    (root / STATE_FOLDER / "journal").write_text("ocop journal 1\nmine.txt\n", encoding="utf-8")
    report = build(plan_of(SITE), root, environment="e")
    assert "journal" in report.notes[0]
    assert tree_of(root) == {path: text.encode() for path, text in SITE.items()} | {"mine.txt": b"mine"}
    assert build(plan_of(SITE), root, environment="e").notes == ()


def test_a_forged_state_file_leads_nowhere_outside(root: Path, tmp_path: Path, plan_of: PlanOf) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious", encoding="utf-8")
    save_journal(root / STATE_FOLDER, ["../victim.txt", str(victim)])
    report = build(plan_of(SITE), root, environment="e")
    assert victim.read_text(encoding="utf-8") == "precious"
    assert len(report.notes) == 2
