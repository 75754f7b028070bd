"""The lines and columns of a chart that is drawn, as points by which it is told from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergen.paper.document import Chart
from papergen.proof.shown import Line
from papergen.renderers.chart import draw_chart

_STEP = re.compile(r"(?P<command>[MLHVhvlmz])(?P<numbers>[^A-Za-z]*)")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|-?\.[0-9]+")


def series_lines(chart: Chart) -> Iterator[tuple[str, Line]]:
    """Yield the name of each series with the points of its line or its columns."""
    for series, drawn in zip(chart.series, draw_chart(chart).series, strict=True):
        yield series.name, path_points(drawn.path)


def path_points(path: str) -> Line:
    """Return the points of an SVG path of straight lines (SVG 2, 9.3).

    :param path: as in the attribute ``d``; nothing is returned of one with curves.
    """
    points: list[tuple[float, float]] = []
    x = y = 0.0
    for step in _STEP.finditer(path):
        numbers = [float(number) for number in _NUMBER.findall(step["numbers"])]
        match step["command"], numbers:
            case ("M" | "L"), [x, y]:
                pass
            case ("m" | "l"), [right, down]:
                x, y = x + right, y + down
            case "H", [x]:
                pass
            case "V", [y]:
                pass
            case "h", [right]:
                x += right
            case "v", [down]:
                y += down
            case "z", []:
                continue
            case _:
                return ()
        points.append((round(x, 1), round(y, 1)))
    return tuple(points)


def is_drawn(line: Line, lines: tuple[Line, ...]) -> bool:
    """Return whether a line is among others, or goes along one of them."""
    return any(
        line == other[start : start + len(line)]
        for other in lines
        for start in range(len(other) - len(line) + 1)
    )
