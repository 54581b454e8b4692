"""Rules on keys and on the form of single values."""

from __future__ import annotations

from typing import Final

from .rule import Rule, Subject, error


def _form(rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> Rule:
    return error(
        rule,
        f"{{field}}: “{{found}}” {vi}",
        f"{{field}}: “{{found}}” {en}",
        f"[[ghi {{suggestion}}, nếu đúng ý; ]]{remedy_vi}",
        f"[[type {{suggestion}}, if that is meant; ]]{remedy_en}",
    )


VALUES: Final = Subject(
    "Khóa và giá trị · Keys and values",
    error(
        "key-unknown",
        "không có khóa “{found}”",
        "there is no key “{found}”",
        "[[đổi thành “{suggestion}”; ]]các khóa dùng được ở đây: {allowed}",
        "[[change it to “{suggestion}”; ]]keys that can be used here: {allowed}",
    ),
    error(
        "key-missing",
        "thiếu khóa “{field}”[[ ({title})]]",
        "the key “{field}” is missing",
        "thêm dòng {example}",
        "add the line {example}",
    ),
    error(
        "fact-in-translation",
        "“{found}” chỉ ghi một lần, trong tệp {facts_file}",
        "“{found}” is typed once only, in {facts_file}",
        "xóa khóa này ở đây; tệp này chỉ giữ lời văn: {allowed}",
        "delete this key here; this file holds words only: {allowed}",
    ),
    _form(
        "value-not-allowed",
        "không có trong các giá trị được dùng",
        "is not one of the values in use",
        "chọn một trong: {allowed}",
        "choose one of: {allowed}",
    ),
    error(
        "list-expected",
        "{field} phải là một danh sách, không phải “{found}”",
        "{field} has to be a list, not “{found}”",
        "mỗi mục một dòng, bắt đầu bằng “- ”, hoặc ghi [mục một, mục hai]",
        "one item a line, beginning with “- ”, or type [one, two]",
    ),
    error(
        "record-expected",
        "{field} phải gồm các dòng con “khóa: giá trị”, không phải “{found}”",
        "{field} has to consist of lines “key: value”, not “{found}”",
        "xuống dòng, thụt vào hai dấu cách, rồi ghi từng khóa[[: {allowed}]]",
        "on the next lines, indented by two spaces, type its keys[[: {allowed}]]",
    ),
    error(
        "value-form",
        "{field}: không hiểu “{found}”",
        "{field}: “{found}” is not understood",
        "xem cách ghi “{field}” trong docs/authoring.md",
        "see how “{field}” is typed in docs/authoring.md",
    ),
    error(
        "not-text",
        "{field} phải là một dòng chữ, không phải danh sách hay nhóm “{found}”",
        "{field} has to be text, not a list or a group “{found}”",
        "ghi một giá trị trên cùng dòng; nếu giá trị bắt đầu bằng [ hoặc { thì đặt trong dấu nháy",
        "type one value on the same line; if it begins with [ or { put it in quotes",
    ),
    error(
        "text-empty",
        "“{field}” để trống",
        "“{field}” is blank",
        "ghi giá trị, hoặc xóa cả dòng nếu chưa biết",
        "type a value, or delete the line if it is not known",
    ),
    error(
        "slug-form",
        "“{found}” không phải tên thư mục hợp lệ",
        "“{found}” is not a valid folder name",
        "[[ghi “{suggestion}”: ]]chỉ dùng chữ thường không dấu, chữ số và gạch nối đơn, tối đa 80 ký tự",
        "[[type “{suggestion}”: ]]only lower-case letters without marks, digits and single hyphens, at most 80 characters",
    ),
    _form(
        "date-form",
        "không theo dạng năm-tháng-ngày",
        "is not year-month-day",
        "ngày ghi dạng 2026-11-23",
        "type days as 2026-11-23",
    ),
    error(
        "date-ambiguous",
        "{field}: “{found}” đọc được hai cách",
        "{field}: “{found}” can be read in two ways",
        "ghi {first} (ngày {first_day}) hoặc {second} (ngày {second_day})",
        "type {first} (day/month {first_day}) or {second} (day/month {second_day})",
    ),
    _form(
        "date-impossible",
        "là ngày không có thật",
        "is no day of the calendar",
        "xem lại lịch, rồi ghi dạng 2026-11-23",
        "check the calendar, then type it as 2026-11-23",
    ),
    _form(
        "time-form", "không phải giờ phút", "is no time of day", "giờ ghi dạng 07:30, 24 giờ", "type times as 07:30, 24 hours"
    ),
    _form(
        "number-form",
        "không phải số nguyên",
        "is not a whole number",
        "chỉ ghi chữ số, không dấu chấm, dấu phẩy hay đơn vị",
        "digits only, without point, comma or unit",
    ),
    _form(
        "money-form",
        "không phải số tiền",
        "is no amount of money",
        "ghi số đồng chỉ bằng chữ số, ví dụ 55000",
        "type đồng in digits only, for example 55000",
    ),
    _form(
        "coordinate-form",
        "không phải tọa độ thập phân",
        "is no decimal coordinate",
        "ghi dạng 10.3039 (dấu chấm, tối đa 8 chữ số lẻ)",
        "type it as 10.3039 (with a point, at most 8 decimals)",
    ),
    _form(
        "stars-unknown",
        "không phải hạng sao được công nhận",
        "is no rank that is recognised",
        "ghi 3, 4 hoặc 5 (một và hai sao không có giấy chứng nhận)",
        "type 3, 4 or 5 (one and two stars get no certificate)",
    ),
    _form("flag-form", "không phải true hay false", "is neither true nor false", "ghi true hoặc false", "type true or false"),
    _form(
        "phone-form",
        "không phải số điện thoại Việt Nam",
        "is no Vietnamese phone number",
        "ghi đủ số, có số 0 ở đầu: di động 10 số, cố định 11 số, ví dụ 0277 3000 000",
        "type all digits with the leading 0: mobile 10, landline 11, for example 0277 3000 000",
    ),
    _form(
        "url-form",
        "không phải địa chỉ trang web",
        "is no web address",
        "chép cả địa chỉ từ trình duyệt, bắt đầu bằng https://",
        "copy the whole address from the browser, beginning with https://",
    ),
    _form(
        "email-form",
        "không phải địa chỉ thư điện tử",
        "is no e-mail address",
        "ghi dạng ten@noi.vn",
        "type it as name@place.vn",
    ),
    _form(
        "decision-form",
        "không giống số văn bản",
        "does not look like the number of a document",
        "chép đúng như in trên văn bản, ví dụ 1370/QĐ-UBND-HC",
        "copy it as printed, for example 1370/QĐ-UBND-HC",
    ),
    _form(
        "duration-form",
        "không phải một khoảng thời gian",
        "is no span of time",
        "ghi số và đơn vị ngày, tháng hoặc năm, ví dụ 12 tháng (không ghi ngày hết hạn của một lô)",
        "type a number and ngày, tháng or năm, for example 12 tháng (never the date of a batch)",
    ),
    _form(
        "quantity-form",
        "không phải khối lượng hay thể tích",
        "is no quantity",
        "ghi số, dấu cách và đơn vị, ví dụ 400 g hoặc 1,5 kg",
        "type number, space and unit, for example 400 g or 1,5 kg",
    ),
    _form(
        "alcohol-form",
        "không phải độ cồn",
        "is no strength of alcohol",
        "ghi phần trăm thể tích, dấu phẩy thập phân, không có dấu %, ví dụ 29,5",
        "type per cent by volume with a decimal comma and without %, for example 29,5",
    ),
    _form(
        "focus-form",
        "không phải tâm ảnh",
        "is no focal point",
        "ghi hai số từ 0 đến 100 cách nhau một dấu cách: phần trăm từ mép trái, phần trăm từ mép trên, ví dụ 50 30",
        "type two numbers from 0 to 100 with a space between: per cent from the left, per cent from the top, for example 50 30",
    ),
    _form(
        "gtin-form",
        "không phải mã số mã vạch",
        "is no barcode number",
        "chép đủ 8, 12, 13 hoặc 14 chữ số dưới mã vạch, đặt trong dấu nháy",
        "copy all 8, 12, 13 or 14 digits below the barcode, in quotes",
    ),
    _form(
        "gtin-check-digit",
        "sai chữ số kiểm tra",
        "has a wrong check digit",
        "so lại từng chữ số với mã vạch trên bao bì",
        "compare every digit with the barcode on the package",
    ),
    _form(
        "gtin-restricted",
        "là số dùng nội bộ, không phải mã của một sản phẩm",
        "is a number for inside use and names no product",
        "xóa dòng này; chỉ ghi mã do GS1 cấp cho chính chủ thể (số của Việt Nam bắt đầu bằng 893)",
        "delete this line; type only a number that GS1 gave to the producer (those of Viet Nam begin with 893)",
    ),
)
