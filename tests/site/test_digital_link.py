"""A barcode number in the built site: its page, its linkset, and no claim to be a resolver."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop.qr.gs1 import DigitalLink, read_link

DEMO = Path(__file__).resolve().parents[1] / "demo"
VOCABULARY = "https://ref.gs1.org/voc/"
GTIN = "09520000000028"
Command = Callable[..., Any]


def make_gs1(folder: Path, code: str) -> Path:
    """A copy of the demo in which a code says its owner's barcode number."""
    shutil.copytree(DEMO / "content", folder / "content")
    ledger = folder / "content" / "data" / "qr-ledger.csv"
    ledger.write_text(ledger.read_text("utf-8").replace(f"{code},,own,", f"{code},,gs1,"), encoding="utf-8")
    lines = [
        "import runpy",
        f"shared = runpy.run_path({str(DEMO / 'pelicanconf.py')!r})",
        "globals().update({name: value for name, value in shared.items() if name.isupper() and name[0] != '_'})",
        f"PATH, OUTPUT_PATH = {str(folder / 'content')!r}, {str(folder / 'output')!r}",
    ]
    (folder / "pelicanconf.py").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "pelicanconf.py"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, ocop: Command) -> Path:
    folder = tmp_path_factory.mktemp("gs1")
    done = ocop("build", "-s", str(make_gs1(folder, "SD9003")))
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_the_page_is_that_of_the_code(built: Path) -> None:
    page = (built / "01" / GTIN / "index.html").read_text("utf-8")
    assert "SD9003" in page
    assert f"OCOP.EXAMPLE/01/{GTIN}" in page
    assert f'<link rel="linkset" type="application/linkset+json" href="/01/{GTIN}/linkset.json">' in page
    assert (built / "Q" / "SD9003" / "index.html").is_file()
    assert f"https://OCOP.EXAMPLE/01/{GTIN}".encode() in (built / "Q" / "SD9003" / "SD9003.svg").read_bytes()


def test_the_linkset_is_one_of_rfc_9264(built: Path) -> None:
    told = json.loads((built / "01" / GTIN / "linkset.json").read_text("utf-8"))
    (context,) = told["linkset"]
    assert isinstance(read_link(context["anchor"]), DigitalLink)
    assert context["anchor"] == f"https://OCOP.EXAMPLE/01/{GTIN}"
    assert [set(link) for link in context[f"{VOCABULARY}defaultLink"]] == [{"href", "title"}]
    assert [link["hreflang"] for link in context[f"{VOCABULARY}pip"]] == [["vi"], ["en"]]
    assert {f"{VOCABULARY}certificationInfo", f"{VOCABULARY}traceability"} <= context.keys()
    for relation, links in context.items():
        if relation == "anchor":
            continue
        assert relation.startswith("https://")
        for link in links:
            assert link["href"].startswith("https://")
            assert isinstance(link["title"], str)
            assert isinstance(link.get("hreflang", []), list)


def test_the_pages_that_the_linkset_names_are_there(built: Path) -> None:
    (context,) = json.loads((built / "01" / GTIN / "linkset.json").read_text("utf-8"))["linkset"]
    for link in context[f"{VOCABULARY}pip"]:
        path = link["href"].removeprefix("https://ocop.example/")
        assert (built / path / "index.html").is_file()


def test_it_is_never_called_a_resolver(built: Path) -> None:
    assert not (built / ".well-known").exists()
    for file in (built / "01").rglob("*"):
        if file.is_file():
            assert b"resolver" not in file.read_bytes().lower()


def test_a_code_of_this_form_needs_a_barcode_number(tmp_path: Path, ocop: Command) -> None:
    done = ocop("check", "-s", str(make_gs1(tmp_path, "SD9036")))  # a place
    assert done.returncode == 1
    assert "data/qr-ledger.csv:37: code-needs-gtin" in done.stderr
