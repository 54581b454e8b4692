"""`doctor`: what the machine lacks and how to get it; what the owner has still to answer."""

from __future__ import annotations

import runpy
from pathlib import Path

import click

from ocop.desk.machine import Machine, look
from ocop.desk.owner import FILE, open_questions

from .mending import frame_of
from .options import ROOT, settings_option


@click.command()
@settings_option
@click.option("--target", envvar="PUBLISH_TARGET", default="", help="Nơi đưa lên; bỏ trống: như trong publishconf.py.")
def doctor(settings: Path, target: str) -> None:
    """Xem máy còn thiếu gì và cách có được; liệt kê câu hỏi đang chờ chủ sở hữu trả lời."""
    lacking = False
    for one in look(ROOT, frame_of(settings).content, Machine(), target or _target()):
        sign = "có   " if one.is_there else ("THIẾU" if one.needed else "thiếu")
        click.echo(f"{sign}  {one.name}: {one.said}" + ("" if one.is_there else f" → {one.remedy}"))
        lacking = lacking or (one.needed and not one.is_there)
    asked = ROOT / FILE
    waiting = open_questions(asked.read_text("utf-8")) if asked.is_file() else ()
    click.echo(f"\n{len(waiting)} câu hỏi đang chờ chủ sở hữu ({FILE}; trả lời thì ghi *Trả lời:* dưới câu hỏi):")
    for question in waiting:
        click.echo(f"{question.number:>3}. {question.asked}\n     Đang chờ: {question.waiting}.")
    if lacking:
        raise click.exceptions.Exit(1)


def _target() -> str:
    """Where publishconf.py says that the site is published; without it, here."""
    conf = ROOT / "publishconf.py"
    return str(runpy.run_path(str(conf)).get("PUBLISH_TARGET") or "local") if conf.is_file() else "local"
