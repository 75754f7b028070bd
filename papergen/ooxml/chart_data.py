"""What a native chart shows: categories and series, as its part keeps them (ECMA-376 part 1, 21.2).

Read so that two charts show the same if and only if their data are equal, whatever program has
saved them since.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from decimal import Decimal

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

_PRECISION = 12  # digits that programs keep of a number that they read and write again


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A row of numbers: as they are written, and empty where there is a gap."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows."""

    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]

    @property
    def digest(self) -> str:
        """A SHA-256 that is another if anything that the chart shows is."""
        rows = [[each.name, *map(_plain, each.values)] for each in self.series]
        words = json.dumps([self.categories, rows], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def chart_data(content: bytes) -> ChartData:
    """Return what a chart part shows.

    :param content: of the part.
    :raises etree.XMLSyntaxError: if it is no XML.
    """
    space = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    rows = list(space.iter(qn("c:ser")))
    labels = [_kept(row.find(qn("c:cat"))) for row in rows]
    values = [_kept(row.find(qn("c:val"))) for row in rows]
    size = max((index + 1 for kept in (*labels, *values) for index in kept), default=0)
    first: dict[int, str] = next(filter(None, labels), {})
    return ChartData(
        tuple(first.get(index, "") for index in range(size)),
        tuple(
            ChartSeries(_name(row), tuple(kept.get(index, "") for index in range(size)))
            for row, kept in zip(rows, values, strict=True)
        ),
    )


def _kept(holder: _Element | None) -> dict[int, str]:
    """Return the texts kept in a ``c:cat`` or ``c:val`` by index; of several levels, the first."""
    if holder is None:
        return {}
    level = next(holder.iter(qn("c:lvl")), holder)
    points = {
        int(point.get("idx", "0")): " ".join((point.findtext(qn("c:v")) or "").split())
        for point in level.iter(qn("c:pt"))
    }
    return {index: text for index, text in points.items() if text}


def _name(row: _Element) -> str:
    name = row.find(qn("c:tx"))
    texts = () if name is None else name.iter(qn("c:v"))
    return " ".join("".join(each.text or "" for each in texts).split())


def _plain(value: str) -> str:
    """Return a number as every program writes it, or nothing for what is none (``#N/A``)."""
    try:
        number = float(value)
    except ValueError:
        return ""
    if not math.isfinite(number):
        return ""
    return f"{Decimal(f'{number:.{_PRECISION}g}').normalize() + 0:f}"
