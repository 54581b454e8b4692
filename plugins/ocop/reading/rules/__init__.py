"""The one table of rules: ids, severities, messages and remedies, for this room and for those that only raise ids."""

from .rule import Rule
from .table import RULES, SUBJECTS

__all__ = ["RULES", "SUBJECTS", "Rule"]
