"""The text of a Word document piece by piece, as Word shows it, and what each piece comes from.

A piece is typed, or shows a figure that its content control is bound to (ECMA-376 part 1, 17.5.2),
or is the result of a field (17.16). Comments, hidden text and the codes of fields are not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from papergen.ooxml.chart_part import read_chart
from papergen.ooxml.content_control import bound_id
from papergen.ooxml.control_text import asks_for_text
from papergen.ooxml.passage import Known
from papergen.ooxml.tracked_changes import accept_changes
from papergen.paper.document import Chart

_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ALTERNATE, _FALLBACK = f"{{{_MARKUP}}}AlternateContent", f"{{{_MARKUP}}}Fallback"
_CONTROL, _PARAGRAPH, _TABLE = qn("w:sdt"), qn("w:p"), qn("w:tbl")
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    qn("w:sym"): "\N{REPLACEMENT CHARACTER}",
}
_OFF = {"0", "false", "off"}
_STORIES = {
    RELATIONSHIP_TYPE.HEADER: "page header",
    RELATIONSHIP_TYPE.FOOTER: "page footer",
    RELATIONSHIP_TYPE.FOOTNOTES: "footnotes",
    RELATIONSHIP_TYPE.ENDNOTES: "endnotes",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one origin.

    :param figure: id of the figure that its control is bound to.
    :param control: that control, by which two that show the same figure are told apart.
    :param field: code of the field that it is the result of, such as ``REF status \\w``.
    :param anchor: bookmark that its hyperlink leads to.
    :param drawing: the ``w:drawing`` that stands here.
    """

    text: str = ""
    figure: str = ""
    control: _Element | None = None
    field: str = ""
    anchor: str = ""
    drawing: _Element | None = None


@dataclass(slots=True)
class _OpenField:
    code: str = ""
    coded: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads the paragraphs of a story in order: a field may go on from one to the next.

    :param known: returns the id of the figure that a control shows.
    """

    known: Known = bound_id
    fields: list[_OpenField] = field(default_factory=list)

    def pieces(self, paragraph: _Element) -> Iterator[Piece]:
        """Yield the pieces of a ``w:p``; an empty one for a control that shows nothing."""
        around = (each for each in paragraph.iterancestors(_CONTROL) if self.known(each))
        control = next(around, None)
        like = Piece() if control is None else Piece(figure=self.known(control), control=control)
        yield from self._within(paragraph, like)

    def _within(self, parent: _Element, like: Piece) -> Iterator[Piece]:
        for child in parent:
            if child.tag == _CONTROL:
                yield from self._control(child, like)
            elif child.tag == qn("w:r"):
                yield from self._run(child, like)
            elif child.tag == qn("w:hyperlink"):
                yield from self._within(child, replace(like, anchor=child.get(qn("w:anchor"), "")))
            elif child.tag == qn("w:fldSimple"):
                self.fields.append(_OpenField(child.get(qn("w:instr"), ""), coded=True))
                yield from self._within(child, like)
                self.fields.pop()
            elif child.tag == qn("m:t"):
                yield replace(like, text=child.text or "")
            elif child.tag not in {qn("w:pPr"), qn("w:sdtPr"), qn("w:sdtEndPr")}:
                yield from self._within(child, like)

    def _control(self, control: _Element, like: Piece) -> Iterator[Piece]:
        figure = self.known(control)
        if figure:
            like = replace(like, figure=figure, control=control)
            yield like
            if asks_for_text(control):
                return
        yield from self._within(control, like)

    def _run(self, run: _Element, like: Piece) -> Iterator[Piece]:
        hidden = _is_hidden(run)
        for child in run:
            kind = child.get(qn("w:fldCharType"))
            if kind == "begin":
                self.fields.append(_OpenField())
            elif kind == "separate" and self.fields:
                self.fields[-1].coded = True
            elif kind == "end" and self.fields:
                self.fields.pop()
            elif child.tag == qn("w:instrText") and self.fields:
                self.fields[-1].code += child.text or ""
            elif hidden or not all(each.coded for each in self.fields):
                continue
            elif child.tag in {qn("w:drawing"), _ALTERNATE}:
                for drawing in child.iter(qn("w:drawing")):
                    yield replace(like, drawing=drawing)
            elif text := _text(child):
                yield replace(like, text=text, field=self._code())

    def _code(self) -> str:
        """Return the code of the innermost field at work; in a table of contents, of that."""
        codes = [each.code.strip() for each in self.fields]
        contents = (code for code in codes if code.startswith("TOC"))
        return next(contents, codes[-1] if codes else "")


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in _OFF


def _text(element: _Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    return _CHARACTERS.get(str(element.tag), "")


# --- Blocks ---------------------------------------------------------------------------------------


def shown_blocks(story: _Element) -> Iterator[_Element]:
    """Yield each ``w:p`` and ``w:tbl`` of a story or a cell in order, those of controls too.

    What stands in the text boxes of a paragraph comes after it.
    """
    for child in story:
        if child.tag == _PARAGRAPH:
            yield child
            for box in child.iter(qn("w:txbxContent")):
                yield from shown_blocks(box)
        elif child.tag == _TABLE:
            yield child
        elif child.tag not in {qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:sectPr")}:
            yield from shown_blocks(child)


def drop_fallbacks(story: _Element) -> None:
    """Take away what only programs show that know less than Word (``mc:Fallback``), in place."""
    for fallback in list(story.iter(_FALLBACK)):
        parent = fallback.getparent()
        if parent is not None:
            parent.remove(fallback)


def stories_apart(document: Document) -> Iterator[tuple[str, _Element]]:
    """Yield the headers, footers and notes of a document, each with what it is in words.

    All tracked changes in them are accepted.
    """
    for relation in document.part.rels.values():
        what = _STORIES.get(relation.reltype)
        if what is None or relation.is_external:
            continue
        root = parse_xml(relation.target_part.blob)
        drop_fallbacks(root)
        accept_changes(root)
        notes = root.findall(qn("w:footnote")) + root.findall(qn("w:endnote"))
        if not notes:
            yield what, root
        for count, note in enumerate(notes):
            if note.get(qn("w:type"), "normal") == "normal":
                yield f"{what.removesuffix('s')} {note.get(qn('w:id'), str(count))}", note


def is_table(block: _Element) -> bool:
    """Return whether a block is a ``w:tbl``."""
    return bool(block.tag == _TABLE)


def style_names(document: Document) -> dict[_Element, str]:
    """Return the name of the style of each ``w:p`` of the body."""
    names = {style.style_id: style.name or "" for style in document.styles}
    return {
        paragraph: names.get(_style(paragraph), "")
        for paragraph in document.element.body.iter(_PARAGRAPH)
    }


def bookmarks_in(paragraph: _Element) -> list[str]:
    """Return the names of the bookmarks that begin in a paragraph."""
    return [start.get(qn("w:name"), "") for start in paragraph.iter(qn("w:bookmarkStart"))]


def _style(paragraph: _Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


# --- Drawings -------------------------------------------------------------------------------------


def drawing_words(drawing: _Element) -> str:
    """Return the alternative text of a ``w:drawing``."""
    properties = next(drawing.iter(qn("wp:docPr")), None)
    return "" if properties is None else properties.get("descr", "")


def shown_chart(drawing: _Element, part: Part) -> tuple[bool, Chart | None]:
    """Return whether a drawing shows a chart, and that chart if a paper has such.

    :param part: in which the drawing stands.
    """
    reference = next(drawing.iter(qn("c:chart")), None)
    relation = None if reference is None else part.rels.get(reference.get(qn("r:id"), ""))
    if relation is None or relation.is_external:
        return reference is not None, None
    return True, read_chart(relation.target_part, "", drawing_words(drawing))
