"""Charts of an edited paper: other numbers, and the looks that somebody has given them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from papergen.ooxml.chart_data import ChartData, chart_data
from papergen.ooxml.chart_update import can_show, updated_chart, updated_workbook
from papergen.ooxml.word_file import WordFile
from papergen.ooxml.written import ChartRecord, chart_record
from papergen.proof.refreshing import Refreshing, Update, short


@dataclass(frozen=True, slots=True)
class _Chart:
    """A native chart in a document.

    :param properties: of its drawing: the ``wp:docPr``.
    :param part: name of its part; ``workbook``: of the workbook in it, empty if there is none.
    """

    properties: _Element
    part: str
    workbook: str
    content: bytes
    record: ChartRecord

    @property
    def data(self) -> ChartData:
        """What it shows."""
        return chart_data(self.content)


def refresh_charts(before: Sequence[ChartRecord], work: Refreshing) -> list[ChartRecord]:
    """Bring all charts up to date, and return what papergen knows of them now.

    Charts stay as they are whose numbers somebody has changed. Changes in charts cannot be tracked.

    :param before: what papergen knew of the charts when it last wrote them.
    """
    edited, fresh = list(_charts(work.edited)), list(_charts(work.fresh))
    earlier = _by_name([chart.record.title for chart in fresh], [record.title for record in before])
    here = _pair_charts(edited, fresh, before, earlier)
    records: list[ChartRecord] = []
    for number, chart in enumerate(fresh):
        known = before[earlier[number]] if number in earlier else None
        if number in here:
            records.append(_refresh_chart(edited[here[number]], chart, known, work))
        else:
            _tell_of_missing(chart, known is not None, work)
            if known is not None:
                records.append(chart.record)
    return records


def _charts(file: WordFile) -> Iterator[_Chart]:
    """Yield the native charts in the body of a document, in order."""
    relations = {relation.id: relation for relation in file.relations(file.main)}
    for properties in file.document.iter(qn("wp:docPr")):
        around = properties.getparent()
        reference = None if around is None else next(around.iter(qn("c:chart")), None)
        relation = None if reference is None else relations.get(reference.get(qn("r:id"), ""))
        if relation is None or relation.is_external or not file.has(relation.target):
            continue
        content = file.read(relation.target)
        workbooks = (
            each.target
            for each in file.relations(relation.target)
            if each.kind == RELATIONSHIP_TYPE.PACKAGE and file.has(each.target)
        )
        workbook = next(workbooks, "")
        try:
            kept = file.read(workbook) if workbook else b""
            record = chart_record(properties, content, kept)
        except etree.XMLSyntaxError:
            continue
        yield _Chart(properties, relation.target, workbook, content, record)


def _pair_charts(
    edited: Sequence[_Chart],
    fresh: Sequence[_Chart],
    before: Sequence[ChartRecord],
    earlier: dict[int, int],
) -> dict[int, int]:
    """Return which edited chart each fresh one is: by title, by what it showed, or in order.

    LibreOffice forgets titles.
    """
    found: dict[int, int] = {}
    titles = Counter(chart.record.title for chart in edited)
    for number, chart in enumerate(fresh):
        title = before[earlier[number]].title if number in earlier else chart.record.title
        for wanted in (title, chart.record.title):
            if wanted and titles[wanted] == 1 and number not in found:
                index = next(i for i, each in enumerate(edited) if each.record.title == wanted)
                if index not in found.values():
                    found[number] = index
    for number in range(len(fresh)):
        if number in found or number not in earlier:
            continue
        data = before[earlier[number]].data
        same = [i for i, each in enumerate(edited) if each.record.data == data]
        free = [index for index in same if index not in found.values()]
        if free:
            found[number] = free[0]
    rest = [number for number in range(len(fresh)) if number not in found]
    free = [index for index in range(len(edited)) if index not in found.values()]
    if len(rest) == len(free):
        found.update(zip(rest, free, strict=True))
    return found


def _by_name(ones: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Return which of the others has the name of each, or else its turn among those left."""
    found = {
        index: others.index(name) for index, name in enumerate(ones) if others.count(name) == 1
    }
    rest = [index for index in range(len(ones)) if index not in found]
    free = [index for index in range(len(others)) if index not in found.values()]
    if len(rest) == len(free):
        found.update(zip(rest, free, strict=True))
    return found


def _refresh_chart(
    chart: _Chart, fresh: _Chart, known: ChartRecord | None, work: Refreshing
) -> ChartRecord:
    """Bring a chart up to date, and return what papergen knows of it now."""
    if known is not None:
        _retitle(chart, fresh, known, work)
    title = fresh.record.title
    if chart.record.data == fresh.record.data:
        return replace(fresh.record, workbook=known.workbook if known else "")
    untouched = known is not None and chart.record.data == known.data
    if not can_show(chart.content) or not (untouched or work.force):
        work.findings.warn(
            "chart-edited",
            work.place(work.where.of(chart.properties)),
            found=f"the chart “{short(title)}” with numbers that papergen did not write",
            expected="the numbers of the workbooks",
            mend="Leave it if it is meant so; if not, correct it, or refresh with --force.",
        )
        return known or replace(fresh.record, data="", workbook="")
    was, now = chart.data, fresh.data
    work.edited.replace(chart.part, updated_chart(chart.content, fresh.content))
    workbook = known.workbook if known else ""
    if chart.workbook and fresh.workbook:
        filled = work.fresh.read(fresh.workbook)
        if chart.record.workbook == workbook:
            workbook = fresh.record.workbook
        else:
            filled = updated_workbook(work.edited.read(chart.workbook), was, now, filled)
        work.edited.replace(chart.workbook, filled)
    place = work.where.of(chart.properties)
    work.updates.append(Update("chart", title, _told(was, now), _told(now, was), (place,)))
    return replace(fresh.record, workbook=workbook)


def _told(data: ChartData, other: ChartData) -> str:
    """Return in words what a chart shows and another does not."""
    others = set(_points(other))
    return "; ".join(point for point in _points(data) if point not in others)


def _points(data: ChartData) -> Iterator[str]:
    for series in data.series:
        for category, value in zip(data.categories, series.values, strict=True):
            yield f"{series.name}, {category}: {value or 'no value'}"


def _retitle(chart: _Chart, fresh: _Chart, known: ChartRecord, work: Refreshing) -> None:
    """Have the title and alternative text follow that papergen wrote and nobody has edited."""
    for attribute, shown, was, now in (
        ("title", chart.record.title, known.title, fresh.record.title),
        ("descr", chart.record.alternative, known.alternative, fresh.record.alternative),
    ):
        if shown == was != now:
            chart.properties.set(attribute, now)
            place = work.where.of(chart.properties)
            name = f"alternative text of the chart “{short(fresh.record.title)}”"
            work.updates.append(Update("alternative text", name, was, now, (place,)))


def _tell_of_missing(chart: _Chart, was_there: bool, work: Refreshing) -> None:
    title = short(chart.record.title)
    if was_there:
        work.findings.warn(
            "chart-deleted",
            work.place(""),
            found=f"no chart “{title}”",
            expected="the chart that papergen drew",
            mend="Leave it so if somebody deleted it; if it is a picture now, draw it again.",
        )
    else:
        work.findings.warn(
            "new-chart",
            work.place(""),
            found=f"no chart “{title}”",
            expected="the chart, which the paper has now",
            mend="Build the paper, and copy the chart from there.",
        )
