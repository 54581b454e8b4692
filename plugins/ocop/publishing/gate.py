"""The gate: everything that must hold of a finished tree before it may go live. It only looks; all findings come at once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from ocop.engine import Entry, digest

from .budgets import check_sizes
from .findings import Finding, gathered
from .markup import Address, Markup, read_markup
from .tree import files_of

SAMPLE_MARK = "DỮ LIỆU MẪU"
LOCAL_ADDRESS = re.compile(r"""(?:https?:)?//(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=[:/"'\s<]|$)[^\s"'<>)]*""")
TEXT = frozenset((".css", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"))
STYLE_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)""")
SITEMAP_ADDRESS = re.compile(r"<loc>\s*([^<]+?)\s*</loc>")
SITEMAP = "sitemap.xml"
MOST_GONE = 0.2
"""Share of the pages that may vanish from one release to the next."""
MANY_GONE = 10
"""So many may always."""
SVG_ID = re.compile(r"""\sid=["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class RequiredAddress:
    """A file that the site must hold, as `Q/<CODE>/index.html`; `contains`: what its text must show (the code itself)."""

    path: str
    contains: str = ""


def check_tree(  # noqa: PLR0913 - each is another thing that must hold
    tree: Path,
    manifest: Mapping[str, Entry],
    *,
    siteurl: str,
    required: Iterable[RequiredAddress] = (),
    previous: Iterable[str] = (),
    may_vanish: Iterable[str] = (),
    may_shrink: bool = False,
    drafts: Iterable[str] = (),
    counts_in: Mapping[str, int] = MappingProxyType({}),
    counts_out: Mapping[str, int] = MappingProxyType({}),
    sample: bool = False,
) -> tuple[Finding, ...]:
    """Everything wrong with the tree, sorted; empty when it may go live.

    `manifest`: what the engine says it made. `siteurl`: the public address of the site's root, without a slash at its end.
    `previous`: paths of the release that is live; each of its HTML pages must answer, but for those that match a pattern of
    `may_vanish` (listings that follow from the facts, as `san-pham/4-sao/*`). `may_shrink`: more than a fifth of them may
    vanish at once. `drafts`: paths that must not be there.
    """
    site = _read(tree, siteurl)
    found: list[Finding] = [*site.findings]
    found += _bytes(site, manifest)
    found += _pages(site, sample=sample)
    found += _links(site)
    found += _required(site, required)
    before = tuple(path for path in previous if path.endswith(".html"))
    found += [Finding(path, 0, "address-lost") for path in _lost(site, before, tuple(may_vanish))]
    found += () if may_shrink else _shrunk(site, before)
    found += check_sizes(tree, site.files)
    found += _sitemap(site)
    unfinished, workshop = set(drafts), {"drafts", "_components"}
    found += [
        Finding(path, 0, "draft-published") for path in site.files if path in unfinished or workshop & set(path.split("/"))
    ]
    for kind in sorted({*counts_in, *counts_out}):
        read, made = counts_in.get(kind, 0), counts_out.get(kind, 0)
        if read != made:
            found.append(Finding(".", 0, "counts-differ", kind, f"{read} ≠ {made}"))
    return gathered(found)


@dataclass(slots=True)
class _Site:
    """The tree as it was read once: digests of all files, pages parsed, texts kept until they are checked."""

    root: SplitResult
    files: frozenset[str] = frozenset()
    digests: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Markup] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    svg_ids: dict[str, frozenset[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _read(tree: Path, siteurl: str) -> _Site:
    site = _Site(urlsplit(siteurl.rstrip("/")))
    site.files = frozenset(files_of(tree))
    for path in sorted(site.files):
        content = (tree / path).read_bytes()
        site.digests[path] = digest(content)
        suffix = posixpath.splitext(path)[1]
        if suffix != ".html" and suffix not in TEXT:
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            site.findings.append(Finding(path, 0, "html-not-utf8"))
            continue
        site.texts[path] = text
        if suffix == ".html":
            site.pages[path] = read_markup(text)
        elif suffix == ".svg":
            site.svg_ids[path] = frozenset(SVG_ID.findall(text))
    if not site.pages:
        site.findings.append(Finding(".", 0, "site-empty"))
    return site


def _bytes(site: _Site, manifest: Mapping[str, Entry]) -> Iterator[Finding]:
    for path, entry in manifest.items():
        if path not in site.digests:
            yield Finding(path, 0, "file-missing")
        elif site.digests[path] != entry.digest:
            yield Finding(path, 0, "file-changed")
    for path in site.files - manifest.keys():
        yield Finding(path, 0, "file-unlisted")


def _pages(site: _Site, *, sample: bool) -> Iterator[Finding]:
    for path, page in site.pages.items():
        for fault in page.faults:
            yield Finding(path, fault.line, fault.rule, fault.found, fault.within)
        marked = SAMPLE_MARK in site.texts[path]
        if marked != sample:
            yield Finding(path, 0, "sample-unmarked" if sample else "sample-in-real")
    for path, text in site.texts.items():
        for match in LOCAL_ADDRESS.finditer(text):
            yield Finding(path, text.count("\n", 0, match.start()) + 1, "link-local", match.group())


def _required(site: _Site, required: Iterable[RequiredAddress]) -> Iterator[Finding]:
    for address in required:
        text = site.texts.get(address.path)
        if text is None:
            yield Finding(address.path, 0, "code-missing", address.contains or address.path)
        elif address.contains not in text:
            yield Finding(address.path, 0, "code-page-wrong", address.contains)


def _lost(site: _Site, previous: Iterable[str], may_vanish: tuple[str, ...]) -> Iterator[str]:
    for path in previous:
        if path not in site.files and not any(fnmatchcase(path, one) for one in may_vanish):
            yield path


def _shrunk(site: _Site, before: tuple[str, ...]) -> Iterator[Finding]:
    """A site that lost much at once is a fault in the content far more often than a wish."""
    gone = sum(path not in site.files for path in before)
    if gone > max(MANY_GONE, len(before) * MOST_GONE):
        yield Finding(".", 0, "too-many-gone", f"{gone}/{len(before)}")


def _sitemap(site: _Site) -> Iterator[Finding]:
    """Every page that may be found under its own address is in the sitemap, once the site has an address."""
    if not site.root.netloc or SITEMAP not in site.texts:
        return
    listed = {_listed(site, value) for value in SITEMAP_ADDRESS.findall(site.texts[SITEMAP])}
    for path, page in site.pages.items():
        if path not in listed and page.findable and page.canonical and _listed(site, page.canonical) == path:
            yield Finding(path, 0, "sitemap-lacks")


def _listed(site: _Site, value: str) -> str | None:
    inside = _inside(site.root, urlsplit(value))
    return None if inside is None else _file(site, unquote(inside.lstrip("/")))


def _links(site: _Site) -> Iterator[Finding]:
    for path, page in site.pages.items():
        for address in page.addresses:
            yield from _link(site, path, address)
    for path, text in site.texts.items():
        if path.endswith(".css"):
            for quoted, single, bare in STYLE_ADDRESS.findall(text):
                yield from _link(site, path, Address(0, quoted or single or bare))
        elif path.endswith(".xml"):
            for value in SITEMAP_ADDRESS.findall(text):
                yield from _link(site, path, Address(0, value, weak=True))


def _link(site: _Site, path: str, address: Address) -> Iterator[Finding]:
    try:
        parts = urlsplit(address.value)
    except ValueError:
        yield Finding(path, address.line, "link-dead", address.value)
        return
    if parts.scheme == "file":
        yield Finding(path, address.line, "link-local", address.value)
        return
    inside = _inside(site.root, parts)
    if inside is None:
        return
    if inside == "" and not parts.netloc:
        target: str | None = path
    elif inside.startswith("/"):
        target = _file(site, unquote(inside.lstrip("/")))
    else:
        target = _file(site, posixpath.join(posixpath.dirname(path), unquote(inside)))
    if target is None:
        yield Finding(path, address.line, "link-dead", address.value)
    elif parts.fragment and not address.weak and not _has_place(site, target, parts.fragment):
        yield Finding(path, address.line, "fragment-dead", address.value)


def _inside(root: SplitResult, parts: SplitResult) -> str | None:
    """The address from the site's root (`/…`) or relative to the page; None when it leads out of the site."""
    if parts.scheme not in {"", "http", "https"}:
        return None
    where = parts.path
    if parts.netloc:
        if not root.netloc or parts.netloc.lower() != root.netloc.lower():
            return None
        where = where or "/"
    elif parts.scheme or not where.startswith("/"):
        return where
    if root.path and where != root.path and not where.startswith(f"{root.path}/"):
        return None if parts.netloc else f"/..{where}"  # beside the site: another's on our host, dead when root-relative
    return where.removeprefix(root.path) or "/"


def _file(site: _Site, path: str) -> str | None:
    """The file that a server gives for a path below the root: itself, or the index of a folder."""
    normal = posixpath.normpath(path) if path else "."
    if path.endswith("/") or normal == ".":
        candidates = [posixpath.join(normal, "index.html")]
    else:
        candidates = [normal, f"{normal}/index.html"]
    return next((name for name in map(posixpath.normpath, candidates) if name in site.files), None)


def _has_place(site: _Site, target: str, fragment: str) -> bool:
    place = unquote(fragment.partition(":~:")[0])
    if place in {"", "top"}:
        return True
    if target in site.pages:
        return place in site.pages[target].ids
    return target not in site.svg_ids or place in site.svg_ids[target]
