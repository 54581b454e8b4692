"""`new`: a few questions in Vietnamese, and a page that passes `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ocop.cli import cli
from ocop.desk.alike import free_slug, near_names
from ocop.desk.creating import STORY_PARTS

FIELDS = {
    "product": {
        "title": "Hũ sành mẫu",
        "summary": "Hũ để thử.",
        "group": "crafts",
        "producer": "co-so-mau",
        "unit": "phuong-mau",
    },
    "producer": {"title": "Tổ đan lát mẫu", "summary": "Tổ để thử.", "type": "tổ hợp tác"},
    "place": {"title": "Vườn thử nghiệm", "summary": "Vườn để thử.", "type": "vườn", "unit": "Phường mẫu"},
    "story": {"title": "Chuyện cái hũ", "summary": "Chuyện để thử.", "about": "Bột mẫu", "author": "Ban biên tập"},
    "news": {"title": "Tin thử nghiệm", "summary": "Tin để thử."},
}


@pytest.fixture
def type_(project: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("OCOP_TODAY", "2026-11-23")

    def run(*arguments: str, answer: str = "") -> Any:
        settings = ["-s", str(project / "pelicanconf.py")]
        return CliRunner().invoke(cli, [*arguments, *settings], input=answer, catch_exceptions=False)

    return run


@pytest.mark.parametrize("what", FIELDS)
def test_each_kind_passes_check_as_it_is_begun(what: str, project: Path, type_: Any) -> None:
    given = [part for key, value in FIELDS[what].items() for part in ("-f", f"{key}={value}")]
    done = type_("new", what, "--yes", *given)
    assert done.exit_code == 0, done.output
    page = project / done.output.split()[2]
    text = page.read_text("utf-8")
    assert "draft: true" in text
    assert "# Ghi thêm được" in text
    assert type_("check").exit_code == 0


def test_questions_are_asked_and_a_wrong_answer_is_asked_again(project: Path, ask: Any) -> None:
    answers = ["Nón lá mẫu", "", "Nón để thử.", "vải bạt", "thủ công", "1", "1", "", ""]
    done = ask("new", "product", answers="\n".join(answers) + "\n")
    assert done.returncode == 0, done.stderr
    for asked in ("Tên", "Tên thư mục (không dấu, giữ mãi) [non-la-mau]", "Tóm tắt", "Nhóm", "Chủ thể", "Xã, phường hiện nay"):
        assert asked in done.stdout
    assert "Nhóm: không có “vải bạt”." in done.stderr
    text = (project / "content/products/non-la-mau/vi.md").read_text("utf-8")
    for line in ("title: Nón lá mẫu", "group: crafts", "producer: co-so-mau", "unit: phuong-mau", "verified: 2026-11-23"):
        assert f"\n{line}\n" in text


def test_a_near_name_is_shown_and_nothing_made_without_a_yes(project: Path, type_: Any) -> None:
    before = sorted(project.rglob("*"))
    done = type_("new", "product", answer="bôt mâu\nn\n")
    assert done.exit_code == 1
    assert "products/bot-mau  Bột mẫu" in done.output
    assert sorted(project.rglob("*")) == before


def test_a_story_starts_from_what_the_criteria_ask(project: Path, type_: Any) -> None:
    given = [part for key, value in FIELDS["story"].items() for part in ("-f", f"{key}={value}")]
    type_("new", "story", "--yes", *given)
    text = (project / "content/stories/chuyen-cai-hu/vi.md").read_text("utf-8")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(STORY_PARTS)
    assert "tiêu chí 5.3" in text
    assert "about: products/bot-mau" in text


@pytest.mark.parametrize("slug", ["../../ngoai", "..", "/tmp/x", "Bột", "a/b", "a\\b", "CON", "con", "bot-mau", "a" * 81, "-a"])
def test_a_bad_slug_makes_nothing(slug: str, project: Path, type_: Any) -> None:
    before = sorted(project.rglob("*"))
    given = [part for key, value in FIELDS["product"].items() for part in ("-f", f"{key}={value}")]
    done = type_("new", "product", "--yes", f"--slug={slug}", *given)
    assert done.exit_code == 2
    assert "--slug" in done.output
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    "field", ["title", "colour=red", "group=đồ chơi", "unit=phuong-la", "verified=1/2/2026", "producer=../x"]
)
def test_a_bad_field_is_told_and_makes_nothing(field: str, project: Path, type_: Any) -> None:
    before = sorted(project.rglob("*"))
    given = [part for key, value in FIELDS["product"].items() for part in ("-f", f"{key}={value}")]
    done = type_("new", "product", "--yes", *given, "-f", field)
    assert done.exit_code == 2
    assert sorted(project.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(project: Path, type_: Any) -> None:
    (project / "content/news").write_text("chỗ đã có người")
    given = [part for key, value in FIELDS["news"].items() for part in ("-f", f"{key}={value}")]
    done = type_("new", "news", "--yes", *given)
    assert done.exit_code == 1
    assert "không ghi được content/news/tin-thu-nghiem/vi.md" in done.output
    assert "Chưa ghi gì" in done.output


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Bánh phồng tôm Sa Đéc", [], "banh-phong-tom-sa-dec"),
        ("Bột", ["bot", "bot-2"], "bot-3"),
        ("Con", [], "con-sa-dec"),
        ("…", [], ""),
        ("á" * 100, ["a" * 80], "a" * 78 + "-2"),
    ],
)
def test_a_slug_is_proposed_that_nobody_has(title: str, taken: list[str], slug: str) -> None:
    assert free_slug(title, taken) == slug


def test_near_names_are_those_a_person_would_take_for_the_same() -> None:
    names = {"a": "Bột gạo lọc Rạch Sen", "b": "Bột gạo lứt huyết rồng", "c": "Nem", "d": "Bột gạo lọc Rạch Sen (gói 1 kg)"}
    assert [key for key, _ in near_names("bot gao loc rach sen", names)] == ["a", "d"]
    assert near_names("Nen", names) == ()
