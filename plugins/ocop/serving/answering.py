"""Answering as the servers of deploy/ do, on this machine alone; pages get a script that listens for the next build."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from ocop.publishing.serving import content_type

from .news import News

HOST: Final = "127.0.0.1"
_OWN: Final = "/.ocop/"
"""Addresses of our own; the output folder keeps the engine's state under this name, which no server shows."""
_FILES: Final = Path(__file__).with_name("static")
_HEARTBEAT_S: Final = 15.0
_INJECTED: Final = b'<link rel="stylesheet" href="/.ocop/serve.css"><script src="/.ocop/serve.js" defer></script>'
_EMPTY: Final = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Chưa có trang</title></head><body><p>{}</p></body></html>"
)
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


class Server(ThreadingHTTPServer):
    """Serves `folder`; with `news`, pages listen for builds. Raises OSError where the port is taken."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int, news: News | None = None) -> None:
        self.folder, self.news = folder.resolve(), news
        super().__init__((HOST, port), _Handler)

    def file_of(self, address: str) -> Path | None:
        """Give the file that answers an address, None for none: the file itself, a folder's index, or its name with .html."""
        path = posixpath.normpath("/" + unquote(urlsplit(address).path).lstrip("/"))
        if "\0" in path or f"{path}/".startswith(_OWN):
            return None
        named = self.folder / path.lstrip("/")
        tried = (named, named / "index.html", named.with_name(f"{named.name}.html")) if path != "/" else (named / "index.html",)
        return next((file for file in tried if file.is_file() and file.resolve().is_relative_to(self.folder)), None)

    def output_of(self, address: str) -> str:
        """Give the path below the folder of what answers an address; "" where nothing does."""
        file = self.file_of(address)
        return file.relative_to(self.folder).as_posix() if file is not None else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer with a file, an event stream, or the 404 page."""
        # A page elsewhere could have its name lead here: only those who asked for this machine are answered.
        if (self.headers.get("Host") or HOST).rpartition(":")[0].strip("[]") not in {HOST, "localhost", ""}:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"")
            return
        path = urlsplit(self.path).path
        if path == f"{_OWN}events" and self.server.news:
            asked = parse_qs(urlsplit(self.path).query).get("page", [""])[0]
            self._events(self.server.news, self.server.output_of(asked) if asked else "")
        elif path in {f"{_OWN}serve.js", f"{_OWN}serve.css"} and self.server.news:
            file = _FILES / posixpath.basename(path)
            self._send(HTTPStatus.OK, content_type(file.name), file.read_bytes())
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 (the standard library's name)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the writer has to know."""

    def _file(self, path: str) -> None:
        file = self.server.file_of(self.path)
        status = HTTPStatus.OK
        if file is not None and file.name == "index.html" and not path.endswith(("/", "index.html")):
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", {"Location": f"/{path.strip('/')}/"})
            return
        if file is None:
            status, file = HTTPStatus.NOT_FOUND, self.server.folder / "404.html"
        try:
            output = file.relative_to(self.server.folder).as_posix()
            content, kind = file.read_bytes(), content_type(output)
        except OSError:  # no build has ended well yet, or this one is under way
            said = "Chưa dựng được trang nào." if self.server.news else "Ở đây chưa có trang nào."
            content, kind = _EMPTY.format(said).encode(), "text/html; charset=utf-8"
            status = HTTPStatus.SERVICE_UNAVAILABLE
        else:
            self._note(output)
        if self.server.news and kind.startswith("text/html"):
            head, end, tail = content.rpartition(b"</body>")
            content = head + _INJECTED + end + tail if end else content + _INJECTED
        self._send(status, kind, content)

    def _note(self, output: str) -> None:
        """Note which page loads this, unless a link on it leads here."""
        page = self.headers.get("Referer", "")
        if self.server.news and page and self.headers.get("Sec-Fetch-Mode") != "navigate":
            self.server.news.loads(self.server.output_of(page), output)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(content)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self, news: News, page: str) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**_HEADERS, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError), news.open(page):  # until the page is closed
            state = news.state
            self.wfile.write(state.event(page))
            while True:
                later = news.after(state.number, _HEARTBEAT_S)
                self.wfile.write(later.event(page) if later != state else b": \n\n")
                state = later
