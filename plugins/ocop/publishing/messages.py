"""What a publish says when it is done: one sentence, for the command line to print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from .findings import Language
from .pipeline import PublishReport
from .release import Release
from .rollback import RollbackReport
from .tree import Changes

VIETNAM = timezone(timedelta(hours=7))


def publish_sentence(report: PublishReport, *, look: str, language: Language = "vi") -> str:
    """What went live, how many pages, what changed, how to look at it. `look`: where or how to see the site."""
    vi = language == "vi"
    if report.outcome == "refused" or report.release is None:
        count = len(report.findings)
        still = _still(report.release, language)
        if vi:
            return f"Chưa đưa gì lên: có {count} chỗ phải sửa; {still}. Sửa xong, hãy chạy lại make publish."
        return f"Nothing went live: {count} findings to correct; {still}. Then run make publish again."
    release = report.release
    if report.outcome == "unchanged":
        if vi:
            return f"Không có gì thay đổi: {_named(release, language)} vẫn đang chạy; xem tại {look}."
        return f"Nothing changed: {_named(release, language)} is still live; see it at {look}."
    what = _changes(report.changes, language) if report.previous else ("bản đầu tiên" if vi else "the first release")
    if vi:
        return f"Đã đưa lên {_named(release, language)}: {what}; xem tại {look}."
    return f"Live now is {_named(release, language)}: {what}; see it at {look}."


def would_lines(report: PublishReport, *, language: Language = "vi") -> Iterator[str]:
    """What a publish would change, page by page."""
    vi = language == "vi"
    changes = report.changes
    for sign, paths in (("+", changes.new), ("~", changes.changed), ("-", changes.gone)):
        for path in paths:
            yield f"{sign} /{path.removesuffix('index.html')}"
    what = _changes(changes, language)
    if report.findings:
        count = len(report.findings)
        yield (
            f"Chạy thử: {what}; nhưng có {count} chỗ phải sửa trước." if vi else f"Dry run: {what}; but {count} findings first."
        )
    else:
        yield f"Chạy thử: sẽ có {what}. Chưa đưa gì lên." if vi else f"Dry run: {what} to come. Nothing went live."


def rollback_sentence(report: RollbackReport, *, look: str, language: Language = "vi") -> str:
    """Which release is live again, and what that changed."""
    changes = _changes(report.changes, language)
    if language == "vi":
        return f"Đã quay lại {_named(report.release, language)}: {changes}; xem tại {look}."
    return f"Live again is {_named(report.release, language)}: {changes}; see it at {look}."


def release_line(release: Release, *, live: bool, language: Language = "vi") -> str:
    """A line of the list of releases; the live one is marked."""
    mark = "*" if live else " "
    note = (" ← đang chạy" if language == "vi" else " ← live") if live else ""
    pages = "trang" if language == "vi" else "pages"
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(release.counts.items()))
    about = "  ".join(part for part in (f"{release.pages} {pages}", counts, release.who, release.commit[:10]) if part)
    return f"{mark} {release.number:>3}  {release.id}  {_when(release.made_at)}  {about}{note}"


def _named(release: Release, language: Language) -> str:
    if language == "vi":
        return f"bản {release.id} gồm {release.pages} trang ({_when(release.made_at)})"
    return f"release {release.id} with {release.pages} pages ({_when(release.made_at)})"


def _still(release: Release | None, language: Language) -> str:
    if language == "vi":
        return f"bản {release.id} vẫn đang chạy nguyên vẹn" if release else "chưa có bản nào đang chạy"
    return f"release {release.id} is live as before" if release else "no release is live yet"


def _changes(changes: Changes, language: Language) -> str:
    new, changed, gone = len(changes.new), len(changes.changed), len(changes.gone)
    if language == "vi":
        return f"{new} trang mới, {changed} trang đổi, {gone} trang bỏ, {changes.others} tệp khác đổi"
    return f"{new} new pages, {changed} changed, {gone} gone, {changes.others} other files changed"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
