"""Write the same catalogue for every generator: prepare.py FOLDER PRODUCTS LANGUAGES SEED. Nothing of this is timed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import check
import gathered
import hugo_site
import many
import pelican_site
import views


def prepare(folder: Path, products: int, languages: tuple[str, ...], seed: int = many.SEED) -> None:
    """Write ours/ (content and settings of both workloads), hugo/ and pelican/ below `folder`."""
    ours = folder / "ours"
    many.write_catalogue(ours, products, seed, products=True, languages=languages)
    shared = check.settings(ours).read_text("utf-8")
    (ours / "pelicanconf.py").unlink()
    for name, core in (("core", True), ("whole", False)):
        chosen = {
            "OCOP_CORE": core,
            "OCOP_LANGUAGES": languages,
            "OCOP_PREVIEWS": False,
            "OUTPUT_PATH": str(folder / "output" / name),
            "OCOP_CACHE": str(folder / "cache" / name),
        }
        lines = "\n".join(f"{key} = {value!r}" for key, value in chosen.items())
        (ours / f"{name}.py").write_text(f"{shared}{lines}\n", encoding="utf-8")
    edition = views.edition_of(ours / "core.py")
    found = gathered.gather(edition, views.shown(edition))
    hugo_site.write(folder / "hugo", edition, found)
    pelican_site.write(folder / "pelican", folder / "output" / "pelican", check.ROOT / "theme" / "templates", edition, found)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), int(sys.argv[2]), tuple(sys.argv[3].split(",")), int(sys.argv[4]))
