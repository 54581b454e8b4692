"""Rules on the lists under content/data/."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error

LISTS: Final = Subject(
    "Danh sách trong content/data · Lists in content/data",
    error(
        "list-missing",
        "thiếu tệp danh sách",
        "the list is missing",
        "lấy lại tệp này từ bản lưu; tệp phải có khóa {found}: ở đầu",
        "restore this file from a backup; it has to begin with the key {found}:",
    ),
    error(
        "record-duplicate",
        "“{found}” đã có ở dòng {first}",
        "“{found}” is already on line {first}",
        "xóa một trong hai mục, hoặc đặt {field} khác",
        "delete one of the two, or give it another {field}",
    ),
    error(
        "record-unknown",
        "{field}: không có “{found}” trong {where}",
        "{field}: there is no “{found}” in {where}",
        "[[đổi thành “{suggestion}”, hoặc ]]thêm một mục “{found}” vào {where}",
        "[[change it to “{suggestion}”, or ]]add an item “{found}” to {where}",
    ),
    error(
        "record-circle",
        "{field} của “{found}” đi vòng về chính nó",
        "{field} of “{found}” leads back to itself",
        "sửa {field} để chuỗi kết thúc ở một mục đang còn hiệu lực",
        "mend {field} so that the chain ends at something that exists today",
    ),
    error(
        "successor-missing",
        "đơn vị “{found}” không còn nữa mà chưa ghi nay thuộc đâu",
        "the unit “{found}” no longer exists, and its successor is not named",
        "thêm dòng successor: slug của xã, phường hiện nay",
        "add successor: the slug of the present unit",
    ),
    error(
        "span-order",
        "“{found}”: ngày bắt đầu {first} sau ngày kết thúc {last}",
        "“{found}”: the first day {first} is after the last day {last}",
        "xem lại hai ngày",
        "check both days",
    ),
    error(
        "span-overlap",
        "mã {code} của “{found}” trùng thời gian với “{other}”",
        "the code {code} of “{found}” overlaps in time with “{other}”",
        "một mã trong một ngày chỉ thuộc một đơn vị: sửa valid_from, valid_to hoặc code",
        "on one day a code belongs to one unit: mend valid_from, valid_to or code",
    ),
    error(
        "set-duplicate",
        "bộ sản phẩm số {found} đã có ở dòng {first}",
        "product set {found} is already on line {first}",
        "mỗi số chỉ dùng một lần trong một bộ tiêu chí",
        "each number occurs once in a scheme",
    ),
    error(
        "title-language-missing",
        "{field}: thiếu tên bằng ngôn ngữ “{language}”",
        "{field}: there is no name in the language “{language}”",
        "thêm dòng {language}: tên, thụt vào dưới {field}",
        "add a line {language}: name, indented under {field}",
    ),
)
