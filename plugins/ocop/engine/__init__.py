"""Makes the files of a site, and only those that changed: plan, fingerprints, workers, manifest. Knows nothing of OCOP."""

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
    UnsafePath,
    WorkerDied,
    WriteFailed,
)
from .fingerprint import digest, fingerprint
from .folder import claim
from .manifest import Entry, read_manifest
from .output import Output
from .plan import STATE_FOLDER, arrange
from .sources import Sources, Survey
from .still import Still, still

__all__ = [
    "STATE_FOLDER",
    "BuildInProgress",
    "BuildReport",
    "DamagedManifest",
    "DuplicatePath",
    "EngineError",
    "Entry",
    "FileIsFolder",
    "ForeignFile",
    "ForeignFolder",
    "MakeFailed",
    "Output",
    "Progress",
    "Sources",
    "Still",
    "Survey",
    "UnsafePath",
    "WorkerDied",
    "WriteFailed",
    "arrange",
    "build",
    "claim",
    "digest",
    "fingerprint",
    "read_manifest",
    "still",
]
