"""The blocks of a paper in the text of a PDF: where each stands, and what stands between them.

A PDF has lines and not paragraphs, so blocks are looked for without regard to white space. The
chain of blocks that come in the paper's order, and are together the longest, is taken as found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from papergen.ooxml.text import without_forbidden
from papergen.proof.longest_chain import longest_chain
from papergen.proof.pdf_text import PdfText
from papergen.proof.shown import Passage, Showing, ShownTable, Span

_DROPPED = re.compile("[\\s\\-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or row of a paper.

    :param number: that is printed before it.
    """

    place: str
    spans: tuple[Span, ...]
    number: str = ""

    @property
    def solid(self) -> str:
        """Its text without white space and hyphens."""
        return solid("".join(span.text for span in self.spans))


@dataclass(frozen=True, slots=True)
class SolidText:
    """A text without white space and hyphens.

    :param places: of each of its characters in the text as it was.
    """

    whole: str
    solid: str
    places: tuple[int, ...]

    def between(self, start: int, stop: int) -> str:
        """Return the text as it was, between two places in the text without white space."""
        first = self.places[start - 1] + 1 if start else 0
        last = self.places[stop] if stop < len(self.places) else len(self.whole)
        return self.whole[first:last]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a PDF has between two blocks that are found in it.

    :param blocks: those that should stand there and are not found as they should be.
    :param last: the block before the gap; ``following``: the one after it.
    """

    text: str
    blocks: tuple[Block, ...]
    last: Block | None
    following: Block | None


def solid(text: str) -> str:
    """Return a text without white space and hyphens, and with letters for ligatures."""
    return _DROPPED.sub("", normalize("NFKC", without_forbidden(text)))


def solid_text(pdf: PdfText, heads: Iterable[str]) -> SolidText:
    """Return the text of a PDF.

    :param heads: rows of headings; where a table goes on, a page begins with one again.
    """
    lines: list[str] = []
    before = ""
    for page in pdf.pages:
        pieces = _without_head(page, [head for head in heads if head and head in before])
        lines += pieces
        before += "".join(solid(piece) for piece in pieces)
    whole = normalize("NFKC", "\n".join(lines))
    places = [place for place, letter in enumerate(whole) if not _DROPPED.match(letter)]
    return SolidText(whole, "".join(whole[place] for place in places), tuple(places))


def _without_head(page: Sequence[str], heads: Iterable[str]) -> list[str]:
    """Return the pieces of a page without the row of headings that it begins with again."""
    for head in heads:
        joined = ""
        for count, piece in enumerate(page, 1):
            joined += solid(piece)
            if joined == head:
                return list(page[count:])
            if not head.startswith(joined):
                break
    return list(page)


def blocks_of(showing: Showing) -> Iterator[Block]:
    """Yield the blocks of a paper, in order."""
    term = ""
    for shown in showing.body:
        match shown:
            case Passage():
                spans = shown.spans
                first = spans[0].text if spans else ""
                repeated = bool(first) and first == term and first.endswith(":\t")
                term = first
                yield Block(shown.place, spans[1:] if repeated else spans, shown.number)
            case ShownTable():
                for row in shown.rows:
                    spans = tuple(
                        span for cell in row for span in (*cell.spans, Span("\n")) if span.text
                    )
                    yield Block(row[0].place if row else shown.place, spans)


def heads_of(showing: Showing) -> list[str]:
    """Return the row of headings of each table, without white space."""
    return [
        solid("".join(cell.text for cell in table.rows[0]))
        for table in showing.tables
        if table.rows
    ]


def gaps_between(text: SolidText, blocks: Sequence[Block]) -> Iterator[Gap]:
    """Yield what stands between the blocks that are found in a text, where there is anything."""
    blocks = [block for block in blocks if block.solid]
    chain = longest_chain(text.solid, [block.solid for block in blocks])
    end, first = 0, 0
    for index, start in [*chain, (len(blocks), len(text.solid))]:
        missing = tuple(blocks[first:index])
        words = text.between(end, start)
        if missing or words.strip():
            last = blocks[first - 1] if first else None
            yield Gap(words, missing, last, blocks[index] if index < len(blocks) else None)
        if index < len(blocks):
            end, first = start + len(blocks[index].solid), index + 1
