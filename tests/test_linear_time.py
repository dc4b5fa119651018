"""No text is so long or so nasty that a normalizer hangs on it."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from contextlib import suppress

import pytest

from normalizers import (
    amount_cells,
    amount_units,
    amounts,
    case_numbers,
    comments,
    dates,
    deadlines,
    funding,
    headings,
    labels,
    legends,
    limits,
    municipalities,
    organisations,
    reports,
    rounds,
    statuses,
    text,
)
from normalizers.errors import Unreadable
from normalizers.reports import FrontLine

LONG = 100_000
# Of the processor, whatever else runs on it: what is linear needs half a second, what grows with
# the square of the length more than these, and a regular expression that blows up hours.
SECONDS = 3
KNOWN = organisations.learn(["Skole og Dagtilbud", "By, Erhverv og Klima"])


class Line:
    """A line without marks, as a legend might be looked for in it."""

    marks = ()

    def __init__(self, printed: str) -> None:
        self.text = printed


def find_legend(raw: str) -> object:
    return legends.find([Line(raw)])


def read_report(raw: str) -> object:
    return reports.read([FrontLine(raw, 1, True, 20.0)])


def read_status(raw: str) -> object:
    return statuses.read([], raw, (), "effort")


def read_names(raw: str) -> object:
    return organisations.read(raw, KNOWN)


def find_labels(raw: str) -> object:
    return labels.find(raw, KNOWN)


def find_municipality(raw: str) -> object:
    return municipalities.find([raw])


READERS: tuple[Callable[[str], object], ...] = (
    amounts.find,
    amount_cells.read,
    amount_units.find_unit,
    case_numbers.find,
    comments.split,
    comments.denies_economic_effect,
    dates.find,
    deadlines.read,
    funding.read,
    headings.read,
    headings.read_chapter,
    limits.percent,
    limits.read,
    rounds.find,
    text.clean,
    find_labels,
    find_legend,
    find_municipality,
    read_names,
    read_report,
    read_status,
)
NASTY = {
    "digits": "1",
    "points": ".",
    "blanks": " ",
    "thousands": "1.000",
    "spaced digits": "1 2 ",
    "commas": "1,",
    "units": "mio. kr. ",
    "amounts": "mellem 1 og 2 mio. kr. ",
    "letters": "a",
    "parentheses": "(",
    "dashes": "-",
    "years": "2017 ",
    "dates": "1.1.2017 ",
    "names": "Skole og ",
    "labels": "Ansvarligt center: ",
    "lines": "x\n",
    "percentages": "95 % ",
    "words": "to og en halv ",
    "accents": "a\u030a",
    "faces": "☺ = ",
    "municipalities": "Høje- Taastrup ",
}


@pytest.mark.parametrize("nasty", NASTY)
def test_a_long_text_of_one_thing_is_read_in_linear_time(nasty: str) -> None:
    """Every public normalizer ends on it, in a process that would be ended if it did not."""
    repeated = NASTY[nasty] * (LONG // len(NASTY[nasty]))
    worker = multiprocessing.get_context("fork").Process(target=read_all, args=(repeated,))

    worker.start()
    worker.join()

    assert worker.exitcode == 0


def read_all(raw: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for read in READERS:
        with suppress(Unreadable):
            read(raw)
