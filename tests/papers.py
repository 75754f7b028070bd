"""Papers to render: one with everything that a paper may hold, and any number of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, cast

from hypothesis import strategies as st
from PIL import Image, ImageDraw

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.finding import Findings
from papergen.paper.document import (
    Appendix,
    Block,
    Bullet,
    Chart,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inline,
    Inlines,
    Link,
    Note,
    NumberedParagraph,
    PageBreak,
    Paper,
    Picture,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Series,
    Strong,
    Table,
    TableColumn,
    Text,
    map_inlines,
    plain_text,
)
from papergen.paper.numbering import number_paper

YEARS = ("2023/24", "2024/25", "2025/26", "2026/27", "2027/28", "2028/29")


def numbered(*blocks: Block, **properties: Any) -> Paper:
    """A numbered paper of the blocks; every reference in it must land."""
    given: dict[str, Any] = {
        "title": "SEND Transformation Update",
        "header": "Schools Forum, 10 October 2024, item 7",
        "author": "A. Officer",
        "subject": "Report to the Schools Forum",
        "dated": date(2024, 10, 10),
    }
    findings = Findings()
    paper = number_paper(Paper(**{**given, **properties}, blocks=blocks), findings)
    assert not len(findings), [finding.found for finding in findings]
    return paper


def figure(value: str, unit: Unit = Unit.MILLIONS, address: str = "D14") -> Figure:
    """A figure from a cell of a workbook."""
    cell = Cell("financial_profile.xlsx", "Agreement", address, float(value))
    return Figure(Decimal(value), unit, (cell,), f"Figure of cell {address}")


def points(*values: str | None, unit: Unit = Unit.MILLIONS) -> tuple[Figure | None, ...]:
    """The points of a series; None is a gap."""
    return tuple(
        None if value is None else figure(value, unit, f"D{row}")
        for row, value in enumerate(values, start=2)
    )


def text(words: str) -> Inlines:
    return (Text(words),)


def money(value: str) -> Printed:
    """A table's cell: millions to three decimal places, with a true minus sign."""
    return Printed(f"{Decimal(value):.3f}".replace("-", "\N{MINUS SIGN}"), figure(value))


@cache
def small_picture() -> bytes:
    """A plan of a site as a PNG file."""
    image = Image.new("RGB", (640, 260), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, 635, 255), outline="black", width=3)
    pen.rectangle((60, 60, 300, 200), fill="#c8c8c8", outline="black", width=3)
    pen.rectangle((340, 60, 560, 140), fill="#e8e8e8", outline="black", width=3)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def deficit_chart() -> Chart:
    return Chart(
        "line",
        "Cumulative high needs deficit, agreement against revised forecast",
        "Line chart of the cumulative deficit at the end of each year from 2023/24 to 2028/29. "
        "The agreement rises to £137.2m and the revised forecast to £168.4m.",
        "£m",
        YEARS,
        (
            Series("Agreement", points("56.247", "84.5", "104.1", "120.4", "131.8", "137.2")),
            Series(
                "Revised forecast", points("56.247", "94.656", "122.9", "146", "160.5", "168.4")
            ),
        ),
    )


def balance_chart() -> Chart:
    return Chart(
        "column",
        "In-year balance of the high needs block",
        "Column chart of the in-year balance in each year. It falls short by £38.4m in 2024/25 and "
        "is above balance by £1.5m in 2028/29. There is no earlier plan for 2028/29.",
        "£m",
        YEARS[1:],
        (
            Series("Plan", points("-28.253", "-19.6", "-16.3", "-11.4", None)),
            Series("Revised forecast", points("-38.409", "-28.244", "-23.1", "-14.5", "1.5")),
        ),
        1,
    )


def full_paper() -> Paper:
    """A paper that uses every kind of block and inline, numbered."""
    status = Entry("Not on track", Cell("condition_tracker.xlsx", "Conditions", "F5"))
    return numbered(
        Heading(1, text("SEND Transformation Update"), "title"),
        Detail("Subject", text("SEND Transformation Update")),
        Detail("Meeting", (Text("Schools Forum, "), Printed("10 October 2024", status))),
        Detail("Report of", text("A. Officer, Finance Lead (High Needs)")),
        Detail(
            "Contact officer",
            (
                Text("A. Officer, telephone 01000 000000, "),
                Link("mailto:officer@example.org", text("officer@example.org")),
            ),
        ),
        Detail("Wards affected", text("All")),
        Detail("Wards affected", text("Part of the county’s south, for the capital projects")),
        Heading(2, text("Recommendations"), "recommendations"),
        PlainParagraph(text("The Schools Forum is recommended to:")),
        Recommendation(
            (
                Text("note the progress ("),
                Reference("conditions"),
                Text(") and "),
                Strong(text("all")),
            )
            + text(" that it says;"),
            "note-progress",
        ),
        Recommendation(
            (Text("note the revised forecast (paragraphs "), Reference("forecast", "{number}"))
            + (Text(" to "), Reference("last", "{number}"), Text(").")),
        ),
        Heading(2, text("The conditions of the agreement"), "conditions-heading"),
        NumberedParagraph(
            (Text("The agreement was signed on 12 March 2024. “"),)
            + (Emphasis(text("Meeting Needs Together – Ambitious for All")), Text("” is in "))
            + (Reference("strategy"), Text(". What follows is under "))
            + (Reference("forecast-heading"), Text(", and asked for in "))
            + (Reference("note-progress"), Text(".")),
        ),
        NumberedParagraph(text("The conditions are:"), 0, "conditions"),
        NumberedParagraph(
            (Strong(text("Condition 1, early support")), Text(": support comes sooner;")),
            1,
            "early",
        ),
        NumberedParagraph(
            (Strong((Text("Condition 2, "), Emphasis(text("the deficit")))),)
            + (Text(": the cumulative deficit for 2024/25 stays within "),)
            + (Printed("£84.5m", figure("84.5")), Text(", and that means")),
            1,
            "deficit",
        ),
        NumberedParagraph(text("before Safety Valve payments;"), 2),
        NumberedParagraph(
            (Text("after the payments, "), Printed("£70.2m", figure("70.2")))
            + text(" at the end;"),
            2,
            "after-payments",
        ),
        NumberedParagraph(text("Condition 3, places nearer home."), 1),
        NumberedParagraph(
            (Text("As "), Reference("deficit"), Text(" and "), Reference("after-payments"))
            + (Text(" say, “<b>” & 'quotes' are text. More is at "),)
            + (
                Link("https://www.example.org/send?a=1&b=2", text("the programme’s page")),
                Text(":"),
            )
        ),
        Bullet(text("more plans were issued than forecast;")),
        Bullet(text("requests, since January 2024, have been stable:")),
        Bullet(text("in primary schools;"), 1),
        Bullet(text("in secondary schools;"), 1),
        Bullet(text("the backlog\nhas been cleared.")),
        NumberedParagraph(
            (Reference("status-table"), Text(" gives the status of each condition."))
        ),
        Table(
            (Text("Status of the conditions at the end of "), Printed("August 2024", status)),
            (
                TableColumn(text("Condition"), "left", 0.46),
                TableColumn(text("Status"), "left", 0.2),
                TableColumn(text("RAG rating"), "centre", 0.14),
                TableColumn(text("See"), "left", 0.2),
            ),
            (
                (text("1. Early support"), text("On track"), text("Green"), (Reference("early"),)),
                (
                    text("2. The deficit"),
                    (Strong((Printed("Not on track", status),)),),
                    text("Red"),
                    (Reference("deficit"),),
                ),
                (text("3. Places nearer home"), text("Mostly on track"), text("Amber"), text("–")),
            ),
            "status-table",
        ),
        Note(text("Sources: condition_tracker.xlsx; Cabinet minutes, 16 April 2024.")),
        Heading(2, text("Revised forecast"), "forecast-heading"),
        NumberedParagraph(
            (Reference("forecast-table"), Text(" and "), Reference("deficit-figure"))
            + (Text(" set the revised forecast, "), Printed("£94.656m", figure("94.656")))
            + text(" at the end of the year, against the profile in the agreement."),
            0,
            "forecast",
        ),
        Table(
            text("Revised forecast against the profile in the agreement (£m)"),
            (TableColumn(text("Year")),)
            + tuple(
                TableColumn(text(heading), "right")
                for heading in ("Agreement", "Revised forecast", "Difference")
            ),
            tuple(
                (text(year), (money(plan),), (money(now),), (money(difference),))
                for year, plan, now, difference in (
                    ("2023/24", "56.247", "56.247", "0"),
                    ("2024/25", "84.5", "94.656", "10.156"),
                    ("2025/26", "104.1", "122.9", "18.8"),
                    ("2026/27", "120.4", "146", "25.6"),
                    ("2027/28", "131.8", "160.5", "28.7"),
                    ("2028/29", "137.2", "168.4", "31.2"),
                )
            ),
            "forecast-table",
        ),
        Illustration(
            deficit_chart(),
            text("Cumulative high needs deficit before Safety Valve payments"),
            "deficit-figure",
        ),
        Note(text("A deficit is positive.")),
        Heading(3, text("In-year balance")),
        NumberedParagraph((Reference("balance-figure"), Text(" shows the balance in each year."))),
        Illustration(
            balance_chart(), text("In-year balance of the high needs block"), "balance-figure"
        ),
        Heading(4, text("Capital")),
        NumberedParagraph(
            (Text("The site in "), Reference("plan"), Text(" is described in "))
            + (Reference("monitoring-report"), Text("; it has room for "))
            + (Printed("120", figure("120", Unit.COUNT)), Text(" places."))
        ),
        Illustration(
            Picture(
                small_picture(),
                "image/png",
                "Plan of the site: the existing school to the west, a new block to the east.",
                120.0,
            ),
            text("The site & its new block"),
            "plan",
        ),
        NumberedParagraph(text("The Forum is asked to note this."), 0, "last"),
        PageBreak(),
        Heading(2, text("Appendices"), "appendices"),
        Appendix("1", "SEND and AP Strategy", "strategy", "07-appendix-1-strategy.pdf"),
        Appendix("2", "Second monitoring report", "monitoring-report", "07-appendix-2-report.pdf"),
        Appendix("3", "Exempt annex", "annex"),
    )


def words_in_order(paper: Paper, bullets: tuple[str, str] = ("", "")) -> list[str]:
    """What a page says from top to bottom, less what is drawn in charts and pictures.

    :param bullets: what stands before a bullet's words at either level.
    """
    spoken: list[str] = []
    term = ""
    for block in paper.blocks:
        match block:
            case Detail():
                spoken += [] if block.term == term else [f"{block.term}:"]
                spoken.append(plain_text(block.content))
            case NumberedParagraph() | Recommendation():
                spoken.append(f"{block.number} {plain_text(block.content)}")
            case Bullet():
                spoken.append(f"{bullets[block.level]} {plain_text(block.content)}")
            case Table():
                spoken.append(f"Table {block.number}: {plain_text(block.caption)}")
                spoken += [plain_text(column.heading) for column in block.columns]
                spoken += [plain_text(cell) for row in block.rows for cell in row]
            case Illustration():
                spoken.append(f"Figure {block.number}: {plain_text(block.caption)}")
            case Appendix():
                spoken.append(f"Appendix {block.number}: {block.title}")
            case Heading() | PlainParagraph() | Note():
                spoken.append(plain_text(block.content))
        term = block.term if isinstance(block, Detail) else ""
    return spoken


# --- Any paper ----------------------------------------------------------------------------------

# fmt: off
AWKWARD_WORDS = (
    "the", "deficit", "of", "schools", "2024/25", "£84.5m", "\N{MINUS SIGN}£1.2m", "100%", "–",
    "<b>bold</b>", "</p>", "<script>alert(1)</script>", "<!--", "-->", "]]>", "&amp;", "A&B",
    "&#8;", '"', "'", '"quoted"', "“curly”", "it’s", "O'Brien", "{{ total }}", "{% raw %}",
    "{number}", "%s", "#", "*stars*", "_under_", "`code`", "|", "[x](y)", "\\", "C:\\temp",
    "=SUM(A1)", "@import", "1.", "(a)", "naïve", "Łódź", "Ελλάδα", "Жуков", "½", "m²",
    "10\N{NO-BREAK SPACE}km", "𝔸𝔹", "😀",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "https://www.example.org/" + "a-long-path/" * 3 + "?a=1&b=2",
)
# fmt: on

LABELS = tuple(f"label-{letter}" for letter in "abcdef")


def words() -> st.SearchStrategy[str]:
    """One to eight words, some of them awkward, with a space between each two."""
    plain = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789", min_size=1, max_size=12)
    word = st.sampled_from(AWKWARD_WORDS) | plain
    return st.lists(word, min_size=1, max_size=8).map(" ".join)


def _leaves() -> st.SearchStrategy[Inline]:
    value = st.integers(-(10**9), 10**9).map(lambda pence: figure(str(Decimal(pence) / 1000)))
    return (
        st.builds(Text, words())
        | st.builds(lambda line, next_line: Text(f"{line}\n{next_line}"), words(), words())
        | st.builds(lambda figure: Printed(f"£{figure.value:,}m", figure), value)
        | st.builds(lambda word: Printed(word, Entry(word, Cell("a.xlsx", "S", "B2"))), words())
    )


def _nested() -> st.SearchStrategy[Inline]:
    children = st.lists(_leaves(), min_size=1, max_size=2).map(tuple)
    address = st.sampled_from(("https://example.org/?a=1&b=2", "mailto:a@example.org"))
    return (
        st.builds(Strong, children)
        | st.builds(Emphasis, children)
        | st.builds(lambda inner: Strong((Emphasis(inner),)), children)
        | st.builds(Link, address, children)
    )


def _inlines(labels: tuple[str, ...], most: int = 4) -> st.SearchStrategy[Inlines]:
    inline: st.SearchStrategy[Inline] = _leaves() | _nested()
    if labels:
        wording = st.sampled_from(("", "no. {number}", "see {number} & more"))
        reference = st.builds(Reference, st.sampled_from(labels), wording)
        inline |= reference | st.builds(lambda inner: Strong((inner,)), reference)
    return st.lists(inline, min_size=1, max_size=most).map(_spaced)


def _spaced(inlines: list[Inline]) -> Inlines:
    spaced: list[Inline] = []
    for inline in inlines:
        spaced += [inline, Text(" ")]
    return tuple(spaced[:-1])


@st.composite
def tables(draw: st.DrawFn, content: st.SearchStrategy[Inlines], label: str) -> Table:
    """Tables of one to five columns and up to six rows; here and there a cell is empty.

    No row is so tall that it must be cut.
    """
    width = draw(st.integers(1, 5))
    headings = draw(st.lists(words(), min_size=width, max_size=width))
    alignments = st.sampled_from(("left", "right", "centre"))
    share = draw(st.sampled_from((None, 1 / width)))
    columns = tuple(TableColumn(text(each), draw(alignments), share) for each in headings)
    row = st.tuples(content, *[st.just(()) | content] * (width - 1))
    rows = tuple(draw(st.lists(row, min_size=1, max_size=6)))
    return Table(draw(content), columns, rows, label)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Charts of one to 36 categories and up to four series, with gaps and negative values."""
    size = draw(st.sampled_from((1, 2, 6, 13, 36)))
    thousandths = st.integers(-(10**8), 10**8).map(lambda value: str(Decimal(value) / 1000))
    point = st.none() | thousandths
    series = tuple(
        Series(draw(words()), points(*draw(st.lists(point, min_size=size, max_size=size))))
        for _ in range(draw(st.integers(1, 4)))
    )
    categories = tuple(f"{draw(words())} {count}" for count in range(size))
    kind = draw(st.sampled_from(("line", "column")))
    return Chart(kind, draw(words()), draw(words()), "£m", categories, series)


def _makers(
    labels: tuple[str, ...],
) -> list[Callable[[str], st.SearchStrategy[Block]]]:
    """Strategies for a block by its label; some kinds of block carry none."""
    content = _inlines(labels)
    picture = st.builds(lambda words: Picture(small_picture(), "image/png", words, 80.0), words())
    level = st.sampled_from((0, 0, 1, 2))

    def paragraph(label: str) -> st.SearchStrategy[Block]:
        return st.builds(NumberedParagraph, content, cast(Any, level), st.just(label))

    return [
        paragraph,
        paragraph,
        paragraph,
        lambda label: st.builds(
            Heading, cast(Any, st.sampled_from((2, 3))), _inlines(()), st.just(label)
        ),
        lambda label: st.builds(Recommendation, content, st.just(label)),
        lambda label: tables(_inlines(labels, most=1), label),
        lambda label: st.builds(Illustration, charts() | picture, content, st.just(label)),
        lambda label: st.builds(
            Appendix, st.just("1"), words(), st.just(label), st.just("a-1.pdf")
        ),
        lambda label: st.builds(PlainParagraph, content),
        lambda label: st.builds(Bullet, content, cast(Any, st.sampled_from((0, 1)))),
        lambda label: st.builds(Bullet, content, cast(Any, st.sampled_from((0, 1)))),
        lambda label: st.builds(Detail, words(), content),
        lambda label: st.builds(Note, content),
        lambda label: st.just(PageBreak()),
    ]


@st.composite
def numbered_papers(draw: st.DrawFn) -> Paper:
    """Papers that a template could make, numbered: levels, lists, tables and references mixed.

    Up to six blocks carry labels, which any block may refer to.
    """
    labels = LABELS[: draw(st.integers(0, len(LABELS)))]
    labelled = _makers(labels)[:8]
    blocks: list[Block] = [Heading(1, text(draw(words())))]
    for label in labels:
        blocks.append(draw(draw(st.sampled_from(labelled))(label)))
    others = st.sampled_from(_makers(labels)).flatmap(lambda make: make(""))
    blocks += draw(st.lists(others, max_size=8))
    blocks[1:] = _without_skipped_levels(draw(st.permutations(blocks[1:])))
    blocks = _without_numbers_of_headings(blocks)
    return numbered(*blocks, title=f"Paper {draw(words())}", landscape=draw(st.booleans()))


def _without_numbers_of_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with references to headings by their words: headings have no numbers."""
    headings = {block.label for block in blocks if isinstance(block, Heading)}

    def reword(inline: Inline) -> Inline:
        match inline:
            case Reference(target) if target in headings:
                return replace(inline, text="")
            case Strong(children) | Emphasis(children) | Link(children=children):
                return replace(inline, children=tuple(map(reword, children)))
            case _:
                return inline

    return [map_inlines(block, lambda content: tuple(map(reword, content))) for block in blocks]


def _without_skipped_levels(blocks: list[Block]) -> list[Block]:
    """The blocks with headings and numbered paragraphs at most a level below the last."""
    heading, paragraph = 1, -1
    for index, block in enumerate(blocks):
        match block:
            case Heading():
                heading = min(block.level, heading + 1)
                blocks[index] = replace(block, level=cast(Any, heading))
            case NumberedParagraph():
                paragraph = min(block.level, paragraph + 1)
                blocks[index] = replace(block, level=cast(Any, paragraph))
    return blocks
