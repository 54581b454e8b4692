"""What the catalogue is made with: licences by policy, the bill of materials of a release, what is newer."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from ocop.publishing import Release
from ocop.publishing.parts import LOCK, Part, Policy, judged, parts_of, policy_of, told_here
from ocop.publishing.sbom import LICENCE, NAME, bill
from ocop.publishing.tree import FileRecord, tree_digest

ROOT = Path(__file__).resolve().parents[2]
HASH = "0" * 64
FILES = {
    "index.html": FileRecord(HASH, 10),
    "theme/js/tìm.0123456789.js": FileRecord("a" * 64, 20),
    "theme/css/site.0123456789.css": FileRecord("b" * 64, 30),
}
RELEASE = Release(
    "20261123T081500Z-0123abcd",
    7,
    datetime(2026, 11, 23, 8, 15, tzinfo=UTC),
    tree_digest(FILES),
    FILES,
    {"things": 3},
    "https://ocop.example",
    "c" * 40,
    "người đưa lên",
)
PARTS = (Part("jinja2", "3.1.6", (HASH,), "BSD-3-Clause"), Part("la", "1.0", (), ""), Part("hai", "2", (HASH,), "MIT AND 0BSD"))


def lock(*names: str) -> str:
    return "".join(f"{name}==1.0 \\\n    --hash=sha256:{HASH}\n    # via x\n" for name in names)


def test_every_package_of_today_is_known_and_allowed() -> None:
    policy = policy_of(ROOT)
    text = (ROOT / LOCK).read_text("utf-8")
    found = parts_of(text, policy)
    assert len(found) == text.count("==") - text.count("sys_platform ==") > 50
    assert {part.name for part in found} >= {"pelican", "boto3", "colorama"}
    assert all(part.hashes for part in found)
    verdict = judged(found, policy)
    assert verdict.is_good, verdict


def test_a_licence_that_is_unknown_or_not_allowed_stops_and_so_does_a_needless_line() -> None:
    said = {"mot": "MIT", "hai": "GPL-3.0-only OR MIT", "ba": ""}
    policy = Policy(frozenset({"MIT"}), {"bon": "MIT", "mot": "MIT", "nam": "không rõ"})
    told = lambda name, _: said.get(name, "")  # noqa: E731
    verdict = judged(parts_of(lock("mot", "hai", "ba", "nam"), policy, told), policy, told)
    assert [part.name for part in verdict.unknown] == ["ba", "nam"]
    assert [(part.name, keys) for part, keys in verdict.refused if part.name == "hai"] == [("hai", ("GPL-3.0-only",))]
    assert verdict.needless == ("bon", "mot")
    assert not verdict.is_good


def test_a_package_is_asked_itself_and_only_for_the_version_that_is_here() -> None:
    import pelican  # noqa: PLC0415

    assert told_here("pelican", pelican.__version__) == "AGPL-3.0-or-later"
    assert told_here("pelican", "0.1") == ""
    assert told_here("unidecode", "1.4.0") == "GPL-2.0-or-later"  # it says "GPL" too, which is no licence of SPDX
    assert told_here("khong-co-goi-nay", "1") == ""


def test_the_bill_fits_the_schema_and_says_what_the_release_was_made_with() -> None:
    text = bill(RELEASE, PARTS, lock_digest=HASH)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told = json.loads(text)
    assert told["metadata"]["timestamp"] == "2026-11-23T08:15:00+00:00"
    site = told["metadata"]["component"]
    assert (site["name"], site["version"]) == (NAME, RELEASE.id)
    assert {one["name"]: one["value"] for one in site["properties"]}["ocop:tree"] == RELEASE.tree
    by_name = {one["name"]: one for one in told["components"]}
    assert set(by_name) == {"jinja2", "la", "hai", "theme/js/tìm.0123456789.js", "theme/css/site.0123456789.css"}
    assert by_name["jinja2"]["purl"] == "pkg:pypi/jinja2@3.1.6"
    assert by_name["hai"]["licenses"][0]["expression"] == "MIT AND 0BSD"
    assert "licenses" not in by_name["la"]
    assert by_name["theme/js/tìm.0123456789.js"]["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert "người đưa lên" not in text


def test_a_broken_bill_would_not_fit_the_schema() -> None:
    told = json.loads(bill(RELEASE, PARTS, lock_digest=HASH))
    told["components"][0]["type"] = "gói"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(told)) is not None


def test_the_same_release_and_lock_give_the_same_bytes_and_another_lock_gives_others() -> None:
    text = bill(RELEASE, PARTS, lock_digest=HASH)
    assert bill(RELEASE, reversed(PARTS), lock_digest=HASH) == text
    other = bill(RELEASE, PARTS, lock_digest="1" * 64)
    assert json.loads(other)["serialNumber"] != json.loads(text)["serialNumber"]


def test_the_project_says_its_own_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (project["name"], project["license"]) == (NAME, LICENCE)


@pytest.fixture(scope="module")
def outdated(module_at: Callable[[Path], ModuleType]) -> ModuleType:
    return module_at(Path(__file__).with_name("outdated.py"))


def test_what_is_newer_is_told_with_what_our_bounds_allow(outdated: ModuleType) -> None:
    locked = {"pillow": ("13.0", "danh mục"), "py_x": ("1", "viết mã"), "rich": ("15", "danh mục")}
    rows = outdated.compared(locked, {"pillow": "13.1", "py_x": "1"}, {"pillow": "14.0", "py-x": "2"})
    assert [(row.name, row.locked, row.allowed, row.newest) for row in rows] == [
        ("pillow", "13.0", "13.1", "14.0"),
        ("py_x", "1", "1", "2"),
    ]
    assert "3 gói: 2 có bản mới hơn, 1 lấy được bằng make lock ARGS=--upgrade." in outdated.report(rows, 3)
    assert outdated.report([], 3).startswith("3 gói: 0 có bản mới hơn")


@pytest.mark.parametrize(("rows", "code"), [([], 0), (["row"], 1), (None, 2)])
def test_the_exit_code_says_whether_anything_is_newer(
    outdated: ModuleType, monkeypatch: pytest.MonkeyPatch, rows: list[str] | None, code: int
) -> None:
    def fresh(root: Path) -> dict[str, str]:
        if rows is None:
            raise outdated.CannotTellError("không có mạng")
        return {"rich": "99"} if rows else {}

    monkeypatch.setattr(outdated, "allowed", fresh)
    monkeypatch.setattr(outdated, "newest", lambda root: {})
    assert outdated.main() == code


def test_every_lock_of_the_project_is_looked_at(outdated: ModuleType) -> None:
    assert set(outdated.LOCKS) == {"requirements.txt", "requirements-publish.txt", "requirements-dev.txt"}
    found = outdated.locks(ROOT)
    assert found["pelican"][1] == "danh mục"
    assert found["boto3"][1] == "đưa lên mạng"
    assert found["pytest"][1] == "viết mã"
