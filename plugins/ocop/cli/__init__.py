"""The commands: parse, call, print. No logic lives here; a module per family of commands."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ocop import site

from . import (
    building,
    checking,
    creating,
    desk,
    doctor,
    labels,
    mending,
    publishing,
    qr,
    reminding,
    reporting,
    reviewing,
    selling,
    sheets,
    wheelhouse,
)
from .closing import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Danh mục OCOP: kiểm tra, dựng, xem thử và đưa trang lên mạng."""


for command in (
    checking.check,
    desk.desk,
    creating.new,
    mending.fix,
    mending.stamp,
    reviewing.review,
    reminding.remind,
    reporting.report,
    selling.buyers,
    selling.fair,
    doctor.doctor,
    sheets.export_,
    sheets.import_,
    building.build,
    building.serve,
    publishing.publish,
    publishing.package,
    publishing.releases,
    publishing.rollback,
    building.demo,
    qr.qr,
    labels.labels,
    building.docs,
    building.schema,
    wheelhouse.wheelhouse,
):
    cli.add_command(command)
qr.qr.add_command(labels.kit)


@cli.command(name="help")
@click.pass_context
def show_help(context: click.Context) -> None:
    """Liệt kê các lệnh."""
    click.echo((context.parent or context).get_help())
    click.echo("\nVới make: make desk, new ARGS=product, check, fix, stamp, review, build, serve, publish, package,")
    click.echo("releases, rollback, demo, labels, remind, report, export, import ARGS=TỆP, buyers, fair ARGS=TÊN, doctor.")
    click.echo("Cho người viết mã: make docs, schema, test, lint, audit, lock, wheelhouse.")


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
