"""Hyperlinks: ``w:hyperlink`` (ECMA-376 part 1, 17.16.22)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from papergen.ooxml.text import without_forbidden

_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"  # what RFC 3986 allows beside letters, digits and - . _


def external_hyperlink(part: Part, target: str, content: Iterable[_Element]) -> _Element:
    """Return a ``w:hyperlink`` to a page, a mail address or a file beside the document."""
    address = quote(without_forbidden(target), safe=_IN_ADDRESSES)
    relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return _hyperlink(qn("r:id"), relation, content)


def internal_hyperlink(bookmark: str, content: Iterable[_Element]) -> _Element:
    """Return a ``w:hyperlink`` to a bookmark of the same document."""
    return _hyperlink(qn("w:anchor"), bookmark, content)


def _hyperlink(attribute: str, target: str, content: Iterable[_Element]) -> _Element:
    # Named here, so that other libraries' prefixes for the same namespaces are not taken over.
    prefixes = {prefix: nsmap[prefix] for prefix in ("w", "r")}
    element = OxmlElement("w:hyperlink", {attribute: target, qn("w:history"): "1"}, prefixes)
    element.extend(content)
    return element
