"""What there is, with its problems; what was saved; something new."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from ocop.catalogue.fields import MAX_SLUG
from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Severity
from ocop.text import fold, slugify

from ..alike import free_slug, near_names
from ..beside import notes
from ..changes import FileChangedError
from ..creating import new_page
from ..questions import SINGULAR, AnswerError, Question, name_of, questions, understood
from ..saving import NoSuchSaveError, save, saves, undo
from ..shelf import title_of
from .jobs import Jobs
from .workplace import Stand, Workplace


@dataclass(frozen=True, slots=True)
class Row:
    """A thing in the list."""

    key: str
    title: str
    languages: tuple[str, ...]
    draft: bool
    errors: int
    warnings: int


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of the list."""
    del jobs
    found = Blueprint("listing", __name__)

    @found.get("/")
    def home() -> str:
        stand = place.stand()
        wanted, only = request.args.get("tim", ""), request.args.get("chi", "")
        groups = [(kind, name_of(kind), _rows(stand, kind, wanted, only)) for kind in Kind]
        others = stand.problems.get("", ())
        errors = sum(one.severity is Severity.ERROR for one in stand.prepared.problems)
        return render_template(
            "list.html",
            groups=[group for group in groups if group[2] or not (wanted or only)],
            others=list(zip(others, notes(others), strict=True)) if len(others) < 200 else [],
            errors=errors,
            warnings=len(stand.prepared.problems) - errors,
            wanted=wanted,
            only=only,
            begin={kind: what for what, kind in SINGULAR.items()},
            saves=saves(place.content, 5),
        )

    @found.route("/moi/<what>", methods=["GET", "POST"])
    def begin(what: str) -> str | Response:
        if what not in SINGULAR:
            abort(404)
        kind, stand = SINGULAR[what], place.stand()
        asked = questions(kind, stand.shelf, place.today)
        typed = {question.key: request.form.get(question.key, question.usual) for question in asked}
        slug = request.form.get("slug", "").strip()
        near: tuple[tuple[str, str], ...] = ()
        wrong: dict[str, str] = {}
        if request.method == "POST":
            answers = _answers(kind, asked, typed, stand, wrong)
            taken = stand.shelf.bundles[kind].keys()
            slug = slug or free_slug(typed["title"], taken)
            if slug in taken:
                wrong["slug"] = f"Đã có {kind.value}/{slug}."
            elif not slug or slugify(slug) != slug or free_slug(slug, ()) != slug or len(slug) > MAX_SLUG:
                wrong["slug"] = "Chỉ dùng chữ thường không dấu, số, gạch nối."
            near = near_names(typed["title"], dict(stand.shelf.things(kind, keyed=True)))
            if not wrong and (not near or request.form.get("sure")):
                write = new_page(place.content, kind, slug, answers, place.frame.default_language)
                with place.saving:
                    save(place.content, [write], f"Tạo {name_of(kind)} “{answers['title']}”", now=place.now())
                return redirect(f"/sua/{kind.value}/{slug}/{place.frame.default_language}?xong=tao")
        return render_template(
            "new.html", what=what, name=name_of(kind), asked=asked, typed=typed, slug=slug, near=near, wrong=wrong
        )

    @found.get("/da-luu")
    def history() -> str:
        return render_template("history.html", saves=saves(place.content, 200))

    @found.post("/hoan-tac/<name>")
    def take_back(name: str) -> Response | tuple[str, int]:
        try:
            with place.saving:
                undo(place.content, name, now=place.now())
        except NoSuchSaveError:
            abort(404)
        except FileChangedError:
            text = "Tệp đã được sửa thêm sau lần lưu này, nên không hoàn tác được nữa. Hoàn tác lần lưu mới hơn trước."
            return render_template("message.html", title="Chưa hoàn tác", text=text), 409
        return redirect("/da-luu?xong=1")

    return found


def _rows(stand: Stand, kind: Kind, wanted: str, only: str) -> list[Row]:
    rows = []
    for slug, bundle in stand.shelf.bundles[kind].items():
        title = title_of(bundle, stand.shelf.frame.default_language)
        if wanted and fold(wanted) not in fold(f"{title} {slug}"):
            continue
        problems = stand.problems_of(kind, slug)
        errors = sum(one.severity is Severity.ERROR for one in problems)
        draft = bool(bundle.facts and bundle.facts.draft)
        row = Row(bundle.key, title, bundle.languages, draft, errors, len(problems) - errors)
        if (only == "loi" and not row.errors) or (only == "luu-y" and not (row.errors or row.warnings)):
            continue
        rows.append(row)
    return sorted(rows, key=lambda row: (not row.errors, fold(row.title)))


def _answers(
    kind: Kind, asked: tuple[Question, ...], typed: dict[str, str], stand: Stand, wrong: dict[str, str]
) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question in asked:
        try:
            answers[question.key] = understood(kind, question, typed[question.key], stand.shelf)
        except AnswerError as error:
            wrong[question.key] = str(error)
    return answers
