"""Charts and pictures of a document, held against those of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from papergen.figure import Figure
from papergen.finding import Finding
from papergen.paper.document import Chart, Series
from papergen.paper.wording import rounded
from papergen.proof.alignment import Pair, best_pairs
from papergen.proof.chart_lines import is_drawn, series_lines
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.shown import ShownDrawing, plain
from papergen.proof.typed_numbers import numbers_in

_CLOSE = Decimal("1e-9")  # how far off a number may be that a program kept as a binary fraction
_DIGITS = 6


def drawings_amiss(
    shown: Sequence[ShownDrawing], fresh: Sequence[ShownDrawing]
) -> Iterator[Finding]:
    """Yield the charts that show other figures, and the alternative texts that state others."""
    for pair in _align(shown, fresh):
        if pair.fresh is None:
            continue
        if pair.shown is None:
            if pair.fresh.is_chart:
                yield _missing(pair.fresh)
            continue
        yield from _other_alternative(pair.shown, pair.fresh)
        if pair.fresh.chart is not None:
            yield from _other_chart(pair.shown, pair.fresh.chart)


def _align(
    shown: Sequence[ShownDrawing], fresh: Sequence[ShownDrawing]
) -> Iterator[Pair[ShownDrawing]]:
    scores = {
        (index, other): _likeness(drawing, wanted)
        for index, drawing in enumerate(shown)
        for other, wanted in enumerate(fresh)
        if drawing.is_chart == wanted.is_chart
    }
    pairs = best_pairs(scores)
    for index, drawing in enumerate(shown):
        yield Pair(drawing, fresh[pairs[index]] if index in pairs else None)
    for other, wanted in enumerate(fresh):
        if other not in pairs.values():
            yield Pair(None, wanted)


def _likeness(drawing: ShownDrawing, other: ShownDrawing) -> float:
    if drawing.chart is None or other.chart is None:
        return float(drawing.alternative == other.alternative)
    names, others = ({each.name for each in chart.series} for chart in (drawing.chart, other.chart))
    values, wanted = (set(_values(chart)) for chart in (drawing.chart, other.chart))
    return len(names & others) + len(values & wanted) / max(len(wanted), 1)


def _values(chart: Chart) -> Iterator[str]:
    for series in chart.series:
        for category, point in zip(chart.categories, series.points, strict=False):
            if point is not None:
                yield f"{series.name} {category} {float(point.value):.{_DIGITS}g}"


def _missing(fresh: ShownDrawing) -> Finding:
    return disagreement(
        "missing-chart",
        fresh.place,
        fresh.chart.title if fresh.chart else "",
        found="no such chart",
        expected=f"the chart {quoted(fresh.chart.title if fresh.chart else '')}",
        mend="Undo the deletion, or build the paper again.",
    )


def _other_alternative(shown: ShownDrawing, fresh: ShownDrawing) -> Iterator[Finding]:
    """Yield the alternative text that states a number which it should not."""
    title = fresh.chart.title if fresh.chart else ""
    other = numbers_in(shown.alternative) - numbers_in(f"{title}. {fresh.alternative}")
    if other:
        yield disagreement(
            "changed-alternative",
            shown.place,
            shown.alternative,
            found=f"{', '.join(map(quoted, other))} in the alternative text",
            expected=f"“{fresh.alternative}”",
            mend="Run “papergen refresh”, or correct the alternative text.",
        )


def _other_chart(shown: ShownDrawing, fresh: Chart) -> Iterator[Finding]:
    if shown.lines:
        yield from _other_lines(shown, fresh)
        return
    if shown.chart is None:
        yield _changed(shown, "the chart", "a chart that cannot be read", f"“{fresh.title}”")
        return
    if [*map(plain, shown.chart.categories)] != [*map(plain, fresh.categories)]:
        found, expected = (", ".join(chart.categories) for chart in (shown.chart, fresh))
        yield _changed(shown, "its axis", f"the categories {quoted(found)}", quoted(expected))
        return
    lines = list(shown.chart.series)
    for series in fresh.series:
        line = next((each for each in lines if plain(each.name) == plain(series.name)), None)
        if line is None:
            yield _changed(shown, series.name, "no such series", quoted(series.name))
        else:
            lines.remove(line)
            yield from _other_points(shown, line, series, fresh.categories)
    for line in lines:
        yield _changed(shown, line.name, f"a series {quoted(line.name)}", "no more series")


def _other_lines(shown: ShownDrawing, fresh: Chart) -> Iterator[Finding]:
    for name, line in series_lines(fresh):
        if not is_drawn(line, shown.lines):
            yield _changed(shown, name, f"{quoted(name)} drawn otherwise", "as the figures are")


def _other_points(
    shown: ShownDrawing, line: Series, series: Series, categories: Sequence[str]
) -> Iterator[Finding]:
    for category, point, due in zip(categories, line.points, series.points, strict=True):
        if not _agree(point, due):
            yield _changed(shown, f"{series.name}, {category}", _words(point), _words(due))


def _agree(point: Figure | None, due: Figure | None) -> bool:
    if point is None or due is None:
        return point is due
    return abs(point.value - due.value) <= _CLOSE * max(abs(due.value), Decimal(1))


def _words(point: Figure | None) -> str:
    return "no point" if point is None else rounded(point.value, None)


def _changed(shown: ShownDrawing, near: str, found: str, expected: str) -> Finding:
    return disagreement(
        "changed-chart",
        shown.place,
        near,
        found=found,
        expected=expected,
        mend="Run “papergen refresh”, or build the paper again.",
    )
