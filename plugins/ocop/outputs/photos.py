"""Encoded photos: AVIF and JPEG files whose names follow their content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.engine import Output
from ocop.pictures import codec_versions, derivatives, encode

from .edition import Edition
from .illustration import PICTURES


def outputs(edition: Edition) -> Iterator[Output]:
    """Give one Output per derivative; two photos with the same bytes share theirs."""
    seen = set()
    for thing in edition.catalogue.things():
        for entry in thing.facts.photos:
            file = thing.pictures[entry.file]
            for derivative in derivatives(edition.photos[thing.key, entry.file], file.digest):
                if derivative.name not in seen:
                    seen.add(derivative.name)
                    yield Output(
                        f"{PICTURES}/{derivative.name}",
                        (derivative.name, file.digest, codec_versions()),
                        partial(encode, file, derivative, cache=edition.cache),
                    )
