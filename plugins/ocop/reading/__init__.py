"""Files → the `Catalogue`, or every problem in them at once, each with its file, line and remedy.

`read_catalogue` reads; `RULES` is the one table of rules, also for the rooms that only raise ids; `format_problem` puts a
problem into words.
"""

from .message import format_problem, has_errors
from .read import Reading, read_catalogue
from .reference import refresh_docs
from .rules import RULES, Rule

__all__ = ["RULES", "Reading", "Rule", "format_problem", "has_errors", "read_catalogue", "refresh_docs"]
