"""Look before it goes out: the page in the real theme at phone width, what would change, publish, go back."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from ocop.outputs.addresses import file_of

from ..shelf import title_of
from .editing import known
from .jobs import Jobs
from .workplace import Workplace


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of looking and publishing."""
    found = Blueprint("releasing", __name__)
    target = ("-s", str(place.publish_settings), "--public", str(place.public))

    @found.get("/xem/<kind>/<slug>/<language>")
    def preview(kind: str, slug: str, language: str) -> str:
        bundle = known(place, kind, slug, language)
        edition = place.stand().prepared.edition
        url = edition.addresses.thing(bundle.kind, bundle.slug, language).url if edition is not None else ""
        built = bool(url) and (place.preview / file_of(url)).is_file()
        return render_template(
            "preview.html",
            bundle=bundle,
            title=title_of(bundle, place.frame.default_language),
            language=language,
            languages=place.frame.languages,
            url=url,
            built=built and request.args.get("moi") == "1",
        )

    @found.post("/xem/<kind>/<slug>/<language>")
    def build(kind: str, slug: str, language: str) -> Response:
        bundle = known(place, kind, slug, language)
        command = ("build", "-s", str(place.settings), "-o", str(place.preview))
        job = jobs.start("Dựng bản xem thử", command, leads_to=f"/xem/{bundle.key}/{language}?moi=1")
        return redirect(f"/viec/{job.id}")

    @found.get("/dua-len")
    def release() -> str:
        problems = place.stand().prepared.problems
        return render_template("publish.html", errors=sum(one.severity.value == "error" for one in problems))

    @found.post("/dua-len/<what>")
    def do(what: str) -> Response:
        name = request.form.get("ban-cu", "").strip()
        if name and not name.replace("-", "").isalnum():
            abort(400, "Mã bản chỉ có chữ, số, gạch nối; chưa đổi gì.")
        commands = {
            "xem": ("Xem sẽ đổi gì", ("publish", *target, "--dry-run")),
            "dang": ("Đưa lên mạng", ("publish", *target)),
            "cac-ban": ("Các bản còn giữ", ("rollback", *target, "--list")),
            "quay-lai": ("Quay lại bản trước", ("rollback", *target, *((f"--to={name}",) if name else ()))),
        }
        if what not in commands:
            abort(404)
        title, command = commands[what]
        return redirect(f"/viec/{jobs.start(title, command).id}")

    return found
