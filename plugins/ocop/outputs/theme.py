"""The theme at work: one Jinja environment per language, hashed assets, inlined files and the policy that allows them."""

from __future__ import annotations

import base64
import gettext as gettext_module
import hashlib
import re
import traceback
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from ocop.engine import Output

from .templates import OneTemplate

STYLES: Final = "styles"
"""Below the theme: `<name>.txt` lists the sheets that make css/<name>.css, one path below the theme a line, in order."""
_FOLDER: Final = "theme"
_ENGLISH: Final = gettext_module.NullTranslations()
"""The messages are English words: they stand where a language lacks one, and where a site has no English pages."""
_FOR_READERS: Final = re.compile(rb"^[ \t]*(?://.*\n)?", re.MULTILINE)
"""What lines of a script hold for those who read them: indents, and lines of comment. Visitors do not need them."""
_COMMENTS: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SPACES: Final = re.compile(r"(?<=[{};])\s+|\s+(?=[{}])")
"""The same for style sheets. They stand in every page, and a page should fit the first flight of a connection (ADR 8)."""


Kept = Callable[[str, Callable[[], bytes]], bytes]


def _anew(language: str, compile_: Callable[[], bytes]) -> bytes:
    del language
    return compile_()


@dataclass(frozen=True, slots=True)
class Assets:
    """The static files of the theme by name ("css/ocop.css"), as bytes, and the addresses they are served at."""

    files: Mapping[str, bytes]
    base: str
    _paths: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked for: every card asks for its drawing."""

    def url(self, name: str) -> str:
        """Give the address of a file: its name carries a hash of its bytes, so that it can be cached for ever."""
        return f"{self.base}/{self.path(name)}"

    def path(self, name: str) -> str:
        """Give the output path of a file."""
        found = self._paths.get(name)
        if found is None:
            if name not in self.files:
                message = f"theme/static has no file {name!r}"
                raise KeyError(message)
            stem, dot, suffix = name.rpartition(".")
            digest = hashlib.blake2b(self.files[name], digest_size=5).hexdigest()
            found = self._paths[name] = f"{_FOLDER}/{stem}.{digest}{dot}{suffix}"
        return found

    def inline(self, name: str) -> Markup:
        """Give the text of a file for a <style> or <script> element."""
        text = self.files[name].decode()
        if "</s" in text.lower():
            message = f"{name} holds an end tag and cannot be inlined"
            raise ValueError(message)
        return Markup(text)  # noqa: S704 (our own file, checked above)

    def csp(self, *names: str, images: str = "") -> str:
        """Give a Content-Security-Policy: this site's own files, exactly these inlined ones, pictures from `images` too."""
        hashes: dict[str, list[str]] = {"css": [], "js": []}
        for name in names:
            digest = base64.b64encode(hashlib.sha256(self.files[name]).digest()).decode()
            hashes[name.rpartition(".")[2]].append(f" 'sha256-{digest}'")
        return (
            f"default-src 'self'; style-src 'self'{''.join(hashes['css'])}; script-src 'self'{''.join(hashes['js'])}; "
            f"img-src 'self' data:{f' {images}' if images else ''}; base-uri 'none'; form-action 'self'; object-src 'none'"
        )

    def outputs(self, without: Container[str] = ()) -> Iterator[Output]:
        """Give one Output per static file, but for those named."""
        for name, data in self.files.items():
            if name in without:
                continue
            yield Output(self.path(name), (data,), partial(bytes, data))


def read_assets(theme: Path, base: str) -> Assets:
    """Read theme/static and join the style sheets; addresses within style sheets become the hashed ones."""
    static = theme / "static"
    files = {
        path.relative_to(static).as_posix(): _sent(path)
        for path in sorted(static.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    for listing in sorted((theme / STYLES).glob("*.txt")):
        names = [line.strip() for line in listing.read_text("utf-8").splitlines()]
        sheets = [theme / name for name in names if name and not name.startswith("#")]
        files[f"css/{listing.stem}.css"] = _slim("".join(sheet.read_text("utf-8") for sheet in sheets)).encode()
    plain = Assets(files, base)
    for name in [name for name in files if name.endswith(".css")]:
        text = files[name].decode()
        for other in files:
            if other.startswith("illustrations/") and other in text:
                for written in (f"../{other}", other):
                    text = text.replace(f"url({written})", f"url({plain.url(other)})")
        files[name] = text.encode()
    return Assets(dict(sorted(files.items())), base)


def _sent(path: Path) -> bytes:
    """Give a static file as it is sent: scripts without what is there for their readers."""
    return _FOR_READERS.sub(b"", path.read_bytes()) if path.suffix == ".js" else path.read_bytes()


def _slim(css: str) -> str:
    """Give style sheets as they are sent: without comments, indents and line ends. Our texts in quotes hold no braces."""
    return _SPACES.sub("", _COMMENTS.sub("", css)).strip()


def read_translations(theme: Path, language: str, kept: Kept = _anew) -> gettext_module.NullTranslations:
    """Read theme/translations/<language>/LC_MESSAGES/ocop.po; without one, the words of the templates stand (English).

    `kept(language, compile)` gives the compiled messages of a build before this one, or compiles them.
    """
    path = theme / "translations" / language / "LC_MESSAGES" / "ocop.po"
    if not path.is_file():
        return gettext_module.NullTranslations()
    return gettext_module.GNUTranslations(BytesIO(kept(language, partial(_compiled, path, language))))


def _compiled(path: Path, language: str) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - most builds find the messages compiled
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


class RenderError(Exception):
    """A template could not be rendered; `str()` is file, line and what is wrong, in one sentence."""

    def __init__(self, place: str, cause: BaseException) -> None:
        super().__init__(f"{place}: {cause}")


def _place_of(error: BaseException, template: str) -> str:
    # Jinja rewrites tracebacks so that frames within templates carry the template's own file and line.
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or template}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else template


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates and words, ready to render. `environments` hold asset, inline, csp, site and the settings' own globals."""

    environments: Mapping[str, Environment]
    translations: Mapping[str, gettext_module.NullTranslations]
    assets: Assets

    def render(self, template: str, language: str, context: Mapping[str, Any]) -> bytes:
        """Render a template.

        Raises:
            RenderError: The template is wrong, or asks for a name or a file that is not there.
        """
        try:
            found = self.environments[language].get_template(template)
            return found.page(context) if isinstance(found, OneTemplate) else found.render(context).encode()
        except (TemplateError, LookupError, TypeError, ValueError) as error:
            raise RenderError(_place_of(error, template), error) from error

    def gettext(self, language: str) -> Callable[[str], str]:
        """Give the look-up of interface words in a language."""
        return self.translations.get(language, _ENGLISH).gettext

    def ngettext(self, language: str) -> Callable[[str, str, int], str]:
        """Give the look-up of interface words that count."""
        return self.translations.get(language, _ENGLISH).ngettext
