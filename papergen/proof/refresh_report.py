"""What a refresh did, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from papergen.finding import Finding
from papergen.pack.manifest import finding_as_json
from papergen.proof.refresh import Refreshed
from papergen.proof.refreshing import Update, UpdateKind, short

_COUNTED: dict[UpdateKind, tuple[str, str]] = {
    "figure": ("figure", "figures"),
    "row added": ("row added", "rows added"),
    "row removed": ("row removed", "rows removed"),
    "chart": ("chart", "charts"),
    "alternative text": ("alternative text", "alternative texts"),
}
_MOST_PLACES = 3


def as_lines(updates: Iterable[Update]) -> Iterator[str]:
    """Yield a line for each update: what it is, what it was and is now, and where."""
    for update in updates:
        what = f"{update.name}: "
        match update.kind:
            case "row added":
                what += f"added {short(update.after)}"
            case "row removed":
                what += f"removed {short(update.before)}"
            case "chart":
                what = f"chart “{short(update.name)}”: {_chart_words(update)}"
            case "alternative text":
                what += " → ".join(_differing(update.before, update.after))
            case _:
                what += f"{short(update.before) or 'nothing'} → {short(update.after)}"
        if update.kind in {"figure", "chart"}:
            what += f", in {_places(update.places)}"
        yield what


def _differing(before: str, after: str) -> tuple[str, str]:
    """Return the words of two texts from the first to the last in which they differ."""
    one, other = before.split(), after.split()
    while one and other and one[0] == other[0]:
        del one[0], other[0]
    while one and other and one[-1] == other[-1]:
        del one[-1], other[-1]
    return short(" ".join(one)) or "nothing", short(" ".join(other)) or "nothing"


def _chart_words(update: Update) -> str:
    before, after = update.before.split("; "), update.after.split("; ")
    if len(after) > 1:
        return f"{len(after)} points"
    return f"{short(before[0])} → {short(after[0].rpartition(': ')[2] or 'nothing')}"


def _places(places: tuple[str, ...]) -> str:
    first = list(dict.fromkeys(places))
    more = len(first) - _MOST_PLACES
    said = "; ".join(first[:_MOST_PLACES])
    return f"{said}; and in {more} more places" if more > 0 else said


def summary(name: str, refreshed: Refreshed, dry_run: bool) -> str:
    """Return in a line what was done to a file, or what would be."""
    counts = Counter(update.kind for update in refreshed.updates)
    done = [f"{count} {_COUNTED[kind][count > 1]}" for kind in _COUNTED if (count := counts[kind])]
    if not refreshed.changed:
        all_right = "is up to date" if not refreshed.findings else "has no more to bring up to date"
        return f"{name} {all_right}; nothing was written."
    if not done:
        what = "no figure changed, only what papergen records of them"
    else:
        what = ", ".join(done)
    return f"{name}: {what}; {'nothing was written.' if dry_run else 'written.'}"


def as_json(
    refreshed: Refreshed | None, findings: Iterable[Finding], fault: str, dry_run: bool
) -> dict[str, object]:
    """Return what a refresh did for machines to read.

    :param refreshed: nothing if it could not be done.
    :param fault: why it could not, if it is no finding.
    """
    changed = refreshed is not None and refreshed.changed
    return {
        "changed": changed,
        "written": changed and not dry_run,
        "updates": [_update_as_json(update) for update in refreshed.updates] if refreshed else [],
        "findings": [finding_as_json(finding) for finding in findings],
        **({"fault": fault} if fault else {}),
    }


def _update_as_json(update: Update) -> dict[str, object]:
    return {
        "kind": update.kind,
        "name": update.name,
        "before": update.before,
        "after": update.after,
        "places": list(update.places),
    }
