"""Files → the `Catalogue`, or every problem in them at once, each with its file, line and remedy.

`read_catalogue` reads; `RULES` is the one table of rules, also for the rooms that only raise ids; `format_problem` puts a
problem into words.
"""

from .editors import refresh_editor_files
from .memory import Held, Kept, Memory
from .message import format_problem, has_errors
from .only import bundle_key, concerning, likely_key
from .opened import Opened
from .read import Reading, read_catalogue
from .reference import refresh_docs
from .rules import RULES, Rule

__all__ = [
    "RULES",
    "Held",
    "Kept",
    "Memory",
    "Opened",
    "Reading",
    "Rule",
    "bundle_key",
    "concerning",
    "format_problem",
    "has_errors",
    "likely_key",
    "read_catalogue",
    "refresh_docs",
    "refresh_editor_files",
]
