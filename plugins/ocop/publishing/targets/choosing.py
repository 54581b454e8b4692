"""Which target an address means: `local`, `ssh://…`, `s3://…`, `pages:…`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..errors import MissingPackageError, PublishingError
from .local import LocalTarget
from .pages import pages_target
from .protocol import Target
from .s3 import s3_target
from .ssh import ssh_target

FORMS: Final = "local · ssh://user@host/srv/ocop/public · s3://bucket · s3://bucket/prefix · pages:origin#gh-pages"


PACKAGES: Final = {"s3": ("boto3", "boto3"), "pages": ("ghp_import", "ghp-import")}
"""What a kind of target needs beside the catalogue's own packages: the module, and the package it is in."""


class UnknownTargetError(PublishingError):
    """The address of the target is none that is known."""

    def __init__(self, address: str) -> None:
        kind = address.partition(":")[0]  # what follows may hold a secret
        super().__init__(
            f"Không hiểu nơi đưa lên “{kind}”. PUBLISH_TARGET là một trong: {FORMS} (docs/publishing.md).",
            f"The target “{kind}” is not understood. PUBLISH_TARGET is one of: {FORMS} (docs/publishing.md).",
        )


@dataclass(frozen=True, slots=True)
class Workplace:
    """What targets need of this machine: the folder of `local`, and one where the others keep their lock and working files;
    `ssh_config`: an OpenSSH configuration instead of the user's own; `root`: the project, whose `origin` may be
    published to; `cname`: the domain of a pages host.
    """

    public: Path
    cache: Path
    ssh_config: str = ""
    root: Path = Path()
    cname: str = ""


def target_for(address: str, workplace: Workplace) -> Target:
    """Give the target that an address names. Raises UnknownTargetError, or MissingPackageError where its packages are
    missing.
    """
    kind = address.partition(":")[0]
    module, package = PACKAGES.get(kind, ("", ""))
    if module and find_spec(module) is None:
        raise MissingPackageError(package)
    if address in {"", "local"}:
        return LocalTarget(workplace.public)
    if kind == "ssh":
        target = ssh_target(address, lock=workplace.cache, config=workplace.ssh_config)
        if target is not None:
            return target
    if kind == "s3":
        bucket = s3_target(address, lock=workplace.cache)
        if bucket is not None:
            return bucket
    if kind == "pages":
        branch = pages_target(address, lock=workplace.cache, root=workplace.root, cname=workplace.cname)
        if branch is not None:
            return branch
    raise UnknownTargetError(address)
