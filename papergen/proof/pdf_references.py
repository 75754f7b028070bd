"""Numbers of paragraphs in a PDF, and references to them, which have to go together.

In a PDF that somebody made of an edited document all paragraphs after a new one have other numbers
than in the paper; then references have to give those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from papergen.finding import Finding
from papergen.proof.disagreement import disagreement, quoted
from papergen.proof.pdf_blocks import Block
from papergen.proof.pdf_differences import BlockDifference, GapDifference
from papergen.proof.shown import NUMBER, Passage, plain

_KIND = re.compile(r"(paragraph|recommendation|table|figure|appendix)s?\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+|\([a-z]+\)")
_AGAIN = "Build the paper again, and publish that."


def numbers_amiss(gaps: Iterable[GapDifference]) -> Iterator[Finding]:
    """Yield the paragraphs whose number is not above that of the one before, and wrong captions."""
    last = 0
    for block, text in _blocks(gaps):
        shown = _shown_number(block, text)
        if shown.isdigit() and not block.is_missing:
            if int(shown) <= last:
                yield _wrong("stale-number", block.block, shown, f"a number above {last}")
            last = int(shown)
        for stretch in block.stretches if _is_caption(block.block) else ():
            if stretch.kind == "made" and not stretch.agrees(text):
                yield _wrong("stale-number", block.block, stretch.shown(text), stretch.due)


def references_amiss(blocks: Iterable[Block], gaps: Sequence[GapDifference]) -> Iterator[Finding]:
    """Yield the references that give another number than what they refer to has in the PDF."""
    numbers = _numbers_there(gaps)
    found = {id(block.block): (block, text) for block, text in _blocks(gaps) if block.whole}
    for block in blocks:
        if _is_caption(block):
            continue
        difference, text = found.get(id(block), (None, ""))
        if difference is not None and difference.is_missing:
            continue
        shown = (
            [each.shown(text) for each in difference.stretches if each.kind != "number"]
            if difference is not None
            else [span.text for span in block.spans]
        )
        for index, span in enumerate(block.spans):
            if not span.made or not NUMBER.fullmatch(span.text):
                continue
            due = numbers.get(f"{_kind(block, index)} {span.text}", span.text)
            if plain(shown[index]) != due:
                yield _wrong("stale-reference", block, shown[index], due)


def _blocks(gaps: Iterable[GapDifference]) -> Iterator[tuple[BlockDifference, str]]:
    return ((block, gap.text) for gap in gaps for block in gap.blocks)


def _shown_number(block: BlockDifference, text: str) -> str:
    """Return the number that a block has in the PDF, or should have where that cannot be told."""
    shown = (each.shown(text) for each in block.stretches if each.kind == "number")
    number = next(shown, "").rstrip(".")
    return number if _NUMBER.fullmatch(number) and not block.is_missing else block.block.number


def _numbers_there(gaps: Iterable[GapDifference]) -> Mapping[str, str]:
    """Return the number that each paragraph has in the PDF, by its place in the paper."""
    numbers: dict[str, str] = {}
    above = ["", "", ""]
    for block, text in _blocks(gaps):
        shown = _shown_number(block, text)
        kind, _, full = block.block.place.partition(" ")
        if not shown or kind not in {"paragraph", "recommendation"}:
            continue
        if kind == "recommendation":
            numbers[block.block.place] = shown
            continue
        level = full.count("(")
        above[level:] = [shown, *[""] * (2 - level)]
        numbers[block.block.place] = "".join(above)
    return numbers


def _kind(block: Block, index: int) -> str:
    """Return what a reference refers to: the last word before it that says so."""
    before = "".join(span.text for span in block.spans[:index])
    kinds = _KIND.findall(before)
    return str(kinds[-1]).lower() if kinds else "paragraph"


def _is_caption(block: Block) -> bool:
    return block.place.endswith(", caption")


def _wrong(code: str, block: Block, shown: str, due: str) -> Finding:
    return disagreement(
        code,
        block.place,
        Passage(block.place, block.spans).text,
        found=quoted(shown) if shown else "no number",
        expected=quoted(due),
        mend=_AGAIN,
    )
