"""Buttons for commands of staff, and the page on which a command tells how it goes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from ..saving import JOURNAL
from .actions import ACTIONS, Action, Asked
from .jobs import Job, Jobs
from .workplace import Workplace


def pages(place: Workplace, jobs: Jobs) -> Blueprint:
    """Give the pages of commands."""
    found = Blueprint("doing", __name__)
    by_id = {action.id: action for action in ACTIONS}

    @found.get("/viec")
    def tasks() -> str:
        shelf = place.stand().shelf
        choices = {
            (action.id, asked.name): asked.choices(shelf) for action in ACTIONS for asked in action.asked if asked.choices
        }
        return render_template("actions.html", actions=ACTIONS, choices=choices)

    @found.post("/lam/<name>")
    def run(name: str) -> Response:
        action = by_id.get(name)
        if action is None:
            abort(404)
        command = (*action.command, *_arguments(place, action))
        if action.settings:
            command = (*command, "-s", str(place.settings))
        if action.public:
            command = (*command, "--public", str(place.public))
        sure = (*command, *action.sure) if action.asks else ()
        return redirect(f"/viec/{jobs.start(action.title, command, sure=sure, files=action.files).id}")

    @found.get("/viec/<name>")
    def told(name: str) -> str:
        job = _job(jobs, name)
        return render_template("job.html", job=job, files=list(_files(place.root, job.files)) if job.code is not None else [])

    @found.post("/viec/<name>/ghi")
    def go_on(name: str) -> Response:
        job = _job(jobs, name)
        if not job.sure or job.code is None:
            abort(404)
        return redirect(f"/viec/{jobs.start(job.title, job.sure, files=job.files).id}")

    @found.get("/viec/<name>/tep/<int:number>")
    def file(name: str, number: int) -> Response:
        made = list(_files(place.root, _job(jobs, name).files))
        if number >= len(made):
            abort(404)
        return send_file(made[number].resolve(), as_attachment=True)

    return found


def _job(jobs: Jobs, name: str) -> Job:
    job = jobs.get(name)
    if job is None:
        abort(404, "Việc này không còn trong danh sách.")
    return job


def _files(root: Path, patterns: Iterable[str]) -> Iterable[Path]:
    for pattern in patterns:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())


def _arguments(place: Workplace, action: Action) -> Iterable[str]:
    """Give what was filled in as arguments: each is one argument, so none can become another option."""
    for asked in action.asked:
        value = _value(place, asked)
        if not value:
            if asked.required:
                abort(400, f"{asked.title}: phải có. Chưa làm gì.")
            continue
        yield f"{asked.option}={value}" if asked.option else value


def _value(place: Workplace, asked: Asked) -> str:
    if asked.control == "file":
        return _sent(place, asked)
    value = request.form.get(asked.name, "").strip()
    if value and asked.choices is not None and value not in {typed for typed, _ in asked.choices(place.stand().shelf)}:
        abort(400, f"{asked.title}: không có “{value}”. Chưa làm gì.")
    if value.startswith("-"):
        abort(400, f"{asked.title}: không bắt đầu bằng dấu gạch. Chưa làm gì.")
    return value


def _sent(place: Workplace, asked: Asked) -> str:
    """Keep a file that was sent in, under a name of ours, and give its path."""
    sent = request.files.get(asked.name)
    if sent is None or not sent.filename:
        return ""
    suffix = Path(sent.filename).suffix.lower()
    if asked.accept and suffix not in asked.accept.split(","):
        abort(400, f"{asked.title}: chỉ nhận {asked.accept}. Chưa làm gì.")
    folder = place.content.parent / JOURNAL / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(6)}{suffix if suffix[1:].isalnum() else ''}"
    sent.save(path)
    return str(path)
