"""Numbers of captions, and references to them, after a form's loops have copied them."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element

from papergen.ooxml.field_results import number_captions, read_fields


def body(*paragraphs: str) -> _Element:
    inner = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    return parse_xml(f"<w:body {nsdecls('w')}>{inner}</w:body>")


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def simple(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{t(result)}</w:fldSimple>'


def in_runs(code: str, result: str) -> str:
    """A field as Word writes it: its code and result in several runs."""
    half = len(code) // 2
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part in (" ", code[:half], code[half:], " ")
    )
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    results = t(result[:1]) + t(result[1:])
    return mark.format("begin") + codes + mark.format("separate") + results + mark.format("end")


def bookmarked(name: str, content: str, number: int = 1) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def words(story: _Element) -> list[str]:
    return ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in story.iter(qn("w:p"))]


@pytest.mark.parametrize("field", [simple, in_runs])
def test_captions_of_each_kind_are_counted_in_order(field) -> None:  # type: ignore[no-untyped-def]
    story = body(
        t("Table ") + field("SEQ Table \\* ARABIC", "1") + t(": a"),
        t("Figure ") + field("SEQ Figure \\* ARABIC", "7") + t(": b"),
        t("Table ") + field("SEQ Table \\* ARABIC", "1") + t(": c"),
    )
    number_captions(story)
    assert words(story) == ["Table 1: a", "Figure 1: b", "Table 2: c"]


@pytest.mark.parametrize("field", [simple, in_runs])
def test_references_say_what_the_captions_say(field) -> None:  # type: ignore[no-untyped-def]
    story = body(
        t("See ") + field("REF whole \\h", "Table 9") + t(" and ") + field("REF bare \\h", "8"),
        t("Table ") + field("SEQ Table", "1"),
        bookmarked("whole", t("Table ") + field("SEQ Table", "1")) + t(": a"),
        t("Figure ") + bookmarked("bare", field("SEQ Figure", "4"), 2) + t(": a"),
    )
    number_captions(story)
    assert words(story)[0] == "See Table 2 and 1"


def test_reference_to_other_text_stays_as_it_is() -> None:
    story = body(simple("REF elsewhere \\h", "as before"), bookmarked("elsewhere", t("changed")))
    number_captions(story)
    assert words(story) == ["as before", "changed"]


@pytest.mark.parametrize("field", [simple, in_runs])
def test_reference_to_the_number_of_a_paragraph_is_marked_as_stale(  # type: ignore[no-untyped-def]
    field,
) -> None:
    story = body(field("REF there \\w \\h", "8"), field("PAGE", "1"))
    number_captions(story)
    stale = [each.get(qn("w:dirty")) for each in story.iter(qn("w:fldSimple"), qn("w:fldChar"))]
    assert stale[0] == "true"
    assert set(stale[1:]) == {None}


def test_fields_within_fields_are_read() -> None:
    inner = in_runs("PAGE", "12")
    outer = in_runs("IF a b", "xx").replace(t("x"), t("x") + inner, 1)
    read = {
        each.code.strip(): "".join(t.text for t in each.result) for each in read_fields(body(outer))
    }
    assert read == {"PAGE": "12", "IF a b": "x12x"}
