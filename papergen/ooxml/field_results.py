"""Fields: what Word works out by itself, and the words that it last worked out.

A field is a ``w:fldSimple``, or runs between ``w:fldChar`` elements (ECMA-376 part 1, 17.16.18 and
17.16.19). Word works fields out when it prints, not when it opens a document: so a filled form has
to be given numbers that are right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

_NUMBER_SWITCHES = {"\\n", "\\r", "\\w"}


@dataclass(slots=True)
class Field:
    """A field: its code, such as ``SEQ Table``, and the texts (``w:t``) of its result.

    :param start: the ``w:fldSimple``, or the ``w:fldChar`` with which it begins.
    """

    start: _Element
    code: str = ""
    result: list[_Element] = field(default_factory=list)
    coded: bool = False

    @property
    def words(self) -> list[str]:
        """The kind of field, its argument and its switches."""
        return self.code.split()

    def show(self, text: str) -> None:
        """Put another result in the place of the one that stands there, in its format."""
        for element in self.result:
            element.text, text = text, ""


def read_fields(root: _Element) -> Iterator[Field]:
    """Yield the fields in a story or a part of it, each once it has ended."""
    opened: list[Field] = []
    for element in root.iter(qn("w:fldSimple"), qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        kind = element.get(qn("w:fldCharType"))
        if element.tag == qn("w:fldSimple"):
            code = element.get(qn("w:instr"), "")
            yield Field(element, code, list(element.iter(qn("w:t"))))
        elif kind == "begin":
            opened.append(Field(element))
        elif not opened:
            continue
        elif kind == "separate":
            opened[-1].coded = True
        elif kind == "end":
            yield opened.pop()
        elif element.tag == qn("w:instrText"):
            opened[-1].code += element.text or ""
        else:
            for each in opened:
                if each.coded:
                    each.result.append(element)


def number_captions(body: _Element) -> None:
    """Count the captions of a body anew, and let references to them say the same, in place.

    A caption is numbered by a ``SEQ`` field (17.16.5.56), and referred to by a ``REF`` field
    (17.16.5.51) to a bookmark around its word and number. A reference to the number of a paragraph
    is marked as stale (``w:dirty``), for Word knows the number when it opens the document.
    """
    counts: Counter[str] = Counter()
    numbers: set[_Element] = set()
    fields = list(read_fields(body))
    for each in fields:
        match each.words:
            case ["SEQ", name, *_]:
                counts[name] += 1
                each.show(str(counts[name]))
                numbers.update(each.result)
    captions = _bookmarked(body, numbers)
    for each in fields:
        match each.words:
            case ["REF", _, *switches] if _NUMBER_SWITCHES.intersection(switches):
                each.start.set(qn("w:dirty"), "true")
            case ["REF", name, *_] if name in captions:
                each.show(captions[name])


def _bookmarked(body: _Element, numbers: set[_Element]) -> dict[str, str]:
    """Return the words of each bookmark that holds one of some texts, by the bookmark's name."""
    opened: dict[str, tuple[str, list[_Element]]] = {}
    found: dict[str, str] = {}
    for element in body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
        key = element.get(qn("w:id"), "")
        if element.tag == qn("w:bookmarkStart"):
            opened[key] = (element.get(qn("w:name"), ""), [])
        elif element.tag == qn("w:t"):
            for _, texts in opened.values():
                texts.append(element)
        elif key in opened:
            name, texts = opened.pop(key)
            if numbers.intersection(texts):
                found[name] = "".join(text.text or "" for text in texts)
    return found
