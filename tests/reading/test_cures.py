"""What sounds like a promise to cure is found in both languages; sentences that promise nothing are left alone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.reading.checks.claims import MANDATORY_SENTENCE
from ocop.reading.checks.cures import cures_promised


def claim_in(text: str, language: str) -> str:
    return next((found for _, found in cures_promised(text, language)), "")


@pytest.mark.parametrize(
    "text",
    [
        "Trà gừng trị ho, ấm bụng",
        "Bột sắn chữa bệnh tiểu đường",
        "Uống mỗi ngày giúp phòng ngừa ung thư",
        "hỗ trợ điều trị viêm dạ dày",
        "Mật ong này là thần dược",
        "không chỉ ngon mà còn chữa đau đầu",
        "Giúp hạ huyết áp",
        "TRỊ MẤT NGỦ hiệu quả",
        "chữa được nhiều chứng bệnh",
        "uống vào khỏi bệnh ngay",
        "điều\ntrị tiểu đường",
        "Trà trị ho cho bà con",
        "Trị ho, hoa hái sớm",
    ],
)
def test_a_promise_to_cure_is_found(text: str) -> None:
    assert claim_in(text, "vi")


@pytest.mark.parametrize(
    "text",
    [
        "Đội chữa cháy của xã",
        "thợ sửa chữa máy xay",
        "du lịch chữa lành",
        "giá trị dinh dưỡng, chính trị, quản trị, trị giá 3 tỷ",
        MANDATORY_SENTENCE,
        "Không dùng để chữa bệnh.",
        "Chưa ai bảo bánh này trị được bệnh gì",
        "Bà bán bánh lấy tiền chữa bệnh",
        "trạm khám chữa bệnh của xã",
        "phòng bệnh cho cây lúa, trị bệnh cho tôm",
        "Bệnh viện Sa Đéc; phòng trừ sâu bệnh; chữa lửa; phòng cháy",
        "thay thuốc trừ sâu bằng gừng tỏi",
        "nghề thầy thuốc chữa bệnh của ông",
        "trong phòng bệnh chật hẹp",
    ],
)
def test_what_promises_nothing_is_left_alone(text: str) -> None:
    assert claim_in(text, "vi") == ""


@pytest.mark.parametrize(
    "text",
    [
        "This tea cures coughs.",
        "Cassava flour treats diabetes",
        "A cup a day helps prevent cancer.",
        "It prevents heart disease and strokes",
        "Honey that relieves a sore throat",
        "said to heal all kinds of illnesses",
        "a natural remedy for insomnia",
        "An old folk remedy for colds.",
        "good for diabetics",
        "LOWERS BLOOD PRESSURE",
        "reduces high cholesterol",
        "not only tasty: it cures headaches",
        "It not only tastes good but also treats gout",
        "treat\ndiabetes with every cup",
        "treats and prevents chronic bronchitis",
        "an anti-inflammatory drink",
        "our cancer-fighting sprouts",
        "detoxifies the liver",
        "Lotus hearts ease insomnia.",
        "the miracle cure of the delta",
        "Drink it instead of medicine",
        "wards off the flu",
        "reduces the risk of stroke",
        "It doesn't hurt. It cures arthritis.",
    ],
)
def test_a_promise_to_cure_is_found_in_english(text: str) -> None:
    assert claim_in(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "This food is not a medicine and does not replace medicine.",
        "It does not cure any disease.",
        "It is no cure for colds.",
        "No tea cures cancer, and nobody here says so.",
        "cured pork rolls, sun-cured fish, dry-cured ham",
        "Treat yourself to a cold coconut.",
        "a treat for cold evenings",
        "heat-treated jars, treated wood, well treated guests",
        "The leaves prevent the rice from sticking.",
        "Turning the trays prevents mould.",
        "Ash wards off weevils; smoke wards off mosquitoes.",
        "They spray lime to prevent disease on the roses.",
        "Growers rotate beds to prevent root diseases.",
        "Netting prevents disease in shrimp ponds.",
        "prevents diseases of rice",
        "Her grandfather was a healer who treated fevers.",
        "The doctor treats patients with diabetes at the hospital.",
        "She sold cakes for money to treat her mother's illness.",
        "She was in hospital with a fever.",
        "football fever, gold fever, spring fever",
        "It fights the heat of noon and the cold of December nights.",
        "relieves thirst, eases the mind, reduces waste, lowers the cost",
        "a headache for the makers: prices fell",
        "good for soup, good for gifts, good for four people",
        "The boat ride is a place to heal and rest",
        "a remedy for boredom",
        "protects the jar from light; protected geographical name",
        "the cold season, a bad year, a stroke of luck, brush strokes",
        "The kiln is lowered; the fire treats the clay gently.",
        "an anti-slip mat, anti-rust paint",
        "Decorative lotus: good for the garden",
        "fighting floods, combat boots, the fight against litter",
        "medicinal herbs and derived products",
        "made in secret, cure time 12 hours",
        "It can't cure a cold, but it warms you.",
        "kidney beans reduce well in the sauce",
    ],
)
def test_what_promises_nothing_is_left_alone_in_english(text: str) -> None:
    assert claim_in(text, "en") == ""


def test_each_language_is_judged_by_its_own_words() -> None:
    assert claim_in("Trà trị ho", "en") == claim_in("This tea cures coughs", "vi") == claim_in("cures coughs", "ko") == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["vi", "en"]))
def test_any_text_can_be_searched_for_claims(text: str, language: str) -> None:
    assert all(found and text.lower() for _, found in cures_promised(text, language))


@pytest.mark.parametrize("words", ["treats all kinds of ", "cures the ", "doctors ", "not ", "trị các chứng ", "reduces  "])
def test_a_text_of_nothing_but_beginnings_is_searched_soon(words: str) -> None:
    started = time.process_time()
    for language in ("vi", "en"):
        list(cures_promised(words * (200_000 // len(words)), language))
    assert time.process_time() - started < 2.0


def test_a_claim_on_the_english_page_is_told_there(desk: Any) -> None:
    food = "net_quantities: [1 kg]\nshelf_life: 1 năm\ningredients: Gạo\nstorage: Khô\n"
    page = desk.product(food)
    page.write_text(page.read_text("utf-8").replace("group: crafts", "group: food"), "utf-8")
    english = "---\ntitle: Sample flour\nsummary: It {} coughs.\ningredients: Rice\nstorage: Dry\n---\n\nIt {} diabetes.\n"
    desk.write("products/bot-mau/en.md", english.format("cures", "treats"))
    found = desk.found(languages=("vi", "en"))
    assert [one for one in found if one[2] == "health-claim"] == [
        ("products/bot-mau/en.md", 3, "health-claim"),
        ("products/bot-mau/en.md", 8, "health-claim"),
    ]
    page.write_text(page.read_text("utf-8").replace("group: food", "group: crafts"), "utf-8")
    assert "health-claim" not in {rule for _, _, rule in desk.found(languages=("vi", "en"))}
