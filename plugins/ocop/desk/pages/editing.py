"""A page as a form: facts and words, each problem beside its field; saved into its own text."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from ocop.catalogue.models import Kind
from ocop.reading.bundle import Bundle

from .. import filled
from ..beside import BODY, beside, notes
from ..changes import FileChangedError, OutsideContentError
from ..filled import changes, same, typed
from ..forms import Section, sections
from ..key_order import key_order
from ..rewriting import RewritingError, body_of, page_file, rewritten, tree_of
from ..saving import Write, digest_of, save
from ..shelf import title_of
from .jobs import Jobs
from .workplace import Workplace

EMPTY = b"---\n---\n"
"""A page that nobody has written yet."""


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of the form."""
    del jobs
    found = Blueprint("editing", __name__)

    @found.get("/sua/<kind>/<slug>/<language>")
    def form(kind: str, slug: str, language: str) -> str | Response:
        bundle = known(place, kind, slug, language)
        raw = raw_of(place, bundle, language)
        try:
            return shown(place, bundle, language, raw)
        except RewritingError:
            return redirect(f"/tep/{bundle.key}/{language}?vi=khong-doc-duoc")

    @found.post("/sua/<kind>/<slug>/<language>")
    def saving(kind: str, slug: str, language: str) -> str | Response | tuple[str, int]:
        bundle = known(place, kind, slug, language)
        with place.saving:
            raw = raw_of(place, bundle, language)
            try:
                after = _after(place, bundle, language, raw)
            except RewritingError:
                text = "Phần đầu trang không đọc được nữa nên không sửa từng ô được; chưa ghi gì. Mở cả tệp để sửa."
                return render_template("message.html", title="Chưa ghi", text=text, more=f"/tep/{bundle.key}/{language}"), 409
            if request.form.get("ban", "") != digest_of(raw):
                return conflict(bundle, language, raw, after), 409
            if after != (raw or b""):
                write_page(place, bundle, language, raw, after)
        leads = {"xem": f"/xem/{bundle.key}/{language}", "anh": f"/anh/{bundle.key}"}
        return redirect(leads.get(request.form.get("roi", ""), f"/sua/{bundle.key}/{language}?xong=luu"))

    return found


def known(place: Workplace, kind: str, slug: str, language: str = "") -> Bundle:
    """Give the thing that an address names; 404 for every other name, whatever is in it."""
    bundle = place.bundle(kind, slug)
    if bundle is None or (language and language not in place.frame.languages):
        abort(404)
    return bundle


def path_of(place: Workplace, bundle: Bundle, language: str) -> Path:
    """Give the page file of a thing in a language."""
    return place.content / bundle.kind.value / bundle.slug / f"{language}.md"


def raw_of(place: Workplace, bundle: Bundle, language: str) -> bytes | None:
    """Give the bytes of a page file, None where there is none yet. Raises OSError."""
    path = path_of(place, bundle, language)
    return path.read_bytes() if path.is_file() else None


def write_page(place: Workplace, bundle: Bundle, language: str, raw: bytes | None, after: bytes, *others: Write) -> None:
    """Save a page, with other files where a change needs them; the caller holds `place.saving`."""
    what = f"Sửa “{title_of(bundle, place.frame.default_language)}” ({language}.md)"
    try:
        save(place.content, [*others, Write(path_of(place, bundle, language), raw, after)], what, now=place.now())
    except FileChangedError:
        abort(409, "Tệp vừa bị đổi ở nơi khác; chưa ghi gì. Mở lại trang rồi sửa.")
    except OutsideContentError:
        abort(403, "Tệp nằm ngoài thư mục nội dung; không ghi.")


def shown(place: Workplace, bundle: Bundle, language: str, raw: bytes | None) -> str:
    """Give the form of a page, filled in. Raises RewritingError where its front matter cannot be read."""
    page = page_file(raw if raw is not None else EMPTY)
    tree = tree_of(page)
    stand = place.stand()
    parts = _sections(place, bundle, language, tree)
    sheet = bundle.sheets.get(language)
    problems = stand.problems_of(bundle.kind, bundle.slug, f"{language}.md")
    placed = beside(problems, parts, sheet.table if sheet else None, sheet.body_line if sheet else 0)
    of_others = [one for one in stand.problems_of(bundle.kind, bundle.slug) if one not in problems]
    return render_template(
        "edit.html",
        bundle=bundle,
        title=title_of(bundle, place.frame.default_language),
        language=language,
        languages=place.frame.languages,
        default=place.frame.default_language,
        sections=parts,
        notes=placed,
        general=placed.get("", ()),
        elsewhere=notes(of_others),
        body=body_of(page),
        body_notes=placed.get(BODY, ()),
        version=digest_of(raw),
        photos=len(bundle.facts.photos) if bundle.facts else 0,
    )


def conflict(bundle: Bundle, language: str, raw: bytes | None, mine: bytes) -> str:
    """Show what a second window would have overwritten: nothing is written."""
    theirs = (raw or b"").decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    ours = mine.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    lines = list(difflib.unified_diff(theirs, ours, "trên đĩa", "bạn vừa gõ", n=1, lineterm=""))[2:]
    again = {name: value for name, value in request.form.items() if name not in {"ban", "khoa"}}
    address = f"{bundle.key}/{language}"
    return render_template(
        "conflict.html", address=address, lines=lines, again=again, version=digest_of(raw), action=request.path
    )


def _sections(place: Workplace, bundle: Bundle, language: str, tree: Mapping[str, Any]) -> tuple[Section, ...]:
    return sections(Kind(bundle.kind), tree, place.stand().shelf, facts=language == place.frame.default_language)


def _after(place: Workplace, bundle: Bundle, language: str, raw: bytes | None) -> bytes:
    before = raw if raw is not None else EMPTY
    page = page_file(before)
    tree = tree_of(page)
    found = changes(_sections(place, bundle, language, tree), tree, request.form)
    body = request.form.get(filled.VALUE + BODY)
    new_body = None if body is None or same(body, body_of(page)) else f"{typed(body)}\n"
    if raw is None and not found and new_body is None:
        return b""
    return rewritten(before, found, key_order(bundle.kind), new_body)
