"""The open data: a Dataset with its files, for the page that describes them."""

from __future__ import annotations

from ..page_views import DataView
from ..voice import Voice
from .nodes import Node, tidy

_MEDIA_TYPES = {"CSV": "text/csv", "JSON": "application/json", "GEOJSON": "application/geo+json"}


def dataset_node(title: str, url: str, data: DataView, voice: Voice, *, modified: str) -> Node:
    """Give the node of the open data; `url` is that of its page, root-relative, `modified` an ISO day or ""."""
    edition = voice.edition
    absolute = edition.addresses.absolute
    home = edition.addresses.of("HOME", edition.default_language).url
    return tidy(
        {
            "@type": "Dataset",
            "@id": f"{absolute(home)}#data",
            "name": f"{title} · {edition.sitename}",
            "description": data.about,
            "url": absolute(url),
            "license": data.licence.url,
            "isAccessibleForFree": True,
            "inLanguage": list(edition.languages),
            "dateModified": modified,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.title,
                    "encodingFormat": _MEDIA_TYPES[file.note],
                    "contentUrl": absolute(file.url),
                }
                for table in data.tables
                for file in table.files
            ],
        }
    )
