"""`milepael inspect`: what was seen in one document."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.cli.remedies import remedy
from pipeline.cli.run import ENGINES

_UNWRAPPED = 100_000  # columns, so that what reads a pipe finds each row in one line


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--engine", type=ENGINES, help="Which PDF reader to use.")
@click.option("--suggest", is_flag=True, help="Draft a TOML of the municipality's own words.")
def inspect(file: Path, engine: str | None, suggest: bool) -> None:
    r"""Show what was seen in FILE: tables, cells, marks, legend, layout, leftovers.

    Nothing is written. Use it where a run found no follow-up tables, or fewer rows than you see;
    --suggest drafts the words that the report uses and that are not known, to be put into
    extractors/layouts/municipalities/.

    \b
    Examples:
      milepael inspect opfølgning.pdf
      milepael inspect opfølgning.pdf --engine pdfplumber
      milepael inspect opfølgning.pdf --suggest > kommune.toml
    """
    from rich.console import Console

    from extractors import formats
    from extractors.errors import ExtractionError
    from extractors.limits import Limits
    from pipeline.inspection import inspection

    try:
        document = formats.read(file.read_bytes(), Limits(), name=file.name, engine=engine)
    except ExtractionError as error:
        told = f"{file.name}: {error.code}: {error}"
        raise click.ClickException(told + remedy(error.code)) from error
    if suggest:
        from pipeline.suggestion import suggestion

        click.echo(suggestion(document), nl=False)
        return
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _UNWRAPPED
    for part in inspection(document):
        console.print(part)
