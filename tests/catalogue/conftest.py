from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ocop.catalogue.lists import Scheme, Unit
from ocop.catalogue.models import Recognition

MakeRecognition = Callable[..., Recognition]

# ocop.md §1.2, as much of it as the look-ups need: every group, every number, one name.
SETS_OF = {
    "food": range(1, 14),
    "drinks": range(14, 18),
    "herbs": range(18, 21),
    "crafts": range(21, 23),
    "ornamentals": range(23, 26),
    "tourism": range(26, 27),
}
NAMES = {
    "food": "Thực phẩm",
    "drinks": "Đồ uống",
    "herbs": "Dược liệu",
    "crafts": "Thủ công mỹ nghệ",
    "ornamentals": "Sinh vật cảnh",
    "tourism": "Du lịch",
}
SECTORS_OF_1048 = {
    "thuc-pham": "food",
    "do-uong": "drinks",
    "thao-duoc": "herbs",
    "vai-va-may-mac": "crafts",
    "luu-niem": "crafts",
    "dich-vu-du-lich": "tourism",
}


@pytest.fixture(scope="session")
def recognition() -> MakeRecognition:
    """Make a recognition from what a writer types; the rest is that of the one decision known for Sa Đéc."""

    def make(**typed: Any) -> Recognition:
        given = {
            "decision": "1370/QĐ-UBND-HC",
            "date": "2023-12-29",
            "issuer": "UBND tỉnh Đồng Tháp",
            "stars": "4",
            "source": "x",
        }
        for key in ("extension", "revocation"):
            if isinstance(typed.get(key), str):
                day = "until" if key == "extension" else "date"
                typed[key] = {day: typed[key], "document": "01/QĐ-UBND"}
        return Recognition.model_validate({**given, **{key: value for key, value in typed.items() if value is not None}})

    return make


@pytest.fixture(scope="session")
def schemes() -> Mapping[str, Scheme]:
    def titles(vi: str) -> dict[str, str]:
        return {"vi": vi, "en": "Food"} if vi == "Thực phẩm" else {"vi": vi}

    old = {
        "key": "1048",
        "document": "qd-1048",
        "valid_from": "2019-08-21",
        "valid_to": "2023-02-23",
        "groups": [{"key": key, "browsed_as": group, "titles": titles(key)} for key, group in SECTORS_OF_1048.items()],
    }
    new = {
        "key": "148",
        "document": "qd-148",
        "valid_from": "2023-02-24",
        "groups": [
            {
                "key": group,
                "browsed_as": group,
                "titles": titles(NAMES[group]),
                "sets": [{"number": str(number), "titles": {"vi": f"Bộ {number}"}} for number in numbers],
            }
            for group, numbers in SETS_OF.items()
        ],
    }
    return {scheme.key: scheme for scheme in map(Scheme.model_validate, (new, old))}


@pytest.fixture(scope="session")
def units() -> Mapping[str, Unit]:
    """Some units of ocop.md §2 and one that went into another twice, to walk two steps."""

    def unit(slug: str, code: str, title: str, **more: str) -> Unit:
        given = {"type": "ward", "province": "Đồng Tháp", "source": "1663/NQ-UBTVQH15", "evidence": "A"}
        return Unit.model_validate({**given, "slug": slug, "code": code, "title": title, **more})

    gone = {"valid_to": "2025-06-30", "successor": "phuong-sa-dec"}
    listed = (
        unit("phuong-sa-dec", "29905", "Phường Sa Đéc", valid_from="2025-07-01"),
        unit("xa-tan-duong", "30214", "Xã Tân Dương", valid_from="2025-07-01", type="commune"),
        unit("phuong-1", "29905", "Phường 1", **gone),
        unit("phuong-2", "29911", "Phường 2", **gone),
        unit("xa-tan-phu-dong", "29923", "Xã Tân Phú Đông", type="commune", valid_to="2025-06-30", successor="xa-tan-duong"),
        unit("xa-mau", "90000", "Xã Mẫu", type="commune", valid_to="1999-12-31", successor="phuong-2"),
    )
    return {unit.slug: unit for unit in listed}
