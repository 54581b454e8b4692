"""`publish` and `rollback`: go live whole, go back whole."""

from __future__ import annotations

from pathlib import Path

import click

from ocop import publishing, site
from ocop.publishing.source import built_site

from .building import build_site
from .listener import TerminalListener
from .options import ROOT, Language, language_option, now, public_option, settings_option_for


@click.command()
@settings_option_for("publishconf.py")
@language_option
@public_option
def publish(settings: Path, lang: Language, public: Path) -> None:
    """Kiểm tra, dựng, thử rồi đưa lên mạng: trọn vẹn, hoặc không đổi gì."""
    listener = TerminalListener(lang)

    def build() -> publishing.Built:
        output = build_site(settings, listener, None, None)
        prepared = listener.prepared
        if prepared is None or prepared.edition is None:
            raise click.exceptions.Exit(1)
        ledger = publishing.Ledger(prepared.ledger, prepared.ledger_path)
        return built_site(prepared.edition, output, prepared.counts, ledger=ledger, live=live_codes(settings, lang))

    try:
        report = publishing.publish(build, public=public, now=now(), commit=publishing.current_commit(ROOT))
    except publishing.PublishingError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    for finding in report.findings:
        click.echo(publishing.format_finding(finding, lang), err=True)
    click.echo(publishing.publish_sentence(report, look=look_at(public), language=lang))
    if report.outcome == "refused":
        raise click.exceptions.Exit(1)


@click.command()
@language_option
@public_option
@click.option("--to", default="", help="Mã bản muốn quay lại; bỏ trống: bản ngay trước.")
@click.option("--list", "only_list", is_flag=True, help="Chỉ liệt kê các bản còn giữ.")
def rollback(lang: Language, public: Path, to: str, *, only_list: bool) -> None:
    """Quay lại bản đã đưa lên trước đó."""
    live = publishing.live_release(public)
    for release in publishing.list_releases(public):
        click.echo(publishing.release_line(release, live=live is not None and release.id == live.id, language=lang))
    if only_list:
        return
    try:
        report = publishing.rollback(public, now=now(), to=to)
    except publishing.PublishingError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(publishing.rollback_sentence(report, look=look_at(public), language=lang))


def live_codes(settings: Path, lang: Language) -> publishing.LiveCodes | None:
    """Read the codes of the live site; say so where they cannot be read, which stops nothing."""
    url = publishing.live_codes_url(site.load(settings, {}).settings)
    if not url:
        return None
    live = publishing.fetch_codes(url)
    if not live.readable:
        said = (
            "Chưa so được sổ mã với trang đang chạy" if lang == "vi" else "The ledger could not be held against the live site"
        )
        click.echo(f"{said}: {url}: {live.why}", err=True)
    return live


def look_at(public: Path) -> str:
    """Say how to see the live release."""
    return f"make serve ARGS=--live ({public / 'current'})"
