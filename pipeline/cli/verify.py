"""`milepael verify`: every value read again, and how many agree."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractors.counting import counted
from pipeline.cli.speech import complain, one_line
from pipeline.cli.status import ALL_READ, NOT_FINISHED, SOME_FAILED

if TYPE_CHECKING:
    from pipeline.verify import Verification

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_SOURCE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("output", type=_FOLDER)
@click.option("--source", type=_SOURCE, help="Where the sources are, if not where they were.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; one for every core if not said.")
@click.option("--password", help="Password of encrypted documents.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def verify(
    output: Path, source: Path | None, jobs: int | None, password: str | None, as_json: bool
) -> None:
    r"""Find the sources of OUTPUT by their hash, read every value again, and say who agrees.

    PDF is read by the other engine, anything else once more; a PDF and a Word file of one report
    witness for each other. What differs becomes a finding with both readings, and who agrees
    stands in the column `witnesses`. Exit status: 0 every document was read again, 3 at least one
    could not be.

    \b
    Examples:
      milepael verify output
      milepael verify output --source archive/2024 --json
    """
    from pipeline.sources import NoSuchInput
    from pipeline.verify import NothingToVerify, as_values
    from pipeline.verify import verify as verify_all

    try:
        found = verify_all(output, source, jobs=jobs or os.cpu_count() or 1, password=password)
    except (NothingToVerify, NoSuchInput) as error:
        raise click.ClickException(f"{error}.") from error
    except OSError as error:
        click.echo(f"milepael: the check could not finish: {error}", err=True)
        sys.exit(NOT_FINISHED)
    if as_json:
        click.echo(json.dumps(as_values(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_readable(found)))
    unread = [one for one in found.documents if one.engine is None]
    for one in unread:
        complain(f"{one.source}: not verified: {one.reason}")
    if not found.written:
        complain("the datasets do not say so yet: run `milepael run` again, then verify.")
    sys.exit(SOME_FAILED if unread else ALL_READ)


def _readable(found: Verification) -> Iterator[str]:
    for one in found.documents:
        yield f"{one_line(one.source)}: {one.engine or one.reason}"
        counts = [f"{table} {one.agreed[table]}/{one.compared[table]}" for table in one.compared]
        if counts:
            yield f"  {', '.join(counts)}"
        yield from (f"  also {one_line(name)}" for name in one.files)
    yield ""
    yield "values that agree"
    for table, compared, agreed in found.totals():
        yield f"  {table:<12} {agreed:>8} of {compared}"
    different = sum(len(one.differences) for one in found.documents)
    yield f"{counted(different, 'row differs', 'rows differ')}; each is a finding"
