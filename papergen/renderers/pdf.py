"""A page as an accessible PDF, through WeasyPrint."""

from __future__ import annotations

import re
from hashlib import sha256

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from papergen.renderers.pdf_tags import mend_tags

# A page prints nothing of where its figures come from, and WeasyPrint breaks lines early around
# elements within them.
_SOURCES = re.compile(r"</?data\b[^>]*>")


def render_pdf(page: str) -> bytes:
    """Return the PDF that a page of :func:`papergen.renderers.html.render_html` prints as.

    It is tagged as PDF/UA-1 (ISO 14289-1) asks, has the page's headings as bookmarks and its
    metadata as properties, and is the same, byte for byte, for the same page and fonts. Nothing is
    read for it but what the page holds in ``data:`` addresses.

    :raises weasyprint.urls.FatalURLFetchingError: if the page asks for anything else.
    """
    return bytes(
        HTML(
            string=_SOURCES.sub("", page),
            url_fetcher=URLFetcher(allowed_protocols=("data",), fail_on_errors=True),
        ).write_pdf(
            finisher=mend_tags,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(page.encode()).digest()[:16],
        )
    )
