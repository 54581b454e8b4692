"""Settings of the site while it is written; publishconf.py says what publishing changes. Plain data, Pelican's names."""

from pathlib import Path

_HERE = Path(__file__).parent

PATH = str(_HERE / "content")
OUTPUT_PATH = str(_HERE / "output")
THEME = str(_HERE / "theme")
PLUGIN_PATHS = [str(_HERE / "plugins")]
PLUGINS = ["ocop.site"]

SITENAME = "Sản vật Sa Đéc"
SITEURL = ""
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

# Languages are data: another one needs words in content/ and theme/translations/, no code.
OCOP_LANGUAGES = ("vi", "en")
# The host that printed codes begin with. OCOP.EXAMPLE can never be registered: until the owner confirms a real one,
# every symbol is a draft and none can be issued.
OCOP_HOST = "OCOP.EXAMPLE"
# New codes end in a check digit (Damm): SD00013 instead of SD0001. Codes that were given out stay as they are.
OCOP_CODE_CHECK_DIGIT = False
# Where the live list of codes is read before issuing and publishing; empty: SITEURL/codes.json.
OCOP_LIVE_CODES = ""
OCOP_DRAFTS = True
OCOP_CACHE = str(_HERE / ".cache")
# The picture shown beside a shared link, one for each page and language (docs/pictures.md); False leaves them out.
OCOP_PREVIEWS = True
# Pages that were seen stay readable without a connection (docs/offline.md). Not while writing; False takes it away again.
OCOP_OFFLINE = False
# Where a reader reports an error (mailto: or https:); empty: the page about this catalogue.
OCOP_REPORT_URL = ""

# The office that writes letters and reports: parent, name, symbol, place, authority, signer_title, signer, contact, recipients
# (plugins/ocop/desk/office.py). What is not said is left open on the paper; the owner has not said yet.
OCOP_OFFICE: dict[str, object] = {}
# How many recognitions of three stars and more a year is to bring; 2023: the city's half-year report of 2023, I.4 and II.1.
OCOP_TARGETS = {2023: 8}

# Lines that documents name and nobody has measured, drawn as a sketch through the middles of communes they are said to pass:
# title by language, keys of communes. Báo Công an TP.HCM, 21/02/2024: the flour hamlets lie along it in these two.
OCOP_MAP_SKETCHES = [({"vi": "rạch Ngã Bát", "en": "Ngã Bát canal"}, ("phuong-2-sa-dec", "xa-tan-phu-dong"))]
# A server of map tiles, as https://tiles.example/{z}/{x}/{y}.png, and whom to thank for them; empty: none is ever asked.
OCOP_MAP_TILES = ""
OCOP_MAP_TILES_CREDIT = ""

# PRODUCT_, PRODUCER_, PLACE_, STORY_, NEWS_ and the rest take the same four names (plugins/ocop/outputs/addresses.py).
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"

# A slip in a template stops the build instead of printing nothing, and text is escaped unless it is marked safe.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
# Tables and lists as people write them are always on; another extension is named here.
MARKDOWN: dict[str, object] = {"extensions": [], "extension_configs": {}}
# Without this Pelican warns at every build that docutils does not know Vietnamese.
READERS = {"rst": None, "html": None}

# Pelican's own generators stay idle: one plan holds every file of the site (docs/adr/0001).
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
