"""Tags as Word keeps them: cut into runs by spell check, and changed by AutoCorrect."""

import re

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from papergen.ooxml.tags import gather_tags


def paragraph(*runs: str) -> str:
    """A paragraph of runs, each bold if its number is odd, with spell check's marks in between."""
    return (
        f"<w:p {nsdecls('w')}>"
        + '<w:proofErr w:type="spellStart"/>'.join(
            f"<w:r>{'<w:rPr><w:b/></w:rPr>' if number % 2 else ''}{run}</w:r>"
            for number, run in enumerate(runs)
        )
        + "</w:p>"
    )


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def gathered(xml: str) -> list[str]:
    """The texts in the runs of a story once its tags are gathered, the empty ones left out."""
    story = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
    gather_tags(story)
    return [each.text for each in story.iter(qn("w:t")) if each.text]


def test_tag_cut_into_runs_is_one_text_in_the_format_of_its_beginning() -> None:
    xml = paragraph(t("It is {"), t("{ outlook"), t(".current|"), t("millions }"), t("} now."))
    assert gathered(xml) == ["It is {{ outlook.current|millions }}", " now."]


def test_two_tags_in_the_same_runs_are_both_gathered() -> None:
    assert gathered(paragraph(t("{{ a }} and {"), t("{ b }"), t("}{{ c"), t(" }}."))) == [
        "{{ a }} and {{ b }}",
        "{{ c }}",
        ".",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{{ facts[“sent”] }}", '{{ facts["sent"] }}'),
        ("{{ “the Council’s plan” }}", r'{{ "the Council\u2019s plan" }}'),
        ("{{ “A &amp; B” }}", r'{{ "A \x26 B" }}'),
        ("{{ a\N{NO-BREAK SPACE}|f }}", "{{ a |f }}"),
        ("{% tr for a in b %}", "{%tr for a in b %}"),
        ("{%  p if a %}", "{%p if a %}"),
        ("{% tc endfor %}", "{%tc endfor %}"),
        ("{% print a %}", "{% print a %}"),
    ],
)
def test_what_word_made_of_a_tag_is_undone(typed: str, meant: str) -> None:
    assert gathered(paragraph(t(typed))) == [meant]


def test_text_outside_tags_stays_as_it_is() -> None:
    words = "“The Council’s plan”\N{NO-BREAK SPACE}&amp; {not a tag}"
    assert gathered(paragraph(t(words))) == [words.replace("&amp;", "&")]


def test_line_breaks_and_tabs_within_a_tag_go_and_those_outside_stay() -> None:
    story = parse_xml(
        f"<w:body {nsdecls('w')}>"
        + paragraph(t("a") + "<w:tab/>" + t("{{ f(") + "<w:br/>" + t("b)") + "<w:tab/>" + t("}}"))
        + "</w:body>"
    )
    gather_tags(story)
    assert [each.text for each in story.iter(qn("w:t")) if each.text] == ["a", "{{ f( b) }}"]
    assert len(list(story.iter(qn("w:tab")))) == 1
    assert not list(story.iter(qn("w:br")))


def test_tag_in_a_text_box_is_not_mixed_with_the_paragraph_that_holds_the_box() -> None:
    box = f"<w:pict><w:txbxContent>{paragraph(t('{{ inner'), t(' }}'))}</w:txbxContent></w:pict>"
    outer = paragraph(t("{{ outer"), box, t(" }}"))
    assert sorted(gathered(outer)) == ["{{ inner }}", "{{ outer }}"]


@given(st.data())
def test_wherever_a_paragraph_is_cut_its_tags_are_whole_and_its_words_the_same(
    data: st.DataObject,
) -> None:
    words = "Before {{ a|b(1) }}, {% if c < d %}then{% endif %} {# why #}{{ e }} after."
    places = data.draw(st.lists(st.integers(0, len(words)), max_size=12).map(sorted))
    cuts = [0, *places, len(words)]
    runs = [
        t(words[start:end].replace("<", "&lt;")) for start, end in zip(cuts, cuts[1:], strict=False)
    ]
    found = gathered(paragraph(*runs))
    assert "".join(found) == words
    tags = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
    assert [tag for text in found for tag in tags.findall(text)] == tags.findall(words)
