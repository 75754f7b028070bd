"""Word forms filled in: read back with python-docx, and checked by a validator."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from papers import small_picture
from small_forms import (
    FORM,
    PAGE,
    captioned,
    cells,
    empty_form,
    entry,
    filled,
    form,
    opened,
    saved,
    shown,
    texts,
)

from papergen.figure import Figure, Unit
from papergen.finding import BadInput, Finding
from papergen.forms.fill import fill_form, untraced_in_form

LOOP = [
    ["Risk", "Owner"],
    ["{%tr for risk in risks %}", ""],
    ["{{ risk.risk }}", "{{ risk.owner|or_dash }}"],
    ["{%tr endfor %}", ""],
]
HOSTILE = "{{ meeting }} {% for x in y %} <w:p/> & <b>&amp; “it’s” \ue0005\ue001 =1+1"


@dataclass(frozen=True)
class Risk:
    risk: object
    owner: object = None


def money(value: str) -> Figure:
    return Figure(Decimal(value), Unit.MILLIONS)


def styles(content: bytes) -> list[tuple[str, str]]:
    return [(each.style.name, shown(each._p)) for each in opened(content).paragraphs]


def fault(document, folder: Path, **names: object) -> Finding:  # type: ignore[no-untyped-def]
    """The one finding for which a form cannot be filled in."""
    with pytest.raises(BadInput) as bad:
        filled(document, folder, **names)
    (finding,) = bad.value.findings
    assert finding.place.file == FORM
    return finding


# --- Tags -----------------------------------------------------------------------------------------


def test_tags_in_paragraphs_are_filled_in_by_the_filters_of_papers(tmp_path: Path) -> None:
    document = form(
        "On {{ day|date }} it was {{ deficit|millions }}, {{ more|above_or_below }} it."
    )
    content = filled(
        document,
        tmp_path,
        day=entry(date(2024, 8, 28)),
        deficit=money("84.5"),
        more=money("10.156"),
    )
    assert texts(opened(content)) == ["On 28 August 2024 it was £84.5m, £10.156m above it."]


def test_tags_in_headers_and_footers_are_filled_in(tmp_path: Path) -> None:
    document = form("{{ body }}", header="{{ body }}, item {{ 7 }}")
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(" of {{ body }}")
    (section,) = opened(filled(document, tmp_path, body="Schools Forum")).sections
    assert section.header.paragraphs[0].text == "Schools Forum, item 7"
    assert section.footer.paragraphs[0].text.endswith(" of Schools Forum")


def test_value_takes_the_format_of_its_tag(tmp_path: Path) -> None:
    document = empty_form()
    paragraph = document.add_paragraph("The ", "Body Text")
    paragraph.add_run("deficit {{ a }}").bold = True
    paragraph.add_run(" and {{ b }}").italic = True
    content = filled(document, tmp_path, a="one", b="two")
    runs = opened(content).paragraphs[0].runs
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in runs if run.text] == [
        ("The ", False, False),
        ("deficit ", True, False),
        ("one", True, False),
        (" and ", False, True),
        ("two", False, True),
    ]


def test_tag_that_word_has_cut_into_runs_is_filled_in(tmp_path: Path) -> None:
    document = empty_form()
    paragraph = document.add_paragraph(style="Body Text")
    for part in ("It is {", "{ a", ".", "risk", "|lower_", "first }", "} now"):
        paragraph.add_run(part)
    content = filled(document, tmp_path, a=Risk("High"))
    assert texts(opened(content)) == ["It is high now"]


def test_rows_are_made_by_a_loop_and_left_out_by_a_condition(tmp_path: Path) -> None:
    rows = [
        *LOOP,
        ["{%tr if risks|length > 9 %}", ""],
        ["Many", "risks"],
        ["{%tr endif %}", ""],
        ["Total", "{{ risks|length }}"],
    ]
    content = filled(form(rows), tmp_path, risks=[Risk("Late"), Risk("Dear", "A. Lead")])
    assert cells(opened(content)) == [
        ["Risk", "Owner"],
        ["Late", "–"],
        ["Dear", "A. Lead"],
        ["Total", "2"],
    ]


def test_columns_are_made_by_a_loop_and_share_the_width(tmp_path: Path) -> None:
    across = ["{%tc for year in years %}", "{{ year }}", "{%tc endfor %}"]
    document = form([["Line", *across], ["Income", *across]])
    content = filled(document, tmp_path, years=("2023/24", "2024/25", "2025/26"))
    assert cells(opened(content)) == [
        ["Line", "2023/24", "2024/25", "2025/26"],
        ["Income", "2023/24", "2024/25", "2025/26"],
    ]
    (table,) = opened(content).tables
    assert len(table.columns) == 4
    for row in table.rows:
        assert [cell.width for cell in row.cells] == [column.width for column in table.columns]


def test_paragraphs_are_made_by_a_loop_and_left_out_by_a_condition(tmp_path: Path) -> None:
    document = form(
        "{%p for risk in risks %}",
        ("Heading 3", "{{ risk.risk }}"),
        "{%p if risk.owner %}",
        ("Bullet", "{{ risk.owner }}"),
        "{%p endif %}",
        "{%p endfor %}",
    )
    content = filled(document, tmp_path, risks=[Risk("Late"), Risk("Dear", "A. Lead")])
    assert styles(content) == [("Heading 3", "Late"), ("Heading 3", "Dear"), ("Bullet", "A. Lead")]


def test_captions_that_a_loop_makes_are_counted(tmp_path: Path) -> None:
    document = form("{%p for name in names %}", ("Caption", "Table "), "{%p endfor %}")
    caption = document.paragraphs[1]
    field = caption._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): " SEQ Table \\* ARABIC "})
    field.append(caption.add_run("1")._r)
    caption._p.append(field)
    caption.add_run(": {{ name }}")
    content = filled(document, tmp_path, names=["a", "b", "c"])
    fields = [
        "".join(each.text for each in found.iter(qn("w:t")))
        for found in opened(content).element.body.iter(qn("w:fldSimple"))
    ]
    assert fields == ["1", "2", "3"]


def test_three_hundred_rows_are_filled_in_within_seconds(tmp_path: Path) -> None:
    risks = [Risk(entry(f"Risk {number}"), "A. Lead") for number in range(300)]
    content = filled(form(LOOP), tmp_path, risks=risks)
    (table,) = opened(content).tables
    assert len(table.rows) == 301
    found = [each.text for each in table._tbl.iter(qn("w:t"))]
    assert found[2::2] == [f"Risk {number}" for number in range(300)]


# --- Narratives -----------------------------------------------------------------------------------


def test_narrative_becomes_paragraphs_like_the_one_that_asked_and_bullets(tmp_path: Path) -> None:
    document = form(("Numbered Paragraph", "{{ text|narrative }}"), "After")
    text = "First,\nin two lines.\n\n- one\n• two\n\nLast."
    assert styles(filled(document, tmp_path, text=entry(text))) == [
        ("Numbered Paragraph", "First, in two lines."),
        ("Bullet", "one"),
        ("Bullet", "two"),
        ("Numbered Paragraph", "Last."),
        ("Body Text", "After"),
    ]


def test_words_around_a_narrative_begin_and_end_it(tmp_path: Path) -> None:
    document = form("Why: {{ text|narrative }} See Table 1.")
    assert styles(filled(document, tmp_path, text="One.\n\nTwo.")) == [
        ("Body Text", "Why: One."),
        ("Body Text", "Two. See Table 1."),
    ]


def test_bullet_does_not_join_the_words_before_it(tmp_path: Path) -> None:
    assert styles(filled(form("Why: {{ text|narrative }}"), tmp_path, text="- one")) == [
        ("Body Text", "Why: "),
        ("Bullet", "one"),
    ]


def test_narrative_in_a_cell_keeps_its_lines(tmp_path: Path) -> None:
    document = form([["Progress"], ["{{ text|narrative }}"]])
    content = filled(document, tmp_path, text="One.\n\n- two\n- three")
    assert cells(opened(content)) == [["Progress"], ["One.\n• two\n• three"]]


def test_section_ends_after_the_last_paragraph_of_a_narrative(tmp_path: Path) -> None:
    document = form("{{ text|narrative }}")
    document.add_section()
    own, ends = document.paragraphs
    own._p.get_or_add_pPr().append(ends._p.pPr.sectPr)
    ends._p.getparent().remove(ends._p)
    document.add_paragraph("Next", "Body Text")
    again = opened(filled(document, tmp_path, text="One.\n\nTwo."))
    assert len(again.sections) == 2
    ends = [
        p.text for p in again.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    assert ends == ["Two."]


# --- Charts and pictures --------------------------------------------------------------------------


def test_chart_is_native_and_as_wide_as_the_text(tmp_path: Path) -> None:
    document = form(
        captioned("Figure", "Deficit"),
        '{{ line_chart("Deficit", unit="£m", categories=["a", "b"], series={"S": [x, none]}, '
        'alternative="It rises to " ~ x|millions ~ ".") }}',
        '{{ column_chart("Again", unit="£m", categories=["a"], series={"S": [x]}) }}'
        '{{ column_chart("And again", unit="£m", categories=["a"], series={"S": [x]}) }}',
    )
    again = opened(filled(document, tmp_path, x=money("84.5")))
    assert len(list(again.element.body.iter(qn("c:chart")))) == 3
    drawn = list(again.element.body.iter(qn("wp:docPr")))
    assert len({each.get("id") for each in drawn}) == 3
    assert drawn[0].get("title") == "Deficit"
    assert drawn[0].get("descr") == "It rises to £84.5m."
    section = again.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert again.inline_shapes[0].width == pytest.approx(width, rel=0.001)


def test_picture_is_taken_from_the_folders_of_templates(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(small_picture())
    document = form('{{ picture("site.png", alt="The site.", width=50) }}')
    again = opened(filled(document, tmp_path))
    (shape,) = again.inline_shapes
    assert shape.width.mm == pytest.approx(50)
    assert next(again.element.body.iter(qn("wp:docPr"))).get("descr") == "The site."


@pytest.mark.parametrize("file", ["../secret.png", "no.png", "text.png"])
def test_picture_from_elsewhere_or_none_at_all_is_a_fault(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(small_picture())
    (folder / "text.png").write_text("no picture")
    finding = fault(form(f'Site: {{{{ picture("{file}", alt="") }}}}'), folder)
    assert file in finding.found
    assert "Site:" in finding.place.near


def test_picture_pasted_in_word_stays_and_its_words_may_hold_tags(tmp_path: Path) -> None:
    (tmp_path / "site.png").write_bytes(small_picture())
    document = form("Text")
    document.add_picture(str(tmp_path / "site.png"))
    words = next(document.element.body.iter(qn("wp:docPr")))
    words.set("descr", "The site in {{ place }}.")
    again = opened(filled(document, tmp_path, place="the <south> & west"))
    assert len(again.inline_shapes) == 1
    words = next(again.element.body.iter(qn("wp:docPr")))
    assert words.get("descr") == "The site in the <south> & west."


# --- Values never become markup -------------------------------------------------------------------


def test_hostile_text_is_printed_as_it_stands(tmp_path: Path) -> None:
    document = form("{{ text }}", [["Text"], ["{{ text }}"]], header="{{ text }}")
    again = opened(filled(document, tmp_path, text=entry(HOSTILE)))
    expected = re.sub("[\ue000-\uf8ff]", "\N{REPLACEMENT CHARACTER}", HOSTILE)
    assert texts(again) == [expected]
    assert cells(again) == [["Text"], [expected]]
    assert again.sections[0].header.paragraphs[0].text == expected


@given(text=st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=60)
def test_any_text_arrives_as_it_is_but_for_what_xml_forbids(text: str) -> None:
    with TemporaryDirectory() as folder:
        document = form("[{{ text }}]", [["Text"], ["{{ text }}"]])
        again = opened(filled(document, Path(folder), text=text))
    kept = re.sub(r"\r\n?", "\n", re.sub("[\ue000-\uf8ff]", "\ufffd", text)).strip()
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", kept)
    assert texts(again) == [f"[{kept}]"]
    assert cells(again) == [["Text"], [kept]]


def test_tag_in_the_code_of_a_field_is_a_fault(tmp_path: Path) -> None:
    document = form("Text")
    run = document.paragraphs[0].add_run()
    code = run._r.makeelement(qn("w:instrText"), {})
    code.text = "INCLUDETEXT {{ file }}"
    run._r.append(code)
    finding = fault(document, tmp_path, file="secret.txt")
    assert finding.code == "tag-out-of-place"


def test_forms_reach_nothing_but_their_names(tmp_path: Path) -> None:
    finding = fault(form("{{ ''.__class__.__mro__ }}"), tmp_path)
    assert "__class__" in finding.found or "unsafe" in finding.found


# --- The document ---------------------------------------------------------------------------------


def test_filled_form_is_valid_by_the_standard(tmp_path: Path) -> None:
    document = form(
        ("Heading 1", "{{ text }}"),
        "{{ story|narrative }}",
        captioned("Table", "Risks"),
        LOOP,
        captioned("Figure", "Deficit"),
        '{{ line_chart("D", unit="£m", categories=["a"], series={"S": [x]}, alternative="x") }}',
        header="{{ text }}",
    )
    names = {"text": HOSTILE, "story": "a\n\n- b", "risks": [Risk("a")] * 3, "x": money("1")}
    path = tmp_path / "filled.docx"
    path.write_bytes(filled(document, tmp_path, **names))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]


def test_two_fillings_are_alike_and_say_what_the_paper_says_of_itself(tmp_path: Path) -> None:
    document = form("{{ a }}")
    document.core_properties.comments = "private"
    first, second = (filled(document, tmp_path, a="x") for _ in range(2))
    assert first == second
    properties = opened(first).core_properties
    assert (properties.title, properties.author) == (PAGE.title, PAGE.author)
    assert (properties.subject, properties.created.date()) == (PAGE.subject, PAGE.dated)
    assert not properties.comments


def test_form_is_sought_in_the_folders_in_order(tmp_path: Path) -> None:
    for name in ("own", "shipped"):
        (tmp_path / name).mkdir()
        (tmp_path / name / FORM).write_bytes(saved(form(name)))
    content = fill_form(FORM, [tmp_path / "own", tmp_path / "shipped"], {}, PAGE)
    assert texts(opened(content)) == ["own"]


def test_comments_are_left_out_and_those_of_untraced_numbers_are_known(tmp_path: Path) -> None:
    document = form("{#p untraced: 20 weeks; section 19 #}", "In 20 weeks{# or more #}.")
    assert texts(opened(filled(document, tmp_path))) == ["In 20 weeks."]
    assert untraced_in_form(FORM, [tmp_path]) == ("20 weeks", "section 19")


# --- Faults ---------------------------------------------------------------------------------------


def test_unknown_name_is_told_with_the_words_nearby_and_what_was_meant(tmp_path: Path) -> None:
    finding = fault(
        form("Before", "The deficit is {{ outlok.current }}.", "After"), tmp_path, outlook={}
    )
    assert finding.code == "unknown-name"
    assert finding.place.near == "The deficit is {{ outlok.current }}."
    assert "“outlok”" in finding.found
    assert "outlook" in finding.found


def test_fault_in_the_tag_of_a_row_is_told_with_the_tag(tmp_path: Path) -> None:
    rows = [["Risk"], ["{%tr for risk in risk_list %}"], ["{{ risk.risk }}"], ["{%tr endfor %}"]]
    finding = fault(form("Before", rows), tmp_path, risks=[])
    assert "risk_list" in finding.found
    assert "{% for risk in risk_list %}" in finding.place.near


def test_fault_in_a_header_is_told_with_the_words_of_the_header(tmp_path: Path) -> None:
    finding = fault(form("{{ a }}", header="Item {{ b }}"), tmp_path, a=1)
    assert finding.place.near == "Item {{ b }}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It is {{ a|milions }}.", "unknown-filter"),
        ("It is {% if a %}.", "template-syntax"),
        ("It is {{ a b }}.", "template-syntax"),
        ("It is {{ none }}.", "template-value"),
        ("It is {{ a|millions }}.", "template-value"),
        ("It is {{ a/0 }}.", "template-value"),
        ('It is {{ line_chart("a", "£m", [], {"b": []}) }}.', "template-value"),
        ('It is {{ line_chart("a", "£m", ["b"], {}) }}.', "template-value"),
    ],
)
def test_each_fault_of_a_tag_is_told_with_the_words_nearby(
    tmp_path: Path, text: str, code: str
) -> None:
    finding = fault(form("Before", text), tmp_path, a="x")
    assert finding.code == code
    assert finding.place.near in {text, ""} if code == "template-syntax" else text
    assert finding.found and finding.expected and finding.mend


def test_tag_that_opens_in_a_text_and_closes_around_paragraphs_is_a_fault(tmp_path: Path) -> None:
    document = form("Before {{ x }} ", "Some {% if x %}Text", "More", "{%p endif %}", "After")
    finding = fault(document, tmp_path, x=0)
    assert finding.code == "tags-across"
    assert finding.place.near == "Before … Some After"


def test_missing_form_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        fill_form("no.docx", [tmp_path], {}, PAGE)
    assert [finding.code for finding in bad.value.findings] == ["missing-form"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_file_that_is_no_word_document_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FORM).write_bytes(content)
    with pytest.raises(BadInput) as bad:
        fill_form(FORM, [tmp_path], {}, PAGE)
    assert [finding.code for finding in bad.value.findings] == ["unreadable-form"]
