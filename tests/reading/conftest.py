"""A small fictional catalogue on disk that reads without a problem, and a desk to spoil it at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ocop.desk.changes import write
from ocop.desk.stamping import stampings
from ocop.reading import Reading, read_catalogue
from ocop.reading.bundle import Frame

TODAY = date(2026, 11, 23)

PRODUCT = """\
---
title: Bột mẫu
summary: Bột để thử.
group: crafts
producer: co-so-mau
unit: phuong-mau
verified: 2026-11-01
"""
"""Front matter that ends before line 8: what a test adds begins there."""

PRODUCER = """\
---
title: Cơ sở Mẫu
summary: Cơ sở để thử.
verified: 2026-11-01
type: business-household
"""
PLACE = """\
---
title: Làng Mẫu
summary: Làng để thử.
verified: 2026-11-01
type: craft-village
"""
UNITS = """\
units:
  - slug: phuong-mau
    code: "90001"
    title: Phường Mẫu
    type: ward
    valid_from: 2025-07-01
    province: tỉnh Mẫu
    source: mẫu
    evidence: A
  - slug: xa-khac
    code: "90002"
    title: Xã Khác
    type: commune
    valid_from: 2025-07-01
    province: tỉnh Mẫu
    source: mẫu
    evidence: A
  - slug: xa-cu
    code: "90001"
    title: Xã Cũ
    type: commune
    valid_to: 2025-06-30
    successor: phuong-mau
    province: tỉnh Mẫu
    source: mẫu
    evidence: A
"""
GROUPS = """\
schemes:
  - key: "1048"
    document: van-ban-mau
    valid_from: 2019-08-21
    valid_to: 2023-02-23
    groups:
      - key: food
        browsed_as: food
        titles: {vi: Thực phẩm mẫu}
      - key: crafts
        browsed_as: crafts
        titles: {vi: Thủ công mẫu}
  - key: "26/2026"
    document: van-ban-mau
    valid_from: 2023-02-24
    groups:
      - key: food
        browsed_as: food
        titles: {vi: Thực phẩm mẫu, en: Sample food}
        sets:
          - number: 6
            titles: {vi: Bộ mẫu}
      - key: tourism
        browsed_as: tourism
        titles: {vi: Du lịch mẫu}
        sets:
          - number: 26
            titles: {vi: Bộ du lịch mẫu}
      - key: crafts
        browsed_as: crafts
        titles: {vi: Thủ công mẫu}
        sets:
          - number: 21
            titles: {vi: Bộ thủ công mẫu}
"""
LAWS = """\
documents:
  - key: van-ban-mau
    number: 1/QĐ-MAU
    date: 2018-05-07
    issuer: Cơ quan Mẫu
    subject:
      vi: Việc mẫu
    status: in-force
    evidence: A
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/reading --refresh-expected` writes the expected texts of tests/fixtures/broken anew."""
    parser.addoption("--refresh-expected", action="store_true", help="write tests/fixtures/broken/*/expected.txt anew")


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of a project with a content folder in it."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file under content/."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return file

    def product(self, more: str = "", body: str = "", slug: str = "bot-mau") -> Path:
        """Write a product's vi.md: `more` begins on line 8."""
        return self.write(f"products/{slug}/vi.md", f"{PRODUCT}{more}---\n{body}")

    def producer(self, more: str = "") -> Path:
        """Write the producer's vi.md: `more` begins on line 6."""
        return self.write("producers/co-so-mau/vi.md", f"{PRODUCER}{more}---\n")

    def place(self, more: str = "", body: str = "") -> Path:
        """Write the place's vi.md: `more` begins on line 6."""
        return self.write("places/lang-mau/vi.md", f"{PLACE}{more}---\n{body}")

    def stamp(self) -> None:
        """Set the right stamp in every translation."""
        frame = Frame(self.content, self.root, ("vi", "en"), "vi")
        for stamping in stampings(frame):
            write(stamping.change, self.content)

    def read(self, *, languages: Sequence[str] = ("vi",), today: date = TODAY, sample: bool = True) -> Reading:
        return read_catalogue(
            self.content, root=self.root, languages=languages, default_language="vi", today=today, sample=sample
        )

    def found(self, *, languages: Sequence[str] = ("vi",), sample: bool = True) -> list[tuple[str, int, str]]:
        """Give (path under content/, line, rule) of every problem."""
        return [
            (problem.path.removeprefix("content/"), problem.line, problem.rule)
            for problem in self.read(languages=languages, sample=sample).problems
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A catalogue of one product, its producer and a place: no problem in it."""
    made = Desk(tmp_path)
    made.write("data/units.yaml", UNITS)
    made.write("data/groups.yaml", GROUPS)
    made.write("data/laws.yaml", LAWS)
    made.product()
    made.producer()
    made.place()
    return made
