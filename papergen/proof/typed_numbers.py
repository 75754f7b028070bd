"""Numbers, units and references that are typed in prose, and so come from no workbook.

A financial year is no number here, nor is what stands in a name (COVID-19) or an address.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from papergen.proof.shown import FIGURE, MADE, Passage, plain

_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/–-]((?:19|20)?[0-9]{2})(?![0-9])")
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
_NUMBER = re.compile(
    rf"""
    (?<![A-Z]{{2}}-)(?:(?<![A-Za-z0-9])[+−-])?(?<![A-Z]{{2}}-)(?<![A-Za-z0-9])(?:£\s?)?
    (?:
        [0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b(?:\s+[0-9]{{4}})?
      | [0-9](?:[0-9]|[.,:/–-](?=[0-9]))*
        (?:\s?%|\s?(?:m|k|bn|million|billion|thousand)\b|[A-Za-z0-9]*)
    )
  | \b(?:{_MONTHS})\s+(?:[0-9]{{1,2}},?\s+)?[0-9]{{4}}\b
    """,
    re.VERBOSE,
)
_SIZES = "m|k|bn|millions?|billions?|thousands?"
_UNIT = re.compile(
    rf"""
    £\s?(?:['’]?000s?\b(?![.,][0-9])|(?:{_SIZES})\b)
  | £(?={FIGURE}|\s*[);,]|\s*\Z)
  | (?<={FIGURE})\s?(?:%|(?:{_SIZES})\b)
  | (?<![^\s(])%(?![^\s),.;:])
    """,
    re.VERBOSE,
)
_ONE = r"(?:[0-9]+(?:\([a-z]+\))*|\([a-z]+\)|[A-Z]\b)"
_REFERENCE = re.compile(
    rf"""
    \b(?P<word>paragraph|para|table|figure|appendix|appendices|recommendation)s?\.?\s+
    (?P<numbers>(?:{_ONE}|{MADE})(?:\s*(?:,|–|-|to\b|and\b|or\b|&)\s*(?:{_ONE}|{MADE}))*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {"para": "paragraph", "appendices": "appendix"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A number or a reference that is typed.

    :param near: words around it.
    """

    kind: Literal["number", "reference"]
    text: str
    near: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand in prose although it comes from no workbook.

    :param phrases: with numbers in them.
    :param numbers: that references may give, by the word before them.
    """

    phrases: tuple[str, ...] = ()
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)


def typed_numbers(passage: Passage, allowed: Allowed) -> Iterator[Typed]:
    """Yield the numbers of a passage that come from nowhere, and the references that lead nowhere.

    :param allowed: what else may stand there.
    """
    text = _without_phrases(passage.masked, allowed.phrases)
    wrong: list[tuple[int, Typed]] = []

    def check(reference: re.Match[str]) -> str:
        if not _leads_somewhere(reference, allowed.numbers):
            typed = Typed("reference", reference[0].replace(MADE, "…"), _near(text, reference))
            wrong.append((reference.start(), typed))
        return _blank(reference)

    text = _ADDRESS.sub(_blank, text)
    text = _REFERENCE.sub(check, text)
    text = _UNIT.sub(_blank, _YEAR.sub(_blank_year, text))
    for number in _NUMBER.finditer(text):
        found = Typed("number", number[0].strip(), _near(passage.masked, number))
        wrong.append((number.start(), found))
    yield from (typed for _, typed in sorted(wrong, key=lambda each: each[0]))


def units_in(passage: Passage) -> Counter[str]:
    """Return the units that stand without a number in a passage: ``£m``, ``£000``, ``%``."""
    text = _ADDRESS.sub(_blank, passage.masked)
    return Counter("".join(unit[0].split()) for unit in _UNIT.finditer(text))


def numbers_in(text: str) -> Counter[str]:
    """Return the numbers in a text, financial years and all."""
    years = Counter(year[0] for year in _YEAR.finditer(text))
    rest = _YEAR.sub(_blank, text)
    return years + Counter(plain(number[0]) for number in _NUMBER.finditer(rest))


def _without_phrases(text: str, phrases: Iterable[str]) -> str:
    """Return a text with all that is in one of some phrases blanked; two may overlap."""
    blanked = text
    for phrase in phrases:
        for found in _phrase(phrase).finditer(text):
            blanked = blanked[: found.start()] + _blank(found) + blanked[found.end() :]
    return blanked


@cache
def _phrase(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase, unless it is part of a longer word or number."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    before = r"(?<![\w£])(?<![0-9][.,/–-])" if phrase[:1].isalnum() or phrase[:1] == "£" else ""
    after = r"(?!\w)(?![.,/–-][0-9])" if phrase[-1:].isalnum() else ""
    return re.compile(before + words + after, re.IGNORECASE)


def _leads_somewhere(reference: re.Match[str], numbers: Mapping[str, frozenset[str]]) -> bool:
    word = reference["word"].lower()
    there = numbers.get(_KINDS.get(word, word), frozenset())
    given = re.findall(_ONE, reference["numbers"])
    return all(each in there or _is_part(each, there) for each in given)


def _is_part(number: str, there: Iterable[str]) -> bool:
    """Return whether a letter alone is that of an item: ``(b)`` of 8(b)."""
    return number.startswith("(") and any(each.endswith(number) for each in there)


def _blank(match: re.Match[str]) -> str:
    """Return as much of nothing as was found, so that all else keeps its place."""
    return MADE * len(match[0])


def _blank_year(match: re.Match[str]) -> str:
    first, second = match[1], match[2]
    follows = (int(first) + 1) % 100 == int(second[-2:])
    return _blank(match) if follows else match[0]


def _near(text: str, match: re.Match[str]) -> str:
    start = text.rfind(" ", 0, max(match.start() - 30, 0)) + 1
    stop = text.find(" ", match.end() + 30)
    words = text[start : len(text) if stop < 0 else stop]
    return plain(re.sub(f"[{FIGURE}{MADE}]+", "…", words))
