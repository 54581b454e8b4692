"""The desk, asked over HTTP: who may talk to it, what it writes, and that it is never anything else."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from ocop.desk.pages import Workplace, desk_app, preview_app
from ocop.desk.pages.jobs import Jobs

ROOT = Path(__file__).parents[2]
PORT = 8765
HOST = f"127.0.0.1:{PORT}"
PAGE = "/sua/products/bot-mau/vi"
Send = Callable[..., Any]


@pytest.fixture
def place(project: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")
    settings = project / "pelicanconf.py"
    now = lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # noqa: E731
    return Workplace(settings, publish_settings=settings, public=project / "public", root=project, now=now, port=PORT)


@pytest.fixture
def client(place: Workplace) -> Any:
    return desk_app(place).test_client()


@pytest.fixture
def send(client: Any) -> Send:
    """Send a form as a browser does: with the token of the page before, from the desk's own origin."""

    def post(address: str, /, fields: dict[str, Any] | None = None, *, read: str = "/", **headers: str) -> Any:
        html = client.get(read, headers={"Host": HOST}).get_data(as_text=True)
        token = re.search(r'name="khoa" value="([^"]+)"', client.get("/viec", headers={"Host": HOST}).get_data(as_text=True))
        version = re.search(r'name="ban" value="([^"]*)"', html)
        data = {"khoa": token.group(1) if token else "", **({"ban": version.group(1)} if version else {}), **(fields or {})}
        return client.post(address, data=data, headers={"Host": HOST, "Origin": f"http://{HOST}", **headers})

    return post


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".desk" not in path.parts
    }


def read(project: Path) -> bytes:
    return (project / "content/products/bot-mau/vi.md").read_bytes()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": f"evil.example:{PORT}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": f"127.0.0.1.evil.example:{PORT}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Origin": ""},
    ],
)
def test_a_forged_host_or_origin_writes_nothing(headers: dict[str, str], project: Path, send: Send) -> None:
    before = files_below(project)
    assert send(PAGE, {"v/title": "Kẻ khác"}, read=PAGE, **headers).status_code == 403
    assert files_below(project) == before


def test_a_strange_host_reads_nothing_either(client: Any, place: Workplace) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert preview_app(place).test_client().get("/", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize("token", ["", "sai", "á"])
def test_a_form_without_our_token_writes_nothing(token: str, project: Path, send: Send) -> None:
    before = files_below(project)
    assert send(PAGE, {"v/title": "Kẻ khác", "khoa": token}, read=PAGE).status_code == 403
    assert files_below(project) == before


def test_every_page_is_closed_off(client: Any) -> None:
    for address in ("/", PAGE, "/anh/products/bot-mau", "/viec", "/dua-len", "/da-luu", "/moi/product", "/khong-co"):
        response = client.get(address, headers={"Host": HOST})
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        html = response.get_data(as_text=True)
        assert not re.search(r"<[^>]+ style=|<script(?! src=)| on[a-z]+=", html)


UP = ["..", "../..", "../../etc", "%2e%2e", "..%2f..", "/etc", "..\\..", "bot-mau/..", "\x00", "bot-mau%00"]


ADDRESSES = [
    *("/sua/products/{}/vi", "/sua/{}/bot-mau/vi", "/sua/products/bot-mau/{}", "/tep/products/{}/vi", "/tep/{}/bot-mau/vi"),
    *("/tep/products/bot-mau/{}", "/anh/products/{}", "/anh/{}/bot-mau", "/anh-moi/products/{}", "/xem/products/{}/vi"),
    *("/hoan-tac/{}", "/moi/{}", "/lam/{}", "/dua-len/{}", "/viec/{}/ghi"),
]


def test_a_path_that_leads_up_is_no_address(project: Path, send: Send, client: Any) -> None:
    before = files_below(project.parent)
    html = client.get("/viec", headers={"Host": HOST}).get_data(as_text=True)
    token = re.search(r'name="khoa" value="([^"]+)"', html).group(1)
    data = {"khoa": token, "v/title": "x", "text": "x", "alt": "x"}
    answered = {}
    for address in (address.format(up) for address in ADDRESSES for up in UP):
        answered["POST " + address] = client.post(address, data=data, headers={"Host": HOST, "Origin": f"http://{HOST}"})
        answered["GET " + address] = client.get(address, headers={"Host": HOST})
    taken = {what: one.status_code for what, one in answered.items() if one.status_code not in {400, 404, 405, 308}}
    assert taken == {}
    assert files_below(project.parent) == before


def test_only_listed_pictures_and_drawings_are_given_out(client: Any, place: Workplace) -> None:
    place.preview.mkdir(parents=True)
    preview = preview_app(place).test_client()
    for up in (*UP, "vi.md", "../bot-mau/vi.md", "../../../pelicanconf.py"):
        for address in (f"/anh-goc/products/bot-mau/{up}", f"/hinh/{up}", f"/static/{up}"):
            assert client.get(address, headers={"Host": HOST}).status_code in {400, 404, 308}, address
        assert preview.get(f"/{up}", headers={"Host": f"127.0.0.1:{PORT + 1}"}).status_code in {400, 404, 308}, up


@pytest.mark.parametrize("slug", ["../../ngoai", "..", "/tmp/x", "a/b", "a\\b", "con", "bot-mau", "Đẹp"])
def test_a_new_page_is_never_made_elsewhere(slug: str, project: Path, send: Send) -> None:
    before = files_below(project.parent)
    fields = {"title": "Hũ", "slug": slug, "summary": "Hũ.", "group": "crafts", "producer": "co-so-mau", "unit": "phuong-mau"}
    response = send("/moi/product", fields | {"verified": "2026-11-23"})
    assert response.status_code == 200
    assert "desk-field--told" in response.get_data(as_text=True)
    assert files_below(project.parent) == before


def test_saving_a_form_as_it_came_changes_no_byte(project: Path, send: Send, client: Any) -> None:
    from html.parser import HTMLParser  # noqa: PLC0415

    page = project / "content/products/bot-mau/vi.md"
    page.write_bytes(
        page.read_bytes().replace(b"verified", b"# ghi chu\nshelf_life:  '12 th\xc3\xa1ng' # nh\xc3\xa3n\nverified")
    )

    class Form(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.fields: dict[str, str] = {}
            self.open = ""

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            known = dict(attrs)
            name = known.get("name", "")
            if tag == "input" and known.get("type") != "checkbox" and name.startswith("v/"):
                self.fields[name] = known.get("value", "")
            elif tag in {"textarea", "select"}:
                self.open, self.fields[name] = (name if tag == "textarea" else ""), ""
                self.select = name
            elif tag == "option" and "selected" in known:
                self.fields[self.select] = known.get("value", "")

        def handle_endtag(self, tag: str) -> None:
            self.open = "" if tag == "textarea" else self.open

        def handle_data(self, data: str) -> None:
            if self.open:
                self.fields[self.open] += data

    form = Form()
    form.feed(client.get(PAGE, headers={"Host": HOST}).get_data(as_text=True))
    before = read(project)
    sent = {
        name: value.removeprefix("\n").replace("\n", "\r\n") for name, value in form.fields.items() if name.startswith("v/")
    }
    assert len(sent) > 60
    assert send(PAGE, sent, read=PAGE).status_code == 302
    assert read(project) == before
    assert send(PAGE, {**sent, "v/title": "Bột mẫu mới"}, read=PAGE).status_code == 302
    assert read(project) == before.replace("title: Bột mẫu\n".encode(), "title: Bột mẫu mới\n".encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_line_ends_and_marks_stay(mark: bytes, project: Path, send: Send) -> None:
    page = project / "content/products/bot-mau/vi.md"
    before = mark + page.read_bytes().replace(b"\n", b"\r\n") + b"Mot\r\nHai\r\n"
    page.write_bytes(before)
    send(PAGE, {"v/title": "Bột mới", "v/body": "Mot\r\nBa"}, read=PAGE)
    assert read(project) == before.replace("Bột mẫu".encode(), "Bột mới".encode()).replace(b"Hai", b"Ba")


def test_problems_stand_beside_their_fields(send: Send, client: Any) -> None:
    send(PAGE, {"v/group": "", "v/verified": "2026-13-45", "v/sources/0/title": "Báo"}, read=PAGE)
    html = client.get(PAGE, headers={"Host": HOST}).get_data(as_text=True)
    for name in ("group", "verified", "sources/0/key", "sources/0/evidence"):
        assert f'aria-describedby="n/{name}"' in html, name
    assert re.search(r'id="n/verified">\s*<li class="desk-note desk-note--error"><b>Lỗi:</b>[^<]*2026-13-45', html)


def test_the_second_of_two_windows_is_refused_and_shown_the_difference(project: Path, send: Send, client: Any) -> None:
    html = client.get(PAGE, headers={"Host": HOST}).get_data(as_text=True)
    version = re.search(r'name="ban" value="([^"]*)"', html).group(1)
    assert send(PAGE, {"v/title": "Cửa sổ một"}, read=PAGE).status_code == 302
    after_first = read(project)
    refused = send(PAGE, {"v/title": "Cửa sổ hai", "ban": version})
    assert refused.status_code == 409
    assert read(project) == after_first
    said = refused.get_data(as_text=True)
    assert "-title: Cửa sổ một" in said
    assert "+title: Cửa sổ hai" in said
    again = re.search(r'name="ban" value="([^"]*)"', said).group(1)
    assert send(PAGE, {"v/title": "Cửa sổ hai", "ban": again}).status_code == 302
    assert "title: Cửa sổ hai" in read(project).decode()


def test_a_file_changed_on_disk_while_the_form_is_open_is_not_saved_over(project: Path, send: Send, client: Any) -> None:
    version = re.search(r'name="ban" value="([^"]*)"', client.get(PAGE, headers={"Host": HOST}).get_data(as_text=True)).group(1)
    page = project / "content/products/bot-mau/vi.md"
    page.write_bytes(page.read_bytes().replace("Bột để thử".encode(), "Sửa bằng tay".encode()))
    before = read(project)
    assert send(PAGE, {"v/title": "Từ biểu mẫu", "ban": version}).status_code == 409
    assert read(project) == before
    page.unlink()
    assert send(PAGE, {"v/title": "Từ biểu mẫu", "ban": version}).status_code in {404, 409}
    assert not page.exists()


def test_every_save_can_be_undone(project: Path, send: Send, client: Any) -> None:
    before = files_below(project / "content")
    send(PAGE, {"v/title": "Tên khác"}, read=PAGE)
    assert "23/11/2026 15:00" in client.get("/da-luu", headers={"Host": HOST}).get_data(as_text=True)  # 08:00 UTC in Vietnam
    send("/sua/products/bot-mau/en", {"v/title": "Sample flour", "v/summary": "A sample."}, read="/sua/products/bot-mau/en")
    fields = {"title": "Hũ sành", "summary": "Hũ.", "group": "crafts", "producer": "co-so-mau", "unit": "phuong-mau"}
    assert send("/moi/product", fields | {"verified": "2026-11-23"}).status_code == 302
    assert len(files_below(project / "content")) == len(before) + 2
    for _ in range(3):
        html = client.get("/da-luu", headers={"Host": HOST}).get_data(as_text=True)
        names = re.findall(r"/hoan-tac/([^\"]+)", html)
        undone = html.count("Hoàn tác: ")
        assert send(f"/hoan-tac/{names[2 * undone]}").status_code == 302
    assert files_below(project / "content") == before


def test_what_cannot_be_written_is_told_and_nothing_is_lost(project: Path, send: Send) -> None:
    (project / ".desk").write_text("không phải thư mục")
    before = read(project)
    refused = send(PAGE, {"v/title": "Tên khác"}, read=PAGE)
    assert refused.status_code == 500
    assert "Chưa ghi gì" in refused.get_data(as_text=True)
    assert read(project) == before


@pytest.fixture
def somebody(project: Path) -> Iterator[None]:
    """Nobody special: root may write everywhere, so a test that root runs is run as the user `nobody`."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    opened = {folder: folder.stat().st_mode for folder in project.parents if not folder.stat().st_mode & 0o001}
    for folder, mode in opened.items():
        folder.chmod(mode | 0o011)
    for path in (project, *project.rglob("*")):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    yield
    os.seteuid(0)
    for folder, mode in opened.items():
        folder.chmod(mode)


def test_a_read_only_folder_is_told(project: Path, send: Send, client: Any, request: pytest.FixtureRequest) -> None:
    client.get(PAGE, headers={"Host": HOST})
    before = read(project)
    folder = project / "content/products/bot-mau"
    folder.chmod(0o555)
    request.getfixturevalue("somebody")
    refused = send(PAGE, {"v/title": "Tên khác"}, read=PAGE)
    folder.chmod(0o755)
    assert refused.status_code == 500
    assert "Chưa ghi gì" in refused.get_data(as_text=True)
    assert read(project) == before
    assert [path.name for path in folder.iterdir()] == ["vi.md"]
    assert "Tên khác" not in client.get("/da-luu", headers={"Host": HOST}).get_data(as_text=True)


def test_a_page_whose_front_matter_cannot_be_read_is_mended_as_text(project: Path, send: Send, client: Any) -> None:
    page = project / "content/products/bot-mau/vi.md"
    broken = page.read_bytes().replace(b"group: crafts", b"group: [crafts")
    page.write_bytes(broken)
    form = client.get(PAGE, headers={"Host": HOST})
    assert form.status_code == 302
    text = "/tep/products/bot-mau/vi"
    assert form.headers["Location"].startswith(text)
    assert "Dòng " in client.get(text, headers={"Host": HOST}).get_data(as_text=True)
    assert send(PAGE, {"v/title": "x"}).status_code == 409
    assert send("/anh-moi/products/bot-mau", {**PHOTO, "anh": (picture(), "a.jpg")}).status_code == 409
    assert read(project) == broken
    assert not (project / "content/products/bot-mau/a.jpg").exists()
    send(text, {"text": broken.decode().replace("[crafts", "crafts").replace("\n", "\r\n")}, read=text)
    assert read(project) == broken.replace(b"[crafts", b"crafts")
    assert client.get(PAGE, headers={"Host": HOST}).status_code == 200


def picture() -> io.BytesIO:
    raw = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#b24e2e").save(raw, "JPEG")
    raw.seek(0)
    return raw


PHOTO = {"alt": "Một ô màu gạch.", "author": "Ban biên tập", "licence": "CC BY 4.0", "fx": "30", "fy": "70"}


def test_a_photo_comes_with_its_words_and_goes_back_with_them(project: Path, send: Send, client: Any) -> None:
    before = files_below(project / "content")
    names = ["Ảnh đẹp!.JPG", "../../../thoat.jpg"]
    for name in names:
        response = send("/anh-moi/products/bot-mau", {**PHOTO, "anh": (picture(), name)})
        assert response.status_code == 302, response.get_data(as_text=True)
    added = files_below(project / "content").keys() - before.keys()
    assert added == {"products/bot-mau/anh-dep.jpg", "products/bot-mau/thoat.jpg"}
    text = read(project).decode()
    assert "  - file: anh-dep.jpg\n    author: Ban biên tập\n    licence: CC BY 4.0\n    focus: 30 70\n" in text
    assert "  anh-dep.jpg: Một ô màu gạch.\n" in text
    with client.get("/anh-goc/products/bot-mau/anh-dep.jpg", headers={"Host": HOST}) as given:
        assert given.mimetype == "image/jpeg"
    send("/anh/products/bot-mau", {"fx/photos/0": "10", "fy/photos/0": "20"}, read="/anh/products/bot-mau")
    assert "    focus: 10 20\n" in read(project).decode()
    send("/anh/products/bot-mau", {"x/photos/1": "1"}, read="/anh/products/bot-mau")
    assert "thoat" not in read(project).decode()
    for _ in range(4):
        html = client.get("/da-luu", headers={"Host": HOST}).get_data(as_text=True)
        names = re.findall(r"/hoan-tac/([^\"]+)", html)
        assert send(f"/hoan-tac/{names[2 * html.count('Hoàn tác: ')]}").status_code == 302
    assert files_below(project / "content") == before


@pytest.mark.parametrize(
    "change",
    [
        {"alt": ""},
        {"author": " "},
        {"licence": ""},
        {"anh": (io.BytesIO(b"<svg onload=alert(1)>"), "a.svg")},
        {"anh": (io.BytesIO(b"khong phai anh"), "a.jpg")},
        {"anh": (io.BytesIO(b""), "a.jpg")},
        {"anh": (io.BytesIO(b"---"), "vi.md")},
    ],
)
def test_a_photo_without_its_words_or_that_is_none_is_not_taken(change: dict[str, Any], project: Path, send: Send) -> None:
    before = files_below(project / "content")
    response = send("/anh-moi/products/bot-mau", {**PHOTO, "anh": (picture(), "a.jpg"), **change})
    assert response.status_code == 422
    assert "desk-note--error" in response.get_data(as_text=True)
    assert files_below(project / "content") == before


def test_what_is_filled_in_cannot_become_an_option(send: Send) -> None:
    assert send("/lam/qr-draft", {"owner": "--yes"}).status_code == 400
    assert send("/lam/qr-draft", {"owner": "products/khong-co"}).status_code == 400
    assert send("/lam/qr-draft", {}).status_code == 400
    assert send("/dua-len/quay-lai", {"ban-cu": "../../x"}).status_code == 400
    assert send("/dua-len/quay-lai", {"ban-cu": "x --public=/tmp"}).status_code == 400


def test_a_code_is_held_against_the_releases_of_this_desk(
    send: Send, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, ...]] = []

    def start(_: Jobs, title: str, command: tuple[str, ...], **how: object) -> SimpleNamespace:
        del title, how
        begun.append(command)
        return SimpleNamespace(id="viec")

    monkeypatch.setattr(Jobs, "start", start)
    assert send("/lam/qr-draft", {"owner": "products/bot-mau"}).status_code == 302
    assert begun[0][:2] == ("qr", "draft")
    assert begun[0][-2:] == ("--public", str(place.public))
