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
    from ocop.engine import beside
    module = sys.modules["ocop.engine.beside"]
    module._MANY = 50
    sys.modules["ocop.engine.aside"].processors = lambda: 2
    before = files()
"""


@pytest.fixture
def run_beside(run_forking: RunScript, tmp_path: Path) -> RunScript:
    """Run such a script after `HEAD`, with a folder of so many things in the content."""

    def run(code: str, things: int) -> str:
        for number in range(things):
            (tmp_path / "content" / "products" / f"thing-{number}").mkdir(parents=True)
            (tmp_path / "content" / "products" / f"thing-{number}" / "vi.md").write_text("Mẫu", encoding="utf-8")
        return run_forking(HEAD, code, tmp_path)

    return run


LOOK = """
        from ocop.engine import Known, Output, Sources, build, holds_many
        from ocop.outputs.looking import look, look_beside
        here = Path(sys.argv[1])
        theme = here / "theme"
        settings = {"PATH": str(here / "content"), "THEME": str(theme), "PLUGIN_PATHS": [], "OCOP_ORTHOGRAPHY": "x"}
        code = Path(sys.modules["ocop.outputs.environment"].__file__).parents[1]
        folders = {"content": here / "content", "theme": theme, "code0": code}
        sources = Sources(folders, ("values",), lambda folder, name: name == "__pycache__")
        site = here / "site"
        done = []
        def meanwhile():
            done.append(os.getpid())
        def told(looked):
            survey = looked.still.survey
            files = {key: tuple(seen) for key, seen in survey.files.items()}
            shared = looked.environment, looked.bundles, looked.lists
            return looked.still.said, survey.print, survey.look, survey.values, files, *shared
        def own():
            return told(look(site, sources, settings, theme, Known()))
"""


def test_another_process_sees_what_this_one_would(run_beside: RunScript) -> None:
    code = """
        seen = told(look_beside(site, sources, settings, theme, meanwhile))
        assert seen == own() and seen[5] and len(seen[6]) == 60 and done == [os.getpid()]
        assert set(seen[6]) == {f"products/thing-{number}" for number in range(60)}
        assert nobody_is_left() and files() == before
    """
    run_beside(LOOK + code, 60)


def test_another_process_sees_that_nothing_has_changed(run_beside: RunScript) -> None:
    code = """
        for file in here.rglob("*.md"):
            os.utime(file, (1_700_000_000, 1_700_000_000))
        first = look(site, sources, settings, theme, Known())
        plan = [Output("a.html", (), lambda: b"a")]
        build(plan, site, environment="1", made_from=first.still.survey, said=lambda: "said then")
        seen = look_beside(site, sources, settings, theme, meanwhile)
        assert seen.still.said == "said then" and seen.still.survey.print == first.still.survey.print
        (here / "content/products/thing-7/vi.md").write_text("Mẫu khác")
        seen = look_beside(site, sources, settings, theme, meanwhile)
        assert seen.still.said is None and told(seen) == own()
        changed = {key for key, name in seen.bundles.items() if name != first.bundles[key]}
        assert changed == {"products/thing-7"}
    """
    run_beside(LOOK + code, 60)


def test_of_few_things_it_is_not_taken_and_nothing_is_done(run_beside: RunScript) -> None:
    code = """
        module._MANY = 4_000
        assert not holds_many(sources)
        assert look_beside(site, sources, settings, theme, meanwhile) is None
        assert done == [] and nobody_is_left()
    """
    run_beside(LOOK + code, 40)


HALF = "content = marshal.dumps(find()); os.write(file, content[:len(content) // 2])"


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise LookupError", HALF], ids=["kill", "error", "half"]
)
def test_where_the_other_comes_to_nothing_there_is_no_answer(run_beside: RunScript, end: str) -> None:
    code = f"""
        def fails(find, file):
            {end}
        module._leave = fails
        assert look_beside(site, sources, settings, theme, meanwhile) is None and done == [os.getpid()]
        assert nobody_is_left() and files() == before
    """
    run_beside(LOOK + code, 60)


def test_an_answer_is_given_once_and_nothing_is_left_open(run_beside: RunScript) -> None:
    code = """
        asked = beside(lambda: ["ba", 3, b"\\0"])
        assert (asked.answer(), asked.answer()) == (["ba", 3, b"\\0"], None)
        assert nobody_is_left() and files() == before
    """
    run_beside(code, 1)


SITE = """
        from ocop.engine import Known, Output, build
        from ocop.engine.folder import Folder
        site = Path(sys.argv[1]) / "site"
        def made(texts, known=None):
            plan = [Output(path, (text,), text.encode) for path, text in texts.items()]
            return build(plan, site, environment="1", workers=1, known=known).made
        texts = {f"{number}.html": f"{number}" for number in range(8)}
        made(texts)
        looked = []
        look = Folder.look
        Folder.look = lambda self, path: (looked.append(path), look(self, path))[1]
"""


def test_a_build_looks_only_at_files_that_another_process_saw_to_be_changed(run_beside: RunScript) -> None:
    code = """
        (site / "3.html").write_text("spoilt")
        (site / "5.html").unlink()
        os.utime(site / "6.html", (1, 1))
        known = Known()
        known.look_at_files(site)
        assert made(texts | {"7.html": "new"}, known) == ("3.html", "5.html", "7.html")
        assert [path for path in looked if path in ("0.html", "1.html", "2.html", "4.html")] == []
        assert {path: (site / path).read_text() for path in texts} == texts | {"7.html": "new"}
        assert nobody_is_left() and files() == before
    """
    run_beside(SITE + code, 1)


def test_a_look_at_the_files_of_another_manifest_is_none(run_beside: RunScript) -> None:
    code = """
        known = Known()
        known.look_at_files(site)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        made(texts | {"1.html": "of a build in between"})
        (site / "3.html").write_text("spoilt")
        assert made(texts, known) == ("1.html", "3.html")
        assert nobody_is_left() and files() == before
    """
    run_beside(SITE + code, 1)


def test_a_manifest_that_is_gone_since_the_look_is_no_failure(run_beside: RunScript) -> None:
    code = """
        known = Known()
        known.look_at_files(site)
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        (site / ".ocop/manifest").unlink()
        (site / "3.html").write_text("spoilt")
        made(texts, known)
        assert {path: (site / path).read_text() for path in texts} == texts
        assert nobody_is_left() and files() == before
    """
    run_beside(SITE + code, 1)


def test_what_fails_meanwhile_is_raised_and_leaves_nobody(run_beside: RunScript) -> None:
    code = """
        def fails():
            raise LookupError("meanwhile")
        try:
            look_beside(site, sources, settings, theme, fails)
        except LookupError:
            assert nobody_is_left() and files() == before
        else:
            raise SystemExit("nothing was raised")
    """
    run_beside(LOOK + code, 60)
