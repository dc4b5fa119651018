"""Words of a picture by the program Tesseract, with how sure it is of each letter.

The program itself is called: OCRmyPDF makes a PDF of its words and keeps no confidence, and
pytesseract writes the picture to the disk to run the same command.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from extractors.errors import Unreadable

INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-dan && pip install 'milepael[ocr]'"
_LANGUAGE = "dan"
SPARSE = "11"  # text wherever it stands: cells of a table are no columns of prose
BLOCK = "6"  # lines one below the other
_SECONDS = 120.0  # for one page; a page of small print takes five
_XHTML = "{http://www.w3.org/1999/xhtml}"
_BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"\bx_size ([\d.]+)")
_SURE = re.compile(r"\bx_conf ([\d.]+)")
_HALF, _CAPITAL = 0.5, 0.75  # of a word's box; of the letters' size, figures and capitals
_UPRIGHT = frozenset(("ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"))


class Letter(NamedTuple):
    """A letter and how sure the reading is, from 0 to 100."""

    text: str
    sure: float

    @property
    def is_open(self) -> bool:
        """Whether it may be another one, as no two readings agree on it."""
        return not self.sure


class Word(NamedTuple):
    """A word in pixels of the picture; the words of one line share its number."""

    letters: tuple[Letter, ...]
    box: tuple[float, float, float, float]
    base: float
    size: float
    line: int

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def words(grey: NDArray[np.uint8], dpi: int, mode: str = SPARSE) -> list[Word]:
    """The words on a grey picture; raises `Unreadable` where the program cannot be used."""
    program = _program()
    height, width = grey.shape
    command = [program, "-", "-", "-l", _LANGUAGE, "--psm", mode, "--dpi", str(dpi)]
    command += ["-c", "hocr_char_boxes=1", "hocr"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the picture is its standard input
            command,
            input=f"P5 {width} {height} 255\n".encode() + grey.tobytes(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            # One thread: the same words whatever runs beside, and no more cores than workers.
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"tesseract did not read a page within {_SECONDS:.0f} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        if done.returncode == -signal.SIGABRT or "bad_alloc" in said:
            raise MemoryError("no room for tesseract")
        raise Unreadable(f"tesseract ended with {done.returncode}: {said!r}; {INSTALL}")
    return list(_words(done.stdout))


@cache
def _program() -> str:
    found = shutil.which("tesseract")
    if found is None:
        raise Unreadable(f"scanned pages need the program tesseract; install it: {INSTALL}")
    return found


def _words(hocr: bytes) -> Iterator[Word]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    lines = (one for one in etree.fromstring(hocr, parser).iter(f"{_XHTML}span"))
    lines = (one for one in lines if one.get("class") in _UPRIGHT)
    for number, line in enumerate(lines):
        title = line.get("title", "")
        found, slope, size = _BOX.search(title), _BASELINE.search(title), _SIZE.search(title)
        if found is None or slope is None or size is None:
            continue  # set on its side: Tesseract gives no baseline
        left, bottom = float(found[1]), float(found[4])
        for word in line.iter(f"{_XHTML}span"):
            if word.get("class") != "ocrx_word":
                continue
            box = _box(word)
            letters = tuple(_letters(word))
            if letters:
                base = bottom + float(slope[2]) + float(slope[1]) * (box[0] - left)
                yield _set(Word(letters, box, base, float(size[1]), number))


def _set(word: Word) -> Word:
    """The word on a base line of its own where that of its line runs through its upper half."""
    high = word.box[3] - word.box[1]
    if word.base > word.box[3] - _HALF * high:
        return word
    return word._replace(base=word.box[3], size=high / _CAPITAL)


def _box(node: Any) -> tuple[float, float, float, float]:
    found = _BOX.search(node.get("title", ""))
    assert found is not None, "every word of hOCR has a box"
    x0, top, x1, bottom = (float(value) for value in found.groups())
    return x0, top, x1, bottom


def _letters(word: Any) -> Iterator[Letter]:
    for one in word.iter(f"{_XHTML}span"):
        sure = _SURE.search(one.get("title", ""))
        if one.get("class") == "ocrx_cinfo" and sure is not None:
            for letter in one.text or "":
                if not letter.isspace():
                    yield Letter(letter, float(sure[1]))


def of_lines(found: list[Word]) -> Iterator[list[Word]]:
    """The words of each line."""
    for _, together in groupby(found, key=lambda word: word.line):
        yield list(together)
