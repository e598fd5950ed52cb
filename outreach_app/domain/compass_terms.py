"""The built-in terms of priorities, the charter, activities and a support centre."""

from outreach_app.i18n import N_

OF_THE_COMPASS: dict[str, dict[str, str]] = {
    "principle": {
        "youth_first": N_("Young people first, the vulnerable above all"),
        "one_story": N_("Leisure in group, voice, bridges and help as one story"),
        "change_systems": N_("Against exclusion by changing systems"),
        "diverse_staff": N_("Staff of different backgrounds"),
        "figures_and_signals": N_("Figures and signals say where attention goes"),
        "small_partners": N_("Small organisations are supported, and partners"),
        "sharing": N_("Knowledge and infrastructure are shared"),
        "across_sectors": N_("Together across sectors"),
        "warm_places": N_("Warm places, and going where young people are"),
    },
    "figure_direction": {
        "more": N_("More attention"),
        "less": N_("Less attention"),
        "none": N_("Does not weigh"),
    },
    "weighing": {
        "needs": N_("Needs"),
        "signals": N_("Signals"),
        "contacts": N_("Contacts per visit"),
        "uncovered": N_("Spots against visits"),
        "figures": N_("Figures of areas"),
    },
    "allocation_kind": {
        "means": N_("Extra means"),
        "open_call": N_("Open call"),
        "agreement": N_("Agreement with an applicant"),
    },
    "activity_kind": {"play": N_("Play"), "strengthen": N_("Strengthen"), "change": N_("Change")},
    "made_with": {"with": N_("With them"), "for": N_("For them")},
    "support_kind": {
        "training": N_("Training"),
        "vision": N_("Vision"),
        "publication": N_("Publication"),
        "tailored": N_("Support made to measure"),
    },
}
FIXED_OF_THE_COMPASS = frozenset({"figure_direction", "weighing"})
"""Those that carry rules."""
