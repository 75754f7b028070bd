"""Filling a Word form: a document with Jinja tags, edited in Word, becomes a document.

docxtpl runs the tags, in rows (``{%tr … %}``), paragraphs (``{%p … %}``) and texts; values enter
afterwards, as in every template, so that a form's text and a cell's text never mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree
from lxml.etree import _Element

from papergen.finding import BadInput, Findings, Place
from papergen.forms.faults import (
    FormEnvironment,
    TagsAcross,
    form_findings,
    short_words,
    words_before,
)
from papergen.ooxml.chart_part import chart_drawing, chart_height
from papergen.ooxml.drawing import picture_drawing
from papergen.ooxml.field_results import number_captions
from papergen.ooxml.figure_store import FigureStore
from papergen.ooxml.filling import fill_story, unfilled
from papergen.ooxml.package import save_document
from papergen.ooxml.section import text_width
from papergen.ooxml.table_grid import fit_grids
from papergen.ooxml.tags import gather_tags
from papergen.ooxml.unique import keep_unique
from papergen.paper.compose import TitlePage
from papergen.paper.document import Chart, Picture, Printed
from papergen.paper.imprint import Identities, imprint
from papergen.paper.picture import find_picture
from papergen.paper.placeholder import Placeholders, read_passage
from papergen.paper.template import set_up, untraced_phrases
from papergen.paper.wording import WordingError

_COMMENT_PLACED = re.compile(r"\{#(?:tr|p)\s")


class _Form(DocxTemplate):  # type: ignore[misc]
    """A form whose faults are told; docxtpl by itself leaves out what it cannot make sense of."""

    def fix_tables(self, xml: str) -> _Element:
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise TagsAcross(words_before(xml, error)) from error
        mended: _Element = super().fix_tables(xml)
        return mended


def fill_form(
    form: str, folders: Iterable[Path], names: Mapping[str, object], page: TitlePage
) -> bytes:
    """Return the filled form as the bytes of a ``.docx``.

    :param form: file name of the form.
    :param folders: where it and the pictures that it asks for are looked for, in order.
    :param names: what its tags may name.
    :param page: what the document's properties say.
    :raises BadInput: naming the form and the words near the tag at fault.
    """
    folders = tuple(folders)
    template = _Form(str(_find(form, folders)))
    placeholders = Placeholders()
    environment = FormEnvironment(names)
    set_up(environment, placeholders, read_passage)
    document = _open(template, form)
    width = text_width(document.sections[0]).mm
    environment.globals["picture"] = partial(_picture, folders, width)
    for part in _stories(document):
        gather_tags(part.element)
    try:
        template.render(dict(names), environment, autoescape=True)
    except Exception as error:
        raise BadInput(form_findings(error, form, environment)) from error
    bullet_style = _bullet_style(document)
    figures = FigureStore()
    bind = partial(_bind, figures, Identities())
    for part in _stories(document):
        # Headers are repeated on each page, and papers do not count what stands in them.
        bound = bind if part is document.part else _as_it_is
        draw = partial(_draw, part, width)
        fill_story(part.element, placeholders.fill_in, draw, bound, bullet_style)
    _check_filled(document, form)
    fit_grids(document.element.body)
    keep_unique(document.element.body)
    number_captions(document.element.body)
    if page.key is not None:
        figures.attach(document, page.key)
    return save_document(
        document, title=page.title, author=page.author, subject=page.subject, dated=page.dated
    )


def untraced_in_form(form: str, folders: Iterable[Path]) -> tuple[str, ...]:
    """Return what the comments of a form list as numbers that come from no workbook.

    Such a comment reads ``{#p untraced: 20 weeks; section 19 #}``, in a paragraph of its own.

    :raises BadInput: if there is no such form, or it cannot be read.
    """
    document = _open(_Form(str(_find(form, folders))), form)
    phrases: list[str] = []
    for part in _stories(document):
        gather_tags(part.element)
        for text in part.element.iter(qn("w:t")):
            phrases += untraced_phrases(_COMMENT_PLACED.sub("{#", text.text or ""))
    return tuple(phrases)


def _find(form: str, folders: Iterable[Path]) -> Path:
    for folder in folders:
        path = (folder / form).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path
    raise _bad_form(
        "missing-form",
        Place(form),
        found=f"no form called “{form}”",
        expected="a file of that name in the meeting's templates or papergen's own",
        mend="Correct the name in meeting.toml.",
    )


def _open(template: _Form, form: str) -> Document:
    try:
        template.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise _bad_form(
            "unreadable-form",
            Place(form),
            found="a file that is no Word document, or is protected by a password",
            expected="a Word document (.docx)",
            mend="Open it in Word and save it as a Word document.",
        ) from error
    document: Document = template.docx
    return document


def _bad_form(code: str, place: Place, *, found: str, expected: str, mend: str) -> BadInput:
    findings = Findings()
    findings.error(code, place, found=found, expected=expected, mend=mend)
    return BadInput(findings)


def _stories(document: Document) -> Iterator[XmlPart]:
    """Yield the parts whose text is printed: the body, the headers and the footers."""
    yield document.part
    for relation in document.part.rels.values():
        if relation.reltype in {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}:
            yield relation.target_part


def _bullet_style(document: Document) -> str:
    ids = {style.name: style.style_id for style in document.styles}
    return ids.get("Bullet") or ids.get("List Bullet") or "ListBullet"


def _picture(
    folders: tuple[Path, ...],
    text_width: float,
    file: str,
    alt: str,
    width: float | None = None,
) -> Picture:
    """Return what ``{{ picture("file.png", alt="…") }}`` asks for.

    :param width: on the page, in millimetres; the width of the text if none is given.
    :raises WordingError: if there is no such picture.
    """
    picture = find_picture(file, folders, alt, width or text_width)
    if picture is None:
        raise WordingError(f"no PNG or JPEG picture called “{file}” beside the templates")
    return picture


def _draw(part: XmlPart, text_width: float, shown: Chart | Picture) -> _Element:
    """Return the drawing of a chart as wide as the text, or of a picture no wider."""
    if isinstance(shown, Chart):
        return chart_drawing(part, shown, text_width, chart_height(text_width))
    return picture_drawing(part, replace(shown, width=min(shown.width, text_width)))


def _bind(
    figures: FigureStore, identities: Identities, printed: Printed, run: _Element
) -> _Element:
    """Return the content control that binds a run to the value that it prints."""
    return figures.control(imprint(identities.identify(printed)), [run])


def _as_it_is(printed: Printed, run: _Element) -> _Element:
    return run


def _check_filled(document: Document, form: str) -> None:
    for part in _stories(document):
        for words in unfilled(part.element):
            raise _bad_form(
                "tag-out-of-place",
                Place(form, near=short_words(words)),
                found="a tag that prints where Word shows no text, such as the code of a field",
                expected="tags in paragraphs, in cells and in alternative texts",
                mend="Type the tag in a paragraph.",
            )
