from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "theme" / "translations"
LOOK_UPS = {"say", "_", "gettext", "count", "ngettext"}


def in_templates() -> set[str]:
    found = extract_from_dir(ROOT / "theme" / "templates", [("**.html", "jinja2")], {})
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def calls() -> Iterator[ast.Call]:
    for path in sorted((ROOT / "plugins" / "ocop").rglob("*.py")):
        yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def in_code() -> set[str]:
    found: set[str] = set()
    for call in calls():
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in LOOK_UPS and words and not (name == "count" and len(words) < 2):
            found.add(words[0])
    return found


def texts_in_code() -> set[str]:
    """Every text of the code: a message may wait in a table before it is looked up."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "plugins" / "ocop").rglob("*.py")]
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "ocop.po").open("rb") as file:
        return read_po(file, locale=language)


def msgid(message: object) -> str:
    return message[0] if isinstance(message, tuple | list) else str(message)


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    return catalogue("vi")


def test_no_message_lacks_vietnamese(vietnamese: Catalog) -> None:
    there = {msgid(message.id) for message in vietnamese if message.id and message.string}
    assert sorted((in_templates() | in_code()) - there) == []


def test_no_message_is_left_over(vietnamese: Catalog) -> None:
    there = {msgid(message.id) for message in vietnamese if message.id}
    assert sorted(there - in_templates() - in_code() - texts_in_code()) == []


def test_translations_keep_their_placeholders(vietnamese: Catalog) -> None:
    def names(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text.replace("%(", "{").replace(")s", "}")) if field}

    for message in vietnamese:
        if message.id:
            translated = message.string[0] if isinstance(message.string, tuple) else message.string
            assert names(translated) == names(msgid(message.id)), message.id


def test_vietnamese_is_composed_and_filled(vietnamese: Catalog) -> None:
    import unicodedata  # noqa: PLC0415

    text = (TRANSLATIONS / "vi" / "LC_MESSAGES" / "ocop.po").read_text("utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert [message.id for message in vietnamese if message.fuzzy and message.id] == []
