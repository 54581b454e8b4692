"""What the renderer would take out of a body is told by the checker: no picture and no link goes in silence."""

from __future__ import annotations

import itertools
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ocop.catalogue.models import Kind
from ocop.prose import Renderer
from ocop.prose.safety import SCHEMES
from ocop.reading.bundle import Frame, read_bundle
from ocop.reading.checks.bodies import check
from ocop.reading.whole import Whole

BASE = Path(__file__).parents[1] / "fixtures" / "base"
RENDERER = Renderer()
PLACES = (
    *("[x]({})", "[x](<{}>)", '[x]({} "t")', "[x][y]\n\n[y]: {}", "[x]\n\n[x]: <{}> 't'", "<{}>", "![x]({})", "![]({})"),
    *("![x][y]\n\n[y]: {}", "[![x]({0})]({0})", "| a |\n|---|\n| [x]({}) |", "# [x]({})", "> - [x]({})", "*[x]({})*"),
    *("[x](https://a.vn/) [x]({})", "chữ\nchữ ![x]({}) chữ", "[[x]]({})", "[x\ny]({})", "[x][]\n\n[x]: {}"),
    # What only looks like code.
    *("- a\n\n    ![x]({})", "chữ\n    [x]({})", "```\n\n[x]({})\n\n```", "~~~\n[x]({})\n~~~", "một ` [x]({})"),
    *("1. a\n\n    b [x]({})", "`` a ` [x]({})"),
)
ADDRESSES = (
    *("javascript:x", "vbscript:x", "file:///etc/passwd", "blob:x", "ftp://a.vn/b", "about:blank", "zalo://chat?x=1"),
    *("data:image/png;base64,iVBORw0KGgo=", "data:image/svg+xml,%3Csvg%3E", "data:text/html,x", "khong-co.jpg"),
    *("thu-muc/a.jpg", "https://a.vn/b.jpg", "//a.vn/b.jpg", "http://a.vn/b.png?x=1&y=2"),
)


def guises(address: str) -> Iterator[str]:
    scheme, colon, rest = address.partition(":")
    yield address
    yield f"{scheme.upper()}{colon}{rest}"
    yield f"{scheme}&#58;{rest}" if colon else address
    yield f"{scheme[:2]}&#x09;{scheme[2:]}{colon}{rest}"
    yield "".join(f"&#{ord(letter)};" for letter in address)


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], set[str]]:
    """Give the rules that the checker breaks a body by."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    content = tmp_path / "content"
    frame = Frame(content, tmp_path, ("vi",), "vi")
    bundle, _ = read_bundle(Kind.PRODUCT, content / "products" / "bot-mau", frame)
    whole = Whole(frame, {Kind.PRODUCT: {"bot-mau": "products/bot-mau"}}, {}, {}, {}, date(2026, 11, 23), sample=True)

    def rules(body: str) -> set[str]:
        sheet = replace(bundle.sheets["vi"], body=body)
        return {problem.rule for problem in check(replace(bundle, sheets={"vi": sheet}), whole)}

    return rules


def lost(body: str) -> bool:
    """Say whether a picture or a link that was typed does not come out."""
    prose = RENDERER.render(body)
    schemes = [re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", link), re.IGNORECASE) for link in prose.links]
    return bool(prose.dropped) or any(scheme and scheme[1].lower() not in SCHEMES for scheme in schemes)


def test_what_is_lost_is_told(told: Callable[[str], set[str]]) -> None:
    bodies = [place.format(guise) for place, one in itertools.product(PLACES, ADDRESSES) for guise in guises(one)]
    losing = [body for body in bodies if lost(body)]
    assert len(losing) > 500
    errors = {"picture-elsewhere", "photo-not-listed", "link-scheme", "link-unknown"}
    assert [body for body in losing if not told(body) & errors] == []


def test_what_comes_out_whole_is_not_told(told: Callable[[str], set[str]]) -> None:
    for address in ("https://a.vn/b?c=1&d=2", "http://a.vn", "mailto:a@b.vn", "tel:+842773000000", "/san-pham/"):
        for place in ("[x]({})", "[x](<{}>)", "[x][y]\n\n[y]: {}", "# [x]({})"):
            assert told(place.format(address)) == set()


@pytest.mark.parametrize(
    "body",
    [
        *("`![x](data:image/png;base64,AA)`", "    [x](javascript:x)\n", "\\[x](không là liên kết)", "``a ` [x](b:c)``"),
        *(
            "```\n[x](javascript:x)\n```",
            "đoạn\n\n    [x](b:c)\n\n    [y](d:e)\n",
            "- a\n\nđoạn\n\n    [x](b:c)",
            "`một\n[x](b:c)`",
        ),
    ],
)
def test_what_is_only_shown_is_not_told(told: Callable[[str], set[str]], body: str) -> None:
    assert not lost(body)
    assert told(body) == set()


@pytest.mark.parametrize("body", ["`" * 100_000, "` `` ``` " * 12_000, "`a\n" * 4_000, "    x\n\n" * 4_000])
def test_code_without_end_is_read_soon(told: Callable[[str], set[str]], body: str) -> None:
    began = time.process_time()
    told(f"[x](https://a.vn/)\n\n{body}")
    assert time.process_time() - began < 3
