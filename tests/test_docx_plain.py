"""A document reads the same whether its plain tables are cut out of it or parsed with the rest."""

from __future__ import annotations

import json
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from mutations import mutated
from test_docx_texts import paragraphs as wrapped_paragraphs
from test_docx_texts import tables as wrapped_tables
from word_drawings import face
from word_files import Part, cell, packed, paragraph, row, run, table, word_file
from word_tables import STYLES, tables

from extractors.document import Document
from extractors.errors import ExtractionError
from extractors.formats.docx.main_part import MainPart, read_main_part, read_whole
from extractors.formats.docx.package import Package, open_package
from extractors.formats.docx.whole import read_document
from extractors.limits import Limits
from klitsund.documents import FOLDER

CASES = Path(__file__).parent / "cases" / "docx_texts.json"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SAMPLES = sorted((*FOLDER.rglob("*.docx"), *CORPUS.glob("*.docx")))
MUTATIONS = 100
TEXT, SHADED = "<w:t>a</w:t>", "<w:shd w:val='clear' w:color='auto' w:fill='FFFF00'/>"


def apart(data: bytes, limits: Limits | None = None) -> Document | tuple[str, str]:
    """What is read with plain tables cut out: the document, or the error."""
    return _outcome(data, limits or Limits(), apart=True)


def together(data: bytes, limits: Limits | None = None) -> Document | tuple[str, str]:
    """What is read of the whole tree."""
    return _outcome(data, limits or Limits(), apart=False)


def _outcome(data: bytes, limits: Limits, *, apart: bool) -> Document | tuple[str, str]:
    try:
        package = open_package(data, limits)
        return read_document(package, limits, read_main_part if apart else read_whole)
    except ExtractionError as error:
        return type(error).__name__, str(error)


def main_part(data: bytes) -> MainPart:
    package: Package = open_package(data, Limits())
    return read_main_part(package, package.main_part())


def cut_out(data: bytes) -> int:
    """How many tables were cut out."""
    plain = main_part(data).plain
    return 0 if plain is None else len(plain.tables)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_report_reads_the_same(path: Path) -> None:
    """Every value, mark, notice and locator."""
    data = path.read_bytes()

    assert apart(data) == together(data)


@pytest.mark.parametrize("name", ["klitsund-2024-3.docx", "klitsund-2025-1.docx"])
def test_the_tables_of_a_report_are_plain(name: str) -> None:
    """Or the others would prove nothing."""
    assert cut_out((FOLDER / name).read_bytes()) > 0


def test_a_report_damaged_by_chance_reads_the_same() -> None:
    """Cut in the wrong place, spliced, its elements moved about: the same document or error."""
    samples = {path.name: path.read_bytes() for path in FOLDER.glob("klitsund-202*.docx")}

    for seed in range(MUTATIONS):
        name, data = mutated(samples, seed)
        assert apart(data) == together(data), (seed, name)


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(one["inner"], id=one["label"])
        for one in json.loads(CASES.read_text(encoding="utf-8"))
    ],
)
def test_a_construct_in_a_cell_reads_the_same(inner: str) -> None:
    """In one row of several, twice, and with other texts in it."""
    rows = [row(cell(paragraph(run("a"))), cell(paragraph(run(str(n))))) for n in range(3)]
    strange = row(cell(paragraph(inner)), cell(paragraph(run("b"))))
    data = word_file(table(*rows, strange, strange, strange.replace("b</w:t>", "c</w:t>"), *rows))

    assert apart(data) == together(data)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(wrapped_paragraphs(), wrapped_tables), min_size=1, max_size=4))
def test_wrapped_in_anything_it_reads_the_same(parts: list[str]) -> None:
    """Controls, changes, fields and boxes around runs, in cells and outside."""
    data = word_file("".join(parts))

    assert apart(data) == together(data)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(tables(), st.just(paragraph(run("a")))), min_size=1, max_size=3))
def test_any_table_reads_the_same(parts: list[str]) -> None:
    """Whatever looks, texts, merges and blanks its rows repeat; malformed ones are refused."""
    data = word_file("".join(parts), STYLES)

    assert apart(data) == together(data)


REFUSED = {
    "a number of a paragraph twice": '<w:p w:rsidR="00AB12CD" w:rsidR="00AB12CE">a</w:p>',
    "a bookmark's number twice": '<w:p><w:bookmarkEnd w:id="1" w:id="2"/></w:p>',
    "an end tag too early": "<w:p><w:r><w:t>a</w:p></w:r></w:t>",
    "a cell that never ends": "<w:tc>",
    "a name without its namespace": "<x:p/>",
    "an entity that nobody declared": "<w:p><w:r><w:t>&sum;</w:t></w:r></w:p>",
    "a reference to no character": "<w:p><w:r><w:t>&#0;</w:t></w:r></w:p>",
    "an ampersand": "<w:p><w:r><w:t>a & b</w:t></w:r></w:p>",
    "a control character": "<w:p><w:r><w:t>a\x01b</w:t></w:r></w:p>",
    "no character": "<w:p><w:r><w:t>\uffff</w:t></w:r></w:p>",
    "the end of a section that never began": "<w:p><w:r><w:t>]]></w:t></w:r></w:p>",
    "an attribute without quotes": "<w:p w:x=1/>",
    "a tag in an attribute": "<w:p w:x='<w:r>'/>",
    "a document type": "<!DOCTYPE x>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_xml_is_refused(name: str) -> None:
    """Also in a table that is cut out, in one row of many."""
    rows = [row(cell(paragraph(run(str(n))))) for n in range(3)]
    data = word_file(table(*rows, row(cell(REFUSED[name])), *rows))

    found = apart(data)

    assert found == together(data)
    assert isinstance(found, tuple)
    assert found[0] == "Damaged"


ALONE = {
    "a span too wide": table(row(cell(paragraph(run("a")), "<w:gridSpan w:val='99999'/>"))),
    "too many cells": table(*[row(*[cell(paragraph(run("a")))] * 100)] * 101),
    "an open field before it": "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>",
    "a control around it": (
        f"<w:sdt><w:sdtContent>{table(row(cell('<w:p/>')))}</w:sdtContent></w:sdt>"
    ),
    "what looks like a table that was cut out": "<w:tbl milepael-table='0'/>",
    "a table in a box": "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>"
    f"{table(row(cell(paragraph(run('a')))))}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>",
    "nested tables": table(row(cell(table(row(cell(paragraph(run("a"))), cell("<w:p/>")))))) * 2,
    "a row that is closed at once": "<w:tbl><w:tr/><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr/></w:tbl>",
    "a cell that is closed at once": "<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "a table without rows": "<w:tbl><w:tblPr/></w:tbl>",
    "a comment with an end tag in it": f"<!-- </w:tr> -->{table(row(cell('<!-- </w:tc> -->')))}",
}


@pytest.mark.parametrize("name", ALONE)
def test_what_stands_around_a_table_counts(name: str) -> None:
    """Before, in and around plain tables."""
    plain = table(*[row(cell(paragraph(run(str(n))))) for n in range(3)])
    data = word_file(plain + ALONE[name] + plain)
    limits = Limits(cells=10_000)

    assert apart(data, limits) == together(data, limits)


PICTURED = (
    "<w:r><w:drawing><wp:inline><wp:docPr id='{0}' name='Billede {0}'/><a:graphic><a:graphicData>"
    "<pic:pic><pic:blipFill><a:blip r:embed='i1'/></pic:blipFill></pic:pic></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


def test_pictures_and_links_leave_the_rest_of_a_row_plain() -> None:
    """Each such cell is read by itself, with its own locator and notices."""
    link = f"<w:hyperlink r:id='x'>{run('sag')}</w:hyperlink>"
    rows = [
        row(
            cell(paragraph(run(str(n)))), cell(paragraph(PICTURED.format(n))), cell(paragraph(link))
        )
        for n in range(4)
    ]
    picture = Part("i.png", face(), "image", "i1")
    data = word_file(table(*rows), parts=(picture,))

    found = apart(data)

    assert found == together(data)
    assert isinstance(found, Document)
    last = found.tables[0].rows[3][1]
    assert last is not None
    assert [mark.kind for mark in last.all_marks] == ["picture"]
    assert cut_out(data) == 1


@pytest.mark.parametrize("prolog", ["", "<?xml version='1.0'?>\r\n", "\ufeff"])
def test_an_ordinary_table_is_cut_out(prolog: str) -> None:
    """However the file begins."""
    data = word_file(table(row(cell(paragraph(run("a"))))), prolog=prolog)

    assert cut_out(data) == 1
    assert apart(data) == together(data)


def test_what_writers_number_anew_hides_no_form() -> None:
    """Numbers of edits, marks of the speller and bookmarks, also between cells."""
    rows = "".join(
        f'<w:tr w:rsidR="00AB{n:04}"><w:tc><w:p w:rsidR="00AB{n:04}" w:rsidP="00CD{n:04}">'
        f'<w:proofErr w:type="spellStart"/>{run(str(n))}</w:p></w:tc>'
        f'<w:bookmarkEnd w:id="{n}"/><w:tc><w:p/></w:tc></w:tr>'
        for n in range(9)
    )
    data = word_file(f"<w:tbl>{rows}</w:tbl>")

    plain = main_part(data).plain

    assert plain is not None
    assert len(plain.cells.forms) == 5  # the table, its rows, two cells, and what is in one
    assert apart(data) == together(data)


def test_what_writers_number_anew_late_hides_no_form() -> None:
    """Beyond where it is looked for at first, and in rows whose blanks are kept now and then."""
    body = paragraph(run("a")) * 1_500
    kept = ("", ' xml:space="preserve"')
    rows = "".join(
        f'<w:tr w:rsidR="00AB{n:04}"><w:tc><w:p><w:r><w:t{kept[n % 2]}>{n}</w:t></w:r></w:p></w:tc>'
        "</w:tr>"
        for n in range(9)
    )
    data = word_file(f"{body}<w:tbl>{rows}</w:tbl>")

    plain = main_part(data).plain

    assert plain is not None
    assert len(plain.cells.forms) == 4  # the table, its rows, a cell, and what is in it
    assert apart(data) == together(data)


def test_what_says_nothing_elsewhere_is_text_in_a_section() -> None:
    """Of which no writer leaves any."""
    noise = '<w:proofErr w:type="spellEnd"/>'
    section = paragraph(f"<w:r><w:t><![CDATA[{noise}]]></w:t></w:r>")
    plain = table(*[row(cell(paragraph(noise + run(str(n))))) for n in range(3)])
    data = word_file(section + plain)

    found = apart(data)

    assert found == together(data)
    assert isinstance(found, Document)
    assert noise in str(found.blocks[0])


LATER = {
    "another kind of tag": "<w:p><w:r><w:t>b</w:t></w:r></w:p>",
    "a third kind": "<w:p><w:r><w:t xml:space='default'>b</w:t></w:r></w:p>",
    "blanks between tags": '<w:p>\n<w:r>\n<w:t xml:space="preserve">b</w:t>\n</w:r>\n</w:p>',
    "a text that looks like two": f"<w:p>{run('b')}{run('c e&quot;>d e' + chr(34) + '>e')}</w:p>",
    "a text that begins like one": f"<w:p>{run('e' + chr(34) + '>e<!-- x -->')}</w:p>",
    "a code of a field": "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
    "a sign in an attribute": f"<w:p w:x='a>b'>{run('c')}</w:p>",
    "a document in it": f"<w:document>\n<w:body>{paragraph(run('b'))}</w:body></w:document>",
    "an empty text": '<w:p><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>',
    "one that never ends": '<w:p><w:r><w:t xml:space="preserve">b',
}


@pytest.mark.parametrize("before", ['<w:t xml:space="preserve">', "<w:t>"])
@pytest.mark.parametrize("name", LATER)
def test_a_writer_may_change_its_habits(name: str, before: str) -> None:
    """Beyond where they are looked for, in one cell of a table and in each row of another."""
    kept = '<w:t xml:space="preserve">'
    rows = [row(cell(paragraph(run(str(n))))) for n in range(150)]
    one = row(cell(LATER[name]))
    body = paragraph(run("a")) + table(*rows, one, *rows) + table(*[one, row(cell("<w:p/>"))] * 3)
    found = word_file(body.replace(kept, before), prolog="<?xml version='1.0'?>\r\n")

    assert apart(found) == together(found)


ROWS = {
    "plain": row(cell(paragraph(run("a"))), cell(paragraph(run("b")) * 2), cell("<w:p/>")),
    "odd": row(cell(paragraph(run("☺"))), cell(paragraph(run("b &amp; c"))), cell("<w:p/>")),
    "blank": row(cell(paragraph(run(" "))), cell(paragraph(run("\u00a0"))), cell("<w:p/>")),
    "formatted": row(
        cell(paragraph(f"<w:r><w:rPr><w:color w:val='00B050'/></w:rPr>{TEXT}</w:r>")),
        cell(paragraph(run("a") + run("b"))),
        cell(paragraph("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>")),
    ),
    "shaded": row(cell(paragraph(run("a")), SHADED), cell("<w:p/>"), cell("<w:p/>")),
    "short": row(cell(paragraph(run("a")))),
}


@pytest.mark.parametrize("names", [*([name] for name in ROWS), list(ROWS)], ids="-".join)
def test_rows_are_the_same_however_they_are_asked_for(names: list[str]) -> None:
    """All at once and again, by number from both ends, by slices; equal by value to others."""
    data = word_file(table(*[ROWS[name] for name in names] * 3))
    found, expected = apart(data), together(data)
    assert isinstance(found, Document)
    assert isinstance(expected, Document)

    rows, others = found.tables[0].rows, expected.tables[0].rows

    assert cut_out(data) == 1
    assert list(rows) == list(others) == list(rows)
    assert [rows[index] for index in range(-len(rows), len(rows))] == [*others, *others]
    assert rows[1:-1:2] == others[1:-1:2]
    assert rows == others
    assert others == rows
    assert rows != others[1:]
    assert hash(rows) == hash(others)
    assert repr(rows) == repr(others)
    with pytest.raises(IndexError):
        rows[len(others)]


def test_signs_behind_the_last_tag_take_no_time() -> None:
    """A document that is cut off in them is searched once."""
    plain = table(row(cell(paragraph(run("a")))))
    with zipfile.ZipFile(BytesIO(word_file(plain))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] += b">" * 400_000
    data = packed(files)
    started = time.process_time()

    found = apart(data)

    assert time.process_time() - started < 5
    assert found == together(data)
    assert isinstance(found, tuple)


@pytest.mark.parametrize("inner", ["{}", "<w:tc><w:p/></w:tc>{}", "<w:tc>{}<w:p/></w:tc>"])
def test_signs_without_end_take_no_time(inner: str) -> None:
    """What looks like the end of a tag a hundred thousand times is searched once."""
    signs = word_file(f"<w:tbl><w:tr>{inner.format('>' * 400_000)}</w:tr></w:tbl>")
    started = time.process_time()

    found = apart(signs)

    assert time.process_time() - started < 5
    assert found == together(signs)
