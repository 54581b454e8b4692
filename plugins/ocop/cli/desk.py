"""`desk`: open the clerk's desk in the browser of this machine."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

import click

from .options import ROOT, now, public_option, settings_option

PORT = 8765


@click.command()
@settings_option
@click.option(
    "--publish-settings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=ROOT / "publishconf.py",
    help="Tệp thiết đặt khi đưa lên mạng.",
)
@public_option
@click.option("-p", "--port", type=click.IntRange(1024, 65534), default=PORT, help="Cổng; cổng kế tiếp cho bản xem thử.")
@click.option("--no-browser", is_flag=True, help="Không tự mở trình duyệt.")
def desk(settings: Path, publish_settings: Path, public: Path, port: int, *, no_browser: bool) -> None:
    """Mở bàn làm việc trên máy này: sửa trang, thêm ảnh, xem thử, đưa lên mạng, không cần trình soạn thảo."""
    from werkzeug.serving import make_server  # noqa: PLC0415 - only the desk serves pages

    from ocop.desk.pages import Quiet, Workplace, address_of, desk_app, preview_app  # noqa: PLC0415
    from ocop.desk.saving import sweep  # noqa: PLC0415

    place = Workplace(settings, publish_settings=publish_settings, public=public, root=ROOT, now=now, port=port)
    for left in sweep(place.content):
        click.echo(f"Dọn tệp dở của lần lưu bị ngắt: {left}", err=True)
    try:
        own = make_server("127.0.0.1", port, desk_app(place), threaded=True, request_handler=Quiet)
        preview = make_server("127.0.0.1", port + 1, preview_app(place), threaded=True, request_handler=Quiet)
    except (OSError, SystemExit):
        message = f"Cổng {port} hoặc {port + 1} đang bận: bàn làm việc có lẽ đã mở. Hoặc chọn cổng khác: -p {port + 10}."
        raise click.ClickException(message) from None
    threading.Thread(target=preview.serve_forever, daemon=True).start()
    click.echo(f"Bàn làm việc: {address_of(port)}/ (Ctrl+C để dừng)")
    if not no_browser:
        threading.Timer(0.5, webbrowser.open, [f"{address_of(port)}/"]).start()
    try:
        own.serve_forever()
    except KeyboardInterrupt:
        click.echo("Đã đóng.")
