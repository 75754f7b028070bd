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

    :param figures: that may be meant, by id.
    """
    titled: dict[str, list[str]] = {}
    for key, imprint in figures.items():
        titled.setdefault(control_title(imprint.name), []).append(key)

    def printed(key: str) -> str:
        return figures[key].text

    return lambda control: bound_id(control) or figure_by_title(
        control, lambda title: titled.get(title, []), printed
    )


def figure_by_title(
    control: _Element, titled: Callable[[str], list[str]], printed: Callable[[str], str]
) -> str:
    """Return the id of the figure that a ``w:sdt`` without binding and tag shows, or nothing.

    Of several with one title it is the one that reads as the control does.

    :param titled: returns the ids of the figures whose controls have some title.
    :param printed: returns the text of a figure.
    """
    title = control.find(f"{_PROPERTIES}/{qn('w:alias')}")
    if title is None or control.find(f"{_PROPERTIES}/{qn('w:dataBinding')}") is not None:
        return ""
    keys = titled(title.get(qn("w:val"), ""))
    shown = shown_text(control).split()
    alike = [key for key in keys if printed(key).split() == shown]
    return alike[0] if alike else keys[0] if len(keys) == 1 else ""
