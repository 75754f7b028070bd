"""Whatever somebody does to a paper elsewhere, a refresh keeps it and mends the figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from checkers import faults_of_office_file
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from edited_papers import (
    HOUSE_STYLE,
    Report,
    body,
    edited,
    paragraphs,
    rows,
    said,
    unlike,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from papers import numbered_papers, small_picture, words

from papergen.figure import Figure
from papergen.paper.document import (
    Chart,
    Emphasis,
    Illustration,
    Inline,
    Inlines,
    Link,
    Paper,
    PaperKey,
    Printed,
    Strong,
    Text,
    map_inlines,
)
from papergen.proof.refresh import refresh_document
from papergen.renderers.word import render_docx

MONTHS = ("May", "June", "July", "August", "September", "October")
MAY_CHANGE = re.compile(
    r"word/document.xml|customXml/item\d+.xml|word/charts/.*|word/embeddings/.*"
)

Edit = Callable[[Document], object]


# --- Any paper whose figures change ---------------------------------------------------------------


def grown(inline: Inline) -> Inline:
    """The same inline with other figures in it."""
    match inline:
        case Printed(text, Figure() as value):
            more = replace(value, value=value.value + 1)
            return replace(inline, text=f"{text} and 1", value=more)
        case Printed(text, value):
            return replace(inline, text=f"{text}, new", value=replace(value, value="new"))
        case Strong(children) | Emphasis(children):
            return replace(inline, children=grown_all(children))
        case _:
            return inline


def plain(inline: Inline, in_link: bool = False) -> Inline:
    """The same inline with text for the figures in links: they have no controls."""
    match inline:
        case Printed(text) if in_link:
            return Text(text)
        case Strong(children) | Emphasis(children):
            return replace(inline, children=tuple(plain(each, in_link) for each in children))
        case Link(children=children):
            return replace(inline, children=tuple(plain(each, True) for each in children))
        case _:
            return inline


def grown_all(content: Inlines) -> Inlines:
    return tuple(map(grown, content))


def changed(paper: Paper) -> Paper:
    """The paper with every figure changed, those in charts too."""
    blocks = []
    for block in paper.blocks:
        if isinstance(block, Illustration) and isinstance(block.shows, Chart):
            series = tuple(
                replace(
                    each,
                    points=tuple(
                        point and replace(point, value=point.value + 1) for point in each.points
                    ),
                )
                for each in block.shows.series
            )
            block = replace(block, shows=replace(block.shows, series=series))
        blocks.append(map_inlines(block, grown_all))
    return replace(paper, blocks=tuple(blocks))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(numbered_papers())
def test_any_paper_becomes_what_a_fresh_one_says(paper: Paper) -> None:
    blocks = (map_inlines(block, lambda all: tuple(map(plain, all))) for block in paper.blocks)
    paper = replace(paper, key=PaperKey("2024-10-10", 7), blocks=tuple(blocks))
    before = render_docx(paper, HOUSE_STYLE)
    after = render_docx(changed(paper), HOUSE_STYLE)
    if not list(body(before).iter(qn("w:sdt"))):
        return  # it prints no figure
    refreshed = refresh_document(before, after, "paper.docx")
    assert paragraphs(refreshed.content) == paragraphs(after)
    assert not refreshed.findings
    assert refresh_document(refreshed.content, after, "paper.docx").content == refreshed.content


# --- Any edits ------------------------------------------------------------------------------------


@dataclass
class Reports:
    """A report, and the same after some of its figures and rows have changed."""

    before: Report
    after: Report


@st.composite
def reports(draw: st.DrawFn) -> Reports:
    amount = st.integers(0, 999_999).map(lambda value: str(value / 1000))
    month = st.tuples(st.integers(0, 2000), st.integers(0, 2000))

    def report() -> Report:
        months = sorted(draw(st.sets(st.sampled_from(MONTHS), min_size=1)), key=MONTHS.index)
        return Report(
            {name: draw(amount) for name in ("deficit", "balance", "payments")},
            {name: draw(month) for name in months},
            draw(st.sampled_from(("On track", "At risk", "Complete & signed off"))),
            draw(words()),
            total=True,
        )

    return Reports(report(), report())


def paragraph_at(document: Document, place: int) -> Any:
    return document.paragraphs[place % len(document.paragraphs)]


def edits() -> st.SearchStrategy[Edit]:
    """Edits that leave the figures themselves alone."""
    place, phrase = st.integers(0, 20), words()

    def insert(place: int, phrase: str) -> Edit:
        return lambda document: paragraph_at(document, place).insert_paragraph_before(phrase)

    def delete(place: int) -> Edit:
        def edit(document: Document) -> None:
            paragraph = paragraph_at(document, place)._p
            if not list(paragraph.iter(qn("w:drawing"), qn("w:sectPr"))):
                paragraph.getparent().remove(paragraph)

        return edit

    def write(place: int, phrase: str) -> Edit:
        def edit(document: Document) -> None:
            runs = paragraph_at(document, place).runs
            if runs:
                runs[0].text = phrase

        return edit

    def look(place: int, size: int) -> Edit:
        def edit(document: Document) -> None:
            paragraph = paragraph_at(document, place)
            paragraph.paragraph_format.space_before = Pt(size)
            for run in paragraph._p.iter(qn("w:r")):
                properties = run.get_or_add_rPr()
                if properties.find(qn("w:u")) is None:
                    properties.append(run.makeelement(qn("w:u"), {qn("w:val"): "single"}))

        return edit

    def comment(place: int, phrase: str) -> Edit:
        def edit(document: Document) -> None:
            runs = paragraph_at(document, place).runs
            if runs:
                document.add_comment(runs, phrase, "A. Reader", "AR")

        return edit

    def track(place: int, phrase: str) -> Edit:
        def edit(document: Document) -> None:
            paragraph = paragraph_at(document, place)
            run = paragraph.add_run(phrase)._r
            number = str(7000 + len(list(document.element.iter(qn("w:ins")))))
            marks = {
                qn("w:id"): number,
                qn("w:author"): "A. Reader",
                qn("w:date"): "2024-09-01T09:00:00Z",
            }
            mark = run.makeelement(qn("w:ins"), marks)
            run.addprevious(mark)
            mark.append(run)

        return edit

    def picture(place: int) -> Edit:
        def edit(document: Document) -> None:
            paragraph_at(document, place).add_run().add_picture(BytesIO(small_picture()), Pt(90))

        return edit

    def move_row(place: int) -> Edit:
        def edit(document: Document) -> None:
            for table in document.tables:
                movable = [row._tr for row in table.rows][1:]
                movable[0].addprevious(movable[place % len(movable)])

        return edit

    return st.one_of(
        st.builds(insert, place, phrase),
        st.builds(delete, place),
        st.builds(write, place, phrase),
        st.builds(look, place, st.integers(0, 30)),
        st.builds(comment, place, phrase),
        st.builds(track, place, phrase),
        st.builds(picture, place),
        st.builds(move_row, place),
    )


def by_name(content: bytes) -> Iterator[tuple[str, str]]:
    """What each figure shows, with its title."""
    for control in body(content).iter(qn("w:sdt")):
        yield control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")), said(control)


def without_figures(content: bytes) -> bytes:
    """The document's XML without tables, and with a mark for what each figure shows."""
    root = body(content)
    for table in list(root.iter(qn("w:tbl"))):
        table.getparent().remove(table)
    for control in list(root.iter(qn("w:sdt"))):
        for child in list(control):
            control.remove(child)
    for properties in root.iter(qn("wp:docPr")):
        properties.attrib.pop("descr", None)
    return etree.tostring(root, method="c14n")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(reports(), st.lists(edits(), max_size=8))
def test_all_edits_are_kept_and_all_figures_are_right(both: Reports, some: list[Edit]) -> None:
    content = edited(both.before.built(), *some)
    fresh = both.after.built()
    refreshed = refresh_document(content, fresh, "paper.docx")
    expected = dict(by_name(fresh))
    for name, text in by_name(refreshed.content):
        assert text == expected[name]
    assert [row[0] for row in rows(refreshed.content)][0] == "Month"
    assert sorted(rows(refreshed.content)[1:]) == sorted(rows(fresh)[1:])
    assert without_figures(refreshed.content) == without_figures(content)
    assert all(MAY_CHANGE.fullmatch(name) for name in unlike(content, refreshed.content))
    again = refresh_document(refreshed.content, fresh, "paper.docx")
    assert again.content == refreshed.content
    assert [each.code for each in again.findings] == [each.code for each in refreshed.findings]


def test_edited_papers_stay_as_valid_as_they_were(tmp_path: Path) -> None:
    found: list[tuple[Reports, list[Edit]]] = []

    @settings(max_examples=10)
    @given(reports(), st.lists(edits(), min_size=4, max_size=8))
    def collect(both: Reports, some_edits: list[Edit]) -> None:
        found.append((both, some_edits))

    collect()
    for both, some_edits in found:
        content = edited(both.before.built(), *some_edits)
        (tmp_path / "edited.docx").write_bytes(content)
        refreshed = refresh_document(content, both.after.built(), "paper.docx")
        (tmp_path / "refreshed.docx").write_bytes(refreshed.content)
        before = {
            re.sub(r"\d+", "n", each) for each in faults_of_office_file(tmp_path / "edited.docx")
        }
        after = {
            re.sub(r"\d+", "n", each) for each in faults_of_office_file(tmp_path / "refreshed.docx")
        }
        assert after <= before
