"""A condition's status says what its figure and its rating say."""

from __future__ import annotations

from papergen.context.condition import Condition
from papergen.finding import Findings, Place
from papergen.inputs.condition_tracker import Rag, Status

_WELL = {Status.ON_TRACK, Status.COMPLETE}


def check_condition_status(condition: Condition, findings: Findings) -> None:
    """Report a condition that is marked as met while its figure, or its rating, says otherwise.

    A council that reports to the DfE under a Safety Valve agreement says how each condition
    stands; a status that the forecast contradicts would be reported as fact.
    """
    status = condition.status
    missed = condition.variance is not None and condition.variance.value > 0
    if missed and status.value in _WELL:
        measured, threshold = condition.measured, condition.threshold
        assert measured is not None and threshold is not None
        findings.warn(
            "status-contradicts-figure",
            Place.of(status.cell),
            found=f"“{status.value.value}” for condition {condition.number.value}, whose figure is "
            f"{measured.to(threshold.unit).normalize():f} ({threshold.unit.value}), in "
            f"{', '.join(str(cell) for cell in measured.sources)}",
            expected=f"at most {threshold.value.normalize():f} ({threshold.unit.value}), the "
            f"threshold in {threshold.sources[0].address}, or another status",
            mend="Correct the status, or the figure.",
        )
    if condition.rag.value is Rag.RED and status.value in _WELL:
        findings.warn(
            "status-contradicts-rating",
            Place.of(condition.rag.cell),
            found=f"Red for condition {condition.number.value}, which is "
            f"“{status.value.value}” in {status.cell.address}",
            expected="a rating that goes with the status",
            mend="Correct the rating, or the status.",
        )
