"""Guesses at what somebody meant to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like the one given, unless none is much alike."""
    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean “…”?)`` for the closest known word, or nothing."""
    guess = closest(word, known)
    return f" (did you mean “{guess}”?)" if guess else ""
