"""The locks say what pyproject.toml says, and nothing about the machine they were made on."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
PUBLISH = PROJECT["project"]["optional-dependencies"]["publish"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
AUDIT = PROJECT["dependency-groups"]["audit"]
BENCH = PROJECT["dependency-groups"]["bench"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; [^\\]+)? \\$", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> dict[str, str]:
    return {normal(package): version for package, version in PIN.findall(text(name))}


def version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def satisfied(requirement: str, version: str) -> bool:
    _, rules = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z,-]+\])?(.*)", requirement).groups()
    for rule in filter(None, rules.split(",")):
        operator, bound = re.fullmatch(r"(>=|<|==)([\d.]+)", rule).groups()
        mine, theirs = version_key(version), version_key(bound)
        good = {">=": mine >= theirs, "<": mine < theirs, "==": mine[: len(theirs)] == theirs}[operator]
        if not good:
            return False
    return True


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.txt", RUNTIME),
        ("requirements-dev.txt", [*RUNTIME, *PUBLISH, *DEVELOPMENT]),
        ("requirements-publish.txt", [*RUNTIME, *PUBLISH]),
        ("requirements-audit.txt", AUDIT),
        ("requirements-bench.txt", BENCH),
    ],
)
def test_every_dependency_is_pinned_within_its_bounds(lock, requirements) -> None:
    pinned = pins(lock)
    wrong = []
    for requirement in requirements:
        name = normal(re.match(r"[A-Za-z0-9._-]+", requirement).group())
        if name not in pinned or not satisfied(requirement, pinned[name]):
            wrong.append(f"{requirement}: {pinned.get(name, 'missing')}")
    assert wrong == [], "run `make lock`"


@pytest.mark.parametrize("lock", [f"requirements{which}.txt" for which in ("", "-dev", "-publish", "-audit", "-bench")])
def test_every_pin_has_hashes_and_no_line_names_a_place(lock) -> None:
    content = text(lock)
    for block in re.split(r"\n(?=[A-Za-z0-9])", content)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    assert not re.search(r"https?:|file:|--index|--find-links|^-e |/home/|/usr/|/tmp/", content, re.MULTILINE)
    assert "make lock" in content.splitlines()[1]


def test_development_runs_on_exactly_what_is_published_with() -> None:
    development = pins("requirements-dev.txt")
    assert {name: development.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_what_npm_brings_is_pinned_by_hash_and_names_no_place() -> None:
    lock = json.loads(text("tests/audit/package-lock.json"))
    wanted = json.loads(text("tests/audit/package.json"))["dependencies"]
    assert lock["packages"][""]["dependencies"] == wanted, "run npm install in tests/audit"
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert [name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package or "link" in package] == []
