"""`milepael report`: the page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from extractors.counting import counted

LANGUAGE = click.Choice(("da", "en"))
# A file that people send around; what is larger is better a folder whose parts load when needed.
LARGEST_FILE = 25 << 20


@click.command()
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="FILE.html for one file that needs nothing else; any other name for a folder whose "
    "parts are loaded when they are needed (for large archives).",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    help="Folder, file or URL with the documents; by default those that were read.",
)
@click.option("--language", type=LANGUAGE, default="da", help="First language of the page.")
def report(output: Path, target: Path, sources: tuple[str, ...], language: str) -> None:
    r"""Write what OUTPUT holds as a page: overview, every item beside its place in the document.

    \b
    Examples:
      milepael report output -o report.html
      milepael report output -o report --source archive/2024 --language en
    """
    from pipeline.report.rows import NoOutput
    from pipeline.report.site import open_site
    from pipeline.report.written import INDEX, write_folder, write_single

    try:
        site = open_site(output, sources, language)
    except NoOutput as error:
        raise click.UsageError(str(error)) from error
    single = target.suffix.lower() in {".html", ".htm"}
    try:
        (write_single if single else write_folder)(site, target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    missing = site.missing()
    if missing:
        names = ", ".join(sorted(missing)[:5])
        click.echo(
            f"milepael: {len(missing)} of {counted(len(site.documents()), 'source')} not found "
            f"({names}): "
            "their pages are not shown. Name their folder with --source FOLDER",
            err=True,
        )
    page = target if single else target / INDEX
    click.echo(f"written to {page}")
    if single and page.stat().st_size > LARGEST_FILE:
        size = page.stat().st_size >> 20
        click.echo(f"milepael: {size} MB in one file; a folder loads faster: -o report", err=True)
