"""Content controls: the ``w:sdt`` around each printed value, and what is known of it by them.

A control is bound to an element of a custom XML part, whose text Word keeps equal to what is shown
(ECMA-376 part 1, 17.5.2 and 22.5). What identifies the value is the ``id`` in the XPath of the
binding: LibreOffice keeps it when it saves the document, but not the ``w:tag``. A control that is
not bound has the id in its tag alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from papergen.ooxml.text import without_forbidden
from papergen.paper.imprint import Imprint

NAMESPACE = "urn:papergen:figures"
STORE_ID = "{6E0D6A52-3C1B-4D0E-9B57-7C2F1A8E4D10}"
"""The ``ds:itemID`` of the part: one and the same for every document, which has one such part."""

_PREFIX = f"xmlns:p='{NAMESPACE}'"
_BOUND = re.compile(r"figure\[@id='(?P<id>[a-z0-9-]+)'\]\[(?P<place>[0-9]+)\]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}")
_LONGEST_ALIAS = 64  # characters that Word shows and allows
_UNBINDABLE = ("&", "<", "]]>")
_SDT, _PROPERTIES, _CONTENT = qn("w:sdt"), qn("w:sdtPr"), qn("w:sdtContent")
_BINDING, _TEXT, _VAL = qn("w:dataBinding"), qn("w:text"), qn("w:val")


def content_control(imprint: Imprint, number: int, runs: Iterable[_Element]) -> _Element:
    """Return a ``w:sdt`` for a value, bound to the figure store if it can be.

    :param imprint: with its id.
    :param number: that no other control of the document has.
    :param runs: that print the imprint's text.
    """
    element = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for tag, value in (
        ("w:alias", control_title(imprint.name)),
        ("w:tag", imprint.id),
        ("w:id", str(number)),
    ):
        properties.append(OxmlElement(tag, {_VAL: value}))
    element.append(properties)
    content = OxmlElement("w:sdtContent")
    content.extend(runs)
    element.append(content)
    bind(element, imprint.id, imprint.text)
    return element


def control_title(name: str) -> str:
    """Return the title (``w:alias``) of the control of a figure of some name."""
    return without_forbidden(name)[:_LONGEST_ALIAS]


def is_bindable(text: str) -> bool:
    """Return whether a control with some text may be bound.

    It may not with ``&``, ``<`` or ``]]>`` in it: LibreOffice 7 forgets to escape them when it
    saves the document, and leaves an empty part in the place of the whole store.
    """
    return not any(character in text for character in _UNBINDABLE)


def bind(control: _Element, figure: str, text: str, place: int = 1) -> None:
    """Make a ``w:sdt`` a plain text control, bound to a figure if its text may be.

    :param place: which of the store's elements for the figure, counted from 1.
    """
    unbind(control)
    properties = control_properties(control)
    if is_bindable(text):
        binding = {
            qn("w:prefixMappings"): _PREFIX,
            qn("w:xpath"): f"/p:figures[1]/p:figure[@id='{figure}'][{place}]/p:text[1]",
            qn("w:storeItemID"): STORE_ID,
        }
        properties.append(OxmlElement("w:dataBinding", binding))
    multiple = {qn("w:multiLine"): "1"} if "\n" in text else {}
    properties.append(OxmlElement("w:text", multiple))


def unbind(control: _Element) -> None:
    """Make a ``w:sdt`` a control of any text, that changes can be tracked in, bound to nothing."""
    properties = control_properties(control)
    for child in list(properties):
        if child.tag in {_BINDING, _TEXT, qn("w:showingPlcHdr")}:
            properties.remove(child)


def tag_control(control: _Element, figure: str) -> None:
    """Write the id of its figure into the tag of a ``w:sdt``, in the place of what stood there."""
    properties = control_properties(control)
    tag = properties.find(qn("w:tag"))
    if tag is None:
        tag = OxmlElement("w:tag")
        alias = properties.find(qn("w:alias"))
        properties.insert(0 if alias is None else properties.index(alias) + 1, tag)
    tag.set(_VAL, figure)


def control_properties(control: _Element) -> _Element:
    """Return the ``w:sdtPr`` of a ``w:sdt``, which is put there if there is none."""
    properties = control.find(_PROPERTIES)
    if properties is None:
        properties = OxmlElement("w:sdtPr")
        control.insert(0, properties)
    return properties


def control_content(control: _Element) -> _Element:
    """Return the ``w:sdtContent`` of a ``w:sdt``, which is put there if there is none."""
    content = control.find(_CONTENT)
    if content is None:
        content = OxmlElement("w:sdtContent")
        control.append(content)
    return content


def unused_numbers(stories: Iterable[_Element]) -> Iterator[int]:
    """Yield numbers that no control in some stories has for its id, from 1 up."""
    taken = {
        number.get(_VAL)
        for story in stories
        for number in story.iterfind(f".//{_PROPERTIES}/{qn('w:id')}")
    }
    return (number for number in count(1) if str(number) not in taken)


def number_control(control: _Element, number: int) -> None:
    """Give a ``w:sdt`` another id."""
    element = control_properties(control).find(qn("w:id"))
    if element is not None:
        element.set(_VAL, str(number))


# --- Reading --------------------------------------------------------------------------------------


def bound_id(control: _Element) -> str:
    """Return the id of the figure that a ``w:sdt`` shows; empty if it shows none of ours."""
    properties = control.find(_PROPERTIES)
    if properties is None:
        return ""
    binding = properties.find(_BINDING)
    if binding is None:
        tag = properties.find(qn("w:tag"))
        words = "" if tag is None else tag.get(_VAL, "")
        return words if _ID.fullmatch(words) else ""
    if binding.get(qn("w:storeItemID"), "").upper() != STORE_ID:
        return ""
    found = _BOUND.search(binding.get(qn("w:xpath"), ""))
    return found["id"] if found else ""


def bound_place(control: _Element) -> int:
    """Return which of the store's elements for its figure a ``w:sdt`` is bound to; 0 for none."""
    binding = control.find(f"{_PROPERTIES}/{_BINDING}")
    found = None if binding is None else _BOUND.search(binding.get(qn("w:xpath"), ""))
    return int(found["place"]) if found else 0


def bound_controls(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield the content controls of a story that show figures, each with the figure's id."""
    for control in root.iter(_SDT):
        figure = bound_id(control)
        if figure:
            yield control, figure
