"""The site as the pipeline wants it: built by Pelican and our plugin, with what the gate must know of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ocop.engine import read_manifest
from ocop.outputs.counting import code_pages, count_made, listing_patterns
from ocop.outputs.edition import Edition

from .gate import RequiredAddress
from .pipeline import Built


def built_site(edition: Edition, tree: Path, read: Mapping[str, int]) -> Built:
    """Give what the gate compares a finished tree with.

    `read` is how many things the reader counted, by kind, drafts left out: it is compared with the pages that were made.
    """
    manifest = read_manifest(tree)
    languages = len(edition.languages)
    return Built(
        tree=tree,
        manifest=manifest,
        siteurl=edition.addresses.siteurl,
        required=tuple(RequiredAddress(path, code) for code, path in code_pages(edition).items()),
        counts_in={kind: number * languages for kind, number in read.items()},
        counts_out=count_made(edition, manifest.keys()),
        may_vanish=listing_patterns(edition),
        sample=edition.sample,
    )
