"""Random edits of a catalogue, its theme, its settings and its day: what a year of work does to it, in any order."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from soak_bench import Bench
from soak_catalogue import HEAD, PLACES, PRODUCERS, UNITS, photo, product, write

Edit = Callable[[Bench, random.Random], None]
MOST = 30
"""Products: more are not added."""
LEAST = 8


def add(bench: Bench, dice: random.Random) -> None:
    if len(_products(bench)) < MOST:
        product(bench, f"them-{dice.randrange(10**6)}", dice)


def remove(bench: Bench, dice: random.Random) -> None:
    free = [home for home in _products(bench) if home.name not in _coded(bench)]
    if len(free) > LEAST:
        shutil.rmtree(dice.choice(free))


def rename(bench: Bench, dice: random.Random) -> None:
    """A folder takes another name, and with it an address; what names it follows."""
    home = dice.choice(_products(bench))
    fresh = f"{home.name.split('-x')[0]}-x{dice.randrange(1000)}"
    if (home.parent / fresh).exists():
        return
    ledger = bench.content / "data" / "qr-ledger.csv"
    ledger.write_text(re.sub(rf"products/{home.name}(?=,)", f"products/{fresh}", ledger.read_text("utf-8")), "utf-8")
    home.rename(home.with_name(fresh))


def retitle(bench: Bench, dice: random.Random) -> None:
    page = dice.choice(sorted(bench.content.glob("*/*/vi.md")))
    _replace(page, r"(?m)^title: .*$", f"title: Tên {dice.choice('ĐđÂaêẾ')} {dice.randrange(10**6)} (mẫu)")


def body(bench: Bench, dice: random.Random) -> None:
    page = dice.choice(sorted(bench.content.glob("*/*/*.md")))
    page.write_text(page.read_text("utf-8").rstrip()[-4000:] + f"\n\nĐoạn *mới* {dice.randrange(10**6)}.\n", "utf-8")


def facts(bench: Bench, dice: random.Random) -> None:
    page = dice.choice(_products(bench)) / "vi.md"
    if dice.random() < 0.5:
        _replace(page, r"(?m)^unit: .*$", f"unit: {dice.choice(UNITS)}")
    else:
        _replace(page, r"(?m)^producer: .*$", f"producer: {dice.choice(PRODUCERS)}")


def swap(bench: Bench, dice: random.Random) -> None:
    """Two pages trade their titles: the same words in all, in other places."""
    one, other = (home / "vi.md" for home in dice.sample(_products(bench), 2))
    titles = [re.search(r"(?m)^title: .*$", page.read_text("utf-8"))[0] for page in (one, other)]  # type: ignore[index]
    _replace(one, r"(?m)^title: .*$", titles[1])
    _replace(other, r"(?m)^title: .*$", titles[0])


def english(bench: Bench, dice: random.Random) -> None:
    page = dice.choice(_products(bench)) / "en.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text(f"---\ntitle: Sample {dice.randrange(10**6)}\nsummary: To be tried (sample).\n---\n\nText.\n", "utf-8")


def picture(bench: Bench, dice: random.Random) -> None:
    file = dice.choice(_products(bench)) / "01-anh.jpg"
    if file.exists() and dice.random() < 0.4:
        file.unlink()
    else:
        file.write_bytes(photo(dice, dice.choice([(64, 48), (48, 64), (90, 40)])))


def page_of_text(bench: Bench, dice: random.Random) -> None:
    home = bench.content / "pages" / f"trang-{dice.randrange(3)}"
    if home.exists():
        shutil.rmtree(home)
    else:
        home.mkdir()
        text = f"---\ntitle: Trang {dice.randrange(99)} (mẫu)\nsummary: Để thử.\norder: 2\nverified: 2025-06-01\n---\n\nLời.\n"
        (home / "vi.md").write_text(text, "utf-8")


def code(bench: Bench, dice: random.Random) -> None:
    """One more printed code."""
    ledger = bench.content / "data" / "qr-ledger.csv"
    text = ledger.read_text("utf-8")
    number = text.count("\n") + 8999
    if number < 9020:
        ledger.write_text(f"{text}SD{number},,own,,,,,,products/{dice.choice(_products(bench)).name},,,draft,,\n", "utf-8")


def code_of_another(bench: Bench, dice: random.Random) -> None:
    """A code that nobody has printed goes to another product, or is given up."""
    ledger = bench.content / "data" / "qr-ledger.csv"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    number = dice.randrange(1, len(lines))
    if dice.random() < 0.7:
        lines[number] = re.sub(r"products/[^,]+", f"products/{dice.choice(_products(bench)).name}", lines[number])
    else:
        lines[number] = lines[number].replace(",void,", ",@,").replace(",draft,", ",void,").replace(",@,", ",draft,")
    ledger.write_text("".join(lines), "utf-8")


def about(bench: Bench, dice: random.Random) -> None:
    """What a story or news tell of, and where a product is shown or made to be seen."""
    anything = [*(f"places/{slug}" for slug in PLACES), *(f"producers/{slug}" for slug in PRODUCERS)]
    _replace(bench.content / "stories/chuyen-mau/vi.md", r"(?m)^about: .*$", f"about: places/{dice.choice(PLACES)}")
    _replace(bench.content / "news/tin-mau/vi.md", r"(?m)^about: .*$", f"about: [{', '.join(dice.sample(anything, 2))}]")
    page = dice.choice(_products(bench)) / "vi.md"
    shown = dice.choice(["", *(f"{field}: [{dice.choice(PLACES)}]\n" for field in ("displayed_at", "visit_at"))])
    text = re.sub(r"(?m)^(?:displayed_at|visit_at): .*\n", "", page.read_text("utf-8"))
    page.write_text(text.replace("\nverified: ", f"\n{shown}verified: ", 1), "utf-8")


def trip(bench: Bench, dice: random.Random) -> None:
    """A route or an event comes, changes or goes."""
    one, other = dice.sample(PLACES, 2)
    stops = f"length: half-day\nstops:\n  - at: places/{one}\n  - at: places/{other}\n    mode: walk\n"
    begins = date(2026, 11, 23) + timedelta(days=dice.choice([-40, 0, 3, 100]))
    event = f"starts: {begins}\nends: {begins + timedelta(days=2)}\nat: places/{one}\ndate: 2026-10-01\n"
    for kind, more in (("routes", stops), ("events", event)):
        home = bench.content / kind / f"chuyen-{dice.randrange(2)}"
        if home.exists() and dice.random() < 0.4:
            shutil.rmtree(home)
        else:
            write(home / "vi.md", HEAD.format(title=f"Chuyến {dice.randrange(99)} (mẫu)", more=more, body="Đi."))


def commune(bench: Bench, dice: random.Random) -> None:
    """A commune of the list takes another name."""
    _replace(bench.content / "data" / "units.yaml", r"(?m)^    title: Xã .*$", f"    title: Xã Số {dice.randrange(99)}")


def template(bench: Bench, dice: random.Random) -> None:
    """Words that each page shows, or a remark that none does."""
    file = bench.theme / "templates" / "shell.html"
    mark = f'<meta name="soak" content="{dice.randrange(10**6)}">' if dice.random() < 0.6 else f"{{# {dice.random()} #}}"
    _replace(file, r'(?:<meta name="soak"[^>]*>|\{# 0[^}]*#\})?</head>', f"{mark}</head>")


def style(bench: Bench, dice: random.Random) -> None:
    file = dice.choice(sorted((bench.theme / "templates").rglob("*.css")))
    file.write_text(
        re.sub(r"\n\.soak-.*$", "", file.read_text("utf-8").rstrip()) + f"\n.soak-{dice.randrange(999)} {{ color: red; }}\n",
        "utf-8",
    )


def words(bench: Bench, dice: random.Random) -> None:
    """A word of the interface."""
    file = bench.theme / "translations" / "vi" / "LC_MESSAGES" / "ocop.po"
    _replace(file, r'(?m)^(msgid "Home"\nmsgstr ").*"$', rf'\g<1>Trang đầu {dice.randrange(999)}"')


def script(bench: Bench, dice: random.Random) -> None:
    file = dice.choice(sorted((bench.theme / "static").rglob("*.js")))
    file.write_text(
        re.sub(r"/\* soak .*", "", file.read_text("utf-8")).rstrip() + f"\n/* soak {dice.randrange(999)} */\n", "utf-8"
    )


def setting(bench: Bench, dice: random.Random) -> None:
    name, values = dice.choice(sorted(SETTINGS.items()))
    bench.settings[name] = dice.choice([value for value in values if value != bench.settings.get(name)])


SETTINGS: dict[str, tuple[object, ...]] = {
    "SITENAME": ("Sản vật (mẫu)", "Danh mục (mẫu)"),
    "SITEURL": ("", "https://danh-muc.example", "https://danh-muc.example/con"),
    "OCOP_LANGUAGES": (("vi", "en"), ("vi", "en", "ko")),
    "OCOP_PREVIEWS": (True, False, False),
    "OCOP_DRAFTS": (True, False, False),
    "OCOP_OFFLINE": (True, False),
    "PRODUCT_URL": ("san-pham/{slug}/", "hang/{slug}/"),
    "PRODUCT_SAVE_AS": ("san-pham/{slug}/index.html", "hang/{slug}/index.html"),
}


def day(bench: Bench, dice: random.Random) -> None:
    """Days pass, or the day is set back; recognitions end and begin."""
    bench.today = (date(2026, 11, 23) + timedelta(days=dice.choice([-300, -100, -1, 0, 1, 40, 200, 700]))).isoformat()


def lost(bench: Bench, dice: random.Random) -> None:
    """Somebody deletes files of the site."""
    for _ in range(dice.randrange(1, 4)):
        dice.choice(_made(bench)).unlink(missing_ok=True)


def spoilt(bench: Bench, dice: random.Random) -> None:
    """Somebody writes into a file of the site."""
    dice.choice(_made(bench)).write_bytes(b"spoilt")


def lost_cache(bench: Bench, dice: random.Random) -> None:
    """What is kept between builds is deleted, or damaged, file by file: in the cache, and in the engine's own folder."""
    kept = [file for file in [*bench.cache.rglob("*"), *(bench.output / ".ocop").rglob("*")] if file.is_file()]
    for file in dice.sample(kept, min(3, len(kept))):
        if file.name in {"README", "lock"} or file.name.startswith("manifest"):
            continue  # what a lost manifest means has tests of its own: files without an owner stay
        data = file.read_bytes()
        how = dice.randrange(3)
        if how == 0:
            file.unlink()
        else:
            file.write_bytes(data[: len(data) // 2] if how == 1 else data[::-1])


def same_times(bench: Bench, dice: random.Random) -> None:
    """All files are of one moment, as after unpacking; one changed, with its size as it was."""
    page = dice.choice(sorted(bench.content.glob("products/*/vi.md")))
    text = page.read_text("utf-8")
    digits = re.search(r"(?m)^title: .*?(\d)(?= \()", text)
    if digits:
        other = str((int(digits[1]) + 1) % 10)
        page.write_text(text[: digits.start(1)] + other + text[digits.end(1) :], "utf-8")
    moment = 1_700_000_000
    for top in (bench.content, bench.theme, *((bench.output,) if dice.random() < 0.3 else ())):
        for file in top.rglob("*"):
            os.utime(file, (moment, moment))


def clock(bench: Bench, dice: random.Random) -> None:
    """The machine's clock is set back or forward, and what is saved from now on is older or newer than all else."""
    bench.clock = dice.choice([-86_400.0 * 400, -3_600.0, 0.0, 86_400.0])
    retitle(bench, dice)
    page = dice.choice(sorted(bench.content.glob("*/*/*.md")))
    moment = page.stat().st_mtime + bench.clock
    os.utime(page, (moment, moment))


def mistake(bench: Bench, dice: random.Random) -> None:
    """Something that stops a build, mended again: nothing may have been written."""
    page = dice.choice(_products(bench)) / "vi.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("group: ", "group: khong-co-", 1), "utf-8")
    ended = bench.build()
    page.write_text(text, "utf-8")
    if ended.code != 1 or "Traceback" in ended.said or "khong-co-" not in ended.said:
        message = f"a mistake in the content was told like this ({ended.code}): {ended.said}"
        raise AssertionError(message)


def slip(bench: Bench, dice: random.Random) -> None:
    """A template that cannot be rendered, mended again: files that were made by then are true, the rest follow."""
    file = bench.theme / "templates" / "shell.html"
    text = file.read_text("utf-8")
    file.write_text(text.replace("</head>", dice.choice(["{{ khong_co }}</head>", "{% if %}</head>"])), "utf-8")
    ended = bench.build()
    file.write_text(text, "utf-8")
    if ended.code != 1 or "Traceback" in ended.said:
        message = f"a slip in a template was told like this ({ended.code}): {ended.said}"
        raise AssertionError(message)


EDITS: dict[Edit, int] = dict(
    [
        *((add, 9), (remove, 8), (rename, 8), (retitle, 12), (body, 10), (facts, 7), (swap, 4), (english, 5), (picture, 6)),
        *((code_of_another, 3), (about, 5), (trip, 5), (commune, 2)),
        *((page_of_text, 3), (code, 2), (template, 4), (style, 2), (words, 2), (script, 2), (setting, 7), (day, 6)),
        *((lost, 3), (spoilt, 2), (lost_cache, 3), (same_times, 4), (clock, 3), (mistake, 2), (slip, 1)),
    ]
)
"""Edits and how often they come."""


def choose(dice: random.Random) -> Edit:
    return dice.choices(list(EDITS), weights=list(EDITS.values()))[0]


def _products(bench: Bench) -> list[Path]:
    return sorted((bench.content / "products").iterdir())


def _coded(bench: Bench) -> set[str]:
    return set(re.findall(r"products/([^,]+)", (bench.content / "data" / "qr-ledger.csv").read_text("utf-8")))


def _made(bench: Bench) -> list[Path]:
    return sorted(file for file in bench.output.rglob("*") if file.is_file() and ".ocop" not in file.parts)


def _replace(file: Path, pattern: str, text: str) -> None:
    after, found = re.subn(pattern, text, file.read_text("utf-8"), count=1)
    if not found:
        message = f"{file} has no place for this edit: {pattern}"
        raise LookupError(message)
    file.write_text(after, "utf-8")
