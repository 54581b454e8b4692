"""Every page through the Nu HTML checker in one batch, and every piece of structured data through Google's rules as Adobe wrote
them down and through the vocabulary of schema.org as TypeScript knows it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from programs import CACHE, Programs

UNKNOWN_TO_NU = r".*([Vv]iew-transition|reading-flow).*"
"""CSS that the checker does not know yet."""


def html_errors(programs: Programs, files: Iterable[Path]) -> list[str]:
    """What the Nu HTML checker calls an error, as `file:line: message`."""
    jar = programs.packages / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [str(programs.java), "-Xss8m", "-jar", str(jar), "--errors-only", "--stdout", "--exit-zero-always"]
    command += ["--format", "json", "--filterpattern", UNKNOWN_TO_NU, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{_short(one['url'])}:{one.get('lastLine', 0)}: {one['message']}" for one in messages]


def _short(url: str) -> str:
    return url.removeprefix("file:").removeprefix(str(CACHE))


class _Scripts(HTMLParser):
    """The texts of a page's JSON-LD scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def data_errors(programs: Programs, files: Iterable[Path]) -> tuple[int, list[str]]:
    """How many pieces of structured data there are, and what is wrong with them."""
    pieces = {str(file): _Scripts(file.read_text(encoding="utf-8")).texts for file in files}
    pieces = {file: texts for file, texts in pieces.items() if texts}
    errors = [*_rich_results(programs, list(pieces)), *_vocabulary(programs, pieces)]
    return sum(map(len, pieces.values())), list(dict.fromkeys(errors))


def _rich_results(programs: Programs, files: list[str]) -> list[str]:
    command = [str(programs.node), "structured.mjs"]
    done = subprocess.run(
        command, cwd=programs.packages, input=json.dumps(files), capture_output=True, text=True, encoding="utf-8", check=True
    )
    return [f"{_short(file)}: {message}" for file, message in json.loads(done.stdout)]


def _vocabulary(programs: Programs, pieces: dict[str, list[str]]) -> list[str]:
    """One TypeScript file in which each piece must be what its own @type says."""
    lines = ["import type * as schema from 'schema-dts';"]
    where = [""]
    for file, texts in pieces.items():
        for text in texts:
            for node in _nodes(json.loads(text)):
                lines.append(f"export const n{len(lines)}: schema.{node['@type']} = {json.dumps(node, ensure_ascii=False)};")
                where.append(file)
    folder = programs.packages / "vocabulary"
    folder.mkdir(exist_ok=True)
    (folder / "all.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tsc = programs.packages / "node_modules" / "typescript" / "bin" / "tsc"
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--pretty", "false"]
    command = [str(programs.node), str(tsc), *options, "vocabulary/all.ts"]
    done = subprocess.run(command, cwd=programs.packages, capture_output=True, text=True, encoding="utf-8", check=False)
    told = [line for line in done.stdout.splitlines() if line.startswith("vocabulary/")]
    errors = []
    for line in told:
        number = int(line.partition("(")[2].partition(",")[0])
        errors.append(f"{_short(where[number - 1])}: {line.partition(': ')[2]}")
    if done.returncode and not errors:
        errors.append(f"tsc: {done.stdout}{done.stderr}")
    return errors


def _nodes(data: object) -> list[dict[str, object]]:
    """The things in a piece of JSON-LD, each on its own; arrays of types are refused by tsc itself."""
    things = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    return [{key: value for key, value in thing.items() if key != "@context"} for thing in things]
