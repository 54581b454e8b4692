"""`fix` and `stamp`: small changes to files under content/, shown before they are made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from ocop import site
from ocop.desk.changes import Change, FileChangedError, OutsideContentError, diff, write
from ocop.desk.fixing import fixes
from ocop.desk.stamping import Stamping, stampings
from ocop.outputs.environment import languages
from ocop.reading import bundle_key
from ocop.reading.bundle import Frame
from ocop.reading.files import shown_path

from .options import ROOT, Language, language_option, settings_option

_YES: Final = click.option("--yes", is_flag=True, help="Ghi luôn, không hỏi lại.")
_WORDS: Final = {
    "vi": {
        "nothing to fix": "Không có gì phải sửa.",
        "nothing to stamp": "Mọi bản dịch đều đã ghi đúng bản gốc.",
        "ask to fix": "Sửa {count} tệp này?",
        "ask to stamp": "Bạn đã đọc lại và thấy {count} bản dịch này khớp bản tiếng Việt?",
        "stale": "bản tiếng Việt đã đổi từ lần ghi trước",
        "new": "chưa ghi lần nào",
        "done": "Đã ghi {count} tệp.",
        "not": "Chưa ghi gì.",
        "changed": "{path} vừa bị đổi ở nơi khác; chưa ghi tệp này, chạy lại lệnh.",
        "outside": "{path} nằm ngoài thư mục nội dung; không ghi.",
        "failed": "{path}: không ghi được ({reason}).",
        "unknown": "không có thư mục {path}",
    },
    "en": {
        "nothing to fix": "Nothing to mend.",
        "nothing to stamp": "Every translation names its original.",
        "ask to fix": "Mend these {count} files?",
        "ask to stamp": "Have you read these {count} translations and do they say what the Vietnamese says?",
        "stale": "the Vietnamese words have changed since",
        "new": "never stamped",
        "done": "{count} files written.",
        "not": "Nothing was written.",
        "changed": "{path} has just been changed elsewhere and was not written; run the command again.",
        "outside": "{path} is outside the content folder and was not written.",
        "failed": "{path}: cannot be written ({reason}).",
        "unknown": "there is no folder {path}",
    },
}


@click.command()
@settings_option
@language_option
@_YES
def fix(settings: Path, lang: Language, *, yes: bool) -> None:
    """Sửa những gì chắc chắn: BOM, xuống dòng, chữ tách dấu, ƣ→ư, cuối tệp. Cho xem trước rồi mới hỏi."""
    frame = frame_of(settings)
    changes = list(fixes(frame.content))
    for change in changes:
        path = shown_path(change.path, frame.root)
        click.echo(f"{path}: {'; '.join(change.why)}")
        _show(change, path)
    _written(changes, frame, lang, "fix", sure=yes)


@click.command()
@click.argument("bundles", nargs=-1, metavar="[products/TÊN]...")
@settings_option
@language_option
@_YES
def stamp(bundles: tuple[str, ...], settings: Path, lang: Language, *, yes: bool) -> None:
    """Ghi vào bản dịch rằng nó khớp bản tiếng Việt hiện nay; sau này bản tiếng Việt đổi thì được nhắc."""
    frame = frame_of(settings)
    keys = [bundle_key(typed, shown_path(frame.content, frame.root)) for typed in bundles]
    for key in keys:
        if not (frame.content / key).is_dir():
            raise click.BadParameter(_WORDS[lang]["unknown"].format(path=shown_path(frame.content / key, frame.root)))
    found: list[Stamping] = list(stampings(frame, keys))
    for one in found:
        path = shown_path(one.change.path, frame.root)
        click.echo(f"{path}: {_WORDS[lang]['stale' if one.stale else 'new']}")
        _show(one.change, path)
    _written([one.change for one in found], frame, lang, "stamp", sure=yes)


def frame_of(settings: Path) -> Frame:
    """Give where content lies and its languages, as a settings file says."""
    loaded = site.load(settings, {}).settings
    content = Path(loaded["PATH"])
    root = ROOT if content.is_relative_to(ROOT) else content.parent
    return Frame(content, root, languages(loaded), str(loaded["DEFAULT_LANG"]))


def _show(change: Change, path: str) -> None:
    for line in diff(change, path):
        if not line.startswith(("---", "+++")):
            click.echo(f"  {line}")


def _written(changes: Sequence[Change], frame: Frame, lang: Language, task: str, *, sure: bool) -> None:
    words = _WORDS[lang]
    if not changes:
        click.echo(words[f"nothing to {task}"])
        return
    if not (sure or click.confirm(words[f"ask to {task}"].format(count=len(changes)))):
        click.echo(words["not"])
        raise click.exceptions.Exit(1)
    done = 0
    for change in changes:
        path = shown_path(change.path, frame.root)
        try:
            write(change, frame.content)
            done += 1
        except FileChangedError:
            click.echo(words["changed"].format(path=path), err=True)
        except OutsideContentError:
            click.echo(words["outside"].format(path=path), err=True)
        except OSError as error:
            click.echo(words["failed"].format(path=path, reason=error.strerror or type(error).__name__), err=True)
    click.echo(words["done"].format(count=done))
    if done < len(changes):
        raise click.exceptions.Exit(1)
