"""Which target an address means: `local`, `ssh://…`, `s3://…`, `pages:…`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import PublishingError
from .local import LocalTarget
from .protocol import Target
from .ssh import ssh_target

FORMS: Final = "local · ssh://user@host/srv/ocop/public"


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
    `ssh_config`: an OpenSSH configuration instead of the user's own.
    """

    public: Path
    cache: Path
    ssh_config: str = ""


def target_for(address: str, workplace: Workplace) -> Target:
    """Give the target that an address names. Raises UnknownTargetError, or MissingPackageError where its packages are
    missing.
    """
    kind = address.partition(":")[0]
    if address in {"", "local"}:
        return LocalTarget(workplace.public)
    if kind == "ssh":
        target = ssh_target(address, lock=workplace.cache, config=workplace.ssh_config)
        if target is not None:
            return target
    raise UnknownTargetError(address)
