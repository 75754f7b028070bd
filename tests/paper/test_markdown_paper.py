"""Templates become papers: what is numbered, what is found fault with, and on which line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.finding import BadInput, Finding, Findings
from papergen.paper.directives import read_directive
from papergen.paper.document import (
    Block,
    Bullet,
    Chart,
    Detail,
    Heading,
    Illustration,
    Link,
    Note,
    NumberedParagraph,
    Paper,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Table,
    plain_text,
)
from papergen.paper.markdown import Source, read_markdown
from papergen.paper.numbering import number_paper
from papergen.paper.template import render_text

DEFICIT = Figure(
    Decimal("84.5"), Unit.MILLIONS, (Cell("profile.xlsx", "Agreement", "D14"),), "Deficit"
)


def compose(folder: Path, template: str, **names: object) -> tuple[tuple[Block, ...], Findings]:
    (folder / "paper.md.jinja").write_text(template, "utf-8")
    findings = Findings()
    rendered = render_text("paper.md.jinja", [folder], names)
    source = Source(rendered, findings, read_directive)
    blocks = tuple(read_markdown(rendered.text, source))
    paper = Paper("Title", "", "", "", date(2024, 10, 10), blocks)
    return number_paper(paper, findings).blocks, findings


def numbers(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [
        (block.number, plain_text(block.content))
        for block in blocks
        if isinstance(block, NumberedParagraph)
    ]


def failure(folder: Path, template: str, **names: object) -> Finding:
    with pytest.raises(BadInput) as caught:
        compose(folder, template, **names)
    (finding,) = caught.value.findings
    return finding


def test_paragraphs_are_numbered_through_the_paper_and_lists_below_them(tmp_path: Path) -> None:
    blocks, findings = compose(
        tmp_path,
        "## One\n\nFirst.\n\n1. sub\n   1. subsub\n   2. subsub\n2. sub\n\n## Two\n\nSecond.\n\n"
        "1. again\n",
    )
    assert numbers(blocks) == [
        ("1", "First."),
        ("(a)", "sub"),
        ("(i)", "subsub"),
        ("(ii)", "subsub"),
        ("(b)", "sub"),
        ("2", "Second."),
        ("(a)", "again"),
    ]
    assert not len(findings)


def test_references_are_worded_by_what_they_point_to(tmp_path: Path) -> None:
    blocks, findings = compose(
        tmp_path,
        "{#first}\nFirst.\n\n1. {#sub}\n   sub\n\n"
        "See [](#first), [](#sub), paragraphs [{number}](#first) to [{number}](#last), [](#t) "
        "and [the table](#t).\n\n{#last}\nLast.\n\n"
        ":::{table} Things\n:name: t\n\n| A | B |\n|---|---|\n| 1 | 2 |\n:::\n",
    )
    assert numbers(blocks)[2][1] == (
        "See paragraph 1, paragraph 1(a), paragraphs 1 to 3, Table 1 and the table."
    )
    assert not len(findings)


def test_a_missing_label_names_the_template_and_line(tmp_path: Path) -> None:
    _, findings = compose(tmp_path, "{#condition}\nOne.\n\nTwo,\nsee [](#conditions).\n")
    (finding,) = findings
    assert finding.code == "missing-label"
    assert (finding.place.file, finding.place.line) == ("paper.md.jinja", 5)
    assert "did you mean “condition”?" in finding.expected


def test_the_line_of_a_fault_is_the_templates_own_even_after_loops(tmp_path: Path) -> None:
    _, findings = compose(
        tmp_path,
        "{% for each in range(5) %}\nParagraph.\n\n{% endfor %}\nSee [](#nowhere).\n",
    )
    assert [finding.place.line for finding in findings] == [5]


def test_a_label_given_twice_is_found(tmp_path: Path) -> None:
    _, findings = compose(tmp_path, "{#a}\nOne.\n\n{#a}\nTwo.\n")
    assert [(finding.code, finding.place.line) for finding in findings] == [("duplicate-label", 5)]


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("One.\n\n{{ meetin.body }}\n", 3, "“meetin”"),
        ("One.\n{{ deficit.valu }}\n", 2, "did you mean “value”?"),
        ("One.\n\n{% for %}\n", 3, ""),
        ("{{ deficit|milions }}", 1, "milions"),
        ("\n{{ blank }}", 2, "blank cell"),
        ("\n\n{{ name|millions }}", 3, "words a figure"),
        ("{{ deficit + name }}", 1, "no figure"),
        ("{% include 'absent.md' %}", None, "absent.md"),
        ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
    ],
)
def test_a_template_at_fault_is_named_with_its_line(
    tmp_path: Path, template: str, line: int | None, words: str
) -> None:
    finding = failure(tmp_path, template, deficit=DEFICIT, name="Liz", blank=None)
    assert finding.place.file == "paper.md.jinja"
    assert finding.place.line == line
    assert words in finding.found + finding.expected


@pytest.mark.parametrize(
    ("markdown", "code", "line"),
    [
        ("One.\n\n---\n", "not-in-papers", 3),
        ("    code\n", "not-in-papers", 1),
        ("One.\n\n:::{tabel} X\n:::\n", "unknown-directive", 3),
        (":::{table} X\n\nno table\n:::\n", "no-table", 1),
        (":::{figure} X\n\nno chart\n:::\n", "no-figure", 1),
        (":::{table} X\n:widths: 1 many\n\n| A |\n|---|\n| 1 |\n:::\n", "option-not-a-number", 1),
        (
            ":::{table} X\n:widths: 0 0\n\n| A | B |\n|---|---|\n| 1 | 2 |\n:::\n",
            "option-not-a-number",
            1,
        ),
        (":::{note}\nOne.\n\nTwo.\n", "unclosed-directive", 1),
        ("| A | B |\n|---|---|\n| 1 | 2 | 3 |\n", "cells-of-row", 3),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n| 1 |\n", "cells-of-row", 4),
        ("## Head {#h}\n", "label-in-text", 1),
        ("[here](javascript:alert(1))\n", "link-address", 1),
        ("![x](y.png)\n", "not-in-text", 1),
        ("{#1st}\nOne.\n", "label-characters", 2),
        ("## One\n\n1. item\n", "list-without-paragraph", 3),
        ("{#a}\n## One\n\nSee [{number}](#a).\n", "heading-without-number", 4),
    ],
)
def test_what_a_paper_cannot_have_is_found_with_its_line(
    tmp_path: Path, markdown: str, code: str, line: int
) -> None:
    _, findings = compose(tmp_path, markdown)
    assert [(finding.code, finding.place.line) for finding in findings] == [(code, line)]


@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cs", "Co", "Cc")), min_size=1, max_size=60
    ).filter(lambda text: text.strip() == text)
)
def test_text_from_a_workbook_is_never_markup(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("template")
    blocks, findings = compose(
        folder,
        "## {{ text }}\n\n{{ text }}\n\n1. {{ text }}\n\n| {{ text }} | B |\n|---|---|\n"
        "| {{ text }} | {{ text }} |\n",
        text=text,
    )
    heading, paragraph, item, table = blocks
    assert isinstance(heading, Heading) and plain_text(heading.content) == text
    assert isinstance(paragraph, NumberedParagraph) and plain_text(paragraph.content) == text
    assert isinstance(item, NumberedParagraph) and plain_text(item.content) == text
    assert isinstance(table, Table) and len(table.rows) == 1
    assert [plain_text(cell) for cell in table.rows[0]] == [text, text]
    assert not len(findings)


def test_a_narrative_may_have_paragraphs_and_bullets_and_nothing_else(tmp_path: Path) -> None:
    text = "First *paragraph*\ngoes on.\n\n- one\n• # two\n\n<b>Last</b> [x](#y)."
    blocks, findings = compose(
        tmp_path, "{{ text|narrative }}\n", text=Entry(text, Cell("a.xlsx", "S", "A1"))
    )
    assert [plain_text(block.content) for block in blocks if not isinstance(block, Table)] == [
        "First *paragraph* goes on.",
        "one",
        "# two",
        "<b>Last</b> [x](#y).",
    ]
    assert [isinstance(block, Bullet) for block in blocks] == [False, True, True, False]
    assert not len(findings)


def test_figures_keep_their_sources_through_filters_and_arithmetic(tmp_path: Path) -> None:
    other = Figure(Decimal("10000"), Unit.THOUSANDS, (Cell("profile.xlsx", "Forecast", "D14"),))
    blocks, _ = compose(
        tmp_path, "{{ (deficit - other)|millions(1) }}\n", deficit=DEFICIT, other=other
    )
    (paragraph,) = blocks
    assert isinstance(paragraph, NumberedParagraph)
    (printed,) = paragraph.content
    assert isinstance(printed, Printed) and printed.text == "£74.5m"
    assert isinstance(printed.value, Figure)
    assert [cell.address for cell in printed.value.sources] == ["D14", "D14"]
    assert {cell.sheet for cell in printed.value.sources} == {"Agreement", "Forecast"}


def test_directives_give_captions_labels_widths_and_alternatives(tmp_path: Path) -> None:
    blocks, findings = compose(
        tmp_path,
        ":::{table} Caption of {{ name }}\n:name: t\n:widths: 1 3\n\n"
        "| A | B |\n|---|--:|\n| x | y |\n:::\n\n"
        ":::{figure} Chart\n:name: f\n:alt: Rises to {{ deficit }}.\n\n"
        '{{ line_chart("Deficit", "£m", ["a"], {"Agreement": [deficit]}) }}\n:::\n\n'
        ":::{note}\nSource.\n:::\n\n:::{unnumbered}\nPlain.\n:::\n",
        deficit=DEFICIT,
        name="things",
    )
    table, illustration, note, plain = blocks
    assert isinstance(table, Table) and plain_text(table.caption) == "Caption of things"
    assert [column.width for column in table.columns] == [0.25, 0.75]
    assert [column.alignment for column in table.columns] == ["left", "right"]
    assert isinstance(illustration, Illustration) and isinstance(illustration.shows, Chart)
    assert illustration.shows.alternative == "Rises to £84.5m."
    assert isinstance(note, Note) and isinstance(plain, PlainParagraph)
    assert not len(findings)


def test_a_chart_without_alternative_text_is_found(tmp_path: Path) -> None:
    _, findings = compose(
        tmp_path,
        ":::{figure} Chart\n\n"
        '{{ line_chart("Deficit", "£m", ["a"], {"Agreement": [deficit]}) }}\n:::\n',
        deficit=DEFICIT,
    )
    assert [finding.code for finding in findings] == ["missing-alternative"]


@pytest.mark.parametrize(
    "row", ["| 1 | 2 |", "1 | 2", "| a\\|b | 2 |", "1 | b\\|", "| 1 | 2", "|  | 2 |"]
)
def test_rows_may_be_written_in_all_ways_of_markdown(tmp_path: Path, row: str) -> None:
    _, findings = compose(tmp_path, f"| A | B |\n|---|---|\n{row}\n")
    assert not len(findings)


def test_a_reference_in_alternative_text_is_found(tmp_path: Path) -> None:
    _, findings = compose(
        tmp_path,
        "{#a}\nOne.\n\n:::{figure} Chart\n:alt: See [](#a).\n\n"
        '{{ line_chart("Deficit", "£m", ["a"], {"Agreement": [deficit]}) }}\n:::\n',
        deficit=DEFICIT,
    )
    assert [finding.code for finding in findings] == ["reference-in-alternative"]


def test_front_page_details_and_recommendations_are_not_numbered_with_the_body(
    tmp_path: Path,
) -> None:
    blocks, _ = compose(
        tmp_path,
        "Report of\n: Liz\n\nOne.\n\n:::{recommendations}\nThe Forum is asked to:\n\n"
        "1. {#note}\n   note it\n2. agree it\n:::\n\nTwo, see [](#note).\n",
    )
    assert isinstance(blocks[0], Detail) and blocks[0].term == "Report of"
    asked = [block for block in blocks if isinstance(block, Recommendation)]
    assert [block.number for block in asked] == ["(a)", "(b)"]
    assert numbers(blocks) == [("1", "One."), ("2", "Two, see recommendation (a).")]


def test_links_go_out_and_references_stay_in(tmp_path: Path) -> None:
    blocks, findings = compose(
        tmp_path,
        "{#a}\n[page](https://example.org/?a=1&b=2) [mail](mailto:{{ mail }}) [](#a)\n",
        mail="liz@example.gov.uk",
    )
    (paragraph,) = blocks
    assert isinstance(paragraph, NumberedParagraph)
    links = [inline for inline in paragraph.content if isinstance(inline, Link)]
    assert [link.target for link in links] == [
        "https://example.org/?a=1&b=2",
        "mailto:liz@example.gov.uk",
    ]
    assert isinstance(paragraph.content[-1], Reference)
    assert not len(findings)
