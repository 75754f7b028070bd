"""Faults put into a built Word document, one at a time, by python-docx and lxml alone.

Each is told with what has to be found of it: codes of findings, and where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

STORE = "{urn:papergen:figures}"
SURE = re.compile(r"(paragraph|Table [0-9]+, (row|caption|headings))")

Expected = list[tuple[str, str | None]]


@dataclass
class Control:
    """A content control of a built document, and where the paper says that its value stands."""

    element: Any
    id: str
    part: str

    @property
    def text(self) -> str:
        return "".join(text.text or "" for text in self.element.iter(qn("w:t")))

    @property
    def paragraph(self) -> Any:
        return next(self.element.iterancestors(qn("w:p")))

    @property
    def row(self) -> Any:
        return next(self.element.iterancestors(qn("w:tr")), None)

    def show(self, words: str) -> None:
        first, *others = self.element.iter(qn("w:t"))
        first.text = words
        for text in others:
            text.text = ""


@dataclass
class Faulty:
    """A built document that a fault is put into.

    :param places: where each value of the paper stands, with its id, in order.
    """

    content: bytes
    places: Sequence[tuple[str, str]]
    random: Random
    document: Document = field(init=False)
    controls: list[Control] = field(init=False)

    def __post_init__(self) -> None:
        self.document = docx.Document(BytesIO(self.content))
        body = self.document.element.body
        found = [(each, control_id(each)) for each in body.iter(qn("w:sdt"))]
        assert [id for _, id in found] == [id for id, _ in self.places]
        self.controls = [
            Control(element, id, place)
            for (element, id), (_, place) in zip(found, self.places, strict=True)
        ]

    @property
    def sure(self) -> list[Control]:
        """The controls in numbered paragraphs and tables, whose place every reader calls alike."""
        return [each for each in self.controls if SURE.match(each.part)]

    def save(self) -> bytes:
        written = BytesIO()
        self.document.save(written)
        return written.getvalue()

    def choose(self, where: Callable[[Control], bool] = lambda control: True) -> Control:
        return self.random.choice([each for each in self.sure if each.text and where(each)])

    def store(self) -> tuple[Any, Any]:
        """The part with the figures, and its root."""
        for relation in self.document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML:
                root = etree.fromstring(relation.target_part.blob)
                if root.tag == f"{STORE}figures":
                    return relation.target_part, root
        raise AssertionError("no figures")

    def rows(self) -> Iterator[tuple[Any, list[Control]]]:
        """The rows with figures beside their first cells, each with those."""
        by_row: dict[Any, list[Control]] = {}
        for each in self.sure:
            if each.row is None or not re.search(r", row", each.part):
                continue
            cell = next(each.element.iterancestors(qn("w:tc")))
            if cell is not next(each.row.iterchildren(qn("w:tc"))):
                by_row.setdefault(each.row, []).append(each)
        yield from by_row.items()

    def fields(self, kind: str) -> list[tuple[Any, str]]:
        """The simple fields of a kind, each with its code."""
        found = ((each, each.get(qn("w:instr"))) for each in self.document.element.iter(FIELD))
        return [(each, code) for each, code in found if code.split()[0] == kind]


FIELD = qn("w:fldSimple")


def control_id(element: Any) -> str:
    binding = element.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is None:
        return str(element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
    return binding.get(qn("w:xpath")).split("'")[1]


def other_figure(text: str, random: Random) -> str:
    """Another figure that reads much the same: one digit is another, or a word."""
    digits = [index for index, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return " ".join(["Otherwise", *text.split()[1:]])
    index = random.choice(digits)
    digit = random.choice([each for each in "123456789" if each != text[index]])
    return text[:index] + digit + text[index + 1 :]


def run(words: str) -> Any:
    element = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    element.append(text)
    return element


def exchange(one: Any, other: Any) -> None:
    """Put each of two elements in the place of the other."""
    stand_in = OxmlElement("w:r")
    one.addprevious(stand_in)
    other.addprevious(one)
    stand_in.addprevious(other)
    stand_in.getparent().remove(stand_in)


# --- Figures --------------------------------------------------------------------------------------


def stale(faulty: Faulty) -> Expected:
    """A figure everywhere as papergen printed it before the workbooks changed."""
    sure = {each.id for each in faulty.controls} - {
        each.id for each in faulty.controls if not SURE.match(each.part)
    }
    chosen = faulty.choose(lambda control: control.id in sure)
    before = other_figure(chosen.text, faulty.random)
    part, root = faulty.store()
    for figure in root.iter(f"{STORE}figure"):
        if figure.get("id") == chosen.id:
            figure.set("printed", before)
            figure.find(f"{STORE}text").text = before
    part._blob = etree.tostring(root)
    same = [each for each in faulty.controls if each.id == chosen.id]
    for each in same:
        each.show(before)
    return [("stale-figure", each.part) for each in same]


def typed_over(faulty: Faulty) -> Expected:
    chosen = faulty.choose()
    chosen.show(other_figure(chosen.text, faulty.random))
    return [("typed-over-figure", chosen.part)]


def other_unit(faulty: Faulty) -> Expected:
    chosen = faulty.choose(lambda control: re.fullmatch(r".*[0-9]m\b.*", control.text) is not None)
    chosen.show(re.sub(r"(?<=[0-9])m\b", "k", chosen.text))
    return [("typed-over-figure", chosen.part)]


def deleted(faulty: Faulty) -> Expected:
    chosen = faulty.choose()
    chosen.element.getparent().remove(chosen.element)
    return [("deleted-figure", chosen.part)]


def emptied(faulty: Faulty) -> Expected:
    """A figure whose text is deleted, so that Word asks for another."""
    chosen = faulty.choose()
    chosen.show("Click or tap here to enter text.")
    chosen.element.find(qn("w:sdtPr")).append(OxmlElement("w:showingPlcHdr"))
    return [("typed-over-figure", chosen.part)]


def gone(faulty: Faulty) -> Expected:
    """A figure of a template of another time."""
    chosen = faulty.choose()
    tag = chosen.element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    tag.set(qn("w:val"), "pupils-on-roll-0a1b2c3d")
    binding = chosen.element.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is not None:
        path = binding.get(qn("w:xpath")).replace(chosen.id, "pupils-on-roll-0a1b2c3d")
        binding.set(qn("w:xpath"), path)
    return [("gone-figure", chosen.part), ("deleted-figure", chosen.part)]


def exchanged_in_prose(faulty: Faulty) -> Expected:
    in_prose = [each for each in faulty.sure if each.row is None]
    pairs = [
        (one, other)
        for one in in_prose
        for other in in_prose
        if one.paragraph is other.paragraph and one.id < other.id
    ]
    one, other = faulty.random.choice(pairs)
    exchange(one.element, other.element)
    return [("moved-figure", one.part)]


# --- Rows -----------------------------------------------------------------------------------------


def exchanged_rows(faulty: Faulty) -> Expected:
    """The figures of two rows, each below the label of the other."""
    rows = [controls for _, controls in faulty.rows()]
    pairs = [
        (one, other)
        for one in rows
        for other in rows
        if one[0].part.split(",")[0] == other[0].part.split(",")[0]
        and len(one) == len(other) > 1
        and one[0].part < other[0].part
    ]
    one, other = faulty.random.choice(pairs)
    for each, another in zip(one, other, strict=True):
        exchange(each.element, another.element)
    return [("moved-figure", one[0].part), ("moved-figure", other[0].part)]


def exchanged_cells(faulty: Faulty) -> Expected:
    rows = [controls for _, controls in faulty.rows() if len(controls) > 1]
    one, other = faulty.random.sample(faulty.random.choice(rows), 2)
    exchange(one.element, other.element)
    return [("moved-figure", one.part)]


def exchanged_labels(faulty: Faulty) -> Expected:
    """The labels of two rows exchanged, or two headings of columns."""
    tables = [each for each in faulty.document.tables if len(each.columns) > 2]
    table = faulty.random.choice([each for each in tables if has_typed_headings(each)])
    cells = [cell for cell in table.rows[0].cells if cell.text]
    pairs = [(one, other) for one in cells for other in cells if one.text < other.text]
    one, other = faulty.random.choice(pairs)
    one.text, other.text = other.text, one.text
    return [("changed-label", None)]


def has_typed_headings(table: Any) -> bool:
    return next(table.rows[0]._tr.iter(qn("w:sdt")), None) is None


def lost_row(faulty: Faulty) -> Expected:
    row, controls = faulty.random.choice(list(faulty.rows()))
    row.getparent().remove(row)
    return [("missing-row", controls[0].part.split(",")[0])]


def typed_row(faulty: Faulty) -> Expected:
    """A row that somebody has added with figures of their own."""
    row, _ = faulty.random.choice(list(faulty.rows()))
    new = deepcopy(row)
    for control in list(new.iter(qn("w:sdt"))):
        control.addprevious(run("7,654"))
        control.getparent().remove(control)
    row.getparent().append(new)
    return [("new-row", None), ("untraced-number", None)]


# --- What is typed --------------------------------------------------------------------------------

NUMBERS = (
    " In all 37 schools took part.",
    " It costs £1.25m.",
    " That is 12.5%.",
    " A decision is due on 3 December 2024.",
    " Work began in April 2023.",
    " More than 1,400 families answered.",
    " The file is dated 2024-07-31.",
)


def typed_number(faulty: Faulty) -> Expected:
    chosen = faulty.choose(lambda control: control.row is None)
    chosen.paragraph.append(run(faulty.random.choice(NUMBERS)))
    return [("untraced-number", chosen.part)]


def number_beside_a_figure(faulty: Faulty) -> Expected:
    chosen = faulty.choose(lambda control: control.row is None)
    chosen.element.addprevious(run(faulty.random.choice("123456789")))
    return [("untraced-number", chosen.part)]


def number_in_a_cell(faulty: Faulty) -> Expected:
    _, controls = faulty.random.choice(list(faulty.rows()))
    chosen = faulty.random.choice(controls)
    chosen.paragraph.append(run(" (412 last year)"))
    return [("untraced-number", chosen.part)]


def number_in_the_header(faulty: Faulty) -> Expected:
    faulty.document.sections[0].header.paragraphs[0].add_run(", version 14")
    return [("untraced-number", "page header")]


def number_in_a_tracked_change(faulty: Faulty) -> Expected:
    chosen = faulty.choose(lambda control: control.row is None)
    inserted = OxmlElement("w:ins", {qn("w:id"): "90001", qn("w:author"): "A. Clerk"})
    inserted.append(run(faulty.random.choice(NUMBERS)))
    chosen.paragraph.append(inserted)
    return [("untraced-number", chosen.part)]


def figure_in_a_tracked_deletion(faulty: Faulty) -> Expected:
    chosen = faulty.choose()
    deletion = OxmlElement("w:del", {qn("w:id"): "90002", qn("w:author"): "A. Clerk"})
    chosen.element.addprevious(deletion)
    deletion.append(chosen.element)
    return [("deleted-figure", chosen.part)]


def caption_in_another_unit(faulty: Faulty) -> Expected:
    texts = [
        text
        for text in faulty.document.element.iter(qn("w:t"))
        if "£m" in (text.text or "") and style_of(text) == "Caption"
    ]
    text = faulty.random.choice(texts)
    text.text = text.text.replace("£m", "£000")
    return [("changed-unit", None)]


def style_of(text: Any) -> str:
    style = next(text.iterancestors(qn("w:p"))).find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


# --- References -----------------------------------------------------------------------------------


def stale_reference(faulty: Faulty) -> Expected:
    field, _ = faulty.random.choice(faulty.fields("REF"))
    (text,) = field.iter(qn("w:t"))
    text.text = str(int(text.text) + faulty.random.choice((1, 2, 10)))
    return [("stale-reference", None)]


def lost_bookmark(faulty: Faulty) -> Expected:
    _, code = faulty.random.choice(faulty.fields("REF"))
    name = code.split()[1]
    for start in list(faulty.document.element.iter(qn("w:bookmarkStart"))):
        if start.get(qn("w:name")) == name:
            start.getparent().remove(start)
    return [("stale-reference", None)]


def typed_reference(faulty: Faulty) -> Expected:
    chosen = faulty.choose(lambda control: control.row is None)
    words = faulty.random.choice((" See paragraph 99.", " See Table 41.", " (Appendix 9)"))
    chosen.paragraph.append(run(words))
    return [("stale-reference", chosen.part)]


def new_paragraph(faulty: Faulty) -> Expected:
    """A numbered paragraph before all others, and no field worked out anew."""
    numbered = next(
        each for each in faulty.document.paragraphs if each.style.name == "Numbered Paragraph"
    )
    numbered.insert_paragraph_before("A word before all others.", style="Numbered Paragraph")
    return [("stale-reference", None)]


def misnumbered_caption(faulty: Faulty) -> Expected:
    field, _ = faulty.random.choice(faulty.fields("SEQ"))
    (text,) = field.iter(qn("w:t"))
    text.text = str(int(text.text) + faulty.random.choice((1, 3)))
    return [("stale-number", None)]


# --- Charts ---------------------------------------------------------------------------------------


def chart_point(faulty: Faulty) -> Expected:
    charts = [
        relation.target_part
        for relation in faulty.document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.CHART
    ]
    chart = faulty.random.choice(charts)
    root = etree.fromstring(chart.blob)
    points = [point for values in root.iter(qn("c:val")) for point in values.iter(qn("c:v"))]
    point = faulty.random.choice(points)
    point.text = str(float(point.text) + faulty.random.choice((-0.1, 0.1, 1, 20)))
    chart._blob = etree.tostring(root)
    return [("changed-chart", None)]


def alternative_text(faulty: Faulty) -> Expected:
    described = [
        drawing
        for drawing in faulty.document.element.iter(qn("wp:docPr"))
        if re.search(r"[0-9]", drawing.get("descr", ""))
    ]
    drawing = faulty.random.choice(described)
    figures = re.findall(r"£?[0-9][0-9.,]*[0-9]m?", drawing.get("descr"))
    figure = faulty.random.choice([each for each in figures if not re.match(r"20[0-9]{2}", each)])
    words = drawing.get("descr").replace(figure, "£999.9m")
    drawing.set("descr", words)
    return [("changed-alternative", None)]


FAULTS: tuple[Callable[[Faulty], Expected], ...] = (
    stale,
    typed_over,
    other_unit,
    deleted,
    emptied,
    gone,
    exchanged_in_prose,
    exchanged_rows,
    exchanged_cells,
    exchanged_labels,
    lost_row,
    typed_row,
    typed_number,
    number_beside_a_figure,
    number_in_a_cell,
    number_in_the_header,
    number_in_a_tracked_change,
    figure_in_a_tracked_deletion,
    caption_in_another_unit,
    stale_reference,
    lost_bookmark,
    typed_reference,
    new_paragraph,
    misnumbered_caption,
    chart_point,
    alternative_text,
)
