"""The built-in terms of consultations and their meetings."""

from outreach_app.i18n import N_

AT_THE_TABLE: dict[str, dict[str, str]] = {
    "consultation_function": {
        "forum": N_("Forum"),
        "action": N_("Action"),
        "signal_advice": N_("Signal and advice"),
    },
    "consultation_level": {
        "strategic": N_("Strategic"),
        "official": N_("Official"),
        "thematic": N_("Thematic"),
    },
    "verdict": {"keep": N_("Keep"), "adjust": N_("Adjust"), "merge": N_("Merge together")},
    "meeting_state": {
        "planned": N_("Planned"),
        "agenda_fixed": N_("Agenda fixed"),
        "held": N_("Held"),
        "minutes_sent": N_("Minutes sent"),
    },
    "preparation": {
        "place": N_("Place chosen"),
        "invited": N_("Invitations sent"),
        "partners": N_("Prepared with partners"),
        "chair_input": N_("Chair's own input ready"),
        "moderation": N_("Moderation agreed"),
        "minutes_taker": N_("Minutes taken by somebody"),
        "alderman": N_("Alderman knows what is asked"),
    },
    "purpose": {
        "professionalisation": N_("Professionalise"),
        "signal": N_("Give a signal"),
        "alignment": N_("Align"),
        "exchange": N_("Exchange"),
        "vision": N_("Vision and strategy"),
        "policy_choice": N_("Dialogue on a policy choice"),
    },
    "item_origin": {
        "overdue": N_("Agreement that is late"),
        "signal": N_("Ripe signal"),
        "feedback": N_("Feedback due"),
        "joint": N_("Joint preparation"),
        "standing": N_("Standing item"),
        "input": N_("Chair's own input"),
        "open": N_("Open question"),
    },
    "late_change": {"added": N_("Added later"), "changed": N_("Changed later"), "dropped": N_("Dropped later")},
    "item_outcome": {
        "agreement": N_("Agreement"),
        "decision": N_("Decision"),
        "reason": N_("Nothing, with a reason"),
    },
}
FIXED_AT_THE_TABLE = frozenset({"verdict", "meeting_state", "item_origin", "late_change", "item_outcome"})
"""Those that carry rules."""
