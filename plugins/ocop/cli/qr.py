"""`qr`: the life of printed codes, and the files of one for a print shop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from ocop import site
from ocop.catalogue.problem import Severity
from ocop.desk import codes, ledger
from ocop.outputs.environment import today
from ocop.outputs.prepare import LEDGER
from ocop.qr import HEADER, RESERVED_HOST, CodeStatus, LedgerRow, read_ledger, short_address
from ocop.reading import format_problem

from .closing import noted
from .labels import kit
from .listener import TerminalListener
from .options import Command, Language, language_option, public_option, settings_option
from .publishing import live_codes

_YES: Final = click.option("--yes", is_flag=True, help="Ghi luôn, không hỏi lại.")
_DRY: Final = click.option("--dry-run", "dry", is_flag=True, help="Chỉ xem trước, không ghi.")
_NOTE: Final = click.option("--note", default="", help="Ghi chú trên một dòng.")
_CODES: Final = click.argument("names", nargs=-1, required=True, metavar="MÃ...")
_WORDS: Final = {
    "vi": {
        "draft": "Sẽ lập mã nháp:",
        "issue": "Sẽ CẤP các mã sau; cấp rồi không sửa, không xóa, không dùng lại được:",
        "retire": "Sẽ thôi in các mã sau; trang của mã vẫn còn mãi:",
        "void": "Sẽ bỏ các mã sau; mã không bao giờ dùng lại:",
        "ask": "Ghi vào sổ mã?",
        "written": "Đã ghi {count} mã vào {place}. Hãy commit tệp này ngay: git commit {place}",
        "nothing": "Chưa ghi gì.",
    },
    "en": {
        "draft": "These drafts will be made:",
        "issue": "These codes will be ISSUED; they can then never be changed, deleted or used again:",
        "retire": "These codes will no longer be printed; their pages stay for ever:",
        "void": "These codes will be given up; they are never used again:",
        "ask": "Write the ledger?",
        "written": "{count} codes written into {place}. Commit this file now: git commit {place}",
        "nothing": "Nothing was written.",
    },
}


@click.group()
def qr() -> None:
    """Mã in: lập, cấp, thôi in, bỏ, xem; làm bộ tệp cho nhà in."""


def _writes(command: Command) -> Command:
    for option in (_DRY, _YES, public_option, language_option, settings_option):
        command = option(command)
    return command


@qr.command()
@click.argument("owners", nargs=-1, required=True, metavar="products/TÊN...")
@click.option("--form", type=click.Choice(["own", "gs1"]), default="own", help="own: địa chỉ của ta; gs1: theo mã số mã vạch.")
@_NOTE
@_writes
def draft(owners: tuple[str, ...], form: str, note: str, **told: Any) -> None:
    """Lập mã nháp cho sản phẩm hoặc điểm đến (mỗi lần nêu tên là một mã)."""
    names = [owner.strip("/").removeprefix("content/") for owner in owners]
    _change("draft", lambda desk: codes.drafting(desk, names, form=form, note=note), **told)


@qr.command()
@_CODES
@click.option("--by", default="", help="Họ tên người chịu trách nhiệm cấp mã.")
@click.option("--allow-large", is_flag=True, help="Cho phép ký hiệu lớn hơn 29 ô (chỉ khi tên miền quá dài).")
@_writes
def issue(names: tuple[str, ...], by: str, *, allow_large: bool, **told: Any) -> None:
    """Cấp mã để in: đóng băng nội dung và ký hiệu mãi mãi. Cần tên miền thật và bộ đọc mã."""
    day = today(site.load(told["settings"], {}).settings)
    _change(
        "issue",
        lambda desk: codes.issuing(desk, _codes(names), on=day, by=by, allow_large=allow_large),
        strict=True,
        **told,
    )


@qr.command()
@_CODES
@click.option("--replaced-by", default="", help="Mã dùng thay từ nay.")
@_NOTE
@_writes
def retire(names: tuple[str, ...], replaced_by: str, note: str, **told: Any) -> None:
    """Thôi in mã đã cấp; bao bì cũ quét vẫn ra trang."""
    _change("retire", lambda desk: codes.retiring(desk, _codes(names), replaced_by=replaced_by.upper(), note=note), **told)


@qr.command()
@_CODES
@_NOTE
@_writes
def void(names: tuple[str, ...], note: str, **told: Any) -> None:
    """Bỏ mã trước khi nó lên bao bì."""
    _change("void", lambda desk: codes.voiding(desk, _codes(names), note=note), **told)


@qr.command(name="list")
@click.option("--status", type=click.Choice([status.value for status in CodeStatus]), help="Chỉ các mã ở tình trạng này.")
@click.option("--owner", default="", help="Chỉ mã của mục này, ví dụ products/bot-gao.")
@settings_option
@language_option
def show_list(status: str | None, owner: str, settings: Path, lang: Language) -> None:
    """Liệt kê các mã trong sổ."""
    rows, host = _rows(settings, lang)
    for row in rows:
        if (not status or row.status == status) and (not owner or row.owner == owner):
            click.echo(_line(row, host))


@qr.command()
@click.argument("code", metavar="MÃ")
@settings_option
@language_option
def show(code: str, settings: Path, lang: Language) -> None:
    """Xem mọi điều sổ ghi về một mã."""
    rows, _ = _rows(settings, lang)
    row = next((one for one in rows if one.code == code.upper()), None)
    if row is None:
        click.echo(f"Sổ không có mã {code}." if lang == "vi" else f"There is no code {code} in the ledger.", err=True)
        raise click.exceptions.Exit(1)
    for name in HEADER:
        value = getattr(row, name)
        click.echo(f"{name:14} {'' if value is None else value}".rstrip())


def _change(  # noqa: PLR0913 - the options that every such command has
    what: str,
    decide: Callable[[ledger.Desk], ledger.Decide],
    *,
    settings: Path,
    lang: Language,
    public: Path,
    yes: bool,
    dry: bool,
    strict: bool = False,
) -> None:
    words = _WORDS[lang]
    desk = _desk(settings, lang, public)

    def confirm(changes: ledger.Changes) -> bool:
        click.echo(words[what])
        for row in changes.changed:
            click.echo(f"  {_line(row, desk.host)}  “{desk.owners[row.owner].title}”")
        return not dry and (yes or click.confirm(words["ask"]))

    outcome = ledger.change(desk, decide(desk), confirm, strict=strict)
    for problem in (*outcome.notes, *outcome.problems):
        click.echo(format_problem(problem, lang), err=True)
    if outcome.written:
        click.echo(words["written"].format(count=len(outcome.written), place=desk.place))
    else:
        click.echo(words["nothing"], err=bool(outcome.problems))
    if outcome.problems:
        raise click.exceptions.Exit(1)


def _desk(settings: Path, lang: Language, public: Path) -> ledger.Desk:
    """Read the catalogue; its errors end the command, and nothing is written."""
    loaded = site.load(settings, {})
    prepared = noted(site.check(loaded))
    edition = prepared.edition
    if edition is None:
        errors = tuple(problem for problem in prepared.problems if problem.severity is Severity.ERROR)
        TerminalListener(lang).problems(errors)
        raise click.exceptions.Exit(1)
    products = edition.catalogue.products
    owners = {
        thing.key: ledger.Owner(
            edition.words(thing, edition.default_language)[0].title,
            (products[thing.slug].facts.gtin or "") if thing.kind.value == "products" else "",
            draft=thing.facts.draft,
        )
        for thing in edition.catalogue.things()
        if thing.kind.value in {"products", "places"}
    }
    return ledger.Desk(
        ledger=Path(loaded.settings["PATH"]).resolve() / LEDGER,
        place=prepared.ledger_path,
        owners=owners,
        public=public,
        host=edition.host,
        check_digit=bool(loaded.settings.get("OCOP_CODE_CHECK_DIGIT")),
        live=live_codes(settings, lang),
    )


def _rows(settings: Path, lang: Language) -> tuple[tuple[LedgerRow, ...], str]:
    loaded = site.load(settings, {})
    file = Path(loaded.settings["PATH"]).resolve() / LEDGER
    root = Path.cwd() if file.is_relative_to(Path.cwd()) else file.parents[2]
    rows, problems = read_ledger(file, root=root)
    if problems:
        TerminalListener(lang).problems(problems)
        raise click.exceptions.Exit(1)
    return rows, loaded.settings.get("OCOP_HOST", RESERVED_HOST)


def _codes(names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(name.upper() for name in names))


def _line(row: LedgerRow, host: str) -> str:
    address = row.payload or ("gs1" if row.form == "gs1" else short_address(host, row.code))
    symbol = f"{row.level} v{row.version}" if row.frozen else "-"
    return f"{row.code:8} {row.status:8} {symbol:5} {row.owner}  {address}"


qr.add_command(kit)
