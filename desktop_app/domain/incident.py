"""What an incident's record holds beside the answers: limits and the names of its details."""

LONGEST_TEXT = 100_000

DETAILS = (
    # what we ask for and why today
    "asked_for",
    "why_today",
    "threshold",
    # tonight
    "where_now",
    "until_when",
    "who_has_them_tonight",
    "safe_number",
    "must_not_answer",
    "must_not_be_told",
    # the child's account
    "child_words",
    "asked_by_whom",
    "child_manner",
    "child_views",
    # harm
    "worry",
    "impact",
    "history",
    "strengths",
    "spread",
    "others_not_known",
    "threats_and_demands",
    "meeting_place",
    # devices and evidence
    "devices",
    "devices_held_by",
    "evidence_kept",
    # a concern about someone who works with children, and a school's own device
    "about_whom",
    "device_access",
    "logs_kept",
    # the family
    "parents_told",
    "parents_agree",
    "parents_not_told_because",
    # what was done and was not
    "done_so_far",
    "not_done",
    "disagreement",
    # who is asking
    "school_name",
    "school_address",
    "school_phone",
    "referrer_name",
    "referrer_role",
    "referrer_phone",
    "referrer_email",
    "reach_out_of_hours",
    "deputy_out_of_hours",
    # where it goes
    "form_goes_to",
)
