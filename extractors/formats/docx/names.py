"""The XML names that Word uses, spelt once."""

from __future__ import annotations

from typing import Final

W_URI: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
M_URI: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC_URI: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
O_URI: Final = "urn:schemas-microsoft-com:office:office"
V_URI: Final = "urn:schemas-microsoft-com:vml"
WPS_URI: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14_URI: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
SYMBOL_URI: Final = "http://schemas.microsoft.com/office/word/2015/wordml/symex"


def w(name: str) -> str:
    return f"{{{W_URI}}}{name}"


def a(name: str) -> str:
    return f"{{{A_URI}}}{name}"


def m(name: str) -> str:
    return f"{{{M_URI}}}{name}"


def v(name: str) -> str:
    return f"{{{V_URI}}}{name}"


def wp(name: str) -> str:
    return f"{{{WP_URI}}}{name}"


VAL: Final = w("val")
BODY: Final = w("body")
P: Final = w("p")
R: Final = w("r")
T: Final = w("t")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
PPR: Final = w("pPr")
RPR: Final = w("rPr")
TCPR: Final = w("tcPr")
TRPR: Final = w("trPr")
TBLPR: Final = w("tblPr")
FIELD: Final = w("fldChar")
TEXT_BOX: Final = w("txbxContent")
MATH: Final = m("oMath")
MATH_TEXT: Final = m("t")
# Not Word's: what normalizing puts where a check-box control shows its box.
CHECK_BOX: Final = "{urn:milepael:docx}checkBox"
