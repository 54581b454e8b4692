"""A product page on paper: one sheet of A4, with its code, without what only a screen needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[1] / "demo" / "content" / "products"
FULLEST = ("bot-gao-loc-rach-sen", "bot-gao-lut-huyet-rong-rang", "vuon-noi-bo-say", "nuoc-tuong-xom-lam", "ca-bay-mau-cau-may")
"""The most that pages say, the longest name, hours and prices, a withdrawn rank, the least."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "slug" in metafunc.fixturenames:
        everything = sorted(folder.name for folder in DEMO.iterdir())
        metafunc.parametrize("slug", everything if metafunc.config.getoption("--whole", default=False) else FULLEST)


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(format="A4"))


@pytest.mark.parametrize("folder", ["san-pham", "en/products"])
def test_product_prints_on_one_sheet(window: Callable[..., Page], folder: str, slug: str) -> None:
    assert len(printed(window(f"/{folder}/{slug}/"))) == 1


def test_sheet_carries_the_code_of_the_pack(window: Callable[..., Page]) -> None:
    sheet = printed(window("/san-pham/bot-gao-loc-rach-sen/"))[0]
    found = zxingcpp.read_barcodes(sheet.render(scale=4).to_pil())
    assert [code.text for code in found] == ["https://OCOP.EXAMPLE/Q/SD9001/"]
    text = sheet.get_textpage().get_text_range()
    assert "SD9001" in text
    assert "Còn hiệu lực đến 15/03/2028" in text


def test_sheet_without_a_code_has_none(window: Callable[..., Page]) -> None:
    sheet = printed(window("/san-pham/tranh-gao-rang-rach-sen/"))[0]
    assert zxingcpp.read_barcodes(sheet.render(scale=4).to_pil()) == []


def test_buttons_stay_on_the_screen(window: Callable[..., Page]) -> None:
    text = printed(window("/san-pham/bot-gao-loc-rach-sen/"))[0].get_textpage().get_text_range()
    for word in ("In tờ rơi", "Chia sẻ", "Trang đầu", "Tìm", "Danh mục từ A đến Y"):
        assert word not in text
