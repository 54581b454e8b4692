"""Files that help an editor: the schemas in docs/schema/ and the snippets for VS Code, both told by the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SCHEMAS: Final = "docs/schema"
SNIPPETS: Final = ".vscode/ocop.code-snippets"


def editor_files() -> Mapping[str, str]:
    """Give the text of each file by its path below the project."""
    from .json_schema import schemas  # noqa: PLC0415 - a build loads this room and makes none of these files
    from .snippets import snippets  # noqa: PLC0415

    found = {f"{SCHEMAS}/{name}": _json(schema) for name, schema in schemas().items()}
    return {**found, SNIPPETS: _json(snippets())}


def refresh_editor_files(root: Path) -> tuple[Path, ...]:
    """Write them under `root`; give the files that changed."""
    wanted = {root / path: text for path, text in editor_files().items()}
    changed = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    return tuple(changed)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=dict) + "\n"
