"""Rules on the grammar of front matter and lists (YAML without implicit types)."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error

_QUOTE_VI: Final = "đặt cả giá trị trong dấu nháy[[: {suggestion}]]"
_QUOTE_EN: Final = "put the whole value in quotes[[: {suggestion}]]"
GRAMMAR: Final = Subject(
    "Cách viết phần đầu · How front matter is written",
    error(
        "yaml-tab",
        "có dấu Tab trong dòng “{found}”",
        "a tab character in the line “{found}”",
        "thay Tab bằng dấu cách (thụt vào hai dấu cách cho mỗi bậc)",
        "replace the tab by spaces (two for each level)",
    ),
    error(
        "yaml-colon",
        "giá trị có dấu hai chấm mà không nằm trong nháy: “{found}”",
        "an unquoted value with a colon in it: “{found}”",
        _QUOTE_VI,
        _QUOTE_EN,
    ),
    error(
        "yaml-colon-space",
        "thiếu dấu cách sau dấu hai chấm: “{found}”",
        "no space after the colon: “{found}”",
        "ghi[[: {suggestion}]]",
        "type[[: {suggestion}]]",
    ),
    error(
        "yaml-colon-missing",
        "dòng không có khóa và dấu hai chấm: “{found}”",
        "a line without key and colon: “{found}”",
        "ghi “khóa: giá trị”; nếu dòng này nối dòng trên thì thụt nó vào hai dấu cách",
        "type “key: value”; if it continues the line above, indent it by two spaces",
    ),
    error(
        "yaml-bullet",
        "mục danh sách phải mở đầu bằng dấu trừ “-”: “{found}”",
        "an item of a list has to begin with a hyphen “-”: “{found}”",
        "gõ lại dấu ấy bằng dấu trừ trên bàn phím: {suggestion}",
        "type that sign again as the keyboard's hyphen: {suggestion}",
    ),
    error(
        "yaml-indent",
        "dòng thụt vào không khớp các dòng trên: “{found}”",
        "the indentation does not fit the lines above: “{found}”",
        "cho các khóa cùng bậc thẳng một cột; mục con thụt thêm đúng hai dấu cách",
        "align keys of one level in one column; indent what belongs to a key by two more spaces",
    ),
    error(
        "yaml-quote-needed",
        "giá trị này phải nằm trong dấu nháy: “{found}”",
        "this value has to be in quotes: “{found}”",
        _QUOTE_VI,
        _QUOTE_EN,
    ),
    error(
        "yaml-quote-open",
        "dấu nháy mở ra mà không đóng: “{found}”",
        "a quote is opened and not closed: “{found}”",
        "thêm dấu nháy cùng loại vào cuối giá trị",
        "add the same quote at the end of the value",
    ),
    error(
        "yaml-bracket-open",
        "dấu ngoặc mở ra mà không đóng: “{found}”",
        "a bracket is opened and not closed: “{found}”",
        "thêm ] hoặc } còn thiếu, và ngăn các mục bằng dấu phẩy",
        "add the missing ] or }, and put commas between the items",
    ),
    error(
        "yaml-escape",
        "dấu \\ trong nháy kép có nghĩa riêng: “{found}”",
        "a \\ inside double quotes has a meaning of its own: “{found}”",
        "dùng nháy đơn '…', hoặc ghi \\\\ thay cho \\",
        "use single quotes '…', or type \\\\ for \\",
    ),
    error(
        "yaml-anchor",
        "dấu & ở đầu giá trị có nghĩa riêng trong YAML: “{found}”",
        "an & at the start of a value has a meaning of its own in YAML: “{found}”",
        _QUOTE_VI,
        _QUOTE_EN,
    ),
    error(
        "yaml-alias",
        "dấu * ở đầu giá trị có nghĩa riêng trong YAML: “{found}”",
        "a * at the start of a value has a meaning of its own in YAML: “{found}”",
        _QUOTE_VI,
        _QUOTE_EN,
    ),
    error(
        "yaml-tag",
        "dấu ! ở đầu giá trị có nghĩa riêng trong YAML: “{found}”",
        "a ! at the start of a value has a meaning of its own in YAML: “{found}”",
        _QUOTE_VI,
        _QUOTE_EN,
    ),
    error(
        "yaml-key-form",
        "khóa phải là một từ, không phải danh sách hay nhóm: “{found}”",
        "a key has to be a word, not a list or a group: “{found}”",
        "ghi “khóa: giá trị”, bỏ dấu ? và dấu ngoặc quanh khóa",
        "type “key: value”, without ? or brackets around the key",
    ),
    error(
        "yaml-depth",
        "các mục lồng nhau quá {allowed} bậc",
        "items are nested deeper than {allowed} levels",
        "bỏ bớt dấu ngoặc hoặc bậc thụt vào",
        "remove brackets or levels of indentation",
    ),
    error(
        "yaml-too-many",
        "phần này có hơn {allowed} giá trị",
        "this part has more than {allowed} values",
        "chuyển bài viết xuống thân bài, hoặc chia thành nhiều mục",
        "move the text to the body, or divide it into several things",
    ),
    error(
        "yaml-syntax",
        "không đọc được dòng “{found}”",
        "the line “{found}” cannot be read",
        "so với mẫu trong docs/authoring.md: mỗi dòng là “khóa: giá trị”, giá trị có dấu lạ thì để trong nháy kép",
        "compare it with docs/authoring.md: each line is “key: value”; put values with unusual signs in double quotes",
    ),
    error(
        "key-duplicate",
        "khóa “{found}” đã có ở dòng {first}",
        "the key “{found}” is already on line {first}",
        "giữ một dòng, xóa dòng kia",
        "keep one line, delete the other",
    ),
    error(
        "value-empty",
        "“{field}” chưa có giá trị",
        "“{field}” has no value",
        "ghi giá trị sau dấu hai chấm, hoặc xóa cả dòng nếu chưa biết",
        "type the value after the colon, or delete the line if it is not known",
    ),
)
