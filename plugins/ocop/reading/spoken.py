"""What staff call a value in Vietnamese → what is typed: the values themselves are short English words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from pydantic.fields import FieldInfo

from ocop.text import fold

from .raised import closest

_SAID: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "food": ("thực phẩm", "đồ ăn", "món ăn", "nhóm thực phẩm"),
        "drinks": ("đồ uống", "thức uống", "nước uống", "beverages"),
        "herbs": ("dược liệu", "thảo dược", "dược liệu và sản phẩm từ dược liệu", "medicinal herbs"),
        "crafts": ("thủ công mỹ nghệ", "hàng thủ công mỹ nghệ", "thủ công", "vải, may mặc", "handicrafts"),
        "ornamentals": ("sinh vật cảnh", "hoa kiểng", "cây kiểng", "cây cảnh", "hoa", "ornamental plants"),
        "tourism": ("du lịch", "dịch vụ du lịch", "du lịch cộng đồng", "du lịch sinh thái", "điểm du lịch"),
        "enterprise": ("doanh nghiệp", "công ty", "công ty cổ phần", "công ty tnhh", "ctcp"),
        "cooperative": ("hợp tác xã", "htx"),
        "cooperative-group": ("tổ hợp tác", "tht"),
        "business-household": ("hộ kinh doanh", "hộ kinh doanh cá thể", "cơ sở"),
        "producing-household": ("hộ sản xuất", "hộ gia đình", "hộ"),
        "farm": ("trang trại",),
        "association": ("hội", "hiệp hội", "hội quán"),
        "unknown": ("chưa rõ", "không rõ", "chưa biết"),
        "craft-village": ("làng nghề", "làng bột"),
        "flower-village": ("làng hoa",),
        "garden": ("vườn", "khu du lịch", "vườn hoa"),
        "house": ("nhà", "nhà cổ"),
        "temple": ("chùa", "đình", "đền", "miếu"),
        "project": ("dự án",),
        "shop": ("cửa hàng", "điểm bán", "chợ", "siêu thị"),
        "homestay": ("nhà nghỉ", "farmstay", "lưu trú"),
        "first": ("lần đầu",),
        "upgrade": ("nâng hạng",),
        "reassessment": ("đánh giá lại", "công nhận lại", "re-assessment"),
        "pack": ("gói", "túi", "hộp", "chai", "bao bì", "hũ"),
        "photo": ("ảnh", "hình"),
        "adult": ("người lớn",),
        "child": ("trẻ em", "trẻ con"),
        "person": ("người", "khách"),
        "night": ("đêm",),
        "visit": ("lượt", "lần", "chuyến"),
        "ward": ("phường",),
        "commune": ("xã",),
        "in-force": ("còn hiệu lực", "đang áp dụng"),
        "lapsed": ("hết hiệu lực",),
        "suspended": ("tạm ngưng", "tạm ngưng hiệu lực"),
        "walk": ("đi bộ", "bộ", "on foot"),
        "bicycle": ("xe đạp", "bike"),
        "motorbike": ("xe máy", "xe gắn máy", "honda"),
        "car": ("ô tô", "xe hơi", "xe ô tô"),
        "boat": ("ghe", "xuồng", "thuyền", "đò", "tàu"),
        "half-day": ("nửa ngày", "một buổi", "buổi sáng", "buổi chiều"),
        "one-day": ("một ngày", "1 ngày", "cả ngày"),
        "26/2026": ("26/2026/qđ-ttg", "26"),
        "148": ("148/qđ-ttg",),
        "1048": ("1048/qđ-ttg",),
    }
)


def value_meant(found: str, choices: Iterable[str]) -> str:
    """Give the one of the values in use that was meant, by what it is called or by likeness; "" for none."""
    allowed = tuple(choices)
    said = fold(found.strip())
    for choice in allowed:
        if said in {fold(name) for name in _SAID.get(choice, ())}:
            return choice
    return closest(found, allowed)


def key_meant(found: str, fields: Mapping[str, FieldInfo]) -> str:
    """Give the key that was meant, by its Vietnamese title ("Thành phần", "thanh_phan") or by likeness; "" for none."""
    titles = {fold(field.title or ""): name for name, field in fields.items() if field.title}
    said = " ".join(fold(found).replace("_", " ").replace("-", " ").split())
    begun = next((name for title, name in titles.items() if title.startswith(f"{said} ")), "")
    return titles.get(said) or begun or closest(found.strip("“”„‟\"'"), fields) or titles.get(closest(said, titles, 0.85), "")


def said(choice: str) -> str:
    """Give what staff call one of the values in use; the value itself where it has no other name."""
    return _SAID.get(choice, (choice,))[0]
