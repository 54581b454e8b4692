"""A share of the damage suite (make bench-qr runs the whole): scratched, bent, blurred and badly printed codes are read."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[1] / "bench" / "damage.py"
TRIALS = 12


def _damage() -> ModuleType:
    """tests/bench/damage.py, which import mode importlib keeps off the path."""
    spec = importlib.util.spec_from_file_location("damage", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["damage"] = module
    spec.loader.exec_module(module)
    return module


DAMAGE = _damage()


@pytest.mark.parametrize("condition", DAMAGE.CONDITIONS, ids=lambda condition: condition.name)
def test_a_damaged_code_is_read(condition: object) -> None:
    one_frame = 100 / TRIALS
    assert DAMAGE.rate(condition, TRIALS) >= condition.wanted - max(DAMAGE.SLACK, one_frame)  # type: ignore[attr-defined]


def test_the_suite_can_fail() -> None:
    """Twice the damage that is survived is not."""
    erased = next(one for one in DAMAGE.CONDITIONS if one.name == "data erased 10 %")
    worse = type(erased)("data erased 25 %", 0, erased=0.25)
    DAMAGE.CONDITIONS = (*DAMAGE.CONDITIONS, worse)
    assert DAMAGE.rate(worse, 5) < 50
