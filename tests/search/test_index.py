"""What the index holds, and what changes it."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from ocop.catalogue.assembled import Thing
from ocop.catalogue.models import Kind
from ocop.outputs.edition import Edition
from ocop.outputs.search import search_index
from ocop.outputs.search_index import Shape, index, pack
from ocop.outputs.search_rows import KINDS, Row, Standing, rows
from ocop.outputs.voice import Voice

SHAPE = Shape({kind: (kind.value, f"/{kind.value}/*/") for kind in KINDS})


def row(title: str, slug: str, *names: str, kind: Kind = Kind.PRODUCT) -> Row:
    return Row(kind, slug, title, "", names, "", "", (), None)


def found(edition: Edition, key: str, lang: str = "vi") -> Row:
    kind, slug = key.split("/")
    return next(one for one in rows(Voice(edition, lang)) if (one.kind.value, one.slug) == (kind, slug))


def read(data: bytes) -> dict[str, Any]:
    return json.loads(data)  # type: ignore[no-any-return]


def with_title(edition: Edition, key: str, title: str) -> Edition:
    slug = key.split("/")[1]
    thing = edition.catalogue.products[slug]
    words = {**thing.words, "vi": thing.words["vi"].model_copy(update={"title": title})}
    changed = Thing(thing.kind, slug, thing.facts, words, thing.bodies, thing.pictures, thing.source)
    products = {**edition.catalogue.products, slug: changed}
    return replace(edition, catalogue=replace(edition.catalogue, products=products))


def test_what_has_a_page_of_its_own_is_found_but_for_news_and_plain_pages(demo: Edition) -> None:
    catalogue = demo.catalogue
    expected = {thing.key for thing in catalogue.things() if thing.kind not in {Kind.NEWS, Kind.PAGE}}
    assert {f"{one.kind.value}/{one.slug}" for one in rows(Voice(demo, "vi"))} == expected


def test_a_row_knows_other_titles_codes_communes_and_decisions(demo: Edition) -> None:
    flour = found(demo, "products/bot-gao-loc-rach-sen")
    assert {"Rạch Sen filtered rice flour", "Bột gạo Rạch Sen", "SD9001", "SD9002"} <= set(flour.names)
    around = " | ".join(flour.context)
    for words in ("Thực phẩm Food", "Xã Rạch Sen", "Xã Ngã Cạn", "12/QĐ-MAU", "7/QĐ-MAU", "HTX"):
        assert words in around
    assert flour.byline == "Hợp tác xã Bột Rạch Sen (mẫu)"


def test_without_a_documented_former_commune_all_that_went_into_the_present_one_count(demo: Edition) -> None:
    assert "Xã Gò Trâm Thượng" in " ".join(found(demo, "products/mat-ong-hoa-nhan-go-tram").context)


def test_a_title_that_is_not_translated_says_its_language(demo: Edition) -> None:
    assert found(demo, "products/chieu-lac-cau-may", "en").lang == "vi"
    assert found(demo, "products/chieu-lac-cau-may", "vi").lang == ""


@pytest.mark.parametrize(
    ("slug", "word", "until", "stars"),
    [
        ("bot-gao-loc-rach-sen", "Còn hiệu lực đến 15/03/2028", "2028-03-15", "OCOP 4 sao"),
        ("nui-gao-mau-rach-sen", "Được kéo dài đến 15/03/2027", "2027-03-15", "OCOP 3 sao"),
        ("nem-goi-la-vong-ben-ghe", "Hết hiệu lực từ 23/11/2026", "", ""),
        ("nuoc-tuong-xom-lam", "Đã bị thu hồi ngày 03/02/2026", "", ""),
        ("mut-gung-ben-ghe", "Đã ngừng", "", ""),
    ],
)
def test_stars_go_with_the_day_on_which_they_end_and_with_nothing_else(
    demo: Edition, slug: str, word: str, until: str, stars: str
) -> None:
    standing = found(demo, f"products/{slug}").standing
    assert standing is not None
    assert (standing.word, standing.until, standing.stars) == (word, until, stars)


def test_an_address_is_left_out_where_a_title_gives_it() -> None:
    data = read(pack([row("Bột gạo", "bot-gao"), row("Rice", "gao", "Gạo"), row("Nem", "nem-cu-xua")], SHAPE))
    assert data["slugs"].split("\n") == ["", "-", "nem-cu-xua"]


def test_what_parts_fields_of_the_file_is_no_part_of_a_title() -> None:
    data = read(pack([row("A|B\nC", "abc")], SHAPE))
    assert data["titles"] == "A/B C"


def test_an_empty_catalogue_has_an_index() -> None:
    assert read(pack([], SHAPE))["kinds"] == [[kind.value, f"/{kind.value}/*/", 0] for kind in KINDS]


def test_the_same_records_give_the_same_file_and_a_title_another(demo: Edition) -> None:
    one, two = search_index(Voice(demo, "vi")), search_index(Voice(demo, "vi"))
    assert (one.path, one.files[0].make()) == (two.path, two.files[0].make())
    edited = with_title(demo, "products/oi-le-go-tram", "Ổi xá lị Gò Trâm")
    assert search_index(Voice(edited, "vi")).path != one.path


def test_a_large_catalogue_is_cut_and_an_edited_title_changes_few_files(synthetic: ModuleType) -> None:
    edition = synthetic.edition(synthetic.catalogue(2600))
    before = search_index(Voice(edition, "vi"))
    key = list(edition.catalogue.products.values())[-1].key
    after = search_index(Voice(with_title(edition, key, "Quýt tiều Đồi Mồi Mẫu"), "vi"))
    assert len(before.files) > 10
    old, new = ({file.path for file in made.files} for made in (before, after))
    assert before.path not in new
    # The shares of the words of one product and of what is around it.
    assert 2 <= len(old - new) <= 40 < len(old) / 4


def test_every_row_is_in_the_share_of_each_of_its_words(synthetic: ModuleType) -> None:
    found_rows = rows(Voice(synthetic.edition(synthetic.catalogue(2600)), "vi"))
    made = index(found_rows, SHAPE, "vi", "")
    contents = read(made.files[0].make())
    files = {f"/{file.path}": file for file in made.files}
    words = {word: number for number, share in enumerate(contents["words"]) for word in share.split(" ")}
    assert len(words) == sum(len(share.split(" ")) for share in contents["words"])
    for word, title in (("ngu", "Mâm xôi ngũ quả"), ("quyt", "Quýt hồng Đồi Mồi Mẫu"), ("sd00", "Mâm xôi ngũ quả")):
        share = read(files[contents["files"][words[word]]].make())
        assert title in share["titles"].split("\n")


def test_files_are_named_by_all_that_is_in_their_rows_and_not_by_who_worked_it_out(synthetic: ModuleType) -> None:
    found_rows = rows(Voice(synthetic.edition(synthetic.catalogue(2600)), "vi"))

    def names(first: Row) -> set[str]:
        return {file.path for file in index((first, *found_rows[1:]), SHAPE, "vi", "").files}

    bare = found_rows[0]._replace(derived=None)
    assert found_rows[0].derived is not None
    assert names(bare) == names(found_rows[0])
    for other in (
        bare._replace(byline="Người khác (mẫu)"),
        bare._replace(standing=Standing("Hết hiệu lực")),
        found_rows[0]._replace(marks=("nhom/thuc-pham",)),
    ):
        assert names(other) != names(bare)
