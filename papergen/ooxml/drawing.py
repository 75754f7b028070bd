"""Drawings: ``w:drawing`` elements, each with an id of its own and alternative text."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.shape import CT_Inline
from docx.package import Package
from docx.shared import Mm
from lxml.etree import _Element

from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Picture

EMU_PER_MM = 36_000  # English Metric Units in a millimetre


def picture_drawing(part: XmlPart, picture: Picture) -> _Element:
    """Return the ``w:drawing`` of a picture in its proportions, to be put in a run of the part.

    Put it there before the next is made: each takes the next free id.
    """
    package = cast(Package, part.package)
    image_part = package.get_or_add_image_part(BytesIO(picture.content))
    width, height = image_part.image.scaled_dimensions(Mm(picture.width), None)
    drawing_id = next_drawing_id(part)
    inline = CT_Inline.new_pic_inline(
        drawing_id,
        part.relate_to(image_part, RELATIONSHIP_TYPE.IMAGE),
        image_part.filename,
        width,
        height,
    )
    return drawing(inline, title="", alternative=picture.alternative)


def graphic_inline(
    name: str, drawing_id: int, width_mm: float, height_mm: float, uri: str
) -> CT_Inline:
    """Return a ``wp:inline`` whose empty ``a:graphicData`` takes a graphic of the kind ``uri``."""
    inline = parse_xml(
        f"<wp:inline {nsdecls('wp', 'a')} distT='0' distB='0' distL='0' distR='0'>"
        f"<wp:extent cx='{round(width_mm * EMU_PER_MM)}' cy='{round(height_mm * EMU_PER_MM)}'/>"
        f"<wp:docPr id='{drawing_id}' name='{name} {drawing_id}'/>"
        "<wp:cNvGraphicFramePr/>"
        f"<a:graphic><a:graphicData uri='{uri}'/></a:graphic>"
        "</wp:inline>"
    )
    return cast(CT_Inline, inline)


def drawing(inline: CT_Inline, *, title: str, alternative: str) -> _Element:
    """Return a ``w:drawing`` around an inline, with its accessible name and description."""
    properties = inline.docPr
    properties.set("descr", without_forbidden(alternative))
    if title:
        properties.set("title", without_forbidden(title))
    element = OxmlElement("w:drawing")
    element.append(inline)
    return element


def next_drawing_id(part: XmlPart) -> int:
    """Return an id that no drawing in a story has yet (ECMA-376 part 1, 20.4.2.5)."""
    taken = (int(each.get("id", "0")) for each in part.element.iter(qn("wp:docPr")))
    return max(taken, default=0) + 1
