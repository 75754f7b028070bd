"""Financial years: 1 April to 31 March, written 2024/25."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(?P<first>(?:19|20)?[0-9]{2})\s*[/\-–]\s*(?P<last>(?:20)?[0-9]{2})")


def financial_year(words: str) -> str | None:
    """Return a financial year as ``2024/25``, or nothing if the words do not name one.

    ``2024-25``, ``2024–25``, ``24/25`` and ``2024/2025`` name it too; ``2024/26`` names none.
    """
    written = _WRITTEN.fullmatch(words.strip())
    if written is None:
        return None
    first = int(written["first"]) % 100 + (1900 if written["first"].startswith("19") else 2000)
    if int(written["last"]) % 100 != (first + 1) % 100:
        return None
    return year_from(first)


def year_from(first: int) -> str:
    """Return the financial year that begins in April of a calendar year: 2024 gives ``2024/25``."""
    return f"{first}/{(first + 1) % 100:02d}"


def year_of(day: date) -> str:
    """Return the financial year that a day falls in."""
    return year_from(day.year if day.month >= 4 else day.year - 1)


def following(year: str) -> str:
    """Return the financial year after one written ``2024/25``."""
    return year_from(int(year[:4]) + 1)
