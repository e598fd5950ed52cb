"""The built-in terms of organisations, what they offer, and how the network is lived in."""

from outreach_app.i18n import N_

OF_THE_NETWORK: dict[str, dict[str, str]] = {
    "organisation_type": {
        "public_welfare": N_("Public welfare (OCMW)"),
        "youth": N_("Youth service"),
        "sport": N_("Sports service"),
        "culture": N_("Culture"),
        "prevention": N_("Prevention"),
        "police": N_("Police"),
        "green": N_("Parks service"),
        "cabinet": N_("Cabinet"),
        "school": N_("School"),
        "pupil_guidance": N_("Pupil guidance (CLB)"),
        "child_family": N_("Child and family"),
        "general_welfare": N_("General welfare (CAW)"),
        "social_housing": N_("Social housing"),
        "employment": N_("Employment (VDAB)"),
        "neighbourhood_work": N_("Neighbourhood work"),
        "youth_work": N_("Youth work"),
        "self_organisation": N_("Self-organisation"),
        "association": N_("Association"),
        "childcare": N_("Childcare"),
        "library": N_("Library"),
        "sports_club": N_("Sports club"),
    },
    "organisation_size": {"small": N_("Small"), "medium": N_("Medium"), "large": N_("Large")},
    "threshold": {
        "cost": N_("Cost"),
        "trusted_person": N_("No trusted person"),
        "registration": N_("Registration"),
        "hours": N_("Hours"),
        "not_for_us": N_("‘Not for us’"),
        "unwelcome": N_("Feeling unwelcome"),
    },
    "offer_kind": {
        "activity": N_("Activity"),
        "help": N_("Help"),
        "meeting_place": N_("Meeting place"),
        "infrastructure": N_("Shared infrastructure"),
        "knowledge": N_("Shared knowledge"),
    },
    "closeness": {
        "met": N_("Met once"),
        "works_with": N_("Works with"),
        "trusts": N_("Calls without a reason"),
    },
    "referral_outcome": {
        "pending": N_("Not known yet"),
        "helped": N_("Found help or a place"),
        "waiting_list": N_("On a waiting list"),
        "turned_away": N_("Turned away"),
        "not_gone": N_("Did not go"),
    },
}
FIXED_OF_THE_NETWORK = frozenset({"closeness", "referral_outcome"})
"""Their codes carry rules."""
