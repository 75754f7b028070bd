"""How long it takes to bring a long Word paper up to date, beside building it.

    .venv/bin/python benchmarks/refresh.py

The paper is made up: about 60 pages, and 2,000 figures in 44 sections of text, tables and charts.
One figure in two has changed, and a row of each table is new. Prints seconds, the least of three
runs each, and what a refresh takes as a share of a build in all formats, and of one in Word alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import as_file, files
from time import perf_counter

from papergen.cell import Cell
from papergen.figure import Figure, Unit
from papergen.finding import Findings
from papergen.paper.document import (
    Block,
    Chart,
    Heading,
    Illustration,
    NumberedParagraph,
    Paper,
    PaperKey,
    Printed,
    Series,
    Table,
    TableColumn,
    Text,
)
from papergen.paper.numbering import number_paper
from papergen.proof.refresh import refresh_document
from papergen.renderers.html import render_html
from papergen.renderers.pdf import render_pdf
from papergen.renderers.word import render_docx

SECTIONS, ROWS, COLUMNS, CHARTS = 44, 8, 5, 5
PROSE = (
    "Commitments that are entered into this year carry through into later years, and the measures "
    "that the Council takes with schools and with health services need time before they bring "
    "spending down. The forecast for this line is reviewed each month with those who manage it. "
) * 4


def figure(name: str, changed: bool) -> Figure:
    """A figure, the same for the same name, or another if it has changed."""
    amount = Decimal(sum(map(ord, name)) % 9000) / 100 + (changed and Decimal("1.25"))
    cell = Cell("financial_profile.xlsx", "Forecast", f"D{sum(map(ord, name)) % 500}")
    return Figure(amount, Unit.MILLIONS, (cell,), name)


def printed(name: str, changed: bool) -> Printed:
    """A value that is printed, in millions."""
    found = figure(name, changed)
    return Printed(f"£{found.value}m", found)


def section(number: int, changed: bool) -> list[Block]:
    """A section: paragraphs, a table, and in some a chart."""
    rows = [f"line {index} of section {number}" for index in range(ROWS + changed)]
    years = [f"{year}/{year % 100 + 1}" for year in range(2024, 2024 + COLUMNS)]
    moved = changed and number % 2 == 0
    blocks: list[Block] = [Heading(2, (Text(f"Section {number}"),))]
    for count in range(3):
        values = [printed(f"figure {count}.{part} of section {number}", moved) for part in (1, 2)]
        words = (Text(PROSE), values[0], Text(" of this stand against "), values[1], Text("."))
        blocks.append(NumberedParagraph(words))
    table = Table(
        (Text(f"Spending in section {number} (£m)"),),
        (TableColumn((Text("Line"),)), *(TableColumn((Text(year),), "right") for year in years)),
        tuple(
            ((Text(row),), *((printed(f"{row}, {year}", moved),) for year in years)) for row in rows
        ),
    )
    blocks.append(table)
    if number < CHARTS:
        lines = tuple(
            Series(kind, tuple(figure(f"{kind} {number} {year}", moved) for year in years))
            for kind in ("Agreement", "Forecast")
        )
        title = f"Spending in section {number}"
        chart = Chart("line", title, f"Line chart of {title}.", "£m", tuple(years), lines)
        blocks.append(Illustration(chart, (Text(title),)))
    return blocks


def paper(changed: bool = False) -> Paper:
    """The paper, before its figures have changed or after."""
    blocks: list[Block] = [Heading(1, (Text("A long report"),))]
    for number in range(SECTIONS):
        blocks += section(number, changed)
    key = PaperKey("2024-10-10", 7)
    day = date(2024, 10, 10)
    whole = Paper("A long report", "Forum", "Officer", "", day, tuple(blocks), key=key)
    return number_paper(whole, Findings())


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return how many seconds a run takes at least."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    with as_file(files("papergen.templates")) as templates:
        house_style = templates / "house-style.docx"
        built, changed = paper(), paper(changed=True)
        edited = render_docx(built, house_style)

        def refresh() -> None:
            refreshed = refresh_document(edited, render_docx(changed, house_style), "long.docx")
            assert not refreshed.findings, refreshed.findings

        in_word = least(lambda: render_docx(changed, house_style))
        seconds = least(refresh)
        page = least(lambda: render_html(changed, templates))
        in_pdf = least(lambda: render_pdf(render_html(changed, templates)), runs=1)
    update = refresh_document(edited, render_docx(changed, house_style), "long.docx").updates
    figures = sum(len(each.places) for each in update if each.kind == "figure")
    print(f"{figures} figures brought up to date, {len(update)} updates in all", file=sys.stderr)
    print(f"build in Word            {in_word:6.2f} s")
    print(f"build in all formats     {in_word + page + in_pdf:6.2f} s")
    print(f"refresh                  {seconds:6.2f} s")
    print(f"of that, comparing       {seconds - in_word:6.2f} s")
    print(f"refresh / build          {seconds / (in_word + page + in_pdf):6.2f}")
    print(f"refresh / build in Word  {seconds / in_word:6.2f}")


if __name__ == "__main__":
    main()
