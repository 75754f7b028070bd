"""The sample's activity by month: plan to March 2025, actual figures to August 2024."""

from datetime import date
from decimal import Decimal

from papergen.inputs.financial_profile import ACTIVITY
from papergen.inputs.workbook_writer import FilledTable, RowContent

ACTUAL = "Illustrative."
PLAN = "Illustrative. Plan only."

# Month; requests planned, received; assessments planned, completed; plans planned, issued;
# percentage of them issued in 20 weeks; backlog at the month's end.
MONTHS = """
    2023-01   82  84   54  52   50  48   52  144
    2023-02   84  88   55  55   51  51   50  150
    2023-03   86  93   57  58   53  54   49  153
    2023-04   87  91   57  54   53  50   47  163
    2023-05   89  97   58  60   54  56   46  166
    2023-06   90 102   59  61   55  57   45  171
    2023-07   92 104   59  59   55  55   44  178
    2023-08   88  96   50  48   46  45   41  197
    2023-09   94 106   59  57   55  53   40  207
    2023-10   95 111   60  60   56  56   38  219
    2023-11   97 114   60  62   56  58   37  230
    2023-12   96 112   58  58   54  54   36  246
    2024-01   98 116   64  74   60  69   35  245
    2024-02   99 118   68  86   64  81   36  234
    2024-03  100 115   70  93   66  87   38  218
    2024-04  100 117   72  97   68  91   41  197
    2024-05  101 119   74 104   70  98   45  171
    2024-06  101 118   76 109   72 103   49  141
    2024-07  102 116   78 106   74 100   53  115
    2024-08   96 114   66  94   62  88   56   99
    2024-09  102   -   76   -   72   -    -    -
    2024-10  103   -   78   -   74   -    -    -
    2024-11  103   -   78   -   74   -    -    -
    2024-12  100   -   72   -   68   -    -    -
    2025-01  104   -   76   -   72   -    -    -
    2025-02  104   -   76   -   72   -    -    -
    2025-03  105   -   78   -   74   -    -    -
"""


def activity_table() -> FilledTable:
    """Return the table of activity; months to come have the plan alone."""
    rows = [_row(line.split()) for line in MONTHS.strip().splitlines()]
    guidance = (
        "Actual figures to August 2024. The counts are illustrative; the trend in them is in "
        "the Schools Forum minutes, 10 October 2024."
    )
    return FilledTable(ACTIVITY, rows, guidance=guidance)


def _row(words: list[str]) -> RowContent:
    month, *figures = words
    counts = [None if figure == "-" else int(figure) for figure in figures]
    share = counts[6]
    return {
        "Month": date.fromisoformat(f"{month}-01"),
        "Requests forecast": counts[0],
        "Requests": counts[1],
        "Assessments forecast": counts[2],
        "Assessments": counts[3],
        "Plans issued forecast": counts[4],
        "Plans issued": counts[5],
        "Issued in 20 weeks": None if share is None else Decimal(share) / 100,
        "Backlog": counts[7],
        "Notes": PLAN if share is None else ACTUAL,
    }
