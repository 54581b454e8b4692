"""The gate finds, all at once, what must not go live; a sound site passes."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import ocop.publishing
from ocop.engine import STATE_FOLDER
from ocop.publishing import RULES, Finding, RequiredAddress, check_tree, format_finding


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.fixture
def check(office):
    """Check the office's pages, some of them replaced (None: left out)."""

    def run(pages=None, **told) -> tuple[Finding, ...]:
        for path, text in (pages or {}).items():
            office.pages.pop(path) if text is None else office.pages.update({path: text})
        built = office.built()
        siteurl = told.pop("siteurl", built.siteurl)
        required = told.pop("required", built.required)
        return check_tree(built.tree, built.manifest, siteurl=siteurl, required=required, **told)

    return run


def test_a_sound_site_passes(check) -> None:
    assert check() == ()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/en/",
        "/en",
        "../san-pham/banh-thu/",
        "/san-pham/banh-thu/#banh",
        "/san-pham/banh-thu/a%20b.svg",
        "/san-pham/banh-thu/a%20b.svg#la",
        "https://ocop.example/san-pham/banh-thu/?in=1#banh",
        "HTTPS://OCOP.EXAMPLE/Q/THU1/",
        "https://ocop.example",
        "//ocop.example/en/",
        "#",
        "#top",
        "?trang=2",
        "#:~:text=OCOP",
        "mailto:a@ocop.example",
        "tel:+842770000000",
        "https://khac.example/khong-co",
        "data:,x",
        "",
    ],
)
def test_an_address_that_answers_or_leads_away_passes(check, make_page, address) -> None:
    assert check({"en/index.html": make_page(f'<a href="{address}">x</a>')}) == ()


@pytest.mark.parametrize(
    "element",
    [
        '<a href="/khong-co/">x</a>',
        '<a href="khong-co.html">x</a>',
        '<a href="../../ngoai">x</a>',
        '<a href="https://ocop.example/khong-co/">x</a>',
        '<img src="/anh.avif" alt="">',
        '<img src="/style.css" srcset="/style.css 1x, /anh-2x.jpg 2x" alt="">',
        '<form action="/gui"></form>',
        '<a href="http://[bad">x</a>',
    ],
)
def test_a_dead_link_is_found_with_its_line(check, make_page, element) -> None:
    findings = check({"en/index.html": make_page(element)})
    assert rules(findings) == ["link-dead"]
    assert (findings[0].path, findings[0].line) == ("en/index.html", 3)


@pytest.mark.parametrize("address", ["#khong", "/san-pham/banh-thu/#khong", "/san-pham/banh-thu/a%20b.svg#khong"])
def test_a_dead_fragment_is_found(check, make_page, address) -> None:
    assert rules(check({"en/index.html": make_page(f'<a href="{address}">x</a>')})) == ["fragment-dead"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("style.css", "body { background: url('/mat.svg') }"),
        ("sitemap-2.xml", "<urlset><url><loc>https://ocop.example/mat/</loc></url></urlset>"),
        ("en/index.html", '<meta property="og:image" content="https://ocop.example/mat.jpg">'),
        ("en/index.html", '<meta http-equiv="refresh" content="0; url=/mat/">'),
        ("en/index.html", '<script type="application/ld+json">{"url": "https://ocop.example/mat/#x"}</script>'),
        ("en/index.html", '<link rel="alternate" hreflang="vi" href="https://ocop.example/mat/">'),
    ],
)
def test_dead_addresses_are_found_where_people_do_not_see_them(check, make_page, path, text) -> None:
    assert rules(check({path: make_page("", head=text) if path.endswith(".html") else text})) == ["link-dead"]


def test_a_site_in_a_folder_of_its_host_links_within_that_folder(check, make_page) -> None:
    inside = {
        "index.html": make_page('<a href="/ocop/en/">x</a><a href="https://ocop.example/kho-khac/">x</a>'),
        "en/index.html": make_page('<a href="/en/">x</a>'),
    }
    findings = check(inside, siteurl="https://ocop.example/ocop")
    assert [(finding.rule, finding.found) for finding in findings] == [("link-dead", "/en/")]


@pytest.mark.parametrize(
    ("body", "rule", "found"),
    [
        ("<div><p>mở</div>", "html-unclosed", "p"),
        ("<b><i>chéo</b></i>", "html-unclosed", "i"),
        ("<div/>", "html-unclosed", "div"),
        ("<ul><li>một<li>hai</ul>", "html-unclosed", "li"),
        ("</section>", "html-stray", "section"),
        ("<p><div>khối</div></p>", "html-nested", "div"),
        ('<a href="/">a<span><a href="/">b</a></span></a>', "html-nested", "a"),
        ('<i id="x"></i><i id="x"></i>', "html-duplicate-id", "x"),
        ('<img src="/style.css">', "image-no-alt", "/style.css"),
        ('<label for="khong">x</label>', "fragment-dead", "#khong"),
        ('<script type="application/ld+json">{"a": </script>', "html-bad-json", '{"a":'),
    ],
)
def test_broken_markup_is_found(check, make_page, body, rule, found) -> None:
    findings = check({"en/index.html": make_page(body)})
    assert (rule, found) in {(finding.rule, finding.found) for finding in findings}


@pytest.mark.parametrize(
    "body",
    [
        "<p>một<br>hai<img src='/style.css' alt=''></p>",
        '<svg viewBox="0 0 9 9"><title>lá</title><path d="M0 0"/><a href="/"><g><circle r="1"></circle></g></a></svg>',
        "<table><tbody><tr><td><p>ô</p></td></tr></tbody></table>",
        "<button><p>x</p></button><script>if (a < b && '</p' ) { document.title = '<div>' }</script>",
        '<label for="o">x</label><input id="o" disabled>',
        "a &lt; b &amp; c<!-- <div> -->",
    ],
)
def test_sound_markup_passes(check, make_page, body) -> None:
    assert check({"en/index.html": make_page(body)}) == ()


def test_a_page_without_language_title_charset_or_doctype_is_found(check) -> None:
    findings = check({"en/index.html": "<html><head></head><body></body></html>"})
    assert rules(findings) == ["html-no-charset", "html-no-doctype", "html-no-lang", "html-no-title"]


def test_the_title_of_a_drawing_is_not_the_title_of_the_page(check, make_page) -> None:
    assert rules(check({"en/index.html": make_page("<svg><title>lá</title></svg>", title="")})) == ["html-no-title"]


@pytest.mark.parametrize(
    "text",
    ["http://localhost:8000/x", "//127.0.0.1/", "https://0.0.0.0:8000", "http://[::1]/a"],
)
def test_an_address_of_this_machine_is_found_in_pages_and_other_texts(check, make_page, text) -> None:
    findings = check({"en/index.html": make_page(f'<a href="{text}">x</a>'), "robots.txt": f"Sitemap: {text}\n"})
    assert {(finding.rule, finding.path, finding.others) for finding in findings} == {("link-local", "en/index.html", 1)}


def test_a_file_address_is_found(check, make_page) -> None:
    assert rules(check({"en/index.html": make_page('<a href="file:///C:/anh.png">x</a>')})) == ["link-local"]


def test_a_host_that_only_begins_like_this_machine_passes(check, make_page) -> None:
    assert check({"en/index.html": make_page('<a href="https://localhost.example/">x</a>')}) == ()


def test_a_printed_code_without_its_page_is_found(check, make_page) -> None:
    home = make_page("")
    assert rules(check({"Q/THU1/index.html": None, "index.html": home})) == ["code-missing"]


def test_the_page_of_a_code_must_show_the_code(check, make_page) -> None:
    assert rules(check({"Q/THU1/index.html": make_page("một trang khác")})) == ["code-page-wrong"]


def test_an_address_of_the_live_release_must_answer(check) -> None:
    previous = ("index.html", "tin-cu/index.html", "cu.css")
    findings = check(previous=previous)
    assert [(finding.rule, finding.path) for finding in findings] == [("address-lost", "tin-cu/index.html")]


def test_a_listing_that_follows_from_the_facts_may_vanish(check) -> None:
    assert check(previous=("san-pham/4-sao/index.html",), may_vanish=("san-pham/*-sao/*",)) == ()


def test_bytes_on_disk_must_be_what_was_built(office) -> None:
    built = office.built()
    (office.output / "style.css").write_text("body { color: red }", encoding="utf-8")
    (office.output / "en" / "index.html").unlink()
    (office.output / "la.txt").write_text("tệp lạ", encoding="utf-8")
    (office.output / STATE_FOLDER).mkdir()
    (office.output / STATE_FOLDER / "manifest").write_text("của engine", encoding="utf-8")
    found = {(one.rule, one.path) for one in check_tree(built.tree, built.manifest, siteurl=built.siteurl)}
    assert {("file-changed", "style.css"), ("file-missing", "en/index.html"), ("file-unlisted", "la.txt")} <= found
    assert not any(STATE_FOLDER in path for _, path in found)


def test_counts_in_must_be_counts_out(check) -> None:
    findings = check(counts_in={"products": 3, "news": 1}, counts_out={"products": 2, "news": 1})
    assert [(one.rule, one.found, one.within) for one in findings] == [("counts-differ", "products", "3 ≠ 2")]


def test_drafts_do_not_go_live(check, make_page) -> None:
    findings = check({"drafts/thu/index.html": make_page("")}, drafts=("en/index.html",))
    assert [(one.rule, one.path) for one in findings] == [
        ("draft-published", "drafts/thu/index.html"),
        ("draft-published", "en/index.html"),
    ]


def test_pattern_pages_do_not_go_live(check, make_page) -> None:
    findings = check({"_components/card/index.html": make_page("")})
    assert ("draft-published", "_components/card/index.html") in [(one.rule, one.path) for one in findings]


def test_sample_data_goes_nowhere_unmarked_and_never_among_the_real(check, office, make_page) -> None:
    assert rules(check(sample=True)) == ["sample-unmarked"] * 4
    marked = {path: text.replace("<main>", "<main>DỮ LIỆU MẪU") for path, text in office.pages.items()}
    assert check(marked, sample=True) == ()
    assert rules(check(sample=False)) == ["sample-in-real"] * 4


def test_a_tree_without_pages_is_refused(check, office) -> None:
    assert rules(check(dict.fromkeys(office.pages), required=())) == ["site-empty"]


def test_a_page_that_is_not_utf8_is_found(office) -> None:
    built = office.built()
    (office.output / "en" / "index.html").write_bytes("Sa Đéc".encode("utf-16"))
    assert "html-not-utf8" in rules(check_tree(built.tree, built.manifest, siteurl=built.siteurl))


def test_everything_is_found_at_once_and_a_fault_of_the_frame_is_told_once(check, make_page) -> None:
    frame = '<a href="/mat/">x</a>'
    findings = check(
        {
            "index.html": make_page(frame),
            "en/index.html": make_page(f"{frame}{frame}<div>"),
            "Q/THU1/index.html": make_page(frame),
        }
    )
    dead = [finding for finding in findings if finding.rule == "link-dead"]
    assert [(one.path, one.others) for one in dead] == [("Q/THU1/index.html", 2)]
    assert {"html-unclosed", "code-page-wrong"} <= set(rules(findings))
    assert "và 2 tệp khác" in dead[0].vi


def test_every_rule_speaks_both_languages_and_names_a_remedy() -> None:
    for rule, (vi, en) in RULES.items():
        line = format_finding(Finding("a/index.html", 4, rule, "x", "y"))
        assert line.startswith(f"a/index.html:4: {rule}: ")
        assert "\n" not in line
        assert " → " in vi, rule
        assert " → " in en, rule


def test_an_address_can_be_required_without_any_text(check) -> None:
    findings = check(required=(RequiredAddress("404.html"), RequiredAddress("en/index.html")))
    assert [(finding.rule, finding.path) for finding in findings] == [("code-missing", "404.html")]


def test_no_rule_is_written_that_the_gate_never_gives() -> None:
    room = Path(ocop.publishing.__file__).parent
    sources = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.py") if file.name != "findings.py")
    assert {rule for rule in RULES if not re.search(rf'"{rule}"', sources)} == set()


def test_a_few_hundred_pages_take_seconds_not_minutes(office, make_page) -> None:
    row = '<li><a href="/san-pham/banh-thu/#banh"><span class="ocop-card__title">Bánh thử</span></a><p>Lời giới thiệu.</p></li>'
    office.pages |= {f"trang/{number}/index.html": make_page(f"<ul>{row * 120}</ul>") for number in range(300)}
    built = office.built()
    begun = time.process_time()
    assert check_tree(built.tree, built.manifest, siteurl=built.siteurl) == ()
    assert time.process_time() - begun < 20  # processor seconds, about 1: a busy machine changes little, a square term much


def test_a_page_that_the_sitemap_lacks_is_found_and_one_that_nobody_should_find_is_not(check, make_page) -> None:
    own = '<link rel="canonical" href="https://ocop.example/en/">'
    sitemap = "<urlset><url><loc>https://ocop.example/</loc></url></urlset>"
    assert rules(check({"en/index.html": make_page("", head=own), "sitemap.xml": sitemap})) == ["sitemap-lacks"]
    for head in ("", f'{own}<meta name="robots" content="noindex">', '<link rel="canonical" href="https://ocop.example/">'):
        assert check({"en/index.html": make_page("", head=head), "sitemap.xml": sitemap}) == ()


def test_a_file_that_no_phone_should_wait_for_is_found(check, make_page) -> None:
    findings = check(
        {"san-pham/banh-thu/a b.svg": None, "anh.jpg": "x" * 1_000_001, "san-pham/banh-thu/index.html": make_page("")}
    )
    assert [(one.rule, one.path) for one in findings if one.rule == "too-large"] == [("too-large", "anh.jpg")]


def test_a_site_that_lost_most_of_its_pages_is_stopped_unless_that_is_meant(check, office) -> None:
    before = [*office.pages, *(f"san-pham/{number}/index.html" for number in range(40))]
    assert "too-many-gone" in rules(check(previous=before, may_vanish=("san-pham/*",)))
    assert check(previous=before, may_vanish=("san-pham/*",), may_shrink=True) == ()
    assert check(previous=before[:15], may_vanish=("san-pham/*",)) == ()
