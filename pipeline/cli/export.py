"""`milepael export`: a workbook, databases, CSV and JSON from a finished output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.speech import complain
from pipeline.cli.status import ALL_READ, NOT_FINISHED

_FILE = click.Path(dir_okay=False, path_type=Path)
_LONGEST_ADDRESS = 2_000  # Excel takes 2,080 characters, with the fragment
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("output", metavar="OUTPUT")
@click.option("--xlsx", type=_FILE, help="A workbook for Excel and LibreOffice.")
@click.option("--csv", type=_FOLDER, help="A folder with a CSV file for each table.")
@click.option("--sqlite", type=_FILE, help="A SQLite database; money in whole øre.")
@click.option("--duckdb", type=_FILE, help="A DuckDB database; money as decimals.")
@click.option("--json", type=_FILE, help="One JSON file, a row a line; money as text.")
@click.option(
    "--language",
    type=click.Choice(["da", "en"]),
    default="da",
    show_default=True,
    help="Language of the workbook's headings and words.",
)
@click.option(
    "--report",
    metavar="ADDRESS",
    default="report.html",
    show_default=True,
    help="Where the workbook's links find the report: a path seen from the workbook, or a URL.",
)
def export(output: str, language: str, report: str, **targets: Path | None) -> None:
    r"""Write the tables of OUTPUT, a folder or URL that `milepael run` wrote, in other forms.

    A file that stands is replaced when the new one is whole. Other files in the folder of --csv
    stay. Texts from documents are never formulas: in CSV those that begin with = + - @ have an
    apostrophe in front.

    \b
    Examples:
      milepael export output --xlsx opfølgning.xlsx
      milepael export output --csv tables --json tables.json
      milepael export output --sqlite opfølgning.sqlite --duckdb opfølgning.duckdb
      milepael export output --xlsx følg.xlsx --report https://example.dk/report.html
    """
    from pipeline.export import ForPeople
    from pipeline.export import export as export_all
    from pipeline.export.errors import ExportError
    from pipeline.mirror import working

    asked = {form: target for form, target in targets.items() if target is not None}
    if not asked:
        raise click.UsageError("Say what to write, for example: --xlsx opfølgning.xlsx")
    if len(report) > _LONGEST_ADDRESS:
        raise click.BadParameter("longer than a link may be in a workbook", param_hint="--report")
    status = ALL_READ
    try:
        with working(output, unchanged=True) as folder:
            export_all(folder, asked, ForPeople(language, report))
        for target in asked.values():
            click.echo(f"written to {target}")
    except ExportError as error:
        raise click.ClickException(f"{error}.") from error
    except OSError as error:
        complain(f"the export could not finish: {error}; what stood before still stands")
        status = NOT_FINISHED
    sys.exit(status)
