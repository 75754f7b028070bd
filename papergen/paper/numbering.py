"""Numbering: the one pass that gives paragraphs, tables, figures and references their numbers.

Word counts in the same way by itself (ECMA-376 part 1, 17.9): a level restarts after each paragraph
of a level above it, and runs on otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from roman import toRoman

from papergen.finding import Findings, Place
from papergen.paper.document import (
    Appendix,
    Block,
    Bullet,
    Detail,
    Emphasis,
    Heading,
    Illustration,
    Inline,
    LabelKind,
    Link,
    Note,
    NumberedParagraph,
    Origin,
    PageBreak,
    Paper,
    PlainParagraph,
    Printed,
    Recommendation,
    Reference,
    Strong,
    Table,
    Text,
    map_inlines,
    plain_text,
)
from papergen.paper.imprint import identify_paper
from papergen.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: its kind, its full number (``8(b)``) and the usual words for it."""

    kind: LabelKind
    number: str
    words: str


def number_paper(paper: Paper, findings: Findings) -> Paper:
    """Return the paper with every number filled in, reference resolved and value identified.

    A reference to a label that nothing carries, and a label carried twice, are errors that name
    the template and line.
    """
    numbered, targets = _number_blocks(paper.blocks, findings)
    blocks = tuple(_resolve_block(block, targets, findings) for block in numbered)
    return identify_paper(replace(paper, blocks=blocks))


def letter(count: int) -> str:
    """Return the letter of the first, second … item, as Word counts: a … z, aa, bb …"""
    repeats, index = divmod(count - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


class _Counters:
    """The counts so far."""

    def __init__(self) -> None:
        self.paragraphs = [0, 0, 0]
        self.recommendations = 0
        self.tables = 0
        self.illustrations = 0

    def has_parent(self, level: int) -> bool:
        """Return whether there is a paragraph for the next one of a level to stand below."""
        return level == 0 or self.paragraphs[level - 1] > 0

    def next_paragraph(self, level: int) -> tuple[str, str]:
        """Return the number that is printed before the next paragraph, and its full number."""
        self.paragraphs[level] += 1
        self.paragraphs[level + 1 :] = [0] * (2 - level)
        body, sub, subsub = self.paragraphs
        printed = [str(body), f"({letter(sub)})" if sub else "", f"({_roman(subsub)})"]
        return printed[level], "".join(printed[: level + 1])


def _roman(count: int) -> str:
    return str(toRoman(count)).lower() if count else ""


def _number_blocks(
    blocks: tuple[Block, ...], findings: Findings
) -> tuple[list[Block], dict[str, Target]]:
    counters = _Counters()
    numbered: list[Block] = []
    targets: dict[str, Target] = {}
    for block in blocks:
        if isinstance(block, NumberedParagraph) and not counters.has_parent(block.level):
            _report_orphan(block, findings)
        block, target = _number_block(block, counters)
        numbered.append(block)
        if target is None or isinstance(block, (PlainParagraph, Bullet, Detail, Note, PageBreak)):
            continue
        if not block.label:
            continue
        if block.label in targets:
            origin = Origin("") if isinstance(block, Appendix) else block.origin
            findings.error(
                "duplicate-label",
                Place(origin.template, line=origin.line or None),
                found=f"the label “{block.label}” a second time",
                expected="each label once in a paper",
                mend="Give one of the two another label, and mend the references to it.",
            )
        targets[block.label] = target
    return numbered, targets


def _report_orphan(block: NumberedParagraph, findings: Findings) -> None:
    """Report what would be numbered 0(a): programs differ in what they make of it."""
    level = ("1", "(a)", "(i)")
    findings.error(
        "list-without-paragraph",
        Place(
            block.origin.template,
            line=block.origin.line or None,
            near="" if block.origin.line else plain_text(block.content)[:60],
        ),
        found=f"a list item {level[block.level]} with nothing numbered above it",
        expected=f"a paragraph {level[block.level - 1]} that the list belongs to",
        mend="Put a paragraph before the list, or write its items as bullets.",
    )


def _number_block(block: Block, counters: _Counters) -> tuple[Block, Target | None]:
    match block:
        case NumberedParagraph():
            printed, full = counters.next_paragraph(block.level)
            return (
                replace(block, number=printed),
                Target("paragraph", full, "paragraph {number}"),
            )
        case Recommendation():
            counters.recommendations += 1
            printed = f"({letter(counters.recommendations)})"
            return (
                replace(block, number=printed),
                Target("paragraph", printed, "recommendation {number}"),
            )
        case Table():
            counters.tables += 1
            number = str(counters.tables)
            return replace(block, number=number), Target("table", number, "Table {number}")
        case Illustration():
            counters.illustrations += 1
            number = str(counters.illustrations)
            return replace(block, number=number), Target("figure", number, "Figure {number}")
        case Appendix():
            return block, Target("appendix", block.number, "Appendix {number}")
        case Heading():
            return block, Target("heading", "", plain_text(block.content))
        case PlainParagraph() | Bullet() | Detail() | Note() | PageBreak():
            return block, None
        case _:
            assert_never(block)


def _resolve_block(block: Block, targets: dict[str, Target], findings: Findings) -> Block:
    return map_inlines(
        block,
        lambda content: tuple(_resolve_inline(inline, targets, findings) for inline in content),
    )


def _resolve_inline(inline: Inline, targets: dict[str, Target], findings: Findings) -> Inline:
    match inline:
        case Text() | Printed():
            return inline
        case Strong(children) | Emphasis(children) | Link(children=children):
            resolved = tuple(_resolve_inline(child, targets, findings) for child in children)
            return replace(inline, children=resolved)
        case Reference():
            return _resolve_reference(inline, targets, findings)
        case _:
            assert_never(inline)


def _resolve_reference(
    reference: Reference, targets: dict[str, Target], findings: Findings
) -> Reference:
    target = targets.get(reference.target)
    if target is None:
        findings.error(
            "missing-label",
            Place(reference.origin.template, line=reference.origin.line or None),
            found=f"a reference to “{reference.target}”, which nothing in the paper is labelled",
            expected="a label that stands in the same paper"
            + did_you_mean(reference.target, targets),
            mend="Correct the reference, or put the label before what it should point to.",
        )
        return reference
    if target.kind == "heading" and "{number}" in reference.text:
        findings.error(
            "heading-without-number",
            Place(reference.origin.template, line=reference.origin.line or None),
            found=f"the number of the heading “{reference.target}”",
            expected="a reference by the heading's words: headings have no number",
            mend="Write [](#label), or words of your own between the brackets.",
        )
    text = reference.text or target.words
    return replace(reference, text=text, kind=target.kind, number=target.number)
