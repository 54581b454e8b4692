"""Outputs that find what they show only when somebody makes them, and are known by what they asked then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ocop.engine import MakeFailed, Output, Witness, build, late, read_manifest

TEXTS = {f"{number:03}/index.html": f"trang {number}" for number in range(80)}


class Texts:
    """Answers what a text is. What is asked is noted; `found` counts how often a page was looked into."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.witness = Witness()
        self.texts = texts
        self.made: list[str] = []

    def text(self, path: str) -> str:
        self.witness.note(f"text {path}")
        return self.texts[path]

    def answer(self, question: str) -> str:
        return self.texts.get(question.removeprefix("text "), "")

    def recall(self, answers: Mapping[str, str]) -> None:
        del answers

    def kept(self) -> Mapping[str, str]:
        return {}


def whole(path: str, texts: Texts) -> Output:
    texts.made.append(path)
    text = texts.text(path)
    if text == "như trang 1":  # a page that asks more than others
        text = texts.text("001/index.html")
    return Output(path, (text,), text.encode)


def plan_of(texts: Texts, known: str = "") -> Iterator[Output]:
    for path in texts.texts:
        yield late(path, lambda path=path: whole(path, texts), known)


def made(texts: Mapping[str, str], root: Path, *, workers: int = 1, known: str = "", environment: str = "e") -> tuple[str, ...]:
    answers = Texts(texts)
    report = build(plan_of(answers, known), root, environment=environment, workers=workers, oracle=answers)
    for path, text in texts.items():
        shown = texts["001/index.html"] if text == "như trang 1" else text
        assert (root / path).read_text("utf-8") == shown
    return report.made


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_asked_is_remembered_whoever_asked(tmp_path: Path, workers: int) -> None:
    assert made(TEXTS, tmp_path, workers=workers) == tuple(TEXTS)
    assert made(TEXTS, tmp_path, workers=workers) == ()
    assert made(TEXTS | {"007/index.html": "khác"}, tmp_path, workers=workers) == ("007/index.html",)
    assert made(TEXTS, tmp_path, workers=workers) == ("007/index.html",)


def test_an_output_that_asked_more_is_made_again_with_what_it_asked(tmp_path: Path) -> None:
    texts = TEXTS | {"007/index.html": "như trang 1"}
    made(texts, tmp_path)
    assert made(texts | {"001/index.html": "khác"}, tmp_path) == ("001/index.html", "007/index.html")


def test_what_the_plan_knows_and_the_environment_count_for_all(tmp_path: Path) -> None:
    made(TEXTS, tmp_path, known="một")
    assert made(TEXTS, tmp_path, known="một") == ()
    assert len(made(TEXTS, tmp_path, known="hai")) == len(TEXTS)
    assert len(made(TEXTS, tmp_path, known="hai", environment="other")) == len(TEXTS)


def test_a_fresh_output_is_not_looked_into(tmp_path: Path) -> None:
    first, second = Texts(TEXTS), Texts(TEXTS)
    build(plan_of(first), tmp_path, environment="e", workers=1, oracle=first)
    assert sorted(first.made) == sorted(TEXTS)
    build(plan_of(second), tmp_path, environment="e", workers=1, oracle=second)
    assert second.made == []


@pytest.mark.parametrize("spoil", ["lost", "torn", "foreign", "of another build"])
def test_a_record_of_questions_that_cannot_be_trusted_is_none(tmp_path: Path, spoil: str) -> None:
    root, record = tmp_path / "site", tmp_path / "site" / ".ocop" / "asked"
    texts = TEXTS | {"007/index.html": "như trang 1"}
    made(texts, root)
    if spoil == "lost":
        record.unlink()
    elif spoil == "torn":
        record.write_bytes(record.read_bytes()[:-100])
    elif spoil == "foreign":
        record.write_bytes(b"\x80\x05 not ours")
    else:  # it says that page 7 asked for nothing but itself
        made(TEXTS, tmp_path / "other")
        record.write_bytes((tmp_path / "other" / ".ocop" / "asked").read_bytes())
    assert {"001/index.html", "007/index.html"} <= set(made(texts | {"001/index.html": "khác"}, root))
    assert made(texts | {"001/index.html": "khác"}, root) == ()


def test_a_failed_build_keeps_no_answer_that_its_outputs_were_not_made_with(tmp_path: Path) -> None:
    class Dear(Texts):
        """Takes an answer from the last build as long as the state of things has the same name."""

        state = "cũ"

        def answer(self, question: str) -> str:
            return self.before.get(question) or super().answer(question)

        def recall(self, answers: Mapping[str, str]) -> None:
            self.before = answers if answers.get("state") == self.state else {}

        def kept(self) -> Mapping[str, str]:
            return {"state": self.state}

    def run(texts: Mapping[str, str], state: str, *, fails: bool = False) -> tuple[str, ...]:
        answers = Dear(texts)
        answers.state = state
        plan = list(plan_of(answers))
        if fails:
            plan.insert(5, late("004z/index.html", lambda: whole("nowhere", answers)))
        return build(plan, tmp_path, environment="e", workers=1, oracle=answers).made

    run(TEXTS, "cũ")
    changed = {path: f"{text} mới" for path, text in TEXTS.items()}
    with pytest.raises(MakeFailed, match="004z"):
        run(changed, "mới", fails=True)
    run(changed, "mới")
    assert {path: (tmp_path / path).read_text("utf-8") for path in changed} == changed


@pytest.mark.parametrize("workers", [1, 2])
def test_a_late_output_that_cannot_be_made_is_named(tmp_path: Path, workers: int) -> None:
    def broken() -> Output:
        raise ValueError("không có")

    texts = Texts(TEXTS)
    with pytest.raises(MakeFailed, match=r"broken/index\.html"):
        build([*plan_of(texts), late("broken/index.html", broken)], tmp_path, environment="e", workers=workers, oracle=texts)


def test_a_late_output_is_listed_with_a_fingerprint(tmp_path: Path) -> None:
    made(TEXTS, tmp_path)
    prints = {entry.fingerprint for entry in read_manifest(tmp_path).values()}
    assert len(prints) == len(TEXTS)
