"""The XML names that Word uses, spelt once."""

from __future__ import annotations

from typing import Final

W_URI: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC_URI: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V_URI: Final = "urn:schemas-microsoft-com:vml"
WPS_URI: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14_URI: Final = "http://schemas.microsoft.com/office/word/2010/wordml"

NAMESPACES: Final = {
    "w": W_URI,
    "r": R_URI,
    "a": A_URI,
    "mc": MC_URI,
    "v": V_URI,
    "wps": WPS_URI,
    "wp": WP_URI,
    "w14": W14_URI,
}


def w(name: str) -> str:
    return f"{{{W_URI}}}{name}"


def a(name: str) -> str:
    return f"{{{A_URI}}}{name}"


VAL: Final = w("val")
P: Final = w("p")
R: Final = w("r")
T: Final = w("t")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
