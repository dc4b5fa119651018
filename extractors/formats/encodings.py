"""Bytes to text where no format says how: by byte order mark, else by what decodes."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The one-byte encodings of Danish systems: Windows, DOS (850 with the euro), the old Macintosh.
_ONE_BYTE = ("cp1252", "cp858", "mac-roman")
# DOS and the Macintosh put Danish letters where Windows has quotes and signs. The right encoding
# is the one by which most of them stand in words, and the fewest strange characters appear.
_IN_WORDS = re.compile(r"(?<=[A-Za-z])[æøåÆØÅ]|[æøåÆØÅ](?=[A-Za-z])")
_STRANGE = re.compile(r"[^\0-\x7fæøåÆØÅéÉèêëáàâäÄöÖüÜóúñçïô’‘“”„…–—•€§½¼¾»«°´·²³±×£©®™†\xa0\xad]")
_LOOKED_AT = 200_000  # bytes


def decoded(data: bytes) -> str:
    """The text of a file, or of its head: a character cut off at the end is left out.

    UTF-16 without a mark shows in every other byte being zero. A file in UTF-8 with some stray
    bytes stays UTF-8; those bytes are read as Windows would.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return _mixed(data) or data.decode(_one_byte(data), errors="replace")


def _wide(data: bytes) -> str | None:
    whole = max(1, len(data[3:4000:4]))
    zeros = [data[start:4000:4].count(0) / whole for start in range(4)]
    if whole > 4 and min(zeros) < 0.1:
        if zeros[3] > 0.9 and zeros[2] > 0.5 > zeros[0]:
            return "utf-32-le"
        if zeros[0] > 0.9 and zeros[1] > 0.5 > zeros[3]:
            return "utf-32-be"
    even, odd = data[:2000:2], data[1:2000:2]
    if len(odd) <= 8:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _mixed(data: bytes) -> str | None:
    """UTF-8 in which fewer bytes are stray than characters beyond ASCII are sound."""
    text = data.decode("utf-8", errors="surrogateescape")
    stray = [letter for letter in set(text) if "\udc80" <= letter <= "\udcff"]
    lost = sum(text.count(letter) for letter in stray)
    sound = sum(1 for letter in text if letter > "\x7f") - lost
    if sound <= lost:
        return None
    bytes_of = {ord(letter): bytes((ord(letter) - 0xDC00,)) for letter in stray}
    return text.translate(
        {code: byte.decode("cp1252", errors="replace") for code, byte in bytes_of.items()}
    )


def _one_byte(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    return max(_ONE_BYTE, key=lambda name: _likeliness(head.decode(name, errors="replace")))


def _likeliness(text: str) -> int:
    """The first of equals wins."""
    return len(_IN_WORDS.findall(text)) - len(_STRANGE.findall(text))
