"""The command line: one module per command, and how it ends; nothing else prints.

Exit status: 0 all read, 3 finished but at least one document failed, 2 wrong usage, 1 the run
itself could not finish, 130 interrupted. A command's module is imported when it is named, and
imports what is heavy when it runs, so that `milepael --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from pipeline import without
from pipeline.cli.next_steps import next_steps
from pipeline.cli.status import INTERRUPTED, TERMINATED

# Command -> the module that holds it under its own name, in the order of `--help`.
COMMANDS: Final = {
    "run": "pipeline.cli.run",
    "inspect": "pipeline.cli.inspect",
    "report": "pipeline.cli.report",
    "serve": "pipeline.cli.serve",
    "changes": "pipeline.cli.changes",
    "verify": "pipeline.cli.verify",
    "correct": "pipeline.cli.correct",
    "export": "pipeline.cli.export",
    "schema": "pipeline.cli.schema",
}


class Terminated(KeyboardInterrupt):
    """The system asked the run to end."""


class Commands(click.Group):
    """The commands of the table, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        found.help = _as_written(found.help)
        return found


def _as_written(text: str | None) -> str | None:
    r"""A help text with click's mark for lines that stay as they are; in a raw string it is \b."""
    return None if text is None else text.replace("\\b\n", "\b\n")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(package_name="milepael")
@click.pass_context
def milepael(context: click.Context) -> None:
    r"""Turn published municipal budget follow-ups into data that people can trust.

    \b
    Examples:
      milepael run opfølgning.pdf -o output
      milepael inspect opfølgning.pdf
      milepael export output --xlsx opfølgning.xlsx

    \b
    Completion of commands and options by the Tab key, for bash (also zsh, fish):
      eval "$(_MILEPAEL_COMPLETE=bash_source milepael)"
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        click.echo()
        for line in next_steps(Path.cwd()):
            click.echo(line)


milepael.help = _as_written(milepael.help)


def main() -> None:
    # Windows consoles do not speak UTF-8 by themselves and would stop at a smiley.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # both are text streams
    for name, value in without.ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    without.imports("pandas")
    try:
        milepael(standalone_mode=False)
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo("milepael: interrupted; the output that stood before still stands.", err=True)
        sys.exit(TERMINATED if isinstance(error.__context__, Terminated) else INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
