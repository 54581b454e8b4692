"""The site as the pipeline wants it: built by Pelican and our plugin, with what the gate must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ocop.catalogue.models import Kind
from ocop.engine import read_manifest
from ocop.outputs.counting import code_pages, count_made, gtin_pages, listing_patterns
from ocop.outputs.edition import Edition

from .codes import Ledger, LiveCodes
from .gate import RequiredAddress
from .pipeline import Built


def built_site(
    edition: Edition, tree: Path, read: Mapping[str, int], *, ledger: Ledger | None = None, live: LiveCodes | None = None
) -> Built:
    """Give what the gate compares a finished tree with.

    `read` is what the reader counted (bundles by kind, drafts among them): it is compared with the pages that were made.
    """
    manifest = read_manifest(tree)
    published = sum(read[kind.value] for kind in Kind) - read["drafts"]
    return Built(
        tree=tree,
        manifest=manifest,
        siteurl=edition.addresses.siteurl,
        required=(
            *(RequiredAddress(path, code) for code, path in code_pages(edition).items()),
            *(RequiredAddress(path, code) for path, code in gtin_pages(edition).items()),
        ),
        counts_in={"things": published * len(edition.languages)},
        counts_out={"things": sum(count_made(edition, manifest.keys()).values())},
        may_vanish=listing_patterns(edition),
        sample=edition.sample,
        ledger=ledger or Ledger(),
        live=live,
    )
