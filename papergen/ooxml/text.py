"""Text as XML can hold it."""

from __future__ import annotations

import re

# All but Char (XML 1.0, production 2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_forbidden(text: str) -> str:
    """Return a text without the characters that XML forbids, such as NUL and lone surrogates."""
    return _FORBIDDEN.sub("", text)
