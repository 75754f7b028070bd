"""Drawings of pictures, and the text that goes into XML with them."""

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from papers import small_picture
from small_forms import empty_form, opened, saved

from papergen.ooxml.drawing import picture_drawing
from papergen.ooxml.text import without_forbidden
from papergen.paper.document import Picture


def picture(alternative: str = "The site.", width: float = 80.0) -> Picture:
    return Picture(small_picture(), "image/png", alternative, width)


def test_picture_keeps_its_proportions_and_its_words() -> None:
    document = empty_form()
    run = document.add_paragraph().add_run()
    run._r.append(picture_drawing(document.part, picture("The site\x01 & more.")))
    (shape,) = opened(saved(document)).inline_shapes
    assert shape.width.mm == pytest.approx(80)
    assert shape.height.mm == pytest.approx(80 * 260 / 640, abs=0.1)
    (words,) = opened(saved(document)).element.body.iter(qn("wp:docPr"))
    assert (words.get("descr"), words.get("title")) == ("The site & more.", None)


def test_picture_shown_twice_is_kept_once_under_two_ids() -> None:
    document = empty_form()
    for _ in range(2):
        run = document.add_paragraph().add_run()
        run._r.append(picture_drawing(document.part, picture()))
    again = opened(saved(document))
    ids = [each.get("id") for each in again.element.body.iter(qn("wp:docPr"))]
    assert ids == ["1", "2"]
    assert len(again.part.package.image_parts) == 1


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_text_that_xml_can_hold(text: str) -> None:
    element = etree.Element("t")
    element.text = without_forbidden(text)
    assert element.text == "".join(each for each in text if each in element.text)


def test_what_xml_can_hold_stays() -> None:
    text = "£84.5m – “it’s”\t\n½ 😀 \N{REPLACEMENT CHARACTER}"
    assert without_forbidden(text) == text
