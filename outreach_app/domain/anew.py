"""A round that is gone, to be entered once more from what was typed of it."""

from dataclasses import replace

from outreach_app.domain.drafts import RoundDraft


def anew(draft: RoundDraft) -> RoundDraft:
    """The same, of which nothing is in the store yet."""
    visits = [
        replace(visit, id=None, encounters=[replace(encounter, id=None) for encounter in visit.encounters])
        for visit in draft.visits
    ]
    return replace(draft, id=None, base=None, visits=visits)
