"""PDF: first lines of a text that stand above its label, below a row that was left far behind."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.pages.column_lines import columns_of, faults
from extractors.pages.gaps import Word, Words
from extractors.pages.level_rows import level_starts

SIZE, PITCH = 9.0, 11.0
XS, BORDERS = (40.0, 150.0, 400.0, 500.0), (140.0, 390.0, 490.0)
LABEL = "Milepæl"


def line(down: float, *texts: str) -> Words:
    """What columns have that many lines further down."""
    found = []
    for start, text in zip(XS, texts, strict=False):
        x = start
        for word in text.split():
            width = stringWidth(word, "Helvetica", SIZE)
            found.append(Word(x, x + width, word))
            x += width + 2.5
    return Words(60 + PITCH * down, SIZE, bold=False, words=tuple(found))


def description(lines: int) -> list[Words]:
    """A long text, with a short one at its middle."""
    texts = ["Kajen ryddes nu for", *["skibe, og for meget"] * (lines - 1)]
    center = "Ansvarligt center: Teknik"
    return [line(at, own, center if at == lines // 2 else "") for at, own in enumerate(texts)]


def milestones(down: float) -> list[Words]:
    """Two, each label level with the middle line of its text."""
    return [
        line(down + 4 * at + more, LABEL if more == 1 else "", text, *rest)
        for at in range(2)
        for more, text, rest in (
            (0, "Molen er for lang.", ()),
            (1, "Den gøres nu kortere.", ("maj 2024", "Nået")),
            (2, "Arbejdet følger planen.", ()),
        )
    ]


def test_lines_above_a_label_are_no_part_of_a_row_far_above() -> None:
    """They stand as close to the label's line as lines of one text do."""
    rows = [*description(9), *milestones(9.5)]
    by_labels = [0, 10, 13]

    assert faults(columns_of(rows, BORDERS), by_labels, {LABEL})
    assert level_starts(rows, BORDERS, by_labels, {LABEL}) == [0, 9, 12]


def test_a_row_below_a_short_text_with_a_paragraph_is_none_that_was_torn() -> None:
    """A paragraph is not as far from the one above it as a label at a row's middle."""
    rows = [
        line(0, LABEL, "Molen er lang.", "maj 2024", "Nået"),
        line(1.5, "", "Den gøres kortere."),
        line(2.5, LABEL, "Arbejdet følger planen.", "maj 2024", "Nået"),
        line(3.5, "", "Det er godt."),
    ]

    assert not faults(columns_of(rows, BORDERS), [0, 2], {LABEL})
