"""Why the engine would not build, in Vietnamese first and then English, with what to do next."""

from __future__ import annotations

from ocop.engine import (
    BuildInProgress,
    DuplicatePath,
    EngineError,
    FileIsFolder,
    ForeignFile,
    ForeignFolder,
    MakeFailed,
    NoExecutor,
    WorkerDiffers,
    WriteFailed,
)


def refusal(error: EngineError) -> str:
    """Give the sentence for an error of the engine."""
    match error:
        case ForeignFolder():
            vietnamese = f"Thư mục {error.root} đã có tệp của nơi khác. Chọn thư mục khác bằng -o, hoặc tự dọn trống nó."
        case ForeignFile():
            vietnamese = f"Tệp {error.path} trong thư mục kết quả không do chương trình này làm ra. Dời nó đi rồi chạy lại."
        case DuplicatePath():
            vietnamese = (
                f"Hai trang trùng địa chỉ: {error.first} và {error.second}. Đổi tên thư mục hoặc aliases của một trang."
            )
        case FileIsFolder():
            vietnamese = f"Địa chỉ {error.path} vừa là tệp vừa là thư mục của {error.inner}. Đổi một trong hai."
        case BuildInProgress():
            vietnamese = "Một lần dựng khác đang chạy trong thư mục này. Đợi nó xong rồi chạy lại."
        case MakeFailed():
            vietnamese = f"Không làm được {error.path}. Nếu dòng dưới nêu một tệp .html thì sửa giao diện ở đó."
        case NoExecutor():
            vietnamese = (
                f"Không dùng được nơi làm ảnh {error.name} (OCOP_EXECUTOR). Xem máy điều phối có chạy không, hoặc đặt lại "
                "'processes' để làm trên máy này. Cách cài và chạy: docs/pictures.md."
            )
        case WorkerDiffers():
            vietnamese = (
                f"Máy làm ảnh {error.machine or '(không rõ tên)'} không có cùng phiên bản chương trình và thư viện với máy "
                "này. Cài cho máy đó đúng bản này rồi chạy lại (docs/pictures.md)."
            )
        case WriteFailed():
            vietnamese = f"Không ghi được {error.path}. Xem đĩa còn chỗ không và có quyền ghi không."
        case _:
            vietnamese = "Không dựng được trang."
    return f"{vietnamese}\n{error}"
