"""What the gate finds, as values, and the words for it: Vietnamese first, what is wrong → what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A reason not to publish: the output file (POSIX, relative to the site), line from 1 (0: the whole file), the rule's id,
    what its message quotes (`found`, `within`), and how many more files show the very same.
    """

    path: str
    line: int
    rule: str
    found: str = ""
    within: str = ""
    others: int = 0

    @property
    def vi(self) -> str:
        """The message in Vietnamese."""
        return self.message("vi")

    @property
    def en(self) -> str:
        """The message in English."""
        return self.message("en")

    def message(self, language: Language = "vi") -> str:
        """What is wrong → what to do, without the place."""
        words = RULES[self.rule][0 if language == "vi" else 1].format(found=self.found, within=self.within)
        if not self.others:
            return words
        return f"{words} (và {self.others} tệp khác)" if language == "vi" else f"{words} (and {self.others} more files)"


def format_finding(finding: Finding, language: Language = "vi") -> str:
    """`path:line: rule: what → remedy`, one line."""
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    return f"{place}: {finding.rule}: {finding.message(language)}"


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted; the same fault in many files (a link in the page frame, say) is told once, with the number of the others."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings):
        where = () if finding.found else (finding.path,)  # nothing quoted: the path itself is what is wrong
        alike.setdefault((finding.rule, finding.found, finding.within, *where), []).append(finding)
    return tuple(sorted(replace(group[0], others=len({one.path for one in group}) - 1) for group in alike.values()))


RULES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "link-dead": (
            "liên kết “{found}” không dẫn tới trang hay tệp nào → sửa địa chỉ, hoặc thêm trang còn thiếu",
            "the link “{found}” leads to no page or file → correct the address, or add the missing page",
        ),
        "fragment-dead": (
            "không có chỗ “{found}” để dẫn tới → sửa phần sau dấu #, hoặc thêm id đó",
            "there is no place “{found}” to lead to → correct the part after #, or add that id",
        ),
        "link-local": (
            "địa chỉ “{found}” chỉ mở được trên máy này → dùng địa chỉ công khai",
            "the address “{found}” opens on this machine only → use the public address",
        ),
        "html-unclosed": (
            "thẻ <{found}> chưa đóng đúng chỗ → đóng thẻ trong mẫu trang",
            "the element <{found}> is not closed where it should be → close it in the template",
        ),
        "html-stray": (
            "thẻ đóng </{found}> không có thẻ mở → bỏ thẻ thừa trong mẫu trang",
            "the end tag </{found}> closes nothing → remove it from the template",
        ),
        "html-nested": (
            "thẻ <{found}> không được nằm trong <{within}> → sửa mẫu trang",
            "<{found}> may not stand inside <{within}> → correct the template",
        ),
        "html-duplicate-id": (
            "id “{found}” xuất hiện hai lần trong một trang → đặt id khác nhau",
            "the id “{found}” stands twice in one page → make the ids differ",
        ),
        "html-no-doctype": ("thiếu <!doctype html> → sửa mẫu trang", "<!doctype html> is missing → correct the template"),
        "html-no-lang": ("thẻ <html> thiếu lang → sửa mẫu trang", "<html> has no lang → correct the template"),
        "html-no-charset": (
            'thiếu <meta charset="utf-8"> → sửa mẫu trang',
            '<meta charset="utf-8"> is missing → correct the template',
        ),
        "html-no-title": ("trang không có tiêu đề → thêm <title>", "the page has no title → add a <title>"),
        "html-bad-json": (
            "dữ liệu có cấu trúc không đọc được: “{found}” → sửa mẫu trang",
            "structured data cannot be read: “{found}” → correct the template",
        ),
        "html-not-utf8": ("tệp không phải UTF-8 → lưu lại bằng UTF-8", "the file is not UTF-8 → save it as UTF-8"),
        "image-no-alt": (
            "ảnh “{found}” thiếu alt → thêm lời mô tả ảnh",
            "the picture “{found}” has no alt → describe it",
        ),
        "code-missing": (
            "mã “{found}” đã in nhưng không có trang → khôi phục trang của mã này",
            "the printed code “{found}” has no page → bring its page back",
        ),
        "code-page-wrong": (
            "trang của mã không nêu “{found}” → sửa mẫu trang của mã",
            "the page of the code does not show “{found}” → correct its template",
        ),
        "code-rewritten": (
            "mã đã cấp mà bị sửa: {found} (theo {within}) → lấy lại dòng cũ trong sổ mã; mã đã in không sửa được",
            "an issued code was changed: {found} (as {within} has it) → restore the old row; a printed code cannot be changed",
        ),
        "code-vanished": (
            "mã “{found}” còn trong {within} mà sổ mã không còn → lấy lại dòng đó; mã bỏ đi thì ghi status void",
            "the code “{found}” is in {within}, not in the ledger → restore its row; a code given up gets the status void",
        ),
        "codes-unreadable": (
            "không đọc được codes.json của bản {found} → khôi phục tệp đó, hoặc xóa hẳn bản ấy nếu không phải bản đang chạy",
            "codes.json of release {found} cannot be read → restore it, or delete that release when it is not the live one",
        ),
        "address-lost": (
            "địa chỉ này có trong bản đang chạy nhưng bản mới không có → thêm aliases: ở trang mới, hoặc gone: nói rõ lý do",
            "this address is in the live release, not in the new one → add aliases: to the new page, or gone: with the reason",
        ),
        "too-many-gone": (
            "{found} trang của bản đang chạy sẽ mất → kiểm tra content/; nếu đúng là bỏ, chạy make publish ARGS=--may-shrink",
            "{found} pages of the live release would vanish → check content/; if it is meant, make publish ARGS=--may-shrink",
        ),
        "too-large": (
            "tệp nặng {found}, giới hạn là {within} → làm ảnh nhỏ lại, hoặc chia trang",
            "the file has {found}, the limit is {within} → make the picture smaller, or divide the page",
        ),
        "sitemap-lacks": (
            "trang không có trong sitemap.xml → đây là lỗi của chương trình, hãy báo người phụ trách",
            "the page is not in sitemap.xml → this is a fault of the program, report it",
        ),
        "counts-differ": (
            "số lượng “{found}” đọc vào và làm ra khác nhau: {within} → đây là lỗi của chương trình, hãy báo người phụ trách",
            "what was read and what was made differ for “{found}”: {within} → this is a fault of the program, report it",
        ),
        "file-missing": (
            "tệp có trong danh sách nhưng không có trên đĩa → chạy lại make build",
            "the file is in the manifest and not on disk → run make build again",
        ),
        "file-changed": (
            "tệp trên đĩa khác với bản đã dựng → không sửa tay trong output/; chạy lại make build",
            "the file on disk is not what was built → do not edit output/ by hand; run make build again",
        ),
        "file-unlisted": (
            "tệp lạ, không do chương trình làm ra → chuyển tệp ra khỏi output/",
            "a file that the program did not make → move it out of output/",
        ),
        "draft-published": (
            "bản nháp không được đưa lên mạng → bỏ trạng thái nháp, hoặc gỡ trang",
            "a draft must not go live → finish it, or take the page away",
        ),
        "sample-unmarked": (
            "dữ liệu mẫu nhưng trang không ghi “DỮ LIỆU MẪU” → không thể đưa lên mạng",
            "sample data, and the page does not say “DỮ LIỆU MẪU” → it cannot go live",
        ),
        "sample-in-real": (
            "trang thật lại ghi “DỮ LIỆU MẪU” → kiểm tra thư mục nội dung đang dùng",
            "a real page says “DỮ LIỆU MẪU” → check which content folder is used",
        ),
        "site-empty": ("không có trang nào để đưa lên → kiểm tra nội dung", "there is no page to publish → check the content"),
    }
)
