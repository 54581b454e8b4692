"""From a body in Markdown to the only HTML that templates print unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final

from markdown import Markdown

from .bounds import bracket_flood
from .safety import sanitised
from .tables import wrapped
from .tree import Job, Rewriting

LinkResolver = Callable[[str], str | None]
ImageMaker = Callable[[str, str], str | None]

_ALWAYS: Final = ("markdown.extensions.tables", "markdown.extensions.sane_lists")
# It eats a first line such as "Giờ mở cửa: 8:00"; front matter is read elsewhere.
_NEVER: Final = frozenset({"meta", "markdown.extensions.meta"})
_RAW_HTML: Final = ("html_block", "html")
_PASSED_ON: Final = ("tab_length",)
_RESERVED: Final = re.compile("[\x02\x03\ue000\ue001]")  # Placeholders of Python-Markdown and of this module.
_HEADING: Final = re.compile(r'<h([2-6]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body: `level` 2–6, `id` without `#`, `text` plain."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered body. `links` and `images` are as written, in order, each time they occur; `dropped` are images left out."""

    html: str
    links: tuple[str, ...]
    headings: tuple[Heading, ...]
    images: tuple[str, ...]
    dropped: tuple[str, ...] = ()


class Renderer:
    """Markdown set up once from Pelican's MARKDOWN setting, then used for many bodies (one at a time: not for threads).

    `extensions`, `extension_configs` and `tab_length` are honoured; `meta` is left out because front matter is read elsewhere,
    and raw HTML is never let through, whatever the extensions.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        given = settings or {}
        configs = {name: config for name, config in dict(given.get("extension_configs", {})).items() if name not in _NEVER}
        self._rewriting = Rewriting()
        self._markdown = Markdown(
            extensions=_extensions(given.get("extensions", ()), configs),
            extension_configs=configs,
            **{name: given[name] for name in _PASSED_ON if name in given},
        )
        for name in _RAW_HTML:
            for registry in (self._markdown.preprocessors, self._markdown.inlinePatterns):
                if name in registry:
                    registry.deregister(name)
        self._markdown.treeprocessors.register(self._rewriting, "ocop", -100)

    def render(self, markdown: str, *, link: LinkResolver | None = None, image: ImageMaker | None = None) -> Prose:
        """Give safe HTML of a body.

        `link(href)` may give another address (None leaves it). `image(name, alt)` gives trusted HTML for a picture; without it,
        or when it gives None, the picture is left out and named in `dropped`. Headings start at h2 and skip no level. All ids
        start with `m-`; a link of the body to one of its own headings is mended and not listed.
        """
        job = Job(link=link, image=image)
        html = self._converted(_RESERVED.sub("", markdown), job)
        html = wrapped(sanitised(html))
        headings = tuple(_heading(found) for found in _HEADING.finditer(html))
        for token, picture in job.pictures.items():
            html = html.replace(f"<p>{token}</p>", picture).replace(token, picture)
        return Prose(html, tuple(job.links), headings, tuple(job.images), tuple(job.dropped))

    def _converted(self, text: str, job: Job) -> str:
        if bracket_flood(text):
            return _plain(text)
        self._rewriting.job = job
        try:
            return self._markdown.reset().convert(text)
        except RecursionError:
            # Thousands of nested quotes or lists: no writer means that. The words stay readable, the nesting is lost.
            job.forget()
            return _plain(text)
        finally:
            self._rewriting.job = Job()


def _plain(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def render(
    markdown: str,
    *,
    settings: Mapping[str, Any] | None = None,
    link: LinkResolver | None = None,
    image: ImageMaker | None = None,
) -> Prose:
    """Render one body; for many, keep a `Renderer`."""
    return Renderer(settings).render(markdown, link=link, image=image)


def _heading(found: re.Match[str]) -> Heading:
    return Heading(int(found[1]), found[2], _RESERVED.sub("", unescape(_TAG.sub("", found[3]))).strip())


def _extensions(given: Sequence[Any], configs: Mapping[str, Any]) -> list[Any]:
    # Pelican adds every configured extension to the list; so do we, and each once.
    wanted: list[Any] = []
    for extension in (*given, *configs, *_ALWAYS):
        if extension not in _NEVER and extension not in wanted:
            wanted.append(extension)
    return wanted
