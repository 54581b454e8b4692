"""Rules on the life of a printed code, raised by the ledger, by `qr issue` and by the gate: their words, in the one table."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error

CODES: Final = Subject(
    "Đời của mã in · Life of a printed code",
    error(
        "code-unknown",
        "sổ không có mã “{found}”",
        "there is no code “{found}” in the ledger",
        "xem các mã đang có: python -m ocop qr list",
        "see the codes there are: python -m ocop qr list",
    ),
    error(
        "code-life",
        "mã {code} đang là {status}, không thể thành {aim}",
        "the code {code} is {status} and cannot become {aim}",
        "mã đi từ draft sang issued rồi retired, hoặc void khi bỏ hẳn; cần mã khác thì chạy qr draft",
        "a code goes from draft to issued to retired, or void when it is given up; for another code run qr draft",
    ),
    error(
        "code-needs-gtin",
        "mã {code} dạng gs1 nhưng “{owner}” không có mã số mã vạch dùng được[[ ({found})]]",
        "the code {code} has the form gs1, and “{owner}” has no barcode number that can be used[[ ({found})]]",
        "ghi gtin: do GS1 cấp cho chính chủ thể vào mục đó, hoặc lập mã dạng own",
        "type gtin:, given by GS1 to the producer, in that entry, or draft a code of the form own",
    ),
    error(
        "codes-used-up",
        "đã dùng hết mã ({found} dòng trong sổ)",
        "all codes are used up ({found} rows in the ledger)",
        "tắt OCOP_CODE_CHECK_DIGIT để dùng mã năm chữ số, hoặc báo người viết mã",
        "switch OCOP_CODE_CHECK_DIGIT off to get codes of five digits, or tell the developers",
    ),
    error(
        "payload-duplicate",
        "mã {found} (dòng {second}) nói cùng một điều với mã {other} (dòng {first})",
        "the code {found} (line {second}) says the same as the code {other} (line {first})",
        "mỗi mã số mã vạch chỉ cấp một mã in, cho một mục; dùng lại mã {other}",
        "a barcode number gets one printed code, for one entry; use the code {other}",
    ),
    error(
        "payload-too-long",
        "mã {code}: địa chỉ “{found}” quá dài cho ký hiệu 29 ô",
        "the code {code}: the address “{found}” is too long for a symbol of 29 modules",
        "dùng tên miền ngắn hơn; nếu buộc phải in, cấp riêng mã này với --allow-large",
        "use a shorter host; if it must be, issue this code with --allow-large",
    ),
    error(
        "issue-needs-host",
        "chưa cấp được {code}: tên miền “{found}” chưa phải tên thật",
        "{code} cannot be issued: the host “{found}” is no real one",
        "khi chủ sở hữu đã xác nhận tên miền, ghi vào OCOP_HOST trong pelicanconf.py",
        "once the owner has confirmed the host, type it as OCOP_HOST in pelicanconf.py",
    ),
    error(
        "issue-needs-decoder",
        "chưa kiểm được {code}: máy này thiếu bộ đọc mã zxing-cpp",
        "{code} cannot be proved: zxing-cpp is not installed",
        "xóa thư mục .venv rồi chạy lại lệnh này; nếu vẫn thiếu, cấp mã trên máy khác",
        "delete the folder .venv and run this again; if it is still missing, issue on another machine",
    ),
    error(
        "issue-not-proved",
        "mã {code} không qua kiểm tra: {found}",
        "the code {code} failed its proof: {found}",
        "đừng in; báo người viết mã kèm nguyên dòng này",
        "print nothing; send this line to the developers",
    ),
    error(
        "issue-needs-person",
        "chưa ghi ai chịu trách nhiệm cấp {code}",
        "nobody answers for issuing {code}",
        'thêm --by "Họ và tên"',
        'add --by "Full name"',
    ),
    error(
        "cell-form",
        "{field}: “{found}” không ghi vào sổ được",
        "{field}: “{found}” cannot stand in the ledger",
        "ghi trên một dòng, mở đầu bằng chữ hoặc số, không có ký tự điều khiển",
        "type it on one line, beginning with a letter or a digit, without control characters",
    ),
    error(
        "ledger-busy",
        "người khác đang ghi sổ mã",
        "somebody else is writing the ledger",
        "đợi lệnh kia xong rồi chạy lại; chưa ghi gì",
        "wait for the other command and run this again; nothing was written",
    ),
    error(
        "ledger-changed",
        "sổ mã vừa bị sửa trong lúc lệnh đang chạy",
        "the ledger was changed while this command ran",
        "chạy lại lệnh; chưa ghi gì",
        "run the command again; nothing was written",
    ),
    error(
        "ledger-unwritable",
        "không ghi được sổ mã: {found}",
        "the ledger cannot be written: {found}",
        "kiểm tra quyền ghi và dung lượng đĩa; sổ còn nguyên như trước",
        "check permissions and disk space; the ledger is as it was",
    ),
    error(
        "history-missing",
        "không đọc được lịch sử git của sổ mã: {found}",
        "the ledger's history in git cannot be read: {found}",
        "làm việc trong bản git clone đầy đủ của dự án, có cài git",
        "work in a full git clone of the project, with git installed",
    ),
    error(
        "history-shallow",
        "bản sao git này bị cắt bớt lịch sử ({found})",
        "this clone lacks part of the history ({found})",
        "chạy: git fetch --unshallow",
        "run: git fetch --unshallow",
    ),
    error(
        "release-codes-unreadable",
        "không đọc được codes.json của {found}",
        "codes.json of {found} cannot be read",
        "tệp đã hỏng hoặc không phải của trang này; kiểm tra trước khi cấp mã hay đưa lên mạng",
        "the file is damaged or not of this site; look into it before issuing or publishing",
    ),
)
