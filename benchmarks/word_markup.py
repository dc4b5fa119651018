"""Tables with the markup that Word leaves in a report that several people have edited.

Every paragraph, run and row has numbers of edits, texts are split where somebody changed or the
speller marked a word, bookmarks stand where links lead to, and the first row is shaded. Where the
status is a picture, each has a number and a name of its own.
"""

from __future__ import annotations

import random
import zipfile
from importlib import import_module
from io import BytesIO

import numpy as np
from PIL import Image

WORDS = (
    *("planen er lagt", "og forelagt for udvalget", "der er afsat midler", "til indsatsen"),
    *("som forventes at være gennemført", "inden udgangen af året", "borgerne inddrages"),
    *("løbende", "i arbejdet", "og", "der", "at"),
)
SIZED = '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="20"/></w:rPr>'
BOLD = '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:b/><w:sz w:val="20"/></w:rPr>'
SPELLED = '<w:proofErr w:type="spell{}"/>'
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'
LINK = '<w:hyperlink r:id="rId1"><w:r><w:t>sagen</w:t></w:r></w:hyperlink>'
PICTURE = (
    '<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
    'wp14:anchorId="{0:08X}" wp14:editId="{1:08X}"><wp:extent cx="228600" cy="228600"/>'
    '<wp:docPr id="{2}" name="Billede {2}"/><a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}">'
    '<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="{2}" name="Billede {2}"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{3}"/></pic:blipFill><pic:spPr/>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
NAMES = {
    "A": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "PIC": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"


def report(rows: int, *, pictures: bool = False) -> bytes:
    """A document with one table: label, text, deadline, status; the same for the same numbers."""
    document = import_module("docx").Document()
    images = [document.part.get_or_add_image(_disk(colour))[0] for colour in ("green", "red")]
    chance = random.Random(rows)
    lines = [_row(chance, number, images if pictures else []) for number in range(rows)]
    head = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLook w:val="04A0"/></w:tblPr>'
    table = f"<w:tbl>{head}<w:tblGrid/>{''.join(lines)}</w:tbl>"
    stream = BytesIO()
    document.save(stream)
    return _with_body(stream.getvalue(), table)


def _row(chance: random.Random, number: int, images: list[str]) -> str:
    mark = (
        f'<w:bookmarkStart w:id="{number}" w:name="_Hlk{number}"/><w:bookmarkEnd w:id="{number}"/>'
    )
    cells = (
        _cell(chance, _run(chance, f"Milepæl {number}", BOLD) + mark, number),
        _cell(chance, _text(chance, number), number),
        _cell(chance, _run(chance, f"{number % 28 + 1}. maj 2024", SIZED), number),
        _cell(chance, _status(chance, number, images), number),
    )
    numbers = f'w:rsidR="{_id(chance)}" w14:paraId="{_id(chance)}" w14:textId="77777777"'
    header = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if not number else ""
    return f"<w:tr {numbers}>{header}{''.join(cells)}</w:tr>"


def _cell(chance: random.Random, inner: str, number: int) -> str:
    shaded = "" if number else SHADED
    numbers = f'w14:paraId="{_id(chance)}" w14:textId="77777777" w:rsidR="{_id(chance)}"'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="2265" w:type="dxa"/>{shaded}</w:tcPr><w:p {numbers} '
        f'w:rsidRDefault="{_id(chance)}"><w:pPr>{SIZED}</w:pPr>{inner}</w:p></w:tc>'
    )


def _run(chance: random.Random, text: str, look: str) -> str:
    numbers = f' w:rsidR="{_id(chance)}"' if chance.random() < 0.3 else ""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r{numbers}>{look}<w:t{space}>{text}</w:t></w:r>"


def _text(chance: random.Random, number: int) -> str:
    """A sentence in one to six runs, some of them marked by the speller; a link here and there."""
    parts = []
    for _ in range(chance.choice((1, 1, 2, 3, 4, 6))):
        text = " ".join(chance.choices(WORDS, k=chance.randint(2, 12))) + " "
        part = _run(chance, text, SIZED)
        spelled = chance.random() < 0.3
        parts.append(SPELLED.format("Start") + part + SPELLED.format("End") if spelled else part)
    return "".join(parts) + (LINK if number % 50 == 0 else "")


def _status(chance: random.Random, number: int, images: list[str]) -> str:
    if not images:
        return '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    return PICTURE.format(
        chance.getrandbits(31), chance.getrandbits(31), number + 1, images[number % 2], **NAMES
    )


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(31):08X}"


def _disk(colour: str) -> BytesIO:
    """A small picture of one colour on white."""
    image = Image.new("RGB", (48, 48), "white")
    rows, columns = np.ogrid[:48, :48]
    inside = (rows - 24) ** 2 + (columns - 24) ** 2 < 400
    image.paste(colour, mask=Image.fromarray(inside.astype(np.uint8) * 255))
    stream = BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream


def _with_body(data: bytes, body: str) -> bytes:
    """The file with another body; Word's namespaces of numbers are declared as Word does."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                head, _, rest = content.decode().partition("<w:body>")
                if "xmlns:w14=" not in head:
                    head = head.replace("<w:document ", f'<w:document xmlns:w14="{W14}" ')
                if "xmlns:wp14=" not in head:
                    head = head.replace("<w:document ", f'<w:document xmlns:wp14="{WP14}" ')
                end = rest[rest.rindex("<w:sectPr") :]
                content = f"{head}<w:body>{body}{end}".encode()
            new.writestr(name, content)
    return stream.getvalue()
