"""Answers that make nothing worse, by the ids of the shipped catalogue: not of the test's own."""

from typing import Final

# What the criteria of the English guidance ask of a picture that children passed on.
CRITERIA: Final = (
    "life-in-danger",
    "immediate-risk",
    "offline-meeting",
    "adult-involved",
    "under-13",
    "blackmailed",
    "coerced",
    "groomed",
    "capacity-doubt",
    "sexual-acts",
    "acts-unusual",
    "acts-violent",
    "significant-harm",
    "evidence-at-risk",
    "telling-family-risks-harm",
)
# What its further review asks before a school manages it itself; `risks-manageable` ends it.
REVIEW: Final = (
    "without-consent",
    "malice-or-pressure",
    "passed-beyond",
    "public-online",
    "large-age-gap",
    "extra-vulnerable",
    "repeat",
    "impact-serious",
)
ALL_NO: Final = dict.fromkeys(CRITERIA, "no")
REVIEWED: Final = {**dict.fromkeys(REVIEW, "no"), "risks-manageable": "yes"}
