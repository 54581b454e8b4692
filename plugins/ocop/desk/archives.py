"""Files that are zip archives inside (.xlsx, .docx, .zip): the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

_DAY_ONE: Final = (1980, 1, 1, 0, 0, 0)
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def settled(raw: bytes) -> bytes:
    """Give an office file without the moment at which it was made, so that two runs can be compared."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    core = "docProps/core.xml"
    if core in parts:
        parts[core] = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[core])
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Give a zip archive of named files in the order given; names are UTF-8, folders by "/"."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY_ONE), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
