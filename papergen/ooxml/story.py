"""Reading the body of a Word document: its paragraphs and tables in order, as a reader sees them.

Content controls are read through to what they hold; inserted text counts and deleted text does
not, as when all changes are accepted (ECMA-376 part 1, 17.13.5 and 17.5.2). Of a field, its result
counts. What has no place in a paper is told in words, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id
from papergen.ooxml.drawing import EMU_PER_MM

_TRANSPARENT = {
    qn(tag) for tag in "w:sdtContent w:ins w:moveTo w:smartTag w:customXml w:dir w:bdo".split()
}
_CONTROL = qn("w:sdt")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LOST = {
    qn("w:footnoteReference"): "a footnote",
    qn("w:endnoteReference"): "an endnote",
    qn("w:pict"): "a text box or shape",
    qn("w:object"): "an embedded object",
    qn("w:sym"): "a character of a symbol font",
    _ALTERNATE: "a text box or shape",
}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    qn("w:softHyphen"): "\N{SOFT HYPHEN}",
}
_EQUATIONS = {qn("m:oMath"), qn("m:oMathPara")}
_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture or chart: the part that it shows, and its width in millimetres."""

    part: Part
    title: str
    alternative: str
    width: float

    @property
    def kind(self) -> str:
        """The content type of what it shows."""
        return str(self.part.content_type)

    @property
    def is_chart(self) -> bool:
        """Whether it shows a chart."""
        return self.kind == CONTENT_TYPE.DML_CHART


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one format, or a drawing.

    :param link: address that it leads to.
    :param bookmark: name of the bookmark that it refers to by a field.
    :param figure: id of the printed value that it shows.
    :param lost: what stands here that no paper can have, in words.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    bookmark: str = ""
    figure: str = ""
    drawing: Drawing | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class StyledParagraph:
    """A paragraph.

    :param style: name of its style.
    :param alignment: value of its own ``w:jc``, if it has one.
    :param in_list: whether it is put in a list by itself, not by its style.
    :param bookmarks: that begin in it.
    :param begins_page: whether a new page begins before it; ``ends_page``: after it.
    """

    style: str
    runs: tuple[Run, ...]
    alignment: str = ""
    in_list: bool = False
    bookmarks: tuple[str, ...] = ()
    begins_page: bool = False
    ends_page: bool = False

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


Cell = tuple[StyledParagraph, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each the paragraphs in it.

    :param widths: of the columns, in twentieths of a point.
    :param headers: how many rows are repeated on each page, as header rows are.
    :param merged: whether any cells are.
    :param nested: whether a cell holds a table.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    headers: int
    merged: bool
    nested: bool


def read_body(document: Document) -> Iterator[StyledParagraph | Grid]:
    """Yield the paragraphs and tables of a document's body, in order."""
    story = _Story(document.part, {style.style_id: style.name or "" for style in document.styles})
    for element in _children(document.element.body):
        if element.tag == qn("w:p"):
            yield _paragraph(element, story)
        elif element.tag == qn("w:tbl"):
            yield _grid(element, story)


@dataclass(slots=True)
class _OpenField:
    code: str = ""
    coded: bool = False


@dataclass(frozen=True, slots=True)
class _Story:
    """What reading needs to know.

    :param styles: names by id.
    :param fields: those that have begun and not ended, from the outermost to the innermost.
    """

    part: Part
    styles: Mapping[str, str]
    fields: list[_OpenField] = field(default_factory=list)


def _children(parent: _Element) -> Iterator[_Element]:
    """Yield the children that are shown, those in content controls and insertions too."""
    for child in _in_runs(parent):
        if child.tag == _CONTROL:
            yield from _children(child)
        else:
            yield child


def _in_runs(parent: _Element) -> Iterator[_Element]:
    """Yield the children that are shown, content controls as such."""
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from _in_runs(child)
        else:
            yield child


def _value(parent: _Element | None, *tags: str) -> str | None:
    """Return the ``w:val`` of an element found step by step, or nothing if there is none."""
    element = parent
    for tag in tags:
        element = None if element is None else element.find(qn(tag))
    return None if element is None else element.get(qn("w:val"), "")


def _is_on(properties: _Element | None, tag: str) -> bool:
    """Return whether a toggle property is on (17.17.4)."""
    value = _value(properties, tag)
    return value is not None and value not in {"0", "false", "off"}


def _paragraph(element: _Element, story: _Story) -> StyledParagraph:
    properties = element.find(qn("w:pPr"))
    runs = tuple(_runs(element, story, Run()))
    before, page_break, _ = "".join(run.text for run in runs).partition(_PAGE_BREAK)
    section = None if properties is None else properties.find(qn("w:sectPr"))
    return StyledParagraph(
        story.styles.get(_value(properties, "w:pStyle") or "", "Normal"),
        tuple(replace(run, text=run.text.replace(_PAGE_BREAK, "")) for run in runs),
        alignment=_value(properties, "w:jc") or "",
        in_list=(_value(properties, "w:numPr", "w:numId") or "0") != "0",
        bookmarks=tuple(
            start.get(qn("w:name"), "") for start in element.iter(qn("w:bookmarkStart"))
        ),
        begins_page=_is_on(properties, "w:pageBreakBefore")
        or bool(page_break and not before.strip()),
        ends_page=bool(page_break and before.strip())
        or (section is not None and _value(section, "w:type") != "continuous"),
    )


def _runs(parent: _Element, story: _Story, like: Run) -> Iterator[Run]:
    for child in _in_runs(parent):
        if child.tag == _CONTROL:
            yield from _runs(child, story, replace(like, figure=bound_id(child) or like.figure))
        elif child.tag == qn("w:hyperlink"):
            yield from _runs(child, story, _linked(child, story, like))
        elif child.tag == qn("w:fldSimple"):
            story.fields.append(_OpenField(child.get(qn("w:instr"), ""), coded=True))
            yield from _runs(child, story, like)
            story.fields.pop()
        elif child.tag == qn("w:r"):
            yield from _run(child, story, like)
        elif child.tag in _EQUATIONS:
            yield Run(lost="an equation")


def _linked(hyperlink: _Element, story: _Story, like: Run) -> Run:
    """Return what the runs of a hyperlink are like: they lead to an address or a bookmark."""
    anchor = hyperlink.get(qn("w:anchor"), "")
    relation = story.part.rels.get(hyperlink.get(qn("r:id"), ""))
    if relation is None:
        return replace(like, bookmark=anchor)
    return replace(like, link=relation.target_ref + (f"#{anchor}" if anchor else ""))


def _run(element: _Element, story: _Story, like: Run) -> Iterator[Run]:
    properties = element.find(qn("w:rPr"))
    style = story.styles.get(_value(properties, "w:rStyle") or "", "")
    like = replace(
        like,
        bold=_is_on(properties, "w:b") or style == "Strong",
        italic=_is_on(properties, "w:i") or style == "Emphasis",
    )
    hidden = _is_on(properties, "w:vanish")
    for child in element:
        kind = child.get(qn("w:fldCharType"))
        if kind == "begin":
            story.fields.append(_OpenField())
        elif kind == "separate" and story.fields:
            story.fields[-1].coded = True
        elif kind == "end" and story.fields:
            story.fields.pop()
        elif child.tag == qn("w:instrText") and story.fields:
            story.fields[-1].code += child.text or ""
        elif child.tag == qn("w:drawing"):
            yield _drawing(child, story)
        elif child.tag in _LOST:
            yield Run(lost=_LOST[str(child.tag)])
        elif not hidden and all(each.coded for each in story.fields):
            yield replace(_in_fields(like, story), text=_text(child))


def _text(element: _Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag == qn("w:br"):
        return _PAGE_BREAK if element.get(qn("w:type")) == "page" else "\n"
    return _CHARACTERS.get(str(element.tag), "")


def _in_fields(like: Run, story: _Story) -> Run:
    """Return what the results of the fields at work are like: links and references."""
    for each in story.fields:
        match each.code.split():
            case ["HYPERLINK", address, *_] if address.startswith('"'):
                like = replace(like, link=address.strip('"'))
            case ["REF", name, *_]:
                like = replace(like, bookmark=name)
    return like


def _drawing(element: _Element, story: _Story) -> Run:
    ids = [
        found.get(qn(name))
        for tag, name in (("c:chart", "r:id"), ("a:blip", "r:embed"))
        for found in element.iter(qn(tag))
    ]
    relation = story.part.rels.get(ids[0] or "") if ids else None
    properties = next(element.iter(qn("wp:docPr")), None)
    extent = next(element.iter(qn("wp:extent")), None)
    if relation is None or properties is None or extent is None:
        return Run(lost="a drawing that is neither a picture nor a chart")
    return Run(
        drawing=Drawing(
            relation.target_part,
            properties.get("title", ""),
            properties.get("descr", ""),
            int(extent.get("cx", "0")) / EMU_PER_MM,
        )
    )


def _grid(element: _Element, story: _Story) -> Grid:
    rows = [row for row in _children(element) if row.tag == qn("w:tr")]
    cells = [[cell for cell in _children(row) if cell.tag == qn("w:tc")] for row in rows]
    return Grid(
        tuple(tuple(_cell(cell, story) for cell in row) for row in cells),
        tuple(int(column.get(qn("w:w"), "0")) for column in element.iter(qn("w:gridCol"))),
        headers=sum(_is_on(row.find(qn("w:trPr")), "w:tblHeader") for row in rows),
        merged=any(True for _ in element.iter(qn("w:gridSpan"), qn("w:vMerge"))),
        nested=any(child.tag == qn("w:tbl") for row in cells for cell in row for child in cell),
    )


def _cell(element: _Element, story: _Story) -> Cell:
    return tuple(_paragraph(child, story) for child in _children(element) if child.tag == qn("w:p"))
