"""Which figure a content control shows, when another program has forgotten to say.

LibreOffice keeps the title of a control that is not bound (``w:alias``), but not its tag.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import bound_id, control_title
from papergen.ooxml.control_text import shown_text
from papergen.paper.imprint import Imprint

_PROPERTIES = qn("w:sdtPr")


def figure_of(figures: Mapping[str, Imprint]) -> Callable[[_Element], str]:
    """Return what tells the id of the figure that a ``w:sdt`` shows; empty if it shows none.

    :param figures: that may be meant, by id; of several with one title, the one that reads as the
        control does.
    """
    titled: dict[str, list[str]] = {}
    for key, imprint in figures.items():
        titled.setdefault(control_title(imprint.name), []).append(key)

    def by_title(control: _Element) -> str:
        properties = control.find(_PROPERTIES)
        title = None if properties is None else properties.find(qn("w:alias"))
        if properties is None or title is None:
            return ""
        if properties.find(qn("w:dataBinding")) is not None:
            return ""
        keys = titled.get(title.get(qn("w:val"), ""), [])
        shown = shown_text(control).split()
        alike = [key for key in keys if figures[key].text.split() == shown]
        return alike[0] if alike else keys[0] if len(keys) == 1 else ""

    return lambda control: bound_id(control) or by_title(control)
