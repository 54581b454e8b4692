"""`publish`, `releases` and `rollback`: go live whole, go back whole."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import click

from ocop import bootstrap, publishing, site
from ocop.publishing.source import built_site

from .building import build_site
from .listener import TerminalListener
from .options import ROOT, Command, Language, language_option, now, public_option, settings_option_for

PACKAGES = ROOT / "packages"
_settings_option = settings_option_for("publishconf.py")
_target_option = click.option(
    "--target", envvar="PUBLISH_TARGET", default="", help="Nơi đưa lên; bỏ trống: PUBLISH_TARGET trong publishconf.py."
)


def target_options(command: Command) -> Command:
    """Give a command the options that say where the site is published."""
    return _settings_option(language_option(public_option(_target_option(command))))


@click.command()
@target_options
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ đổi những gì, không đưa gì lên.")
@click.option("--may-shrink", is_flag=True, help="Cho phép mất nhiều trang cùng lúc.")
def publish(settings: Path, lang: Language, public: Path, target: str, *, dry_run: bool, may_shrink: bool) -> None:  # noqa: PLR0913
    """Kiểm tra, dựng, thử rồi đưa lên mạng: trọn vẹn, hoặc không đổi gì."""
    with told(lang):
        where, look = chosen_target(settings, target, public)
        report = publishing.publish(
            builder(settings, lang),
            target=where,
            now=now(),
            commit=publishing.current_commit(ROOT),
            who=who(),
            may_shrink=may_shrink,
            dry_run=dry_run,
        )
    for finding in report.findings:
        click.echo(publishing.format_finding(finding, lang), err=True)
    if dry_run and report.outcome == "would":
        for line in publishing.would_lines(report, language=lang):
            click.echo(line)
    else:
        click.echo(publishing.publish_sentence(report, look=look, language=lang))
    if report.findings:
        raise click.exceptions.Exit(1)


@click.command()
@_settings_option
@language_option
@click.option("-o", "--output", type=click.Path(path_type=Path), default=PACKAGES, help="Thư mục nhận tệp nén.")
@click.option("--may-shrink", is_flag=True, help="Cho phép mất nhiều trang cùng lúc.")
def package(settings: Path, lang: Language, output: Path, *, may_shrink: bool) -> None:
    """Đóng gói trang thành một tệp nén kèm mã kiểm, để tải lên bằng tay."""
    with told(lang):
        build = builder(settings, lang)
        report = publishing.pack(build, folder=output, now=now(), commit=publishing.current_commit(ROOT), may_shrink=may_shrink)
    for finding in report.findings:
        click.echo(publishing.format_finding(finding, lang), err=True)
    if report.file is None or report.release is None:
        count = len(report.findings)
        said = (
            f"Chưa đóng gói: có {count} chỗ phải sửa." if lang == "vi" else f"Nothing was packed: {count} findings to correct."
        )
        click.echo(said)
        raise click.exceptions.Exit(1)
    what = f"{report.release.pages} trang" if lang == "vi" else f"{report.release.pages} pages"
    click.echo(f"{report.file} ({what}, {report.file.stat().st_size / 1e6:.1f} MB)")


@click.command()
@target_options
def releases(settings: Path, lang: Language, public: Path, target: str) -> None:
    """Liệt kê các bản đang giữ: số, mã, ngày giờ, số lượng, ai đưa lên."""
    with told(lang):
        where, _ = chosen_target(settings, target, public)
        _print_releases(where, lang)


@click.command()
@target_options
@click.option("--to", default="", help="Mã bản muốn quay lại; bỏ trống: bản ngay trước.")
@click.option("--list", "only_list", is_flag=True, help="Chỉ liệt kê các bản còn giữ.")
@click.option("--choose", is_flag=True, help="Hỏi muốn quay lại bản nào.")
def rollback(settings: Path, lang: Language, public: Path, target: str, to: str, *, only_list: bool, choose: bool) -> None:  # noqa: PLR0913
    """Quay lại bản đã đưa lên trước đó."""
    with told(lang):
        where, look = chosen_target(settings, target, public)
        kept = _print_releases(where, lang)
        if only_list:
            return
        if choose and kept:
            numbers = click.Choice([str(release.number) for release in kept])
            number = click.prompt("Số của bản" if lang == "vi" else "Number of the release", type=numbers, show_choices=False)
            to = next(release.id for release in kept if str(release.number) == number)
        report = publishing.rollback(where, now=now(), to=to, who=who())
    click.echo(publishing.rollback_sentence(report, look=look, language=lang))


@contextmanager
def told(lang: Language) -> Iterator[None]:
    """Say why publishing could not be done, and end with exit code 1."""
    try:
        yield
    except publishing.PublishingError as error:
        click.echo(error.message(lang), err=True)
        raise click.exceptions.Exit(1) from None


def chosen_target(settings: Path, target: str, public: Path) -> tuple[publishing.Target, str]:
    """Give the target that the option, the environment or the settings name, and how to see what is live there."""
    known = site.load(settings, {}).settings
    address = target or str(known.get("PUBLISH_TARGET") or "local")
    workplace = publishing.Workplace(
        public,
        ROOT / ".cache" / "publishing",
        ssh_config=str(known.get("PUBLISH_SSH_CONFIG") or ""),
        root=ROOT,
        cname=str(known.get("PUBLISH_CNAME") or ""),
    )
    try:
        where = publishing.target_for(address, workplace)
    except publishing.MissingPackageError:
        if os.environ.get("OCOP_NO_VENV") == "1":
            raise
        raise click.exceptions.Exit(move_over()) from None
    local = isinstance(where, publishing.LocalTarget)
    return where, look_at(public) if local else str(known.get("SITEURL") or where.place)


def moved_for(module: str, package: str) -> None:
    """Go on in the environment that has what only publishing needs, where this one lacks it. Raises MissingPackageError."""
    if find_spec(module) is None:
        if os.environ.get("OCOP_NO_VENV") == "1":
            raise publishing.MissingPackageError(package)
        raise click.exceptions.Exit(move_over())


def move_over() -> int:
    """Run this very command in the environment that has what only some targets need; it is made the first time."""
    try:
        python = bootstrap.ensure(ROOT, bootstrap.PUBLISH)
    except bootstrap.BootstrapError as error:
        click.echo(str(error), err=True)
        return 1
    return bootstrap.hand_over(python, sys.argv[1:], ROOT)


def builder(settings: Path, lang: Language) -> Callable[[], publishing.Built]:
    """Give the function that builds the site of these settings, ready for the gate."""

    def build() -> publishing.Built:
        listener = TerminalListener(lang)
        output = build_site(settings, listener, None, None, whole=True)
        prepared = listener.prepared
        if prepared is None or prepared.edition is None:
            raise click.exceptions.Exit(1)
        ledger = publishing.Ledger(prepared.ledger, prepared.ledger_path)
        return built_site(prepared.edition, output, prepared.counts, ledger=ledger, live=live_codes(settings, lang))

    return build


def who() -> str:
    """Give the name that releases are signed with: OCOP_WHO, else the user's name on this machine."""
    try:
        return os.environ.get("OCOP_WHO") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


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


def _print_releases(where: publishing.Target, lang: Language) -> tuple[publishing.Release, ...]:
    with publishing.writing(where), where.alone(), where.opened() as session:
        live, kept = session.live(), session.releases()
    for release in kept:
        click.echo(publishing.release_line(release, live=live is not None and release.id == live.id, language=lang))
    if not kept:
        click.echo("Chưa có bản nào." if lang == "vi" else "There is no release yet.")
    return kept
