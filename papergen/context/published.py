"""Published facts and commentary: what papers quote and take in, called by a key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from papergen.cell import Entry
from papergen.figure import Figure
from papergen.finding import Findings, Place
from papergen.inputs.table import Row, Table

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")


def build_facts(table: Table | None, findings: Findings) -> Mapping[str, Entry[Any] | Figure]:
    """Return the published facts by key: texts, dates and figures."""
    return {
        key: value.named(row.text("Fact").value) if isinstance(value, Figure) else value
        for key, row in _by_key(table, findings).items()
        for value in [row.anything("Value")]
    }


def build_commentary(table: Table | None, findings: Findings) -> Mapping[str, Entry[str]]:
    """Return the prose that papers take in, by key."""
    return {key: row.text("Text") for key, row in _by_key(table, findings).items()}


def _by_key(table: Table | None, findings: Findings) -> dict[str, Row]:
    """Return a table's rows by their keys; a key that no template can call is a finding."""
    rows: dict[str, Row] = {}
    for row in table.rows if table is not None else ():
        key = row.text("Key")
        callable_ = _KEY.match(key.value) and not hasattr(dict, key.value)
        if callable_ and key.value not in rows:
            rows[key.value] = row
            continue
        findings.error(
            "key-twice" if callable_ else "key-not-callable",
            Place.of(key.cell),
            found=f"the key “{key.value}”" + (" a second time" if callable_ else ""),
            expected="a key of its own, of small letters, digits and underscores, such as "
            "agreement_signed",
            mend="Rename it, and mend the templates that call it.",
        )
    return rows
