"""Sheets, cards, stands and leaflets, as another program reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.outputs.edition import Edition
from ocop.outputs.print.display import Display, display_sheet
from ocop.outputs.print.goods import Goods, goods
from ocop.outputs.print.instructions import instruction_sheet, instruction_text
from ocop.outputs.print.label import LabelTooSmallError, module_for
from ocop.outputs.print.leaflet import leaflet_a4, leaflet_a5
from ocop.outputs.print.proof_sheet import OrderLine, proof_sheet, proved_by
from ocop.outputs.print.sheets import HEADER, SheetError, label_sheets, read_sheets, sheet, usual_sheets
from ocop.outputs.print.shelf_card import shelf_card, shelf_cards
from ocop.outputs.print.stand import SIZES, stand
from ocop.outputs.print.story import Paragraph, paragraphs
from ocop.outputs.voice import Voice
from ocop.qr import make_symbol, payload_for
from ocop.qr.measure import module
from ocop.text.typeface import GlyphMissingError

VALID = "banh-phong-tom-vam-nang"
EXPIRED = "banh-in-dau-xanh-vam-nang"
LONG = "bot-gao-lut-huyet-rong-rang"
STAR_INK = "0.2 0.62 1 0.12 k"
CODE_INK = "0 0 0 1 k"


@pytest.fixture(scope="module")
def made(edition: Edition, goods_of: Callable[..., Goods], leaflet_of: Callable[..., Any]) -> Callable[[], dict[str, bytes]]:
    """One of each kind, made anew at each call."""

    def make() -> dict[str, bytes]:
        one, voice = goods_of(VALID), Voice(edition, "vi")
        assert one.code
        place = goods(edition.catalogue.places["vuon-noi-bo-say"], None, voice)
        order = (OrderLine(one.code, one.title, "Bản nháp"),)
        return {
            "labels": label_sheets(usual_sheets()["3x7"], (one, goods_of(EXPIRED)), 2, "Tem"),
            "card": shelf_card(one),
            "cards": shelf_cards((one, goods_of(EXPIRED)), "Thẻ"),
            "stand-a5": stand(one, "a5"),
            "stand-a6": stand(one, "a6"),
            "leaflet-a5": leaflet_a5(leaflet_of(VALID)),
            "leaflet-a4": leaflet_a4(leaflet_of(VALID)),
            "leaflet-en": leaflet_a5(leaflet_of(VALID, "en")),
            "display": display_sheet(Display(place, "Trưng bày tại đây", (one,), one.notice)),
            "proof": proof_sheet("don-thu", order, module(0.5), proved_by({}), one.notice),
            "instructions": instruction_sheet((one.code,), module(0.5), one.notice),
        }

    return make


@pytest.fixture(scope="module")
def kinds(made: Callable[[], dict[str, bytes]], read_pdf: Any) -> dict[str, Any]:
    return {name: read_pdf(data) for name, data in made().items()}


def test_the_same_sheet_is_the_same_file(made: Callable[[], dict[str, bytes]], kinds: dict[str, Any]) -> None:
    assert {name for name, data in made().items() if data != kinds[name].data} == set()


def test_every_page_says_draft_and_sample(kinds: dict[str, Any]) -> None:
    silent = [
        f"{name} {number}"
        for name, pdf in kinds.items()
        for number, text in enumerate(pdf.texts)
        if "BẢN NHÁP" not in text or "DỮ LIỆU MẪU" not in text
    ]
    assert silent == []


def test_all_fonts_are_embedded(kinds: dict[str, Any]) -> None:
    for name, pdf in kinds.items():
        fonts = len(re.findall(rb"/Type /FontDescriptor", pdf.data))
        assert fonts == len(re.findall(rb"/FontFile2 ", pdf.data)) > 0, name


def test_text_is_composed_and_whole(kinds: dict[str, Any]) -> None:
    assert "Bánh phồng tôm" in kinds["card"].texts[0].replace("\r\n", " ")
    for pdf in kinds.values():
        text = "".join(pdf.texts)
        assert unicodedata.normalize("NFC", text) == text


def test_everything_is_printed_in_inks_not_in_light(kinds: dict[str, Any]) -> None:
    """RGB would become four-colour black."""
    assert [name for name, pdf in kinds.items() if any(ink.endswith(("rg", "RG")) for ink in pdf.inks)] == []


def test_codes_are_black_alone(kinds: dict[str, Any]) -> None:
    for name in ("labels", "card", "stand-a5", "leaflet-a5", "leaflet-a4", "proof"):
        assert CODE_INK in kinds[name].inks


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("labels", (210, 297)),
        ("card", (90, 54)),
        ("stand-a5", (148, 210)),
        ("stand-a6", (105, 148)),
        ("leaflet-a5", (148, 210)),
        ("leaflet-a4", (297, 210)),
        ("display", (210, 297)),
        ("proof", (210, 297)),
    ],
)
def test_pages_have_their_size(kinds: dict[str, Any], name: str, size: tuple[float, float]) -> None:
    for page in kinds[name].sizes:
        assert page == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize("name", ["card", "cards", "stand-a5", "stand-a6", "leaflet-a4", "display", "proof", "labels"])
def test_codes_can_be_read(kinds: dict[str, Any], payloads: Any, name: str) -> None:
    assert "https://OCOP.EXAMPLE/Q/SD9007/" in payloads(kinds[name].picture())


def test_a_leaflet_has_two_sides_and_the_code_on_its_back(kinds: dict[str, Any], payloads: Any) -> None:
    assert len(kinds["leaflet-a5"].sizes) == 2
    assert payloads(kinds["leaflet-a5"].picture(0)) == []
    assert payloads(kinds["leaflet-a5"].picture(1)) == ["https://OCOP.EXAMPLE/Q/SD9007/"]


def test_stars_are_drawn_only_while_a_recognition_is_valid(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    assert goods_of(VALID).stars == 4
    assert goods_of(EXPIRED).stars == 0
    for make in (shelf_card, lambda one: stand(one, "a5")):
        assert STAR_INK in read_pdf(make(goods_of(VALID))).inks
        expired = read_pdf(make(goods_of(EXPIRED)))
        assert STAR_INK not in expired.inks
        assert "OCOP" not in expired.texts[0]


def test_stars_never_stand_without_the_day_they_hold_until(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    for name in usual_sheets():
        pdf = read_pdf(label_sheets(usual_sheets()[name], (goods_of(VALID),), 1, "Tem"))
        assert (STAR_INK in pdf.inks) == ("29/12/2026" in pdf.texts[0]), name


def test_english_leaflets_speak_english(kinds: dict[str, Any]) -> None:
    text = " ".join(kinds["leaflet-en"].texts).replace("\r\n", " ")
    assert "Scan the code" in text
    assert "Valid until 29 December 2026" in text
    assert "SAMPLE DATA" in text


def test_decomposed_text_gives_the_same_file(goods_of: Callable[..., Goods]) -> None:
    one = goods_of(VALID)
    apart = replace(one, title=unicodedata.normalize("NFD", one.title), maker=unicodedata.normalize("NFD", one.maker))
    assert shelf_card(apart) == shelf_card(one)


def test_a_letter_that_no_face_has_is_an_error(goods_of: Callable[..., Goods]) -> None:
    with pytest.raises(GlyphMissingError):
        shelf_card(replace(goods_of(VALID), title="Bánh 漢"))


def test_a_very_long_name_is_printed_whole(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    for make in (shelf_card, lambda one: label_sheets(usual_sheets()["5x13"], (one,), 1, "Tem")):
        printed = " ".join(read_pdf(make(goods_of(LONG))).texts[0].split())
        assert goods_of(LONG).title in printed


# Sheets of labels


@pytest.mark.parametrize(
    ("name", "count", "size"), [("3x7", 21, (63.5, 38.1)), ("3x8", 24, (70, 37)), ("5x13", 65, (38.1, 21.17))]
)
def test_sheets_on_sale_are_known(name: str, count: int, size: tuple[float, float]) -> None:
    made = usual_sheets()[name]
    assert (made.count, (made.width, made.height)) == (count, size)


def test_labels_begin_at_the_first_free_one_and_go_on_over_pages(
    goods_of: Callable[..., Goods], read_pdf: Any, payloads: Any
) -> None:
    pdf = read_pdf(label_sheets(usual_sheets()["3x7"], (goods_of(VALID),) * 5, 20, "Tem"))
    assert len(pdf.sizes) == 2
    assert [len(payloads(pdf.picture(page, 200))) for page in range(2)] == [2, 3]


def test_every_code_lies_within_its_label(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    import zxingcpp  # noqa: PLC0415

    made = usual_sheets()["5x13"]
    pdf = read_pdf(label_sheets(made, (goods_of(VALID),) * made.count, 1, "Tem"))
    found = zxingcpp.read_barcodes(pdf.picture(0, 300).convert("L"), formats=zxingcpp.BarcodeFormat.QRCodeModel2)
    assert len(found) == made.count
    scale = 25.4 / 300
    free = {place: made.box(place) for place in range(made.count)}
    for one in found:
        corners = [(p.x * scale, p.y * scale) for p in (one.position.top_left, one.position.bottom_right)]
        (place,) = [
            number
            for number, box in free.items()
            if all(box.x + 1 < x < box.right - 1 and box.y + 1 < y < box.foot - 1 for x, y in corners)
        ]
        del free[place]
    assert free == {}


def test_a_sheet_of_24_labels_is_small(goods_of: Callable[..., Goods]) -> None:
    """qr.md A10: at most 60 kB."""
    assert len(label_sheets(usual_sheets()["3x8"], (goods_of(VALID),) * 24, 1, "Tem")) <= 60_000


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("3,7,63.5,38.1,7.2,15.15,66.04", "tám số"),
        ("3,7,63.5,38.1,7.2,15.15,66.04,x", "không phải là số"),
        ("3,7,63.5,38.1,7.2,15.15,60,38.1", "chồng"),
        ("4,7,63.5,38.1,7.2,15.15,66.04,38.1", "A4"),
        ("0,7,63.5,38.1,7.2,15.15,66.04,38.1", "lớn hơn 0"),
        ("3,7,63.5,38.1,-1,15.15,66.04,38.1", "âm"),
        ("3,7,nan,38.1,7.2,15.15,66.04,38.1", "lớn hơn 0"),
    ],
)
def test_eight_numbers_that_are_no_sheet_are_refused(numbers: str, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        sheet("rieng", numbers.split(","))


def test_own_sheets_are_told_by_line() -> None:
    text = ",".join(HEADER) + "\ncua-toi,2,5,90,50,10,10,95,55\nsai,2,5,90,50,10,10,95\n"
    found, problems = read_sheets(text, "content/data/label-sheets.csv")
    assert list(found) == ["cua-toi"]
    assert [(one.path, one.line, one.rule) for one in problems] == [("content/data/label-sheets.csv", 3, "label-sheet-form")]
    assert read_sheets("a,b\n", "x.csv")[1][0].line == 1
    assert read_sheets("", "x.csv")[1][0].rule == "label-sheet-form"


@settings(max_examples=60, deadline=None)
@given(st.floats(10, 120), st.floats(10, 120))
def test_the_code_on_a_label_is_never_smaller_than_allowed(width: float, height: float) -> None:
    symbol = make_symbol(payload_for("OCOP.EXAMPLE", "SD0001"))
    try:
        chosen = module_for(symbol, width, height)
    except LabelTooSmallError as error:
        assert min(width, height) < error.needed + 0.1  # noqa: PT017
    else:
        assert 0.396 <= float(chosen) <= 0.75
        assert float(chosen) * 37 <= min(width, height)


# The sheet of an order


def test_the_ruler_is_100_mm_long(kinds: dict[str, Any]) -> None:
    """Measured in the picture: from the first mark to the last."""
    picture = kinds["proof"].picture(0, 600).convert("L")
    scale = 25.4 / 600
    row = round(28.5 / scale)
    dark = [x for x in range(picture.width) if picture.getpixel((x, row)) < 128 and x * scale < 120]
    assert (max(dark) - min(dark)) * scale == pytest.approx(100.15, abs=0.1)
    assert "In 100 %, không co giãn" in kinds["proof"].texts[0].replace("\r\n", " ")


def test_the_proof_sheet_says_what_was_not_proved(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    code = goods_of(VALID).code
    assert code
    line = (OrderLine(code, "Bánh", "Bản nháp"),)
    unproved = read_pdf(proof_sheet("x", line, module(0.5), proved_by({}), "")).texts[0]
    assert "CHƯA KIỂM" in unproved
    assert "PNG: chưa kiểm" in unproved
    proved = read_pdf(proof_sheet("x", line, module(0.5), proved_by(dict.fromkeys(("png", "svg", "pdf", "eps"), "máy")), ""))
    assert "CHƯA KIỂM" not in proved.texts[0]


def test_a_long_order_takes_more_pages_each_with_the_ruler(goods_of: Callable[..., Goods], read_pdf: Any) -> None:
    code = goods_of(VALID).code
    assert code
    pdf = read_pdf(proof_sheet("x", (OrderLine(code, "Bánh", "Bản nháp"),) * 20, module(0.8), proved_by({}), ""))
    assert len(pdf.sizes) > 1
    assert all("100 mm" in text.replace("\r\n", " ") for text in pdf.texts)


def test_instructions_are_for_windows_editors_too(goods_of: Callable[..., Goods]) -> None:
    code = goods_of(VALID).code
    assert code
    text = instruction_text(code, "Bánh", module(0.5))
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    said = text.decode("utf-8-sig")
    for wanted in ("18,5 mm", "0,396 mm", "Lề trắng", "Không đổi màu", "Quét bằng ít nhất ba điện thoại", "BẢN NHÁP"):
        assert wanted in said


def test_stands_are_read_from_afar() -> None:
    assert set(SIZES) == {"a5", "a6"}


# Stories on paper


def test_links_become_words_and_references_to_sources_go() -> None:
    html = '<p>Một <a href="/x/">nghề</a> cũ (<a href="#nguon-a">nguồn</a>).</p><h2>Mục</h2><ul><li><p>Mì</p></li></ul>'
    assert paragraphs(html) == (Paragraph("text", "Một nghề cũ."), Paragraph("heading", "Mục"), Paragraph("item", "Mì"))


def test_tables_and_pictures_stay_on_the_site() -> None:
    html = "<p>a</p><table><tr><td>b</td></tr></table><figure><img><figcaption>c</figcaption></figure><p>d<br>e</p>"
    assert [part.text for part in paragraphs(html)] == ["a", "d e"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_html_gives_paragraphs(html: str) -> None:
    for part in paragraphs(html):
        assert part.text.strip() == part.text != ""
