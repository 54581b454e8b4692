"""What is asked of the print kit, turned into Outputs below labels/, or into all that stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from ocop import text
from ocop.catalogue.assembled import PictureFile, Thing
from ocop.catalogue.gtin import gtin14
from ocop.catalogue.models import Facts, Words
from ocop.catalogue.problem import Problem
from ocop.engine import Output
from ocop.qr import LedgerRow, symbol_for

from ..edition import Edition
from ..illustration import thing_at
from ..voice import Voice
from .checked import checked
from .display import Display, display_sheet
from .goods import Goods, Leaflet, PrintedCode, goods, leaflet, notice, printed_code
from .label import LabelTooSmallError, module_for
from .leaflet import leaflet_a4, leaflet_a5
from .letters import letter_problems
from .order import Order, order_outputs
from .proof_sheet import OrderLine
from .sheets import Sheet, label_sheets
from .shelf_card import shelf_card, shelf_cards
from .stand import SIZES, stand


@dataclass(frozen=True, slots=True)
class Wishes:
    """How things are to be printed: X-dimension in millimetres, sheets of labels, first free label, copies of each code."""

    module: Decimal
    sheets: tuple[Sheet, ...]
    start: int = 1
    copies: int = 1
    copies_of: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What to make. There is nothing to make when there are problems."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def catalogue_job(edition: Edition, wishes: Wishes, *, root: Path, ledger: str) -> Job:
    """Give everything that can be printed of a catalogue: label sheets, cards, stands, leaflets, displays, and all codes.

    `root` is what paths in problems are relative to; `ledger` is the ledger's path in problems. Raises ModuleTooSmallError.
    """
    voice = Voice(edition, edition.default_language)
    rows = tuple(row for row in edition.ledger if _printable(row))
    first: dict[str, LedgerRow] = {}
    for row in sorted(rows, key=lambda one: (not one.frozen, one.code)):
        first.setdefault(row.owner, row)
    codes = {key: _code(row, edition) for key, row in first.items()}
    things = {key: _thing(key, edition) for key in codes}
    labels = {row.code: goods(_thing(row.owner, edition), _code(row, edition), voice) for row in rows}
    cards = tuple(goods(things[key], code, voice) for key, code in codes.items())
    leaflets = tuple(_leaflets(edition, codes))
    displays = tuple(_displays(edition, codes, voice))
    seen: tuple[Goods | Leaflet, ...] = (
        *labels.values(),
        *leaflets,
        *(view for display in displays for view in (display.place, *display.goods)),
    )
    problems = [*letter_problems(seen, root), *_label_problems(labels.values(), rows, wishes.sheets, ledger)]
    if problems:
        return Job((), tuple(problems))
    order = _order("tat-ca-ma", rows, wishes.module, voice)
    return Job(
        (
            *_label_outputs(labels, wishes),
            *_card_outputs(cards),
            *_leaflet_outputs(leaflets),
            *(_display_output(view) for view in displays),
            *(order_outputs(order, "ma/") if rows else ()),
        ),
        (),
    )


def order_job(  # noqa: PLR0913 - what an order is
    edition: Edition, codes: Sequence[str], name: str, module: Decimal, *, root: Path, ledger: str
) -> Job:
    """Give an order of these codes, or a Problem for each that is not in the ledger or is no longer printed.

    Raises ModuleTooSmallError.
    """
    known = {row.code: row for row in edition.ledger}
    problems: list[Problem] = []
    rows = []
    for code in dict.fromkeys(codes):
        row = known.get(code)
        if row is None:
            problems.append(Problem(ledger, 1, "code-unknown", values={"found": code}))
        elif not _printable(row):
            values = {"found": code, "status": row.status.value, "replaced_by": row.replaced_by}
            problems.append(Problem(ledger, row.line, "code-not-printable", values=values))
        else:
            rows.append(row)
    voice = Voice(edition, edition.default_language)
    views = [goods(_thing(row.owner, edition), _code(row, edition), voice) for row in rows]
    problems += letter_problems(views, root)
    if problems:
        return Job((), tuple(problems))
    return Job(tuple(order_outputs(_order(name, rows, module, voice))), ())


def _printable(row: LedgerRow) -> bool:
    return row.status in {"issued", "draft"}


def _code(row: LedgerRow, edition: Edition) -> PrintedCode:
    product = edition.catalogue.products.get(row.owner.removeprefix("products/"))
    gtin = gtin14(product.facts.gtin) if row.form == "gs1" and product is not None and product.facts.gtin else ""
    return printed_code(row, symbol_for(row, host=edition.host, gtin=gtin))


def _thing(key: str, edition: Edition) -> Thing[Facts, Words]:
    thing = thing_at(edition, key)
    if thing is None:
        message = f"{key} is not published"
        raise ValueError(message)
    return thing


def _order(name: str, rows: Iterable[LedgerRow], module: Decimal, voice: Voice) -> Order:
    edition = voice.edition
    lines = []
    for row in rows:
        code = _code(row, edition)
        words, _ = edition.words(_thing(row.owner, edition), voice.lang)
        title = f"{words.title} ({row.note})" if row.note else words.title
        state = f"Cấp ngày {text.date_short(row.issued_on, voice.lang)}" if row.issued_on else "Bản nháp, chưa cấp"
        lines.append(OrderLine(code, title, state))
    draft = any(line.code.draft for line in lines)
    return Order(name, tuple(lines), float(module), notice(edition, voice.lang, draft=draft))


def _leaflets(edition: Edition, codes: Mapping[str, PrintedCode]) -> Iterator[Leaflet]:
    for product in edition.catalogue.products.values():
        if product.key in codes and product.facts.gone is None:
            for language in edition.languages:
                yield leaflet(product, codes[product.key], Voice(edition, language))


def _displays(edition: Edition, codes: Mapping[str, PrintedCode], voice: Voice) -> Iterator[Display]:
    for place in edition.catalogue.places.values():
        shown = [p for p in edition.relations.displayed_at_place.get(place.slug, ()) if p.facts.gone is None]
        if shown:
            here = tuple(goods(product, codes.get(product.key), voice) for product in shown)
            view = goods(place, codes.get(place.key), voice)
            draft = any(one.code is not None and one.code.draft for one in (view, *here))
            yield Display(view, voice.say("On display here"), here, notice(edition, voice.lang, draft=draft))


def _label_problems(
    labels: Iterable[Goods], rows: Iterable[LedgerRow], sheets: Iterable[Sheet], ledger: str
) -> Iterator[Problem]:
    lines = {row.code: row.line for row in rows}
    for sheet in sheets:
        for view in labels:
            if view.code is None:
                continue
            try:
                module_for(view.code.symbol, sheet.width, sheet.height)
            except LabelTooSmallError as error:
                found = f"{sheet.width:g} × {sheet.height:g}"
                values = {"found": found, "code": view.code.code, "allowed": f"{error.needed:.1f}"}
                yield Problem(ledger, lines[view.code.code], "label-too-small", values=values)


def _label_outputs(labels: Mapping[str, Goods], wishes: Wishes) -> Iterator[Output]:
    copies = wishes.copies_of or {}
    wanted = tuple(view for code, view in labels.items() for _ in range(copies.get(code, 0 if copies else wishes.copies)))
    for sheet in wishes.sheets:
        title = f"Tem {sheet.name}"
        make = partial(checked, partial(label_sheets, sheet, wanted, wishes.start, title), wanted)
        yield Output(f"tem/{sheet.name}.pdf", (sheet, wanted, wishes.start, title), make)


def _display_output(view: Display) -> Output:
    make = partial(checked, partial(display_sheet, view), (view.place, *view.goods))
    return Output(f"diem-trung-bay/{view.place.slug}.pdf", (view,), make)


def _card_outputs(cards: tuple[Goods, ...]) -> Iterator[Output]:
    priced = tuple(view for view in cards if view.priced)
    if priced:
        make = partial(checked, partial(shelf_cards, priced, "Thẻ kệ"), priced)
        yield Output("the-ke/tat-ca-a4.pdf", ("cards", priced), make)
    for view in priced:
        yield Output(f"the-ke/{view.slug}.pdf", ("card", view), partial(checked, partial(shelf_card, view), (view,)))
    for view in cards:
        for size in SIZES:
            folder = "de-ban" if view.priced else "de-ban/diem-den"
            make = partial(checked, partial(stand, view, size), (view,))
            yield Output(f"{folder}/{view.slug}-{size}.pdf", ("stand", size, view), make)


def _leaflet_outputs(leaflets: Iterable[Leaflet]) -> Iterator[Output]:
    for view in leaflets:
        # Where a picture lies is no part of what is printed; its bytes are.
        inputs = (replace(view, photo=None, second=None), _digest(view.photo), _digest(view.second))
        stem = f"to-roi/{view.goods.slug}"
        for fold, make in (("a5", leaflet_a5), ("a4-gap", leaflet_a4)):
            path = f"{stem}-{fold}-{view.goods.lang}.pdf"
            yield Output(path, (fold, *inputs), partial(checked, partial(make, view), (view.goods,)))


def _digest(file: PictureFile | None) -> str:
    return file.digest if file else ""
