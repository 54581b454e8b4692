"""Why a server could not be published to, and what to do."""

from __future__ import annotations

from ..errors import PublishingError


class NoSshError(PublishingError):
    """There is no OpenSSH client."""

    def __init__(self) -> None:
        super().__init__(
            "Máy này chưa có ssh. Windows: Settings → Apps → Optional features → OpenSSH Client; Debian: apt install "
            "openssh-client.",
            "This machine has no ssh. Windows: Settings → Apps → Optional features → OpenSSH Client; Debian: apt install "
            "openssh-client.",
        )


class HostKeyError(PublishingError):
    """The server's key is not known, or not the one that is known."""

    def __init__(self, place: str, *, changed: bool) -> None:
        if changed:
            super().__init__(
                f"Khóa của máy chủ {place} đã ĐỔI: có thể máy chủ được cài lại, cũng có thể có kẻ giả mạo. Chưa gửi gì. Hãy "
                f"hỏi người "
                "quản trị máy chủ trước khi sửa known_hosts.",
                f"The key of {place} has CHANGED: the server may have been set up anew, or somebody stands between. Nothing "
                f"was sent. "
                "Ask who runs the server before you change known_hosts.",
            )
        else:
            super().__init__(
                f"Chưa biết khóa của máy chủ {place}; chưa gửi gì. Hãy xin người quản trị dấu vân tay của khóa, chạy ssh một "
                f"lần tới máy "
                "đó, so dấu vân tay rồi mới trả lời yes.",
                f"The key of {place} is not known; nothing was sent. Ask who runs the server for its fingerprint, connect "
                f"once with "
                "ssh, compare, and only then answer yes.",
            )


class LoginError(PublishingError):
    """The server does not let us in."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Máy chủ {place} không nhận khóa ssh của máy này. Hãy kiểm tra tên người dùng và khóa (ssh-add -l), rồi chạy lại.",
            f"{place} does not take this machine's ssh key. Check the user's name and the key (ssh-add -l), then run again.",
        )


class ConnectionLostError(PublishingError):
    """The server cannot be reached, or the line broke."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Không giữ được kết nối tới {place}: {why}. Bản đang chạy vẫn nguyên vẹn. Hãy chạy lại make publish: phần đã gửi "
            f"không phải "
            "gửi lại.",
            f"The connection to {place} does not hold: {why}. What is live is whole. Run make publish again: what was sent "
            f"need not "
            "be sent again.",
        )


class MissingToolsError(PublishingError):
    """The server lacks a program."""

    def __init__(self, place: str, tools: str) -> None:
        super().__init__(
            f"Máy chủ {place} thiếu: {tools}. Hãy nhờ người quản trị cài (Debian: coreutils, util-linux, tar, findutils).",
            f"{place} lacks: {tools}. Ask who runs it to install them (Debian: coreutils, util-linux, tar, findutils).",
        )
