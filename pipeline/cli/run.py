"""`milepael run`: its options, and what is said of a run."""

from __future__ import annotations

import json
import os
import signal
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from pipeline.cli import Terminated
from pipeline.cli.remedies import remedy
from pipeline.cli.speech import complain, one_line
from pipeline.cli.status import ALL_READ, NOT_FINISHED, SOME_FAILED

if TYPE_CHECKING:
    from pipeline.batch import Workers
    from pipeline.options import Options
    from pipeline.progress import Follower
    from pipeline.run import Summary

    Asked: TypeAlias = tuple[tuple[str, ...], Path, Options, Workers]

_EXIT_STATUS = """\b
Exit status:
  0  every document was read
  3  finished, but at least one document failed
  2  wrong usage
  1  the run could not finish: disk full, output not writable
"""
ENGINES = click.Choice(["pdfium", "pdfplumber"])
_SECONDS = click.FloatRange(0, min_open=True)
_CONFIG = click.Path(exists=True, dir_okay=False, path_type=Path)
_CONFIG_NAME = "milepael.toml"
_STATUS_ORDER = ("met", "partly_met", "not_met", "unknown", "none")
_SEVERITIES = ("error", "warning", "info")


def _configured(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Take the options of a TOML file for those that the command line leaves out."""
    path = value or Path(_CONFIG_NAME)
    if value is None and not path.is_file():
        return
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from error
    known = {parameter.name for parameter in context.command.params} - {"inputs", "config"}
    options = {name.replace("-", "_"): setting for name, setting in found.items()}
    unknown = sorted(options.keys() - known)
    if unknown:
        raise click.UsageError(f"{path}: no such options: {', '.join(unknown)}")
    context.default_map = {**(context.default_map or {}), **options}


@click.command(epilog=_EXIT_STATUS)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    required=True,
    help="Folder or URL to write the datasets to.",
)
@click.option("--engine", type=ENGINES, help="Which PDF reader to use.")
@click.option("--password", help="Password of encrypted documents.")
@click.option("--convert", is_flag=True, help="Let LibreOffice convert .doc, .odt and .rtf.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; one for every core if not said.")
@click.option("--timeout", type=_SECONDS, help="Seconds for one document; by its size if not said.")
@click.option("--memory", type=click.IntRange(256), default=1536, help="Megabytes per process.")
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster at this address.")
@click.option("--dry-run", is_flag=True, help="Say what is new, changed and gone; read nothing.")
@click.option(
    "--config",
    type=_CONFIG,
    callback=_configured,
    is_eager=True,
    expose_value=False,
    help="Options as TOML; milepael.toml here if not said.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def run(  # noqa: PLR0913, PLR0917 - click passes an argument for every option
    inputs: tuple[str, ...],
    output: str,
    engine: str | None,
    password: str | None,
    convert: bool,
    jobs: int | None,
    timeout: float | None,
    memory: int,
    scheduler: str | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    r"""Read INPUT (files, folders, zip archives, URLs) and write Parquet datasets.

    A second run reads only what is new or changed. What stood in the output before is replaced
    when the new datasets are whole. A document that cannot be read is a row in `documents` with a
    code, and a line on standard error; the others are read all the same.

    \b
    Examples:
      milepael run opfølgning.pdf -o output
      milepael run archive/ -o output --jobs 4
      milepael run archive/ -o output --dry-run
      milepael run s3://bucket/2024 -o s3://bucket/output
    """
    from extractors.limits import MEBIBYTE, Limits
    from pipeline.batch import Workers
    from pipeline.options import Options

    options = Options(engine=engine, limits=Limits(password=password, convert=convert))
    workers = Workers(jobs or os.cpu_count() or 1, timeout, memory * MEBIBYTE, scheduler)

    def carried_out(folder: Path) -> int:
        asked = inputs, folder, options, workers
        return _preview(asked, as_json) if dry_run else _run(asked, output, quiet, as_json)

    sys.exit(_status(output, dry_run, carried_out))


def _status(output: str, dry_run: bool, carried_out: Callable[[Path], int]) -> int:
    """The exit status of what is done in the output's folder, its failures told."""
    from pipeline.corrections.entries import BadCorrections
    from pipeline.mirror import working
    from pipeline.sources import NoSuchInput

    try:
        with _termination_interrupts(), working(output, unchanged=dry_run) as folder:
            return carried_out(folder)
    except (NoSuchInput, BadCorrections) as error:
        raise click.UsageError(f"{error}.") from error
    except OSError as error:
        told = "what stood before still stands; mend that and run again"
        click.echo(f"milepael: the run could not finish: {error}; {told}", err=True)
        return NOT_FINISHED


def _run(asked: Asked, output: str, quiet: bool, as_json: bool) -> int:
    from pipeline.run import run as run_all

    summary = run_all(*asked, follower=_follower(quiet))
    if as_json:
        click.echo(json.dumps(_as_json(summary), ensure_ascii=False))
    elif not quiet:
        click.echo(_readable(summary, output))
    for entry in summary.unused:
        complain(f"a correction by {entry.who} has no source: {entry.source or entry.document}")
    if not summary.documents:
        complain(f"no document was found in {', '.join(asked[0])}")
    for row in summary.failed:
        told = f"{row.source}: {row.error_code}: {row.error_message}"
        complain(told + remedy(row.error_code))
    return SOME_FAILED if summary.failed else ALL_READ


def _preview(asked: Asked, as_json: bool) -> int:
    from pipeline.run import preview

    found = preview(*asked)
    if as_json:
        click.echo(json.dumps({**found.names, "to_read": found.unread}, ensure_ascii=False))
        return ALL_READ
    for kind, names in found.names.items():
        click.echo(f"{kind:<10} {len(names):>6}")
        if kind != "unchanged":
            for name in names:
                click.echo(f"  {one_line(name)}")
    click.echo(f"{'to read':<10} {found.unread:>6}")
    return ALL_READ


def _follower(quiet: bool) -> Follower:
    from rich.console import Console

    from pipeline.progress import Bar, Lines, Nobody

    if quiet:
        return Nobody()
    if sys.stderr.isatty():
        return Bar(Console(stderr=True))
    return Lines(lambda line: click.echo(one_line(line), err=True))


@contextmanager
def _termination_interrupts() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does: workers gone, what stood before still standing."""

    def interrupt(*_: object) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _readable(summary: Summary, output: str) -> str:
    rows = summary.documents
    lines = [
        "",
        f"{'documents':<12} {len(rows):>6}   failed {len(summary.failed)}",
        f"{'':<12} {'':>6}   "
        + ", ".join(f"{kind} {len(names)}" for kind, names in summary.names.items()),
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
        "read": summary.read,
        **{kind: len(names) for kind, names in summary.names.items()},
        "failed": {row.source: row.error_code for row in summary.failed},
        "left_out": {one.name: one.reason for one in summary.left_out},
        "unused_corrections": len(summary.unused),
        "items": sum(row.item_count for row in summary.documents),
        "follow_ups": sum(row.follow_up_count for row in summary.documents),
        "amounts": sum(row.amount_count for row in summary.documents),
        "statuses": dict(summary.statuses),
        "findings": {f"{severity}/{code}": n for (severity, code), n in summary.findings.items()},
    }
