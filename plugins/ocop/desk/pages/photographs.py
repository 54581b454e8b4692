"""Photos of a thing: words for who cannot see them, who took them, under what licence, and what must stay in sight."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from ocop.catalogue.assembled import PictureFile
from ocop.catalogue.problem import Problem
from ocop.pictures import inspect
from ocop.pictures.formats import TAKEN
from ocop.reading.bundle import Bundle
from ocop.reading.message import in_words
from ocop.text import slugify

from .. import filled
from ..beside import Note, beside
from ..filled import changes, same, typed
from ..forms import photo_section
from ..key_order import key_order
from ..rewriting import RewritingError, page_file, rewritten, tree_of
from ..saving import JOURNAL, Write, digest_of
from ..shelf import title_of
from .editing import conflict, known, path_of, raw_of, write_page
from .jobs import Jobs
from .workplace import Workplace

ASKED = ("alt", "author", "licence")
"""What a photo cannot be added without."""


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of photos."""
    del jobs
    found = Blueprint("photographs", __name__)

    @found.get("/anh-goc/<kind>/<slug>/<name>")
    def picture(kind: str, slug: str, name: str) -> Response:
        bundle = known(place, kind, slug)
        if name not in bundle.pictures or bundle.pictures[name].is_symlink() or Path(name).suffix.lower() not in TAKEN:
            abort(404)
        return send_from_directory(bundle.pictures[name].parent.resolve(), name)

    @found.get("/anh/<kind>/<slug>")
    def photos(kind: str, slug: str) -> Answer:
        return _shown(place, known(place, kind, slug), {})

    @found.post("/anh/<kind>/<slug>")
    def saving(kind: str, slug: str) -> str | Answer | tuple[str, int]:
        bundle = known(place, kind, slug)
        language = place.frame.default_language
        with place.saving:
            raw = raw_of(place, bundle, language) or b""
            try:
                after = _after(place, bundle, raw)
            except RewritingError:
                return redirect(f"/tep/{bundle.key}/{language}?vi=khong-doc-duoc")
            if request.form.get("ban", "") != digest_of(raw):
                return conflict(bundle, language, raw, after), 409
            if after != raw:
                write_page(place, bundle, language, raw, after)
        return redirect(f"/anh/{bundle.key}?xong=luu")

    @found.post("/anh-moi/<kind>/<slug>")
    def adding(kind: str, slug: str) -> Answer:
        bundle = known(place, kind, slug)
        wrong = {name: "Phải có." for name in ASKED if not request.form.get(name, "").strip()}
        sent = request.files.get("anh")
        data = sent.read() if sent is not None else b""
        name = _free_name(bundle, sent) if sent is not None and data else ""
        fault = _fault(place, name, data) if name else "Chọn một tệp ảnh .jpg, .png, .webp hoặc .avif."
        if fault:
            wrong["anh"] = fault
        if wrong:
            return _shown(place, bundle, wrong)
        with place.saving:
            raw = raw_of(place, bundle, place.frame.default_language)
            if raw is None:
                abort(404)
            tree = tree_of(page_file(raw))
            photo = {key: typed(request.form.get(key, "")) for key in ("author", "licence", "date")}
            photo |= {"role": "pack" if request.form.get("role") == "pack" else "", "focus": _focus("fx", "fy")}
            photos = [*(tree.get("photos") or []), {"file": name, **{key: value for key, value in photo.items() if value}}]
            alts = {**(tree.get("alts") or {}), name: typed(request.form["alt"])}
            after = rewritten(raw, {"photos": photos, "alts": alts}, key_order(bundle.kind))
            picture = Write(path_of(place, bundle, "vi").with_name(name), None, data)
            write_page(place, bundle, place.frame.default_language, raw, after, picture)
        return redirect(f"/anh/{bundle.key}?xong=anh")

    return found


def _shown(place: Workplace, bundle: Bundle, wrong: Mapping[str, str]) -> Answer:
    language = place.frame.default_language
    raw = raw_of(place, bundle, language) or b""
    try:
        tree = tree_of(page_file(raw))
    except RewritingError:
        return redirect(f"/tep/{bundle.key}/{language}?vi=khong-doc-duoc")
    section = photo_section(bundle.kind, tree, place.stand().shelf)
    sheet = bundle.sheets.get(language)
    problems = place.stand().problems_of(bundle.kind, bundle.slug, f"{language}.md")
    named: Mapping[str, tuple[Note, ...]] = beside(problems, [section], sheet.table if sheet else None, 0)
    alts = tree.get("alts") if isinstance(tree.get("alts"), dict) else {}
    html = render_template(
        "photos.html",
        bundle=bundle,
        title=title_of(bundle, language),
        language=language,
        items=section.fields[0].items[:-1],
        files=[photo.get("file", "") for photo in tree.get("photos") or [] if isinstance(photo, dict)],
        alts=alts,
        notes=named,
        unlisted=sorted(bundle.pictures.keys() - {photo.get("file") for photo in tree.get("photos") or []}),
        version=digest_of(raw),
        typed=request.form,
        wrong=wrong,
    )
    return Response(html, status=422 if wrong else 200)


def _after(place: Workplace, bundle: Bundle, raw: bytes) -> bytes:
    tree = tree_of(page_file(raw))
    section = photo_section(bundle.kind, tree, place.stand().shelf)
    form = dict(request.form)
    for item in section.fields[0].items:
        if f"fx/{item.id}" in form:
            form[f"{filled.VALUE}{item.id}/focus"] = _focus(f"fx/{item.id}", f"fy/{item.id}")
    found = changes([section], tree, form)
    old = tree.get("alts") if isinstance(tree.get("alts"), dict) else {}
    alts = dict(old or {})
    for name, text in request.form.items():
        file = name.removeprefix("alt/")
        if file != name and not same(text, alts.get(file, "")):
            alts[file] = typed(text)
    listed = {photo.get("file") for photo in found["photos"] or []} if "photos" in found else None
    if listed is not None:  # Words of a photo that was taken off the page go with it.
        gone = {photo.get("file") for photo in tree.get("photos") or []} - listed
        alts = {file: text for file, text in alts.items() if file not in gone}
    if alts != (old or {}):
        found["alts"] = alts
    return rewritten(raw, found, key_order(bundle.kind))


def _focus(across: str, down: str) -> str:
    """Give "50 30" from two fields; "" where either is empty. What is no percentage is kept for `check` to tell."""
    one, other = request.form.get(across, "").strip(), request.form.get(down, "").strip()
    return f"{one} {other}" if one and other else ""


def _free_name(bundle: Bundle, sent: FileStorage) -> str:
    """Give a name for a new file: that of the sent one, in ASCII, with a number where it is taken; "" for no picture."""
    given = Path((sent.filename or "").replace("\\", "/")).name
    suffix = Path(given).suffix.lower()
    if suffix not in TAKEN:
        return ""
    stem = slugify(Path(given).stem)[:60] or "anh"
    number, name = 1, f"{stem}{suffix}"
    while name in bundle.pictures:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def _fault(place: Workplace, name: str, data: bytes) -> str:
    """Say what is wrong with a picture that was sent in; "" for nothing."""
    folder = place.content.parent / JOURNAL / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{secrets.token_hex(6)}{Path(name).suffix}"
    try:
        aside.write_bytes(data)
        found = inspect(PictureFile(aside, digest_of(data)), path_for_problem=name)
    finally:
        aside.unlink(missing_ok=True)
    return " → ".join(in_words(found)).replace(aside.name, name) if isinstance(found, Problem) else ""
