"""What is not ours stays as it is: found out before anything is written."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from stat import S_ISDIR, S_ISREG

from .errors import ForeignFile
from .folder import Folder, Placed
from .output import Output
from .workers import Terms, make_one


def adoptable(
    folder: Folder, stale: Collection[Output], known: Collection[str] | None, gone: Collection[str], terms: Terms
) -> list[tuple[Output, Placed]]:
    """The outputs whose very bytes lie there already though we did not put them there: they are made, and need no writing.

    `known`: paths that we made, None if nobody can tell; `gone`: those of them that leave. Raises ForeignFile for anything
    else that writing the stale outputs would go over or through, MakeFailed.
    """
    leaving = set(gone)
    by_case = {path.casefold(): path for path in gone}
    adopted = []
    tops = {output.path.partition("/")[0] for output in stale}
    there = {top for top in tops if folder.look(top) is not None}
    for output in stale:
        path = output.path
        if path.partition("/")[0] not in there:
            continue  # as tens of thousands are where nothing was built before
        obstacle = folder.obstacle(path)
        if obstacle is not None:
            if obstacle not in leaving:
                raise ForeignFile(obstacle)
            continue
        found = folder.look(path)
        if found is None:
            continue
        if S_ISDIR(found.st_mode):
            if not _will_vanish(folder, path, leaving):
                raise ForeignFile(path)
            continue
        if known is None or path in known:
            continue
        own = by_case.get(path.casefold())
        if own is not None and (folder.root / own).samefile(folder.root / path):
            continue  # a disk that does not tell case apart shows our own old file
        if not S_ISREG(found.st_mode):
            raise ForeignFile(path)
        adopted.append((output, make_one(output, folder.same, terms)))
    return adopted


def _will_vanish(folder: Folder, path: str, leaving: set[str]) -> bool:
    """Whether the folder at `path` holds nothing but files that leave, and so is pruned with them."""
    above = {str(parent) for one in leaving for parent in PurePosixPath(one).parents}
    for inner in (folder.root / path, *(folder.root / path).rglob("*")):
        name = inner.relative_to(folder.root).as_posix()
        if name not in (above if inner.is_dir() and not inner.is_symlink() else leaving):
            return False
    return True
