"""A look by a process beside this one: the same look, taken only where it pays, and lost with nobody.

Forking is only done by a process with one thread, which a test runner need not be: so these run as scripts of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("another process looks on Linux only", allow_module_level=True)

RunScript = Callable[..., str]

HEAD = """
    import marshal, os, signal, sys, time
    from pathlib import Path
    import ocop.engine.beside as beside
    from ocop.engine import Sources, glance, glance_beside
    beside._MANY = 50
    sys.modules["ocop.engine.aside"].processors = lambda: 2
    sources = Sources({"content": Path(sys.argv[1]), "theme": Path(sys.argv[1]) / "theme"})
    done = []
    def meanwhile():
        done.append(os.getpid())
    before = files()
"""


@pytest.fixture
def run_beside(run_forking: RunScript, tmp_path: Path) -> RunScript:
    """Run such a script after `HEAD`, with a folder of so many things."""

    def run(code: str, things: int) -> str:
        for number in range(things):
            (tmp_path / "products" / f"thing-{number}").mkdir(parents=True)
            (tmp_path / "products" / f"thing-{number}" / "vi.md").write_text("Mẫu", encoding="utf-8")
        return run_forking(HEAD, code, tmp_path)

    return run


def test_another_process_sees_what_this_one_would(run_beside: RunScript) -> None:
    code = """
        seen = glance_beside(sources, meanwhile)
        own = glance(sources)
        assert (seen.look, seen.entries) == (own.look, own.entries) and len(own.entries) > 100
        assert 0 <= own.time_ns - seen.time_ns < 60_000_000_000
        assert done == [os.getpid()]
        assert nobody_is_left() and files() == before
    """
    run_beside(code, 60)


def test_of_few_things_it_is_not_taken_and_nothing_is_done(run_beside: RunScript) -> None:
    code = """
        assert glance_beside(sources, meanwhile) is None
        assert done == [] and nobody_is_left()
    """
    run_beside(code, 40)


HALF = "content = marshal.dumps(tuple(glance(sources))); os.write(file, content[:len(content) // 2])"


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise LookupError", HALF], ids=["kill", "error", "half"]
)
def test_where_the_other_comes_to_nothing_this_one_looks(run_beside: RunScript, end: str) -> None:
    code = f"""
        def fails(sources, file):
            {end}
        beside._leave = fails
        seen = glance_beside(sources, meanwhile)
        assert seen.look == glance(sources).look and done == [os.getpid()]
        assert nobody_is_left() and files() == before
    """
    run_beside(code, 60)


def test_what_fails_meanwhile_is_raised_and_leaves_nobody(run_beside: RunScript) -> None:
    code = """
        def fails():
            raise LookupError("meanwhile")
        try:
            glance_beside(sources, fails)
        except LookupError:
            assert nobody_is_left() and files() == before
        else:
            raise SystemExit("nothing was raised")
    """
    run_beside(code, 60)
