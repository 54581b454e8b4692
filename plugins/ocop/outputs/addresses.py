"""Where things live on the site: Pelican-style settings (`PRODUCT_URL`, `PRODUCT_LANG_SAVE_AS`, …) turned into addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from ocop.catalogue.models import Group, Kind

PATTERNS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # Name of the setting: (default language, other languages). SAVE_AS follows from URL unless it is set.
        "HOME": ("", "{lang}/"),
        "PRODUCT": ("san-pham/{slug}/", "{lang}/products/{slug}/"),
        "PRODUCER": ("chu-the/{slug}/", "{lang}/producers/{slug}/"),
        "PLACE": ("diem-den/{slug}/", "{lang}/places/{slug}/"),
        "STORY": ("cau-chuyen/{slug}/", "{lang}/stories/{slug}/"),
        "NEWS": ("tin-tuc/{slug}/", "{lang}/news/{slug}/"),
        "PAGE": ("{slug}/", "{lang}/{slug}/"),
        "ROUTE": ("lo-trinh/{slug}/", "{lang}/routes/{slug}/"),
        "EVENT": ("su-kien/{slug}/", "{lang}/events/{slug}/"),
        "PRODUCT_INDEX": ("san-pham/", "{lang}/products/"),
        "PRODUCER_INDEX": ("chu-the/", "{lang}/producers/"),
        "PLACE_INDEX": ("diem-den/", "{lang}/places/"),
        "STORY_INDEX": ("cau-chuyen/", "{lang}/stories/"),
        "NEWS_INDEX": ("tin-tuc/", "{lang}/news/"),
        "ROUTE_INDEX": ("lo-trinh/", "{lang}/routes/"),
        "EVENT_INDEX": ("su-kien/", "{lang}/events/"),
        "MAP": ("ban-do/", "{lang}/map/"),
        "MAP_FILE": ("ban-do/{slug}", "{lang}/map/{slug}"),
        "ROUTE_FILE": ("lo-trinh/{slug}", "{lang}/routes/{slug}"),
        "EVENT_FILE": ("su-kien/{slug}", "{lang}/events/{slug}"),
        "GROUP": ("san-pham/nhom/{slug}/", "{lang}/products/group/{slug}/"),
        "STARS": ("san-pham/hang/{slug}/", "{lang}/products/rank/{slug}/"),
        "UNIT": ("san-pham/xa-phuong/{slug}/", "{lang}/products/commune/{slug}/"),
        "FORMER_UNIT": ("san-pham/xa-phuong-cu/{slug}/", "{lang}/products/former-commune/{slug}/"),
        "SET": ("san-pham/bo/{slug}/", "{lang}/products/set/{slug}/"),
        "STATUS": ("san-pham/tinh-trang/{slug}/", "{lang}/products/recognition/{slug}/"),
        "MAKER": ("san-pham/loai-chu-the/{slug}/", "{lang}/products/maker/{slug}/"),
        "DISPLAY": ("san-pham/trung-bay/{slug}/", "{lang}/products/on-display/{slug}/"),
        "SEASON": ("san-pham/mua/{slug}/", "{lang}/products/season/{slug}/"),
        "TRAVEL": ("san-pham/cho-khach/{slug}/", "{lang}/products/for-travellers/{slug}/"),
        "A_TO_Z": ("a-z/", "{lang}/a-z/"),
        "FEED": ("feeds/{slug}", "{lang}/feeds/{slug}"),
        "DATA": ("du-lieu/{slug}", "du-lieu/{slug}"),
        "SEARCH": ("tim/", "{lang}/search/"),
        "OFFLINE": ("ngoai-tuyen/", "{lang}/offline/"),
    }
)
"""The kinds of addresses and their default patterns; a setting of the same name with _URL, _LANG_URL, _SAVE_AS wins."""

GROUP_SLUGS: Final[Mapping[Group, tuple[str, str]]] = MappingProxyType(
    {
        Group.FOOD: ("thuc-pham", "food"),
        Group.DRINKS: ("do-uong", "drinks"),
        Group.HERBS: ("duoc-lieu", "herbs"),
        Group.CRAFTS: ("thu-cong-my-nghe", "crafts"),
        Group.ORNAMENTALS: ("sinh-vat-canh", "ornamentals"),
        Group.TOURISM: ("du-lich", "tourism"),
    }
)
"""Slugs of the groups: Vietnamese, then every other language. Labels may change; these do not."""

KIND_NAMES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.PRODUCT: "PRODUCT",
        Kind.PRODUCER: "PRODUCER",
        Kind.PLACE: "PLACE",
        Kind.STORY: "STORY",
        Kind.NEWS: "NEWS",
        Kind.PAGE: "PAGE",
        Kind.ROUTE: "ROUTE",
        Kind.EVENT: "EVENT",
    }
)


_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SAMPLE: Final = "0slug0"
"""A slug that no pattern holds besides."""


@dataclass(frozen=True, slots=True)
class Address:
    """`url` for an href, root-relative; `save_as` the file, relative to the output folder, POSIX."""

    url: str
    save_as: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address book of one build. `patterns` are the settings that were set; `siteurl` may be empty, or end in a path."""

    patterns: Mapping[str, str]
    siteurl: str
    default_language: str
    _found: dict[tuple[str, str, str], Address] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked for: a page is asked for wherever it is named."""
    _pieces: dict[tuple[str, str], tuple[list[str], list[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What stands around the slug in an address and in its file."""

    @property
    def base(self) -> str:
        """The path below which the site is served: "" at the root of a host, else "/sub"."""
        return urlsplit(self.siteurl).path.rstrip("/") if self.siteurl else ""

    @property
    def origin(self) -> str:
        """Scheme and host of SITEURL; "" while it is not set."""
        if not self.siteurl:
            return ""
        parts = urlsplit(self.siteurl)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def of(self, name: str, language: str, slug: str = "") -> Address:
        """Give the address of one page.

        Args:
            name: A key of `PATTERNS`.
            language: Language of the page.
            slug: What stands for `{slug}` in the pattern.
        """
        found = self._found.get((name, language, slug))
        if found is None:
            found = self._found[name, language, slug] = self._address(name, language, slug)
        return found

    def _address(self, name: str, language: str, slug: str) -> Address:
        if not _SLUG.fullmatch(slug):
            return self._written(name, language, slug)
        # A country's things differ in nothing but their slugs.
        pieces = self._pieces.get((name, language))
        if pieces is None:
            sample = self._written(name, language, _SAMPLE)
            pieces = self._pieces[name, language] = (sample.url.split(_SAMPLE), sample.save_as.split(_SAMPLE))
        return Address(slug.join(pieces[0]), slug.join(pieces[1]))

    def _written(self, name: str, language: str, slug: str) -> Address:
        plain, foreign = PATTERNS[name]
        main = language == self.default_language
        infix = "" if main else "_LANG"
        pattern = self.patterns.get(f"{name}{infix}_URL", plain if main else foreign)
        url = pattern.format(slug=slug, lang=language)
        save_as = self.patterns.get(f"{name}{infix}_SAVE_AS", "").format(slug=slug, lang=language) or file_of(url)
        return Address(f"{self.base}/{quote(url.lstrip('/'))}", save_as)

    def thing(self, kind: Kind, slug: str, language: str) -> Address:
        """Give the address of a thing's page."""
        return self.of(KIND_NAMES[kind], language, slug)

    def index(self, kind: Kind, language: str) -> Address:
        """Give the address of the list of a kind."""
        return self.of(f"{KIND_NAMES[kind]}_INDEX", language)

    def group(self, group: Group, language: str) -> Address:
        """Give the address of a group's facet page."""
        return self.of("GROUP", language, GROUP_SLUGS[group][0 if language == self.default_language else 1])

    def stars(self, stars: int, language: str) -> Address:
        """Give the address of a rank's facet page."""
        return self.of("STARS", language, f"{stars}-sao" if language == self.default_language else f"{stars}-star")

    def unit(self, slug: str, language: str) -> Address:
        """Give the address of a commune's facet page."""
        return self.of("UNIT", language, slug)

    def former_unit(self, slug: str, language: str) -> Address:
        """Give the address of a former commune's facet page."""
        return self.of("FORMER_UNIT", language, slug)

    def file(self, path: str) -> str:
        """Give the root-relative address of a file of the site, e.g. a picture or a style sheet."""
        return f"{self.base}/{quote(path)}"

    def absolute(self, url: str) -> str:
        """Give the absolute form of a root-relative address; unchanged while SITEURL is empty."""
        return f"{self.origin}{url}"


def last_part(url: str) -> str:
    """Give what an address ends in, without slashes: what a facet's value is called in the address of a combination."""
    return url.rstrip("/").rpartition("/")[2]


def file_of(url: str) -> str:
    """Give the file that a plain file server answers `url` with: a folder's index.html, else the file itself."""
    parts = [part for part in url.split("/") if part not in {"", "."}]
    return "/".join([*parts, "index.html"] if url.endswith("/") or not parts else parts)
