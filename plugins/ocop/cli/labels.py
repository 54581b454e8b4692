"""`labels` and `qr kit`: everything for paper, into labels/, never into the site."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ocop import site
from ocop.catalogue.problem import Problem, Severity
from ocop.engine import EngineError, build, fingerprint
from ocop.outputs.edition import Edition
from ocop.outputs.environment import environment_digest
from ocop.outputs.prepare import LEDGER
from ocop.qr.measure import ModuleTooSmallError, module
from ocop.reading import format_problem

from .closing import noted
from .listener import TerminalListener
from .options import ROOT, Language, language_option, settings_option

if TYPE_CHECKING:
    from ocop.outputs.print.job import Job
    from ocop.outputs.print.sheets import Sheet

LABELS: Final = ROOT / "labels"
_OWN_SHEETS: Final = Path("data") / "label-sheets.csv"
_PACKAGES: Final = ("fpdf2", "fonttools", "pillow", "fontpkg-be-vietnam-pro", "fontpkg-spectral")


class Module(click.ParamType[Decimal]):
    """An X-dimension in millimetres, typed with a point or a comma."""

    name = "mm"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Give the exact number; refuse what is no number and what is under 0.396 mm."""
        try:
            return module(float(Decimal(str(value).replace(",", "."))))
        except (InvalidOperation, ModuleTooSmallError):
            self.fail(f"{value} mm: mỗi ô của mã phải từ 0,396 mm trở lên (thường dùng 0,5).", param, ctx)


module_option = click.option("--module", "module_mm", type=Module(), default="0.5", help="Cạnh mỗi ô của mã, mm.")
folder_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Thư mục nhận tệp, thay cho labels/."
)


@click.command()
@settings_option
@language_option
@folder_option
@module_option
@click.option("--sheet", "names", multiple=True, help="Khổ tem: tên (3x7, 3x8, 5x13) hoặc tám số cách nhau bằng dấu phẩy.")
@click.option("--start", type=click.IntRange(min=1), default=1, help="Bắt đầu từ tem thứ mấy trên tờ đầu.")
@click.option("--copies", multiple=True, help="Số tem mỗi mã: 12, hoặc SD0001=12 (ghi nhiều lần được).")
@click.option("--workers", type=int, help="Số tiến trình; bỏ trống để máy tự chọn.")
def labels(  # noqa: PLR0913 - the options of the command
    *,
    settings: Path,
    lang: Language,
    output: Path | None,
    module_mm: Decimal,
    names: tuple[str, ...],
    start: int,
    copies: tuple[str, ...],
    workers: int | None,
) -> None:
    """Làm mọi thứ để in: tem, thẻ kệ, bảng để bàn, tờ rơi, tờ trưng bày, tệp mã cho nhà in."""
    from ocop.outputs.print.job import Wishes, catalogue_job  # noqa: PLC0415 - only printing needs fpdf2

    everyone, each = _copies(copies)
    loaded, edition, where = _edition(settings, lang)
    sheets = _sheets(names, where, lang)
    for sheet in sheets:
        if start > sheet.count:
            raise click.BadParameter(f"tờ {sheet.name} chỉ có {sheet.count} tem.", param_hint="--start")
    known = {row.code: row for row in edition.ledger}
    for code in each:
        if code not in known:
            _refuse((Problem(where.ledger, 1, "code-unknown", values={"found": code}),), lang)
    wishes = Wishes(module_mm, sheets, start, everyone, each)
    job = catalogue_job(edition, wishes, root=where.root, ledger=where.ledger)
    _make(job, loaded, output or LABELS / "tat-ca", lang, workers)


@click.command()
@click.argument("codes", nargs=-1, required=True)
@settings_option
@language_option
@folder_option
@module_option
@click.option("--name", default="", help="Tên đơn hàng; bỏ trống thì lấy theo mã.")
def kit(  # noqa: PLR0913 - the options of the command
    *, codes: tuple[str, ...], settings: Path, lang: Language, output: Path | None, module_mm: Decimal, name: str
) -> None:
    """Làm bộ tệp cho nhà in: SVG, PDF, EPS, PNG, hướng dẫn, phiếu in và một tệp zip cho cả đơn hàng."""
    from ocop.outputs.print.job import order_job  # noqa: PLC0415 - only printing needs fpdf2

    wanted = tuple(dict.fromkeys(code.upper() for code in codes))
    order = name or f"don-{wanted[0]}" + (f"-va-{len(wanted) - 1}-ma" if len(wanted) > 1 else "")
    if not order.replace("-", "").replace("_", "").isalnum() or not order.isascii():
        raise click.BadParameter("chỉ dùng chữ không dấu, số, gạch nối.", param_hint="--name")
    loaded, edition, where = _edition(settings, lang)
    job = order_job(edition, wanted, order, module_mm, root=where.root, ledger=where.ledger)
    _make(job, loaded, output or LABELS / order, lang, None)


class Where:
    """Where the content is: what paths in problems are relative to, and the ledger's path."""

    def __init__(self, content: Path) -> None:
        here = Path.cwd()
        self.content = content
        self.root = here if content.is_relative_to(here) else content.parent
        self.ledger = (content / LEDGER).relative_to(self.root).as_posix()


def _edition(settings: Path, lang: Language) -> tuple[site.Site, Edition, Where]:
    loaded = site.load(settings, {})
    prepared = noted(site.check(loaded))
    if prepared.edition is None:
        TerminalListener(lang).problems(prepared.problems)
        raise click.exceptions.Exit(1)
    return loaded, prepared.edition, Where(Path(loaded.settings["PATH"]).resolve())


def _sheets(names: tuple[str, ...], where: Where, lang: Language) -> tuple[Sheet, ...]:
    """Give the sheets that were named: of the program, of content/data/label-sheets.csv, or of eight numbers."""
    from ocop.outputs.print.sheets import SheetError, chosen_sheets, read_sheets, usual_sheets  # noqa: PLC0415

    known = usual_sheets()
    own = where.content / _OWN_SHEETS
    if own.is_file():
        found, problems = read_sheets(own.read_text("utf-8-sig"), own.relative_to(where.root).as_posix())
        if problems:
            _refuse(problems, lang)
        known |= found
    try:
        return chosen_sheets(names or ("3x7",), known)
    except SheetError as error:
        raise click.BadParameter(str(error), param_hint="--sheet") from None


def _copies(typed: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    """Give the number for every code, and the numbers for single codes (then all others have none)."""
    everyone = 1
    each: dict[str, int] = {}
    for one in typed:
        code, equals, number = one.rpartition("=")
        if not number.isdigit() or not 0 < int(number) <= 10_000 or (equals and not code):
            raise click.BadParameter(f"{one}: ghi 12 hoặc SD0001=12.", param_hint="--copies")
        if equals:
            each[code.upper()] = int(number)
        else:
            everyone = int(number)
    return everyone, each


def _refuse(problems: tuple[Problem, ...], lang: Language) -> None:
    for problem in problems:
        click.echo(format_problem(problem, lang), err=True)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise click.exceptions.Exit(1)


def _make(job: Job, loaded: site.Site, folder: Path, lang: Language, workers: int | None) -> None:
    from ocop.outputs.print.proof_sheet import NOT_PROVED, proved_by  # noqa: PLC0415
    from ocop.qr.vector_proof import drawers  # noqa: PLC0415

    _refuse(job.problems, lang)
    proofs = proved_by(drawers())
    versions = tuple((name, importlib.metadata.version(name)) for name in _PACKAGES)
    environment = fingerprint(environment_digest(loaded.settings, Path(loaded.settings["THEME"])), versions, proofs)
    progress: Callable[[int, int, str], None] = TerminalListener(lang).progress
    try:
        report = build(job.outputs, folder, environment=environment, workers=workers, progress=progress)
    except EngineError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    made, unchanged, seconds = len(report.made), report.unchanged, f"{report.seconds:.1f}"
    if lang == "en":
        click.echo(f"{report.total} files in {folder}: {made} made, {unchanged} unchanged, {seconds} s.")
    else:
        click.echo(f"{report.total} tệp trong {folder}: làm mới {made}, giữ nguyên {unchanged}, {seconds} giây.")
    if any(proof.endswith(NOT_PROVED) for proof in proofs):
        click.echo(f"Kiểm bằng máy: {'; '.join(proofs)}.", err=True)
