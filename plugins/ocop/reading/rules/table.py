"""All rules by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .codes import CODES
from .content import CONTENT
from .editor import EDITOR
from .elsewhere import ELSEWHERE
from .files import FILES
from .grammar import GRAMMAR
from .lists import LISTS
from .printing import PRINTING
from .recognitions import RECOGNITIONS
from .rule import Rule
from .trips import TRIPS
from .values import VALUES

SUBJECTS: Final = (FILES, GRAMMAR, VALUES, CONTENT, TRIPS, RECOGNITIONS, EDITOR, LISTS, CODES, PRINTING, ELSEWHERE)
"""In the order in which docs/rules.md tells them."""

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.id: rule for subject in SUBJECTS for rule in subject.rules})
