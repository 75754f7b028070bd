"""Filling a Word form: a document with Jinja tags, edited in Word, becomes a document.

docxtpl runs the tags, in rows (``{%tr … %}``), paragraphs (``{%p … %}``) and runs; values enter
afterwards, as in every template, so that a form's text and a cell's text never mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from papergen.finding import BadInput, Finding, Findings, Place
from papergen.ooxml.chart_part import chart_drawing
from papergen.ooxml.drawing import picture_drawing
from papergen.ooxml.filling import fill_story
from papergen.ooxml.package import save_document
from papergen.paper.compose import TitlePage
from papergen.paper.document import Chart, Picture
from papergen.paper.placeholder import Placeholders, read_passage
from papergen.paper.template import known_names, set_up, template_findings

_TAG = re.compile(r"<[^>]+>")


class _FormEnvironment(ImmutableSandboxedEnvironment):
    """Remembers the XML of each part that it compiles, in which docxtpl gives every paragraph a
    line of its own, so that a line number can be told as the paragraph's words."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(autoescape=True, undefined=known_names(names))
        self.compiled: list[str] = []

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        self.compiled.append(str(source))
        return super().from_string(source, *args, **options)

    def words_near(self, line: int | None) -> str:
        """Return the words of the paragraph on a line of the part compiled last."""
        lines = self.compiled[-1].splitlines() if self.compiled else []
        if line is None or not 0 < line <= len(lines):
            return ""
        words = " ".join(_TAG.sub("", lines[line - 1]).split())
        return words if len(words) <= 80 else words[:79] + "…"


def fill_form(
    form: str, folders: Iterable[Path], names: Mapping[str, object], page: TitlePage
) -> bytes:
    """Return the filled form as the bytes of a ``.docx``.

    :param form: file name of the form.
    :param folders: where it is looked for, in order.
    :param names: what its tags may name.
    :raises BadInput: naming the form and the words near the tag at fault.
    """
    path = _find(form, folders)
    placeholders = Placeholders()
    environment = _FormEnvironment(names)
    set_up(environment, placeholders, read_passage)
    template = DocxTemplate(path)
    try:
        template.render(dict(names), environment, autoescape=True)
    except Exception as error:
        raise BadInput(_form_findings(error, form, environment)) from error
    document = template.docx
    for part in _stories(document.part):
        fill_story(
            part.element,
            placeholders.fill_in,
            lambda shown, part=part: _draw(part, shown),
            bullet_style=document.styles["Bullet"].style_id,
        )
    return save_document(document, page)
