"""What the criteria ask of a product's public page: 26/2026/QĐ-TTg, Phụ lục II, read set by set.

An asterisk in the annex makes an option a minimum for three, four or five stars; without one it only gives points. Here are
the options that a page, its codes and its leaflet can answer. Stars are given by a council on the whole dossier, never by this
list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TOURISM: Final = 26
GOODS: Final = frozenset(range(1, 26))
"""The sets of everything but tourism."""
EATEN: Final = frozenset(range(1, 19))
"""Food, drinks, functional food: what has ingredients and a shelf life."""
_LABEL_IN_TWO_LANGUAGES: Final = frozenset(range(1, 23))
_SHOP: Final = frozenset(range(1, 24))
_BONSAI: Final = 24


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked. `stars`: the least rank that it is a minimum for; 0: it gives points or helps a buyer.

    `criterion` is its number in the set's table, "" for what the criteria do not ask. `sets` are the sets that ask it.
    """

    id: str
    stars: int
    criterion: str
    words: str
    sets: frozenset[int]


ASKS: Final = (
    Ask("own-story", 3, "5.3", "Có câu chuyện riêng, gắn với nguồn gốc xuất xứ, không giống sản phẩm khác", GOODS),
    Ask("story", 4, "5.1", "Câu chuyện được tư liệu hóa", GOODS),
    Ask("leaflet", 4, "5.1", "Câu chuyện có trên tờ rơi", GOODS),
    Ask("pictures", 4, "5.1", "Câu chuyện có trên website, dưới dạng hình ảnh, clip", GOODS),
    Ask("traceability", 4, "5.1", "Câu chuyện có trong nội dung truy xuất nguồn gốc điện tử", GOODS),
    Ask("label-code", 4, "2.3", "Nhãn có mã truy xuất nguồn gốc điện tử", GOODS - {_BONSAI}),
    Ask("label-code", 5, "2.3", "Nhãn có mã truy xuất nguồn gốc điện tử", frozenset({_BONSAI})),
    Ask("shop", 5, "4.1", "Bán ở kênh thương mại hiện đại, có đường dẫn gian hàng điện tử, hoặc đã xuất khẩu", _SHOP),
    Ask("second-language", 0, "2.4", "Ghi nhãn song ngữ: trang có bản tiếng nước ngoài để lấy lời", _LABEL_IN_TWO_LANGUAGES),
    Ask("booking", 0, "4.4", "Có kênh đặt dịch vụ trực tuyến", frozenset({TOURISM})),
    Ask("second-language", 0, "4.4", "Trang thông tin điện tử có tiếng nước ngoài", frozenset({TOURISM})),
    Ask("leaflet", 0, "4.5", "Có tờ rơi quảng bá", frozenset({TOURISM})),
    Ask("story", 0, "5.1", "Có cẩm nang hoặc câu chuyện riêng, thể hiện bản sắc địa phương", frozenset({TOURISM})),
    Ask("story-in-second-language", 0, "5.1", "Cẩm nang hoặc câu chuyện có tiếng nước ngoài", frozenset({TOURISM})),
    Ask(
        "display", 0, "10", "Có điểm trưng bày, bán sản phẩm truyền thống và sản phẩm OCOP của địa phương", frozenset({TOURISM})
    ),
    Ask("activities", 0, "11", "Có hoạt động trải nghiệm", frozenset({TOURISM})),
    Ask("ingredients", 0, "", "Ghi thành phần như trên nhãn", EATEN),
    Ask("quantity", 0, "", "Ghi khối lượng tịnh hoặc thể tích thực", EATEN),
    Ask("shelf-life", 0, "", "Ghi hạn sử dụng kể từ ngày sản xuất", EATEN),
    Ask("usage", 0, "", "Ghi cách dùng và bảo quản", EATEN),
    Ask("declaration", 0, "", "Ghi số tự công bố hoặc công bố", EATEN),
    Ask("hours", 0, "", "Ghi giờ đón khách", frozenset({TOURISM})),
    Ask("position", 0, "", "Ghi tọa độ", frozenset({TOURISM})),
    Ask("prices", 0, "", "Ghi giá tham khảo kèm ngày", GOODS | {TOURISM}),
)
"""In the order in which they are told. The last ones are what the catalogue itself recommends (ocop.md §1.9)."""

RANKS: Final = (3, 4, 5)
