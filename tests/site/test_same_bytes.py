"""What is made again, and that the same input gives the same bytes however it is built."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
Tree = Callable[[Path], dict[str, bytes]]
PRODUCT = "content/products/bot-gao-loc-rach-sen/vi.md"


def build(ocop: Command, project: Path, *arguments: str, **options: str) -> set[str]:
    """Build the project; give the paths whose files were written."""
    output = project / "output"
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()} if output.exists() else {}
    done = ocop("build", "-s", str(project / "pelicanconf.py"), *arguments, **options)
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(output).as_posix()
        for path in output.rglob("*")
        if path.is_file() and ".ocop" not in path.parts and before.get(path) != path.stat().st_mtime_ns
    }


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_second_build_makes_nothing(ocop: Command, built: Path) -> None:
    build(ocop, built)
    done = ocop("build", "-s", str(built / "pelicanconf.py"))
    assert "làm mới 0, bỏ 0" in done.stdout


def test_an_edited_body_remakes_that_page_alone(ocop: Command, built: Path) -> None:
    build(ocop, built)
    with (built / PRODUCT).open("a", encoding="utf-8") as file:
        file.write("\nMột câu thêm vào cuối bài.\n")
    made = build(ocop, built)
    assert made == {"san-pham/bot-gao-loc-rach-sen/index.html"}


def test_an_edited_title_remakes_exactly_the_pages_that_show_it(ocop: Command, built: Path, read_tree: Tree) -> None:
    build(ocop, built)
    title = re.search(r"^title: (.+)$", (built / PRODUCT).read_text("utf-8"), re.MULTILINE)
    assert title
    before = read_tree(built / "output")
    showing = {path for path, data in before.items() if title[1].encode() in data}
    replace(built / PRODUCT, f"title: {title[1]}", f"title: {title[1]} mới")
    made = build(ocop, built)
    after = read_tree(built / "output")
    shown_now = {path for path, data in after.items() if f"{title[1]} mới".encode() in data}
    # A file whose name follows its content has a new name, and so have the pages that load it: the index of search.
    renamed = {path for path in shown_now if path not in before}
    loading = {path for path, data in after.items() if any(f"/{name}".encode() in data for name in renamed)}
    # The title is drawn on the picture for those who share its page.
    previews = {path for path in after if path.endswith("-1200.jpg") and path not in before}
    assert len(previews) == 1
    assert made == shown_now | loading | previews
    assert renamed <= {path for path in after if path.startswith("search/")}
    # A page may name the product in its own prose; that is not the title's doing.
    assert made - renamed - loading - previews <= showing


def test_an_edit_undone_gives_the_same_tree(ocop: Command, built: Path, read_tree: Tree) -> None:
    build(ocop, built)
    before = read_tree(built / "output")
    text = (built / PRODUCT).read_text("utf-8")
    replace(built / PRODUCT, "title: ", "title: Thử ")
    build(ocop, built)
    (built / PRODUCT).write_text(text, "utf-8")
    build(ocop, built)
    assert read_tree(built / "output") == before


def test_one_worker_two_workers_and_two_hash_seeds_give_the_same_bytes(
    ocop: Command, project: Path, demo_site: Path, read_tree: Tree
) -> None:
    expected = read_tree(demo_site)
    build(ocop, project, "--workers", "1", PYTHONHASHSEED="1")
    assert read_tree(project / "output") == expected
    build(ocop, project, "-o", str(project / "output2"), "--workers", "2", PYTHONHASHSEED="2")
    assert read_tree(project / "output2") == expected


def test_pelicans_own_command_gives_the_same_bytes(pelican: Command, project: Path, demo_site: Path, read_tree: Tree) -> None:
    done = pelican("content", "-s", "pelicanconf.py", cwd=project)
    assert done.returncode == 0, done.stderr + done.stdout
    assert read_tree(project / "output") == read_tree(demo_site)


def test_a_page_edited_by_hand_is_repaired(ocop: Command, built: Path, read_tree: Tree) -> None:
    build(ocop, built)
    before = read_tree(built / "output")
    page = built / "output" / "index.html"
    page.write_text("sửa tay", "utf-8")
    (built / "output" / "404.html").unlink()
    build(ocop, built)
    assert read_tree(built / "output") == before


def test_a_removed_bundle_takes_its_pages_with_it(ocop: Command, built: Path) -> None:
    build(ocop, built)
    news = sorted((built / "content" / "news").iterdir())[0]
    for file in news.iterdir():
        file.unlink()
    news.rmdir()
    build(ocop, built)
    assert not (built / "output" / "tin-tuc" / news.name).exists()


def test_the_day_changes_only_pages_whose_status_changes(ocop: Command, built: Path) -> None:
    build(ocop, built, today="2026-11-23")
    assert build(ocop, built, today="2026-11-24") == set()


@pytest.mark.parametrize("foreign", ["a.txt", "index.html"])
def test_a_foreign_folder_is_refused(ocop: Command, project: Path, foreign: str) -> None:
    output = project / "output"
    output.mkdir()
    (output / foreign).write_text("của người khác", "utf-8")
    done = ocop("build", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (output / foreign).read_text("utf-8") == "của người khác"
    assert [path.name for path in output.iterdir()] == [foreign]
