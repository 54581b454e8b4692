"""The commands: parse, call, print. No logic lives here; a module per family of commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from ocop import site

from .closing import Commands
from .later import Later

COMMANDS: Final = {
    "check": "checking:check",
    "desk": "desk:desk",
    "new": "creating:new",
    "fix": "mending:fix",
    "stamp": "mending:stamp",
    "review": "reviewing:review",
    "remind": "reminding:remind",
    "report": "reporting:report",
    "buyers": "selling:buyers",
    "fair": "selling:fair",
    "doctor": "doctor:doctor",
    "export": "sheets:export_",
    "import": "sheets:import_",
    "build": "building:build",
    "serve": "serving:serve",
    "publish": "publishing:publish",
    "package": "publishing:package",
    "releases": "publishing:releases",
    "rollback": "publishing:rollback",
    "demo": "building:demo",
    "qr": "qr:qr",
    "labels": "labels:labels",
    "docs": "building:docs",
    "schema": "building:schema",
    "licenses": "supply:licenses",
    "sbom": "supply:sbom",
    "wheelhouse": "wheelhouse:wheelhouse",
}
"""Command → where it is: a module of this room and a name in it, loaded when the command is called."""


@click.group(cls=Commands, commands=Later(__name__, COMMANDS), context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Danh mục OCOP: kiểm tra, dựng, xem thử và đưa trang lên mạng."""


@cli.command(name="help")
@click.pass_context
def show_help(context: click.Context) -> None:
    """Liệt kê các lệnh."""
    click.echo((context.parent or context).get_help())
    click.echo("\nVới make: make desk, new ARGS=product, check, fix, stamp, review, build, serve, publish, package,")
    click.echo("releases, rollback, demo, labels, remind, report, export, import ARGS=TỆP, buyers, fair ARGS=TÊN, doctor.")
    click.echo("Cho người viết mã: make docs, schema, test, lint, audit, lock, outdated, licenses, sbom, wheelhouse.")


def main(arguments: Sequence[str]) -> int:
    """Run a command; gives the exit code: 0 done, 1 something to mend, 2 the command was typed wrong."""
    try:
        # Without standalone mode Click gives the code of an Exit back instead of raising it.
        code = cli.main(args=list(arguments), prog_name="ocop", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except site.ContentError as error:
        click.echo(str(error), err=True)
        return 1
    except click.Abort:
        click.echo("Đã dừng.", err=True)
        return 1
    return code if isinstance(code, int) else 0
