"""`milepael schema`: the data dictionary."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As a Frictionless Data Package.")
def schema(as_json: bool) -> None:
    r"""Print the data dictionary: every table and column that a run writes.

    As Markdown, with type, unit, enumeration and a sentence for each column; as JSON for programs.

    \b
    Examples:
      milepael schema
      milepael schema --json > datapackage.json
    """
    from pipeline import datapackage

    if as_json:
        click.echo(json.dumps(datapackage.datapackage(()), ensure_ascii=False, indent=1))
        return
    click.echo(datapackage.markdown(), nl=False)
