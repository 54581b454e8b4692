"""Rules on what takes travellers somewhere: routes, events, positions."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error, warning

TRIPS: Final = Subject(
    "Lộ trình, sự kiện, vị trí · Routes, events, positions",
    error(
        "route-too-short",
        "lộ trình chỉ có {found} điểm dừng",
        "the route has only {found} stop(s)",
        "ghi ít nhất hai điểm dừng trong stops",
        "type at least two stops",
    ),
    error(
        "route-stop-gone",
        "{field}: “{found}” đã ngừng từ {gone}, không thể đưa khách đến đó",
        "{field}: “{found}” is no longer there since {gone}; nobody should be led to it",
        "bỏ điểm dừng này, thay bằng điểm khác, hoặc ghi gone: cho cả lộ trình",
        "take this stop out, choose another one, or give the whole route a gone: day",
    ),
    error(
        "route-note-unknown",
        "notes nói về “{found}” nhưng stops không có điểm này",
        "notes speaks of “{found}” but there is no such stop",
        "[[đổi thành {suggestion}, hoặc ]]xóa dòng này khỏi notes",
        "[[change it to {suggestion}, or ]]delete this line from notes",
    ),
    warning(
        "route-closed",
        "{field}: đến “{found}” lúc {arrival}, rời lúc {departure}; không ngày nào nơi này mở suốt quãng đó",
        "{field}: one gets to “{found}” at {arrival} and leaves at {departure}; on no day is it open all that time",
        "đổi starts, số phút hoặc thứ tự điểm dừng; nếu giờ mở cửa sai thì sửa ở trang nơi đó",
        "change starts, the minutes or the order of stops; if the opening hours are wrong, mend them on that page",
    ),
    warning(
        "route-no-day",
        "không ngày nào trong tuần mọi điểm dừng cùng mở cửa: {found}",
        "on no day of the week are all stops open: {found}",
        "bỏ một điểm dừng, hoặc tách thành hai lộ trình",
        "take one stop out, or make two routes",
    ),
    warning(
        "route-too-long",
        "lộ trình {length} mà dài {found} phút",
        "the route is called {length} but takes {found} minutes",
        "nửa ngày tối đa 300 phút, một ngày tối đa 720 phút: đổi length hoặc bớt điểm dừng",
        "half a day is at most 300 minutes, a day 720: change length or take out stops",
    ),
    error(
        "event-order",
        "sự kiện kết thúc {found} trước khi bắt đầu {start}",
        "the event ends {found} before it begins {start}",
        "xem lại starts và ends; sự kiện một ngày thì hai ngày giống nhau",
        "check starts and ends; an event of one day has the same day twice",
    ),
    error(
        "event-hours",
        "giờ của sự kiện chưa đúng: {found}",
        "the hours of the event are not right: {found}",
        "ghi cả opens và closes, giờ kết thúc sau giờ bắt đầu; chưa rõ giờ thì bỏ cả hai",
        "type both opens and closes, the end after the beginning; leave out both if the hours are not known",
    ),
    warning(
        "event-long",
        "sự kiện kéo dài {found} ngày",
        "the event lasts {found} days",
        "xem lại năm trong starts và ends; nơi mở quanh năm thì viết thành một trang trong places/",
        "check the years in starts and ends; what is open all year belongs in places/",
    ),
    warning(
        "position-shared",
        "tọa độ {found} trùng với {other}, mà hai nơi không cùng địa chỉ",
        "the position {found} is also that of {other}, and the two do not have one address",
        "đo lại nơi này; nếu hai nơi ở chung một chỗ thì ghi cùng address: bản đồ sẽ chồng hai số lên một ghim",
        "measure this one again; if both are at one spot, type the same address: the map stacks them on one pin",
    ),
)
