"""Compiled templates are kept between builds, and never trusted further than their seal and their state go."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, nodes

from ocop.outputs.compiled import CompiledTemplates

TEXT = {"page.html": "{% for one in them %}<b>{{ one }}</b>{% endfor %}"}


class Counting(Environment):
    """Jinja that counts what it compiles."""

    compiled = 0

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        self.compiled += 1
        return super()._generate(source, name, filename, defer_init)


def made(folder: Path, state: str = "state", texts: dict[str, str] = TEXT, languages: tuple[str, ...] = ("vi", "en")) -> int:
    """Render in each language and save; gives how many templates were compiled for it."""
    kept, count = CompiledTemplates(folder, state), 0
    for language in languages:
        environment = Counting(loader=DictLoader(texts), bytecode_cache=kept.of(language), autoescape=True)
        assert "<b>1</b><b>2</b>" in environment.get_template("page.html").render(them=(1, 2))
        count += environment.compiled
    kept.save()
    return count


def test_what_was_compiled_is_there_the_next_time(tmp_path: Path) -> None:
    assert made(tmp_path / "kept") == 2
    assert made(tmp_path / "kept") == 0


@pytest.mark.parametrize(
    "differs", [{"state": "another"}, {"texts": {"page.html": TEXT["page.html"] + "!"}}, {"languages": ("zh", "ko")}]
)
def test_another_state_text_or_language_is_compiled_anew(tmp_path: Path, differs: dict[str, object]) -> None:
    made(tmp_path)
    assert made(tmp_path, **differs) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-200], lambda data: data.replace(b"them", b"thee"), bytes.upper]
)
def test_a_damaged_file_is_not_used_and_is_mended(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    made(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert made(tmp_path) == 2
    assert made(tmp_path) == 0


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, where the folder would be", "utf-8")
    assert made(tmp_path / "kept") == 2


def test_old_states_go(tmp_path: Path) -> None:
    for number in range(12):
        made(tmp_path, state=str(number))
    assert len(list(tmp_path.iterdir())) == 8
    assert made(tmp_path, state="11") == 0


def test_what_another_process_compiled_is_taken(tmp_path: Path) -> None:
    kept, other = CompiledTemplates(tmp_path, "state"), CompiledTemplates(tmp_path, "state")
    texts = {**TEXT, "wrong.html": "{% if %}", "!theme/page.html": TEXT["page.html"], "notes.txt": "{% if %}"}
    other.fill([Counting(loader=DictLoader(texts), bytecode_cache=other.of("vi"), autoescape=True)])
    assert kept.is_empty
    kept.look_again()
    environment = Counting(loader=DictLoader(texts), bytecode_cache=kept.of("vi"), autoescape=True)
    assert environment.get_template("page.html").render(them=(1,)) == "<b>1</b>"
    assert environment.compiled == 0


def test_words_are_compiled_once(tmp_path: Path) -> None:
    kept = CompiledTemplates(tmp_path, "state")
    assert kept.words("vi", lambda: b"words") == b"words"
    kept.save()
    again = CompiledTemplates(tmp_path, "state")
    assert again.words("vi", lambda: pytest.fail("compiled again")) == b"words"
    assert again.words("en", lambda: b"others") == b"others"
