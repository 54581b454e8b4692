"""The commands: parse, call, print. No logic lives here; problems are printed one line each and never wrapped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ocop import publishing, site
from ocop.catalogue.problem import Problem, Severity
from ocop.engine import BuildReport
from ocop.outputs.prepare import Prepared
from ocop.publishing.source import built_site
from ocop.reading import format_problem, refresh_docs

ROOT = Path(__file__).resolve().parents[2]
Command = TypeVar("Command", bound=Callable[..., Any])
Language = Literal["vi", "en"]
PUBLIC = ROOT / "public"
DEMO = ROOT / "tests" / "demo" / "pelicanconf.py"


class TerminalListener:
    """Prints problems to standard error; shows progress on a terminal only, plain lines elsewhere."""

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self.language = language
        self.quiet = quiet
        self.report: BuildReport | None = None
        self.prepared: Prepared | None = None
        self._bar: Progress | None = None

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Print every problem on a line of its own, then how many there are."""
        for problem in problems:
            click.echo(format_problem(problem, self.language), err=True)
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if problems:
            click.echo(counted(errors, len(problems) - errors, self.language), err=True)

    def progress(self, done: int, total: int, path: str) -> None:
        """Move the bar on a terminal."""
        del path
        console = Console(stderr=True)
        if not console.is_terminal or self.quiet:
            return
        if self._bar is None:
            self._bar = Progress(TextColumn("Dựng trang"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
            self._bar.start()
            self._bar.add_task("outputs", total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        if done >= total:
            self._bar.stop()
            self._bar = None

    def built(self, report: BuildReport, prepared: Prepared) -> None:
        """Print what was made, in one line."""
        self.report, self.prepared = report, prepared
        if self.quiet:
            return
        made, removed = len(report.made), len(report.removed)
        if self.language == "en":
            click.echo(
                f"{report.total} files: {made} made, {removed} removed, {report.unchanged} unchanged, {report.seconds:.1f} s."
            )
        else:
            click.echo(
                f"{report.total} tệp: làm mới {made}, bỏ {removed}, giữ nguyên {report.unchanged}, {report.seconds:.1f} giây."
            )


def counted(errors: int, warnings: int, language: Language) -> str:
    """Give the sentence under a list of problems."""
    if language == "en":
        return f"{errors} errors, {warnings} warnings."
    return f"{errors} lỗi, {warnings} lưu ý."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Danh mục OCOP: kiểm tra, dựng, xem thử và đưa trang lên mạng."""


def settings_option_for(name: str) -> Callable[[Command], Command]:
    """Give the option that chooses a settings file, with its usual value."""
    kind = click.Path(path_type=Path, exists=True, dir_okay=False)
    return click.option("-s", "--settings", type=kind, default=ROOT / name, help="Tệp thiết đặt.")


settings_option = settings_option_for("pelicanconf.py")
output_option = click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Thư mục nhận kết quả.")
language_option = click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ của thông báo.")


@cli.command()
@settings_option
@language_option
def check(settings: Path, lang: Language) -> None:
    """Đọc nội dung, báo mọi lỗi kèm tệp và dòng; không ghi gì."""
    prepared = site.check(site.load(settings, {}))
    TerminalListener(lang).problems(prepared.problems)
    if prepared.edition is None:
        raise click.exceptions.Exit(1)
    counts = prepared.counts
    total = sum(counts.values())
    click.echo(f"{total} documents read, no errors." if lang == "en" else f"Đã đọc {total} mục, không có lỗi.")


@cli.command()
@settings_option
@output_option
@language_option
@click.option("--workers", type=int, help="Số tiến trình; bỏ trống để máy tự chọn.")
def build(settings: Path, output: Path | None, lang: Language, workers: int | None) -> None:
    """Dựng trang vào output/: chỉ làm lại những gì đã đổi."""
    build_site(settings, TerminalListener(lang), output, workers)


@cli.command()
@language_option
def demo(lang: Language) -> None:
    """Dựng danh mục mẫu (hư cấu) vào .cache/demo để xem mọi tình trạng của trang."""
    output = ROOT / ".cache" / "demo"
    build_site(DEMO, TerminalListener(lang), output, None)
    click.echo(f"Xem thử: make serve ARGS=--demo ({output.relative_to(ROOT)})")


@cli.command()
@click.option("--demo", "is_demo", is_flag=True, help="Xem danh mục mẫu.")
@click.option("--live", is_flag=True, help="Xem bản đang chạy trong public/current, không dựng lại.")
@click.option("-p", "--port", type=int, default=8000, help="Cổng.")
def serve(*, is_demo: bool, live: bool, port: int) -> None:
    """Xem thử trên máy này; trang tự dựng lại mỗi khi lưu tệp."""
    if live:
        site.serve_folder(PUBLIC / "current", port)
        return
    settings = DEMO if is_demo else ROOT / "pelicanconf.py"
    output = ROOT / ".cache" / "demo" if is_demo else None
    click.echo(f"http://localhost:{port}/ (Ctrl+C để dừng)")
    site.serve(settings, port, output)


@cli.command()
@settings_option_for("publishconf.py")
@language_option
@click.option("--public", type=click.Path(path_type=Path, file_okay=False), default=PUBLIC, help="Thư mục đưa lên mạng.")
def publish(settings: Path, lang: Language, public: Path) -> None:
    """Kiểm tra, dựng, thử rồi đưa lên mạng: trọn vẹn, hoặc không đổi gì."""
    listener = TerminalListener(lang)

    def build() -> publishing.Built:
        output = build_site(settings, listener, None, None)
        prepared = listener.prepared
        if prepared is None or prepared.edition is None:
            raise click.exceptions.Exit(1)
        return built_site(prepared.edition, output, prepared.counts)

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


@cli.command()
@language_option
@click.option("--public", type=click.Path(path_type=Path, file_okay=False), default=PUBLIC, help="Thư mục đưa lên mạng.")
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


def look_at(public: Path) -> str:
    """Say how to see the live release."""
    return f"make serve ARGS=--live ({public / 'current'})"


def now() -> datetime:
    """Give the moment that a release is stamped with: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


@cli.command()
def docs() -> None:
    """Ghi lại các trang tài liệu sinh từ mã: bảng trường, danh sách quy tắc."""
    for path in refresh_docs(ROOT):
        click.echo(path.relative_to(ROOT).as_posix() if path.is_absolute() else path.as_posix())


@cli.command(name="help")
@click.pass_context
def show_help(context: click.Context) -> None:
    """Liệt kê các lệnh."""
    click.echo((context.parent or context).get_help())
    click.echo("\nVới make: make check, build, serve, publish, rollback, demo, docs; cho người viết mã: make test, lint, lock.")


def build_site(settings: Path, listener: TerminalListener, output: Path | None, workers: int | None) -> Path:
    """Build a site and give its folder; a content error ends the command with exit code 1 and without a traceback."""
    chosen: dict[str, Any] = {"OCOP_LISTENER": listener, "OCOP_WORKERS": workers}
    if output is not None:
        chosen["OUTPUT_PATH"] = str(output.resolve())
    loaded = site.load(settings, chosen)
    try:
        site.run(loaded)
    except site.ContentError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    return loaded.output


def main(arguments: Sequence[str]) -> int:
    """Run a command; gives the exit code: 0 done, 1 something to mend, 2 the command was typed wrong."""
    try:
        cli.main(args=list(arguments), prog_name="ocop", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Đã dừng.", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
