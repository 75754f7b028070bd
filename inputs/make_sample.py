"""Write the workbooks and the finished appendix of the sample meeting, inputs/2024-10-10.

    python inputs/make_sample.py [FOLDER]

The meeting.toml there is written by hand. The same script always writes the same files.
"""

import sys
from datetime import date
from pathlib import Path

from sample.condition_tracker import tracker_tables
from sample.financial_profile import profile_tables

from papergen.inputs.workbook_writer import write_workbook
from papergen.renderers.pdf import render_pdf

HERE = Path(__file__).resolve().parent
MEETING = date(2024, 10, 10)
STRATEGY = "appendix-1-send-and-ap-strategy.pdf"


def write_sample(folder: Path) -> None:
    """Write all that is made into a folder that is there."""
    write_workbook(
        folder / "condition_tracker.xlsx", "Condition tracker", tracker_tables(), MEETING
    )
    write_workbook(
        folder / "financial_profile.xlsx", "Financial profile", profile_tables(), MEETING
    )
    page = (HERE / "sample" / "send-and-ap-strategy.html").read_text(encoding="utf-8")
    (folder / STRATEGY).write_bytes(render_pdf(page))


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / str(MEETING))
