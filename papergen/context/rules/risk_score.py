"""A risk's score is its likelihood times its impact."""

from __future__ import annotations

from papergen.context.risk import Risk
from papergen.context.rules.agreeing import cells_of, expect
from papergen.finding import Findings


def check_risk_score(risk: Risk, findings: Findings) -> None:
    """Report a score that is not likelihood times impact."""
    expect(
        "risk-score",
        risk.score,
        risk.likelihood * risk.impact.value,
        f"the likelihood times the impact ({cells_of([risk.likelihood, risk.impact])})",
        "Correct the score; in Excel, let a formula multiply the two.",
        findings,
    )
