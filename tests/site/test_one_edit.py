"""One edited title rewrites what shows it and nothing else: every file is asked what it held before."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

OLD, NEW = "Bánh phồng tôm Vàm Nắng", "Bánh phồng tôm Vàm Nắng nở"
PAGE = "products/banh-phong-tom-vam-nang/vi.md"
SHOWN = re.compile(f"(?:{OLD}|{OLD.encode('ascii', 'backslashreplace').decode()})(?!, hộp)".replace("\\", "\\\\"))
"""The title in a text or in JSON; what the certificate calls the product ("…, hộp 200 g") is another text."""
NAMED_BY_CONTENT = ("search/*.??????????.json", "pictures/*-1200.jpg")
"""The index of search and the picture for sharing hold the title, so their names change; these pages and files name them."""
NAME_THE_INDEX = {"index.html", "en/index.html", "tim/index.html", "en/search/index.html"}
NAME_THE_INDEX |= {"search/vi.facets.json", "search/en.facets.json"}


def test_an_edited_title_rewrites_exactly_what_shows_it(
    built: Path, ocop: Callable[..., object], read_tree: Callable[[Path], dict[str, bytes]]
) -> None:
    output = built / "output"

    def build() -> tuple[dict[str, bytes], dict[str, int]]:
        done = ocop("build", "-s", str(built / "pelicanconf.py"), cwd=built)
        assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
        tree = read_tree(output)
        return tree, {path: (output / path).stat().st_mtime_ns for path in tree}

    before, written = build()
    page = built / "content" / PAGE
    text = page.read_text("utf-8")
    assert f"title: {OLD}\n" in text
    page.write_text(text.replace(f"title: {OLD}\n", f"title: {NEW}\n"), "utf-8")
    after, again = build()

    showed = {path for path, data in before.items() if SHOWN.search(data.decode("utf-8", "replace"))}
    renamed = {path for path in before.keys() ^ after.keys() if any(fnmatch(path, name) for name in NAMED_BY_CONTENT)}
    touched = {path for path in before.keys() | after.keys() if written.get(path) != again.get(path)}
    assert touched == (showed | renamed | NAME_THE_INDEX)
    assert len(renamed) == 2 * 3
    assert {path for path in showed & after.keys() if before[path] == after[path]} == set()
    assert len(touched) < len(after) / 10
    assert {"san-pham/banh-phong-tom-vam-nang/index.html", "Q/SD9007/index.html", "a-z/index.html", "feeds/atom.xml"} < showed
    assert not {path for path in touched if path.startswith(("sitemap", "lo-trinh", "du-lieu/places", "theme/"))}
