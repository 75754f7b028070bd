"""The text that a content control shows, and another in its place.

Text that a tracked change deletes is not shown, and stays as it is (ECMA-376 part 1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.ns import qn
from lxml.etree import _Element

from papergen.ooxml.content_control import control_content, control_properties
from papergen.ooxml.paragraph import run
from papergen.ooxml.tracking import DELETED, INSERTED, Tracking

_RUN, _RUN_PROPERTIES = qn("w:r"), qn("w:rPr")
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    qn("w:softHyphen"): "\N{SOFT HYPHEN}",
}
_TEXTS = {qn("w:t"), *_CHARACTERS}


def visible_runs(root: _Element) -> Iterator[_Element]:
    """Yield the runs below an element, in order, but for those that a tracked change deletes."""
    for child in root:
        if child.tag == _RUN:
            yield child
        elif child.tag not in DELETED:
            yield from visible_runs(child)


def run_text(run: _Element) -> str:
    """Return the text of a ``w:r``: line breaks as line feeds."""
    return "".join(
        (child.text or "") if child.tag == qn("w:t") else _CHARACTERS.get(str(child.tag), "")
        for child in run
    )


def shown_text(control: _Element) -> str:
    """Return the text that a ``w:sdt`` shows; nothing if it only asks for text."""
    if asks_for_text(control):
        return ""
    return "".join(map(run_text, visible_runs(control_content(control))))


def asks_for_text(control: _Element) -> bool:
    """Return whether a ``w:sdt`` is empty and shows words that ask for text (17.5.2.39)."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def is_deleted(control: _Element) -> bool:
    """Return whether a tracked change deletes a ``w:sdt``, or all that it showed."""
    if any(each.tag in DELETED for each in control.iterancestors()):
        return True
    row = next(control.iterancestors(qn("w:tr")), None)
    if row is not None and row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
        return True
    content = control_content(control)
    return next(visible_runs(content), None) is None and any(True for _ in content.iter(*DELETED))


def is_inserted(control: _Element) -> bool:
    """Return whether what a ``w:sdt`` shows stands in a tracked insertion."""
    if any(each.tag in INSERTED for each in control.iterancestors()):
        return True
    runs = list(visible_runs(control_content(control)))
    return bool(runs) and all(_parent(each).tag in INSERTED for each in runs)


def holds_changes(control: _Element) -> bool:
    """Return whether there are tracked changes within a ``w:sdt``."""
    return any(True for _ in control.iter(*DELETED, *INSERTED))


def show_text(control: _Element, text: str) -> None:
    """Have a ``w:sdt`` show a text, in the format of the first run that showed any.

    Marks of comments and bookmarks, and what else is no text, stay where they are.
    """
    runs = _text_runs(control)
    new = run(text)
    if not runs:
        _text_parent(control).append(_with_format(new, None))
        return
    first, *others = runs
    place = next(index for index, child in enumerate(first) if child.tag in _TEXTS)
    _drop_text(first)
    first[place:place] = list(new)
    for each in others:
        _drop_text(each)
        if all(child.tag == _RUN_PROPERTIES for child in each):
            _parent(each).remove(each)


def change_text(control: _Element, text: str, tracking: Tracking) -> None:
    """Have a ``w:sdt`` show a text by a tracked change, in the format of what it showed."""
    runs = _text_runs(control)
    new = _with_format(run(text), runs[0] if runs else None)
    deleted = [tracking.delete(each) for each in runs]
    if text and deleted:
        deleted[-1].addnext(tracking.insert(new))
    elif text:
        _text_parent(control).append(tracking.insert(new))


def _text_runs(control: _Element) -> list[_Element]:
    """Return the runs of a ``w:sdt`` that show text; words that ask for text are taken away."""
    content = control_content(control)
    runs = [each for each in visible_runs(content) if any(child.tag in _TEXTS for child in each)]
    if not asks_for_text(control):
        return runs
    properties = control_properties(control)
    for each in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(each)
    for each in runs:
        _parent(each).remove(each)
    return []


def _text_parent(control: _Element) -> _Element:
    """Return what a run of a ``w:sdt`` that has none is to be put in: its content or paragraph."""
    content = control_content(control)
    return next(content.iter(qn("w:p")), content)


def _with_format(new: _Element, like: _Element | None) -> _Element:
    properties = None if like is None else like.find(_RUN_PROPERTIES)
    if properties is not None:
        new.insert(0, deepcopy(properties))
    return new


def _drop_text(run: _Element) -> None:
    for child in list(run):
        if child.tag in _TEXTS or child.tag == qn("w:lastRenderedPageBreak"):
            run.remove(child)


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent
