"""Who may talk to the desk: a browser on this machine that shows the desk's own pages, and nobody else."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from flask import Flask, Response, abort, request, session
from werkzeug.serving import WSGIRequestHandler

TOKEN: Final = "khoa"  # noqa: S105 (a name)
"""Name of the hidden field that proves that a form is the desk's own, and of the session's entry that it must equal."""
NAMES: Final = ("127.0.0.1", "localhost")


class Quiet(WSGIRequestHandler):
    """Serves without a line for each request: staff read that window for what went wrong."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
        del code, size


def address_of(port: int) -> str:
    """Give the address of the desk."""
    return f"http://{NAMES[0]}:{port}"


def guard(app: Flask, port: int, preview: str) -> None:
    """Have every request judged before anything else, and every answer closed off. `preview`: origin of the preview."""
    hosts = {f"{name}:{port}" for name in NAMES}
    origins = {f"http://{host}" for host in hosts}
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob:; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; frame-src {preview}"
    )

    @app.before_request
    def judge() -> None:
        # A page elsewhere can have its name resolve to this machine (DNS rebinding): then the Host is not ours.
        if request.host not in hosts:
            abort(403, "Host")
        if request.method in {"GET", "HEAD"}:
            return
        if request.headers.get("Origin") not in origins:
            abort(403, "Origin")
        sent, known = request.form.get(TOKEN, ""), session.get(TOKEN, "")
        if not known or not hmac.compare_digest(sent.encode(), known.encode()):
            abort(403, TOKEN)

    @app.after_request
    def close(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"  # With no-referrer a form's Origin would be "null".
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.context_processor
    def token() -> dict[str, str]:
        if TOKEN not in session:
            session[TOKEN] = secrets.token_urlsafe(24)
        return {"token": session[TOKEN]}
