"""A bucket that serves the site, on two real bucket servers: ordered, verified, mended, gone back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ocop.publishing import PublishBusyError, PublishingError, Workplace, publish, rollback, target_for
from ocop.publishing.serving import cache_control, content_type, switch_order
from ocop.publishing.targets.bucket import Bucket
from ocop.publishing.targets.s3 import s3_target

BUCKET = "ocop-thu"
ASSET = "theme/css/site.0123456789.css"


class Site:
    """What visitors of a bucket get."""

    def __init__(self, server: Any, prefix: str) -> None:
        self.client, self.prefix = server.client(), prefix

    def pages(self) -> dict[str, str]:
        listed = self.client.list_objects_v2(Bucket=BUCKET, Prefix=self.prefix).get("Contents", ())
        keys = [one["Key"] for one in listed if not one["Key"].startswith(f"{self.prefix}_ocop/")]
        return {key.removeprefix(self.prefix): self.get(key)["Body"].read().decode() for key in keys}

    def get(self, key: str) -> Any:
        return self.client.get_object(Bucket=BUCKET, Key=key)


@pytest.fixture(params=["moto", "rclone"])
def bucket(request: pytest.FixtureRequest, office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An office that publishes into a prefix of its own."""
    server = request.getfixturevalue(request.param)
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    prefix = f"{tmp_path.name}/"
    office.target = target_for(f"s3://{BUCKET}/{tmp_path.name}", Workplace(tmp_path, tmp_path / "cache"))
    office.pages[ASSET] = "a { color: red }"
    return Site(server, prefix)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is done to the bucket, in order."""
    made: list[tuple[str, str]] = []
    for name in ("put", "copy", "delete"):
        real: Callable[..., None] = getattr(Bucket, name)

        def told(self: Bucket, key: str, *rest: Any, name: str = name, real: Callable[..., None] = real, **more: Any) -> None:
            real(self, key, *rest, **more)
            made.append((name, rest[0] if name == "copy" else key))

        monkeypatch.setattr(Bucket, name, told)
    return made


def test_a_release_arrives_in_order_with_its_kinds_and_a_second_brings_only_what_changed(
    office: Any, bucket: Site, calls: list[tuple[str, str]]
) -> None:
    office.pages["ảnh đẹp/dấu ' nháy.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    first = office.publish()
    assert first.outcome == "released"
    assert bucket.pages() == office.pages
    shown = [key for name, key in calls if name == "copy"]
    assert shown == sorted(shown, key=lambda key: switch_order(key)[:2])
    assert shown[-1] == "index.html"
    for path in office.pages:
        answer = bucket.get(bucket.prefix + path)
        assert (answer["ContentType"], answer["CacheControl"]) == (content_type(path), cache_control(path))
    assert office.publish().outcome == "unchanged"
    office.pages["en/index.html"] = office.pages["en/index.html"].replace("Trang thử", "Trial")
    del calls[:]
    assert office.publish().changes.changed == ("en/index.html",)
    assert [key for name, key in calls if name == "copy"] == ["en/index.html"]
    assert sum(name == "put" and "/blobs/" in key for name, key in calls) == 1
    assert bucket.pages() == office.pages
    lines = bucket.get(f"{bucket.prefix}_ocop/log.jsonl")["Body"].read().decode().splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["publish", "publish"]
    back = rollback(office.target, now=office.now)
    assert back.release == first.release
    assert "Trang thử" in bucket.pages()["en/index.html"]


def test_hashed_files_stay_and_lost_pages_go_last(office: Any, bucket: Site, calls: list[tuple[str, str]]) -> None:
    office.publish()
    office.pages["theme/css/site.abcdef0123.css"] = office.pages.pop(ASSET)
    office.pages["index.html"] = office.pages["index.html"].replace('<a href="/en/">English</a>', "")
    del office.pages["en/index.html"]
    del calls[:]
    office.publish(may_vanish=("en/*",))
    assert bucket.pages().keys() == office.pages.keys() | {ASSET}
    names = [name for name, key in calls if not key.startswith("_ocop/") or name == "copy"]
    assert names == sorted(names, key=["put", "copy", "delete"].index)


def test_what_is_not_ours_in_the_bucket_stays(office: Any, bucket: Site) -> None:
    bucket.client.put_object(Bucket=BUCKET, Key=f"{bucket.prefix}cua-nguoi-khac.txt", Body=b"x")
    office.publish()
    office.pages["style.css"] = "p { color: blue }"
    office.publish()
    assert bucket.pages()["cua-nguoi-khac.txt"] == "x"


def test_a_page_that_was_changed_by_hand_in_the_bucket_is_put_right(office: Any, bucket: Site) -> None:
    office.publish()
    bucket.client.put_object(Bucket=BUCKET, Key=f"{bucket.prefix}index.html", Body=b"sua tay")
    assert office.publish().outcome == "released"
    assert bucket.pages() == office.pages


@pytest.mark.parametrize("cut", [0, 1, 3])
def test_a_switch_that_is_cut_short_breaks_no_address_and_is_finished_by_the_next_run(
    office: Any, bucket: Site, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    office.publish()
    before = dict(office.pages)
    for path in office.pages:
        if path.endswith(".html"):
            office.pages[path] = office.pages[path].replace("Trang thử", "Mới")
    wanted = dict(office.pages)
    done: list[str] = []
    real = Bucket.copy

    def dying(self: Bucket, source: str, key: str, **told: Any) -> None:
        if len(done) == cut:
            raise KeyboardInterrupt
        done.append(key)
        real(self, source, key, **told)

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "copy", dying)
        patch.setattr("ocop.publishing.targets.s3.AT_ONCE", 1)
        with pytest.raises((KeyboardInterrupt, PublishingError)):
            office.publish()
    mixed = bucket.pages()
    assert mixed.keys() == before.keys()
    assert all(mixed[path] in {before[path], wanted[path]} for path in mixed)
    report = office.publish()
    assert report.outcome == "unchanged"  # the switch was finished, from the bucket's own copies
    assert bucket.pages() == wanted


def test_a_lock_that_was_left_behind_by_this_machine_does_not_stop_it_and_another_ones_does(
    office: Any, bucket: Site, tmp_path: Path
) -> None:
    office.publish()
    office.pages["style.css"] = "p { color: blue }"
    said: list[str] = []
    elsewhere = replace(office.target, cache=tmp_path / "another office")

    def also(stage: str) -> None:
        if stage == "gate":
            with pytest.raises(PublishBusyError) as caught:
                publish(office.built, target=elsewhere, now=office.now)
            said.append(caught.value.vi)

    assert office.publish(at=also).outcome == "released"
    assert len(said) == 1
    machine = {"machine": "elsewhere"}
    key = f"{bucket.prefix}_ocop/lock.json"
    bucket.client.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(machine).encode())
    with pytest.raises(PublishBusyError):
        office.publish()
    bucket.client.delete_object(Bucket=BUCKET, Key=key)


def test_five_releases_are_kept_and_blobs_that_none_names_go(office: Any, bucket: Site) -> None:
    office.how = {"keep": 2}
    for number in range(4):
        office.pages["style.css"] = f"p {{ margin: {number}px }}"
        office.publish()
    with office.target.alone(), office.target.opened() as session:
        assert [release.number for release in session.releases()] == [4, 3]
        blobs = session.bucket.listing("_ocop/blobs/")
        assert len(blobs) == len({record.sha256 for one in session.releases() for record in one.files.values()}) - 1
    office.now += timedelta(days=1)
    rollback(office.target, now=office.now)
    assert bucket.pages()["style.css"] == "p { margin: 2px }"


def test_no_key_a_wrong_key_and_no_bucket_are_said_plainly(
    office: Any, bucket: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.target = target_for("s3://khong-co-that/x", Workplace(tmp_path, tmp_path / "cache"))
    with pytest.raises(PublishingError, match="s3://khong-co-that/x"):
        office.publish()
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(PublishingError, match="Chưa có khóa"):
        office.publish()


@pytest.mark.parametrize("address", ["s3://", "s3://A_b/x", "s3://key:secret@bucket/x", "s3://ok/x?y=1", "S4://ok"])
def test_what_is_no_address_of_a_bucket_is_none(address: str, tmp_path: Path) -> None:
    assert s3_target(address, lock=tmp_path) is None
