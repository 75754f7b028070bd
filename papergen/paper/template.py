"""Rendering a text template: sandboxed Jinja whose values are put aside and whose lines are known.

Jinja's comments are written ``{## … ##}`` here, because ``{#label}`` is an attribute in Markdown.
"""

from __future__ import annotations

import re
import traceback
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_eval_context,
)
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from papergen.figure import UnitMismatch
from papergen.finding import BadInput, Findings, Place
from papergen.paper.charting import CHARTING
from papergen.paper.document import Origin
from papergen.paper.placeholder import Placeholders, narrative
from papergen.paper.wording import FILTERS, WordingError, describe, says
from papergen.spelling import did_you_mean

_LINE_OPEN, _LINE_CLOSE = "\ue002", "\ue003"
_LINE_MARK = re.compile(f"{_LINE_OPEN}([0-9]+):([0-9]+){_LINE_CLOSE}")

_JINJA_FILTERS = (
    "batch default dictsort first groupby last length list map max min reject rejectattr reverse "
    "round select selectattr slice sort sum trim unique".split()
)


@dataclass(frozen=True, slots=True)
class RenderedText:
    """The Markdown that a template made, with placeholders for its values.

    :param lines: the text, line by line.
    :param origins: for each line of the text, where in a template it comes from.
    :param untraced: phrases with numbers that come from no workbook.
    """

    text: str
    lines: tuple[str, ...]
    origins: tuple[Origin, ...]
    placeholders: Placeholders
    untraced: tuple[str, ...] = ()

    def line(self, number: int) -> str:
        """Return a line of the text, counted from 0; empty where there is none."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def origin(self, line: int) -> Origin:
        """Return where a line of the text, counted from 0, comes from."""
        return self.origins[min(max(line, 0), len(self.origins) - 1)]


class KnownNames(StrictUndefined):
    """A name that a template uses and nothing defines; its message lists the names that exist."""

    top_names: tuple[str, ...] = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        known = sorted(self.top_names)
        if self._undefined_obj is not missing:
            known = _names(self._undefined_obj)
        if not known:
            return f"“{name}”, which {describe(self._undefined_obj)} does not have"
        return f"“{name}”, which is not among {', '.join(known)}{did_you_mean(name, known)}"


def known_names(names: Iterable[str]) -> type[KnownNames]:
    """Return the class of undefined names whose messages list the names that there are."""
    return type("KnownNames", (KnownNames,), {"top_names": tuple(names)})


def _names(holder: object) -> list[str]:
    """Return the public names of a value of the context."""
    if isinstance(holder, Mapping):
        return sorted(str(key) for key in holder)
    if type(holder).__module__.startswith("papergen."):
        return sorted(name for name in dir(holder) if not name.startswith("_"))
    return []


_UNTRACED = re.compile(r"\{#+\s*untraced:(?P<phrases>.*?)#+\}", re.DOTALL)


def untraced_phrases(template: str) -> Iterator[str]:
    """Yield what the comments of a template list as numbers that come from no workbook.

    Such a comment reads ``{## untraced: 20 weeks; section 19 ##}``.
    """
    for comment in _UNTRACED.finditer(template):
        phrases = (" ".join(phrase.split()) for phrase in comment["phrases"].split(";"))
        yield from (phrase for phrase in phrases if phrase)


class _LineMarks(Extension):
    """Marks each line of a template's own text with the template and line that it stands on."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        phrases: list[str] = self.environment.untraced  # type: ignore[attr-defined]
        phrases += untraced_phrases(source)
        return source

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        names: list[str] = self.environment.template_names  # type: ignore[attr-defined]
        name = stream.name or ""
        if name not in names:
            names.append(name)
        index = names.index(name)
        for token in stream:
            if token.type == "data":
                lines = token.value.split("\n")
                marked = "\n".join(
                    f"{_LINE_OPEN}{index}:{token.lineno + offset}{_LINE_CLOSE}{line}"
                    for offset, line in enumerate(lines)
                )
                yield Token(token.lineno, token.type, marked)
            else:
                yield token


def template_environment(
    folders: Iterable[Path], names: Iterable[str], placeholders: Placeholders
) -> ImmutableSandboxedEnvironment:
    """Return the environment in which templates run: what they may call, and nothing else.

    :param folders: where templates and the templates that they include are looked for, in order.
    :param names: what a template may name, for messages about what it may not.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=known_names(names),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    set_up(environment, placeholders, partial(narrative, placeholders))
    environment.template_names = []  # type: ignore[attr-defined]
    environment.untraced = []  # type: ignore[attr-defined]
    environment.add_extension(_LineMarks)
    return environment


def set_up(
    environment: ImmutableSandboxedEnvironment,
    placeholders: Placeholders,
    narrate: Callable[[Any], object],
) -> None:
    """Give an environment papergen's filters, tests and functions, and its way of printing.

    :param narrate: the ``narrative`` filter, which a Word form needs in a form of its own.
    """

    # Taking the evaluation context keeps Jinja from working constants out when it compiles.
    @pass_eval_context
    def put_aside(_: EvalContext, value: object) -> object:
        return placeholders.put_aside(value)

    environment.finalize = put_aside
    kept = {name: environment.filters[name] for name in _JINJA_FILTERS}
    environment.filters = {**kept, **FILTERS, "narrative": narrate}
    environment.tests["saying"] = says
    environment.globals = {**CHARTING, "range": environment.globals["range"]}


def render_text(
    template: str, folders: Iterable[Path], names: Mapping[str, object]
) -> RenderedText:
    """Return the Markdown of a template.

    :param template: file name of the template.
    :param names: what the template may name.
    :raises BadInput: naming the template and line, if it is missing, malformed, or asks for
        something that the context does not have.
    """
    placeholders = Placeholders()
    environment = template_environment(folders, names, placeholders)
    try:
        marked = environment.get_template(template).render(names)
    except Exception as error:
        raise BadInput(template_findings(error, template)) from error
    names_of_templates: list[str] = environment.template_names  # type: ignore[attr-defined]
    rendered = _unmark(marked, names_of_templates, placeholders)
    return replace(rendered, untraced=tuple(environment.untraced))  # type: ignore[attr-defined]


def _unmark(marked: str, names: list[str], placeholders: Placeholders) -> RenderedText:
    pieces: list[str] = []
    starts: list[int] = [0]
    origins: list[Origin] = [Origin(names[0] if names else "", 1)]
    position = length = 0
    for match in _LINE_MARK.finditer(marked):
        piece = marked[position : match.start()]
        pieces.append(piece)
        length += len(piece)
        starts.append(length)
        origins.append(Origin(names[int(match.group(1))], int(match.group(2))))
        position = match.end()
    pieces.append(marked[position:])
    text = "".join(pieces)
    lines = tuple(text.split("\n"))
    return RenderedText(text, lines, tuple(_line_origins(lines, starts, origins)), placeholders)


def _line_origins(
    lines: Iterable[str], starts: list[int], origins: list[Origin]
) -> Iterator[Origin]:
    """Yield the origin of each line: that of the last mark at or before its first character."""
    position = 0
    for line in lines:
        yield origins[bisect_right(starts, position) - 1]
        position += len(line) + 1


def template_findings(error: Exception, template: str) -> Findings:
    """Return what a template's failure means for whoever edits it."""
    findings = Findings()
    match error:
        case TemplateNotFound():
            findings.error(
                "missing-template",
                Place(template),
                found=f"no template called “{error.name}”",
                expected="a file of that name in the meeting's templates or papergen's own",
                mend="Correct the name in meeting.toml or in the template that includes it.",
            )
        case TemplateAssertionError():
            findings.error(
                "unknown-filter",
                Place(error.name or template, line=error.lineno),
                found=error.message or "an unknown filter or test",
                expected="one of papergen's filters and tests" + _filter_meant(error),
                mend="Correct the name after the bar.",
            )
        case TemplateSyntaxError():
            findings.error(
                "template-syntax",
                Place(error.name or template, line=error.lineno),
                found=error.message or "a Jinja tag that cannot be understood",
                expected="Jinja tags, each opened and closed",
                mend="Mend the tag on that line.",
            )
        case UndefinedError():
            findings.error(
                "unknown-name",
                _place(error, template),
                found=error.message or "a name that is not defined",
                expected="a name that the workbooks or the meeting give",
                mend="Correct the name, or add the entry to the workbook that it should come from.",
            )
        case _:
            findings.error(
                "template-value",
                _place(error, template),
                found=_told(error),
                expected="a value that can be worked with and printed in that way",
                mend="Use the filter for that kind of value, or leave it out where it is blank.",
            )
    return findings


def _told(error: Exception) -> str:
    """Return what an error says; what Python says of its own types is said otherwise."""
    if isinstance(error, (WordingError, UnitMismatch, SecurityError)):
        return str(error)
    return "an operation that these values cannot take, such as dividing by a figure"


def _filter_meant(error: TemplateAssertionError) -> str:
    name = re.search(r"'(\w+)'", error.message or "")
    return did_you_mean(name[1], [*FILTERS, *_JINJA_FILTERS, "narrative"]) if name else ""


def _place(error: Exception, template: str) -> Place:
    """Return the last line of a template that was at work when an error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if Path(frame.filename).suffix != ".py" and not frame.filename.startswith("<frozen"):
            return Place(Path(frame.filename).name, line=frame.lineno)
    return Place(template)
