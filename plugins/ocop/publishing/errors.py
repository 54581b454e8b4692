"""Why a publish or a rollback could not be done: each says it in Vietnamese and English, and what to do next."""

from __future__ import annotations

from .findings import Language


class PublishingError(Exception):
    """Nothing went live; what was live still is."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en

    def message(self, language: Language = "vi") -> str:
        """The sentence in one language."""
        return self.vi if language == "vi" else self.en


class PublishBusyError(PublishingError):
    """Another publish or rollback holds the target."""

    def __init__(self) -> None:
        super().__init__(
            "Một lần đưa lên khác đang chạy; hãy đợi nó xong rồi chạy lại.",
            "Another publish is running; wait until it is done, then run again.",
        )


class TargetError(PublishingError):
    """The folder of releases cannot be used or written."""

    def __init__(self, target: object, reason: object) -> None:
        super().__init__(
            f"Không ghi được vào {target}: {reason}. Bản đang chạy vẫn giữ nguyên; hãy kiểm tra quyền ghi và dung lượng đĩa.",
            f"{target} cannot be written: {reason}. The live release is as it was; check permissions and disk space.",
        )


class SourceChangedError(PublishingError):
    """A built file changed or vanished while it was copied."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Tệp {path} thay đổi trong lúc sao chép; bản đang chạy vẫn giữ nguyên. Hãy chạy lại make publish.",
            f"{path} changed while it was copied; the live release is as it was. Run make publish again.",
        )


class ReadBackError(PublishingError):
    """What arrived is not what was sent."""

    def __init__(self, target: str, path: str) -> None:
        super().__init__(
            f"Đọc lại từ {target} thấy tệp {path} khác bản đã gửi; bản đang chạy vẫn giữ nguyên. Hãy chạy lại make publish.",
            f"{path} as read back from {target} is not what was sent; the live release is as it was. Run make publish again.",
        )


class NoSuchReleaseError(PublishingError):
    """The release asked for is not kept, or there is none to go back to."""

    def __init__(self, wanted: str, kept: tuple[str, ...]) -> None:
        names = ", ".join(kept) or "–"
        if wanted:
            vi, en = f"Không có bản {wanted}", f"There is no release {wanted}"
        else:
            vi, en = "Không có bản nào cũ hơn để quay lại", "There is no earlier release to go back to"
        super().__init__(f"{vi}. Các bản đang giữ: {names}.", f"{en}. Kept releases: {names}.")


class DamagedReleaseError(PublishingError):
    """A kept release is not what was released then, so it must not go live again."""

    def __init__(self, release: str, path: str) -> None:
        super().__init__(
            f"Bản {release} đã hỏng (tệp {path}); bản đang chạy vẫn giữ nguyên. Hãy chọn bản khác.",
            f"Release {release} is damaged ({path}); the live release is as it was. Choose another.",
        )


class MissingPackageError(PublishingError):
    """A package that only this target needs is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"Việc này cần gói {package}. Bỏ OCOP_NO_VENV để máy tự cài, hoặc chạy: pip install -r requirements-publish.txt",
            f"This needs the package {package}. Unset OCOP_NO_VENV to have it installed, or: pip install -r "
            "requirements-publish.txt",
        )
