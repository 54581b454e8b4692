"""What the page about the open data shows below its words: every file, every column, in the page's language."""

from __future__ import annotations

from ..edition import Edition
from ..page_views import DataTable, DataView
from ..views import Fact, Link
from ..voice import Voice
from .addresses import API, data_address
from .collected import RECOGNITIONS, kind_of, said, slugs
from .file_list import file_list
from .package import CATALOGUE, LICENCE, PACKAGE
from .tables import Table, tables


def about(edition: Edition) -> dict[str, str]:
    """Give what the data is, in one or two sentences, by language; sample data says that it is."""
    return {language: _about(Voice(edition, language)) for language in edition.languages}


def _about(voice: Voice) -> str:
    said = voice.say("Products, producers, places and recognitions of this catalogue, as its pages state them.")
    return f"{said} {voice.say('Sample data: every name and figure is invented.')}" if voice.edition.sample else said


def data_view(voice: Voice) -> DataView:
    """Give the tables with their files and columns, and the files that describe them."""
    edition, say = voice.edition, voice.say
    made = tables(edition.languages)
    described = (
        (PACKAGE, data_address(PACKAGE, edition).url, say("Data Package: every file and column, for programs")),
        (CATALOGUE, data_address(CATALOGUE, edition).url, say("DCAT catalogue, for data portals")),
        ("API v1", edition.addresses.file(f"{API}/index.json"), say("JSON: a record per product, producer, place and code")),
    )
    return DataView(
        about=_about(voice),
        licence=Link("CC BY 4.0", LICENCE),
        tables=tuple(_table(table, voice) for table in made),
        described=tuple(Link(title, url, note=note) for title, url, note in described),
    )


def _table(table: Table, voice: Voice) -> DataTable:
    edition = voice.edition
    # Vietnamese for its readers, English for everybody else: the columns' own names are the same in every language.
    own = 0 if voice.lang == "vi" else 1
    tag = voice.tag("vi" if own == 0 else "en")
    files = [file for file in file_list((table,)) if file.table == table.name]
    return DataTable(
        anchor=table.name,
        title=table.title[own],
        about=table.about[own],
        lang=tag,
        count=voice.count("{n} row", "{n} rows", _count(table, voice)),
        files=tuple(Link(file.name, data_address(file.name, edition).url, note=file.format.upper()) for file in files),
        columns=tuple(Fact(column.name, column.meaning[own], lang=tag) for column in table.columns),
    )


def _count(table: Table, voice: Voice) -> int:
    kind = kind_of(table.name)
    voice.edition.all_briefs(kind)
    found = slugs(kind, voice.edition)
    return (
        sum(len(said(kind, slug, voice.edition).recognitions) for slug in found) if table.name == RECOGNITIONS else len(found)
    )
