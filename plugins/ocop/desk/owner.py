"""Questions that only the owner can answer, read from docs/cau-hoi-cho-chu-so-huu.md: open until answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FILE: Final = "docs/cau-hoi-cho-chu-so-huu.md"
_QUESTION: Final = re.compile(
    r"^(?P<number>\d+)\. \*\*(?P<asked>.+?)\*\*(?P<rest>.*?)(?=^\d+\. \*\*|^## |\Z)", re.MULTILINE | re.DOTALL
)
_PART: Final = re.compile(
    r"\*(?P<name>Đang chờ|Tạm thời|Trả lời):\*(?P<text>.*?)(?=\*(?:Đang chờ|Tạm thời|Trả lời):\*|\Z)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class OwnerQuestion:
    """A question: its number, what is asked, what waits for it, what holds meanwhile, and the answer ("" while open)."""

    number: int
    asked: str
    waiting: str
    meanwhile: str
    answer: str


def owner_questions(text: str) -> tuple[OwnerQuestion, ...]:
    """Give the questions of the file, answered and open, in order."""
    found = []
    for match in _QUESTION.finditer(text):
        parts = {part["name"]: _line(part["text"]) for part in _PART.finditer(match["rest"])}
        found.append(
            OwnerQuestion(
                int(match["number"]),
                _asked(match),
                parts.get("Đang chờ", ""),
                parts.get("Tạm thời", ""),
                parts.get("Trả lời", ""),
            )
        )
    return tuple(found)


def open_questions(text: str) -> tuple[OwnerQuestion, ...]:
    """Give those without an answer."""
    return tuple(one for one in owner_questions(text) if not one.answer)


def _asked(match: re.Match[str]) -> str:
    asked = _line(match["asked"])
    return f"{asked} {_line(_PART.sub('', match['rest']))}" if asked.endswith(":") else asked


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
