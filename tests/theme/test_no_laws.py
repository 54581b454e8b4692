"""No template and no word of the interface names a law: data/laws.yaml alone does, with its days."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "theme"
LAW = re.compile(
    r"\d{1,4}/(?:\d{4}/)?(?:QĐ-TTg|CT-TTg|NĐ-CP|NQ-CP|NQ-TW|TT-[A-ZĐ]{2,}|QH\d{2})"
    r"|(?:Nghị định|Thông tư|Nghị quyết|Quyết định|Luật|Decree|Circular|Resolution|Decision|Law)\s+(?:số\s+|No\.?\s*)?\d"
)
FILES = [*sorted((THEME / "templates").rglob("*.html")), *sorted((THEME / "translations").rglob("*.po"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(THEME)))
def test_no_template_and_no_word_of_the_interface_names_a_law(file: Path) -> None:
    lines = enumerate(file.read_text("utf-8").splitlines(), 1)
    assert [(number, line) for number, line in lines if LAW.search(line)] == []


def test_a_law_would_be_seen() -> None:
    for text in ("theo 26/2026/QĐ-TTg", "Nghị định số 15/2018", "Decree No. 15/2018/NĐ-CP", "Luật 55/2010/QH12"):
        assert LAW.search(text)
    assert len(FILES) > 20
