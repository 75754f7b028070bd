"""Reads Word documents in LibreOffice, and prints as JSON what it counts and refers to itself.

Run by Debian's Python, which has the bridge ``uno``, with the name of the pipe on which LibreOffice
listens and the documents. Each is written as a PDF beside it, too. After ``--insert`` come words:
then a numbered paragraph is put in before the one that begins with these.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text import ControlCharacter


def connect(pipe: str) -> Any:
    """Return LibreOffice's desktop, once it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            manager = context.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not listen")


def paragraphs(text: Any) -> Iterator[Any]:
    """Yield the paragraphs of a text, those in the cells of its tables among them."""
    for each in text:
        if each.supportsService("com.sun.star.text.TextTable"):
            for name in each.getCellNames():
                yield from paragraphs(each.getCellByName(name))
        else:
            yield each


def insert(document: Any, before: str) -> None:
    """Put a paragraph in, as somebody does who presses Enter at the start of the next."""
    body = document.Text
    place = next(each for each in body if each.String.startswith(before))
    cursor = body.createTextCursorByRange(place.Start)
    body.insertString(cursor, "Put in between", False)
    body.insertControlCharacter(cursor, ControlCharacter.PARAGRAPH_BREAK, False)


def read(desktop: Any, path: str, insert_before: str) -> dict[str, Any]:
    """Return what a document says once all its fields have been worked out anew."""
    address = Path(path).as_uri()
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(address, "_blank", 0, (hidden,))
    if insert_before:
        insert(document, insert_before)
    document.TextFields.refresh()
    said = {
        "paragraphs": [[each.ListLabelString, each.String] for each in paragraphs(document.Text)],
        "repeated": [table.RepeatHeadline for table in document.TextTables],
    }
    writer_pdf = PropertyValue(Name="FilterName", Value="writer_pdf_Export")
    document.storeToURL(f"{address}.pdf", (writer_pdf,))
    document.close(True)
    return said


def main() -> None:
    pipe, *paths = sys.argv[1:]
    insert_before = ""
    if "--insert" in paths:
        *paths, _, insert_before = paths
    desktop = connect(pipe)
    json.dump([read(desktop, path, insert_before) for path in paths], sys.stdout)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # all is done, and the bridge may crash while Python takes it down
