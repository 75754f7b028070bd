"""The sample's commentary: the prose that the papers take in. The wording is made up."""

WORDING = "Illustrative wording."
AS_MINUTED = "Illustrative wording; the substance is in Schools Forum minutes, 10 October 2024."

COMMENTARY_ROWS = (
    (
        "strategy",
        "The strategy sets out how the Council, schools, health services and families mean to work "
        "together over the next three years. Its aim is that the needs of children and young "
        "people are noticed early and met well, close to home, whether or not they have an "
        "education, health and care plan.\n"
        "\n"
        "It has four priorities: help at the earliest point, including for children who are not "
        "yet at school; mainstream schools that have the confidence and the support to include "
        "more children; enough of the right specialist and alternative provision in each part of "
        "the county; and good preparation for adult life. The agreement with the DfE rests on the "
        "same priorities, so progress with the two will be reported together.",
        WORDING,
    ),
    (
        "reasons_above_plan",
        "By this stage of the agreement more plans have been issued than it assumed, and this is "
        "the main reason why spending is above the plan. Requests for assessment climbed steeply "
        "after the COVID-19 pandemic, and the first model was built on figures from that time. "
        "Since January 2024 requests have been stable, so the revised forecast stands on firmer "
        "ground. Meanwhile more assessments were completed than planned, and the backlog came down "
        "sooner. Families have waited less, and the cost of the plans has arrived earlier.",
        AS_MINUTED,
    ),
    (
        "time_to_benefit",
        "Most of the planned work has been done on time. What has taken longer than expected is "
        "the effect on spending: a new service has to be staffed and known to schools before it "
        "helps a child, and a child who is settled in a placement will usually stay there. The "
        "reductions in spending will therefore come later than the agreement assumed.",
        AS_MINUTED,
    ),
    (
        "mitigations",
        "To reach an in-year balance by 2028/29, spending has to be reduced by more than the "
        "agreement provides for. Officers have drawn up further mitigations with schools and "
        "health partners, and each has a lead officer and a timetable. They build on work that has "
        "begun, and none of them takes away support that a child’s plan requires.",
        AS_MINUTED,
    ),
    (
        "capital",
        "The additional grant will pay for special school places in the south of the county, and "
        "lets the work there start sooner. A place in a local special school costs less than one "
        "in an independent school and spares the child a long journey.",
        AS_MINUTED,
    ),
    (
        "financial_risk",
        "Accounting regulations at present keep the deficit apart from the Council’s own reserves. "
        "They are due to lapse on 31 March 2026. The part of the deficit that is not met by the "
        "DfE would then be a call on reserves, and payments by the DfE depend on progress with the "
        "conditions. The forecast will be reviewed each month, and reported to the Forum and to "
        "Cabinet.",
        WORDING,
    ),
    (
        "options",
        "This report is an update, and no options are put forward. To do less than the agreement "
        "requires is not an option that officers can support, because the payments by the DfE "
        "depend on it.",
        WORDING,
    ),
    (
        "consultation",
        "Parents and carers, young people, schools, early years settings, colleges and health "
        "partners helped to draw up the strategy. They will be asked to help design each of the "
        "further mitigations before it is put into effect.",
        WORDING,
    ),
    (
        "legal",
        "The Head of Legal Services was consulted on 23 September 2024. The Council’s duties to "
        "children and young people with special educational needs and disabilities, under Part 3 "
        "of the Children and Families Act 2014, apply whatever the state of the budget. Nothing "
        "in this report alters them.",
        WORDING,
    ),
    (
        "equalities",
        "The Equalities Officer was consulted on 23 September 2024. Many of the children and young "
        "people concerned are disabled within the meaning of the Equality Act 2010. An equality "
        "impact assessment was made for the strategy, and one will be made for each further "
        "mitigation before it is put into effect.",
        WORDING,
    ),
    (
        "sustainability",
        "The Climate and Environment Manager was consulted on 24 September 2024. Places nearer "
        "home mean shorter journeys to school. New buildings will meet the Council’s standard for "
        "low energy use.",
        WORDING,
    ),
    (
        "next_steps",
        "Officers will seek the DfE’s agreement to the revised forecast, put the further "
        "mitigations into effect, and bring the next monitoring report to the Forum. Early "
        "intervention and prevention come first, so that schools and families see a difference "
        "soon.",
        AS_MINUTED,
    ),
    (
        "conclusion",
        "Much of what was planned has been done, and children wait less time for an assessment. "
        "Spending will nevertheless be above the agreed level this year. To bring it into balance "
        "by 2028/29, the further mitigations have to succeed, and schools, parents, carers and "
        "the Forum have to be partners in them.",
        AS_MINUTED,
    ),
)
