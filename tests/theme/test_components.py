from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment

COMPONENTS = Path(__file__).parents[2] / "theme" / "templates" / "components"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(folder.name for folder in COMPONENTS.iterdir())


def examples(name: str, environment: Environment, make_view: Callable[[str, Any], Any]) -> str:
    module = environment.get_template(f"components/{name}/{name}.html").module
    parts = []
    for title, example in yaml.safe_load((COMPONENTS / name / "examples.yaml").read_text("utf-8")).items():
        args = {
            key: make_view(value["view"], value["is"]) if isinstance(value, dict) else value
            for key, value in example["args"].items()
        }
        parts.append(f"<!-- {name}: {title} -->\n{getattr(module, example['macro'])(**args)}\n")
    return "\n".join(parts)


@pytest.mark.parametrize("name", NAMES)
def test_component_stands_in_its_folder_whole(name: str) -> None:
    assert {path.name for path in (COMPONENTS / name).iterdir()} == {f"{name}.html", f"{name}.css", "examples.yaml"}


@pytest.mark.parametrize("name", NAMES)
def test_examples_give_the_recorded_html(
    name: str,
    environments: Mapping[str, Environment],
    make_view: Callable[[str, Any], Any],
    request: pytest.FixtureRequest,
) -> None:
    html = examples(name, environments["vi"], make_view)
    golden = GOLDEN / f"{name}.html"
    if request.config.getoption("--refresh-golden", default=False):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(html, "utf-8")
    assert html == golden.read_text("utf-8"), "look at it, then: pytest tests/theme --refresh-golden"


def test_every_style_of_a_component_reaches_the_full_page(theme: Path) -> None:
    listed = set((theme / "styles" / "ocop.txt").read_text("utf-8").splitlines())
    assert {f"templates/components/{name}/{name}.css" for name in NAMES} <= listed


def test_every_class_in_the_styles_is_used_and_prefixed(theme: Path) -> None:
    import re  # noqa: PLC0415

    markup = "".join(path.read_text("utf-8") for path in (theme / "templates").rglob("*.html"))
    for sheet in (*(theme / "styles").glob("*.css"), *(theme / "templates").rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for name in set(re.findall(r"(?<![\w.])\.([a-z][\w-]+)", re.sub(r"\{[^{}]*\}", "{}", text))):
            assert name.startswith("ocop-"), f"{sheet.name}: .{name}"
            stem = (
                name.rpartition("--")[0] if re.search(r"--(\d|none|soon|revoked|valid)$|-(focus|tint)--|--\d+$", name) else name
            )
            assert stem in markup, f"{sheet.name}: nothing uses .{name}"
