"""Has LibreOffice save Word documents again, and accept or reject tracked changes before.

Run by Debian's Python, which has the bridge ``uno``, with the name of the pipe on which LibreOffice
listens, a command (``save``, ``accept``, ``reject``) and the documents. What is saved of each
stands beside it, with ``.saved.docx`` behind its name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import uno
from libreoffice_reader import connect

COMMANDS = {"accept": "AcceptAllTrackedChanges", "reject": "RejectAllTrackedChanges"}
FILTER = "MS Word 2007 XML"


def named(name: str, value: Any) -> Any:
    """Return a value as LibreOffice takes it, with its name."""
    pair = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name, pair.Value = name, value
    return pair


def carry_out(document: Any, command: str) -> None:
    """Have a command carried out that LibreOffice has in its menus, and wait for it."""
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete = url.Main = f".uno:{command}"
    url.Protocol, url.Path = ".uno:", command
    at_once = named("SynchronMode", True)
    document.CurrentController.Frame.queryDispatch(url, "_self", 0).dispatch(url, (at_once,))


def main() -> None:
    pipe, command, *paths = sys.argv[1:]
    desktop = connect(pipe)
    for path in paths:
        address = Path(path).as_uri()
        document = desktop.loadComponentFromURL(address, "_blank", 0, (named("Hidden", True),))
        if command in COMMANDS:
            carry_out(document, COMMANDS[command])
        document.storeToURL(f"{address}.saved.docx", (named("FilterName", FILTER),))
        document.close(True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # all is done, and the bridge may crash while Python takes it down
