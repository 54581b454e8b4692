"""Servers for the fictional catalogue: Python's plain one; nginx and Caddy from Debian's packages with what deploy/ holds."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "ocop.example"
GTIN = "08931234567897"
"""Of the examples of GS1's own syntax engine, not of a product."""
PACKAGES = ("nginx", "nginx-common", "libnginx-mod-http-brotli-filter", "libbrotli1", "caddy", "openssl")
CACHE = ROOT / ".cache" / "servers"
PATIENCE = 20
"""Seconds that a server may take to answer."""


@dataclass(frozen=True)
class Answer:
    """What came back; nothing was followed, nothing decompressed. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server: its name, its port on loopback, and the tree that it serves."""

    name: str
    port: int
    public: Path
    tls: ssl.SSLContext | None = None
    plain_port: int = 0
    """Where it answers without TLS, if it does."""
    seen: list[str] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.public / "current"

    def ask(self, path: str, *, method: str = "GET", port: int = 0, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=PATIENCE)
        if self.tls and not port:
            connection.connect()
            connection.sock = self.tls.wrap_socket(connection.sock, server_hostname=HOST)
        sent = {"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            connection.request(method, path, headers=sent)
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory, demo_site: Path) -> Path:
    """A folder of releases as publishing leaves it, with a page for a trade number and what later issues will add."""
    public = tmp_path_factory.mktemp("srv") / "public"
    release = public / "releases" / "0001"
    shutil.copytree(demo_site, release, ignore=shutil.ignore_patterns(".ocop"))
    more = {
        f"01/{GTIN}/index.html": f"<!doctype html><title>{GTIN}</title>",
        f"01/{GTIN}/linkset.json": '{"linkset": []}',
        "Q/SD90013/index.html": "<!doctype html><title>SD90013</title>",
        "products.csv": "tên\nbột gạo\n" * 40,
        "products.geojson": '{"type": "FeatureCollection", "features": []}',
        ".secret/key.html": "not for anyone",
        "releases.zip": "PK",
    }
    for path, text in more.items():
        file = release / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (public / "current").symlink_to("releases/0001")
    old = public / "kept" / "theme" / "css" / "site.0123456789.css"
    old.parent.mkdir(parents=True)
    old.write_text("a { color: red }", "utf-8")
    return public


def fetch_packages() -> Path:
    """Debian's packages unpacked aside: nothing is installed, no service is started. Gives the folder that stands for /."""
    if CACHE.is_dir():
        return CACHE
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        pytest.skip("no Debian: nginx and Caddy are taken from its packages")
    made = CACHE.with_name(f"{CACHE.name}.{os.getpid()}")
    debs = made / "debs"
    debs.mkdir(parents=True)
    try:
        command = ["apt-get", "download", "-q", *PACKAGES]
        done = subprocess.run(command, cwd=debs, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode and os.geteuid() == 0:
            subprocess.run(["apt-get", "update", "-q"], capture_output=True, check=False, timeout=180)
            done = subprocess.run(command, cwd=debs, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            pytest.skip(f"apt-get download failed (as root its lists are refreshed): {done.stderr.strip()[-200:]}")
        for deb in sorted(debs.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(deb), str(made / "root")], check=True)
        try:
            (made / "root").rename(CACHE)
        except OSError:
            assert CACHE.is_dir()  # another process was faster
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return CACHE


def libraries(root: Path) -> dict[str, str]:
    folders = sorted({str(file.parent) for file in (root / "usr" / "lib").rglob("lib*.so.*")})
    return {**os.environ, "LD_LIBRARY_PATH": ":".join([*folders, os.environ.get("LD_LIBRARY_PATH", "")]).strip(":")}


@contextmanager
def running(command: list[str], port: int, log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, env=dict(environment))
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, log.read_text("utf-8")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def replaced(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx_folder(root: Path, folder: Path, public: Path, ports: tuple[int, int]) -> Path:
    """Debian's own /etc/nginx with our files in it; paths, ports and the lines marked HERE are the test's."""
    etc = folder / "nginx"
    shutil.copytree(root / "etc" / "nginx", etc, ignore=shutil.ignore_patterns("sites-enabled", "modules-enabled"))
    for name in ("sites-enabled", "modules-enabled", "conf.d", "temp"):
        (etc / name).mkdir(exist_ok=True)
    main = replaced(
        (etc / "nginx.conf").read_text("utf-8"),
        {
            "user www-data;": "user root;" if os.geteuid() == 0 else "",
            "/etc/nginx/": f"{etc}/",
            "/var/log/nginx/": f"{folder}/",
            "/run/nginx.pid": f"{folder}/nginx.pid",
        },
    )
    (etc / "nginx.conf").write_text(f"daemon off;\n{main}", "utf-8")
    temporary = "".join(
        f"{kind}_temp_path {etc / 'temp' / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (etc / "conf.d" / "temp.conf").write_text(temporary, "utf-8")
    module = next(root.rglob("ngx_http_brotli_filter_module.so"))
    (etc / "modules-enabled" / "brotli.conf").write_text(f"load_module {module};\n", "utf-8")
    shutil.copy(DEPLOY / "nginx" / "ocop-brotli.conf", etc / "conf.d")
    certificate = [str(folder / name) for name in ("key.pem", "cert.pem")]
    openssl = shutil.which("openssl") or str(root / "usr" / "bin" / "openssl")
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-days", "3650"]
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-keyout", certificate[0], "-out", certificate[1], *subject),
        ],
        check=True,
        capture_output=True,
        env=libraries(root),
    )
    site = replaced(
        (DEPLOY / "nginx" / "ocop.conf").read_text("utf-8"),
        {
            "listen 80;": f"listen 127.0.0.1:{ports[1]};",
            "listen 443 ssl": f"listen 127.0.0.1:{ports[0]} ssl",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "/srv/ocop/public/current": str(public / "current"),
            "/srv/ocop/public/kept": str(public / "kept"),
            f"/etc/letsencrypt/live/{HOST}/fullchain.pem": certificate[1],
            f"/etc/letsencrypt/live/{HOST}/privkey.pem": certificate[0],
        },
    )
    (etc / "sites-enabled" / "ocop.conf").write_text(site, "utf-8")
    return etc


@contextmanager
def nginx_server(folder: Path, public: Path) -> Iterator[Server]:
    root = fetch_packages()
    ports = (free_port(), free_port())
    etc = nginx_folder(root, folder, public, ports)
    program = [str(root / "usr" / "sbin" / "nginx"), "-c", str(etc / "nginx.conf"), "-e", str(folder / "error.log")]
    tested = subprocess.run([*program, "-t"], env=libraries(root), capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    warnings = [line for line in tested.stderr.splitlines() if "[warn]" in line and "user" not in line]
    assert warnings == []
    with running(program, ports[0], folder / "nginx.log", libraries(root)):
        context = ssl.create_default_context(cafile=str(folder / "cert.pem"))
        yield Server("nginx", ports[0], public, context, ports[1])


@contextmanager
def caddy_server(folder: Path, public: Path) -> Iterator[Server]:
    program = str(fetch_packages() / "usr" / "bin" / "caddy")
    port, admin = free_port(), free_port()
    environment = {
        **os.environ,
        **{name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")},
        "OCOP_SITE": f"http://{HOST}:{port}, http://127.0.0.1:{port}",
        "OCOP_ROOT": str(public / "current"),
        "OCOP_KEPT": str(public / "kept"),
        "CADDY_ADMIN": f"127.0.0.1:{admin}",
    }
    config = ["--config", str(DEPLOY / "caddy" / "Caddyfile"), "--adapter", "caddyfile"]
    tested = subprocess.run([program, "validate", *config], env=environment, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "not formatted" not in tested.stderr, tested.stderr
    with running([program, "run", *config], port, folder / "caddy.log", environment):
        yield Server("caddy", port, public)


@pytest.fixture(scope="session", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, public: Path) -> Iterator[Server]:
    """Each of the two servers with the configuration of deploy/, on loopback."""
    start: Callable[[Path, Path], object] = {"nginx": nginx_server, "caddy": caddy_server}[request.param]
    with start(tmp_path_factory.mktemp(request.param), public) as started:  # type: ignore[attr-defined]
        yield started


@pytest.fixture
def start_nginx() -> Callable[[Path, Path], object]:
    """Start nginx with the configuration of deploy/ on a folder of releases: folder, public."""

    def start(folder: Path, public: Path) -> object:
        folder.mkdir(parents=True, exist_ok=True)
        return nginx_server(folder, public)

    return start


class Quiet(SimpleHTTPRequestHandler):
    """Python's plain file server, which shows 404.html as every static host does."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        del format, args

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def plain_server(site: Path) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield httpd.server_port
        httpd.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def plain(demo_site: Path) -> Iterator[Server]:
    """The site on a server that knows nothing but files and 404.html."""
    with plain_server(demo_site) as port:
        yield Server("plain", port, demo_site)
