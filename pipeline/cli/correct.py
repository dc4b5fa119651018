"""`milepael correct`: a person's word on one value, kept for every later run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractors.counting import counted
from pipeline.cli.speech import one_line
from pipeline.cli.status import NOT_FINISHED

_OUTPUT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("output", type=_OUTPUT)
@click.argument("column", required=False)
@click.argument("value", required=False)
@click.option("--item", metavar="ITEM_ID", help="The item that the value stands in.")
@click.option("--row", type=click.IntRange(1), help="Its row: the position in follow_ups.")
@click.option("--amount", type=click.IntRange(1), help="Which amount of the item or row, from 1.")
@click.option("--document", metavar="DOCUMENT_ID", help="The document, for a value of its own.")
@click.option("--unknown", is_flag=True, help="Nobody can tell: the value becomes null.")
@click.option("--accept", is_flag=True, help="The value was checked, and is right.")
@click.option("--comment", is_flag=True, help="Only a remark: say it by --why.")
@click.option("--who", help="Who says so.")
@click.option("--why", help="On what ground.")
@click.option("--list", "listed", is_flag=True, help="Print the corrections that there are.")
def correct(  # noqa: PLR0913, PLR0917 - click passes an argument for every option
    output: Path,
    column: str | None,
    value: str | None,
    item: str | None,
    row: int | None,
    amount: int | None,
    document: str | None,
    unknown: bool,
    accept: bool,
    comment: bool,
    who: str | None,
    why: str | None,
    listed: bool,
) -> None:
    r"""Record in OUTPUT/corrections.toml that COLUMN is VALUE, whatever was read.

    The entry holds the source's hash, the place, and what the source says there. Every later run
    replays it; where the source no longer says so, the run reports it as stale. The value that
    was read stays in the column `reviews`.

    \b
    Examples:
      milepael correct output status met --item 1f0c…-0007 --row 2 --who "A. Holm" --why "p. 12"
      milepael correct output low 570000 --item 1f0c…-0007 --row 4 --amount 1 --who "A. Holm"
      milepael correct output deadline_date --unknown --item 1f0c…-0007 --row 2 --who "A. Holm"
      milepael correct output status --accept --item 1f0c…-0007 --row 2 --who "A. Holm"
      milepael correct output --list
    """
    from pipeline.corrections.making import Where

    if listed:
        _print(output)
        return
    if column is None or not who or (item is None) == (document is None):
        raise click.UsageError("expected a COLUMN, --who, and either --item or --document.")
    asked = {"corrected": value is not None, "unknown": unknown}
    verdict = _verdict(asked | {"accepted": accept, "commented": comment})
    _record(output, Where(document, item, row, amount), column, (verdict, value, who, why))


def _verdict(asked: dict[str, bool]) -> str:
    """The one that was asked for: that nobody can tell corrects what was read."""
    chosen = [verdict for verdict, is_asked in asked.items() if is_asked]
    if len(chosen) != 1:
        raise click.UsageError("expected one of VALUE, --unknown, --accept and --comment.")
    return "corrected" if chosen == ["unknown"] else chosen[0]


def _record(
    output: Path, where: object, column: str, said: tuple[str, str | None, str, str | None]
) -> None:
    from datetime import UTC, datetime

    from pipeline.corrections import entries, making
    from pipeline.corrections.columns import BadValue
    from pipeline.lock import locked

    assert isinstance(where, making.Where)
    verdict, value, who, why = said
    day = datetime.now(UTC).astimezone().date().isoformat()
    try:
        with locked(output):
            entry = making.entry(output, where, column, making.Said(verdict, value, who, why, day))
            entries.add(output / entries.FILE, entry)
    except (making.NoSuchRow, BadValue, entries.BadCorrections) as error:
        raise click.UsageError(f"{error}.") from error
    except OSError as error:
        click.echo(f"milepael: the correction could not be kept: {error}", err=True)
        sys.exit(NOT_FINISHED)
    click.echo(
        f"{output / entries.FILE}: {entry.table}.{column} {verdict}; "
        "run `milepael run` again to have it in the datasets."
    )


def _print(output: Path) -> None:
    from pipeline.corrections import entries

    try:
        found = entries.load(output / entries.FILE)
    except entries.BadCorrections as error:
        raise click.UsageError(f"{error}.") from error
    for entry in found:
        place = f"{entry.source or entry.document} {entry.locator or ''}".rstrip()
        value = "; ".join(entry.value) if isinstance(entry.value, tuple) else entry.value
        right = f" -> {value or 'unknown'}" if entry.verdict == "corrected" else ""
        click.echo(one_line(f"{place}: {entry.table}.{entry.column} {entry.verdict}{right}"))
        click.echo(one_line(f"  read {entry.read!r}, says {entry.who}: {entry.why or ''}"))
    click.echo(counted(len(found), "correction"))
