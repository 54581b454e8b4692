"""What was gathered of every thing is made again for what changed alone, whatever has become of what lies on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from ocop.engine import Witness, shard_of
from ocop.outputs.kept import Keeper, Part
from ocop.outputs.kept_shards import KeptShards

THINGS = tuple(f"products/thing-{number:03}" for number in range(40))


@dataclass
class Register:
    """Things with a maker each; `titles` are what may change."""

    titles: dict[str, str] = field(default_factory=lambda: dict.fromkeys((*THINGS, "producers/all"), "as it was"))
    witness: Witness = field(default_factory=Witness)
    made: list[str] = field(default_factory=list)

    def answer(self, question: str) -> str:
        return self.titles.get(question, "")

    def row(self, key: str) -> tuple[str, str, str]:
        self.made.append(key)
        for asked in (key, "producers/all"):
            self.witness.note(asked)
        return key, self.titles[key], self.titles["producers/all"]


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def shards(tmp_path: Path) -> KeptShards:
    return KeptShards(tmp_path / "kept")


def gathered(
    register: Register, shards: KeptShards, keeper: Keeper | None = None, things: tuple[str, ...] = THINGS, terms: str = "code"
) -> tuple[Mapping[str, Any], list[str]]:
    """What a build is given, which says it of all things and keeps it, and for which things it was made now."""
    register.made, build, keeper = [], object(), keeper or Keeper()
    keeper.begin(terms, cast("Any", register), build)
    parts: list[Part] = [("row", key) for key in things]
    keeper.gather({"row": register.row}, parts, shards, 1)
    keeper.save(shards)
    made = sorted(register.made)
    found = {key: keeper.keep(("row", key), lambda at=key: register.row(at), build) for key in things}  # type: ignore[misc]
    assert sorted(register.made) == made, "what was gathered was made a second time"
    return found, made


def expected(register: Register, things: tuple[str, ...] = THINGS) -> Mapping[str, Any]:
    return {key: (key, register.titles[key], register.titles["producers/all"]) for key in things}


@pytest.fixture(params=["a process for each build", "one process"])
def keepers(request: pytest.FixtureRequest) -> Iterator[Keeper | None]:
    return iter([Keeper()] * 9 if request.param == "one process" else [None] * 9)


def test_only_what_changed_is_made_again(register: Register, shards: KeptShards, keepers: Iterator[Keeper | None]) -> None:
    assert gathered(register, shards, next(keepers)) == (expected(register), list(THINGS))
    assert gathered(register, shards, next(keepers)) == (expected(register), [])
    register.titles[THINGS[7]] = "new"
    assert gathered(register, shards, next(keepers)) == (expected(register), [THINGS[7]])
    assert gathered(register, shards, next(keepers)) == (expected(register), [])
    register.titles["producers/all"] = "another"
    assert gathered(register, shards, next(keepers)) == (expected(register), list(THINGS))
    assert gathered(register, shards, next(keepers)) == (expected(register), [])


def test_other_code_makes_all_again(register: Register, shards: KeptShards, keepers: Iterator[Keeper | None]) -> None:
    gathered(register, shards, next(keepers))
    assert gathered(register, shards, next(keepers), terms="newer code")[1] == list(THINGS)


def test_what_is_gone_is_forgotten_and_made_again_when_it_returns(
    register: Register, shards: KeptShards, keepers: Iterator[Keeper | None]
) -> None:
    gathered(register, shards, next(keepers))
    assert gathered(register, shards, next(keepers), THINGS[1:]) == (expected(register, THINGS[1:]), [])
    (kept,) = (found for number, found, _ in shards.recalled("code") if number == shard_of(THINGS[0]))
    assert ("row", THINGS[0]) not in kept
    register.titles[THINGS[0]] = "back"
    assert gathered(register, shards, next(keepers)) == (expected(register), [THINGS[0]])


@pytest.mark.parametrize("damage", ["flipped", "cut", "emptied", "removed", "a folder"])
def test_a_damaged_shard_is_made_again(register: Register, shards: KeptShards, damage: str) -> None:
    gathered(register, shards)
    number = shard_of(THINGS[3])
    shard = shards.folder / f"{number:02}"
    content = shard.read_bytes()
    shard.unlink()
    if damage == "a folder":
        shard.mkdir()
    elif damage != "removed":
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        shard.write_bytes({"flipped": flipped, "cut": content[:middle], "emptied": b""}[damage])
    again = [key for key in THINGS if shard_of(key) == number]
    assert gathered(register, shards) == (expected(register), again)
    if damage != "a folder":
        assert gathered(register, shards) == (expected(register), [])
