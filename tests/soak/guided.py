"""Fuzzing led by coverage, where atheris is installed (it is in no lock: it has no wheel for Windows and macOS).

    pip install atheris
    PYTHONPATH=plugins python tests/soak/guided.py [-runs=200000] [-seed=20261123] [-max_len=4096] [FOLDER]

What libFuzzer finds is kept in FOLDER and can be given again. Each input is a page file: it has to end in a record or in
located problems.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent))

with atheris.instrument_imports(include=["ocop", "yaml", "markdown"]):
    import soak_targets

    from ocop.catalogue.models import FACTS, WORDS
    from ocop.catalogue.problem import Problem
    from ocop.reading.frontmatter import PageText, taken_apart
    from ocop.reading.letters import breaks_grammar, decoded, letter_problems
    from ocop.reading.mending import mended
    from ocop.reading.tree import read_tree


def one_input(raw: bytes) -> None:
    """Read the bytes as a page."""
    mended(raw)
    lines = soak_targets.lines_in(raw)
    text = decoded(raw, "x.md")
    if isinstance(text, Problem):
        soak_targets.told([text], lines)
        return
    soak_targets.told(letter_problems(text, "x.md"), lines)
    if breaks_grammar(text):
        return
    parts = taken_apart(text, "x.md")
    if not isinstance(parts, PageText):
        soak_targets.told([parts], lines)
        return
    table, found = read_tree(parts.yaml, "x.md", parts.yaml_line)
    soak_targets.told(found, lines)
    soak_targets.judged(table, found, lines, (*FACTS.values(), *WORDS.values()))
    soak_targets.renderer().render(parts.body)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
