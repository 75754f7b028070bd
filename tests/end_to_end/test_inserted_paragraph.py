"""A paragraph that somebody puts into the built report in Word renumbers all that follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from libreoffice import LibreOffice
from published import Paper, Piece, Pieces, numbered, read_word


def moved(piece: Piece) -> Piece:
    """The piece as it must read once there is another paragraph before paragraph 9."""

    def later(number: str) -> str:
        return str(int(number) + 1) if number.isdigit() and int(number) >= 9 else number

    reference = re.compile(r"(?P<kind>paragraphs? )(?P<one>[0-9]+)(?: and (?P<two>[0-9]+))?")
    words = reference.sub(
        lambda match: match["kind"]
        + " and ".join(later(number) for number in (match["one"], match["two"]) if number),
        piece.words,
    )
    return Piece(later(piece.number), words)


@pytest.fixture(scope="module")
def edited(built: Path, libreoffice: LibreOffice) -> Pieces:
    """The report with a paragraph put in before paragraph 9, and its fields brought up to date."""
    document = (built / "public" / "07-send-transformation-update.docx").read_bytes()
    (reading,) = libreoffice.read(document, insert_before="The second monitoring report was sent")
    return read_word(reading)


def test_paragraphs_and_references_move_up_by_one_and_nothing_else_does(
    report: Paper, edited: Pieces
) -> None:
    before = report.pieces["docx"]
    place = next(index for index, piece in enumerate(before) if piece.number == "9")
    expected = [moved(piece) for piece in before]
    expected.insert(place, Piece("9", "Put in between"))
    assert edited == expected


def test_paragraph_13_becomes_14_where_it_is_referred_to(report: Paper, edited: Pieces) -> None:
    before, now = numbered(report.pieces["docx"]), numbered(edited)
    assert "(paragraph 13)" in before["(a)"] and "(paragraph 14)" in now["(a)"]
    assert "(paragraphs 15 and 16)" in before["(b)"] and "(paragraphs 16 and 17)" in now["(b)"]
    assert now["14"] == before["13"] and now["8(h)"] == before["8(h)"]
