"""What PDF/UA-1 (ISO 14289-1) asks of tags beyond what WeasyPrint writes.

WeasyPrint hands over the objects of the document just before it writes them: dictionaries, in which
bytes such as ``b"12 0 R"`` refer to the object with that number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Objects = Mapping[bytes, Any]

_PRINTED = 1 << 2
_POINTS_PER_PIXEL = 0.75


def mend_tags(document: object, pdf: Any) -> None:
    """Complete the tags of a document; the ``finisher`` of ``weasyprint.HTML.write_pdf``.

    Header cells say whether they head a column or a row (7.5), page headers and footers are
    artifacts (7.8), a link is one annotation on each line, and printed (7.18), and pictures say
    where on the page they are.
    """
    objects = {each.reference: each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    parents = objects[root["ParentTree"]]["Nums"]
    structure = set(_below(root, objects))
    for reference, each in objects.items():
        match each:
            case {"Type": "/StructElem"} if reference not in structure:
                _make_artifact(each, objects, parents)
            case {"Type": "/StructElem", "S": "/NonStruct"}:
                _drop_annotations(each, objects, parents)
            case {"Type": "/StructElem", "S": "/TH"}:
                row = objects[each["P"]]
                heads_column = objects[row["P"]]["S"] == "/THead"
                each["A"]["Scope"] = "/Column" if heads_column else "/Row"
            case {"Type": "/StructElem", "S": "/Figure"}:
                _place_figure(each, objects[each["Pg"]])
            case {"Type": "/Annot"}:
                each["F"] = _PRINTED


def _below(element: Any, objects: Objects) -> Iterator[bytes]:
    """Yield the references of all elements below one in the structure tree."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            yield kid
            yield from _below(objects[kid], objects)


def _make_artifact(element: Any, objects: Objects, parents: Any) -> None:
    """Make an artifact of what an element marks that WeasyPrint leaves out of the structure.

    Only the content of page margins is left out. Its marks are the property lists of the page's
    content stream, each between its tag and its operator.
    """
    page = objects[element["Pg"]]
    stream = objects[page["Contents"]].stream
    elements_of_page = parents[parents.index(page["StructParents"]) + 1]
    for position, operand in enumerate(stream):
        if isinstance(operand, dict) and operand.get("MCID") in element["K"]:
            elements_of_page[operand.pop("MCID")] = "null"
            operand["Type"] = "/Pagination"
            stream[position - 1] = "/Artifact"


def _drop_annotations(element: Any, objects: Objects, parents: Any) -> None:
    """Take away the annotations of an element in a link, such as emphasis: they repeat its."""
    for kid in [kid for kid in element["K"] if isinstance(kid, bytes)]:
        if objects[kid]["Type"] == "/OBJR":
            annotation = objects[kid]["Obj"]
            element["K"].remove(kid)
            objects[element["Pg"]]["Annots"].remove(annotation)
            position = parents.index(objects[annotation]["StructParent"])
            del parents[position : position + 2]


def _place_figure(figure: Any, page: Any) -> None:
    """Give a figure's bounding box in points from the bottom left, instead of pixels from the top.

    ISO 32000-1, 14.8.5.4.3.
    """
    height = page["MediaBox"][3]
    left, top, right, bottom = (each * _POINTS_PER_PIXEL for each in figure["A"]["BBox"])
    figure["A"]["BBox"][:] = left, height - bottom, right, height - top
