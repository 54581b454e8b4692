"""codes.json and status.json: for inspectors and apps, true on their day, in the shape that their schemas promise."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ocop.qr import digital_link, is_code, make_symbol, payload_for, read_codes

DEMO = Path(__file__).resolve().parents[1] / "demo"
HOST = "OCOPMAU.VN"
Files = dict[str, Any]


def row(code: str, owner: str, status: str, *, gtin: str = "", issued: bool = True, replaced_by: str = "") -> str:
    form = "gs1" if gtin else "own"
    if not issued:
        return f"{code},,{form},,,,,,{owner},,,{status},{replaced_by},"
    symbol = make_symbol(digital_link(HOST, gtin) if gtin else payload_for(HOST, code))
    pins = (symbol.payload, form, symbol.level, symbol.version, symbol.mask, symbol.segments, symbol.digest)
    return ",".join(map(str, (code, *pins, owner, "2026-10-01", "Phòng Kinh tế (mẫu)", status, replaced_by, "ghi chú nội bộ")))


LEDGER = (
    row("SD9001", "products/bot-gao-loc-rach-sen", "issued"),
    row("SD9002", "products/bot-gao-loc-rach-sen", "retired", replaced_by="SD9001"),
    row("SD9003", "products/bot-gao-lut-huyet-rong-rang", "issued", gtin="9520000000028"),
    row("SD9004", "products/nuoc-tuong-xom-lam", "void"),
    row("SD9005", "products/tra-tim-sen-rach-sen", "void", issued=False),
    row("SD9006", "products/bot-gao-loc-rach-sen", "draft", gtin="9520000000011", issued=False),
    row("SD9007", "places/xom-bot-rach-sen", "issued"),
)


def files_of(site: Path) -> Files:
    return {path.name: json.loads(path.read_bytes()) for path in site.glob("*.json")}


def by_code(file: Any) -> dict[str, Any]:
    return {entry["code"]: entry for entry in file["codes"]}


def strict(schema: Any) -> Draft202012Validator:
    """The schema as published, but with every key of a code that it does not describe refused."""
    closed = deepcopy(schema)
    closed["unevaluatedProperties"] = False
    closed["$defs"]["code"]["unevaluatedProperties"] = False
    return Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def demo(demo_site: Path) -> Files:
    return files_of(demo_site)


@pytest.fixture(scope="module")
def issued(
    tmp_path_factory: pytest.TempPathFactory, ocop: Callable[..., subprocess.CompletedProcess[str]]
) -> Callable[[str], Path]:
    """The demo with codes in every state of their life, built for one day after another in one folder."""
    folder = tmp_path_factory.mktemp("issued")
    shutil.copytree(DEMO / "content", folder / "content")
    ledger = folder / "content" / "data" / "qr-ledger.csv"
    header = ledger.read_text("utf-8").partition("\n")[0]
    ledger.write_text("\n".join([header, *LEDGER, ""]), "utf-8")
    (folder / "pelicanconf.py").write_text(
        "import runpy\n"
        f"demo = runpy.run_path({str(DEMO / 'pelicanconf.py')!r})\n"
        "globals().update({name: value for name, value in demo.items() if name.isupper() and name[0] != '_'})\n"
        f"PATH, OUTPUT_PATH, OCOP_HOST = {str(folder / 'content')!r}, {str(folder / 'output')!r}, {HOST!r}\n",
        "utf-8",
    )

    def build(day: str) -> Path:
        done = ocop("build", "-s", str(folder / "pelicanconf.py"), today=day)
        assert done.returncode == 0, done.stderr
        return folder / "output"

    return build


@pytest.mark.parametrize("name", ["codes", "status"])
def test_each_file_is_what_the_schema_beside_it_says(demo: Files, name: str) -> None:
    schema = demo[f"{name}.schema.json"]
    Draft202012Validator.check_schema(schema)
    assert demo[f"{name}.json"]["$schema"] == f"{name}.schema.json"
    assert [error.message for error in strict(schema).iter_errors(demo[f"{name}.json"])] == []


def test_codes_in_every_state_of_their_life_are_what_the_schemas_say(issued: Callable[[str], Path]) -> None:
    site = issued("2026-11-23")
    files = files_of(site)
    for name in ("codes", "status"):
        assert [error.message for error in strict(files[f"{name}.schema.json"]).iter_errors(files[f"{name}.json"])] == []
    codes, status = by_code(files["codes.json"]), by_code(files["status.json"])
    # Given up before it reached a package: it never was.
    assert list(codes) == list(status) == ["SD9001", "SD9002", "SD9003", "SD9004", "SD9006", "SD9007"]
    assert {code: entry["status"] for code, entry in codes.items()} == {
        code: entry["code_status"] for code, entry in status.items()
    }
    assert codes["SD9002"]["replaced_by"] == "SD9001"
    assert codes["SD9003"]["payload"] == f"https://{HOST}/01/09520000000028"
    assert codes["SD9003"]["gs1_address"] == status["SD9003"]["gs1_address"] == "/01/09520000000028"
    assert "payload" not in codes["SD9006"]
    assert (status["SD9007"]["status"], status["SD9007"]["producer"]) == (None, None)
    for entry in codes.values():
        assert (site / entry["address"].lstrip("/") / "index.html").is_file()
        if "gs1_address" in entry:
            assert (site / entry["gs1_address"].lstrip("/") / "index.html").is_file()
    # What is needed to notice that an issued code was changed, and nothing about who works in the office.
    published = {one.code: one.pins.get("matrix_sha256", "") for one in read_codes((site / "codes.json").read_bytes())}
    assert published == {line.split(",")[0]: line.split(",")[7] for line in LEDGER if not line.startswith("SD9005")}
    assert "Phòng Kinh tế" not in (site / "codes.json").read_text("utf-8") + (site / "status.json").read_text("utf-8")
    assert "ghi chú nội bộ" not in (site / "codes.json").read_text("utf-8") + (site / "status.json").read_text("utf-8")


def test_a_day_that_changes_no_status_changes_no_byte(issued: Callable[[str], Path]) -> None:
    names = ("codes.json", "status.json")
    first = {name: (issued("2026-11-23") / name).read_bytes() for name in names}
    assert {name: (issued("2026-11-24") / name).read_bytes() for name in names} == first
    assert b"2026-11-2" not in first["codes.json"]


def test_on_the_last_day_the_stars_go_and_the_decision_stays(issued: Callable[[str], Path]) -> None:
    def entry(day: str) -> Any:
        return by_code(files_of(issued(day))["status.json"])["SD9001"]

    assert (entry("2028-03-14")["status"], entry("2028-03-14")["stars"], entry("2028-03-14")["until"]) == (
        "valid",
        4,
        "2028-03-15",
    )
    over = entry("2028-03-15")
    assert (over["status"], over["stars"], over["until"]) == ("expired", None, "2028-03-15")
    assert over["decision"] == {"number": "12/QĐ-MAU", "date": "2025-03-15", "issuer": "UBND tỉnh (mẫu)"}


def test_the_status_is_the_one_on_the_page_and_revocations_name_their_document(demo: Files, demo_site: Path) -> None:
    seen = set()
    for code, entry in by_code(demo["status.json"]).items():
        page = (demo_site / "Q" / code / "index.html").read_text("utf-8")
        seen.add(entry["status"])
        if entry["until"]:
            day = date.fromisoformat(entry["until"])
            assert f"{day:%d/%m/%Y}" in page
        assert (f"OCOP {entry['stars']} sao" in page) == (entry["stars"] is not None)
        assert entry["title"]["vi"] in page
        if entry["status"] == "revoked":
            assert entry["revocation"]["document"] in page
        if entry["status"] == "extended":
            assert entry["extension"]["document"] in page
    assert seen >= {"valid", "extended", "expired", "revoked", "guided", "none", None}


def test_sample_data_says_so_and_codes_are_sorted(demo: Files, real_site: Callable[[str], Path]) -> None:
    real = files_of(real_site("2026-11-23"))
    for name in ("codes.json", "status.json"):
        assert demo[name]["sample"] is True
        assert real[name]["sample"] is False
        for file in (demo[name], real[name]):
            codes = [entry["code"] for entry in file["codes"]]
            assert codes == sorted(set(codes))
            assert all(map(is_code, codes))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("codes", {"code": "SD00"}),
        ("codes", {"status": "issued"}),
        ("codes", {"address": "https://elsewhere.example/Q/SD9001/"}),
        ("status", {"status": "valid", "stars": None}),
        ("status", {"status": "expired", "stars": 4}),
        ("status", {"status": "revoked", "revocation": None}),
        ("status", {"until": "15/03/2028"}),
        ("status", {"status": None}),
    ],
)
def test_the_schemas_refuse_what_would_mislead(demo: Files, name: str, change: dict[str, Any]) -> None:
    file = deepcopy(demo[f"{name}.json"])
    entry = next(one for one in file["codes"] if one["code"] == "SD9001")
    entry.update(change)
    assert list(strict(demo[f"{name}.schema.json"]).iter_errors(file))
