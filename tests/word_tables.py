"""Tables of Word files made at random: looks, texts, merges and blanks, in rows that repeat."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = (
    *(
        "Nået",
        " ",
        "",
        "  Milepæl ",
        "a &amp; b",
        "&#9786;",
        "&#xF04A;",
        "☺",
        "8 mio.\nkr.",
        "a\tb",
    ),
    *("5 &gt; 3 > 2", "1.000.000 kr.", "en lang tekst, længere end et mærke kan være på en linje"),
    *(
        "\u00a0",
        "–",
        "ﬁ",
        "2",
        "30 m",
        "J",
        "K",
        "e\u0301",
        "\u2028",
        "x&#13;&#10;y",
        "\r\n",
        "']]'",
    ),
)
SPACES = ("", " xml:space='preserve'", ' xml:space="preserve"', " xml:space='default'")
RUN_LOOKS = (
    *("", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:b w:val='0'/><w:sz w:val='28'/></w:rPr>"),
    *("<w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr>",),
    *("<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"),
    *("<w:rPr><w:color w:val='00B050'/></w:rPr>", "<w:rPr><w:color w:val='000000'/></w:rPr>"),
    *("<w:rPr><w:highlight w:val='yellow'/></w:rPr>", "<w:rPr><w:rStyle w:val='Skjult'/></w:rPr>"),
    "<w:rPr><w:shd w:fill='FF0000' w:val='clear'/></w:rPr>",
)
SPECIAL = (
    *("", "<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", "<w:t/>"),
    *("<w:sym w:font='Wingdings' w:char='F04A'/>", "<w:sym w:char='zz'/>", "<w:t></w:t>"),
    *("<w:lastRenderedPageBreak/>", "<w:footnoteReference w:id='2'/>", "<w:ukendt/>"),
)
BETWEEN = (
    *("", "", "", "\n  ", "<w:proofErr w:type='spellStart'/>", '<w:proofErr w:type="spellEnd"/>'),
    *('<w:bookmarkStart w:id="1" w:name="_Toc1"/>', '<w:bookmarkEnd w:id="1"/>'),
    *("<w:commentRangeStart w:id='1'/>", "<w:r/>"),
)
RARELY = ("stray", "&amp;", "<!-- x -->", "<?x y?>", "<w:p/>", "<w:sdt/>")
PARAGRAPH_LOOKS = (
    *("", "<w:pPr/>", "<w:pPr><w:pStyle w:val='Overskrift'/></w:pPr>"),
    "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>",
    "<w:pPr><w:shd w:val='clear' w:fill='00B050'/></w:pPr>",
    "<w:pPr><w:shd w:val='clear' w:fill='auto'/></w:pPr>",
    "<w:pPr><w:pStyle w:val='Grund'/></w:pPr>",
    "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>",
    "<w:pPr><w:outlineLvl w:val='1'/><w:jc w:val='center'/></w:pPr>",
)
PARAGRAPH_TAGS = (
    *("<w:p>", "<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">'),
    '<w:p w14:paraId="0B12CD34" w14:textId="77777777" w:rsidR="00AB12CD" w:rsidP="00AB12CD">',
    "<w:p w:rsidR='00AB12CD'>",
)
CELL_LOOKS = (
    *("", "<w:tcPr/>", "<w:tcPr><w:tcW w:w='1000' w:type='dxa'/></w:tcPr>"),
    *("<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>", "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"),
    *("<w:tcPr><w:vMerge/></w:tcPr>", "<w:tcPr><w:hMerge w:val='continue'/></w:tcPr>"),
    "<w:tcPr><w:shd w:val='clear' w:color='auto' w:fill='FFFF00'/></w:tcPr>",
)
ROW_LOOKS = (
    *("", "", "", "", "<w:trPr/>", "<w:trPr><w:tblHeader/></w:trPr>"),
    *("<w:trPr><w:gridBefore w:val='1'/></w:trPr>", "<w:trPr><w:gridAfter w:val='1'/></w:trPr>"),
    "<w:trPr><w:cantSplit/><w:cnfStyle w:val='1'/></w:trPr>",
    "<w:tblPrEx><w:tblCellMar/></w:tblPrEx><w:trPr><w:tblHeader w:val='0'/></w:trPr>",
)
NOT_PLAIN = (
    *("<w:trPr><w:ins w:author='A'/></w:trPr>", "<w:trPr><w:hidden/></w:trPr>"),
    "<w:tblPrEx><w:shd w:val='clear' w:fill='00FF00'/></w:tblPrEx>",
)
TABLE_LOOKS = (
    *("", "<w:tblPr/>", "<w:tblPr><w:shd w:val='clear' w:fill='C0C0C0'/></w:tblPr>"),
    "<w:tblPr><w:tblStyle w:val='Striber'/><w:tblLook w:firstRow='1' w:firstColumn='1'/></w:tblPr>",
    "<w:tblPr><w:tblStyle w:val='Striber'/><w:tblLook w:val='04A0'/></w:tblPr>",
    "<w:tblPr/><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>",
)
STYLES = (
    "<w:style w:type='paragraph' w:styleId='Overskrift'><w:name w:val='heading 2'/><w:rPr><w:b/>"
    "<w:sz w:val='32'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Grund'><w:pPr><w:shd w:val='clear' w:fill='FF0000'/>"
    "</w:pPr></w:style>"
    "<w:style w:type='character' w:styleId='Skjult'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='table' w:styleId='Striber'><w:rPr><w:sz w:val='18'/></w:rPr>"
    "<w:tblStylePr w:type='firstRow'><w:rPr><w:b/><w:color w:val='FFFFFF'/></w:rPr><w:tcPr>"
    "<w:shd w:val='clear' w:fill='1F4E79'/></w:tcPr></w:tblStylePr>"
    "<w:tblStylePr w:type='band2Horz'><w:tcPr><w:shd w:val='clear' w:fill='DDEBF7'/></w:tcPr>"
    "</w:tblStylePr></w:style>"
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    look, special = draw(st.sampled_from(RUN_LOOKS)), draw(st.sampled_from(SPECIAL))
    space, text = draw(st.sampled_from(SPACES)), draw(st.sampled_from(TEXTS))
    return f"<w:r>{look}{special}<w:t{space}>{text}</w:t></w:r>"


@st.composite
def cells(draw: st.DrawFn) -> str:
    inner = ""
    for _ in range(draw(st.integers(0, 2))):
        parts = draw(st.lists(st.one_of(runs(), st.sampled_from(BETWEEN)), max_size=3))
        tag, look = draw(st.sampled_from(PARAGRAPH_TAGS)), draw(st.sampled_from(PARAGRAPH_LOOKS))
        inner += f"{tag}{look}{''.join(parts)}</w:p>"
    return f"<w:tc>{draw(st.sampled_from(CELL_LOOKS))}{inner}</w:tc>"


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Few kinds of cells, so that they repeat in many rows, with other texts in them."""
    kinds = draw(st.lists(cells(), min_size=1, max_size=3))
    rows = ""
    looks = (*ROW_LOOKS, *draw(st.sampled_from(((), (), NOT_PLAIN))))
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.lists(st.one_of(st.sampled_from(kinds), cells()), max_size=3))
        between = draw(st.sampled_from(("", "", "", "\n", *BETWEEN, *RARELY)))
        rows += f"{between}<w:tr>{draw(st.sampled_from(looks))}{between.join(line)}</w:tr>"
    if draw(st.booleans()):
        rows += rows.replace("Nået", "Ikke nået").replace("☺", "x")
    return f"<w:tbl>{draw(st.sampled_from(TABLE_LOOKS))}{rows}</w:tbl>"
