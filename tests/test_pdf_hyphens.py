"""PDF: whose a hyphen at the end of a line is, the word's or the typesetter's."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import LEADING, SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.hyphens import Hyphens

BROKEN = (
    *("det er budget-", "tet som er med i rammer-", "ne for hele sko-", "lens drift"),
    *("vi ser på budgettet i dag", "og alle rammerne er nye", "så skolens drift er god"),
)
RELATED = "stress-problemer og smertekliniker hos os"


@pytest.mark.parametrize(
    ("above", "below", "written", "joined"),
    [
        ("om angst-", "problemer i år", RELATED, "om angst-problemer i år"),
        ("om stress-", "kliniker i år", RELATED, "om stress-kliniker i år"),
        ("om smerte-", "behandling nu", RELATED, "om smertebehandling nu"),
        ("om angst\u2011", "problemer i år", RELATED, "om angst\u2011problemer i år"),
        ("i Greater Co-", "penhagen nu", "", "i Greater Copenhagen nu"),
        ("Co-", "working for alle", "", "Co-working for alle"),
        ("nye co-", "housing for alle", "", "nye co-housing for alle"),
        ("NYE TAPE-", "TEN TIL ALLE", "", "NYE TAPETEN TIL ALLE"),
        ("NYE HAVNE-", "HUSE TIL ALLE", "nye havne og huse i byen", "NYE HAVNE-HUSE TIL ALLE"),
        ("NYE BPA-", "ORDNINGER", "", "NYE BPA-ORDNINGER"),
        ("i Aalborg-", "Nørresundby", "", "i Aalborg-Nørresundby"),
        ("i Kyst-", "udvalget nu", "drøftet i MED-udvalget i byen", "i Kystudvalget nu"),
        ("alle Med-", "arbejdere nu", "drøftet i MED-udvalget i byen", "alle Medarbejdere nu"),
        ("i med-", "udvalget nu", "drøftet i MED-udvalget i byen", "i med-udvalget nu"),
        ("i MED-", "aftalen nu", "drøftet i MED-udvalget i byen", "i MED-aftalen nu"),
        ("om Covid-19-", "test til alle", "", "om Covid-19-test til alle"),
    ],
)
def test_a_hyphen_at_a_line_end_is_kept_where_the_word_has_one(
    above: str, below: str, written: str, joined: str
) -> None:
    """By words that share a part with it, and by what it stands behind."""
    hyphens = Hyphens((*BROKEN, written))

    first, between = hyphens.joined(above, below)

    assert f"{first}{between}{below}" == joined


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("i Greater Co\u2010", "penhagen nu", "i Greater Copenhagen nu"),
        ("NYE TAPE\u2010", "TEN TIL ALLE", "NYE TAPETEN TIL ALLE"),
        ("om angst\u2010", "problemer i år", "om angstproblemer i år"),
        ("en refor\u2010", "men i skolen", "en reformen i skolen"),
        ("fra 2015\u2010", "2017", "fra 2015\u20102017"),
    ],
)
@pytest.mark.parametrize("own", ["en e-mail til os", "en e\u2010mail til os", ""])
def test_a_sign_that_only_typesetters_use_is_no_hyphen_of_a_word(
    above: str, below: str, joined: str, own: str
) -> None:
    """Where the document writes its own with another one."""
    hyphens = Hyphens((own, "alle har stress-problemer nu", above, below))

    first, between = hyphens.joined(above, below)

    is_kept = "\u2010" in own or joined[-1].isdigit()
    blank = " " if below.startswith("men ") else ""
    assert f"{first}{between}{below}" == (f"{above}{blank}{below}" if is_kept else joined)


@pytest.mark.parametrize(
    ("sign", "kept"),
    [("\u00ad", "-"), ("\u2010", "-"), ("-", "")],
    ids=["printed by itself", "another character", "the same"],
)
def test_a_hyphen_that_is_typed_is_kept_where_others_are_put_in(sign: str, kept: str) -> None:
    """Where the document shows that what breaks its words is of another sign."""
    words = ("budget", "tet"), ("ramm", "erne"), ("skole", "rne"), ("hal", "lerne"), ("pla", "nen")
    broken = [line for head, tail in words for line in (f"vi så {head}{sign}", f"{tail} i går")]
    whole = " og ".join(map("".join, words))
    hyphens = Hyphens((*broken, f"her er {whole} nu", "de har e\u2010mail om alle problemer"))

    first, between = hyphens.joined("ved angst-", "problemer i byen")

    assert f"{first}{between}problemer" == f"ved angst{kept}problemer"
    # At the end of a page no line follows by which an engine tells what was put in.
    assert hyphens.joined_over_page("ved angst-", "problemer i byen") == ("ved angst", "")
    assert hyphens.joined_over_page("ved it-", "problemer i byen") == ("ved it-", "")


@pytest.mark.parametrize("ruled", [True, False], ids=["in a row", "in prose"])
def test_such_a_hyphen_is_told_at_the_end_of_a_page(*, ruled: bool) -> None:
    """Though the halves stand on two."""
    above = (
        "alle problemer i økonomien",
        "med smerte, ikke uden",
        "de ser på økono-",
        "mien ved smerte-",
    )
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(200, 100), invariant=1)
    for lines in (above, ("problemer i økono-", "mien nu")):
        canvas.setFont("Helvetica", SIZE)
        if ruled:
            canvas.grid([10, 16, 150], [92, 30])
        for number, line in enumerate(lines):
            canvas.drawString(20, 80 - LEADING * number, line)
        canvas.showPage()
    canvas.save()
    document = read(stream.getvalue(), Limits())

    assert len(document.tables) == ruled
    told = [one.evidence for one in document.notices if one.code == "line-end-hyphen"]
    assert told == ["smerte- | problemer: smerteproblemer"]
