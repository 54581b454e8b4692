"""Encoded photos: AVIF and JPEG files whose names follow their content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ocop.catalogue.assembled import PictureFile
from ocop.engine import Output
from ocop.pictures import Derivative, Encoder, codec_versions

from .edition import Edition
from .illustration import PICTURES, files_of, in_order
from .jobs import PhotoJob


def outputs(edition: Edition) -> Iterator[Output]:
    """Give one Output per derivative; two photos with the same bytes share theirs."""
    encoder = Encoder(edition.cache)
    files = _files(edition)
    photos: dict[str, tuple[PictureFile, dict[str, Derivative]]] = {}
    for name, (file, derivative) in files.items():
        photos.setdefault(file.digest, (file, {}))[1][f"{PICTURES}/{name}"] = derivative
    jobs = {digest: PhotoJob(file, made, encoder) for digest, (file, made) in photos.items()}
    for name, (file, derivative) in files.items():
        inputs = (name, file.digest, derivative.box, codec_versions())
        make = partial(encoder.encode, file, derivative)
        yield Output(f"{PICTURES}/{name}", inputs, make, job=jobs[file.digest])


def _files(edition: Edition) -> dict[str, tuple[PictureFile, Derivative]]:
    found = {}
    for key in dict.fromkeys(key for key, _ in edition.photos):  # of those without a photo none is opened
        thing = edition.things[key]
        for number, entry in enumerate(in_order(thing)):
            # A card shows the first photo alone.
            for derivative in {
                *files_of(thing, entry, edition),
                *(files_of(thing, entry, edition, card=True) if not number else ()),
            }:
                found[derivative.name] = (thing.pictures[entry.file], derivative)
    return found
