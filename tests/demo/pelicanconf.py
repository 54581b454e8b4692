"""Settings of the demo catalogue: those of the site, with content that is fictional and says so on every page."""

import runpy
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SITE = _HERE.parent.parent

_SHARED = runpy.run_path(str(_SITE / "pelicanconf.py"))
globals().update({name: value for name, value in _SHARED.items() if name.isupper() and not name.startswith("_")})

PATH = str(_HERE / "content")
OUTPUT_PATH = str(_SITE / ".cache" / "demo")
THEME = str(_SITE / "theme")
PLUGIN_PATHS = [str(_SITE / "plugins")]
PLUGINS = ["ocop.site"]

SITENAME = "Sản vật Sa Đéc (dữ liệu mẫu)"
SITEURL = ""
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

OCOP_LANGUAGES = ("vi", "en")
OCOP_SAMPLE = True
