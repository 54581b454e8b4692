"""`make bench` measures like against like: Hugo and stock Pelican say on each page what our page says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ocop import bootstrap

SPEED = Path(__file__).parent / "speed"
PRODUCTS, PAGES, SEED = 320, 50, 20261123
"""So many products that lists have more pages than each of them names."""


@pytest.fixture(scope="module")
def bench():
    """The programs of tests/bench/speed, which import mode importlib keeps off the path."""
    sys.path.insert(0, str(SPEED))
    try:
        import compare  # noqa: PLC0415
        import programs  # noqa: PLC0415
        import run  # noqa: PLC0415
    finally:
        sys.path.remove(str(SPEED))
    return compare, programs, run


@pytest.fixture(scope="module")
def sites(bench, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same catalogue, made by all three."""
    _, programs, run = bench
    try:
        python = bootstrap.ensure(run.ROOT, run.BENCH)
    except bootstrap.BootstrapError as error:
        pytest.skip(f"Hugo and stock Pelican cannot be installed here: {error}")
    folder = run.prepared(tmp_path_factory.mktemp("bench"), PRODUCTS, "vi", SEED)
    for program in (
        programs.ours(folder, "core", ""),
        programs.hugo(folder, run.hugo_binary(run.ROOT / run.BENCH.folder), ""),
        programs.pelican(folder, python, ("vi",)),
    ):
        for command in program.commands:
            done = subprocess.run(
                command, cwd=program.cwd, env={**run.os.environ, **program.variables}, capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    return folder / "output"


@pytest.mark.system
@pytest.mark.parametrize("theirs", ["hugo", "pelican/vi"])
def test_random_pages_say_the_same(bench, sites: Path, theirs: str) -> None:
    compare = bench[0]
    addresses = compare.sample(sites / "core", PAGES, SEED)
    assert len(addresses) == PAGES
    assert list(compare.differences(sites / "core", sites / theirs, addresses)) == []


@pytest.mark.system
@pytest.mark.parametrize("theirs", ["hugo", "pelican/vi"])
def test_each_makes_the_same_pages(bench, sites: Path, theirs: str) -> None:
    compare = bench[0]
    assert sorted(compare.pages(sites / theirs)) == sorted(compare.pages(sites / "core"))


def test_a_word_a_link_and_a_fact_for_machines_are_missed(bench, tmp_path: Path) -> None:
    compare = bench[0]
    page = '<p>Một <a href="/a/">hai</a></p><script type="application/ld+json">{"name": "x"}</script>'
    for name, text in {"ours": page, "word": page.replace("Một", "Ba"), "link": page.replace("/a/", "/b/")}.items():
        (tmp_path / name / "p").mkdir(parents=True)
        (tmp_path / name / "p" / "index.html").write_text(text, encoding="utf-8")
    (tmp_path / "data" / "p").mkdir(parents=True)
    (tmp_path / "data" / "p" / "index.html").write_text(page.replace('"x"', '"y"'), encoding="utf-8")
    told = {name: list(compare.differences(tmp_path / "ours", tmp_path / name, ["/p/"])) for name in ("word", "link", "data")}
    assert [len(found) for found in told.values()] == [1, 1, 1], told
    assert list(compare.differences(tmp_path / "ours", tmp_path / "ours", ["/p/"])) == []
