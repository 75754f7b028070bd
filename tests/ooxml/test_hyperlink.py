"""Addresses of hyperlinks are such as Word opens."""

import docx
import pytest
from docx.text.hyperlink import Hyperlink

from papergen.ooxml.hyperlink import external_hyperlink


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://www.example.org/a?b=1&c=%20#d", "https://www.example.org/a?b=1&c=%20#d"),
        ("mailto:a b@example.org", "mailto:a%20b@example.org"),
        ('https://example.org/<x>|"y"\\é\x00', "https://example.org/%3Cx%3E%7C%22y%22%5C%C3%A9"),
        ("07-appendix-1.pdf", "07-appendix-1.pdf"),
    ],
)
def test_what_no_address_may_hold_is_escaped(target: str, address: str) -> None:
    document = docx.Document()
    element = external_hyperlink(document.part, target, [])
    relation = document.part.rels[Hyperlink(element, document.part)._hyperlink.rId]
    assert (relation.target_ref, relation.is_external) == (address, True)
