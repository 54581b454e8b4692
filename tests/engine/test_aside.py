"""Work beside a process: what it leaves is there once it was waited for, and what goes wrong in it stays there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("processes are forked on Linux only", allow_module_level=True)

RunScript = Callable[..., str]

SCRIPT = """
    import os, sys, time
    from pathlib import Path
    from ocop.engine import aside
    sys.modules["ocop.engine.aside"].processors = lambda: int(sys.argv[2])
    file = Path(sys.argv[1])
    def work():
        time.sleep(0.2)
        file.write_text(str(os.getpid()), "utf-8")
        raise RuntimeError("nobody hears this")
    beside = aside(work)
    print(beside.wait(), beside.wait(), file.exists() and file.read_text("utf-8") != str(os.getpid()))
"""


def test_what_it_leaves_is_there_once_it_was_waited_for(tmp_path: Path, run_script: RunScript) -> None:
    assert run_script(SCRIPT, str(tmp_path / "left"), "2").split() == ["True", "False", "True"]


def test_one_processor_has_no_time_for_it(tmp_path: Path, run_script: RunScript) -> None:
    assert run_script(SCRIPT, str(tmp_path / "left"), "1").split() == ["False", "False", "False"]
