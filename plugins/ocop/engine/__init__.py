"""Makes the files of a site, and only those that changed: plan, fingerprints, workers, manifest. Knows nothing of OCOP."""

from .aside import Aside, aside
from .asking import Oracle, Witness
from .beside import Beside, beside, holds_many
from .building import BuildReport, Progress, build
from .errors import (
    BuildInProgress,
    DamagedManifest,
    DuplicatePath,
    EngineError,
    FileIsFolder,
    ForeignFile,
    ForeignFolder,
    MakeFailed,
    NoExecutor,
    UnsafePath,
    WorkerDied,
    WorkerDiffers,
    WriteFailed,
)
from .fingerprint import digest, fingerprint
from .folder import claim
from .known import Known
from .manifest import Entry, read_manifest
from .output import Job, Late, Output, late
from .plan import STATE_FOLDER, WINDOWS_DEVICES, arrange
from .profile import Profile
from .sealed import UNREADABLE, DamagedError, read_sealed_bytes, read_titled_bytes, write_sealed_bytes
from .shards import SHARDS, shard_of
from .sources import Sources, Survey, glance, passed_over, survey
from .still import Still, still
from .turns import in_turns, share_count
from .urgent import Urgent

__all__ = [
    "SHARDS",
    "STATE_FOLDER",
    "UNREADABLE",
    "WINDOWS_DEVICES",
    "Aside",
    "Beside",
    "BuildInProgress",
    "BuildReport",
    "DamagedError",
    "DamagedManifest",
    "DuplicatePath",
    "EngineError",
    "Entry",
    "FileIsFolder",
    "ForeignFile",
    "ForeignFolder",
    "Job",
    "Known",
    "Late",
    "MakeFailed",
    "NoExecutor",
    "Oracle",
    "Output",
    "Profile",
    "Progress",
    "Sources",
    "Still",
    "Survey",
    "UnsafePath",
    "Urgent",
    "Witness",
    "WorkerDied",
    "WorkerDiffers",
    "WriteFailed",
    "arrange",
    "aside",
    "beside",
    "build",
    "claim",
    "digest",
    "fingerprint",
    "glance",
    "holds_many",
    "in_turns",
    "late",
    "passed_over",
    "read_manifest",
    "read_sealed_bytes",
    "read_titled_bytes",
    "shard_of",
    "share_count",
    "still",
    "survey",
    "write_sealed_bytes",
]
