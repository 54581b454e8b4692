"""Publishing: a built tree goes live whole, or nothing changes. The target is a folder of releases, `public/`."""

from .codes import Ledger, LiveCodes, check_published, fetch_codes, live_codes_url
from .commit import current_commit
from .errors import (
    DamagedReleaseError,
    NoSuchReleaseError,
    PublishBusyError,
    PublishingError,
    SourceChangedError,
    TargetError,
)
from .findings import RULES, Finding, format_finding
from .gate import SAMPLE_MARK, RequiredAddress, check_tree
from .messages import publish_sentence, release_line, rollback_sentence
from .pipeline import STAGES, Built, PublishReport, publish
from .release import Release, list_releases, live_release
from .rollback import RollbackReport, rollback
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
    "NoSuchReleaseError",
    "PublishBusyError",
    "PublishReport",
    "PublishingError",
    "Release",
    "RequiredAddress",
    "RollbackReport",
    "SourceChangedError",
    "TargetError",
    "check_published",
    "check_tree",
    "current_commit",
    "fetch_codes",
    "format_finding",
    "list_releases",
    "live_codes_url",
    "live_release",
    "publish",
    "publish_sentence",
    "release_line",
    "rollback",
    "rollback_sentence",
]
