"""Settings read once: from Pelican's dictionary to what an edition needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocop.qr import RESERVED_HOST

from .addresses import PATTERNS
from .edition import MapSettings
from .environment import languages, today
from .prepare import EditionSettings


def edition_settings(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> EditionSettings:
    """Turn Pelican's settings into what an edition is made with; `defaults` are Pelican's own."""
    content = Path(settings["PATH"]).resolve()
    here = Path.cwd()
    default_patterns = {
        f"PAGE_{suffix}": defaults[f"PAGE_{suffix}"] for suffix in ("URL", "SAVE_AS", "LANG_URL", "LANG_SAVE_AS")
    }
    names = [f"{name}{infix}{suffix}" for name in PATTERNS for infix in ("", "_LANG") for suffix in ("_URL", "_SAVE_AS")]
    return EditionSettings(
        content=content,
        root=here if content.is_relative_to(here) else content.parent,
        siteurl=settings["SITEURL"].rstrip("/"),
        sitename=settings["SITENAME"],
        languages=languages(settings),
        default_language=settings["DEFAULT_LANG"],
        today=today(settings),
        sample=bool(settings.get("OCOP_SAMPLE")),
        drafts=bool(settings.get("OCOP_DRAFTS")),
        host=settings.get("OCOP_HOST", RESERVED_HOST),
        report_url=settings.get("OCOP_REPORT_URL", ""),
        patterns={name: settings[name] for name in names if name in settings and settings[name] != default_patterns.get(name)},
        markdown=settings["MARKDOWN"] if settings["MARKDOWN"] != defaults["MARKDOWN"] else {},
        cache=Path(settings.get("OCOP_CACHE", ".cache")).resolve(),
        map=MapSettings(
            tiles=settings.get("OCOP_MAP_TILES", ""),
            tiles_credit=settings.get("OCOP_MAP_TILES_CREDIT", ""),
            sketches=tuple((title, tuple(through)) for title, through in settings.get("OCOP_MAP_SKETCHES", ())),
        ),
        previews=bool(settings.get("OCOP_PREVIEWS", True)),
        offline=bool(settings.get("OCOP_OFFLINE", False)),
        core=bool(settings.get("OCOP_CORE", False)),
        fast_markdown=bool(settings.get("OCOP_FAST_MARKDOWN", True)),
    )
