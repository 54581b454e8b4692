import ast
from pathlib import Path

import pytest

import ocop

ROOMS = ("catalogue", "text")
FILES = sorted(path for room in ROOMS for path in (Path(ocop.__file__).parent / room).glob("*.py"))
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "gmtime", "time_ns", "monotonic"}


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_a_rule_is_told_the_day_and_never_asks_a_clock(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not called & CLOCKS
    assert "time" not in imported
