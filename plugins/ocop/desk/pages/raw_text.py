"""The text of a page as it stands in its file: for what a form cannot say, and for what cannot be read."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from ..beside import notes
from ..filled import same
from ..saving import digest_of
from ..shelf import title_of
from .editing import conflict, known, raw_of, write_page
from .jobs import Jobs
from .workplace import Workplace


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of the text."""
    del jobs
    found = Blueprint("raw_text", __name__)

    @found.get("/tep/<kind>/<slug>/<language>")
    def text(kind: str, slug: str, language: str) -> str | tuple[str, int]:
        bundle = known(place, kind, slug, language)
        raw = raw_of(place, bundle, language) or b""
        problems = place.stand().problems_of(bundle.kind, bundle.slug, f"{language}.md")
        try:
            shown = raw.decode("utf-8")
        except UnicodeDecodeError:
            shown = None
        return render_template(
            "text.html",
            bundle=bundle,
            title=title_of(bundle, place.frame.default_language),
            language=language,
            text=shown,
            notes=notes(problems),
            version=digest_of(raw_of(place, bundle, language)),
        )

    @found.post("/tep/<kind>/<slug>/<language>")
    def saving(kind: str, slug: str, language: str) -> str | Response | tuple[str, int]:
        bundle = known(place, kind, slug, language)
        with place.saving:
            raw = raw_of(place, bundle, language)
            before = (raw or b"").decode("utf-8", "replace")
            sent = request.form.get("text", before)
            newline = "\r\n" if "\r\n" in before else "\n"
            after = raw or b""
            if not same(sent, before):
                after = sent.replace("\r\n", "\n").replace("\n", newline).encode("utf-8")
            if request.form.get("ban", "") != digest_of(raw):
                return conflict(bundle, language, raw, after), 409
            if after != (raw or b""):
                write_page(place, bundle, language, raw, after)
        return redirect(f"/tep/{bundle.key}/{language}?xong=luu")

    return found
