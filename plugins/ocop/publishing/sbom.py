"""The bill of materials of a release, in CycloneDX: what it was made with, and what of it runs in a browser.

Its bytes follow from the release and the lock alone: it carries the release's time, a serial number derived from both, and no
word of the machine.
"""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from .release import Release

if TYPE_CHECKING:
    from cyclonedx.model.component import Component
    from cyclonedx.model.license import License

    from .parts import Part

NAME: Final = "ocop-sa-dec"
LICENCE: Final = "AGPL-3.0-or-later"
RUNS: Final = frozenset((".css", ".js", ".mjs", ".wasm", ".woff2"))
"""Files that a browser runs or draws with; all others are pages and data, and in the release's own manifest."""
_SPACE: Final = uuid.UUID("6b0c9a52-4f0e-5d1e-9f57-0f6d1c2f8a11")


def bill(release: Release, parts: Iterable[Part], *, lock_digest: str) -> str:
    """The bill of a release as CycloneDX 1.6 JSON. `lock_digest`: hex SHA-256 of the lock that `parts` were read from."""
    from cyclonedx.model import Property  # noqa: PLC0415 - there where publishing's packages are
    from cyclonedx.model.bom import Bom, BomMetaData  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415

    site = Component(
        type=ComponentType.APPLICATION,
        name=NAME,
        version=release.id,
        bom_ref=f"{NAME}@{release.id}",
        licenses=_licences(LICENCE),
        properties=[
            Property(name=f"ocop:{name}", value=value)
            for name, value in (
                ("tree", release.tree),
                ("number", str(release.number)),
                ("pages", str(release.pages)),
                ("commit", release.commit),
                ("lock", lock_digest),
            )
            if value
        ],
    )
    packages = [_package(part) for part in parts]
    files = [
        _file(path, record.sha256) for path, record in sorted(release.files.items()) if posixpath.splitext(path)[1] in RUNS
    ]
    bom = Bom(
        components=[*packages, *files],
        serial_number=uuid.uuid5(_SPACE, f"{release.id} {release.tree} {lock_digest}"),
        metadata=BomMetaData(component=site, timestamp=release.made_at),
    )
    bom.register_dependency(site, packages)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _package(part: Part) -> Component:
    from cyclonedx.model import Property  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    purl = PackageURL("pypi", name=part.name, version=part.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version,
        bom_ref=str(purl),
        purl=purl,
        licenses=_licences(part.licence),
        # Of which of its files it was installed, the machine decides; the lock allows these.
        properties=[Property(name="ocop:lock:sha256", value=one) for one in part.hashes],
    )


def _file(path: str, sha256: str) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415

    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=sha256)]
    return Component(type=ComponentType.FILE, name=path, bom_ref=f"file:{path}", hashes=hashes)


def _licences(expression: str) -> list[License]:
    from cyclonedx.contrib.license.factories import LicenseFactory  # noqa: PLC0415

    return [LicenseFactory().make_from_string(expression)] if expression else []
