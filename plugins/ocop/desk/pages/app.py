"""The two programs behind the desk: its own pages, and the preview of the site on the next port."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request, send_from_directory
from werkzeug.exceptions import HTTPException

from ..questions import name_of
from ..rewriting import RewritingError
from . import doing, editing, listing, photographs, raw_text, releasing
from .guard import NAMES, guard
from .jobs import Jobs
from .workplace import Workplace

LARGEST: int = 40 * 1024 * 1024
"""Bytes that may be sent in at once: a photo as cameras make them."""
_REFUSED = {
    "Host": "Bàn làm việc chỉ nghe máy này, dưới tên 127.0.0.1 hoặc localhost.",
    "Origin": "Yêu cầu này không đến từ trang của bàn làm việc nên bị từ chối; chưa ghi gì.",
    "khoa": "Trang này mở từ lần chạy trước. Mở lại trang rồi gửi lại; chưa ghi gì.",
}


def desk_app(place: Workplace) -> Flask:
    """Give the desk's own pages."""
    app = Flask("ocop.desk.pages")
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        SESSION_COOKIE_NAME="ocop-ban",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        MAX_FORM_PARTS=20_000,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard(app, place.port, place.preview_address)
    jobs = Jobs(place.root)
    for pages in (listing.pages, editing.pages, raw_text.pages, photographs.pages, releasing.pages, doing.pages):
        app.register_blueprint(pages(place, jobs))

    @app.context_processor
    def common() -> dict[str, Any]:
        return {"site_name": place.name, "preview_address": place.preview_address, "kind_name": name_of}

    @app.get("/giao-dien.css")
    def styles() -> Response:
        # The palette is the public theme's own file, so the two cannot part.
        tokens = (place.theme / "styles" / "tokens.css").read_text("utf-8")
        own = (Path(__file__).parent / "static" / "desk.css").read_text("utf-8")
        return Response(f"{tokens}\n{own}", mimetype="text/css")

    @app.get("/hinh/<name>")
    def drawing(name: str) -> Response:
        return send_from_directory((place.theme / "static" / "illustrations").resolve(), name)

    @app.errorhandler(HTTPException)
    def told(error: HTTPException) -> tuple[str, int]:
        words = {
            404: "Không có trang này, hoặc mục này không còn trong content/.",
            413: "Tệp quá lớn (tối đa 40 MB); chưa ghi gì.",
        }
        code = error.code or 500
        text = _REFUSED.get(error.description or "") or words.get(code) or error.description or error.name
        return render_template("message.html", title="Không làm được", text=text), code

    @app.errorhandler(RewritingError)
    def unreadable(error: RewritingError) -> tuple[str, int]:
        text = f"Phần đầu trang không sửa từng ô được ({error}); chưa ghi gì. Mở thẻ “Cả tệp” của trang để sửa."
        return render_template("message.html", title="Chưa ghi", text=text), 409

    @app.errorhandler(OSError)
    def unwritable(error: OSError) -> tuple[str, int]:
        text = f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror or error}. Chưa ghi gì."
        return render_template("message.html", title="Không ghi được", text=text), 500

    return app


def preview_app(place: Workplace) -> Flask:
    """Give the built site as it is; only the desk may frame it."""
    app = Flask("ocop.desk.preview", static_folder=None)
    hosts = {f"{name}:{place.port + 1}" for name in NAMES}
    desk = " ".join(f"http://{name}:{place.port}" for name in NAMES)

    @app.before_request
    def judge() -> tuple[str, int] | None:
        return None if request.host in hosts else ("Host", 403)

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def file(path: str) -> Response:
        if not path or path.endswith("/"):
            path += "index.html"
        response = send_from_directory(place.preview.resolve(), path)
        response.headers["Content-Security-Policy"] = f"frame-ancestors {desk}"
        response.headers["Cache-Control"] = "no-store"
        return response

    return app
