"""PDFs that are broken, encrypted or meant to do harm: no library writes such, a hand does."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

# Where files point that want something fetched; a test listens there.
# Another for every process, so that two suites may run at once.
ELSEWHERE = f"http://127.0.0.1:{20_000 + os.getpid() % 10_000}/x"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)
CONTENT = b"BT /F1 12 Tf 72 720 Td (Opfolgning paa budget 2024) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, extra: bytes = b"", *, rounds: int = 0) -> bytes:
    """A stream object, deflated so many times over."""
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * rounds + b"]" if rounds else b""
    head = b"<< /Length %d %s %s >>" % (len(data), filters, extra)
    return head + b"\nstream\n" + data + b"\nendstream"


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, cross-reference table and all."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at = places.get(number)
        out += b"0000000000 00000 f \n" if at is None else b"%010d 00000 n \n" % at
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def whole(**changed: bytes) -> bytes:
    """A sound PDF of one page, with the named objects put otherwise."""
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(CONTENT), 5: FONT}
    return pdf({**objects, **{int(name[1:]): body for name, body in changed.items()}})


def canvas(pages: int = 1, **options: object) -> bytes:
    out = BytesIO()
    drawn = Canvas(out, invariant=1, **options)
    for number in range(pages):
        drawn.drawString(72, 720, f"Side {number + 1} af opfølgningen")
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def encrypted(user: str) -> bytes:
    return canvas(encrypt=StandardEncryption(user, "ejer", canPrint=0))


def _deep(opening: bytes, closing: bytes, times: int) -> bytes:
    return opening * times + closing * times


def _crowd(number: int) -> bytes:
    """So many objects that nothing refers to."""
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(CONTENT), 5: FONT}
    objects |= dict.fromkeys(range(6, number), b"<< /A 1 >>")
    return pdf(objects)


def _object_stream_bomb() -> bytes:
    head = b"6 0 "
    return whole(
        o6=stream(head + b" " * 60_000_000, b"/Type /ObjStm /N 1 /First 4", rounds=1),
        o2=b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Extends 6 0 R >>",
    )


def _to_unicode() -> bytes:
    """A font whose map names four thousand million characters in one line."""
    ranges = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
    ranges += b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange\n" * 50
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return whole(o5=font, o6=stream(b"begincmap\n" + ranges + b"endcmap"))


def _form_loop() -> bytes:
    """A form that draws itself twice: twice as often at every level."""
    page = PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return whole(o3=page, o4=stream(b"/X Do"), o6=stream(b"/X Do /X Do", form))


def _form_tree() -> bytes:
    """Forms that each draw the next one ten times: ten thousand million drawings in all."""
    page = PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    form = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    )
    drawn = {f"o{n}": stream(b"/X Do " * 10, form % (n + 1)) for n in range(6, 16)}
    return whole(o3=page, o4=stream(b"/X Do"), o16=stream(b"0 0 9 9 re f", form % 16), **drawn)


def _image_bomb(rounds: int) -> bytes:
    page = PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    image = (
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 "
        b"/BitsPerComponent 8 /ColorSpace /DeviceRGB"
    )
    body = stream(b"\0" * 20_000_000, image, rounds=rounds)
    return whole(o3=page, o4=stream(b"q 400 0 0 400 0 0 cm /X Do Q"), o6=body)


def _broken_xref() -> bytes:
    return whole().replace(b"startxref\n", b"startxref\n9")


def _table_loop() -> bytes:
    """A cross-reference section that names itself as the one before it."""
    data = whole()
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % start)


def _rules() -> bytes:
    """A page of seventy thousand rules."""
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 590 %d l S\n" % (n, n, n, n) for n in range(1, 590))
    return whole(o4=stream(lines * 60, rounds=1))


def _letters() -> bytes:
    shown = b"BT /F1 1 Tf " + b"1 0 0 1 %d %d Tm (Milepael) Tj " * 1
    text = b"".join(b"1 0 0 1 %d %d Tm (Milepael) Tj " % (n % 590, n % 840) for n in range(110_000))
    return whole(o4=stream(shown[:12] + text + b"ET", rounds=1))


def _content_bomb() -> bytes:
    return whole(o4=stream(b"q " * 10_000_000, rounds=1))


def _nested_bomb() -> bytes:
    return whole(o4=stream(b" " * 100_000_000, rounds=3))


def _page_tree_bomb() -> bytes:
    """Nodes that name the next one ten times over: a thousand million pages of one object."""
    nodes = {
        f"o{n}": b"<< /Type /Pages /Count 10 /Kids [" + b"%d 0 R " % (n + 1) * 10 + b"] >>"
        for n in range(6, 15)
    }
    pages = b"<< /Type /Pages /Kids [6 0 R] /Count 1000000000 >>"
    return whole(o2=pages, o15=PAGE, **nodes)


SOUND = ("no_follow_up_tables",)
BROKEN = ("damaged", "not-a-document")
# What a reader may say of a file whose damage one can mend and another not.
EITHER = (*SOUND, *BROKEN)
COSTLY = (*EITHER, "too-large", "timeout", "out-of-memory", "crashed")

# Name, what makes it, the outcomes and codes that are acceptable.
PDFS: tuple[tuple[str, Callable[[], bytes], tuple[str, ...]], ...] = (
    ("sound.pdf", whole, SOUND),
    ("header-only.pdf", lambda: b"%PDF-1.7\n", BROKEN),
    ("header-late.pdf", lambda: b"\0" * 900 + whole(), EITHER),
    ("junk-before.pdf", lambda: b"HTTP/1.1 200 OK\r\n\r\n" + whole(), EITHER),
    ("junk-behind.pdf", lambda: whole() + b"<html>" * 500, SOUND),
    ("no-end.pdf", lambda: whole().partition(b"xref")[0], EITHER),
    ("wrong-start.pdf", _broken_xref, SOUND),
    ("user-password.pdf", lambda: encrypted("hemmelig"), ("encrypted",)),
    ("owner-password.pdf", lambda: encrypted(""), SOUND),
    ("catalog-is-itself.pdf", lambda: whole(o1=b"1 0 R"), BROKEN),
    ("catalog-of-itself.pdf", lambda: whole(o1=b"<< /Type /Catalog /Pages 1 0 R >>"), EITHER),
    ("pages-of-themselves.pdf", lambda: whole(o2=PAGES.replace(b"3 0", b"2 0")), EITHER),
    ("page-tree-in-a-ring.pdf", lambda: whole(o3=PAGES.replace(b"3 0", b"2 0")), EITHER),
    ("page-tree-bomb.pdf", _page_tree_bomb, COSTLY),
    ("pages-lost.pdf", lambda: whole(o2=b"null"), EITHER),
    ("no-pages.pdf", lambda: whole(o2=b"<< /Type /Pages /Kids [] /Count 0 >>"), EITHER),
    (
        "count-lies.pdf",
        lambda: whole(o2=PAGES.replace(b"/Count 1", b"/Count 2000000000")),
        COSTLY,
    ),
    ("count-below-zero.pdf", lambda: whole(o2=PAGES.replace(b"/Count 1", b"/Count -7")), EITHER),
    ("contents-of-itself.pdf", lambda: whole(o4=b"4 0 R"), EITHER),
    (
        "length-of-itself.pdf",
        lambda: whole(o4=b"<< /Length 4 0 R >>\nstream\nq\nendstream"),
        EITHER,
    ),
    ("font-of-itself.pdf", lambda: whole(o5=b"5 0 R"), EITHER),
    (
        "encryption-of-itself.pdf",
        lambda: pdf(
            {1: CATALOG, 2: PAGES, 3: PAGE, 6: b"<< /Filter 6 0 R /V 6 0 R >>"}, b"/Encrypt 6 0 R"
        ),
        (*BROKEN, "encrypted"),
    ),
    (
        "encryption-in-a-ring.pdf",
        lambda: pdf({1: CATALOG, 2: PAGES, 3: PAGE, 6: b"7 0 R", 7: b"6 0 R"}, b"/Encrypt 6 0 R"),
        (*EITHER, "encrypted"),
    ),
    ("table-before-itself.pdf", _table_loop, EITHER),
    ("deep-arrays.pdf", lambda: whole(o6=_deep(b"[", b"]", 200_000)), EITHER),
    ("deep-catalog.pdf", lambda: whole(o1=_deep(b"<</Pages ", b">>", 100_000)), EITHER),
    ("to-unicode.pdf", _to_unicode, COSTLY),
    ("form-of-itself.pdf", _form_loop, COSTLY),
    ("forms-of-forms.pdf", _form_tree, COSTLY),
    ("object-stream-bomb.pdf", _object_stream_bomb, COSTLY),
    ("content-bomb.pdf", _content_bomb, COSTLY),
    ("nested-bomb.pdf", _nested_bomb, COSTLY),
    ("picture-bomb.pdf", lambda: _image_bomb(1), COSTLY),
    ("picture-bomb-twice.pdf", lambda: _image_bomb(2), COSTLY),
    ("many-objects.pdf", lambda: _crowd(300_000), SOUND),
    ("many-rules.pdf", _rules, COSTLY),
    ("many-letters.pdf", _letters, COSTLY),
    ("wide-page.pdf", lambda: whole(o3=PAGE.replace(b"595 842", b"1e9 1e9")), COSTLY),
    ("page-of-nothing.pdf", lambda: whole(o3=PAGE.replace(b"595 842", b"0 0")), EITHER),
    ("page-of-nan.pdf", lambda: whole(o3=PAGE.replace(b"595 842", b"nan -1e99")), EITHER),
    (
        "javascript.pdf",
        lambda: whole(
            o1=b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1);) >> >>"
        ),
        SOUND,
    ),
    (
        "launch.pdf",
        lambda: whole(
            o1=b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>"
        ),
        SOUND,
    ),
    (
        "fetched.pdf",
        lambda: whole(
            o4=b"<< /Length 0 /F << /FS /URL /F (%s) >> >>\nstream\n\nendstream"
            % ELSEWHERE.encode()
        ),
        SOUND,
    ),
)


def many_pages(number: int) -> bytes:
    """So many pages, each with a line and a number of its own."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(number))
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (number, kids), 5: FONT}
    for n in range(number):
        objects[6 + 2 * n] = PAGE.replace(b"4 0 R", b"%d 0 R" % (7 + 2 * n))
        objects[7 + 2 * n] = stream(CONTENT + b" BT /F1 9 Tf 72 70 Td (Side %d) Tj ET" % (n + 1))
    return pdf(objects)


def long_table(rows: int, a_page: int = 50) -> bytes:
    """A follow-up table of so many rows, over as many pages as it takes; every rule is drawn."""
    contents = []
    for first in range(0, rows, a_page):
        here = range(first, min(first + a_page, rows))
        lines = [b"0.5 w"]
        for place, number in enumerate(here):
            y = 790 - 15 * place
            lines.append(b"50 %d m 545 %d l S" % (y, y))
            for x, text in (
                (54, b"Milepael"),
                (124, b"Plan %d er lagt" % number),
                (404, b"1. maj 2024"),
            ):
                lines.append(b"BT /F1 9 Tf %d %d Td (%s) Tj ET" % (x, y - 11, text))
        bottom = 790 - 15 * len(here)
        lines.append(b"50 %d m 545 %d l S" % (bottom, bottom))
        lines += [b"%d 790 m %d %d l S" % (x, x, bottom) for x in (50, 120, 400, 480, 545)]
        contents.append(stream(b"\n".join(lines), rounds=1))
    kids = b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(contents)))
    objects = {
        1: CATALOG,
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        5: FONT,
    }
    for n, content in enumerate(contents):
        objects[6 + 2 * n] = PAGE.replace(b"4 0 R", b"%d 0 R" % (7 + 2 * n))
        objects[7 + 2 * n] = content
    return pdf(objects)
