"""Charts laid out: where axes, lines, columns and words go; ``templates/chart.svg.jinja`` draws it.

Names stand at the ends of lines, or above columns, with a sample before each. Lengths are in units
of the drawing, as in :mod:`papergen.renderers.lettering`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from papergen.figure import Unit
from papergen.paper.document import Chart, Series
from papergen.paper.wording import rounded
from papergen.renderers.lettering import (
    BASELINE,
    LINE,
    TEXT,
    Label,
    balanced,
    fits,
    width_of,
    wrapped,
)

WIDTH = 640.0
_PLOT_HEIGHT = 238.0
_SAMPLE = 26.0
_KEY_INDENT = _SAMPLE + 8
_KEY_WIDTH = 130.0
_WIDEST_COLUMN = 44.0
_MUCH_ROOM = 80.0
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_THINNINGS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series with its name in the key.

    :param look: counts series from 0; each has a colour, dashes, a marker and a fill of its own.
    :param path: of the line or the columns and of the sample, as in SVG's ``d``.
    :param markers: where a line has them; none on columns.
    """

    look: int
    key: Label
    path: str
    markers: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart laid out, :data:`WIDTH` wide.

    :param left: where the plot begins; ``right``: where it ends.
    :param grid: heights of the lines at the ticks of the value axis.
    :param base: height of the category axis: where values are nothing, if that is on the chart.
    """

    height: float
    left: float
    right: float
    base: float
    grid: tuple[float, ...]
    unit: Label
    ticks: tuple[Label, ...]
    categories: tuple[Label, ...]
    series: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    """The field in which values and categories have places.

    :param axis: values at the ticks, from the lowest.
    """

    left: float
    right: float
    top: float
    height: float
    axis: tuple[Decimal, ...]
    categories: int

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def band(self) -> float:
        """The width of a category."""
        return (self.right - self.left) / max(self.categories, 1)

    def across(self, category: int) -> float:
        """Return how far right the middle of a category is."""
        return self.left + (category + 0.5) * self.band

    def down(self, value: Decimal) -> float:
        """Return how far down a value is."""
        lowest, highest = self.axis[0], self.axis[-1]
        return self.bottom - float((value - lowest) / (highest - lowest)) * self.height

    @property
    def base(self) -> float:
        """How far down nothing is, or the end of the axis that is next to it."""
        return self.down(sorted((self.axis[0], Decimal(0), self.axis[-1]))[1])


def draw_chart(chart: Chart) -> Drawing:
    """Return a chart laid out, to be drawn :data:`WIDTH` wide."""
    axis = _axis(chart)
    numbers = [rounded(tick, max(chart.decimals, *map(_decimals, axis))) for tick in axis]
    left = width_of(numbers) + 10
    names = [wrapped(series.name, _KEY_WIDTH) for series in chart.series]
    if chart.kind == "line":
        right = WIDTH - 12 - _KEY_INDENT - max(map(width_of, names), default=0)
        height = max(_PLOT_HEIGHT, sum(map(_key_height, names)))
        plot = _Plot(left, right, 2 * LINE, height, axis, len(chart.categories))
        series = tuple(_lines(chart.series, names, plot))
    else:
        keys = tuple(_keys_in_rows(chart.series))
        top = max((key.below for key in keys), default=0) + 1.5 * LINE
        plot = _Plot(left, WIDTH - 1, top, _PLOT_HEIGHT, axis, len(chart.categories))
        series = tuple(_columns(chart.series, keys, plot))
    categories = tuple(_category_labels(chart.categories, plot)) if chart.categories else ()
    grid = tuple(plot.down(tick) for tick in axis)
    return Drawing(
        max((label.below - TEXT / 2 for label in categories), default=plot.bottom),
        left,
        plot.right,
        plot.base,
        grid,
        Label(0, plot.top - LINE, (chart.unit,)),
        tuple(
            Label(left - 8, height + BASELINE, (number,))
            for height, number in zip(grid, numbers, strict=True)
        ),
        categories,
        series,
    )


def _axis(chart: Chart) -> tuple[Decimal, ...]:
    """Return some four to eight round values that span the chart's, evenly apart.

    Zero is always among them, as it is in Word's charts: a cut axis makes changes look larger.
    """
    points = [point for series in chart.series for point in series.points if point is not None]
    values = [point.value for point in points] or [Decimal(0)]
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    if low == high:
        high = Decimal(1)
    least = (high - low) / 5
    power = Decimal(1).scaleb(least.adjusted())
    step = min(each * power for each in _STEPS if each * power >= least)
    if all(point.unit is Unit.COUNT for point in points):
        step = max(step.to_integral_value(ROUND_CEILING), Decimal(1))
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return tuple(step * count for count in range(first, last + 1))


def _decimals(value: Decimal) -> int:
    """Return how many decimal places a value needs."""
    return -int(value.normalize().as_tuple().exponent)


def _lines(
    series: Sequence[Series], names: Sequence[tuple[str, ...]], plot: _Plot
) -> Iterator[Drawn]:
    runs = [tuple(_runs(each, plot)) for each in series]
    ends = [run[-1][-1][1] if run else plot.bottom for run in runs]
    keys = _keys_at_ends(names, ends, plot)
    for look, (run, key) in enumerate(zip(runs, keys, strict=True)):
        start, height = _sample(key)
        path = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) for points in run)
        sample = f"M{start:.1f},{height:.1f}h{_SAMPLE:g}"
        middle = (start + _SAMPLE / 2, height)
        yield Drawn(
            look, key, sample + path, (middle, *(point for points in run for point in points))
        )


def _runs(series: Series, plot: _Plot) -> Iterator[tuple[Point, ...]]:
    """Yield the places of a line's points between its gaps."""
    run: list[Point] = []
    for category, point in enumerate((*series.points, None)):
        if point is not None:
            run.append((plot.across(category), plot.down(point.value)))
        elif run:
            yield tuple(run)
            run = []


def _columns(series: Sequence[Series], keys: Sequence[Label], plot: _Plot) -> Iterator[Drawn]:
    width = min(plot.band * 0.76 / max(len(series), 1), _WIDEST_COLUMN)
    for look, (each, key) in enumerate(zip(series, keys, strict=True)):
        start, height = _sample(key)
        path = _rectangle(start, height - 5, _SAMPLE, 10)
        for category, point in enumerate(each.points):
            if point is not None:
                left = plot.across(category) + (look - len(series) / 2) * width
                path += _rectangle(left, plot.base, width, plot.down(point.value) - plot.base)
        yield Drawn(look, key, path)


def _rectangle(left: float, start: float, width: float, height: float) -> str:
    return f"M{left:.1f},{start:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"


def _sample(key: Label) -> Point:
    """Return where the sample before a name begins: its left, and the middle of its height."""
    return key.x - _KEY_INDENT, key.y - BASELINE


def _keys_at_ends(
    names: Sequence[tuple[str, ...]], ends: Sequence[float], plot: _Plot
) -> list[Label]:
    """Return the names beside the ends of their lines, moved apart where they would touch."""
    order = sorted(range(len(names)), key=ends.__getitem__)
    tops = [end - LINE / 2 for end in ends]
    free = plot.top - LINE / 2
    for index in order:
        tops[index] = max(tops[index], free)
        free = tops[index] + _key_height(names[index])
    limit = plot.bottom + LINE / 2
    for index in reversed(order):
        limit = tops[index] = min(tops[index], limit - _key_height(names[index]))
    x = plot.right + 8 + _KEY_INDENT
    return [
        Label(x, top + LINE / 2 + BASELINE, name) for top, name in zip(tops, names, strict=True)
    ]


def _key_height(name: Sequence[str]) -> float:
    return len(name) * LINE + 4


def _keys_in_rows(series: Sequence[Series]) -> Iterator[Label]:
    """Yield the names from left to right, in as many rows as they take."""
    x, y, below = 0.0, TEXT, TEXT
    for each in series:
        name = wrapped(each.name, WIDTH - _KEY_INDENT)
        width = _KEY_INDENT + width_of(name)
        if x > 0 and x + width > WIDTH:
            x, y = 0.0, below + 4
        key = Label(x + _KEY_INDENT, y, name)
        yield key
        x, below = x + width + 24, max(below, key.below)


def _category_labels(categories: Sequence[str], plot: _Plot) -> Iterator[Label]:
    """Yield the names below the plot: of each category, or each second, third … to have room.

    Where there is much room, words are rather broken than left out.
    """
    for every in _THINNINGS:
        named = range(0, len(categories), every)
        room = min(
            plot.band * every - 8,
            2 * plot.across(named[0]),
            2 * (WIDTH - plot.across(named[-1])),
        )
        if room > _MUCH_ROOM or all(fits(categories[each], room, 2) for each in named):
            break
    lines = max(len(wrapped(categories[each], room)) for each in named)
    for each in named:
        name = balanced(categories[each], room, lines)
        yield Label(plot.across(each), plot.bottom + LINE + 3, name)
