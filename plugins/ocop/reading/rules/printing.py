"""Rules of the print kit, raised when labels, cards and files for a print shop are asked for: their words, in the one table."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error

PRINTING: Final = Subject(
    "In ấn · Printing",
    error(
        "glyph-missing",
        "phông chữ in không có {found}",
        "the typefaces for print have no {found}",
        "xóa hoặc thay chữ đó trong bài; chữ Việt có dấu đều in được",
        "delete or replace that letter; every Vietnamese letter can be printed",
    ),
    error(
        "code-not-printable",
        "mã {found} đang là {status}, không in được nữa",
        "the code {found} is {status} and is no longer printed",
        "[[dùng mã thay thế {replaced_by}, hoặc ]]lập mã mới: python -m ocop qr draft",
        "[[use {replaced_by}, which replaces it, or ]]draft a new code: python -m ocop qr draft",
    ),
    error(
        "label-sheet-form",
        "không hiểu khổ tem “{found}”[[: cần tám số sau tên, ở đây có {count}]][[: “{letters}” không phải là số]]"
        "[[: số cột, số hàng, cạnh tem phải lớn hơn {least}, lề không được âm]]"
        "[[: khoảng cách hai tem nhỏ hơn cạnh tem {edge} mm]][[: tem cuối ra ngoài khổ A4, đến {end} mm]]",
        "the label sheet “{found}” is not understood[[: eight numbers follow the name, here are {count}]]"
        "[[: “{letters}” is no number]][[: columns, rows, sides must be over {least}, margins not negative]]"
        "[[: labels of {edge} mm stand closer than they are large]][[: the last label ends at {end} mm, outside A4]]",
        "ghi theo dạng {allowed}, đơn vị mm",
        "type it as {allowed}, in mm",
    ),
    error(
        "label-too-small",
        "tem {found} mm không đủ chỗ cho mã {code}",
        "a label of {found} mm cannot hold the code {code}",
        "chọn tem cao ít nhất {allowed} mm",
        "choose a label at least {allowed} mm high",
    ),
)
