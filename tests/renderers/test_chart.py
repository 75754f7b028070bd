"""Charts, as they are drawn: read back from the SVG, and measured in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from checkers import running_browser
from hypothesis import Phase, given, settings
from papers import charts, full_paper, numbered, points, text
from playwright.sync_api import Page

from papergen.figure import Unit
from papergen.paper.document import Chart, Heading, Illustration, Series
from papergen.renderers.html import render_html

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MONTHS = tuple(
    f"{month} {year}"
    for year in (2022, 2023, 2024)
    for month in "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
)
YEARS = ("2022/23", "2023/24", "2024/25", "2025/26")


def chart(kind: Any, categories: tuple[str, ...], *series: Series, decimals: int = 0) -> Chart:
    return Chart(kind, "Title", "What it shows.", "£m", categories, series, decimals)


def page_of(drawn: Chart) -> str:
    paper = numbered(Heading(1, text("Charts")), Illustration(drawn, text("Caption")))
    return render_html(paper, TEMPLATES)


@dataclass
class Drawing:
    """An SVG as it is found on a page: its texts with their places, and the data of its paths."""

    svg: lxml.html.HtmlElement

    @property
    def texts(self) -> list[tuple[str, float, float]]:
        return [
            (each.text or "", float(each.get("x")), float(each.get("y")))
            for each in self.svg.iter("text")
        ]

    @property
    def paths(self) -> list[lxml.html.HtmlElement]:
        return list(self.svg.iterchildren("path"))

    def value_at(self, height: float) -> float:
        """What the numbers of the value axis say about a height."""
        axis = [
            (float(words.replace(",", "").replace("−", "-")), y - 5)
            for words, _, y in self.texts
            if re.fullmatch(r"−?[\d,.]+", words)
        ]
        (low, bottom), *_, (high, top) = axis
        return low + (height - bottom) / (top - bottom) * (high - low)


def draw(drawn: Chart) -> Drawing:
    (svg,) = lxml.html.document_fromstring(page_of(drawn)).iter("svg")
    return Drawing(svg)


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with running_browser() as browser:
        yield browser.new_page()


def values_of_line(drawing: Drawing) -> list[list[float]]:
    """The values of each run of points of the first line, less its sample in the key."""
    (line,) = [path for path in drawing.paths if path.get("stroke-dasharray") == "none"]
    _, *runs = line.get("d").split("M")[1:]
    return [
        [round(drawing.value_at(float(point.split(",")[1])), 1) for point in run.split("L")]
        for run in runs
    ]


def test_a_line_goes_through_its_values() -> None:
    values = ("56.2", "84.5", "-12.5", "137.2")
    drawing = draw(chart("line", YEARS, Series("Agreement", points(*values))))
    (run,) = values_of_line(drawing)
    assert run == pytest.approx([float(value) for value in values], abs=0.6)


def test_a_line_is_broken_where_there_is_no_value() -> None:
    line = Series("Actual", points("1", None, "3", "4"))
    drawing = draw(chart("line", YEARS, line))
    assert values_of_line(drawing) == [[1.0], [3.0, 4.0]]


def test_columns_reach_from_nothing_to_their_values() -> None:
    values = ("-30", "20.5", None, "10")
    drawing = draw(chart("column", YEARS, Series("Balance", points(*values))))
    (columns,) = [path for path in drawing.paths if path.get("fill")]
    _, *rectangles = re.findall(r"M[\d.]+,([\d.]+)h[\d.]+v(-?[\d.]+)", columns.get("d"))
    ends = [(float(start), float(start) + float(height)) for start, height in rectangles]
    assert [drawing.value_at(start) for start, _ in ends] == pytest.approx([0, 0, 0], abs=0.2)
    assert [drawing.value_at(end) for _, end in ends] == pytest.approx([-30, 20.5, 10], abs=0.3)


def axis_of(drawn: Chart) -> list[str]:
    return [words for words, _, _ in draw(drawn).texts if re.fullmatch(r"−?[\d,.]+", words)]


def test_the_value_axis_counts_in_round_numbers() -> None:
    money = Series("Deficit", points("56.247", "168.4"))
    assert axis_of(chart("line", YEARS[:2], money)) == ["0", "50", "100", "150", "200"]
    plans = Series("Plans", points("1", "2", unit=Unit.COUNT))
    assert axis_of(chart("column", YEARS[:2], plans)) == ["0", "1", "2"]
    large = Series("Large", points("1200", "-4800"))
    assert axis_of(chart("column", YEARS[:2], large)) == [
        "−6,000",
        "−4,000",
        "−2,000",
        "0",
        "2,000",
    ]
    small = Series("Small", points("0.4", "1.1"))
    assert axis_of(chart("line", YEARS[:2], small)) == [
        "0.00",
        "0.25",
        "0.50",
        "0.75",
        "1.00",
        "1.25",
    ]
    decimals = chart("line", YEARS[:2], money, decimals=1)
    assert axis_of(decimals) == ["0.0", "50.0", "100.0", "150.0", "200.0"]


@pytest.mark.parametrize("kind", ["line", "column"])
def test_zero_is_on_the_axis_however_little_the_values_differ(kind: str) -> None:
    assert "0" in axis_of(chart(kind, YEARS[:2], Series("Close", points("1950", "1999"))))


@pytest.mark.parametrize("kind", ["line", "column"])
@pytest.mark.parametrize("values", [(None, None), ("0", "0"), ("-0.004", None)])
def test_little_or_nothing_can_be_drawn(kind: str, values: tuple[str | None, ...]) -> None:
    assert len(axis_of(chart(kind, YEARS[:2], Series("Nothing", points(*values))))) > 1


def test_every_third_of_many_months_is_named() -> None:
    drawing = draw(chart("line", MONTHS, Series("Actual", points(*["1"] * 36))))
    named = [words for words, _, _ in drawing.texts if words in "Jan Feb Mar Apr Jul Oct".split()]
    assert named == ["Jan", "Apr", "Jul", "Oct"] * 3


def test_all_of_a_few_categories_are_named() -> None:
    names = ("Early support and prevention", "Places in special schools", "Donaudampfschifffahrt")
    drawing = draw(chart("column", names, Series("Actual", points("1", "2", "3"))))
    words = " ".join(words for words, _, _ in drawing.texts)
    assert all(word in words for name in names for word in name.split())


def test_series_differ_without_colour() -> None:
    series = [Series(f"Series {number}", points("1", "2")) for number in range(5)]
    lines = draw(chart("line", YEARS[:2], *series)).paths
    dashes = [path.get("stroke-dasharray") for path in lines if path.get("stroke-dasharray")]
    assert len(set(dashes)) == 5
    columns = draw(chart("column", YEARS[:2], *series)).svg
    patterns = [path.get("d") for path in columns.iterfind(".//pattern/path")]
    assert len(set(patterns)) == 4  # and one is solid


def test_each_line_is_named_beside_its_end() -> None:
    high, low = Series("High", points("90", "95")), Series("Low", points("10", "5"))
    drawing = draw(chart("line", YEARS[:2], high, low))
    heights = {
        words: drawing.value_at(y - 5) for words, _, y in drawing.texts if words in "HighLow"
    }
    assert heights == {"High": pytest.approx(95, abs=1), "Low": pytest.approx(5, abs=1)}


def test_charts_have_the_alternative_text_of_the_paper() -> None:
    page = lxml.html.document_fromstring(render_html(full_paper(), TEMPLATES))
    drawn = [block.shows for block in full_paper().blocks if isinstance(block, Illustration)]
    charts = [each for each in drawn if isinstance(each, Chart)]
    for svg, each in zip(page.iter("svg"), charts, strict=True):
        assert svg.get("role") == "img"
        (title,) = page.xpath(f"//*[@id='{svg.get('aria-labelledby')}']")
        assert title.text == f"{each.title}. {each.alternative}"


@settings(max_examples=60, phases=[Phase.generate])  # a browser is too slow to shrink with
@given(drawn=charts())
def test_words_of_any_chart_stay_within_it_and_apart(browser_page: Page, drawn: Chart) -> None:
    browser_page.set_content(page_of(drawn))
    boxes = browser_page.evaluate("""() => {
        const drawing = document.querySelector("svg");
        return [...drawing.querySelectorAll("text")].map(text => {
            const box = text.getBBox();
            return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height];
        });
    }""")
    height = browser_page.evaluate("document.querySelector('svg').viewBox.baseVal.height")
    for words, left, top, right, bottom in boxes:
        assert -1 <= left and right <= 641, words
        assert -1 <= top and bottom <= height + 1, words
    for (one, *first), (other, *second) in combinations(boxes, 2):
        across = min(first[2], second[2]) - max(first[0], second[0])
        down = min(first[3], second[3]) - max(first[1], second[1])
        assert across <= 1 or down <= 2, (one, other)
