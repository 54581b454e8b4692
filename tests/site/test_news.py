"""What open pages hear of a build, and when changes are looked for."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ocop.serving import News, Notices, watch

PAGE, OTHER, INDEX = "a/index.html", "b/index.html", "search/vi.json"


def version(news: News, page: str) -> int:
    said = news.state.event(page)
    assert said.endswith(b"\n\n")
    found: int = json.loads(said.removeprefix(b"data: "))["version"]
    return found


def versions(news: News) -> tuple[int, int]:
    return version(news, PAGE), version(news, OTHER)


@pytest.fixture
def news() -> Iterator[News]:
    """News that both pages listen to; the first has loaded an index."""
    told = News()
    with ExitStack() as pages:
        for page in (PAGE, OTHER):
            pages.enter_context(told.open(page))
        told.loads(PAGE, INDEX)
        yield told


def test_every_page_hears_of_a_build_that_changed_a_file(news: News) -> None:
    news.tell(changed=False, told=())
    assert versions(news) == (0, 0)
    news.tell(changed=True, told=(), made=["x"])
    assert versions(news) == (1, 1)


def test_a_page_that_is_made_hears_of_it_early_and_not_again(news: News) -> None:
    news.tell_early(frozenset({PAGE}))
    assert versions(news) == (1, 0)
    assert version(news, "opened/meanwhile.html") == 0
    news.tell(changed=True, told=(), made=[PAGE, OTHER, "data.json"])
    assert versions(news) == (1, 1)


def test_it_hears_again_if_it_loaded_since_then_what_was_made_later(news: News) -> None:
    news.tell_early(frozenset({PAGE}))
    news.loads(PAGE, "data.json")
    news.tell(changed=True, told=(), made=[PAGE, "data.json"])
    assert versions(news) == (2, 2)


def test_a_page_hears_when_something_that_it_has_loaded_is_made(news: News) -> None:
    assert news.shown() == {PAGE, OTHER, INDEX}
    news.tell_early(frozenset({INDEX}))
    assert versions(news) == (1, 0)


def test_a_mistake_that_comes_up_later_is_told_to_all(news: News) -> None:
    news.tell_early(frozenset({PAGE}))
    news.tell(changed=False, told=("no ink",))
    assert b"no ink" in news.state.event(PAGE)
    assert b"no ink" in news.state.event(OTHER)
    news.tell(changed=True, told=(), made=[OTHER])
    assert versions(news) == (2, 2)


def test_what_a_closed_page_showed_is_not_urgent() -> None:
    told = News()
    with told.open(PAGE), told.open(PAGE):
        pass
    assert told.shown() == frozenset()
    told.tell_early(frozenset({PAGE}))
    assert told.state.version == 0


class Desk:
    """Looks and waits that a test has written down; each look that differs is built."""

    def __init__(self, looks: Iterable[str], notices: Iterable[bool]) -> None:
        self.looks, self.notices = iter([*looks, "end"]), iter(notices)
        self.seen, self.built = "", list[str]()

    def look(self) -> str:
        self.seen = next(self.looks, "end")
        return self.seen

    def build(self) -> None:
        self.built.append(self.seen)

    def wait(self, seconds: float) -> bool:
        del seconds
        return next(self.notices, False)

    def watched(self) -> list[str]:
        watch(self.look, self.build, wait=self.wait, forever=lambda: self.seen != "end")
        return self.built


def test_a_burst_of_saves_is_one_build() -> None:
    assert Desk(["0", "1", "2", "3", "3", "3"], []).watched() == ["0", "3", "end"]


def test_where_changes_are_noticed_one_look_is_enough() -> None:
    assert Desk(["0", "0", "1", "1"], [True, False, False]).watched() == ["0", "1", "end"]


def test_what_is_noticed_around_a_look_is_waited_for() -> None:
    assert Desk(["0", "0", "1", "2", "2", "2"], [True, False, True]).watched() == ["0", "2", "end"]


def test_a_wait_ends_when_something_is_saved(tmp_path: Path) -> None:
    notices = Notices()
    notices.of([tmp_path, tmp_path / "nowhere"])
    time.sleep(0.3)  # until it listens
    begun = time.monotonic()
    assert not notices.wait(0.05)
    assert time.monotonic() - begun >= 0.04
    (tmp_path / "below").mkdir()
    saving = threading.Timer(0.1, (tmp_path / "below" / "a").write_text, ["saved"])
    while notices.wait(0.1):
        pass
    saving.start()
    assert notices.wait(30)
    saving.join()
    while notices.wait(0.1):
        pass
    assert not notices.wait(0)
