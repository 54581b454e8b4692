"""The buyers' list and the fair pack, of the fictional catalogue, through the real commands."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]


def ocop(*arguments: str, today: str = "2026-11-23") -> subprocess.CompletedProcess[str]:
    mine = {"PYTHONPATH": str(ROOT / "plugins"), "OCOP_NO_VENV": "1", "OCOP_TODAY": today, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ocop", *arguments, "-s", "tests/demo/pelicanconf.py"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **mine}, capture_output=True, encoding="utf-8", check=False)


def listed(folder: Path, separator: str = ",") -> dict[str, dict[str, str]]:
    text = (folder / "danh-sach-chao-hang.csv").read_text("utf-8-sig")
    return {row["Sản phẩm"]: row for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)}


def test_buyers_see_what_holds_on_the_day_with_dated_prices(tmp_path: Path) -> None:
    done = ocop("buyers", "-o", str(tmp_path), "--separator", ";")
    assert done.returncode == 0, done.stderr
    rows = listed(tmp_path, ";")
    flour = rows["Bột gạo lọc Rạch Sen"]
    assert (flour["Sao"], flour["Có giá trị đến"]) == ("4", "15/03/2028")
    assert all(line.endswith(")") and "₫" in line for line in flour["Giá tham khảo (kèm ngày ghi)"].split("\n"))
    assert "Nem gói lá vông Bến Ghe" not in rows  # its certificate ended today
    assert not any("Chèo ghe" in title for title in rows)  # tourism is not bought by the pack
    sheet = openpyxl.load_workbook(tmp_path / "danh-sach-chao-hang.xlsx")["Chào hàng"]
    assert {row[0].value for row in sheet.iter_rows(min_row=4, max_row=3 + len(rows))} == set(rows)


def test_the_day_decides_and_all_shows_the_others_without_stars(tmp_path: Path) -> None:
    assert ocop("buyers", "-o", str(tmp_path)).returncode == 0
    assert listed(tmp_path)["Muối ớt sả Xóm Lẫm"]["Sao"] == "3"
    assert ocop("buyers", "-o", str(tmp_path), today="2026-12-15").returncode == 0
    assert "Muối ớt sả Xóm Lẫm" not in listed(tmp_path)
    assert ocop("buyers", "--all", "-o", str(tmp_path)).returncode == 0
    nem = listed(tmp_path)["Nem gói lá vông Bến Ghe"]
    assert (nem["Sao"], nem["Quyết định"], nem["Có giá trị đến"]) == ("", "", "")


def test_a_number_without_consent_is_not_given_to_buyers(tmp_path: Path) -> None:
    assert ocop("buyers", "--all", "-o", str(tmp_path)).returncode == 0
    rows = listed(tmp_path)
    consented = [
        path for path in (ROOT / "tests/demo/content/producers").glob("*/vi.md") if "consent:" in path.read_text("utf-8")
    ]
    assert any(row["Điện thoại"] for row in rows.values()) == bool(consented)
    for path in (ROOT / "tests/demo/content/producers").glob("*/vi.md"):
        text = path.read_text("utf-8")
        title = text.split("title: ", 1)[1].split("\n", 1)[0].strip('"')
        if "consent:" not in text:
            assert not any(row["Điện thoại"] for row in rows.values() if row["Chủ thể"] == title), title


def test_the_pack_of_a_product_has_its_leaflets_card_and_code(tmp_path: Path) -> None:
    done = ocop("fair", "muoi-ot-sa-xom-lam", "-o", str(tmp_path / "gói.zip"))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "gói.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.read("to-roi/muoi-ot-sa-xom-lam-a5-vi.pdf").startswith(b"%PDF")
    assert {"to-roi/muoi-ot-sa-xom-lam-a5-en.pdf", "the-ke/muoi-ot-sa-xom-lam.pdf"} <= set(names)
    assert any(name.startswith("ma/") and name.endswith(".svg") for name in names)
    assert not any(name.startswith(("tem/", "diem-trung-bay/")) for name in names)
    pages = [name for name in names if name.startswith(("to-roi/", "the-ke/", "de-ban/"))]
    assert all("muoi-ot-sa-xom-lam" in name for name in pages)


@pytest.mark.parametrize(
    ("typed", "said"), [(("khong-co",), "products/khong-co"), (("--place", "khong-co"), "places/khong-co"), ((), "--place")]
)
def test_a_name_that_is_not_there_is_told(tmp_path: Path, typed: tuple[str, ...], said: str) -> None:
    done = ocop("fair", *typed, "-o", str(tmp_path / "x.zip"))
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())
