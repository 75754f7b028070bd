"""Papers with figures that change, and Word documents of them as others read and edit them.

Nothing here reads with papergen: python-docx opens the documents, and lxml finds what it does not.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from libreoffice import LibreOffice
from lxml import etree
from papers import numbered, text

from papergen.cell import Cell, Entry
from papergen.figure import Figure, Unit
from papergen.paper.document import (
    Block,
    Chart,
    Heading,
    Illustration,
    Link,
    NumberedParagraph,
    Paper,
    PaperKey,
    Printed,
    Series,
    Strong,
    Table,
    TableColumn,
    Text,
)
from papergen.renderers.word import render_docx

HOUSE_STYLE = Path(__file__).resolve().parent.parent / "templates" / "house-style.docx"
SAVER = Path(__file__).with_name("libreoffice_saver.py")
STORE = "{urn:papergen:figures}"
DELETED = {qn("w:del"), qn("w:moveFrom")}


@dataclass
class Report:
    """What a made-up report says: figures by name, the months of a table, and a narrative."""

    figures: dict[str, str] = field(
        default_factory=lambda: {"deficit": "84.5", "balance": "28.253", "payments": "67"}
    )
    months: dict[str, tuple[int, int]] = field(
        default_factory=lambda: {
            "June": (72, 70),
            "July": (74, 81),
            "August": (62, 62),
        }
    )
    status: str = "At risk"
    narrative: str = "The strategy was approved by Cabinet & Council."
    heading: str = "Month"
    total: bool = True

    def paper(self) -> Paper:
        """The paper, numbered."""
        blocks: list[Block] = [
            Heading(1, text("SEND Transformation Update")),
            NumberedParagraph(
                (Text("The deficit is "), self.money("deficit"), Text(", and the status is "))
                + (Strong((entry("status", self.status),)), Text("."))
            ),
            NumberedParagraph((entry("narrative", self.narrative),)),
            NumberedParagraph(
                (Text("In-year the balance is "), self.money("balance"), Text("; the deficit of "))
                + (self.money("deficit"), Text(" comes before payments of "))
                + (self.money("payments"), Text("."))
            ),
            NumberedParagraph(
                (Text("See "), Link("https://www.example.org/", (Text("the plan"),)), Text("."))
            ),
            self.table(),
            Illustration(self.chart(), text("Plans issued each month")),
            NumberedParagraph(text("The Forum is asked to note this.")),
        ]
        return numbered(*blocks, key=PaperKey("2024-10-10", 7))

    def money(self, name: str) -> Printed:
        return Printed(f"£{self.figures[name]}m", figure(name, self.figures[name]))

    def table(self) -> Table:
        columns = (TableColumn(text(self.heading)),) + tuple(
            TableColumn(text(heading), "right") for heading in ("Forecast", "Actual")
        )
        rows = [
            (
                text(month),
                (count(f"{month}, forecast", forecast),),
                (count(f"{month}, actual", actual),),
            )
            for month, (forecast, actual) in self.months.items()
        ]
        if self.total:
            sums = [sum(each) for each in zip(*self.months.values(), strict=True)]
            rows.append(
                (
                    (Strong(text("Total")),),
                    (Strong((count("forecast, added up", sums[0]),)),),
                    (Strong((count("actual, added up", sums[1]),)),),
                )
            )
        return Table(text("Plans issued"), columns, tuple(rows))

    def chart(self) -> Chart:
        forecasts, actuals = zip(*self.months.values(), strict=True)
        last = list(self.months)[-1]
        return Chart(
            "line",
            "Plans issued each month",
            f"Line chart of plans issued up to {last}; in {last} they were {actuals[-1]}.",
            "Plans issued",
            tuple(self.months),
            tuple(
                Series(
                    name,
                    tuple(
                        figure(f"{month}, {name}", str(value), Unit.COUNT)
                        for month, value in zip(self.months, values, strict=True)
                    ),
                )
                for name, values in (("Forecast", forecasts), ("Actual", actuals))
            ),
        )

    def built(self) -> bytes:
        """The paper as papergen builds it in Word."""
        return render_docx(self.paper(), HOUSE_STYLE)


def figure(name: str, value: str, unit: Unit = Unit.MILLIONS) -> Figure:
    return Figure(Decimal(value), unit, (Cell("p.xlsx", "S", "D14", float(value)),), name)


def count(name: str, value: int) -> Printed:
    return Printed(f"{value:,}", figure(name, str(value), Unit.COUNT))


def entry(name: str, words: str) -> Printed:
    return Printed(words, Entry(words, Cell("t.xlsx", "S", "F5", words), name))


# --- Editing ------------------------------------------------------------------------------------


def edited(content: bytes, *edits: Callable[[Document], object]) -> bytes:
    """The document as python-docx saves it after some edits."""
    document = docx.Document(BytesIO(content))
    for edit in edits:
        edit(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def controls(root: Any, name: str) -> list[Any]:
    """The content controls whose title is some name."""
    return [
        control
        for control in root.iter(qn("w:sdt"))
        for title in control.iterfind(f"{qn('w:sdtPr')}/{qn('w:alias')}")
        if title.get(qn("w:val")) == name
    ]


def type_over(
    name: str, words: str, which: int = 0, in_word: bool = False
) -> Callable[[Document], None]:
    """An edit that types words over what a control shows.

    :param in_word: whether the store follows, as it does in Word.
    """

    def edit(document: Document) -> None:
        control = controls(document.element, name)[which]
        first, *others = control.iter(qn("w:t"))
        first.text = words
        for other in others:
            other.text = ""
        if in_word:
            for part in document.part.package.iter_parts():
                if part.blob.find(b"urn:papergen:figures") > 0 and "item" in part.partname:
                    part._blob = re.sub(  # type: ignore[attr-defined]
                        rb'(<p:figure [^>]*name="%b"[^>]*><p:text>)[^<]*' % name.encode(),
                        lambda found: found[1] + words.encode(),
                        part.blob,
                    )

    return edit


# --- Reading ------------------------------------------------------------------------------------


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name)


def body(content: bytes) -> Any:
    return etree.fromstring(part(content, "word/document.xml"))


def said(element: Any) -> str:
    """The text that an element shows once all changes are accepted."""
    return "".join(
        each.text or ""
        for each in element.iter(qn("w:t"))
        if not any(around.tag in DELETED for around in each.iterancestors())
    )


def paragraphs(content: bytes) -> list[str]:
    """The words of each paragraph, those in tables among them."""
    return [said(paragraph) for paragraph in body(content).iter(qn("w:p"))]


def rows(content: bytes, which: int = 0) -> list[list[str]]:
    """The words in the cells of a table."""
    table = list(body(content).iter(qn("w:tbl")))[which]
    return [[said(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]


def shown(content: bytes, name: str) -> list[str]:
    """What the controls of a figure show."""
    return [said(control) for control in controls(body(content), name)]


def stored(content: bytes) -> dict[str, list[tuple[str, str]]]:
    """What the store says by the figure's name: printed last, and held for its controls."""
    root = etree.fromstring(part(content, "customXml/item1.xml"))
    found: dict[str, list[tuple[str, str]]] = {}
    for each in root.iter(f"{STORE}figure"):
        pair = each.get("printed", ""), each.findtext(f"{STORE}text", "")
        found.setdefault(each.get("name", ""), []).append(pair)
    return found


def bound(content: bytes) -> list[tuple[str, str]]:
    """What each bound control shows, and the text of the store's element that it is bound to."""
    root = etree.fromstring(part(content, "customXml/item1.xml"))
    pairs = []
    for binding in body(content).iter(qn("w:dataBinding")):
        control = binding.getparent().getparent()
        (held,) = root.xpath(binding.get(qn("w:xpath")), namespaces={"p": "urn:papergen:figures"})
        pairs.append((said(control), held.text or ""))
    return pairs


def chart_values(content: bytes, which: int = 1) -> dict[str, list[str]]:
    """The values that a chart shows, by the name of the series."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    root = etree.fromstring(part(content, f"word/charts/chart{which}.xml"))
    return {
        series.findtext(f"{name}tx//{name}v"): [
            value.text for value in series.iterfind(f"{name}val//{name}v")
        ]
        for series in root.iter(f"{name}ser")
    }


def unlike(one: bytes, other: bytes) -> set[str]:
    """The parts that two documents do not have alike."""
    with ZipFile(BytesIO(one)) as before, ZipFile(BytesIO(other)) as after:
        names = set(before.namelist()) ^ set(after.namelist())
        return names | {
            name for name in set(before.namelist()) - names if before.read(name) != after.read(name)
        }


def codes(findings: Iterable[Any]) -> list[str]:
    return [finding.code for finding in findings]


# --- LibreOffice ----------------------------------------------------------------------------------


def saved_again(
    libreoffice: LibreOffice, command: Literal["save", "accept", "reject"], *documents: bytes
) -> list[bytes]:
    """The documents as LibreOffice saves them.

    :param command: what it does with tracked changes before.
    """
    paths = [libreoffice.folder / f"again-{number}.docx" for number in range(len(documents))]
    for path, document in zip(paths, documents, strict=True):
        path.write_bytes(document)
    subprocess.run(["/usr/bin/python3", SAVER, libreoffice.pipe, command, *paths], check=True)
    return [Path(f"{path}.saved.docx").read_bytes() for path in paths]
