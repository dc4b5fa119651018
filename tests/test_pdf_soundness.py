"""PDF: parts of a file that do not inflate are told, as text may be lost."""

from __future__ import annotations

import pytest
from hostile_pdfs import CONTENT, FONT, stream, whole

from extractors import formats
from extractors.limits import Limits

FLATE = b"/Filter /FlateDecode"


def told(body: bytes) -> list[str]:
    """What is told of a page whose contents are a sound part and this one."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [6 0 R 7 0 R] "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    data = whole(o3=page, o5=FONT, o6=stream(CONTENT), o7=body)
    return [one.code for one in formats.read(data, Limits()).notices if one.severity == "error"]


@pytest.mark.parametrize(
    "head", [b"<< /Length 0 %s >>", b"<< %s /Length 0 >>", b"<< /Length 0/DecodeParms null %s >>"]
)
@pytest.mark.parametrize("body", [b"stream\n\nendstream", b"stream\r\nendstream"])
def test_a_part_of_nothing_has_lost_nothing(head: bytes, body: bytes) -> None:
    """As its own length says."""
    assert told(head % FLATE + b"\n" + body) == []


@pytest.mark.parametrize(
    "body",
    [
        b"<< /Length 40 %s >>\nstream\n\nendstream",
        b"<< /Length 8 0 R %s >>\nstream\n\nendstream",
        b"<< /Length 0 8 R %s >>\nstream\n\nendstream",
        b"<< %s >>\nstream\n\nendstream",
        b"<< /Length 0 %s >>\nstream\nx\x9cspoilt\nendstream",
    ],
)
def test_a_part_that_lacks_what_it_should_have_is_told(body: bytes) -> None:
    assert told(body % FLATE) == ["damaged-stream"]
