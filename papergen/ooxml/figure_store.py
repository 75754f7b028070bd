"""The figures of a Word document: a custom XML part that the controls around them are bound to.

Besides each printed value the part records what papergen wrote around them, so that a document can
be brought up to date that somebody has edited since.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from papergen.cell import Cell
from papergen.ooxml.content_control import NAMESPACE, STORE_ID, bound_controls, content_control
from papergen.ooxml.text import without_forbidden
from papergen.ooxml.written import NOTHING_WRITTEN, Written, record_written, written_in
from papergen.paper.document import PaperKey
from papergen.paper.imprint import Imprint, ImprintKind

FIGURES, FIGURE, TEXT = (f"{{{NAMESPACE}}}{tag}" for tag in ("figures", "figure", "text"))
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


class FigureStore:
    """The figures of a document that is being written, each once."""

    def __init__(self) -> None:
        self._imprints: dict[str, Imprint] = {}
        self._uses: Counter[str] = Counter()
        self._controls = 0

    def control(self, imprint: Imprint, runs: Iterable[_Element]) -> _Element:
        """Return a ``w:sdt`` that binds some runs to a figure.

        :param imprint: with its id.
        :param runs: that print the imprint's text.
        """
        self._imprints.setdefault(imprint.id, imprint)
        self._uses[imprint.id] += 1
        self._controls += 1
        return content_control(imprint, self._controls, runs)

    def attach(self, document: Document, key: PaperKey) -> None:
        """Add the custom XML part to a finished document, unless it prints no figure."""
        self._free_links(document.element)
        if not self._imprints:
            return
        package = document.part.package
        number = 1 + sum(
            part.partname.startswith("/customXml/item") for part in package.iter_parts()
        )
        part = Part(
            PackURI(f"/customXml/item{number}.xml"),
            CONTENT_TYPE.XML,
            figures_xml(
                self._imprints.values(),
                key,
                self._uses,
                written_in(document),
            ),
            package,
        )
        properties = Part(
            PackURI(f"/customXml/itemProps{number}.xml"),
            CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
            _properties_xml(),
            package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        part.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)

    def _free_links(self, story: _Element) -> None:
        """Take the controls out of hyperlinks, and leave what they show.

        LibreOffice saves a document with a control in a hyperlink as one that nothing can open.
        """
        for link in story.iter(qn("w:hyperlink")):
            for control, figure in list(bound_controls(link)):
                for run in list(control.iter(qn("w:r"))):
                    control.addprevious(run)
                parent = control.getparent()
                assert parent is not None
                parent.remove(control)
                self._uses[figure] -= 1
                if not self._uses[figure]:
                    del self._imprints[figure]


# --- Writing --------------------------------------------------------------------------------------


def figures_xml(
    imprints: Iterable[Imprint],
    key: PaperKey,
    uses: Mapping[str, int],
    written: Written = NOTHING_WRITTEN,
) -> bytes:
    """Return the content of the custom XML part.

    :param uses: how many times each figure is printed, by its id.
    :param written: what papergen wrote around the figures.
    """
    root = etree.Element(FIGURES, nsmap={"p": NAMESPACE})
    root.set("meeting", without_forbidden(key.meeting))
    root.set("item", str(key.item))
    root.set("appendix", str(key.appendix))
    for imprint in imprints:
        write_figure(etree.SubElement(root, FIGURE), imprint, uses[imprint.id])
    record_written(root, written)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_figure(element: _Element, imprint: Imprint, uses: int) -> None:
    """Write into a ``p:figure`` what is printed, in the place of what it said.

    Its text has an element of its own, without attributes, to which controls are bound: LibreOffice
    forgets the attributes of a bound element.
    """
    printed = without_forbidden(imprint.text)
    for name, value in (
        ("id", imprint.id),
        ("kind", imprint.kind),
        ("name", imprint.name),
        ("wording", imprint.wording),
        ("value", imprint.value),
        ("unit", imprint.unit),
        ("cells", _cells_text(imprint.cells)),
        ("printed", printed),
        ("uses", str(uses)),
    ):
        element.set(name, without_forbidden(value))
    hold_text(element, printed)


def hold_text(element: _Element, text: str) -> None:
    """Have a ``p:figure`` hold the text that its controls show."""
    held = element.find(TEXT)
    if held is None:
        held = etree.SubElement(element, TEXT)
    held.text = without_forbidden(text)


def _cells_text(cells: Iterable[Cell]) -> str:
    places = [[cell.workbook, cell.sheet, cell.address] for cell in cells]
    return json.dumps(places, ensure_ascii=False)


def _properties_xml() -> bytes:
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    root.set(f"{{{_DATASTORE}}}itemID", STORE_ID)
    references = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    reference = etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef")
    reference.set(f"{{{_DATASTORE}}}uri", NAMESPACE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False)


# --- Reading --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """What a document's custom XML part says.

    :param figures: by id, as they were when papergen last wrote the document.
    :param current: the text that the part holds for each now: Word keeps it equal to what the
        document shows, so that it differs from the imprint's where somebody typed over it.
    :param uses: how many times papergen printed each.
    """

    key: PaperKey
    figures: Mapping[str, Imprint]
    current: Mapping[str, str]
    uses: Mapping[str, int]


def read_figures(content: bytes) -> StoredFigures | None:
    """Return what a custom XML part says; nothing if it is somebody else's."""
    root = read_store(content)
    if root is None:
        return None
    figures: dict[str, _Element] = {}
    for figure in root.findall(FIGURE):
        figures.setdefault(figure.get("id", ""), figure)
    return StoredFigures(
        stored_key(root),
        {id: stored_imprint(figure) for id, figure in figures.items()},
        {id: held_text(figure) for id, figure in figures.items()},
        {id: stored_uses(figure) for id, figure in figures.items()},
    )


def read_store(content: bytes) -> _Element | None:
    """Return the ``p:figures`` of a custom XML part; nothing if it is somebody else's."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == FIGURES else None


def stored_key(root: _Element) -> PaperKey:
    """Return which paper a ``p:figures`` belongs to."""
    return PaperKey(
        root.get("meeting", ""), int(root.get("item", "0")), int(root.get("appendix", "0"))
    )


def stored_imprint(figure: _Element) -> Imprint:
    """Return what a ``p:figure`` says that papergen last printed."""
    return Imprint(
        id=figure.get("id", ""),
        kind=cast(ImprintKind, figure.get("kind", "text")),
        name=figure.get("name", ""),
        wording=figure.get("wording", ""),
        text=figure.get("printed", ""),
        value=figure.get("value", ""),
        unit=figure.get("unit", ""),
        cells=tuple(Cell(*place) for place in json.loads(figure.get("cells", "[]"))),
    )


def stored_uses(figure: _Element) -> int:
    """Return how many times papergen printed what a ``p:figure`` tells of."""
    return int(figure.get("uses", "1"))


def held_text(figure: _Element) -> str:
    """Return the text that a ``p:figure`` holds for its controls."""
    return figure.findtext(TEXT) or ""
