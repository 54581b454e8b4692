"""The folding of the search box gives the vectors that the build's folding gives (tests/text/test_fold_vectors.py)."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ocop.outputs.edition import Edition
from ocop.outputs.voice import Voice
from ocop.text import fold

pytestmark = pytest.mark.browser

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "fold.json").read_text("utf-8"))
FOLD = "async (texts) => { const { fold } = await import('/theme/js/search.js'); return texts.map(fold); }"


def test_the_script_folds_as_the_build_does(demo: Edition, indexes: Callable[..., Any], counter: Callable[..., Any]) -> None:
    # Beside the vectors every letter that a Latin keyboard can give, alone and between others.
    letters = [chr(code) for code in range(sys.maxunicode) if unicodedata.name(chr(code), "").startswith("LATIN ")]
    letters = [letter for letter in letters if ord(letter) < 0x2C60]
    texts = [typed for typed, _ in VECTORS] + letters + [f"b{letter}\u0301n" for letter in letters]
    page = counter(Voice(demo, "vi"), indexes("demo", "vi")).page
    folded = page.evaluate(FOLD, texts)
    assert folded[: len(VECTORS)] == [expected for _, expected in VECTORS]
    differing = {typed: (got, fold(typed)) for typed, got in zip(texts, folded, strict=True) if got != fold(typed)}
    assert differing == {}
