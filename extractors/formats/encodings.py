"""Bytes to text where no format says how: by byte order mark, else by what decodes."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where the lower-case letters æ, ø, å stand in the one-byte encodings of Danish systems. DOS and
# the old Macintosh put them where Windows has quotes and signs, so the letters' number decides.
_ONE_BYTE = (
    ("cp1252", b"\xe6\xf8\xe5"),
    ("cp865", b"\x91\x9b\x86"),
    ("mac-roman", b"\xbe\xbf\x8c"),
)


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
    counts = {name: sum(data.count(letter) for letter in letters) for name, letters in _ONE_BYTE}
    return max(counts, key=lambda name: counts[name])  # the first one wins a tie
