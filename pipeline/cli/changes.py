"""`milepael changes`: what became of the promises, from report to report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.speech import one_line

if TYPE_CHECKING:
    from pipeline.changes.stories import Story, Told

_OUTPUT = click.Path(exists=True, file_okay=False, path_type=Path)
_LONGEST = 400  # characters of a difference; JSON has all of it
_BEFORE = 80  # of what stands before the first word that differs
_STILL = "item_continued"  # no news, unless asked for


@click.command()
@click.argument("output", type=_OUTPUT)
@click.option("--kind", "kinds", multiple=True, help="Only changes of this kind; may be repeated.")
@click.option("--item", "words", help="Only items whose heading holds these words or this number.")
@click.option("--municipality", help="Only reports of this municipality.")
@click.option("--year", type=int, help="Only reports on this budget year.")
@click.option("--all", "everything", is_flag=True, help="Also items that merely go on.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def changes(
    output: Path,
    kinds: tuple[str, ...],
    words: str | None,
    municipality: str | None,
    year: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    r"""Print what changed in OUTPUT, report by report, what weighs most first.

    \b
    Examples:
      milepael changes output
      milepael changes output --kind milestone_reworded --kind deadline_changed
      milepael changes output --item cykelsti --year 2024
      milepael changes output --json > changes.json
    """
    _check(kinds)
    wanted = [
        narrowed
        for story in _stories(output)
        if _is_asked_for(story, words, municipality, year)
        and (narrowed := _narrowed(story, kinds, everything)) is not None
    ]
    if as_json:
        click.echo(json.dumps([_values(one) for one in wanted], ensure_ascii=False, indent=1))
        return
    for line in _lines(wanted):
        click.echo(line)


def _check(kinds: tuple[str, ...]) -> None:
    from pipeline.changes.stories import WEIGHTS

    unknown = sorted(set(kinds) - WEIGHTS.keys())
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is none of {', '.join(WEIGHTS)}", param_hint="--kind"
        )


def _stories(output: Path) -> tuple[Story, ...]:
    from pipeline.changes.stories import stories

    try:
        return tuple(stories(output))
    except OSError as error:
        raise click.ClickException(
            f"{output}: no finished output: {error}; write one with: "
            f"milepael run REPORT.pdf -o {output}"
        ) from error


def _is_asked_for(
    story: Story, words: str | None, municipality: str | None, year: int | None
) -> bool:
    headings = f"{story.from_heading or ''}\n{story.to_heading or ''}".casefold()
    return (
        (words is None or words.casefold() in headings)
        and (municipality is None or story.later.municipality == municipality)
        and (year is None or year in (story.earlier.budget_year, story.later.budget_year))
    )


def _narrowed(story: Story, kinds: tuple[str, ...], everything: bool) -> Story | None:
    """The story with the changes asked for; None where nothing is left to tell."""
    from dataclasses import replace

    from pipeline.changes.stories import IN_PARTS

    told = tuple(
        change
        for change in story.changes
        if (change.kind in kinds if kinds else everything or change.kind != _STILL)
    )
    in_parts = story.ground in IN_PARTS and not kinds
    return replace(story, changes=told) if told or in_parts or (everything and not kinds) else None


def _values(story: Story) -> dict[str, object]:
    from dataclasses import asdict

    values = asdict(story)
    ends = {"from": story.earlier._asdict(), "to": story.later._asdict()}
    rest = {name: value for name, value in values.items() if name not in {"earlier", "later"}}
    return ends | rest


def _lines(found: list[Story]) -> Iterator[str]:
    reports = None
    for story in found:
        if reports != (story.earlier, story.later):
            reports = story.earlier, story.later
            yield f"== {one_line(story.earlier.source)} -> {one_line(story.later.source)}"
            yield ""
        yield _headline(story)
        for change in story.changes:
            row = "" if change.row is None else f", row {change.row}"
            yield f"  {change.kind}{row}{_place(change)}"
            yield f"    {_what(change)}"
        yield ""
    count = sum(len(story.changes) for story in found)
    yield f"changes {count}, items {len(found)}"


def _headline(story: Story) -> str:
    from pipeline.changes.stories import IN_PARTS

    if story.ground in IN_PARTS and story.from_heading is not None:
        return one_line(f"{story.from_heading} -> {story.heading} ({story.ground})")
    return one_line(story.heading)


def _place(change: Told) -> str:
    pages = [str(page) for page in (change.from_page, change.to_page) if page is not None]
    if pages:
        return f" (page {' -> '.join(dict.fromkeys(pages))})"
    places = [place for place in (change.from_locator, change.to_locator) if place is not None]
    return f" ({one_line(' -> '.join(places))})" if places else ""


def _what(change: Told) -> str:
    if change.difference is not None:
        return _shortened(one_line(change.difference.replace("\n", " ")))
    ends = ("nothing" if not end else end.replace("\n", " ") for end in (change.old, change.new))
    return _shortened(one_line(" -> ".join(ends)))


def _shortened(text: str) -> str:
    """Around what differs, where a long text says the same before and behind it."""
    if len(text) <= _LONGEST:
        return text
    marks = [at for at in (text.find("[-"), text.find("{+")) if at >= 0]
    start = max(0, min(marks, default=0) - _BEFORE)
    part = text[start : start + _LONGEST]
    return f"{'… ' if start else ''}{part}{' …' if start + _LONGEST < len(text) else ''}"
