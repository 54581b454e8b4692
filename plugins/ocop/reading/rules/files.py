"""Rules on files, folders and letters."""

from __future__ import annotations

from typing import Final

from .rule import Subject, error

FILES: Final = Subject(
    "Tệp, thư mục, chữ viết · Files, folders, letters",
    error(
        "content-missing",
        "không thấy thư mục nội dung “{found}”",
        "there is no content folder “{found}”",
        "chạy lệnh trong thư mục gốc của dự án, nơi có thư mục content/",
        "run the command in the project's root, where content/ is",
    ),
    error(
        "file-unreadable",
        "không đọc được ({found})",
        "cannot be read ({found})",
        "cấp quyền đọc, hoặc xóa đi và chép lại từ bản lưu",
        "allow reading it, or delete it and copy it again from a backup",
    ),
    error(
        "file-not-regular",
        "“{found}” phải là một tệp, nhưng lại là thư mục hoặc thứ khác",
        "“{found}” has to be a file but is a folder or something else",
        "đổi tên hoặc xóa nó, rồi tạo tệp “{found}”",
        "rename or delete it, then make the file “{found}”",
    ),
    error(
        "file-too-large",
        "tệp quá lớn: {found}, cho phép đến {allowed}",
        "the file is too large: {found}, allowed up to {allowed}",
        "bỏ phần dán nhầm (thường là ảnh dán thẳng vào bài), để ảnh thành tệp riêng cạnh bài",
        "remove what was pasted by mistake (often a picture); keep pictures as files beside the page",
    ),
    error(
        "file-unknown",
        "tệp “{found}” không có vai trò gì ở đây",
        "the file “{found}” has no use here",
        "[[đổi tên thành “{suggestion}”, hoặc ]]chuyển tệp ra khỏi content/; ở đây chỉ dùng: {allowed}",
        "[[rename it to “{suggestion}”, or ]]move it out of content/; used here are only: {allowed}",
    ),
    error(
        "folder-unknown",
        "thư mục “{found}” không có vai trò gì ở đây",
        "the folder “{found}” has no use here",
        "[[đổi tên thành “{suggestion}”, hoặc ]]chuyển thư mục ra khỏi content/; ở đây chỉ dùng: {allowed}",
        "[[rename it to “{suggestion}”, or ]]move it out of content/; used here are only: {allowed}",
    ),
    error(
        "folder-expected",
        "“{found}” phải là một thư mục, nhưng lại là tệp",
        "“{found}” has to be a folder but is a file",
        "đổi tên tệp này rồi tạo thư mục “{found}”",
        "rename this file, then make the folder “{found}”",
    ),
    error(
        "link-outside",
        "liên kết “{found}” dẫn ra ngoài thư mục content/",
        "the link “{found}” leads out of content/",
        "xóa liên kết và chép tệp thật vào đây",
        "delete the link and copy the real file here",
    ),
    error(
        "slug-reserved",
        "Windows không cho đặt tên “{found}”",
        "Windows does not allow the name “{found}”",
        "đổi tên thư mục, ví dụ “{suggestion}”",
        "rename the folder, for example “{suggestion}”",
    ),
    error(
        "facts-file-missing",
        "thư mục thiếu tệp {found}",
        "the folder has no {found}",
        "tạo tệp {found} trong thư mục này, hoặc xóa thư mục nếu không dùng",
        "make {found} in this folder, or delete the folder if it is not used",
    ),
    error(
        "language-unknown",
        "danh mục chưa có ngôn ngữ “{found}”",
        "the catalogue has no language “{found}”",
        "đặt tên tệp theo một ngôn ngữ đang dùng: {allowed}",
        "name the file after a language in use: {allowed}",
    ),
    error(
        "not-utf8",
        "tệp không ở mã UTF-8 (giống {found})[[; dòng này có lẽ là “{reads}”]]",
        "the file is not UTF-8 (it looks like {found})[[; this line probably reads “{reads}”]]",
        "mở tệp, chọn “Save As”, mục Encoding chọn “UTF-8”, rồi xem lại dấu tiếng Việt[[; hoặc chạy {command}]]",
        "open it, choose “Save As”, Encoding “UTF-8”, then check the Vietnamese letters[[; or run {command}]]",
    ),
    error(
        "not-nfc",
        "chữ có dấu ở dạng tách rời: “{found}”",
        "letters with detached marks: “{found}”",
        "chạy make fix, hoặc gõ lại các chữ này: “{suggestion}”",
        "run make fix, or type these letters again: “{suggestion}”",
    ),
    error(
        "stray-letter",
        "ký tự lạc: {found}",
        "stray character: {found}",
        "sửa ký tự này[[: thay bằng “{suggestion}” (make fix làm được)]][[: xóa {removable}]]",
        "mend this character[[: replace it by “{suggestion}” (make fix can)]][[: delete {removable}]]",
    ),
    error(
        "old-font",
        "chữ của phông {encoding} dán vào: “{found}”",
        "letters of a {encoding} font were pasted: “{found}”",
        "đổi đoạn ấy sang Unicode (UniKey: Ctrl+Shift+F6) rồi dán lại; chữ này đọc là “{suggestion}”",
        "convert the passage to Unicode (UniKey: Ctrl+Shift+F6) and paste it again; this word reads “{suggestion}”",
    ),
    error(
        "front-matter-missing",
        "tệp phải mở đầu bằng dòng ---, nhưng dòng đầu là “{found}”",
        "the file has to begin with a line ---, but its first line is “{found}”",
        "thêm một dòng chỉ có --- lên đầu tệp, rồi các mục như title:, rồi một dòng --- nữa",
        "add a line of only --- at the top, then keys such as title:, then another line ---",
    ),
    error(
        "front-matter-unclosed",
        "phần đầu chưa được đóng bằng dòng ---[[; dòng này lại là “{found}”]]",
        "the front matter is not closed by a line ---[[; this line is “{found}”]]",
        "ghi một dòng chỉ có --- (ba dấu trừ) ngay sau mục cuối cùng, trước thân bài",
        "type a line of only --- (three hyphens) right after the last key, before the body",
    ),
    error(
        "front-matter-too-large",
        "phần đầu quá lớn: {found}, cho phép đến {allowed}",
        "the front matter is too large: {found}, allowed up to {allowed}",
        "chuyển bài viết xuống dưới dòng --- thứ hai",
        "move the text below the second line ---",
    ),
    error(
        "front-matter-form",
        "phần đầu phải gồm các dòng “khóa: giá trị”",
        "the front matter has to consist of lines “key: value”",
        "bắt đầu bằng một dòng như title: Bột gạo lọc",
        "begin with a line such as title: Bột gạo lọc",
    ),
)
