"""The words around the figures of an edited paper: they belong to the person who edits it.

They stay as they are. But where papergen words a passage otherwise now, because a forecast is no
longer above the plan, say, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from papergen.ooxml.passage import Passage, paragraphs_of_figures
from papergen.proof.pairing import pairs
from papergen.proof.refreshing import Refreshing


def check_wording(before: Sequence[Passage], work: Refreshing) -> list[Passage]:
    """Tell of the paragraphs that are worded otherwise now, and return what is known of them.

    What is told of stays known as it was, so that it is told of until somebody has changed it.

    :param before: the paragraphs with figures as papergen last wrote them.
    """
    edited = paragraphs_of_figures(work.edited.document, work.known)
    fresh = paragraphs_of_figures(work.fresh.document)
    figures = [passage.figures for passage in fresh]
    here = pairs(figures, [passage.figures for passage in edited])
    earlier = pairs(figures, [passage.figures for passage in before])
    known: list[Passage] = []
    for number, passage in enumerate(fresh):
        if number not in earlier or number not in here:
            known.append(passage)
            continue
        was, now = before[earlier[number]], edited[here[number]]
        if was.reads_like(passage) or now.reads_like(passage):
            known.append(passage)
            continue
        known.append(was)
        _tell(now, passage, work)
    return known


def _tell(now: Passage, fresh: Passage, work: Refreshing) -> None:
    assert now.element is not None
    work.tell_apart(now, fresh)
    work.findings.warn(
        "worded-otherwise",
        work.place(work.where.of(now.element)),
        found="words that papergen wrote before the figures changed",
        expected=f"“{work.words_of(fresh)}”",
        mend="Word the passage anew around its figures.",
    )
