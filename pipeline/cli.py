"""The command line: arguments, exit codes; the only module that prints.

Exit status: 0 all read, 3 finished but at least one document failed, 2 wrong usage, 1 the run
itself could not finish, 130 interrupted. Heavy modules are imported by the command that needs
them, so that `milepael --help` answers at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.records import DocumentRow
    from pipeline.run import Summary

SOME_FAILED = 3
NOT_FINISHED = 1
INTERRUPTED = 130

_ENGINES = click.Choice(["pdfium", "pdfplumber"])
_OUTPUT = click.Path(path_type=Path)
_STATUS_ORDER = ("met", "partly_met", "not_met", "unknown", "none")
_SEVERITIES = ("error", "warning", "info")


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(package_name="milepael")
@click.pass_context
def milepael(context: click.Context) -> None:
    """Turn published municipal budget follow-ups into data that people can trust.

    Start with:  milepael run REPORT.pdf -o output
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@milepael.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=_OUTPUT,
    required=True,
    help="Folder to write the datasets to.",
)
@click.option("--engine", type=_ENGINES, help="Which PDF reader to use.")
@click.option("--password", help="Password of encrypted documents.")
@click.option("--convert", is_flag=True, help="Let LibreOffice convert .doc, .odt and .rtf.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def run(
    inputs: tuple[str, ...],
    output: Path,
    engine: str | None,
    password: str | None,
    convert: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    r"""Read INPUT (files, folders) and write Parquet datasets.

    \b
    Examples:
      milepael run opfølgning.pdf -o output
      milepael run archive/ -o output
    """
    from extractors.limits import Limits
    from pipeline.options import Options
    from pipeline.run import run as run_all
    from pipeline.sources import NoSuchInput

    options = Options(engine=engine, limits=Limits(password=password, convert=convert))
    try:
        summary = run_all(inputs, output, options, _silent if quiet else _tell)
    except NoSuchInput as error:
        raise click.UsageError(f"{error}.") from error
    except OSError as error:
        click.echo(f"milepael: the run could not finish: {error}", err=True)
        sys.exit(NOT_FINISHED)
    if as_json:
        click.echo(json.dumps(_as_json(summary), ensure_ascii=False))
    elif not quiet:
        click.echo(_readable(summary, output))
    for row in summary.failed:
        click.echo(f"milepael: {row.source}: {row.error_code}: {row.error_message}", err=True)
    sys.exit(SOME_FAILED if summary.failed else 0)


@milepael.command()
@click.option("--markdown", is_flag=True, help="As Markdown, as it stands in the documentation.")
def schema(markdown: bool) -> None:
    """Print the data dictionary: every table and column that a run writes."""
    from pipeline import datapackage

    if markdown:
        click.echo(datapackage.markdown())
        return
    click.echo(json.dumps(datapackage.datapackage(()), ensure_ascii=False, indent=1))


@milepael.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--engine", type=_ENGINES, help="Which PDF reader to use.")
@click.option("--suggest", is_flag=True, help="Draft a municipality file for an unknown report.")
def inspect(file: Path, engine: str | None, suggest: bool) -> None:
    """Show what was seen in one document: tables, cells, marks, legend, layout, leftovers."""
    from rich.console import Console

    from extractors import formats, layouts
    from extractors.errors import ExtractionError
    from extractors.limits import Limits
    from pipeline.inspection import inspection

    try:
        document = formats.read(file.read_bytes(), Limits(), name=file.name, engine=engine)
    except ExtractionError as error:
        raise click.ClickException(f"{file.name}: {error.code}: {error}") from error
    if suggest:
        click.echo(layouts.suggest(document))
        return
    console = Console()
    for part in inspection(document):
        console.print(part)


def main() -> None:
    # Windows consoles do not speak UTF-8 by themselves and would stop at a smiley.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # both are text streams
    try:
        milepael(standalone_mode=False)
    except click.Abort:
        click.echo("milepael: interrupted; the output that stood before still stands.", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def _silent(_: DocumentRow) -> None:
    return


def _tell(row: DocumentRow) -> None:
    counts = f"{row.item_count} items, {row.follow_up_count} follow-ups, {row.amount_count} amounts"
    click.echo(f"{row.source}: {counts if row.outcome == 'ok' else row.outcome}", err=True)


def _readable(summary: Summary, output: Path) -> str:
    rows = summary.documents
    lines = [
        "",
        f"{'documents':<12} {len(rows):>6}   failed {len(summary.failed)}",
        f"{'items':<12} {sum(row.item_count for row in rows):>6}",
        f"{'follow-ups':<12} {sum(row.follow_up_count for row in rows):>6}   "
        + ", ".join(f"{name} {summary.statuses[name]}" for name in _STATUS_ORDER),
        f"{'amounts':<12} {sum(row.amount_count for row in rows):>6}",
    ]
    worst = sorted(summary.findings.items(), key=_worst_first)
    if worst:
        lines += ["", "needs a look"]
        lines += [f"  {severity:<8} {code:<32} {count:>5}" for (severity, code), count in worst]
    return "\n".join([*lines, "", f"written to {output}"])


def _worst_first(found: tuple[tuple[str, str], int]) -> tuple[int, str]:
    (severity, code), _ = found
    return _SEVERITIES.index(severity), code


def _as_json(summary: Summary) -> dict[str, object]:
    return {
        "documents": len(summary.documents),
        "failed": [row.source for row in summary.failed],
        "items": sum(row.item_count for row in summary.documents),
        "follow_ups": sum(row.follow_up_count for row in summary.documents),
        "amounts": sum(row.amount_count for row in summary.documents),
        "statuses": dict(summary.statuses),
        "findings": {f"{severity}/{code}": n for (severity, code), n in summary.findings.items()},
    }
