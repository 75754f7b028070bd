"""The text of a form: the runs that Word cuts it into, as inlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from papergen.forms.reading import Reading
from papergen.ooxml.story import Run
from papergen.paper.document import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Origin,
    Reference,
    Strong,
    Text,
)

_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")  # Word links it when it is typed
_LAST_NUMBER = re.compile(r"[0-9]+(?:\([a-z]+\))*\Z|\([a-z]+\)\Z")


def read_inlines(runs: Iterable[Run], reading: Reading) -> Inlines:
    """Return the text of some runs: values, references, links and emphasis in it."""
    known = (run if run.bookmark in reading.targets else replace(run, bookmark="") for run in runs)
    return tuple(_inline(run, reading) for run in _joined(known))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs that have text, with neighbours of one format made one."""
    last = Run()
    for run in runs:
        if not run.text:
            continue
        if replace(run, text="") == replace(last, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last.text:
            yield last
        last = run
    if last.text:
        yield last


def _inline(run: Run, reading: Reading) -> Inline:
    value = reading.values.get(run.figure)
    # What somebody has typed over is a text of its own.
    inline: Inline = value if value and value.text == run.text else Text(run.text)
    target = reading.targets.get(run.bookmark)
    if target is not None:
        words = _LAST_NUMBER.sub("{number}", run.text) if target.numbered else run.text
        inline = Reference(target.label, words, origin=Origin(reading.form))
    if run.italic:
        inline = Emphasis((inline,))
    if run.bold:
        inline = Strong((inline,))
    address = f"mailto:{run.text.strip()}" if _MAIL_ADDRESS.match(run.text.strip()) else run.link
    return Link(address, (inline,)) if address else inline
