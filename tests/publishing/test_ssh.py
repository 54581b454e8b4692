"""A folder of releases on a server, through a real sshd: whole or not at all, over any line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import (
    PublishBusyError,
    PublishingError,
    SourceChangedError,
    Target,
    Workplace,
    list_releases,
    live_release,
    publish,
    rollback,
    target_for,
)
from ocop.publishing.release import damaged_file
from ocop.publishing.targets import remote_folder
from ocop.publishing.targets.ssh import ssh_target

pytestmark = pytest.mark.system


def live(public: Path, path: str = "index.html") -> str:
    return (public / "current" / path).read_text("utf-8")


def whole(public: Path) -> bool:
    release = live_release(public)
    return release is not None and damaged_file(public, release) is None


@pytest.fixture
def remote(office: Any, sshd: Any, tmp_path: Path) -> Callable[..., Target]:
    """The server's folder as a target; by default with the right key and the known host."""
    office.public = tmp_path / "máy chủ đ" / "public"

    def target(**told: str) -> Target:
        workplace = Workplace(tmp_path / "unused", tmp_path / "cache", sshd.config(**told))
        return target_for(sshd.address(office.public), workplace)

    office.target = target()
    return target


def test_a_release_arrives_whole_and_every_later_one_sends_only_what_changed(office: Any, remote: Any) -> None:
    office.pages["ảnh đẹp/dấu ' và \" nháy.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    first = office.publish()
    assert first.outcome == "released"
    assert {path: live(office.public, path) for path in office.pages} == office.pages
    assert (office.public / "current").readlink() == Path("releases") / first.release.id
    assert live_release(office.public) == first.release
    stamp = (office.public / "current" / "style.css").stat().st_mtime_ns
    assert office.publish().outcome == "unchanged"
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    second = office.publish()
    assert second.changes.changed == ("index.html",)
    assert "Mới" in live(office.public)
    assert (office.public / "current" / "style.css").stat().st_mtime_ns == stamp  # a browser's copy stays good
    assert [json.loads(line)["release"] for line in (office.public / "log.jsonl").read_text("utf-8").splitlines()] == [
        first.release.id,
        second.release.id,
    ]
    back = rollback(office.target, now=office.now)
    assert back.release == first.release
    assert "Trang thử" in live(office.public)


def test_what_pages_already_open_still_need_is_kept_beside_the_releases(office: Any, remote: Any) -> None:
    old, new = "theme/css/site.0123456789.css", "theme/css/site.abcdef0123.css"
    office.pages[old] = "a { color: red }"
    office.publish()
    office.pages[new] = office.pages.pop(old)
    office.publish()
    assert not (office.public / "current" / old).exists()
    assert (office.public / "kept" / old).read_text("utf-8") == "a { color: red }"
    long_ago = (office.public / "kept" / old).stat().st_mtime - 32 * 86400
    os.utime(office.public / "kept" / old, (long_ago, long_ago))
    office.pages["style.css"] = "a { color: blue }"
    office.publish()
    assert not (office.public / "kept" / old).exists()


def test_old_releases_go_and_the_five_newest_stay(office: Any, remote: Any) -> None:
    for number in range(6):
        office.pages["style.css"] = f"p {{ margin: {number}px }}"
        office.publish()
    assert [release.number for release in list_releases(office.public)] == [6, 5, 4, 3, 2]
    assert len(office.releases()) == 5


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"key": "stranger"}, "không nhận khóa ssh"),
        ({"known": "no_hosts"}, "Chưa biết khóa của máy chủ"),
        ({"known": "changed_hosts"}, "đã ĐỔI"),
    ],
)
def test_a_wrong_key_or_an_unknown_host_sends_nothing(office: Any, remote: Any, told: dict[str, str], said: str) -> None:
    office.target = remote(**told)
    with pytest.raises(PublishingError, match=said):
        office.publish()
    assert not office.public.exists()


def test_a_server_that_is_not_there_is_said_plainly(office: Any, remote: Any, sshd: Any, tmp_path: Path) -> None:
    office.target = target_for("ssh://127.0.0.1:9/srv/public", Workplace(tmp_path, tmp_path / "cache", sshd.config()))
    with pytest.raises(PublishingError, match="Không giữ được kết nối"):
        office.publish()


def test_a_line_that_breaks_in_mid_transfer_changes_nothing_and_the_next_run_goes_on(
    office: Any, remote: Any, sshd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.publish().release
    office.pages |= {f"lon-{number}.txt": f"{number}" * 60_000 for number in range(6)}
    sent: list[int] = []

    def cut_after_two(*told: Any) -> Iterator[bytes]:
        for data in packed(*told):
            if len(sent) == 2:
                for one in sshd.sessions():
                    os.kill(one, 9)
            sent.append(len(data))
            yield data

    packed = remote_folder._packed
    monkeypatch.setattr(remote_folder, "BATCH", 50_000)
    with monkeypatch.context() as patch:
        patch.setattr(remote_folder, "_packed", cut_after_two)
        with pytest.raises(PublishingError, match="Bản đang chạy vẫn nguyên vẹn"):
            office.publish()
    assert live_release(office.public) == first
    assert whole(office.public)
    del sent[:]
    monkeypatch.setattr(remote_folder, "_packed", lambda *told: (sent.append(1) or data for data in packed(*told)))
    assert office.publish().outcome == "released"
    assert len(sent) == 4  # two had arrived before
    assert whole(office.public)
    assert {entry.name[:4] for entry in (office.public / "releases").iterdir()} == {"2026"}


def test_a_file_that_changes_during_the_upload_stops_it(office: Any, remote: Any) -> None:
    first = office.publish().release
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")

    def meddle(stage: str) -> None:
        if stage == "stage":
            (office.output / "index.html").write_text("x", "utf-8")

    with pytest.raises(SourceChangedError):
        office.publish(at=meddle)
    assert live_release(office.public) == first
    assert office.publish().outcome == "released"


def test_a_release_that_arrived_damaged_is_found_before_the_switch(office: Any, remote: Any) -> None:
    first = office.publish().release
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")

    def harm(stage: str) -> None:
        if stage == "check":
            (part,) = (office.public / "releases").glob("*.part")
            (part / "style.css").write_text("x", "utf-8")

    with pytest.raises(PublishingError, match=r"style\.css"):
        office.publish(at=harm)
    assert live_release(office.public) == first


def test_a_live_file_that_was_changed_by_hand_there_is_sent_again(office: Any, remote: Any) -> None:
    office.publish()
    (office.public / "current" / "style.css").write_text("sửa tay", "utf-8")
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    assert office.publish().outcome == "released"
    assert live(office.public, "style.css") == office.pages["style.css"]
    (office.public / "releases" / f"{live_release(office.public).id}.json").unlink()
    assert office.publish().outcome == "unchanged"  # the manifest was written again from what is there


def test_two_offices_at_once_do_not_mix(office: Any, remote: Any, sshd: Any, tmp_path: Path) -> None:
    office.publish()
    said = []
    elsewhere = target_for(sshd.address(office.public), Workplace(tmp_path, tmp_path / "another office", sshd.config()))

    def also(stage: str) -> None:
        if stage == "gate":
            with pytest.raises(PublishBusyError) as caught:
                publish(office.built, target=elsewhere, now=office.now)
            said.append(caught.value.vi)

    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    assert office.publish(at=also).outcome == "released"
    assert len(said) == 1


def test_a_folder_that_is_not_ours_is_left_alone(office: Any, remote: Any) -> None:
    (office.public / "current").mkdir(parents=True)
    (office.public / "current" / "index.html").write_text("của người khác", "utf-8")
    with pytest.raises(PublishingError, match="not made by this program"):
        office.publish()
    assert live(office.public) == "của người khác"


@pytest.mark.parametrize(
    "address",
    ["ssh://", "ssh://host", "ssh:///x", "ssh://-oProxyCommand=x/y", "ssh://a:secret@h/x", "ssh://h:99999/x", "http://h/x"],
)
def test_what_is_no_address_of_a_server_is_none(address: str, tmp_path: Path) -> None:
    assert ssh_target(address, lock=tmp_path) is None
