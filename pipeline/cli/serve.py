"""`milepael serve`: the page with review mode, on this machine only."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.report import LANGUAGE

PORT = 8741


@click.command()
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--source",
    "sources",
    multiple=True,
    help="Folder, file or URL with the documents; by default those that were read.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port on 127.0.0.1; 0 for any that is free.",
)
@click.option("--language", type=LANGUAGE, default="da", help="First language of the page.")
def serve(output: Path, sources: tuple[str, ...], port: int, language: str) -> None:
    r"""Show what OUTPUT holds as a page on this machine, to accept, correct and comment values.

    Verdicts are added to OUTPUT/corrections.toml, which every later run replays.

    \b
    Examples:
      milepael serve output
      milepael serve output --port 0 --source archive/2024
    """
    from pipeline.report.rows import NoOutput
    from pipeline.report.server import ADDRESS, Review, server
    from pipeline.report.site import open_site

    try:
        review = Review(output, lambda: open_site(output, sources, language))
    except NoOutput as error:
        raise click.UsageError(str(error)) from error
    try:
        opened = server(review, port)
    except OSError as error:
        reason = f"port {port} cannot be had ({error.strerror}); choose another: --port 0"
        raise click.ClickException(reason) from error
    click.echo(f"http://{ADDRESS}:{opened.server_port}/  (Ctrl-C ends it)")
    with opened:
        try:
            opened.serve_forever()
        except KeyboardInterrupt:  # the way to end it, not a failure
            click.echo("ended", err=True)
