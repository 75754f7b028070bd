"""The house style: the document that papers begin as, whose styles a clerk keeps in Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Length
from docx.styles.style import BaseStyle, ParagraphStyle

from papergen.finding import BadInput, Findings, Place
from papergen.ooxml.numbering import Level, level_of_style
from papergen.spelling import closest

BODY_STYLES = ("Numbered Paragraph", "Numbered Paragraph 2", "Numbered Paragraph 3")
PARAGRAPH_STYLES = (
    *(f"Heading {level}" for level in (1, 2, 3, 4)),
    *BODY_STYLES,
    "Body Text",
    "Bullet",
    "Bullet 2",
    "Detail",
    "Recommendation",
    "Caption",
    "Note",
    "Appendix Entry",
    "Table Text",
    "Table Number",
    "Table Heading",
    "Header",
)
CHARACTER_STYLES = ("Strong", "Emphasis", "Hyperlink")
TABLE_STYLES = ("Paper Table",)

# How a paper counts: the style, the level, Word's name for the format, and what is printed. Word
# joins the numbers of the levels as they stand when it refers to 8(b), so that 8 has no full stop.
_COUNTS = {
    "Numbered Paragraph": (0, "decimal", "%1"),
    "Numbered Paragraph 2": (1, "lowerLetter", "(%2)"),
    "Numbered Paragraph 3": (2, "lowerRoman", "(%3)"),
    "Recommendation": (0, "lowerLetter", "(%1)"),
}
_WORDS = {"decimal": "1, 2, 3", "lowerLetter": "(a), (b), (c)", "lowerRoman": "(i), (ii), (iii)"}


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """An empty document in the house style, and the id of each style by its name."""

    document: Document
    ids: Mapping[str, str]

    def space_above(self, name: str) -> Length | None:
        """Return the space above paragraphs of a style, or nothing if the style does not say."""
        style = self.document.styles[name]
        return style.paragraph_format.space_before if isinstance(style, ParagraphStyle) else None


def open_house_style(path: Path) -> HouseStyle:
    """Return the house style, emptied of the sample text that it holds.

    :raises BadInput: if it is no Word document, lacks a style that papers need, or counts
        paragraphs in another way than papers do.
    """
    findings = Findings()
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        findings.error(
            "no-house-style",
            Place(path.name),
            found="no Word document" if path.exists() else "no such file",
            expected="a Word document (.docx) with the styles of papers",
            mend="Put the house style back, or save it in Word as a Word document.",
        )
        raise BadInput(findings) from error
    styles = {style.name or "": style for style in document.styles}
    for names, kind in (
        (PARAGRAPH_STYLES, WD_STYLE_TYPE.PARAGRAPH),
        (CHARACTER_STYLES, WD_STYLE_TYPE.CHARACTER),
        (TABLE_STYLES, WD_STYLE_TYPE.TABLE),
    ):
        _check_styles(names, kind, styles, path.name, findings)
    if not findings.stop:
        _check_numbering(document, styles, path.name, findings)
    if findings.stop:
        raise BadInput(findings)
    _empty(document)
    return HouseStyle(document, {name: style.style_id for name, style in styles.items()})


def _check_styles(
    names: tuple[str, ...],
    kind: WD_STYLE_TYPE,
    styles: Mapping[str, BaseStyle],
    file: str,
    findings: Findings,
) -> None:
    present = {name for name, style in styles.items() if style.type == kind}
    for name in names:
        if name in present:
            continue
        near = closest(name, present.difference(names))
        findings.error(
            "missing-style",
            Place(file),
            found=f"no {kind.name.lower()} style “{name}”",
            expected="every style that papers are written in",
            mend=(
                f"In Word, give the style “{near}” back the name “{name}”."
                if near
                else f"In Word, add a {kind.name.lower()} style of this name."
            ),
        )


def _check_numbering(
    document: Document, styles: Mapping[str, BaseStyle], file: str, findings: Findings
) -> None:
    levels: dict[str, Level | None] = {}
    for name, (number, counts, text) in _COUNTS.items():
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        level = levels[name] = level_of_style(document, style)
        if level and (level.number, level.format, level.text) == (number, counts, text):
            continue
        findings.error(
            "other-numbering",
            Place(file),
            found=(
                f"the style “{name}” numbered as {level.text} ({level.format})"
                if level
                else f"the style “{name}” without numbering"
            ),
            expected=f"numbers as papers have them: {_WORDS[counts]} without a full stop",
            mend=f"In Word, define a multilevel list whose level {number + 1} is linked to the "
            f"style “{name}”, with this number style and format.",
        )
    if len({level.list_id for name in BODY_STYLES if (level := levels[name])}) > 1:
        findings.error(
            "other-numbering",
            Place(file),
            found="numbered paragraphs in several lists",
            expected=f"the styles “{'”, “'.join(BODY_STYLES)}” as levels of one list",
            mend="In Word, define one multilevel list with its levels linked to these styles.",
        )


def _empty(document: Document) -> None:
    """Take away all of the body but the pages' set-up (``w:sectPr``), which stands last."""
    body = document.element.body
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
