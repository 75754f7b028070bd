"""Figures of an edited paper: each control shows what is printed now, unless it was typed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from papergen.ooxml.content_control import bind, bound_controls, is_bindable, tag_control, unbind
from papergen.ooxml.control_text import (
    change_text,
    holds_changes,
    is_inserted,
    show_text,
    shown_text,
)
from papergen.ooxml.text import without_forbidden
from papergen.paper.imprint import Imprint
from papergen.proof.refreshing import Control, Refreshing, Update, is_same, short
from papergen.proof.whereabouts import Whereabouts


def refresh_figures(work: Refreshing) -> None:
    """Have all controls show what is printed now, and the store say so.

    What is typed over is left and told of, as is what is no longer printed, or nowhere linked.
    """
    shown: dict[str, list[Control]] = defaultdict(list)
    for control in work.controls():
        if control.is_live:
            shown[control.id].append(control)
    for id, controls in shown.items():
        fresh = work.printed.get(id)
        if fresh is not None:
            _refresh_figure(fresh, controls, work)
    for id in work.pending.keys() - shown.keys():
        work.store.write(work.printed[id], work.uses[id])
    for id in work.removed - shown.keys():
        work.store.forget(id)
    _tell_of_gone(shown, work)
    _tell_of_missing(shown, work)


@dataclass(slots=True)
class _Shown:
    """How the controls of a figure turned out.

    :param kept: those that were typed over, each with its text.
    :param places: where those that were brought up to date stand, by what they showed before.
    """

    right: list[Control] = field(default_factory=list)
    kept: list[tuple[Control, str]] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def _refresh_figure(fresh: Imprint, controls: Iterable[Control], work: Refreshing) -> None:
    text = without_forbidden(fresh.text)
    outcome = _Shown()
    for control in controls:
        printed, said = _said(control, work)
        if is_same(said, text):
            if not is_same(shown_text(control.element), text):
                show_text(control.element, text)
        elif work.force or (printed is not None and is_same(said, printed)):
            outcome.places[said].append(work.where.of(control.element, control.story))
            _show(control, text, work)
        else:
            outcome.kept.append((control, said))
            continue
        outcome.right.append(control)
    for before, places in outcome.places.items():
        work.updates.append(Update("figure", fresh.name, before, text, tuple(places)))
    for control, said in outcome.kept:
        _tell_of_typed(control, said, fresh, work)
    _write_store(fresh, outcome, work)


def _said(control: Control, work: Refreshing) -> tuple[str | None, str]:
    """Return what papergen last printed in a control, if it is known, and what it says now.

    A control says what it shows; but where it shows what was printed and the store has another
    text, Word will show that.
    """
    place = control.place or 1
    imprint = work.store.imprint(control.id, place) or work.store.imprint(control.id)
    shown = shown_text(control.element)
    if imprint is None:
        return None, shown
    held = work.store.held(control.id, control.place)
    if is_same(shown, imprint.text) and held is not None:
        return imprint.text, held
    return imprint.text, shown


def _show(control: Control, text: str, work: Refreshing) -> None:
    element = control.element
    if work.tracking is None or is_inserted(element):
        show_text(element, text)
    else:
        tag_control(element, control.id)
        change_text(element, text, work.tracking)
        unbind(element)


def _write_store(fresh: Imprint, outcome: _Shown, work: Refreshing) -> None:
    """Have the store hold what each control shows, and bind the controls accordingly.

    What was typed over in one of several controls gets a place of its own: else Word would show
    the same in all of them.
    """
    held: dict[int, str] = {}
    if outcome.right:
        work.store.write(fresh, work.uses[fresh.id])
        held[1] = without_forbidden(fresh.text)
        for control in outcome.right:
            _settle(control, held[1])
    for control, said in outcome.kept:
        if not control.place or fresh.id not in work.store:
            continue
        if not is_bindable(said):
            bind(control.element, fresh.id, said)
        elif control.place not in held:
            held[control.place] = said
            work.store.hold(fresh.id, control.place, said)
        elif not is_same(held[control.place], said):
            place = work.store.another_place(fresh.id, said)
            held[place] = said
            bind(control.element, fresh.id, said, place)


def _settle(control: Control, text: str) -> None:
    """Bind a control that shows a figure as it is, unless changes in it are still tracked."""
    element = control.element
    if holds_changes(element):
        return
    bound = 1 if is_bindable(text) else 0
    plain = element.find(f"{qn('w:sdtPr')}/{qn('w:text')}")
    if control.place != bound or plain is None:
        tag_control(element, control.id)
        bind(element, control.id, text)
    elif "\n" in text:
        plain.set(qn("w:multiLine"), "1")


# --- Telling --------------------------------------------------------------------------------------


def _tell_of_typed(control: Control, said: str, fresh: Imprint, work: Refreshing) -> None:
    imprint = work.store.imprint(control.id)
    before = "" if imprint is None else f", where papergen wrote “{short(imprint.text)}”"
    work.findings.warn(
        "typed-over",
        work.place(work.where.of(control.element, control.story)),
        found=f"“{short(said)}”{before} ({short(fresh.name)})",
        expected=f"“{short(fresh.text)}”",
        mend="Leave it if it is meant so; if not, correct it, or refresh with --force.",
    )


def _tell_of_gone(shown: dict[str, list[Control]], work: Refreshing) -> None:
    """Tell of figures that the paper prints no more, together where they stand together."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for id, controls in shown.items():
        if id in work.printed or id in work.reworded or id not in work.store:
            continue
        for control in controls:
            place = work.where.of(control.element, control.story)
            by_place[place].append(f"“{short(shown_text(control.element))}”")
    for place, texts in by_place.items():
        work.findings.warn(
            "figure-gone",
            work.place(place),
            found=f"{_listed(texts)}, which the paper prints no more",
            expected="figures that the paper prints",
            mend="Take them out, or write the passage anew.",
        )


def _tell_of_missing(shown: dict[str, list[Control]], work: Refreshing) -> None:
    """Tell of figures that the paper prints and that have no control, or not in each place."""
    missing = {
        id
        for id, uses in work.uses.items()
        if len(shown.get(id, ())) + work.pending[id] + work.told[id] < uses
    }
    if not missing:
        return
    by_place: dict[tuple[bool, tuple[str, ...]], list[str]] = defaultdict(list)
    places = _fresh_places(missing, work)
    for id in work.printed:
        if id in missing:
            key = id in work.store, tuple(dict.fromkeys(places[id]))
            by_place[key].append(f"“{short(work.printed[id].text)}”")
    for (was_there, where), texts in by_place.items():
        if was_there:
            work.findings.warn(
                "figure-not-linked",
                work.place(", ".join(where)),
                found=f"{_listed(texts)} in fewer places than papergen knows of",
                expected=f"{_listed(texts)} wherever the paper prints it",
                mend="Leave it so if somebody deleted it; if it still stands, check it by hand.",
            )
        else:
            work.findings.warn(
                "new-figure",
                work.place(", ".join(where)),
                found=f"no place for {_listed(texts)}",
                expected="the passage as the paper words it now",
                mend="Build the paper, and copy the passage from there.",
            )


def _fresh_places(ids: set[str], work: Refreshing) -> dict[str, list[str]]:
    """Return where the fresh document prints some figures."""
    where = Whereabouts()
    places: dict[str, list[str]] = defaultdict(list)
    for _, root in work.fresh.stories():
        for element, id in bound_controls(root):
            if id in ids:
                places[id].append(where.of(element))
    return places


def _listed(texts: list[str]) -> str:
    texts = list(dict.fromkeys(texts))
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
