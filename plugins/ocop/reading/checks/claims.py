"""What may not be promised of food, and what has to be said: cures, functional food, alcohol (ocop.md §1.9, §7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ocop.catalogue.models import Facts, Group, Kind, ProductFacts, StoryFacts
from ocop.catalogue.problem import Problem
from ocop.text import fold

from ..bundle import Bundle, Sheet
from ..passages import Passage, passages
from ..positions import line_counter
from ..raised import raised
from ..tree import Scalar
from ..whole import Whole

FUNCTIONAL_FOOD: Final = 18
ALCOHOL: Final = frozenset({14, 15})
MANDATORY_SENTENCE: Final = "Thực phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh"
_ORDINARY: Final = frozenset({Group.FOOD, Group.DRINKS})
_HEADLINES: Final = ("title", "summary")
_STARS: Final = re.compile(
    r"OCOP\W+(?:\w+\W+){0,3}[1-5] sao|[1-5] sao\W+(?:\w+\W+){0,2}OCOP|tiềm năng [45] sao|[★⭐]+"
    r"|OCOP\W+[1-5][- ]star|[1-5][- ]star\W+OCOP",
    re.IGNORECASE,
)
_MEDICINE: Final = re.compile(r"thuốc (?:dược liệu|cổ truyền|đông y)")

# Only a verb with an illness is a claim: "chữa cháy", "sửa chữa", "giá trị", "chính trị", "du lịch chữa lành" are none.
_ILLNESS: Final = (
    r"(?:(?:căn |chứng |các |mọi |nhiều |được |bách )*"
    r"(?:bệnh(?! viện| xá| nhân| binh| cây| lúa| tôm| cá| hoa)|ung thư|tiểu đường|đái tháo đường|(?:cao )?huyết áp|mỡ máu"
    r"|tim mạch|đột quỵ|gút|gout|viêm \w+|đau (?:đầu|lưng|bụng|khớp|nhức|dạ dày|bao tử|họng|mắt)"
    r"|cảm(?: cúm| lạnh| sốt| mạo|(?=[ ,.;]|$))|ho(?=[ ,.;:]|$)|sốt|mất ngủ|táo bón|tiêu chảy|dạ dày|bao tử|xương khớp"
    r"|phong thấp|thấp khớp|tê thấp|sỏi thận|trĩ|hen"
    r"|suyễn|mụn|vô sinh|yếu sinh lý|béo phì|nhiễm trùng|trầm cảm|bách bệnh))"
)
_CLAIM: Final = re.compile(
    r"(?<!\w)(?:"
    rf"(?:đặc trị|hỗ trợ điều trị|điều trị|chữa trị|chữa khỏi|chữa lành|chữa dứt|chữa|trị dứt|trị khỏi|trị"
    rf"|phòng ngừa|phòng chống|phòng|ngăn ngừa|ngừa|đẩy lùi|chống) {_ILLNESS}"
    r"|hỗ trợ điều trị|khỏi (?:hẳn |hết )?bệnh|hạ (?:đường huyết|huyết áp|mỡ máu)|giảm (?:mỡ máu|cholesterol|đường huyết)"
    r"|(?:kháng|chống) (?:viêm|ung thư)|tăng cường sinh lý|bổ thận tráng dương|giải độc gan|thải độc(?: cơ thể| gan)"
    r"|thần dược|thuốc tiên|thay (?:thế )?thuốc(?! trừ| bảo vệ| lá| nhuộm)"
    r")(?!\w)"
)
_HINT: Final = re.compile("trị|chữa|bệnh|thuốc|dược|ngừa|chống|phòng|kháng|đẩy lùi|hạ |giảm |sinh lý|độc|thận")
"""Every claim holds one of these: most texts need no closer look."""
_DENIED: Final = re.compile(
    r"(?<!\w)(?:không(?! chỉ| những| ngờ)|chưa|chẳng|đừng|chớ|cấm|tránh)(?!\w)[^.!?;:]{0,60}$", re.DOTALL
)
# A sick person in the story, a crop, a beast: nobody is promised anything.
_OTHERWISE_BEFORE: Final = re.compile(
    r"(?:khám|tiền|viện phí|thầy thuốc|bác sĩ|y sĩ|lương y|thầy lang|đi|nghề|trong|căn|bệnh viện|nuôi|ruộng|vườn|cây)\s+$"
)
_OTHERWISE_AFTER: Final = re.compile(
    r"^ (?:\w+ ){0,2}(?:cho|của|trên|ở|trong) (?:\w+ ){0,2}"
    r"(?:cây|lúa|hoa|lá|rễ|vườn|ruộng|tôm|cá|heo|bò|gà|vịt|ong|vật nuôi|gia súc|gia cầm)(?!\w)"
)
_SPACE: Final = re.compile(r"\s+")
_NEAR: Final = 120
"""Characters before and after a claim in which words can make it another: more than the patterns reach."""


def check(bundle: Bundle, whole: Whole) -> Iterator[Problem]:
    """Give the claims a text may not make, and what it has to say and does not."""
    sheet = bundle.sheets.get(whole.frame.default_language)
    if sheet is None or bundle.facts is None:
        return
    facts = bundle.facts
    if _is_ordinary_food(facts, whole):
        for passage in passages(sheet, bundle):
            yield from _claims(passage, sheet)
    if isinstance(facts, ProductFacts):
        yield from _stars(bundle)
        if facts.set == FUNCTIONAL_FOOD and not _says_sentence(sheet, bundle):
            yield raised("functional-food-sentence", sheet.path, sheet.line("set"), sentence=MANDATORY_SENTENCE)
        if facts.set in ALCOHOL and facts.alcohol is None:
            yield raised("alcohol-missing", sheet.path, sheet.line("set"), found=str(facts.set))


def claim_in(text: str) -> str:
    """Give the first words of `text` that promise a cure, or ""."""
    return next((found for _, found in _claims_in(text)), "")


def _claims_in(text: str) -> Iterator[tuple[int, str]]:
    plain = text.lower()
    if not _HINT.search(plain):
        return
    if len(plain) != len(text):  # A letter whose lower case is longer; none is Vietnamese.
        plain = text
    plain = _SPACE.sub(lambda found: " " * len(found[0]) if "\n\n" not in found[0] else ".".ljust(len(found[0])), plain)
    for found in _CLAIM.finditer(plain):
        before, after = plain[max(found.start() - _NEAR, 0) : found.start()], plain[found.end() : found.end() + _NEAR]
        if not (_DENIED.search(before) or _OTHERWISE_BEFORE.search(before) or _OTHERWISE_AFTER.match(after)):
            yield found.start(), _SPACE.sub(" ", text[found.start() : found.end()])


def _claims(passage: Passage, sheet: Sheet) -> Iterator[Problem]:
    line_of = line_counter(passage.text, passage.line)
    for index, found in _claims_in(passage.text):
        yield raised("health-claim", sheet.path, line_of(index), field=passage.field, found=found)


def _stars(bundle: Bundle) -> Iterator[Problem]:
    # A body may tell what was decided and when; a title goes on claiming it.
    for sheet in bundle.sheets.values():
        for field in _HEADLINES:
            typed = sheet.table.entries.get(field)
            found = _STARS.search(typed.text) if isinstance(typed, Scalar) else None
            if found:
                yield raised("stars-in-words", sheet.path, sheet.line(field), field=field, found=found[0])


def _is_ordinary_food(facts: Facts, whole: Whole) -> bool:
    if isinstance(facts, ProductFacts):
        return facts.group in _ORDINARY
    if isinstance(facts, StoryFacts):
        kind, _, slug = facts.about.partition("/")
        about = whole.bundles.get(Kind.PRODUCT, {}).get(slug) if kind == Kind.PRODUCT.value else None
        return about is not None and isinstance(about.facts, ProductFacts) and about.facts.group in _ORDINARY
    return False


def _says_sentence(sheet: Sheet, bundle: Bundle) -> bool:
    said = " ".join(passage.text for passage in passages(sheet, bundle))
    return _MEDICINE.search(said.lower()) is not None or _letters(MANDATORY_SENTENCE) in _letters(said)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
