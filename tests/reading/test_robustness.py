"""Whatever lies in the content folder ends in a thing or in located problems: soon, and never in a traceback."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop.catalogue.models import Kind
from ocop.reading import RULES, format_problem
from ocop.reading.frontmatter import MAX_FRONT_MATTER

SOON = 8.0
"""Seconds of processor time, on a machine that does much else."""
BOT = "products/bot-mau/vi.md"
HEAD = "---\ntitle: A\nsummary: B\n"
FACTS = "group: crafts\nproducer: co-so-mau\nunit: phuong-mau\nverified: 2026-11-01\n---\n"


def told(desk: Any) -> list[tuple[str, int, str]]:
    """What is told, each with a rule, words on one line, and a place."""
    begun = time.process_time()
    reading = desk.read()
    assert time.process_time() - begun < SOON
    for problem in reading.problems[:2000]:
        line = format_problem(problem)
        line.encode("utf-8")
        assert problem.rule in RULES
        assert problem.line >= 1
        assert len(line.splitlines()) == 1
    assert reading.catalogue is not None or reading.problems
    return [(one.path.removeprefix("content/"), one.line, one.rule) for one in reading.problems]


ALIASES = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(HEAD + ALIASES + FACTS, "yaml-alias", id="a bomb of aliases"),
        pytest.param(HEAD + "a: &a [*a]\n" + FACTS, "yaml-alias", id="an alias of itself"),
        pytest.param(
            HEAD + "season: !!python/object/apply:os.system [id]\n" + FACTS, "yaml-tag", id="a tag that runs a program"
        ),
        pytest.param(HEAD + f"season: {'[' * 100_000}\n" + FACTS, "yaml-depth", id="a hundred thousand brackets"),
        pytest.param(HEAD + f"season: {'{a: ' * 50_000}\n" + FACTS, "yaml-depth", id="nested tables"),
        pytest.param(
            HEAD + "".join(f"{'  ' * depth}a:\n" for depth in range(500)) + FACTS, "yaml-depth", id="nested by indentation"
        ),
        pytest.param(HEAD + "- " * 50_000 + "\n---\n", "yaml-", id="nested by hyphens"),
        pytest.param(HEAD + "a" * 10_000_000 + "\n---\n", "file-too-large", id="ten megabytes of front matter"),
        pytest.param(
            HEAD + "season: " + "a" * MAX_FRONT_MATTER + "\n" + FACTS, "front-matter-too-large", id="one megabyte of it"
        ),
        pytest.param(HEAD + "".join(f"khoa_{number}: x\n" for number in range(4_000)) + "---\n", "key-unknown", id="many keys"),
        pytest.param(
            HEAD + "".join(f"k: {number}\n" for number in range(9_000)) + "---\n", "key-duplicate", id="one key often"
        ),
        pytest.param(HEAD + "set: " + "9" * 100_000 + "\n" + FACTS, "value-form", id="a number of a hundred thousand digits"),
        pytest.param(HEAD + FACTS + "a\u200bb\u202e\n" * 60_000, "stray-letter", id="stray letters on each line"),
        pytest.param(HEAD + FACTS + "a\u0323\u0302\n" * 60_000, "not-nfc", id="loose marks on each line"),
        pytest.param(HEAD + FACTS + "[a](places/khong)\n" * 4_900, "link-unknown", id="dead links"),
        pytest.param(HEAD + FACTS + "[a](" * 30_000, "brackets-unclosed", id="links that never close"),
        pytest.param(HEAD + FACTS + "<b>" * 40_000, "html-in-body", id="tags"),
        pytest.param(HEAD + FACTS + "x\n" * 100_000, "body-too-long", id="a body of a hundred thousand lines"),
        pytest.param(HEAD + FACTS + "\u00a0" * 120_000, "", id="spaces that nobody sees"),
        pytest.param(HEAD + FACTS + "26/2026/QĐ-TTg\n" * 4_900, "law-cited", id="a law on each line"),
        pytest.param("\n" * 1_000_000, "front-matter-missing", id="blank lines"),
        pytest.param("---\n" * 500_000, "", id="nothing but fences"),
    ],
)
def test_a_hostile_text_is_told_and_soon(desk: Any, text: str, rule: str) -> None:
    desk.write(BOT, text)
    rules = {found for path, _, found in told(desk) if path == BOT}
    assert any(found.startswith(rule) for found in rules) or not rule


def test_claims_without_end_are_told_and_soon(desk: Any) -> None:
    """Food: what else a body says is looked at only there."""
    desk.write(BOT, HEAD + FACTS.replace("crafts", "food") + "chữa bệnh ung thư " * 6_000)
    assert (BOT, "health-claim") in {(path, rule) for path, _, rule in told(desk)}


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "aux", "prn"])
def test_a_name_that_windows_keeps_is_told(desk: Any, name: str) -> None:
    desk.write(f"places/{name}/vi.md", "---\ntitle: A\n---\n")
    assert (f"places/{name}", 1, "slug-reserved") in told(desk)


@pytest.mark.parametrize(
    "name", ["a\nb", "a\x07b", "a\x1b[31m", "a\u202eb", "Bột", "A", "a b", " a", "-a", "a--b", "a.b", "a" * 200, "ơ" * 80]
)
def test_an_odd_folder_name_is_told_on_one_line(desk: Any, name: str) -> None:
    desk.write(f"places/{name}/vi.md", "---\ntitle: A\n---\n")
    found = told(desk)
    assert any(rule == "slug-form" and path == f"places/{name}" for path, _, rule in found)


def test_a_name_that_is_no_utf8_is_told(desk: Any) -> None:
    folder = os.path.join(os.fsencode(desk.content), b"places", b"\xff\xfe")  # noqa: PTH118 (Path takes no bytes)
    os.makedirs(folder)  # noqa: PTH103
    assert [rule for path, _, rule in told(desk) if path.startswith("places/")] == ["slug-form", "facts-file-missing"]


@pytest.mark.parametrize("key", ["producer", "unit", "visit_at", "displayed_at"])
def test_a_reference_of_three_hundred_characters_is_told(desk: Any, key: str) -> None:
    slug = "-".join(["lang"] * 60)
    text = desk.product().read_text("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith(f"{key}:")]
    value = f"[{slug}]" if key.endswith("_at") else slug
    desk.write(BOT, "\n".join([lines[0], f"{key}: {value}", *lines[1:]]))
    assert [(path, line) for path, line, _ in told(desk)] == [(BOT, 2)]


def test_names_that_differ_in_case_only_are_told(desk: Any) -> None:
    """On Windows and macOS they would be one file."""
    desk.write("places/Lang-Mau/vi.md", (desk.content / "places/lang-mau/vi.md").read_bytes())
    desk.write("products/bot-mau/VI.md", b"")
    desk.write("products/bot-mau/A.jpg", b"x")
    desk.write("products/bot-mau/a.jpg", b"x")
    found = told(desk)
    assert ("places/Lang-Mau", 1, "slug-form") in found
    assert ("products/bot-mau/VI.md", 1, "file-unknown") in found
    assert {path for path, _, rule in found if rule == "photo-unused"} == {"products/bot-mau/A.jpg", "products/bot-mau/a.jpg"}


def test_empty_folders_are_told_where_something_is_missing(desk: Any) -> None:
    for kind in Kind:
        (desk.content / kind.value / "trong").mkdir(parents=True)
    (desk.content / "products/bot-mau/anh").mkdir()
    found = told(desk)
    assert {path for path, _, rule in found if rule == "facts-file-missing"} == {f"{kind.value}/trong/vi.md" for kind in Kind}
    assert ("products/bot-mau/anh", 1, "folder-unknown") in found


def test_an_empty_content_folder_lacks_its_lists_only(tmp_path: Path, desk: Any) -> None:
    bare = type(desk)(tmp_path / "khac")
    bare.content.mkdir(parents=True)
    assert {rule for _, _, rule in told(bare)} == {"list-missing"}


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("products/bot-mau/en.md", "/etc/hostname"),
        ("products/bot-mau/vi.md", "../../../../../etc/hostname"),
        ("products/bot-mau/vi.md", "khong-co.md"),
        ("products/bot-mau/vi.md", "vi.md"),
        ("products/vong", ".."),
        ("products/ngoai", "/etc"),
        ("news", "/etc"),
        ("data/laws.yaml", "/etc/hostname"),
        ("data/units.yaml", "units.yaml"),
    ],
)
def test_a_link_is_followed_inside_content_only(desk: Any, place: str, target: str) -> None:
    path = desk.content / place
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    found = [rule for shown, _, rule in told(desk) if shown == place or shown.startswith(f"{place}/")]
    assert set(found) & {"link-outside", "file-unreadable", "file-unknown", "folder-unknown", "facts-file-missing"}


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
@pytest.mark.parametrize("place", ["products/bot-mau/vi.md", "data/laws.yaml", "products/bot-mau/a.jpg"])
def test_what_is_no_file_is_never_waited_for(desk: Any, place: str, make: Callable[[Path], object]) -> None:
    path = desk.content / place
    path.unlink(missing_ok=True)
    make(path)
    assert (place, 1, "file-not-regular") in told(desk)


def as_nobody(work: Callable[[], list[Any]]) -> str:
    """The answer of `work` in a process without rights. A fork, since nobody may not read this project's interpreter."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # Python 3.12 warns of forks beside threads; this child reads and ends.
        child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writer, repr(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read().decode()
    assert os.waitpid(child, 0)[1] == 0
    return said


PLACES = ("products/bot-mau", "products", "data", "")
CLOSED = [
    *((place, 0) for place in (*PLACES, "products/bot-mau/vi.md", "data/units.yaml")),
    *((place, 0o444) for place in PLACES),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("place", "rights"), CLOSED)
def test_what_may_not_be_read_is_told(desk: Any, place: str, rights: int, tmp_path: Path) -> None:
    told(desk)  # Everything that is imported late is there before rights are given up.
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == "root" and os.geteuid() == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    for file in tmp_path.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    target = desk.content / place if place else desk.content
    target.chmod(rights)
    try:
        said = as_nobody(lambda: [(one.path, one.rule) for one in desk.read().problems])
    finally:
        target.chmod(0o755)
    assert repr((f"content/{place}".rstrip("/"), "file-unreadable")) in said
