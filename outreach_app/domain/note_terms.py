"""The templates of notes and reports, and the sections they are made of."""

from outreach_app.i18n import N_

OF_NOTES: dict[str, dict[str, str]] = {
    "note_template": {
        "nota": N_("Note"),
        "bundel": N_("Bundle"),
        "reply": N_("Reply to a municipality"),
        "yearly": N_("Yearly report of signals"),
    },
    "note_section": {
        "head": N_("Title and header"),
        "decision": N_("Decision requested"),
        "problem": N_("Occasion and problem"),
        "figures": N_("Facts and figures"),
        "quotes": N_("Voice of young people"),
        "causes": N_("Causes and consequences"),
        "steps": N_("Already tried"),
        "proposal": N_("Proposal and cost"),
        "support": N_("Support base"),
        "follow_up": N_("Follow-up and feedback"),
        "resolution": N_("Proposed resolution"),
        "annexes": N_("Annexes"),
        "key_figures": N_("In figures"),
        "states": N_("How far they came"),
        "realised": N_("What came of it, need by need"),
    },
}
"""Fixed: rules hang on them."""
