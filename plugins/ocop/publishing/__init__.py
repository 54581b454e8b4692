"""Publishing: a built tree goes live whole, or nothing changes. Targets: a folder here, a server, a bucket, a branch."""

from .codes import Ledger, LiveCodes, check_published, fetch_codes, live_codes_url
from .commit import current_commit, file_at
from .errors import (
    DamagedReleaseError,
    MissingPackageError,
    NoSuchReleaseError,
    PublishBusyError,
    PublishingError,
    ReadBackError,
    SourceChangedError,
    TargetError,
)
from .findings import RULES, Finding, format_finding
from .gate import SAMPLE_MARK, RequiredAddress, check_tree
from .messages import publish_sentence, release_line, rollback_sentence, would_lines
from .packing import PackReport, pack
from .pipeline import STAGES, Built, PublishReport, publish, writing
from .release import Release, list_releases, live_release
from .rollback import RollbackReport, rollback
from .targets import LocalTarget, Session, Target, UnknownTargetError, Workplace, target_for
from .tree import Changes

__all__ = [
    "RULES",
    "SAMPLE_MARK",
    "STAGES",
    "Built",
    "Changes",
    "DamagedReleaseError",
    "Finding",
    "Ledger",
    "LiveCodes",
    "LocalTarget",
    "MissingPackageError",
    "NoSuchReleaseError",
    "PackReport",
    "PublishBusyError",
    "PublishReport",
    "PublishingError",
    "ReadBackError",
    "Release",
    "RequiredAddress",
    "RollbackReport",
    "Session",
    "SourceChangedError",
    "Target",
    "TargetError",
    "UnknownTargetError",
    "Workplace",
    "check_published",
    "check_tree",
    "current_commit",
    "fetch_codes",
    "file_at",
    "format_finding",
    "list_releases",
    "live_codes_url",
    "live_release",
    "pack",
    "publish",
    "publish_sentence",
    "release_line",
    "rollback",
    "rollback_sentence",
    "target_for",
    "would_lines",
    "writing",
]
