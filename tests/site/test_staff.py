"""What a clerk sees: every problem at once, located, in Vietnamese, and never a traceback."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
PRODUCT = "content/products/bot-gao-loc-rach-sen/vi.md"


def test_all_problems_come_at_once_with_file_and_line_and_nothing_is_written(ocop: Command, project: Path) -> None:
    first = project / PRODUCT
    text = first.read_text("utf-8")
    first.write_text(text.replace("group: food", "group: foods"), "utf-8")
    second = project / "content/places/vuon-noi-bo-say/vi.md"
    second.write_text(second.read_text("utf-8").replace("type: garden", "typ: garden"), "utf-8")
    done = ocop("build", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    line = 1 + text[: text.index("group: food")].count("\n")
    assert f"{PRODUCT}:{line}: " in done.stderr
    assert "content/places/vuon-noi-bo-say/vi.md:" in done.stderr
    assert "type" in done.stderr
    assert " → " in done.stderr
    assert not (project / "output").exists()


@pytest.mark.parametrize("title", ["[/b] :star: {x} %s", "{{ page.title }} & <b>", "%(found)s {0} \\N{DIGIT ONE}"])
def test_an_odd_title_is_only_text(ocop: Command, built: Path, title: str) -> None:
    path = built / PRODUCT
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(i for i, line in enumerate(lines) if line.startswith("title:"))
    lines[number] = "title: '" + title.replace("'", "''") + "'\n"
    path.write_text("".join(lines), "utf-8")
    done = ocop("build", "-s", str(built / "pelicanconf.py"))
    assert done.returncode == 0, done.stderr
    page = (built / "output/san-pham/bot-gao-loc-rach-sen/index.html").read_text("utf-8")
    heading = re.search(r'<h1 class="ocop-title"[^>]*>(.*?)</h1>', page)
    assert heading
    assert html.unescape(heading[1]) == title
    assert "<b>" not in heading[1]


def test_an_odd_title_in_a_message_is_only_text(ocop: Command, project: Path) -> None:
    path = project / PRODUCT
    path.write_text(path.read_text("utf-8").replace("group: food", "group: '[/b] :star: {x} %s'"), "utf-8")
    done = ocop("check", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "[/b] :star: {x} %s" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_long_path_stays_on_one_line_when_piped(ocop: Command, project: Path) -> None:
    slug = "-".join(["ten"] * 19)
    bundle = project / "content" / "products" / slug
    bundle.mkdir()
    (bundle / "vi.md").write_text("---\ntitle: Thử\n---\n", "utf-8")
    done = ocop("check", "-s", str(project / "pelicanconf.py"), COLUMNS="40")
    lines = [line for line in done.stderr.splitlines() if f"{slug}/vi.md:" in line]
    assert lines
    assert all(line.startswith(f"content/products/{slug}/vi.md:") and " → " in line for line in lines)
    assert max(map(len, lines)) > 120


def test_pelicans_own_command_shows_no_traceback_for_content(pelican: Command, project: Path) -> None:
    path = project / PRODUCT
    path.write_text(path.read_text("utf-8").replace("group: food", "group: foods"), "utf-8")
    done = pelican("content", "-s", "pelicanconf.py", cwd=project)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "foods" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda bundle: (bundle / "vi.md").write_bytes(b"\xff\xfe\x00bad"), "vi.md"),
        (lambda bundle: (bundle / "vi.md").write_text("---\ntitle: a: b\n---\n", "utf-8"), "vi.md:2"),
        (lambda bundle: (bundle / "vi.md").mkdir(), "vi.md"),
        (lambda bundle: (bundle / "anh.jpg").write_bytes(b"x"), "thu"),
    ],
)
def test_bad_files_are_told_where_they_are(ocop: Command, project: Path, make: Callable[[Path], object], rule: str) -> None:
    bundle = project / "content" / "products" / "thu"
    bundle.mkdir()
    make(bundle)
    done = ocop("check", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert rule in done.stderr
    assert "Traceback" not in done.stderr


def test_a_code_whose_owner_vanished_stops_the_build(ocop: Command, project: Path) -> None:
    ledger = project / "content" / "data" / "qr-ledger.csv"
    text = ledger.read_text("utf-8")
    ledger.write_text(text.replace("products/bot-gao-loc-rach-sen", "products/khong-con-nua", 1), "utf-8")
    done = ocop("build", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "qr-ledger.csv:2: code-owner-unknown" in done.stderr


def test_a_link_to_a_thing_that_is_not_there_is_told_by_line(ocop: Command, project: Path) -> None:
    path = project / PRODUCT
    text = path.read_text("utf-8") + "\nXem [nơi không có](places/noi-khong-co).\n"
    path.write_text(text, "utf-8")
    done = ocop("check", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert f"{PRODUCT}:{len(text.splitlines())}: link-unknown" in done.stderr


@pytest.mark.parametrize(("command", "code"), [(("khong-co-lenh",), 2), (("build", "--khong-co"), 2), (("help",), 0)])
def test_exit_codes_of_the_command_line(ocop: Command, command: tuple[str, ...], code: int) -> None:
    done = ocop(*command)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_without_a_content_folder_it_says_so(ocop: Command, project: Path, command: str) -> None:
    (project / "content").rename(project / "noi-dung")
    done = ocop(command, "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "thư mục nội dung" in done.stderr
