"""The sample's conditions of the agreement, and how they stand at the end of August 2024."""

from datetime import date
from decimal import Decimal

from sample.sources import (
    CAPITAL,
    COMMISSIONING,
    DIRECTOR,
    FINANCE_LEAD,
    FORUM,
    ILLUSTRATIVE,
    INCLUSION,
    SEND_LEAD,
)

from papergen.inputs.condition_tracker import Direction, Measure, Rag, Status
from papergen.inputs.workbook_writer import RowContent

CONDITION_ROWS: list[RowContent] = [
    {
        "Number": 1,
        "Short title": "Early intervention and prevention",
        "Condition": "Increase early support in schools and settings, so that needs are met sooner "
        "and fewer children need a statutory plan in order to be helped.",
        "Status": Status.ON_TRACK,
        "RAG": Rag.GREEN,
        "RAG at last report": Rag.GREEN,
        "Direction of travel": Direction.IMPROVED,
        "Owner": INCLUSION,
        "Due date": date(2027, 3, 31),
        "Evidence": "Early support offer published; outreach teams in post in three of four areas.",
        "Narrative": "Outreach now reaches most primary schools. Recruitment to the fourth team is "
        "under way, and secondary schools join in January 2025.",
        "Notes": "Illustrative, except that early intervention and prevention is a condition and a "
        f"key priority: {FORUM}.",
    },
    {
        "Number": 2,
        "Short title": "Cumulative deficit",
        "Condition": "Keep the cumulative deficit, before Safety Valve payments, within the level "
        "agreed for each year.",
        "Status": Status.NOT_ON_TRACK,
        "RAG": Rag.RED,
        "RAG at last report": Rag.AMBER,
        "Direction of travel": Direction.WORSENED,
        "Owner": FINANCE_LEAD,
        "Due date": date(2025, 3, 31),
        "Evidence": "Revised forecast in the financial profile.",
        "Narrative": "More plans than forecast have entered the system, and the measures in the "
        "agreement are taking longer to reduce spending. Further mitigations are planned.",
        "Measure": Measure.CUMULATIVE_DEFICIT,
        "Threshold year": "2024/25",
        "Threshold": Decimal("84.5"),
        "Unit": "£m",
        "Notes": "Illustrative, except the number, the threshold and the status, which are "
        f"published: {FORUM}.",
    },
    {
        "Number": 3,
        "Short title": "In-year balance",
        "Condition": "Bring spending and income on the high needs block into balance by 2028/29, "
        "and keep them there.",
        "Status": Status.AT_RISK,
        "RAG": Rag.AMBER,
        "RAG at last report": Rag.AMBER,
        "Direction of travel": Direction.WORSENED,
        "Owner": FINANCE_LEAD,
        "Due date": date(2029, 3, 31),
        "Evidence": "Revised forecast and schedule of further mitigations.",
        "Narrative": "The forecast reaches balance in the final year, but only if all further "
        "mitigations are delivered in full and on time.",
        "Measure": Measure.IN_YEAR_BALANCE,
        "Threshold year": "2028/29",
        "Threshold": Decimal("0"),
        "Unit": "£m",
        "Notes": f"Illustrative, except that balance is due by 2028/29: {FORUM}.",
    },
    {
        "Number": 4,
        "Short title": "Local specialist places",
        "Condition": "Create more places in special schools and resource bases, so that children "
        "can be taught nearer home and fewer placements are bought from independent schools.",
        "Status": Status.ON_TRACK,
        "RAG": Rag.GREEN,
        "RAG at last report": Rag.GREEN,
        "Direction of travel": Direction.UNCHANGED,
        "Owner": CAPITAL,
        "Due date": date(2027, 9, 1),
        "Evidence": "Capital programme board minutes; admissions to the two new bases.",
        "Narrative": "Two resource bases opened in April 2024. The additional capital grant "
        "lets special school places in the south of the county be brought forward.",
        "Notes": ILLUSTRATIVE,
    },
    {
        "Number": 5,
        "Short title": "Assessments and reviews",
        "Condition": "Make timely and consistent decisions on assessments and plans, and review "
        "each plan when needs change.",
        "Status": Status.ON_TRACK,
        "RAG": Rag.GREEN,
        "RAG at last report": Rag.AMBER,
        "Direction of travel": Direction.IMPROVED,
        "Owner": SEND_LEAD,
        "Due date": date(2025, 8, 31),
        "Evidence": "Monthly activity figures in the financial profile.",
        "Narrative": "The backlog of assessments has been reduced faster than planned, and more "
        "plans are issued within 20 weeks. The backlog of annual reviews is next.",
        "Notes": f"Illustrative, except that the backlog was cleared sooner: {FORUM}.",
    },
    {
        "Number": 6,
        "Short title": "Alternative provision",
        "Condition": "Give pupils who are at risk of exclusion early help, so that more of them "
        "stay in, or return to, a mainstream school.",
        "Status": Status.AT_RISK,
        "RAG": Rag.AMBER,
        "RAG at last report": Rag.AMBER,
        "Direction of travel": Direction.UNCHANGED,
        "Owner": SEND_LEAD,
        "Due date": date(2026, 8, 31),
        "Evidence": "Exclusion and reintegration figures, summer term 2024.",
        "Narrative": "The new referral panel is working well in two areas. Too few pupils have "
        "returned to mainstream so far, and a reintegration team is being set up.",
        "Notes": ILLUSTRATIVE,
    },
    {
        "Number": 7,
        "Short title": "Preparing for adulthood",
        "Condition": "Offer young people over 16 more routes into local colleges, supported "
        "internships and work.",
        "Status": Status.ON_TRACK,
        "RAG": Rag.GREEN,
        "RAG at last report": Rag.GREEN,
        "Direction of travel": Direction.UNCHANGED,
        "Owner": COMMISSIONING,
        "Due date": date(2026, 9, 1),
        "Evidence": "College agreements; supported internship places for September 2024.",
        "Narrative": "Two colleges are to widen their courses from September 2024, and employers "
        "have offered more supported internships than were planned.",
        "Notes": ILLUSTRATIVE,
    },
    {
        "Number": 8,
        "Short title": "Governance and openness",
        "Condition": "Oversee the programme together with schools, parents, carers and health "
        "partners, and report openly on its progress.",
        "Status": Status.ON_TRACK,
        "RAG": Rag.GREEN,
        "RAG at last report": Rag.GREEN,
        "Direction of travel": Direction.UNCHANGED,
        "Owner": DIRECTOR,
        "Evidence": "Monitoring reports to the DfE; reports to Schools Forum and Cabinet.",
        "Narrative": "The second monitoring report was sent on time. Parents and carers joined the "
        "programme board in July 2024.",
        "Notes": ILLUSTRATIVE,
    },
]
