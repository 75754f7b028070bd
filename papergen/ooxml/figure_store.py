"""The figures of a Word document: a custom XML part, and content controls bound to it.

Each printed value is an inline content control (``w:sdt``) whose text Word keeps equal to an
element of the part (ECMA-376 part 1, 17.5.2 and 22.5). What identifies the value is the ``id`` in
the XPath of the binding: it survives when another program saves the document, where a ``w:tag``
may not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree
from lxml.etree import _Element

from papergen.cell import Cell
from papergen.ooxml.text import without_forbidden
from papergen.paper.document import PaperKey
from papergen.paper.imprint import Imprint, ImprintKind

NAMESPACE = "urn:papergen:figures"
STORE_ID = "{6E0D6A52-3C1B-4D0E-9B57-7C2F1A8E4D10}"
"""The store's ``ds:itemID``: one and the same for every document, which has one such part."""

_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PREFIX = f"xmlns:p='{NAMESPACE}'"
_BOUND = re.compile(r"figure\[@id='(?P<id>[a-z0-9-]+)'\]")
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_LONGEST_ALIAS = 64  # characters that Word shows and allows


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
        element = OxmlElement("w:sdt")
        properties = OxmlElement("w:sdtPr")
        for tag, value in (
            ("w:alias", without_forbidden(imprint.name)[:_LONGEST_ALIAS]),
            ("w:tag", imprint.id),
            ("w:id", str(self._controls)),
        ):
            properties.append(OxmlElement(tag, {qn("w:val"): value}))
        binding = {
            qn("w:prefixMappings"): _PREFIX,
            qn("w:xpath"): f"/p:figures[1]/p:figure[@id='{imprint.id}'][1]",
            qn("w:storeItemID"): STORE_ID,
        }
        properties.append(OxmlElement("w:dataBinding", binding))
        multiple = {qn("w:multiLine"): "1"} if "\n" in imprint.text else {}
        properties.append(OxmlElement("w:text", multiple))
        element.append(properties)
        content = OxmlElement("w:sdtContent")
        content.extend(runs)
        element.append(content)
        return element

    def attach(self, document: Document, key: PaperKey) -> None:
        """Add the custom XML part to a document, unless it prints no figure."""
        if not self._imprints:
            return
        package = document.part.package
        number = 1 + sum(
            part.partname.startswith("/customXml/item") for part in package.iter_parts()
        )
        part = Part(
            PackURI(f"/customXml/item{number}.xml"),
            CONTENT_TYPE.XML,
            figures_xml(self._imprints.values(), key, self._uses),
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


def figures_xml(imprints: Iterable[Imprint], key: PaperKey, uses: Mapping[str, int]) -> bytes:
    """Return the content of the custom XML part.

    :param uses: how many times each figure is printed, by its id.
    """
    root = etree.Element(f"{{{NAMESPACE}}}figures", nsmap={"p": NAMESPACE})
    root.set("meeting", without_forbidden(key.meeting))
    root.set("item", str(key.item))
    root.set("appendix", str(key.appendix))
    for imprint in imprints:
        figure = etree.SubElement(root, f"{{{NAMESPACE}}}figure")
        text = without_forbidden(imprint.text)
        for name, value in (
            ("id", imprint.id),
            ("kind", imprint.kind),
            ("name", imprint.name),
            ("wording", imprint.wording),
            ("value", imprint.value),
            ("unit", imprint.unit),
            ("cells", _cells_text(imprint.cells)),
            ("printed", text),
            ("uses", str(uses[imprint.id])),
        ):
            figure.set(name, without_forbidden(value))
        figure.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


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
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{NAMESPACE}}}figures":
        return None
    figures = list(root.iter(f"{{{NAMESPACE}}}figure"))
    return StoredFigures(
        PaperKey(
            root.get("meeting", ""),
            int(root.get("item", "0")),
            int(root.get("appendix", "0")),
        ),
        {figure.get("id", ""): _imprint(figure) for figure in figures},
        {figure.get("id", ""): figure.text or "" for figure in figures},
        {figure.get("id", ""): int(figure.get("uses", "1")) for figure in figures},
    )


def _imprint(figure: _Element) -> Imprint:
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


def bound_id(control: _Element) -> str:
    """Return the id of the figure that a ``w:sdt`` is bound to; empty if to none of ours."""
    binding = control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}")
    if binding is None or binding.get(qn("w:storeItemID"), "").upper() != STORE_ID:
        return ""
    found = _BOUND.search(binding.get(qn("w:xpath"), ""))
    return found["id"] if found else ""


def bound_controls(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield the content controls of a story that are bound to figures, each with the id."""
    for control in root.iter(qn("w:sdt")):
        figure = bound_id(control)
        if figure:
            yield control, figure
