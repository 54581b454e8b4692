"""`datapackage.json` (Data Package 1.0, Table Schema) and `catalog.jsonld` (DCAT 3): the data described for machines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from ocop import text

from ..edition import Edition
from .addresses import DATA_PAGE, api_address, data_address
from .file_list import DataFile
from .tables import Column, Table

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""The texts and data of content/ (content/LICENSE.md); photos, marks and the wording of documents are not covered."""
LICENCE_NAME: Final = "CC-BY-4.0"
PACKAGE: Final = "datapackage.json"
CATALOGUE: Final = "catalog.jsonld"
_NAMESPACES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SPOKEN: Final = "http://publications.europa.eu/resource/authority/language/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


def datapackage(tables: Sequence[Table], files: Sequence[DataFile], about: str, edition: Edition) -> dict[str, Any]:
    """Give the description of all files. The CSV files carry their schema; JSON and GeoJSON say the same again."""
    described = {table.name: table for table in tables}
    return {
        "profile": "data-package",
        "name": text.slugify(edition.sitename) or "ocop",
        "title": edition.sitename,
        "description": about,
        "homepage": edition.addresses.absolute(edition.addresses.of("HOME", edition.default_language).url),
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE}],
        "resources": [_resource(file, described[file.table]) for file in files],
    }


def _resource(file: DataFile, table: Table) -> dict[str, Any]:
    common = {
        "path": file.name,
        "title": table.title[1],
        "description": table.about[1],
        "format": file.format,
        "mediatype": file.media_type,
        "encoding": "utf-8",
    }
    if file.format != "csv":
        return {"name": f"{table.name}-{file.format}", "profile": "data-resource", **common}
    return {"name": table.name, "profile": "tabular-data-resource", **common, "schema": table_schema(table)}


def table_schema(table: Table) -> dict[str, Any]:
    """Give the Table Schema of a table."""
    keys = [
        {"fields": column.name, "reference": {"resource": column.points_to[0], "fields": column.points_to[1]}}
        for column in table.columns
        if column.points_to
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": "id",
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = True
    if column.name == "id":
        limits["unique"] = True
    if column.choices:
        limits["enum"] = list(column.choices)
    described = {"name": column.name, "type": column.type, "title": column.meaning[0], "description": column.meaning[1]}
    return {**described, **({"constraints": limits} if limits else {})}


def catalogue(
    tables: Sequence[Table], files: Sequence[DataFile], about: dict[str, str], days: dict[str, str], edition: Edition
) -> dict[str, Any]:
    """Give the DCAT catalogue: a dataset per table, a distribution per file, and the API as a service.

    `about` is by language, `days` the newest check of each table's things. No publisher is named: none is known yet.
    """
    absolute = edition.addresses.absolute
    base = absolute(data_address(CATALOGUE, edition).url)
    page = absolute(edition.addresses.of("PAGE", edition.default_language, DATA_PAGE).url)
    landing = {"dcat:landingPage": {"@id": page}} if DATA_PAGE in edition.catalogue.pages else {}
    datasets = [
        {
            "@id": f"{base}#{table.name}",
            "@type": "dcat:Dataset",
            "dcterms:identifier": table.name,
            "dcterms:title": _spoken(table.title),
            "dcterms:description": _spoken(table.about),
            "dcterms:license": {"@id": LICENCE},
            **landing,
            **({"dcterms:modified": {"@type": "xsd:date", "@value": days[table.name]}} if days.get(table.name) else {}),
            "dcat:distribution": [_distribution(file, edition) for file in files if file.table == table.name],
        }
        for table in tables
    ]
    return {
        "@context": _NAMESPACES,
        "@id": base,
        "@type": "dcat:Catalog",
        "dcterms:title": edition.sitename,
        "dcterms:description": [{"@language": language, "@value": said} for language, said in about.items()],
        "dcterms:language": [{"@id": f"{_SPOKEN}{_three_letters(language)}"} for language in edition.languages],
        "dcterms:license": {"@id": LICENCE},
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": f"{base}#api",
            "@type": "dcat:DataService",
            "dcterms:title": "API v1",
            "dcat:endpointURL": {"@id": api_address("", edition)},
            "dcat:endpointDescription": {"@id": api_address("index.json", edition)},
            "dcterms:license": {"@id": LICENCE},
        },
    }


def _distribution(file: DataFile, edition: Edition) -> dict[str, Any]:
    address = edition.addresses.absolute(data_address(file.name, edition).url)
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcterms:title": file.name,
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA}{file.media_type}"},
        "dcterms:license": {"@id": LICENCE},
        "dcterms:conformsTo": {"@id": edition.addresses.absolute(data_address(PACKAGE, edition).url)},
    }


def _spoken(texts: Iterable[str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": said} for language, said in zip(("vi", "en"), texts, strict=True)]


def _three_letters(language: str) -> str:
    # The EU's authority list names languages by ISO 639-3 in capitals.
    return {"vi": "VIE", "en": "ENG", "ko": "KOR", "zh": "ZHO", "ja": "JPN", "fr": "FRA"}.get(language, "UND")
