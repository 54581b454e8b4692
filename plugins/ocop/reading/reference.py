"""What the code says of itself, in Markdown: docs/rules.md whole, and the field reference inside docs/authoring.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ocop.catalogue import fields
from ocop.catalogue.models import FACTS, WORDS, Facts, Kind, Words
from ocop.catalogue.problem import Severity

from .rules import SUBJECTS, Rule
from .shape import choices_in, example_of, is_list, is_words, record_in

RULES_FILE: Final = "docs/rules.md"
AUTHORING_FILE: Final = "docs/authoring.md"
BEGIN: Final = "<!-- reference:begin -->"
END: Final = "<!-- reference:end -->"

_KINDS: Final = {
    Kind.PRODUCT: "Sản phẩm",
    Kind.PRODUCER: "Chủ thể",
    Kind.PLACE: "Điểm đến",
    Kind.STORY: "Câu chuyện",
    Kind.NEWS: "Tin tức",
    Kind.PAGE: "Trang tĩnh",
    Kind.ROUTE: "Lộ trình",
    Kind.EVENT: "Sự kiện",
}
_FORMS: Final[tuple[tuple[Any, str], ...]] = (
    (fields.Slug, "tên không dấu, gạch nối"),
    (fields.Day, "ngày, dạng 2026-11-23"),
    (fields.Clock, "giờ, dạng 07:30"),
    (fields.Whole, "số nguyên"),
    (fields.Vnd, "số đồng, chỉ chữ số"),
    (fields.Degrees, "độ thập phân"),
    (fields.Stars, "3, 4 hoặc 5"),
    (fields.Flag, "true hoặc false"),
    (fields.Phone, "số điện thoại"),
    (fields.Url, "địa chỉ https://…"),
    (fields.Email, "thư điện tử"),
    (fields.DecisionNumber, "số văn bản như in"),
    (fields.Duration, "số và ngày, tháng hoặc năm"),
    (fields.Quantity, "số và đơn vị"),
    (fields.AlcoholByVolume, "phần trăm, dấu phẩy thập phân"),
    (fields.FocalPoint, "hai số từ 0 đến 100"),
    (fields.Text, "chữ"),
)
_HEAD: Final = "| Khóa | Tên | Bắt buộc | Cách ghi | Ghi chú | Ví dụ |\n|---|---|---|---|---|---|"
_SEVERITIES: Final = {Severity.ERROR: "lỗi · error", Severity.WARNING: "nhắc · warning"}
_NAMED: Final = re.compile(r"\{([a-z_]+)\}")


def rules_document() -> str:
    """Give docs/rules.md: one section a rule, its anchor the rule's id."""
    parts = [
        "# Các quy tắc kiểm tra · The rules\n",
        "Tệp này do máy ghi từ bảng quy tắc (`python -m ocop docs`); đừng sửa tay. Mỗi thông báo có dạng"
        " `tệp:dòng: quy-tắc: điều gì → cách sửa`. Lỗi thì không có gì được ghi ra; nhắc thì trang vẫn lên. Chữ trong ‹ › được"
        " thay bằng điều tìm thấy.\n",
        "This file is written from the table of rules (`python -m ocop docs`); do not edit it. Each message reads"
        " `file:line: rule: what → remedy`. An error stops before anything is written, a warning stops nothing. Words in ‹ ›"
        " stand for what was found. Rule ids never change.\n",
    ]
    for subject in SUBJECTS:
        parts.append(f"## {subject.title}\n")
        parts += [_rule_section(rule) for rule in subject.rules]
    return "\n".join(parts)


def field_reference() -> str:
    """Give the field reference: facts and words of each kind, then the records that stand inside them."""
    parts = [
        "*Bảng này do máy ghi từ mô hình dữ liệu (`python -m ocop docs`); đừng sửa tay.*\n",
        "### Mọi loại\n",
        "Sự kiện, chỉ ghi trong `vi.md`:\n",
        _table(Facts, Facts.model_fields),
        "Lời văn, ghi trong từng tệp ngôn ngữ:\n",
        _table(Words, Words.model_fields),
    ]
    for kind, title in _KINDS.items():
        facts = {name: field for name, field in FACTS[kind].model_fields.items() if name not in Facts.model_fields}
        words = {name: field for name, field in WORDS[kind].model_fields.items() if name not in Words.model_fields}
        parts.append(f"### {title} (`content/{kind.value}/`)\n")
        if facts:
            parts += ["Sự kiện, thêm vào các khóa chung:\n", _table(FACTS[kind], facts)]
        if words:
            parts += ["Lời văn, thêm vào các khóa chung:\n", _table(WORDS[kind], words)]
    parts.append("### Các nhóm khóa con\n")
    for record in _records():
        parts += [f"#### {record.__name__}\n", _table(record, record.model_fields)]
    return "\n".join(parts)


def refresh_docs(root: Path) -> tuple[Path, ...]:
    """Write docs/rules.md and the reference in docs/authoring.md under `root`; give the files that changed.

    Raises ValueError when docs/authoring.md has lost the two markers between which the reference stands.
    """
    changed = []
    for file, text in ((root / RULES_FILE, rules_document()), (root / AUTHORING_FILE, _authoring(root))):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(file)
    return tuple(changed)


def _authoring(root: Path) -> str:
    text = (root / AUTHORING_FILE).read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{AUTHORING_FILE} needs a line {BEGIN} and, below it, a line {END}")
    return f"{before}{BEGIN}\n\n{field_reference()}\n{END}{after}"


def _rule_section(rule: Rule) -> str:
    return (
        f"### {rule.id}\n\n"
        f"*{_SEVERITIES[rule.severity]}*\n\n"
        f"- {_shown(rule.vi)}\n  → {_shown(rule.remedy_vi)}\n"
        f"- {_shown(rule.en)}\n  → {_shown(rule.remedy_en)}\n"
    )


def _shown(template: str) -> str:
    text = template.replace("[[", "").replace("]]", "")
    return _NAMED.sub(r"‹\1›", text).replace("<", "&lt;").replace("*", "\\*")


def _records() -> list[type[BaseModel]]:
    found: dict[str, type[BaseModel]] = {}

    def visit(model: type[BaseModel]) -> None:
        for field in model.model_fields.values():
            inside = record_in(field.annotation)
            if inside is not None and inside.__name__ not in found:
                found[inside.__name__] = inside
                visit(inside)

    for kind in Kind:
        visit(FACTS[kind])
    return [found[name] for name in sorted(found)]


def _table(model: type[BaseModel], chosen: dict[str, FieldInfo]) -> str:
    rows = [_HEAD]
    for name, field in chosen.items():
        assert field is model.model_fields[name]
        cells = (
            f"`{name}`",
            field.title or "",
            "có" if field.is_required() else "",
            _form(field),
            field.description or "",
            f"`{example_of(name, field)}`" if field.examples else "",
        )
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _form(field: FieldInfo) -> str:
    record = record_in(field.annotation)
    choices = choices_in(field.annotation)
    if record is not None:
        form = f"nhóm [{record.__name__}](#{record.__name__.lower()})"
    elif choices:
        form = ", ".join(f"`{choice}`" for choice in choices)
    elif is_words(field.annotation):
        form = "nhóm dòng `tên: chữ`"
    else:
        metadata = [*field.metadata, *_metadata_in(field.annotation)]
        form = next((words for alias, words in _FORMS if alias.__metadata__[0] in metadata), "chữ")
    return f"danh sách {form}" if is_list(field.annotation) else form


def _metadata_in(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _metadata_in(argument)
