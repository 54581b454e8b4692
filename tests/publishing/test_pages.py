"""A branch of a git remote: a release is a commit, the switch one push, going back a commit more."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import PublishBusyError, PublishingError, Workplace, publish, rollback, target_for
from ocop.publishing.targets.pages import PagesSession, pages_target

BRANCH = "gh-pages"


class Remote:
    """A bare repository, as a pages host reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", "-C", str(self.folder), *arguments], capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    def pages(self) -> dict[str, str]:
        names = [name for name in self.git("ls-tree", "-r", "-z", "--name-only", BRANCH).split("\0") if name]
        return {name: self.git("cat-file", "blob", f"{BRANCH}:{name}") for name in names}


@pytest.fixture
def remote(office: Any, tmp_path: Path) -> Remote:
    made = Remote(tmp_path / "máy chủ đ.git")
    workplace = Workplace(tmp_path, tmp_path / "cache", cname="ocop.example")
    office.target = target_for(f"pages:{made.folder}", workplace)
    return made


def test_each_release_is_a_commit_with_the_site_and_what_the_host_needs(office: Any, remote: Remote) -> None:
    office.pages["ảnh đẹp/dấu ' và \" nháy.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    first = office.publish()
    assert first.outcome == "released"
    assert remote.pages() == {**office.pages, ".nojekyll": "", "CNAME": "ocop.example"}
    assert office.publish().outcome == "unchanged"
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")
    second = office.publish()
    assert second.changes.changed == ("index.html",)
    message = remote.git("log", "-1", "--format=%B", BRANCH)
    about = json.loads(next(line for line in message.splitlines() if line.startswith("ocop-release: "))[14:])
    assert (about["id"], about["number"], about["tree"]) == (second.release.id, 2, second.release.tree)
    assert "Trang thử" in office.pages["en/index.html"]
    back = rollback(office.target, now=office.now)
    assert (back.release, back.previous) == (first.release, second.release)
    assert "Mới" not in remote.pages()["index.html"]
    assert remote.git("rev-list", "--count", BRANCH).strip() == "3"
    assert office.publish().outcome == "released"
    assert remote.git("for-each-ref", "--format=%(refname)").split() == [f"refs/heads/{BRANCH}"]


def test_a_commit_that_somebody_made_on_the_branch_is_seen_and_replaced(office: Any, remote: Remote, tmp_path: Path) -> None:
    office.publish()
    subprocess.run(["git", "clone", "-q", "-b", BRANCH, str(remote.folder), str(tmp_path / "clone")], check=True)
    (tmp_path / "clone" / "index.html").write_text("sửa tay", "utf-8")
    me = ["-c", "user.name=x", "-c", "user.email=x@ocop.example"]
    subprocess.run(["git", "-C", str(tmp_path / "clone"), *me, "commit", "-qam", "x"], check=True)
    subprocess.run(["git", "-C", str(tmp_path / "clone"), "push", "-q"], check=True)
    assert office.publish().outcome == "released"
    assert remote.pages()["index.html"] == office.pages["index.html"]


def test_a_branch_that_moved_while_we_published_is_not_overwritten(office: Any, remote: Remote, tmp_path: Path) -> None:
    office.publish()
    elsewhere = target_for(f"pages:{remote.folder}", Workplace(tmp_path, tmp_path / "another office"))
    theirs: list[Any] = []

    def also(stage: str) -> None:
        if stage == "switch":
            theirs.append(publish(office.built, target=elsewhere, now=office.now).release)

    office.pages["style.css"] = "p { color: blue }"
    with pytest.raises(PublishBusyError):
        office.publish(at=also)
    assert theirs[0].number == 2
    assert office.publish().outcome == "unchanged"


@pytest.mark.parametrize("stage", ["stage", "check", "announce", "place", "keep", "switch", "log", "settle", "prune"])
def test_a_run_that_ends_at_any_stage_leaves_a_whole_branch_and_the_next_mends(office: Any, remote: Remote, stage: str) -> None:
    office.publish()
    before = remote.pages()
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", "Mới")

    def die(now: str) -> None:
        if now == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.publish(at=die)
    switched = stage in {"log", "settle", "prune"}
    after = remote.pages()
    assert (after == before) is not switched
    assert office.publish().outcome == ("unchanged" if switched else "released")
    assert "Mới" in remote.pages()["index.html"]
    (log,) = (office.target.cache).glob("pages-*/log.jsonl")
    assert len(log.read_text("utf-8").splitlines()) == 2


def test_a_remote_that_cannot_be_written_or_is_not_there_is_said_plainly(
    office: Any, remote: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish()
    hook = remote.folder / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    before = remote.pages()
    office.pages["style.css"] = "p { color: blue }"
    with pytest.raises(PublishingError, match="Không làm việc được"):
        office.publish()
    assert remote.pages() == before
    office.target = target_for(f"pages:{tmp_path / 'khong-co.git'}", Workplace(tmp_path, tmp_path / "cache"))
    with pytest.raises(PublishingError, match="Bản đang chạy vẫn giữ nguyên"):
        office.publish()


def test_a_release_that_did_not_arrive_as_sent_is_not_switched_to(
    office: Any, remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.publish().release
    office.pages["style.css"] = "p { color: blue }"
    real = PagesSession._files

    def spoil(stage: str) -> None:
        if stage == "check":
            more = {"la.html": first.files["index.html"]}
            monkeypatch.setattr(PagesSession, "_files", lambda self, commit: {**real(self, commit), **more})

    with pytest.raises(PublishingError, match=r"la\.html"):
        office.publish(at=spoil)
    assert first.id in remote.git("log", "-1", "--format=%B", BRANCH)


@pytest.mark.parametrize(
    "address", ["pages:https://user:secret@host/x.git", "pages:--upload-pack=x", "pages:/x#-f", "pages:/x#a b", "page:/x"]
)
def test_what_is_no_address_of_a_branch_is_none(address: str, tmp_path: Path) -> None:
    assert pages_target(address, lock=tmp_path, root=tmp_path) is None


def test_a_name_in_an_address_is_not_shown(tmp_path: Path) -> None:
    target = pages_target("pages:https://token@host.example/x.git#site", lock=tmp_path, root=tmp_path)
    assert target is not None
    assert target.place == "https://host.example/x.git#site"
