"""Charts as templates ask for them: ``{{ line_chart(…) }}`` in a ``{figure}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from papergen.cell import Entry
from papergen.figure import Figure, Unit
from papergen.paper.document import Chart, Printed, Series, Text
from papergen.paper.wording import WordingError, describe, entry_wording


def line_chart(
    title: str,
    unit: str,
    categories: Iterable[object],
    series: Mapping[str, Iterable[object]],
    alternative: object = "",
    decimals: int = 0,
) -> Chart:
    """Return a chart with a line for each series: for what goes on over time.

    :param title: what the chart shows, as a screen reader announces it.
    :param unit: what the value axis counts; money is converted to a unit such as ``£m``.
    :param categories: along the axis: years, months.
    :param series: name to figures, one for each category, None for a gap.
    :param alternative: what a reader who cannot see it should take from it; in Markdown, the
        figure's ``:alt:`` says it.
    """
    return _chart("line", title, unit, categories, series, alternative, decimals)


def column_chart(
    title: str,
    unit: str,
    categories: Iterable[object],
    series: Mapping[str, Iterable[object]],
    alternative: object = "",
    decimals: int = 0,
) -> Chart:
    """Return a chart with a column for each figure: for amounts side by side.

    The parameters are those of :func:`line_chart`.
    """
    return _chart("column", title, unit, categories, series, alternative, decimals)


CHARTING: Mapping[str, Callable[..., Chart]] = {
    "line_chart": line_chart,
    "column_chart": column_chart,
}
"""The functions that templates may call, by name."""


_MONEY = {unit.value for unit in Unit if unit.kind == "money"}


def _chart(
    kind: Literal["line", "column"],
    title: str,
    unit: str,
    categories: Iterable[object],
    series: Mapping[str, Iterable[object]],
    alternative: object,
    decimals: int,
) -> Chart:
    names = tuple(_words(category) for category in categories)
    lines = tuple(
        Series(str(name), tuple(_point(point, unit) for point in points))
        for name, points in series.items()
    )
    if not names or not lines:
        raise WordingError(f"the chart “{title}” has no {'series' if names else 'categories'}")
    for line in lines:
        if len(line.points) != len(names):
            raise WordingError(
                f"the series “{line.name}” has {len(line.points)} figures "
                f"for {len(names)} categories"
            )
    return Chart(kind, title, _words(alternative), unit, names, lines, decimals)


def _point(point: object, unit: str) -> Figure | None:
    if point is None:
        return None
    if isinstance(point, Figure):
        return point.converted(Unit(unit)) if unit in _MONEY else point
    raise WordingError(f"a chart shows figures, not {describe(point)}")


def _words(value: object) -> str:
    match value:
        case Text(text) | Printed(text):
            return text
        case Entry():
            return entry_wording(value).text
        case _:
            return str(value)
