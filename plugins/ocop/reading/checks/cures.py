"""Words that promise a cure, in Vietnamese and English (ocop.md §1.9, §7). The lists are ours and will grow.

Only a verb with an illness is a claim, within one clause, not denied, and not about a crop, a beast or a patient in the story:
each addition needs a sentence that must not be told (tests/reading/test_cures.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class _Speech:
    """How a language promises. Every claim holds a `hint`, so most texts need no closer look, and begins with a `start`.

    A claim is none where `before` ends just before it (denied, or a sick person's own) or `after` begins just behind it.
    """

    hint: re.Pattern[str]
    start: re.Pattern[str]
    claim: re.Pattern[str]
    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]


# "chữa cháy", "sửa chữa", "giá trị", "chính trị", "du lịch chữa lành" are none.
_BENH: Final = (
    r"(?:(?:căn |chứng |các |mọi |nhiều |được |bách )*"
    r"(?:bệnh(?! viện| xá| nhân| binh| cây| lúa| tôm| cá| hoa)|ung thư|tiểu đường|đái tháo đường|(?:cao )?huyết áp|mỡ máu"
    r"|tim mạch|đột quỵ|gút|gout|viêm \w+|đau (?:đầu|lưng|bụng|khớp|nhức|dạ dày|bao tử|họng|mắt)"
    r"|cảm(?: cúm| lạnh| sốt| mạo|(?=[ ,.;]|$))|ho(?=[ ,.;:]|$)|sốt|mất ngủ|táo bón|tiêu chảy|dạ dày|bao tử|xương khớp"
    r"|phong thấp|thấp khớp|tê thấp|sỏi thận|trĩ|hen"
    r"|suyễn|mụn|vô sinh|yếu sinh lý|béo phì|nhiễm trùng|trầm cảm|bách bệnh))"
)
_VIETNAMESE: Final = _Speech(
    # Of each claim two words side by side: the last one of its verb, and with what all that may follow begins. A verb is
    # looked for from a letter on that few words have, since half of all letters begin a verb.
    hint=re.compile(
        r"(?:ị(?<=trị)|ữa(?<=chữa)|ỏi(?<=khỏi)|ành(?<=lành)|ứt(?<=dứt)|ừa(?<=ngừa)|ống(?<=chống)|òng(?<=phòng)|ùi(?<=lùi)"
        r"|ợ(?<=trợ)|ạ(?<=hạ)|ảm(?<=giảm)|áng(?<=kháng)|ờng(?<=cường)|ổ(?<=bổ)|ải(?<=giải)|ải(?<=thải)|ần(?<=thần)"
        r"|ốc(?<=thuốc)|y(?<=thay))\s"
        r"(?:căn|chứng|các|mọi|nhiều|được|bách|bệnh|ung|tiểu|đái|cao|huyết|mỡ|tim|đột|gút|gout|viêm|đau|cảm|ho|sốt|mất|táo|tiêu"
        r"|dạ|bao|xương|phong|thấp|tê|sỏi|trĩ|hen|suyễn|mụn|vô|yếu|béo|nhiễm|trầm|điều|hẳn|hết|đường|cholesterol|sinh|thận|độc"
        r"|dược|tiên|thuốc|thế)"
    ),
    start=re.compile("đặc|hỗ|điều|chữa|trị|phòng|ngăn|ngừa|đẩy|chống|khỏi|hạ|giảm|kháng|tăng|bổ|giải|thải|thần|thuốc|thay"),
    claim=re.compile(
        r"(?<!\w)(?:"
        rf"(?:đặc trị|hỗ trợ điều trị|điều trị|chữa trị|chữa khỏi|chữa lành|chữa dứt|chữa|trị dứt|trị khỏi|trị"
        rf"|phòng ngừa|phòng chống|phòng|ngăn ngừa|ngừa|đẩy lùi|chống) {_BENH}"
        r"|hỗ trợ điều trị|khỏi (?:hẳn |hết )?bệnh|hạ (?:đường huyết|huyết áp|mỡ máu)|giảm (?:mỡ máu|cholesterol|đường huyết)"
        r"|(?:kháng|chống) (?:viêm|ung thư)|tăng cường sinh lý|bổ thận tráng dương|giải độc gan|thải độc(?: cơ thể| gan)"
        r"|thần dược|thuốc tiên|thay (?:thế )?thuốc(?! trừ| bảo vệ| lá| nhuộm)"
        r")(?!\w)"
    ),
    before=(
        re.compile(r"(?<!\w)(?:không(?! chỉ| những| ngờ)|chưa|chẳng|đừng|chớ|cấm|tránh)(?!\w)[^.!?;:]{0,60}$", re.DOTALL),
        re.compile(
            r"(?:khám|tiền|viện phí|thầy thuốc|bác sĩ|y sĩ|lương y|thầy lang|đi|nghề|trong|căn|bệnh viện|nuôi|ruộng"
            r"|vườn|cây)\s+$"
        ),
    ),
    after=re.compile(
        r"^ (?:\w+ ){0,2}(?:cho|của|trên|ở|trong) (?:\w+ ){0,2}"
        r"(?:cây|lúa|hoa|lá|rễ|vườn|ruộng|tôm|cá|heo|bò|gà|vịt|ong|vật nuôi|gia súc|gia cầm)(?!\w)"
    ),
)

# "cured ham", "a treat", "heat-treated", "prevents sticking", "football fever", "the cold season" are none.
_ILLNESS: Final = (
    r"(?:cancers?|tumou?rs?|diabet(?:es|ics?)|hypertension|(?:high )?blood (?:pressure|sugar)|(?:high "
    r"|bad )?cholesterol|strokes?"
    r"|heart (?:disease|attacks?|failure|trouble)|cardiovascular diseases?|gout|rheumatism|[a-z]{3,20}itis|coughs?|coughing"
    r"|(?:a |the common |common )cold|colds|(?:the )?flu|influenza|(?:a )?fevers?|headaches?|migraines?|(?:a )?sore throats?"
    r"|stomach ?aches?|stomach (?:ulcers?|pains?|trouble)|ulcers?|back ?(?:pain|aches?)|joint pains?|muscle pains?"
    r"|tooth ?aches?"
    r"|insomnia|sleeplessness|constipation|diarrh(?:o)?ea|indigestion|kidney stones?|h(?:a)?emorrhoids|asthma|acne|eczema"
    r"|infertility|impotence|obesity|infections?|inflammations?|depression|anxiety|dementia|alzheimer['’]?s?"
    r"|(?:liver |kidney |skin |lung )?diseases?|illness(?:es)?|ailments?|sickness(?:es)?)"
)
_BETWEEN: Final = (
    r"(?:(?:a|an|the|all|any|many|most|other|such|various|every|several|some|kinds?|sorts?|types?|of|forms?"
    r"|symptoms?|risk|even|and"
    r"|or|your|his|her|my|our|their|people's|chronic|common|serious|severe|mild|early|stubborn|persistent|minor|dry|against"
    r"|prevents?|treats?|cures?|relieves?) +){0,6}"
)
_ENGLISH: Final = _Speech(
    hint=re.compile(
        r"\b(?:cur(?:e|ing)|heal|treat|remed|prevent|fight|combat|reliev|eas(?:e|ing)|alleviat|protect|ward(?:s|ing)?\soff|lower"
        r"|reduc|good\sfor|good\sagainst|effective|anti-|cancer-|detox|panacea|wonder\sdrug|medicine|libido|virility|kidney"
        r"|miracle)"
    ),
    start=re.compile(
        "cur|heal|treat|prevent|fight|combat|reliev|eas|alleviat|ward|protect|reduc|lower|remed|good|effective|natural|anti-"
        "|cancer-|detox|boost|increas|strengthen|miracle|panacea|wonder|replac|instead"
    ),
    claim=re.compile(
        r"(?<![\w-])(?:"
        r"(?:cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|treat(?:s|ing)?|prevent(?:s|ed|ing)?|fight(?:s|ing)?(?: off)?"
        r"|combat(?:s|ing)?"
        r"|reliev(?:e|es|ed|ing)|eas(?:e|es|ing)|alleviat(?:e|es|ed|ing)|ward(?:s|ing)? off|protect(?:s"
        r"|ing)? (?:you )?(?:from|against)"
        r"|reduc(?:e|es|ing)|lower(?:s|ing)?|(?:remed(?:y|ies)|cures?|good|effective|effective treatment"
        r"|natural treatment) (?:for|against)"
        rf") +{_BETWEEN}{_ILLNESS}"
        r"|anti-(?:cancer|inflammatory|diabetic|viral|tumou?r)|cancer-fighting|detox(?:es|ifies|ify|ifying)? (?:the "
        r"|your )?(?:body|liver)"
        r"|(?:boosts?|increases?|strengthens?) (?:the |your )?(?:libido|virility|kidneys)|miracle (?:cure|drug|food)"
        r"|cure-alls?|panacea"
        r"|wonder drug|(?:replaces?|instead of) (?:your |the )?medicines?"
        r")(?![\w-])"
    ),
    before=(
        re.compile(
            r"(?<!\w)(?:not(?! only| just| merely)|(?:\w+n['’]t)|cannot|never|no|nor|neither|nobody|nothing|none|without)(?!\w)"
            r"[^.!?;:]{0,60}$",
            re.DOTALL,
        ),
        # Those who treat, and what a treatment costs.
        re.compile(
            r"(?<!\w)(?:doctors?|physicians?|nurses?|hospitals?|clinics?|healers?|herbalists?|pharmac\w+|vaccin\w+|scientists?"
            r"|sprays?|spray(?:ed|ing)|pesticides?|fungicides?|lime|farmers?|growers?|gardeners?|vets?|veterinar\w+)(?!\w)[^.!?;]{0,60}$",
            re.DOTALL,
        ),
        re.compile(r"(?:money|fees?|costs?|paid|pays?|paying|funds?) (?:to|for|of) +$"),
    ),
    after=re.compile(
        r"^,? +(?:\w+ +){0,2}(?:in|of|on|among|from|for) +(?:\w+ +){0,3}"
        r"(?:rice|crops?|plants?|trees?|flowers?|roses?|leaves|roots?|stems?|seedlings?|shrimps?|prawns?|fish|ponds?"
        r"|pigs?|cattle|cows?"
        r"|buffalo\w*|chickens?|hens?|ducks?|bees|hives?|poultry|livestock|animals|orchards?|gardens?|fields?"
        r"|paddies|soil|cities)(?!\w)"
    ),
)
_SPEECHES: Final[Mapping[str, _Speech]] = MappingProxyType({"vi": _VIETNAMESE, "en": _ENGLISH})
_SPACE: Final = re.compile(r"\s+")
_LINE_END: Final = re.compile(r"\n\s*+")
_NOT_ONE_LINE: Final = re.compile(r"(?<! ) *+[^\S ]\s*+")
"""Space that is more than spaces, with all that is around it; what is only spaces stays as it is anyway. Where each begins with
a line end, it is found by that.
"""
_NEAR: Final = 120
"""Characters before and after a claim in which words can make it another: more than the patterns reach."""


def may_promise(lower: str, language: str) -> bool:
    """Say whether `cures_promised` has to look at a text, of which this is the lower case: nearly never.

    False for a language that we have no words of.
    """
    speech = _SPEECHES.get(language)
    return speech is not None and speech.hint.search(lower) is not None


def cures_promised(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Give where in `text` a cure is promised, and in what words. Nothing for a language that we have no words of."""
    plain = text.lower()
    if not may_promise(plain, language):
        return
    speech = _SPEECHES[language]
    if len(plain) != len(text):  # A letter whose lower case is longer; none is Vietnamese.
        plain = text
    # No space but the plain one can be printed.
    only_lines = " \n" not in plain and plain.replace("\n", "").isprintable()
    plain = (_LINE_END if only_lines else _NOT_ONE_LINE).sub(_on_one_line, plain)
    for found in _claims(speech, plain):
        before, after = plain[max(found.start() - _NEAR, 0) : found.start()], plain[found.end() : found.end() + _NEAR]
        if not (any(other.search(before) for other in speech.before) or speech.after.match(after)):
            yield found.start(), _SPACE.sub(" ", text[found.start() : found.end()])


def _claims(speech: _Speech, plain: str) -> Iterator[re.Match[str]]:
    # As `claim.finditer` gives them; but a look for plain words is many times as fast as one for all that may follow them.
    end = 0
    for start in speech.start.finditer(plain):
        found = speech.claim.match(plain, start.start()) if start.start() >= end else None
        if found:
            end = found.end()
            yield found


def _on_one_line(space: re.Match[str]) -> str:
    # A paragraph ends as a sentence does; a line does not.
    return ("." if "\n\n" in space[0] else "").ljust(len(space[0]))
