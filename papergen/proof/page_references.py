"""References and numbers of a page: whether they are those that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement
from roman import toRoman

from papergen.finding import Finding
from papergen.paper.numbering import letter
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.shown import APPENDIX, CAPTION, NUMBER, Passage
from papergen.proof.shown_html import Numbered, PageShowing

_AGAIN = "Build the paper again."


def references_amiss(page: HtmlElement, shown: PageShowing) -> Iterator[Finding]:
    """Yield the references of a page that lead nowhere or give another number than is there.

    :param page: its root element.
    """
    numbers = {each.element: each.full for each in shown.numbered}
    targets = {each.get("id", ""): each for each in page.iter() if each.get("id")}
    for link in page.iter("a"):
        address = link.get("href", "")
        if not address.startswith("#"):
            continue
        passage, words = _passage_of(link, shown), str(link.text_content())
        target = targets.get(address[1:])
        if target is None:
            yield _amiss(passage, words, "a reference to something on the page")
            continue
        number, given = _number_of(target, numbers, shown), NUMBER.findall(words)
        if number and given and number not in given:
            yield _amiss(passage, words, f"“{number}”, the number of what it leads to")


def _passage_of(link: HtmlElement, shown: PageShowing) -> Passage:
    around = (shown.places[each] for each in link.iterancestors() if each in shown.places)
    return next(around, Passage("text of the page", ()))


def _number_of(target: HtmlElement, numbers: Mapping[HtmlElement, str], shown: PageShowing) -> str:
    """Return the number of a paragraph, table, figure or appendix; empty for a heading."""
    if target in numbers:
        return numbers[target]
    for element in (target, *target.iter("caption", "figcaption")):
        passage = shown.places.get(element)
        named = passage and (CAPTION.match(passage.text) or APPENDIX.match(passage.text))
        if named:
            return named["number"]
    return ""


def _amiss(passage: Passage, words: str, expected: str) -> Finding:
    return disagreement(
        "stale-reference",
        passage.place,
        passage.text,
        found=quoted(words),
        expected=expected,
        mend=_AGAIN,
    )


# --- Numbers --------------------------------------------------------------------------------------


def numbers_amiss(shown: PageShowing) -> Iterator[Finding]:
    """Yield the paragraphs, tables and figures that are not numbered in order."""
    for numbered, due in _due(shown.numbered):
        if numbered.printed != due:
            yield _misnumbered(shown.places[numbered.element], numbered.printed, due)
    counts: Counter[str] = Counter()
    for passage in shown.showing.prose:
        named = CAPTION.match(passage.text) if passage.place.endswith(", caption") else None
        if named:
            counts[named["word"]] += 1
            if named["number"] != str(counts[named["word"]]):
                due = f"{named['word']} {counts[named['word']]}"
                yield _misnumbered(passage, named[0], due)


def _due(numbered: Iterable[Numbered]) -> Iterator[tuple[Numbered, str]]:
    """Yield each numbered paragraph with the number that it should have."""
    counts, recommendations = [0, 0, 0], 0
    for each in numbered:
        if each.is_recommendation:
            recommendations += 1
            yield each, f"({letter(recommendations)})"
            continue
        counts[each.level] += 1
        counts[each.level + 1 :] = [0] * (2 - each.level)
        count = counts[each.level]
        numerals = str(toRoman(count)).lower()
        yield each, (str(count), f"({letter(count)})", f"({numerals})")[each.level]


def _misnumbered(passage: Passage, found: str, due: str) -> Finding:
    return disagreement(
        "stale-number",
        passage.place,
        passage.text,
        found=quoted(found),
        expected=quoted(due),
        mend=_AGAIN,
    )
