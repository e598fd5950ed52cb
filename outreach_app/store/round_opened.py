"""A round as it stood when it was opened for correction: by it is seen what was changed since."""

from typing import Any

from outreach_app.domain.drafts import EncounterDraft, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.i18n import _

Values = dict[str, Any]


class Opened:
    """What stood there when the round was opened: values by record id (the round's own under "")."""

    def __init__(self, base: dict[str, Any] | None) -> None:
        self.values: Values = {}
        self.by_id: dict[Id, Values] = {}
        """As they would be written unchanged."""
        self.stored: dict[Id, Values] = {}
        """As they stood in the store."""
        self.called: dict[Id, str] = {}
        """What the round's page called them."""
        if base is None:
            return
        draft = RoundDraft.from_json(base)
        workers = [pick.id for pick in draft.workers]
        self.values = {"date": draft.date, "start": draft.start, "end": draft.end, "workers": workers}
        for position, visit in enumerate(draft.visits):
            if visit.id:
                spot, area = (pick.id if pick else None for pick in (visit.spot, visit.area))
                place = (None, spot, area) if visit.sensitive else (spot, None, area)
                values = {"position": position, "start": visit.start, "no_contact": visit.no_contact}
                self.by_id[visit.id] = {**values, "place": (visit.spot, visit.area)}
                self.stored[visit.id] = {**values, "place": place}
                self.called[visit.id] = called(visit)
            for number, encounter in enumerate(visit.encounters):
                if encounter.id:
                    self.called[encounter.id] = called(visit, number)
                    needs = [pick.id for pick in encounter.needs]
                    values = encounter_values(encounter)
                    self.by_id[encounter.id] = {**values, "needs": needs}
                    self.stored[encounter.id] = {name: getattr(encounter, name) for name in values}

    @property
    def ids(self) -> set[Id]:
        return set(self.by_id)

    def of(self, id: Id | None) -> tuple[Values, Values]:
        """What stood there, as it would be written unchanged and as the store had it; empty for what is new."""
        return (self.by_id.get(id, {}), self.stored.get(id, {})) if id else ({}, {})


def called(visit: VisitDraft, encounter: int | None = None) -> str:
    """A visit, or one of its encounters by its position, as the round's page calls it."""
    named = (pick.name for pick in (visit.spot, visit.area) if pick is not None and pick.name.strip())
    there = next(named, _("The visit"))
    return there if encounter is None else f"{there} · {_('Encounter {n}').format(n=encounter + 1)}"


def encounter_values(encounter: EncounterDraft) -> Values:
    """As they are written, but for its needs: those may have to be made first."""
    ages = {code: n for code, n in encounter.age_counts.items() if n}
    return {
        "daypart": encounter.daypart,
        "who": encounter.who,
        "group_size": encounter.heads,
        "age_counts": ages,
        "mix": encounter.mix,
        "intensity": encounter.intensity,
        "domains": list(encounter.domains),
        "result": encounter.result,
        "local_note": encounter.local_note.strip(),
    }
