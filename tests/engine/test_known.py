"""A process that builds again and again has its state in hand, and believes it no longer than the very files lie there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ocop.engine import (
    STATE_FOLDER,
    DuplicatePath,
    Known,
    MakeFailed,
    Output,
    Sources,
    UnsafePath,
    build,
    glance,
    late,
    still,
)
from ocop.engine.asking import Witness

PlanOf = Callable[[dict[str, str]], list[Output]]
TreeOf = Callable[[Path], dict[str, bytes]]


def made(plan: list[Output], root: Path, known: Known | None = None) -> tuple[str, ...]:
    return build(plan, root, environment="e", known=known).made


def test_the_next_build_makes_what_changed_and_reads_no_manifest(
    tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Known()
    made(plan_of({"a": "1", "b": "2"}), tmp_path, known)

    def unread(state: Path) -> None:
        raise AssertionError(state)

    monkeypatch.setattr("ocop.engine.known.load_manifest", unread)
    assert made(plan_of({"a": "1", "b": "3", "c/d": "4"}), tmp_path, known) == ("b", "c/d")
    assert made(plan_of({"a": "1", "c/d": "4"}), tmp_path, known) == ()
    assert tree_of(tmp_path) == {"a": b"1", "c/d": b"4"}


def test_paths_that_the_last_build_found_safe_are_not_judged_again_and_others_are(
    tmp_path: Path, plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    monkeypatch.setattr("ocop.engine.plan.check_path", judged.append)
    made(plan_of({"a": "1", "b": "2"}), tmp_path)
    assert judged == ["a", "b"]
    made(plan_of({"a": "3", "b": "2"}), tmp_path)
    assert judged == ["a", "b"]
    made(plan_of({"a": "3", "b": "2", "c": "4"}), tmp_path)
    assert judged == ["a", "b", "c"]


def test_a_path_that_only_a_manifest_knows_is_safe_for_no_other(tmp_path: Path, plan_of: PlanOf) -> None:
    made(plan_of({"a": "1", "b": "2"}), tmp_path)
    with pytest.raises(DuplicatePath):
        made([*plan_of({"a": "1"}), *plan_of({"a": "1"})], tmp_path)
    with pytest.raises(UnsafePath):
        made(plan_of({"a": "1", "../b": "2"}), tmp_path)


def test_a_build_of_another_process_in_between_is_seen(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    known = Known()
    made(plan_of({"a": "1", "b": "2"}), tmp_path, known)
    made(plan_of({"a": "5", "x": "7"}), tmp_path)
    assert made(plan_of({"a": "1", "b": "2"}), tmp_path, known) == ("a", "b")
    assert tree_of(tmp_path) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize("name", ["manifest", "asked"])
def test_a_state_file_that_was_spoilt_in_between_is_mended(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf, name: str) -> None:
    known = Known()
    made(plan_of({"a": "1"}), tmp_path, known)
    file = tmp_path / STATE_FOLDER / name
    file.write_bytes(b"spoilt")
    made(plan_of({"a": "1", "b": "2"}), tmp_path, known)
    assert tree_of(tmp_path) == {"a": b"1", "b": b"2"}
    assert made(plan_of({"a": "1", "b": "2"}), tmp_path) == ()


def test_a_file_that_was_written_over_or_deleted_is_repaired(tmp_path: Path, plan_of: PlanOf, tree_of: TreeOf) -> None:
    known = Known()
    made(plan_of({"a": "1", "b": "2", "c": "3"}), tmp_path, known)
    (tmp_path / "a").write_bytes(b"by hand")
    (tmp_path / "b").unlink()
    assert made(plan_of({"a": "1", "b": "2", "c": "3"}), tmp_path, known) == ("a", "b")
    assert tree_of(tmp_path) == {"a": b"1", "b": b"2", "c": b"3"}


class Texts:
    """Answers what a text is; the page of "wrong" cannot be made."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.witness, self.texts = Witness(), texts

    def answer(self, question: str) -> str:
        return self.texts.get(question, "")

    def recall(self, answers: object) -> None:
        del answers

    def kept(self) -> dict[str, str]:
        return {}

    def plan(self) -> list[Output]:
        return [late(path, lambda path=path: self._whole(path)) for path in self.texts]

    def _whole(self, path: str) -> Output:
        self.witness.note(path)
        text = self.texts[path]
        if text == "wrong":
            message = "no ink"
            raise ValueError(message)
        return Output(path, (text,), text.encode)


def texts_made(texts: dict[str, str], root: Path, known: Known | None) -> tuple[str, ...]:
    answers = Texts(texts)
    return build(answers.plan(), root, environment="e", oracle=answers, known=known).made


def test_what_was_asked_is_in_hand_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Known()
    texts_made({"a": "1", "b": "2"}, tmp_path, known)
    monkeypatch.setattr("ocop.engine.known.load_asked", None)
    assert texts_made({"a": "1", "b": "3"}, tmp_path, known) == ("b",)
    assert texts_made({"a": "1", "b": "3"}, tmp_path, known) == ()


def test_after_a_build_that_failed_nothing_of_it_is_believed(tmp_path: Path, tree_of: TreeOf) -> None:
    known = Known()
    texts_made({"a": "1", "b": "2", "c": "3"}, tmp_path, known)
    with pytest.raises(MakeFailed):
        texts_made({"a": "4", "b": "wrong", "c": "5"}, tmp_path, known)
    assert texts_made({"a": "1", "b": "2", "c": "3"}, tmp_path, known) == ("a", "b", "c")
    assert tree_of(tmp_path) == {"a": b"1", "b": b"2", "c": b"3"}
    assert texts_made({"a": "1", "b": "2", "c": "3"}, tmp_path, None) == ()


def test_questions_that_nobody_asks_any_more_are_left_out_and_the_rest_is_still_known(tmp_path: Path) -> None:
    known = Known()
    texts = {str(number): "x" for number in range(20)}
    texts_made(texts, tmp_path, known)
    for number in range(20, 80):
        texts.pop(str(number - 20))
        texts[str(number)] = "x"
        assert texts_made(texts, tmp_path, known) == (str(number),)
    texts["79"] = "y"
    assert texts_made(texts, tmp_path, known) == ("79",)
    assert texts_made(texts, tmp_path, None) == ()


def test_a_look_is_taken_once_and_only_by_who_looks_at_the_same(tmp_path: Path) -> None:
    content, other = tmp_path / "content", tmp_path / "other"
    for folder in (content, other):
        folder.mkdir()
    here, there = Sources({"content": content}), Sources({"content": other})
    known = Known()
    known.look(here, glance(here))
    (content / "a").write_text("saved after the look", "utf-8")
    assert still(tmp_path / "out", here, known).survey.files == {}
    assert set(still(tmp_path / "out", here, known).survey.files) == {"content/a"}
    known.look(there, glance(there))
    assert set(still(tmp_path / "out", here, known).survey.files) == {"content/a"}
