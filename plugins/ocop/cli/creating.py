"""`new`: begin a page by answering a few questions, at the keyboard or from a script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ocop import site
from ocop.catalogue.fields import MAX_SLUG
from ocop.catalogue.models import Kind
from ocop.desk.alike import free_slug, near_names
from ocop.desk.changes import FileChangedError, OutsideContentError
from ocop.desk.creating import new_page
from ocop.desk.questions import SINGULAR, AnswerError, Question, name_of, questions, understood
from ocop.desk.saving import save
from ocop.desk.shelf import Shelf, look
from ocop.outputs.environment import today
from ocop.reading import has_errors
from ocop.reading.files import shown_path
from ocop.text import slugify

from .checking import narrowed, read, tell
from .mending import frame_of
from .options import now, settings_option


@click.command()
@click.argument("what", type=click.Choice(list(SINGULAR)), metavar="|".join(SINGULAR))
@settings_option
@click.option("-f", "--field", "fields", multiple=True, metavar="TRƯỜNG=GIÁ TRỊ", help="Trả lời sẵn, ví dụ -f title='Bột gạo'.")
@click.option("--slug", default="", help="Tên thư mục; bỏ trống thì lấy theo tên.")
@click.option("--yes", is_flag=True, help="Không hỏi: trường còn thiếu lấy giá trị thường dùng, tên gần giống vẫn tạo.")
def new(what: str, settings: Path, fields: tuple[str, ...], slug: str, *, yes: bool) -> None:
    """Tạo trang mới: hỏi vài điều bắt buộc bằng tiếng Việt, đề nghị tên thư mục, báo tên gần giống, rồi ghi."""
    kind = SINGULAR[what]
    frame = frame_of(settings)
    shelf = look(frame)
    asked = questions(kind, shelf, today(site.load(settings, {}).settings))
    given = _given(fields, asked)
    answers: dict[str, str] = {}
    for question in asked:
        answers[question.key] = _answer(kind, question, shelf, given, sure=yes)
        if question.key == "title":
            _warn_of_near_names(kind, answers["title"], shelf, sure=yes)
            slug = _slug(kind, answers["title"], slug, shelf, sure=yes)
    write = new_page(frame.content, kind, slug, answers, frame.default_language)
    path = shown_path(write.path, frame.root)
    try:
        save(frame.content, [write], f"Tạo {name_of(kind)} “{answers['title']}”", now=now())
    except FileChangedError:
        raise click.ClickException(f"đã có {path}; chưa ghi gì.") from None
    except OutsideContentError:
        raise click.ClickException(f"{path} nằm ngoài thư mục nội dung; không ghi.") from None
    except OSError as error:
        raise click.ClickException(f"không ghi được {path}: {error.strerror or error}. Chưa ghi gì.") from None
    click.echo(f"Đã tạo {path} (bản nháp).")
    key = f"{kind.value}/{slug}"
    prepared = narrowed(read(settings), (key,), settings)
    tell(prepared, "vi", (key,))
    if has_errors(prepared.problems):
        raise click.exceptions.Exit(1)


def _given(fields: tuple[str, ...], asked: tuple[Question, ...]) -> Mapping[str, str]:
    known = {question.key for question in asked}
    given: dict[str, str] = {}
    for field in fields:
        key, equals, value = field.partition("=")
        if not equals or key not in known:
            allowed = ", ".join(sorted(known))
            raise click.BadParameter(f"{field}: ghi TRƯỜNG=GIÁ TRỊ, trường là {allowed}.", param_hint="--field")
        given[key] = value
    return given


def _answer(kind: Kind, question: Question, shelf: Shelf, given: Mapping[str, str], *, sure: bool) -> str:
    if question.key in given or sure:
        try:
            return understood(kind, question, given.get(question.key, ""), shelf)
        except AnswerError as error:
            raise click.BadParameter(str(error), param_hint=f"--field {question.key}") from None
    click.echo()
    if question.choices:
        for number, (value, name) in enumerate(question.choices, 1):
            click.echo(
                f"  {value if question.key == 'set' else number:>3}  {name}" if name != value else f"  {number:>3}  {value}"
            )
    elif question.description:
        click.echo(f"  {question.description}")
    optional = "" if question.required else " (không bắt buộc)"
    while True:
        typed = click.prompt(f"{question.title}{optional}", default=question.usual, show_default=bool(question.usual))
        try:
            return understood(kind, question, str(typed), shelf)
        except AnswerError as error:
            click.echo(f"  {error}", err=True)


def _warn_of_near_names(kind: Kind, title: str, shelf: Shelf, *, sure: bool) -> None:
    near = near_names(title, dict(shelf.things(kind, keyed=True)))
    if not near:
        return
    click.echo("Đã có tên gần giống:")
    for key, name in near:
        click.echo(f"  {key}  {name}")
    if not (sure or click.confirm("Vẫn tạo trang mới?")):
        raise click.Abort


def _slug(kind: Kind, title: str, wanted: str, shelf: Shelf, *, sure: bool) -> str:
    taken = shelf.bundles[kind].keys()
    proposal = free_slug(title, taken)
    while True:
        slug = wanted or (proposal if sure else str(click.prompt("Tên thư mục (không dấu, giữ mãi)", default=proposal)))
        if slug in taken:
            wrong = f"đã có {kind.value}/{slug}."
        elif not slug or slugify(slug) != slug or free_slug(slug, ()) != slug or len(slug) > MAX_SLUG:
            wrong = f"“{slug}”: chỉ dùng chữ thường không dấu, số, gạch nối; ví dụ {proposal or 'bot-gao'}."
        else:
            return slug
        if wanted or sure:
            raise click.BadParameter(wrong, param_hint="--slug")
        click.echo(f"  {wrong}", err=True)
