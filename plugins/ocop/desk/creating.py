"""A new page: what was answered, guidance as comments, and for a story the frame that the criteria ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic.fields import FieldInfo

from ocop.catalogue.models import FACTS, WORDS, Facts, Kind
from ocop.reading.shape import is_list, is_words, record_in

from . import scalars
from .key_order import key_order
from .questions import name_of
from .saving import Write

_LEFT_OUT: Final = frozenset({"draft", "gone", "gone_reason", "translates", "aliases"})
"""Not for the first day of a page."""
_BODY: Final = MappingProxyType(
    {
        Kind.PRODUCT: (
            "Bài viết ở dưới dấu --- thứ hai: đây là câu chuyện sản phẩm (26/2026/QĐ-TTg, Phụ lục II, tiêu chí 5.3).",
            "Nên có bốn ý: nguồn gốc · nguyên liệu, tay nghề tại chỗ · văn hóa · bản sắc. Không chép chuyện của nơi khác.",
            "Điều gì có nguồn thì dẫn: [nguồn](#nguon-khoa), với khóa của một mục trong sources.",
        ),
        Kind.STORY: (
            "Câu chuyện theo tiêu chí 5.3 (26/2026/QĐ-TTg, Phụ lục II): giống câu chuyện khác thì 0 điểm. Tối thiểu của 3 sao:",
            "chuyện riêng, gắn với nguồn gốc. Viết ngắn, kể như kể chuyện (tiêu chí 5.2), chỉ kể điều biết chắc, có nguồn.",
            "  Nguồn gốc: ai khởi đầu, năm nào, ở khóm hay ấp nào, vì sao.",
            "  Nguyên liệu và tay nghề tại chỗ: lấy gì ở đâu, ai làm, bước nào chỉ nơi này làm vậy.",
            "  Văn hóa: dùng vào dịp nào, gắn với phong tục, lễ hội, bữa ăn nào của địa phương.",
            "  Bản sắc: điều gì khiến người ta nhận ra, khác nơi khác ở chỗ nào.",
            "Dẫn nguồn trong bài: [nguồn](#nguon-khoa), với khóa của một mục trong sources.",
        ),
    }
)
_ANY_BODY: Final = ("Bài viết ở dưới dấu --- thứ hai. Điều gì có nguồn thì dẫn: [nguồn](#nguon-khoa).",)
STORY_PARTS: Final = ("Nguồn gốc", "Nguyên liệu và tay nghề tại chỗ", "Văn hóa", "Bản sắc")
"""What a story has to show (26/2026/QĐ-TTg, Phụ lục II, 5.3; ocop.md §1.7)."""


def new_page(content: Path, kind: Kind, slug: str, answers: Mapping[str, str], default_language: str) -> Write:
    """Give the write that begins a thing; nothing is written yet. `answers` hold what is not empty, by key."""
    text = page_text(kind, {key: answer for key, answer in answers.items() if answer})
    return Write(content / kind.value / slug / f"{default_language}.md", None, text.encode())


def page_text(kind: Kind, answers: Mapping[str, str]) -> str:
    """Give the text of a new page, a draft until somebody says that it is finished."""
    lines = ["---", f"# Trang mới: {name_of(kind)}. Dòng bắt đầu bằng # là lời dặn, không hiện trên trang; xóa được."]
    order = key_order(kind)(())
    for key in (*(key for key in order if key in answers), "draft"):
        if key == "draft":
            lines += ["# Xong thì xóa dòng draft dưới đây: từ đó trang mới được đưa lên mạng.", "draft: true"]
            continue
        lines += [_guidance(kind, key), scalars.pair(key, _value(kind, key, answers[key]), 0, "\n")]
    lines += [f"# {line}" for line in _BODY.get(kind, _ANY_BODY)]
    lines += ["# Ghi thêm được (bỏ dấu # và điền):", *_optional(kind, answers), "---", ""]
    if kind is Kind.STORY:
        lines += [line for part in STORY_PARTS for line in (f"## {part}", "")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _value(kind: Kind, key: str, answer: str) -> str | list[str]:
    field = _fields(kind)[key]
    return [answer] if is_list(field.annotation) else answer


def _guidance(kind: Kind, key: str) -> str:
    field = _fields(kind)[key]
    parts = [(part or "").rstrip(".") for part in (field.title, field.description)]
    return "# " + ". ".join(part for part in parts if part)


def _optional(kind: Kind, answers: Mapping[str, str]) -> Iterator[str]:
    for key in key_order(kind)(()):
        if key in answers or key in _LEFT_OUT:
            continue
        field = _fields(kind)[key]
        inside = record_in(field.annotation)
        several = " (nhiều mục, xem docs/authoring.md)" if inside or is_words(field.annotation) else ""
        parts = [(part or "").rstrip(".") for part in (field.title, field.description)]
        yield f"#   {key}:  {'. '.join(part for part in parts if part)}{several}"


def _fields(kind: Kind) -> Mapping[str, FieldInfo]:
    return {**Facts.model_fields, **FACTS[kind].model_fields, **WORDS[kind].model_fields}
