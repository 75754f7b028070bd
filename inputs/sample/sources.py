"""Where the sample's public figures were published, and the officers that it names by post."""

FORUM = "Schools Forum minutes, 10 October 2024"
CABINET_APRIL = "Cabinet minutes, 16 April 2024"
CABINET_OCTOBER = "Cabinet minutes, 8 October 2024"
ILLUSTRATIVE = "Illustrative."

DIRECTOR = "Director of Education and Skills"
SEND_LEAD = "SEND and Alternative Provision Lead"
FINANCE_LEAD = "Finance Lead – High Needs Sustainability"
INCLUSION = "Head of Inclusion"
CAPITAL = "Head of School Organisation and Capital"
COMMISSIONING = "Head of Commissioning"
