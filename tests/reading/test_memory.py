"""What was read before and lies there as it did is not read again, and the reading is the same as if it had been."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ocop.catalogue.models import Kind
from ocop.catalogue.problem import Severity
from ocop.engine import Sources, passed_over, shard_of, survey
from ocop.engine.sealed import write_sealed_bytes
from ocop.outputs.environment import content_of
from ocop.reading import Memory, Opened, Reading, examined, memory, read, read_catalogue, whole
from ocop.reading import opened as opened_shards

TODAY = date(2026, 11, 23)
LANGUAGES = ("vi", "en")
JPEG = b"\xff\xd8\xff\xe0 not looked into here"
STORY = " ".join(f"chữ{number}" for number in range(90))
GTINS = ("8938505974194", "8936000000011", "")


@dataclass
class Read:
    """Which bundles were opened, by key."""

    opened: list[str] = field(default_factory=list)

    def since(self) -> list[str]:
        """Give them, and begin anew."""
        found, self.opened = sorted(self.opened), []
        return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Note who is read, whether to be judged or to judge another by."""
    noted = Read()
    for module in (examined, whole):

        def spy(kind: Kind, folder: Path, frame: Any, really: Callable[..., Any] = module.read_bundle) -> Any:
            noted.opened.append(f"{kind.value}/{folder.name}")
            return really(kind, folder, frame)

        monkeypatch.setattr(module, "read_bundle", spy)
    return noted


def remembering(content: Path, code: str = "code") -> Memory:
    """The memory as a build has it: what lies in the folder is what the engine's survey saw."""
    state = content.parent / "state"
    found = survey(Sources({"content": content}, (), lambda _, name: passed_over(name)), {})
    return Memory(state, code, *content_of(found))


def reading(content: Path, memory: Memory | None = None, today: date = TODAY, workers: int | None = 1) -> Reading:
    return read_catalogue(
        content,
        root=content.parent,
        languages=LANGUAGES,
        default_language="vi",
        today=today,
        sample=True,
        memory=memory,
        workers=workers,
    )


def remembered(content: Path, code: str = "code", today: date = TODAY, workers: int | None = 1) -> Reading:
    """Read with the memory, and keep what was read as a build does at its end."""
    found = reading(content, remembering(content, code), today, workers)
    assert found.keep is not None
    found.keep()
    return found


def errors(found: Reading) -> list[tuple[str, str]]:
    return [(one.path, one.rule) for one in found.problems if one.severity is Severity.ERROR]


def all_of(found: Reading) -> dict[str, Any]:
    """All that a reading gives, in a form that can be compared; what names it for the next build is left out."""
    things: dict[str, Any] = {}
    for kind in Kind if found.catalogue is not None else ():
        for slug, thing in getattr(found.catalogue, kind.value).items():
            lent = {language: words.model_fields_set for language, words in thing.words.items()}
            things[f"{kind.value}/{slug}"] = (thing, lent)
    lists = found.catalogue and (found.catalogue.units, found.catalogue.schemes, found.catalogue.documents)
    return {
        "problems": found.problems,
        "counts": dict(found.counts),
        "things": list(things.items()),
        "lists": lists,
        "named": dict(found.named),
        "pictures": {key: dict(pictures) for key, pictures in found.pictures.items()},
        "briefs": [(kind, list(briefs.items())) for kind, briefs in found.briefs.items()],
    }


# What a writer may do to a catalogue, one thing at a time.


@dataclass
class Writer:
    """Edits a content folder by dice."""

    content: Path
    dice: Random
    today: date = TODAY

    def page(self, key: str, text: str, language: str = "vi") -> None:
        folder = self.content / key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{language}.md").write_text(text, "utf-8")

    def bundles(self, *kinds: str) -> list[Path]:
        found = (path for kind in kinds or [kind.value for kind in Kind] for path in self.content.glob(f"{kind}/*"))
        return sorted(path for path in found if path.is_dir())

    def any_page(self) -> Path | None:
        pages = sorted(self.content.glob("*/*/*.md"))
        return self.dice.choice(pages) if pages else None

    def product(self) -> None:
        dice, number = self.dice, self.dice.randrange(6)
        more = [f"gtin: '{gtin}'\n"] if (gtin := dice.choice(GTINS)) else []
        more += [f"aliases: [/san-pham/cu-{dice.randrange(3)}/]\n"] if dice.random() < 0.3 else []
        more += [f"visit_at: [noi-{dice.randrange(4)}]\n"] if dice.random() < 0.5 else []
        more += (
            ["photos:\n  - {file: anh.jpg, author: Mẫu, licence: CC0}\nalts: {anh.jpg: Ảnh mẫu}\n"]
            if dice.random() < 0.3
            else []
        )
        if dice.random() < 0.6:
            source = "sources:\n  - {key: qd, title: Quyết định, date: 2024-02-29, evidence: B1}\n"
            row = f"decision: {dice.randrange(3)}/QĐ-MAU, date: 202{dice.randrange(3, 6)}-02-28, issuer: UBND tỉnh Mẫu"
            more += [f"{source}recognitions:\n  - {{{row}, stars: {dice.choice('345')}, kind: first, source: qd}}\n"]
        head = f"title: Bột {dice.randrange(9)}\nsummary: Bột để thử.\ngroup: {dice.choice(['food', 'crafts'])}\n"
        refs = f"producer: co-so-{dice.randrange(3)}\nunit: {dice.choice(['phuong-mau', 'xa-khac', 'xa-cu'])}\n"
        body = dice.choice(["", STORY, f"Xem [nơi này](places/noi-{dice.randrange(4)}) và [kia](cho-nao-do)."])
        self.page(f"products/bot-{number}", f"---\n{head}{refs}verified: 2026-11-01\n{''.join(more)}---\n{body}\n")

    def producer(self) -> None:
        number, form = self.dice.randrange(3), self.dice.choice(["farm", "cooperative"])
        head = f"title: Cơ sở {number}\nsummary: Mẫu.\nverified: 2026-11-01\ntype: {form}\n"
        self.page(f"producers/co-so-{number}", f"---\n{head}---\n")

    def place(self) -> None:
        number = self.dice.randrange(4)
        at = f"lat: 10.{self.dice.randrange(280, 283)}\nlon: 105.76\n" if self.dice.random() < 0.6 else ""
        self.page(
            f"places/noi-{number}",
            f"---\ntitle: Nơi {number}\nsummary: Mẫu.\nverified: 2026-11-01\ntype: craft-village\n{at}---\n",
        )

    def story(self) -> None:
        about = self.dice.choice(["products/bot-1", "places/noi-0", "bot-2", "products/khong-co"])
        head = (
            f"title: Chuyện\nsummary: Mẫu.\ndate: 2026-11-0{self.dice.randrange(1, 9)}\nabout: {about}\nverified: 2026-11-01\n"
        )
        body = self.dice.choice([STORY, f"{STORY} thêm", "Món này đạt OCOP 4 sao.", "[Món](products/bot-3)"])
        self.page(f"stories/chuyen-{self.dice.randrange(3)}", f"---\n{head}---\n{body}\n")

    def route(self) -> None:
        keys = ["places/noi-0", "places/noi-1", "producers/co-so-1", "products/bot-1"]
        stops = "".join(f"  - at: {key}\n" for key in self.dice.sample(keys, 2))
        self.page(
            f"routes/duong-{self.dice.randrange(2)}",
            f"---\ntitle: Đường\nsummary: Mẫu.\nverified: 2026-11-01\nlength: half-day\nstops:\n{stops}---\n",
        )

    def translation(self) -> None:
        if bundles := self.bundles():
            key = self.dice.choice(bundles).relative_to(self.content).as_posix()
            self.page(key, "---\ntitle: Thing\nsummary: A sample.\ntranslates: 0123456789\n---\n", "en")

    def removal(self) -> None:
        if bundles := self.bundles():
            shutil.rmtree(self.dice.choice(bundles))

    def renaming(self) -> None:
        if bundles := self.bundles("products", "producers", "places"):
            old = self.dice.choice(bundles)
            new = old.with_name(f"{old.name.rstrip('0123456789')}{self.dice.randrange(6)}")
            if not new.exists():
                old.rename(new)

    def breaking(self) -> None:
        if (page := self.any_page()) is not None:
            ways: list[Callable[[bytes], bytes]] = [
                lambda data: data.replace(b"verified:", b"verifed:"),
                lambda data: data.replace(b"---", b"--", 1),
                lambda data: data[: len(data) // 2],
                lambda data: data.replace(b"title: ", b"title: \xff"),
                lambda data: b"",
                lambda data: data.replace(b"summary", b"draft: true\nsummary", 1),
            ]
            page.write_bytes(self.dice.choice(ways)(page.read_bytes()))

    def picture(self) -> None:
        if bundles := self.bundles("products"):
            (self.dice.choice(bundles) / "anh.jpg").write_bytes(JPEG + bytes([self.dice.randrange(2)]))

    def stray(self) -> None:
        if bundles := self.bundles():
            folder = self.dice.choice(bundles)
            match self.dice.randrange(5):
                case 0:
                    (folder / "ghi-chu.txt").touch()
                case 1:
                    (folder / "trong").mkdir(exist_ok=True)
                case 2:
                    (folder / ".DS_Store").touch()
                case 3:
                    (folder.parent / "lac.md").touch()
                case _:
                    (folder / "fr.md").touch()

    def link(self) -> None:
        """The same bytes by a link that leads out of the content folder."""
        if (page := self.any_page()) is not None and not page.is_symlink():
            outside = self.content.parent / f"ngoai-{self.dice.randrange(10**6)}"
            page.rename(outside)
            page.symlink_to(outside)

    def lists(self) -> None:
        units = self.content / "data" / "units.yaml"
        text = units.read_text("utf-8")
        units.write_text(
            text.replace("Phường Mẫu", "Phường Nọ") if self.dice.random() < 0.5 else text.replace("xa-khac", "xa-kia"), "utf-8"
        )

    def day(self) -> None:
        self.today += timedelta(days=self.dice.choice([-400, 1, 30, 200]))


def edits(writer: Writer, count: int) -> Iterator[None]:
    """Make something, so that there is enough to break, then one edit after another."""
    makings = [writer.product] * 5 + [writer.producer] * 2 + [writer.place] * 3 + [writer.story] * 2 + [writer.route]
    others = [writer.translation, writer.removal, writer.renaming, writer.breaking, writer.picture, writer.stray]
    for making in makings:
        making()
    yield
    for _ in range(count):
        ways = makings + others * 2 + [writer.link, writer.lists, writer.day]
        writer.dice.choice(ways)()
        yield


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_edit_the_reading_with_a_memory_is_the_one_without(
    desk: Any, monkeypatch: pytest.MonkeyPatch, seed: int, workers: int
) -> None:
    monkeypatch.setattr(read, "_WORTH_A_FORK", 2)
    writer = Writer(desk.content, Random(seed))
    for number, _ in enumerate(edits(writer, 50)):
        plain = reading(desk.content, today=writer.today)
        found = reading(desk.content, remembering(desk.content), writer.today, workers)
        assert all_of(found) == all_of(plain), f"after edit {number}"
        if number % 4:  # else the build fails later, and keeps nothing
            assert found.keep is not None
            found.keep()


# What is read at all.


def test_a_bundle_that_lies_there_as_it_did_is_not_read_again(desk: Any, opened: Read) -> None:
    remembered(desk.content)
    assert opened.since() == ["places/lang-mau", "producers/co-so-mau", "products/bot-mau"]
    remembered(desk.content)
    assert opened.since() == []
    desk.product(body="Lời mới.\n")
    found = remembered(desk.content)
    assert opened.since() == ["products/bot-mau"]
    assert found.catalogue is not None
    assert found.catalogue.products["bot-mau"].bodies == {"vi": "Lời mới."}


def test_a_changed_neighbour_is_asked_about_again_by_those_who_asked(desk: Any, opened: Read) -> None:
    remembered(desk.content)
    opened.since()
    away = desk.content.parent / "away"
    (desk.content / "producers" / "co-so-mau").rename(away)
    found = remembered(desk.content)
    assert errors(found) == [("content/products/bot-mau/vi.md", "reference-unknown")]
    assert opened.since() == ["products/bot-mau"]
    again = remembered(desk.content)
    assert again.problems == found.problems
    assert opened.since() == []
    away.rename(desk.content / "producers" / "co-so-mau")
    assert errors(remembered(desk.content)) == []
    assert opened.since() == ["producers/co-so-mau", "products/bot-mau"]


def test_a_suggestion_follows_a_neighbour_that_has_come(desk: Any, opened: Read) -> None:
    desk.product(slug="bot-mau", more="visit_at: [cho-mau]\n")
    first = remembered(desk.content)
    assert errors(first) == [("content/products/bot-mau/vi.md", "reference-unknown")]
    opened.since()
    desk.write(
        "places/cho-mua/vi.md", "---\ntitle: Chợ Mẫu\nsummary: Để thử.\nverified: 2026-11-01\ntype: craft-village\n---\n"
    )
    second = remembered(desk.content)
    assert opened.since() == ["places/cho-mua", "products/bot-mau"]
    assert second.problems == reading(desk.content).problems
    assert second.problems != first.problems


def test_a_story_is_judged_again_by_the_product_it_is_about(desk: Any, opened: Read) -> None:
    told = "title: Chuyện\nsummary: Mẫu.\ndate: 2026-11-01\nabout: products/bot-mau\nverified: 2026-11-01\n"
    desk.write("stories/chuyen/vi.md", f"---\n{told}---\nMón này chữa ung thư.\n")
    first = remembered(desk.content)
    opened.since()
    page = desk.content / "products" / "bot-mau" / "vi.md"
    page.write_text(page.read_text("utf-8").replace("group: crafts", "group: food"), "utf-8")
    second = remembered(desk.content)
    assert "stories/chuyen" in opened.since()
    assert second.problems == reading(desk.content).problems
    claimed = {one.path for one in (*first.problems, *second.problems) if (one in first.problems) != (one in second.problems)}
    assert "content/stories/chuyen/vi.md" in claimed


def test_the_same_bytes_behind_a_link_that_leads_outside_are_told(desk: Any) -> None:
    remembered(desk.content)
    page = desk.content / "places" / "lang-mau" / "vi.md"
    page.rename(desk.root / "outside.md")
    page.symlink_to(desk.root / "outside.md")
    assert ("content/places/lang-mau/vi.md", "link-outside") in errors(remembered(desk.content))


def test_who_was_helped_by_a_title_is_helped_by_the_new_one(desk: Any) -> None:
    told = "title: Chuyện\nsummary: Mẫu.\ndate: 2026-11-01\nabout: Xóm Gốm\nverified: 2026-11-01\n"
    desk.write("stories/chuyen/vi.md", f"---\n{told}---\nLời.\n")

    def suggested(found: Reading) -> list[str]:
        return [one.values["suggestion"] for one in found.problems if one.rule == "about-form"]

    place = desk.content / "places" / "lang-mau" / "vi.md"
    place.write_text(place.read_text("utf-8").replace("Làng Mẫu", "Xóm Gốm"), "utf-8")
    assert suggested(remembered(desk.content)) == ["places/lang-mau"]
    place.write_text(place.read_text("utf-8").replace("Xóm Gốm", "Vườn Xa"), "utf-8")
    assert suggested(remembered(desk.content)) == suggested(reading(desk.content)) == [""]


@pytest.mark.parametrize("change", ["code", "day", "lists"])
def test_other_code_another_day_or_other_lists_read_everything_again(desk: Any, opened: Read, change: str) -> None:
    remembered(desk.content)
    everything = opened.since()
    if change == "lists":
        desk.write("data/units.yaml", (desk.content / "data/units.yaml").read_text("utf-8").replace("Xã Khác", "Xã Kia"))
    code = "other" if change == "code" else "code"
    today = TODAY + timedelta(days=1) if change == "day" else TODAY
    remembered(desk.content, code, today)
    assert opened.since() == everything


def test_lists_are_read_again_only_when_they_changed(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    really = read.read_lists

    def spy(frame: Any, *, sample: bool = True) -> Any:
        noted.append("read")
        return really(frame, sample=sample)

    monkeypatch.setattr(read, "read_lists", spy)
    desk.write("data/units.yaml", (desk.content / "data/units.yaml").read_text("utf-8") + "more: x\n")
    first = remembered(desk.content)
    place = desk.content / "places" / "lang-mau" / "vi.md"
    place.write_text(place.read_text("utf-8").replace("Làng Mẫu", "Xóm Gốm"), "utf-8")
    again = remembered(desk.content)
    assert noted == ["read"]
    assert [one for one in again.problems if one.path.endswith("units.yaml")] == [
        one for one in first.problems if one.path.endswith("units.yaml")
    ]
    desk.write("data/units.yaml", (desk.content / "data/units.yaml").read_text("utf-8").replace("more: x\n", ""))
    assert all_of(remembered(desk.content)) == all_of(reading(desk.content))
    assert noted[:2] == ["read", "read"]


@pytest.mark.parametrize("code", ["code", "other code"])
def test_a_folder_may_be_opened_before_it_is_known_what_is_read(desk: Any, opened: Read, code: str) -> None:
    remembered(desk.content)
    everything = opened.since()
    before = Opened(desk.content.parent / "state")
    page = desk.content / "products/bot-mau/vi.md"
    page.write_text(page.read_text("utf-8") + "Thêm.\n", "utf-8")
    found = reading(desk.content, replace(remembering(desk.content, code), opened=before))
    assert opened.since() == (["products/bot-mau"] if code == "code" else everything)
    assert all_of(found) == all_of(reading(desk.content))


# What lies in the memory's folder is never trusted.


def spoiled(desk: Any, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spoil every file of the memory."""
    state = desk.content.parent / "state"
    if how == "of another base":
        shutil.rmtree(state)
        remembered(desk.content, "other code")
    if how == "of another version":
        shutil.rmtree(state)
        with monkeypatch.context() as patched:
            patched.setattr(memory, "TITLE", "ocop read 0, cpython-0, ")
            remembered(desk.content)
    base = remembering(desk.content).base(repr(read.Frame(desk.content, desk.root, LANGUAGES, "vi")), TODAY.isoformat(), "True")
    for file in sorted(state.iterdir()):
        data = file.read_bytes()
        match how:
            case "lost":
                file.unlink()
            case "torn":
                file.write_bytes(data[: len(data) * 2 // 3])
            case "one bit":
                file.write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:])
            case "random":
                file.write_bytes(Random(1).randbytes(2000))
            case "empty":
                file.write_bytes(b"")
            case "a folder":
                file.unlink()
                file.mkdir()
            case "sealed nonsense":
                write_sealed_bytes(file, memory.TITLE + base, b"nothing that was pickled")
            case "sealed by code that is gone":
                write_sealed_bytes(file, memory.TITLE + base, b"cocop.gone\nThing\n.")
            case _:
                pass


SPOILED = ("lost", "torn", "one bit", "random", "empty", "a folder", "sealed nonsense", "sealed by code that is gone")


@pytest.mark.parametrize("how", [*SPOILED, "of another base", "of another version"])
def test_a_shard_that_is_spoiled_is_as_none(desk: Any, opened: Read, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    plain = all_of(remembered(desk.content))
    everything = opened.since()
    spoiled(desk, how, monkeypatch)
    opened.since()
    assert all_of(remembered(desk.content)) == plain
    assert opened.since() == everything
    if how != "a folder":  # else nothing can be written there, which is no failure either
        remembered(desk.content)
        assert opened.since() == []


@pytest.mark.parametrize("how", ["torn", "one bit", "random", "of another base", "of another version"])
def test_nothing_is_unpickled_whose_seal_is_not_ours(desk: Any, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    class Mark:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (desk.root / "ran",)

    remembered(desk.content)
    spoiled(desk, how, monkeypatch)
    state = desk.content.parent / "state"
    for file in sorted(state.iterdir()):
        file.write_bytes(
            pickle.dumps(Mark()) if how == "random" else file.read_bytes().replace(b"\x80", pickle.dumps(Mark()), 1)
        )
    unpickled: list[bytes] = []
    with monkeypatch.context() as patched:
        patched.setattr(memory, "pickle", Spied(unpickled))
        patched.setattr(opened_shards, "pickle", Spied(unpickled))
        remembered(desk.content)
    assert unpickled == []
    assert not (desk.root / "ran").exists()


class Spied:
    """The pickle module, noting what it is given to read."""

    def __init__(self, noted: list[bytes]) -> None:
        self._noted = noted

    def loads(self, data: bytes) -> Any:
        self._noted.append(data)
        return pickle.loads(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(pickle, name)


def test_one_lost_shard_costs_its_bundles_alone(desk: Any, opened: Read) -> None:
    for number in range(40):
        desk.product(slug=f"bot-{number}")
    remembered(desk.content)
    keys = opened.since()
    lost = shard_of("products/bot-7")
    (desk.content.parent / "state" / f"{lost:02}").unlink()
    remembered(desk.content)
    assert opened.since() == [key for key in keys if shard_of(key) == lost]


def test_shards_of_different_builds_are_never_mixed_up(desk: Any, opened: Read) -> None:
    """A disk may bring back an older shard: each bundle in it says itself what its folder held."""
    state = desk.content.parent / "state"
    remembered(desk.content)
    older = {file.name: file.read_bytes() for file in state.iterdir()}
    desk.product(body="Lời mới.\n")
    remembered(desk.content)
    number = shard_of("products/bot-mau")
    (state / f"{number:02}").write_bytes(older[f"{number:02}"])
    opened.since()
    assert all_of(remembered(desk.content)) == all_of(reading(desk.content))
    assert "products/bot-mau" in opened.since()


def test_a_folder_that_cannot_be_written_is_no_failure(desk: Any) -> None:
    (desk.content.parent / "state").write_text("a file", "utf-8")
    assert all_of(remembered(desk.content)) == all_of(reading(desk.content))
