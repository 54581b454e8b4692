"""From a body in Markdown to the only HTML that templates print unescaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from typing import Any, Final

from markdown import Markdown

from .body import Heading, ImageMaker, LinkResolver, Prose
from .bounds import bracket_flood
from .plain_check import agree
from .plain_subset import plain_prose
from .safety import sanitised
from .tables import wrapped
from .tree import Job, Rewriting

_ALWAYS: Final = ("markdown.extensions.tables", "markdown.extensions.sane_lists")
# It eats a first line such as "Giờ mở cửa: 8:00"; front matter is read elsewhere.
_NEVER: Final = frozenset({"meta", "markdown.extensions.meta"})
_RAW_HTML: Final = ("html_block", "html")
_PASSED_ON: Final = ("tab_length",)
_RESERVED: Final = re.compile("[\x02\x03\ue000\ue001]")  # Placeholders of Python-Markdown and of this module.
_HEADING: Final = re.compile(r'<h([2-6]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Taken:
    """How many bodies went which way: `fast`, or through the `whole` of Python-Markdown and the sanitiser."""

    fast: int = 0
    whole: int = 0


class Renderer:
    """Markdown set up once from Pelican's MARKDOWN setting, then used for many bodies (one at a time: not for threads).

    `extensions`, `extension_configs` and `tab_length` are honoured; `meta` is left out because front matter is read elsewhere,
    and raw HTML is never let through, whatever the extensions.

    `fast` lets bodies of plain constructs take the fast path (docs/adr/0039). It is for the default settings only, and it is
    left for good if the samples that are tried before its first use differ. `taken` counts.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None, *, fast: bool = True) -> None:
        given = settings or {}
        configs = {name: config for name, config in dict(given.get("extension_configs", {})).items() if name not in _NEVER}
        extensions = _extensions(given.get("extensions", ()), configs)
        self._rewriting = Rewriting()
        self._settings = {
            "extensions": extensions,
            "extension_configs": configs,
            **{name: given[name] for name in _PASSED_ON if name in given},
        }
        is_default = extensions == [*_ALWAYS] and not configs and not any(name in given for name in _PASSED_ON)
        self._fast = fast and is_default
        self._is_tried = False
        self.taken = Taken()

    @cached_property
    def _markdown(self) -> Markdown:
        # Made when the first body needs it: that takes as long as a hundred bodies by the fast path.
        made = Markdown(**self._settings)
        for name in _RAW_HTML:
            for registry in (made.preprocessors, made.inlinePatterns):
                if name in registry:
                    registry.deregister(name)
        made.treeprocessors.register(self._rewriting, "ocop", -100)
        return made

    def render(self, markdown: str, *, link: LinkResolver | None = None, image: ImageMaker | None = None) -> Prose:
        """Give safe HTML of a body.

        `link(href)` may give another address (None leaves it). `image(name, alt)` gives trusted HTML for a picture; without it,
        or when it gives None, the picture is left out and named in `dropped`. Headings start at h2 and skip no level. All ids
        start with `m-`; a link of the body to one of its own headings is mended and not listed. `link` and `image` give the
        same for the same, however often they are asked.
        """
        prose = plain_prose(markdown, link=link, image=image) if self._is_fast() else None
        if prose is not None:
            self.taken.fast += 1
            return prose
        self.taken.whole += 1
        return self._whole(markdown, link, image)

    def _is_fast(self) -> bool:
        # Tried as late as this: a build that renders nothing does not pay for it, and each process tries for itself.
        if self._fast and not self._is_tried:
            self._is_tried = True
            self._fast = agree(
                lambda sample: plain_prose(sample, link=_sample_link, image=_sample_image),
                lambda sample: self._whole(sample, _sample_link, _sample_image),
            )
        return self._fast

    def _whole(self, markdown: str, link: LinkResolver | None, image: ImageMaker | None) -> Prose:
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


def _sample_link(href: str) -> str | None:
    return "/x/" if href == "places/x" else None


def _sample_image(name: str, alt: str) -> str | None:
    return f'<img alt="{escape(alt)}" src="{name}">' if alt else None


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
    # To try the fast path takes longer than one body does without it.
    return Renderer(settings, fast=False).render(markdown, link=link, image=image)


def _heading(found: re.Match[str]) -> Heading:
    return Heading(int(found[1]), found[2], _RESERVED.sub("", unescape(_TAG.sub("", found[3]))).strip())


def _extensions(given: Sequence[Any], configs: Mapping[str, Any]) -> list[Any]:
    # Pelican adds every configured extension to the list; so do we, and each once.
    wanted: list[Any] = []
    for extension in (*given, *configs, *_ALWAYS):
        if extension not in _NEVER and extension not in wanted:
            wanted.append(extension)
    return wanted
