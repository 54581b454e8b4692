from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment

from ocop.outputs.patterns.examples import component

COMPONENTS = Path(__file__).parents[2] / "theme" / "templates" / "components"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(folder.name for folder in COMPONENTS.iterdir())


def examples(name: str, environment: Environment) -> str:
    found = component(name, environment)
    return "\n".join(f"<!-- {name}: {example.title} -->\n{example.html}\n" for example in found.examples)


@pytest.mark.parametrize("name", NAMES)
def test_component_stands_in_its_folder_whole(name: str) -> None:
    assert {path.name for path in (COMPONENTS / name).iterdir()} == {f"{name}.html", f"{name}.css", "examples.yaml"}


@pytest.mark.parametrize("name", NAMES)
def test_examples_give_the_recorded_html(
    name: str,
    environments: Mapping[str, Environment],
    request: pytest.FixtureRequest,
) -> None:
    html = examples(name, environments["vi"])
    golden = GOLDEN / f"{name}.html"
    if request.config.getoption("--refresh-golden", default=False):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(html, "utf-8")
    assert html == golden.read_text("utf-8"), "look at it, then: pytest tests/theme --refresh-golden"


def test_every_style_of_a_component_reaches_the_pages_that_use_it(theme: Path) -> None:
    sheets = ("ocop.txt", "map.txt")  # The second stands beside the first on pages with a map or an event.
    listed = {line for name in sheets for line in (theme / "styles" / name).read_text("utf-8").splitlines()}
    assert {f"templates/components/{name}/{name}.css" for name in NAMES} <= listed


def test_every_class_in_the_styles_is_used_and_prefixed(theme: Path) -> None:
    import re  # noqa: PLC0415

    markup = "".join(path.read_text("utf-8") for path in (theme / "templates").rglob("*.html"))
    for sheet in (*(theme / "styles").glob("*.css"), *(theme / "templates").rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for name in set(re.findall(r"(?<![\w.])\.([a-z][\w-]+)", re.sub(r"\{[^{}]*\}", "{}", text))):
            assert name.startswith("ocop-"), f"{sheet.name}: .{name}"
            stem = (
                name.rpartition("--")[0]
                if re.search(r"--(\d|none|soon|revoked|valid)$|-(focus|tint|crop|type)--|--\d+$", name)
                else name
            )
            assert stem in markup, f"{sheet.name}: nothing uses .{name}"
