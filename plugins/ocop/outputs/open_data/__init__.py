"""The catalogue as data: tables to download (`tables`, `forms`, `package`) and a static JSON API (`api`, `schemas`).

One record per thing is made (`records`, `making`), once; every file is another form of it. A record says what the thing's pages
say and no more: phone numbers only as they are published there, stars only while a recognition is valid, drafts never.
"""

from __future__ import annotations

from .addresses import API, DATA_PAGE, data_address
from .files import outputs
from .package import CATALOGUE, PACKAGE
from .page import data_view

__all__ = ["API", "CATALOGUE", "DATA_PAGE", "PACKAGE", "data_address", "data_view", "outputs"]
