"""A publish goes live whole, or nothing changes; five releases are kept and each can be gone back to."""

from __future__ import annotations

import errno
import json
import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ocop.engine import Output, build, read_manifest
from ocop.publishing import (
    Built,
    DamagedReleaseError,
    LocalTarget,
    NoSuchReleaseError,
    PublishBusyError,
    SourceChangedError,
    TargetError,
    list_releases,
    live_release,
    publish,
    publish_sentence,
    release_line,
    rollback,
    rollback_sentence,
)
from ocop.publishing.switch import point_at


def edit(office, title: str) -> None:
    office.pages["index.html"] = office.pages["index.html"].replace("Trang thử", title)


def log(office) -> list[dict[str, object]]:
    return [json.loads(line) for line in (office.public / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_first_publish_makes_a_whole_release_live(office) -> None:
    report = office.publish()
    assert report.outcome == "released"
    assert report.previous is None
    assert (office.public / "current").readlink() == Path("releases") / report.release.id
    assert {path: office.live(path) for path in office.pages} == office.pages
    manifest = json.loads((office.public / "releases" / f"{report.release.id}.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == set(office.pages)
    assert manifest["siteurl"] == "https://ocop.example"
    assert report.release.id.startswith("20261123T081600Z-")
    assert publish_sentence(report, look="public/current") == (
        f"Đã đưa lên bản {report.release.id} gồm 4 trang (15:16 23/11/2026): bản đầu tiên; xem tại public/current."
    )


def test_the_same_again_changes_nothing(office) -> None:
    first = office.publish()
    again = office.publish()
    assert (again.outcome, again.release) == ("unchanged", first.release)
    assert office.releases() == [first.release.id]
    assert len(log(office)) == 1
    assert publish_sentence(again, look="x").startswith("Không có gì thay đổi: bản ")
    assert publish_sentence(again, look="x", language="en").startswith("Nothing changed: release ")


def test_what_changed_is_told(office, make_page) -> None:
    office.publish()
    edit(office, "Trang khác")
    office.pages["moi/index.html"] = make_page("")
    del office.pages["en/index.html"]
    office.pages["index.html"] = office.pages["index.html"].replace('<a href="/en/">English</a>', "")
    office.pages["style.css"] = "body { color: #222 }"
    report = office.publish(may_vanish=("en/*",))
    assert (report.changes.new, report.changes.changed, report.changes.gone, report.changes.others) == (
        ("moi/index.html",),
        ("index.html",),
        ("en/index.html",),
        1,
    )
    assert "1 trang mới, 1 trang đổi, 1 trang bỏ, 1 tệp khác đổi" in publish_sentence(report, look="x")
    assert log(office)[-1]["changes"] == {"new": 1, "changed": 1, "gone": 1, "others": 1}


def test_a_finding_leaves_the_live_release_as_it_was(office, make_page) -> None:
    first = office.publish()
    office.pages["index.html"] = make_page('<a href="/mat/">x</a>')
    report = office.publish()
    assert report.outcome == "refused"
    assert [finding.rule for finding in report.findings] == ["link-dead"]
    assert live_release(office.public) == first.release
    assert office.releases() == [first.release.id]
    assert len(log(office)) == 1
    assert "vẫn đang chạy nguyên vẹn" in publish_sentence(report, look="x")


def test_an_address_lost_since_the_last_release_is_refused(office) -> None:
    office.publish()
    del office.pages["en/index.html"]
    office.pages["index.html"] = office.pages["index.html"].replace('<a href="/en/">English</a>', "")
    assert [finding.rule for finding in office.publish().findings] == ["address-lost"]


def test_a_build_that_fails_changes_nothing_and_frees_the_lock(office) -> None:
    first = office.publish()

    def fail() -> Built:
        msg = "nội dung có lỗi"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="nội dung có lỗi"):
        publish(fail, target=LocalTarget(office.public), now=office.now)
    assert live_release(office.public) == first.release
    assert office.publish().outcome == "unchanged"


def test_bytes_that_change_under_the_copy_are_refused(office) -> None:
    first = office.publish()
    edit(office, "Mới")

    def meddle(stage: str) -> None:
        if stage == "stage":
            (office.output / "style.css").write_text("body { color: red }", encoding="utf-8")

    with pytest.raises(SourceChangedError, match=r"style\.css"):
        publish(office.built, target=LocalTarget(office.public), now=office.now, at=meddle)
    assert live_release(office.public) == first.release
    assert office.releases() == [first.release.id]


def test_bytes_that_changed_after_the_build_are_refused(office) -> None:
    built = office.built()
    (office.output / "style.css").write_text("body { color: red }", encoding="utf-8")
    report = publish(lambda: built, target=LocalTarget(office.public), now=office.now)
    assert [(one.rule, one.path) for one in report.findings] == [("file-changed", "style.css")]
    assert not (office.public / "current").exists()


def test_two_at_once_do_not_mix(office) -> None:
    office.publish()
    said = []

    def also(stage: str) -> None:
        if stage == "gate":
            with pytest.raises(PublishBusyError) as caught:
                publish(office.built, target=LocalTarget(office.public), now=office.now)
            with pytest.raises(PublishBusyError):
                rollback(LocalTarget(office.public), now=office.now)
            said.append(caught.value.message("vi"))

    edit(office, "Mới")
    report = publish(office.built, target=LocalTarget(office.public), now=office.now + timedelta(minutes=1), at=also)
    assert report.outcome == "released"
    assert said == ["Một lần đưa lên khác đang chạy; hãy đợi nó xong rồi chạy lại."]


def test_the_five_newest_are_kept_and_always_the_live_one(office) -> None:
    made = []
    for number in range(7):
        edit(office, f"Trang {number}")
        office.pages["index.html"] = office.pages["index.html"].replace(f"Trang {number - 1}", f"Trang {number}")
        made.append(office.publish().release.id)
    assert [release.id for release in list_releases(office.public)] == made[:1:-1]
    assert office.releases() == sorted(made[2:])
    rollback(LocalTarget(office.public), now=office.now, to=made[2])
    office.pages["index.html"] = office.pages["index.html"].replace("Trang 6", "Trang 7")
    made.append(office.publish().release.id)
    assert office.releases() == sorted(made[3:])


def test_a_clock_that_went_back_does_not_make_the_newest_release_the_oldest(office) -> None:
    old = office.publish().release
    office.now -= timedelta(days=400)
    edit(office, "Mới")
    new = office.publish().release
    assert new.id < old.id
    assert [release.id for release in list_releases(office.public)] == [new.id, old.id]
    assert rollback(LocalTarget(office.public), now=office.now).release.id == old.id


def test_two_releases_of_one_second_and_one_content_have_two_names(office) -> None:
    first = office.publish().release
    edit(office, "Mới")
    office.publish()
    edit_back = office.pages["index.html"].replace("Mới", "Trang thử")
    office.pages["index.html"] = edit_back
    again = publish(office.built, target=LocalTarget(office.public), now=first.made_at).release
    assert again.id == f"{first.id}-2"
    assert again.tree == first.tree


def test_rollback_goes_to_the_one_before_and_back_to_a_chosen_one(office) -> None:
    first = office.publish().release
    edit(office, "Mới")
    second = office.publish().release
    report = rollback(LocalTarget(office.public), now=office.now)
    assert (report.release, report.previous) == (first, second)
    assert "Trang thử" in office.live()
    assert rollback_sentence(report, look="public/current").startswith(f"Đã quay lại bản {first.id} ")
    assert rollback(LocalTarget(office.public), now=office.now, to=second.id).release == second
    assert "Mới" in office.live()
    assert [line["action"] for line in log(office)] == ["publish", "publish", "rollback", "rollback"]
    assert "đang chạy" in release_line(second, live=True)


def test_publishing_after_a_rollback_makes_the_new_content_live(office) -> None:
    office.publish()
    edit(office, "Mới")
    office.publish()
    rollback(LocalTarget(office.public), now=office.now)
    report = office.publish()
    assert (report.outcome, report.release.number) == ("released", 3)
    assert "Mới" in office.live()


def test_without_an_earlier_release_there_is_nothing_to_go_back_to(office) -> None:
    with pytest.raises(NoSuchReleaseError, match="Không có bản nào cũ hơn"):
        rollback(LocalTarget(office.public), now=office.now)
    only = office.publish().release
    with pytest.raises(NoSuchReleaseError):
        rollback(LocalTarget(office.public), now=office.now)
    with pytest.raises(NoSuchReleaseError, match="Không có bản 2025"):
        rollback(LocalTarget(office.public), now=office.now, to="2025")
    assert live_release(office.public) == only


def test_a_damaged_release_does_not_go_live_again(office) -> None:
    first = office.publish().release
    edit(office, "Mới")
    second = office.publish().release
    (office.public / "releases" / first.id / "style.css").write_text("hỏng", encoding="utf-8")
    with pytest.raises(DamagedReleaseError, match=r"style\.css"):
        rollback(LocalTarget(office.public), now=office.now)
    assert live_release(office.public) == second


def test_a_live_release_that_was_edited_by_hand_is_replaced_by_the_same_content(office) -> None:
    first = office.publish().release
    (office.public / "current" / "index.html").write_text("sửa tay", encoding="utf-8")
    report = office.publish()
    assert report.outcome == "released"
    assert report.release.id != first.id
    assert office.live() == office.pages["index.html"]


def test_a_lost_or_unreadable_manifest_of_the_live_release_is_written_again(office) -> None:
    first = office.publish().release
    manifest = office.public / "releases" / f"{first.id}.json"
    for harm in (manifest.unlink, lambda: manifest.write_text("{", encoding="utf-8")):
        harm()
        assert office.publish().outcome == "unchanged"
        assert live_release(office.public).tree == first.tree


def test_an_unwritable_target_is_said_plainly(office) -> None:
    office.public.write_text("một tệp ở chỗ thư mục", encoding="utf-8")
    with pytest.raises(TargetError) as caught:
        office.publish()
    assert "Không ghi được vào" in caught.value.vi
    assert "cannot be written" in caught.value.en


def test_a_full_disk_leaves_the_live_release_and_no_half_copy(office, monkeypatch) -> None:
    first = office.publish().release
    edit(office, "Mới")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("ocop.publishing.staging.shutil.copyfile", full)
        with pytest.raises(TargetError, match="No space left"):
            office.publish()
    assert live_release(office.public) == first
    assert office.releases() == [first.id]
    assert office.publish().outcome == "released"


def test_a_current_that_is_not_ours_is_left_alone(office) -> None:
    (office.public / "current").mkdir(parents=True)
    (office.public / "current" / "index.html").write_text("của người khác", encoding="utf-8")
    with pytest.raises(TargetError, match="not made by this program"):
        office.publish()
    assert office.live() == "của người khác"


def test_files_that_are_not_ours_stay_in_the_target(office) -> None:
    (office.public / "releases" / "ghi chú").mkdir(parents=True)
    (office.public / "releases" / "ghi chú.json").write_text("{}", encoding="utf-8")
    office.publish()
    office.publish()
    assert (office.public / "releases" / "ghi chú").is_dir()
    assert (office.public / "releases" / "ghi chú.json").is_file()


def test_readers_never_miss_a_page_during_two_thousand_switches(office) -> None:
    first = office.publish().release
    edit(office, "Mới")
    second = office.publish().release
    page = office.public / "current" / "index.html"
    reads, misses, done = [0], [], threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                reads[0] += len(page.read_bytes()) > 0
            except OSError as error:
                misses.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(1000):
        point_at(office.public, first.id)
        point_at(office.public, second.id)
    done.set()
    reader.join()
    assert misses == []
    assert reads[0] > 100


def test_where_links_are_not_given_current_is_a_copy(office, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "symlink_to", refuse)
        first = office.publish().release
        edit(office, "Mới")
        second = office.publish().release
        assert not (office.public / "current").is_symlink()
        assert "Mới" in office.live()
        assert live_release(office.public) == second
        assert rollback(LocalTarget(office.public), now=office.now).release == first
        assert "Trang thử" in office.live()
        assert office.publish().outcome == "released"
    edit_again = office.pages["index.html"].replace("Mới", "Mới nữa")
    office.pages["index.html"] = edit_again
    assert office.publish().outcome == "released"
    assert (office.public / "current").is_symlink()
    assert sorted(entry.name for entry in office.public.iterdir()) == [".lock", "current", "log.jsonl", "releases"]


def test_a_real_build_is_published_without_the_engines_own_folder(office, make_page) -> None:
    def made() -> Built:
        text = make_page("Sa Đéc").encode()
        build([Output("index.html", (text,), lambda: text)], office.output, environment="thử", workers=1)
        return replace(office_built, manifest=read_manifest(office.output))

    office_built = Built(office.output, {}, "https://ocop.example")
    report = publish(made, target=LocalTarget(office.public), now=office.now)
    assert report.findings == ()
    assert set(report.release.files) == {"index.html"}
    assert sorted(entry.name for entry in (office.public / "current").iterdir()) == ["index.html"]
    assert publish(made, target=LocalTarget(office.public), now=office.now).outcome == "unchanged"
