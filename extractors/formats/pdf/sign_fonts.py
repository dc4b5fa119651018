"""The two fonts of signs that every program has and no file needs to hold: their codes."""

from __future__ import annotations

from itertools import chain

_FIRST, _FIRST_ABOVE = 0x21, 0xA0
_SYMBOLS = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟ"
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\uf8e5αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼"
)
_SYMBOLS_ABOVE = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔"
    "←↑→↓°±″≥×∝∂•"
    "÷≠≡≈…\uf8e6\uf8e7↵ℵℑℜ℘"
    "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇\uf6da\uf6d9\uf6db∏√⋅¬∧∨⇔"
    "⇐⇑⇒⇓◊〈\uf8e8\uf8e9\uf8ea∑\uf8eb\uf8ec"
    "\uf8ed\uf8ee\uf8ef\uf8f0\uf8f1\uf8f2\uf8f3\uf8f4 〉∫⌠"
    "\uf8f5⌡\uf8f6\uf8f7\uf8f8\uf8f9\uf8fa\uf8fb\uf8fc\uf8fd\uf8fe"
)
# Where dingbats stand in Unicode otherwise than all others.
_OTHER_DINGBATS = dict(
    zip(
        b"\x25\x2a\x2b\x48\x6c\x6e\x73\x74\x75\x77\xa8\xa9\xaa\xab\xd5\xd6\xd7",
        "☎☛☞★●■▲▼◆◗♣♦♥♠→↔↕",
        strict=True,
    )
)
_CIRCLED = range(0xAC, 0xB6)  # figures
_BRACKETS = range(0x80, 0x8E)


def _dingbat(code: int) -> str:
    if code in _CIRCLED:
        return chr(0x2460 + code - _CIRCLED[0])
    if code in _BRACKETS:
        return chr(0x2768 + code - _BRACKETS[0])
    return _OTHER_DINGBATS.get(code) or chr(0x2700 + code - (0x20 if code < _FIRST_ABOVE else 0x40))


# By the font's name the characters of its codes.
SIGNS: dict[str, dict[int, str]] = {
    "Symbol": {
        code: sign
        for code, sign in chain(
            enumerate(_SYMBOLS, _FIRST), enumerate(_SYMBOLS_ABOVE, _FIRST_ABOVE)
        )
        if sign != " "
    },
    "ZapfDingbats": {
        code: _dingbat(code)
        for code in chain(range(0x21, 0x7F), _BRACKETS, range(0xA1, 0xF0), range(0xF1, 0xFF))
    },
}
