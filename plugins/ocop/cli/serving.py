"""`serve`: the site while it is written, built on save."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocop import site
from ocop.catalogue.problem import Problem, Severity
from ocop.engine import BuildReport, Urgent, glance
from ocop.outputs.environment import sources, today
from ocop.outputs.said import Said
from ocop.reading import format_problem
from ocop.serving import News, Notices, Server, watch

from .listener import TerminalListener
from .options import DEMO, PUBLIC, ROOT

if TYPE_CHECKING:
    from ocop.outputs.prepare import Prepared


@click.command()
@click.option("--demo", "is_demo", is_flag=True, help="Xem danh mục mẫu.")
@click.option("--live", is_flag=True, help="Xem bản đang chạy trong public/current, không dựng lại.")
@click.option("-s", "--settings", "chosen", type=click.Path(path_type=Path), help="Tệp cài đặt khác.")
@click.option("-p", "--port", type=int, default=8000, help="Cổng.")
def serve(*, is_demo: bool, live: bool, chosen: Path | None, port: int) -> None:
    """Xem thử trên máy này; trang tự dựng lại và tự mở lại mỗi khi lưu tệp."""
    settings = DEMO if is_demo else chosen or ROOT / "pelicanconf.py"
    overrides = {"OUTPUT_PATH": str(ROOT / ".cache" / "demo")} if is_demo else {}
    news = None if live else News()
    folder = PUBLIC / "current" if live else site.load(settings, overrides).output
    try:
        server = Server(folder, port, news)
    except OSError as error:
        message = f"Cổng {port} đang có chương trình khác dùng: chọn cổng khác bằng -p. ({error})"
        raise click.ClickException(message) from error
    click.echo(f"http://localhost:{port}/ (Ctrl+C để dừng)")
    if news is None:
        server.serve_forever()
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bench = _Bench(settings, overrides, news)
    watch(bench.look, bench.build, wait=bench.wait)


class _Bench:
    """Builds with one set of settings and tells `news`; whatever is wrong is told, too."""

    def __init__(self, settings: Path, overrides: dict[str, Any], news: News) -> None:
        from ocop.outputs.lasting import Lasting  # noqa: PLC0415 - commands that do not serve need nothing of the catalogue

        self._settings, self._news = settings, news
        self._lasting = Lasting(urgent=Urgent(news.shown, news.tell_early))
        self._overrides = {**overrides, "OCOP_LASTING": self._lasting}
        self._loaded = site.load(settings, overrides).settings
        self._notices = Notices()

    def look(self) -> str:
        """Give one text over how all sources look, settings and day among them."""
        files = {self._settings, ROOT / "pelicanconf.py"}
        stats = [file.stat() for file in sorted(files) if file.is_file()]
        looks = [(stat.st_mtime_ns, stat.st_size, stat.st_ino) for stat in stats]
        looked_at = sources(self._loaded, Path(self._loaded["THEME"]))
        found = glance(looked_at)
        self._lasting.known.look(looked_at, found)
        self._notices.of(looked_at.folders.values())
        return f"{found.look} {looks} {today(self._loaded)}"

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds, or until something changes in a folder of sources; say whether it did."""
        return self._notices.wait(seconds)

    def build(self) -> None:
        """Build, and tell how it ended.

        Dead cycles are looked for when all is told: among all that lasts it takes longer than the build of one edit. What the
        build froze is let go of before: most of it is dead now, and would be kept for good.
        """
        gc.disable()
        try:
            self._build()
        finally:
            gc.enable()
            gc.unfreeze()
            gc.collect()

    def _build(self) -> None:
        listener = _Listener("vi")
        told: tuple[str, ...] = ()
        try:
            loaded = site.load(self._settings, {**self._overrides, "OCOP_LISTENER": listener})
            self._loaded = loaded.settings
            site.run(loaded)
        except site.ContentError as error:
            click.echo(str(error), err=True)
            told = (*listener.errors, str(error))
        except (Exception, SystemExit) as error:
            said = f"{type(error).__name__}: {error}"
            click.echo(said, err=True)
            told = (f"Không dựng được trang. Nếu vừa sửa tệp cài đặt thì xem lại tệp ấy ({self._settings.name}).", said)
        report = listener.report
        made = report.made if report else ()
        self._news.tell(changed=bool(report and (made or report.removed)), told=told, made=made)


class _Listener(TerminalListener):
    """Shows what every build shows, and keeps the errors for the page."""

    errors: tuple[str, ...] = ()
    _later: tuple[Problem, ...] | None = None
    _is_still: bool = False

    def problems(self, problems: tuple[Problem, ...]) -> None:
        """Print problems that stop a build, and keep them; what does not stop it is printed when the page has been told."""
        self.errors = tuple(format_problem(one, "vi") for one in problems if one.severity is Severity.ERROR)
        if self.errors or self._is_still:
            super().problems(problems)
        else:
            self._later = problems

    def kept(self, prepared: Prepared) -> Mapping[str, str]:
        """Keep the words of what is printed now."""
        if self._later is not None:
            super().problems(self._later)
        return super().kept(prepared)

    def unchanged(self, report: BuildReport, said: Said) -> None:
        """Print all at once: nothing is made that a page could wait for."""
        self._is_still = True
        super().unchanged(report, said)
