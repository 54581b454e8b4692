"""Where the data lies. The API's addresses are part of its promise and no setting; those of the tables are (`DATA_URL`)."""

from __future__ import annotations

from typing import Final

from ..addresses import Address
from ..edition import Edition

API: Final = "api/v1"
"""Folder of version 1. Another version would be another folder, beside this one."""
SCHEMAS: Final = f"{API}/schemas"
DATA_PAGE: Final = "du-lieu-mo"
"""The static page that lists the files below its words, where it is written."""


def api_address(path: str, edition: Edition) -> str:
    """Give the address of a file below /api/v1/, absolute where the site's is known."""
    return edition.addresses.absolute(edition.addresses.file(f"{API}/{path}"))


def data_address(name: str, edition: Edition) -> Address:
    """Give where a file of the open data lies: by the setting DATA_URL, below /du-lieu/ without one."""
    return edition.addresses.of("DATA", edition.default_language, name)
