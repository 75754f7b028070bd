"""Writes house-style.docx, the Word document that every paper begins as:

    .venv/bin/python templates/make_house_style.py

Run it only to begin anew: from then on the house style is restyled in Word, and this script would
undo that. papergen needs the styles by name, and three of them linked to the levels of a list.

The numbers have no full stop (``8``, not ``8.``), since Word joins the numbers of all levels as
they stand when it refers to a sub-paragraph: it would print “paragraph 8.(b)”.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from papergen.ooxml.package import save_document

HOUSE_STYLE = Path(__file__).with_name("house-style.docx")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Lengths are in twentieths of a point (567 make 1 cm), sizes of type in half points.
CM = 567
INK, GREY, RULE, SHADE, LINK = "000000", "595959", "A6A6A6", "E9EDF2", "0B4C8C"

KEEP = "<w:keepNext/><w:keepLines/>"
BOLD = "<w:b/><w:bCs/>"
BODY = "Numbered Paragraph"

# --- Styles -------------------------------------------------------------------------------------


def style_id(name: str) -> str:
    """Return the id of a style: its name as Word would make an id of it."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def style(
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based_on: str = "Normal",
    then: str = "",
    custom: bool = False,
    kind: str = "paragraph",
    more: str = "",
) -> str:
    """Return a ``w:style`` that stands in Word's gallery of styles.

    :param paragraph: content of ``w:pPr``; ``run``: of ``w:rPr``.
    :param then: name of the style of the paragraph that follows, when somebody types.
    """
    of_paragraph = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    of_run = f"<w:rPr>{run}</w:rPr>" if run else ""
    ours = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="{kind}"{ours}'
        f' w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{style_id(based_on)}"/>'
        + (f'<w:next w:val="{style_id(then)}"/>' if then else "")
        + f'<w:uiPriority w:val="1"/><w:qFormat/>{of_paragraph}{of_run}{more}</w:style>'
    )


def spacing(before: float, after: float) -> str:
    """Return the white space above and below a paragraph, given in points."""
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"/>'


def size(points: float) -> str:
    """Return a size of type."""
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def numbered(number: int, level: int = 0) -> str:
    """Return what links a style to a level of a list of ``numbering.xml``."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


DEFAULTS = f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>{size(12)}
    <w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr>
    <w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
  </w:pPr></w:pPrDefault>
</w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"
  w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
  <w:name w:val="Normal"/><w:qFormat/><w:pPr>{spacing(0, 9)}</w:pPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
</w:style>
"""


def heading(level: int, points: float, before: float, after: float) -> str:
    """Return the style of a heading, which Word's navigation and its PDFs know by its level."""
    return style(
        f"heading {level}",
        f'{KEEP}{spacing(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
        f"{BOLD}{size(points)}",
        then=BODY,
    )


def border(side: str, color: str = RULE, eighths: int = 4) -> str:
    """Return a rule along one side; its thickness is in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{color}"/>'


# Rules between rows and none between columns; the header row is shaded, and stands out in print.
TABLE = f"""
<w:tblPr>
  <w:tblBorders>{border("top", INK, 8)}{border("bottom", INK, 8)}{border("insideH")}</w:tblBorders>
  <w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
  </w:tblCellMar>
</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr>
  <w:tcBorders>{border("bottom", INK, 8)}</w:tcBorders>
  <w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/><w:vAlign w:val="bottom"/>
</w:tcPr></w:tblStylePr>
"""

STYLES = [
    style("Title", f"{KEEP}{spacing(0, 18)}", f"{BOLD}{size(20)}", then="Detail"),
    heading(1, 20, 0, 18),
    heading(2, 14, 18, 8),
    heading(3, 12.5, 12, 6),
    heading(4, 12, 9, 6),
    style(BODY, numbered(1), custom=True),
    style("Numbered Paragraph 2", numbered(1, 1), custom=True),
    style("Numbered Paragraph 3", numbered(1, 2), custom=True),
    style("Body Text"),
    style("Bullet", numbered(3), custom=True),
    style("Bullet 2", numbered(3, 1), custom=True),
    style(
        "Detail",
        f'{spacing(0, 6)}<w:ind w:left="{5 * CM}" w:hanging="{5 * CM}"/>',
        custom=True,
    ),
    style("Recommendation", numbered(2), custom=True),
    style("caption", f"{KEEP}{spacing(12, 6)}", f"{BOLD}{size(11)}"),
    style("Note", spacing(6, 12), size(10), custom=True),
    style("Appendix Entry", custom=True),
    style("Table Text", spacing(0, 0), size(11), custom=True),
    style("Table Number", '<w:jc w:val="right"/>', based_on="Table Text", custom=True),
    style("Table Heading", "<w:keepNext/>", BOLD, based_on="Table Text", custom=True),
    style("header", spacing(0, 0), f'<w:color w:val="{GREY}"/>{size(10)}'),
    style(
        "footer",
        f'{spacing(0, 0)}<w:jc w:val="right"/>',
        f'<w:color w:val="{GREY}"/>{size(10)}',
    ),
    style("Strong", run=BOLD, kind="character", based_on="Default Paragraph Font"),
    style("Emphasis", run="<w:i/><w:iCs/>", kind="character", based_on="Default Paragraph Font"),
    style(
        "Hyperlink",
        run=f'<w:color w:val="{LINK}"/><w:u w:val="single"/>',
        kind="character",
        based_on="Default Paragraph Font",
    ),
    style("Paper Table", kind="table", based_on="Table Normal", custom=True, more=TABLE),
]


# --- Lists, settings and theme ------------------------------------------------------------------


def level(number: int, kind: str, text: str, name: str, start: float, room: float = 1) -> str:
    """Return a level of a list: numbers begin ``start`` cm in, and the text ``room`` further."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style_id(name)}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(start + room) * CM:.0f}"'
        f' w:hanging="{room * CM:.0f}"/></w:pPr></w:lvl>'
    )


LISTS = [
    level(0, "decimal", "%1", BODY, 0)
    + level(1, "lowerLetter", "(%2)", "Numbered Paragraph 2", 1)
    + level(2, "lowerRoman", "(%3)", "Numbered Paragraph 3", 2, 1.3),
    level(0, "lowerLetter", "(%1)", "Recommendation", 0),
    level(0, "bullet", "•", "Bullet", 1) + level(1, "bullet", "–", "Bullet 2", 2),
]


def numbering() -> str:
    """Return ``numbering.xml``: the paragraphs' list, the recommendations' and the bullets'."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{each}"><w:nsid w:val="{0x7A6E1000 + each:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for each, levels in enumerate(LISTS)
    )
    numbers = "".join(
        f'<w:num w:numId="{each + 1}"><w:abstractNumId w:val="{each}"/></w:num>'
        for each in range(len(LISTS))
    )
    return f"<w:numbering {W}>{lists}{numbers}</w:numbering>"


COMPATIBILITY = {  # with Word 2013 and later
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def settings() -> str:
    """Return ``settings.xml``."""
    word = "http://schemas.microsoft.com/office/word"
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{word}" w:val="{value}"/>'
        for name, value in COMPATIBILITY.items()
    )
    return f"""<w:settings {W}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="{CM}"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatibility}</w:compat>
<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""


FONTS = f"""<w:fonts {W}><w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/>
<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"""

# The colours that Word offers: text and background twice, six accents, links followed and not.
COLOURS = {
    **{"dk1": INK, "lt1": "FFFFFF", "dk2": "1F3552", "lt2": SHADE},
    **{"accent1": "1F5A99", "accent2": "B5460F", "accent3": "4B7F52"},
    **{"accent4": "6A4C93", "accent5": "7A6A00", "accent6": GREY},
    **{"hlink": LINK, "folHlink": "5B3A8C"},
}


def theme() -> str:
    """Return ``theme.xml``: colours, fonts, and the three fills, lines and effects of shapes."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items()
    )
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return f"""<a:theme {A} name="House style"><a:themeElements>
<a:clrScheme name="House style">{colours}</a:clrScheme>
<a:fontScheme name="House style"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>
</a:fontScheme>
<a:fmtScheme name="House style"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>
<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>
<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"""


# --- The package --------------------------------------------------------------------------------


def relationship(number: int, kind: str, target: str) -> str:
    """Return a relationship, whose type ends in ``kind``."""
    link = f"{OFFICE}/relationships/{kind}"
    return f'<Relationship Id="rId{number}" Type="{link}" Target="{target}"/>'


def content_type(kind: str) -> str:
    """Return what a part of ``word/`` is."""
    family = "" if kind == "theme" else "wordprocessingml."
    main = ".main" if kind == "document" else ""
    whole = f"application/vnd.openxmlformats-officedocument.{family}{kind}{main}+xml"
    return f'<Override PartName="/word/{kind}.xml" ContentType="{whole}"/>'


def bare_package() -> BytesIO:
    """Return a document with the styles and nothing in it."""
    parts = {
        "document": f"<w:document {W}><w:body><w:sectPr/></w:body></w:document>",
        "styles": f"<w:styles {W}>{DEFAULTS}{''.join(STYLES)}</w:styles>",
        "numbering": numbering(),
        "settings": settings(),
        "fontTable": FONTS,
        "theme": theme(),
    }
    package = "http://schemas.openxmlformats.org/package/2006"
    links = {
        "_rels/.rels": relationship(1, "officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": "".join(
            relationship(number, kind, f"{kind}.xml") for number, kind in enumerate(parts) if number
        ),
    }
    types = (
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    ) + "".join(content_type(kind) for kind in parts)
    written = BytesIO()
    with ZipFile(written, "w") as target:
        target.writestr(
            "[Content_Types].xml", f'{XML}<Types xmlns="{package}/content-types">{types}</Types>'
        )
        for name, each in links.items():
            target.writestr(
                name, f'{XML}<Relationships xmlns="{package}/relationships">{each}</Relationships>'
            )
        for kind, content in parts.items():
            target.writestr(f"word/{kind}.xml", XML + content)
    return written


# --- Pages and sample ---------------------------------------------------------------------------


def lay_pages(document: Document) -> None:
    """Make the pages A4 with margins of 25 mm, a line at the head and the number at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(12.5)
    section.header.paragraphs[0].text = "The body, date and item stand here"
    footer = section.footer.paragraphs[0]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        counted = f'<w:fldSimple {W} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        footer._p.append(parse_xml(counted))


SAMPLE = ("Heading 1", "Detail", "Heading 2", "Body Text", "Recommendation", "Heading 3")
SAMPLE += (BODY, "Numbered Paragraph 2", "Numbered Paragraph 3", "Bullet", "Bullet 2")
SAMPLE += ("Heading 4", "Appendix Entry", "Caption")


def add_sample(document: Document) -> None:
    """Show every style, to be restyled in Word; a paper leaves the sample out."""
    for name in SAMPLE:
        document.add_paragraph(name if name != "Detail" else "Detail:\tand what it is", name)
    table = document.add_table(2, 2, "Paper Table")
    cells = (("Table Heading", "Table Heading"), ("Table Text", "Table Number"))
    for row, names in zip(table.rows, cells, strict=True):
        for cell, name in zip(row.cells, names, strict=True):
            cell.paragraphs[0].text = name
            cell.paragraphs[0].style = name
    document.add_paragraph("Note", "Note")


def main() -> None:
    """Write the house style beside this script."""
    document = docx.Document(bare_package())
    lay_pages(document)
    add_sample(document)
    HOUSE_STYLE.write_bytes(
        save_document(
            document,
            title="House style",
            author="papergen",
            subject="How papers look in Word",
            dated=date(2024, 10, 1),
        )
    )


if __name__ == "__main__":
    main()
