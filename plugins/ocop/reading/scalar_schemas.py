"""What an editor may make of each scalar of the catalogue, in JSON Schema, with the words it shows where a pattern fails."""

from __future__ import annotations

from typing import Any, Final

from ocop.catalogue import fields

Schema = dict[str, Any]


def _string(words: str, pattern: str, **more: Any) -> Schema:
    # patternErrorMessage is no word of JSON Schema; VS Code's language servers show it, others pass it over.
    return {"type": "string", "pattern": pattern, "patternErrorMessage": f"Cần {words}.", **more}


def _string_or(other: str, words: str, pattern: str, **more: Any) -> Schema:
    # A pattern is asked of strings only, bounds of numbers only.
    return {**_string(words, pattern), "type": ["string", other], **more}


TEXT: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S", "patternErrorMessage": "Không để trống."}
# Which days a month has; whether a year has a 29 February is for `check`.
_DAYS: Final = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])"
_GAP: Final = "[ .]*"
_AREA: Final = f"(0|[+]{_GAP}8{_GAP}4)"
_PHONE: Final = (
    f"^({_AREA}{_GAP}([35789]({_GAP}[0-9]){{8}}|2({_GAP}[0-9]){{9}})|1{_GAP}[89]({_GAP}0){{2}}({_GAP}[0-9]){{4,6}})$"
)
_UNITS: Final = "g|kg|ml|l|cái|túi|hộp|chai|hũ|gói"

# A number where digits were meant: a parser drops leading zeros and the plus sign.
SCALARS: Final[tuple[tuple[Any, Schema], ...]] = (
    (
        fields.Slug,
        _string_or(
            *("integer", "tên không dấu: chữ thường, chữ số, gạch nối", "^[a-z0-9]+(-[a-z0-9]+)*$"),
            maxLength=fields.MAX_SLUG,
            minimum=0,
        ),
    ),
    (fields.Day, _string("một ngày có thật, dạng 2026-11-23", f"^[0-9]{{4}}-({_DAYS})$", format="date")),
    (fields.Clock, _string("giờ, dạng 07:30", "^([01][0-9]|2[0-3]):[0-5][0-9]$")),
    (fields.Whole, _string_or("integer", "số nguyên, chỉ chữ số", "^(0|[1-9][0-9]*)$", minimum=0)),
    (fields.Vnd, _string_or("integer", "số đồng, chỉ chữ số, ví dụ 55000", "^(0|[1-9][0-9]*)$", minimum=0)),
    (
        fields.Degrees,
        _string_or(
            *("number", "độ thập phân có dấu chấm, ví dụ 10.3039", "^-?[0-9]{1,3}[.][0-9]{1,8}$"),
            minimum=-999,
            maximum=999,
        ),
    ),
    (fields.Stars, {"enum": [3, 4, 5, "3", "4", "5"]}),
    (fields.Flag, {"enum": [True, False, "true", "false"]}),
    (
        fields.Phone,
        {
            **_string_or("number", "số điện thoại Việt Nam, ví dụ 0277 3000 000", _PHONE),
            "if": {"type": "integer"},  # 0277.3000000 is 277.3 to a parser.
            "then": {"minimum": 18_000_000, "maximum": 849_999_999_999},
        },
    ),
    (fields.Url, _string("địa chỉ bắt đầu bằng https:// hoặc http://", "^https?://[^\\s/?#<>\"']+[.][^\\s<>\"']+$")),
    (fields.Email, _string("thư điện tử, ví dụ ten@vi-du.vn", "^[^\\s@<>\"']+@[^\\s@<>\"']+[.][^\\s@<>\"']+$")),
    (
        fields.DecisionNumber,
        _string("số văn bản như in, ví dụ 1370/QĐ-UBND-HC", "^[0-9]+[a-zA-Z]?(/[0-9]{4})?/[A-ZĐ0-9&]+(-[A-ZĐ0-9&]+g?)*$"),
    ),
    (fields.Duration, _string("một số và ngày, tháng hoặc năm, ví dụ 12 tháng", "^[1-9][0-9]{0,3} (ngày|tháng|năm)$")),
    (
        fields.Quantity,
        _string("một số và đơn vị, ví dụ 400 g hoặc 1,5 kg", f"^[1-9][0-9]{{0,5}}(,[0-9]{{1,3}})? ({_UNITS})$"),
    ),
    (
        fields.AlcoholByVolume,
        _string_or(
            *("integer", "phần trăm thể tích, ví dụ 29,5", "^([1-9]?[0-9]|100)(,[0-9]{1,2})?$"),
            minimum=0,
            maximum=100,
        ),
    ),
    (fields.FocalPoint, _string("hai số từ 0 đến 100, ví dụ 50 30", "^([1-9]?[0-9]|100) ([1-9]?[0-9]|100)$")),
    (
        fields.Gtin,
        _string_or("integer", "8, 12, 13 hoặc 14 chữ số", "^([0-9]{8}|[0-9]{12,14})$", minimum=0, maximum=10**14 - 1),
    ),
    (fields.Text, TEXT),
)
"""Each scalar with its schema."""
