"""The round that a line said, from its pieces: every one that is understood stands in it."""

from collections.abc import Sequence
from datetime import date

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.domain.quick_line import Piece
from outreach_app.domain.typed import daypart_at


def draft_of(line: str, pieces: Sequence[Piece], today: date, workers: Sequence[Pick] = ()) -> RoundDraft:
    """The round that was said. What was not understood, or is still asked, stands in the note of its spot."""
    draft = RoundDraft(date=today, workers=list(workers))
    kept: list[tuple[VisitDraft, str]] = []
    for piece in pieces:
        match piece:
            case Piece(kind="date", value=date() as day):
                draft.date = day
            case Piece(kind="time", value=(start, *end)):
                draft.end = str(end[0]) if end else draft.end
                if draft.visits and draft.visits[-1].spot:
                    draft.visits[-1].start = str(start)
                else:
                    draft.start = str(start)
            case Piece(kind="spot", value=Pick() as spot):
                if draft.visits and draft.visits[-1].spot is None:
                    draft.visits[-1].spot = spot
                else:
                    draft.visits.append(VisitDraft(spot=spot))
            case Piece(kind="nobody", value=True):
                _visit(draft).no_contact = True
            case Piece(kind="people", value=(int(count), str(who), str(mix))):
                met = _uncounted(_visit(draft))
                met.group_size, met.who, met.mix = count, who, mix
            case Piece(kind="age", value=str(band)):
                met = _met(_visit(draft))
                met.age_counts = {band: met.group_size}
            case Piece(kind="need", value=Pick() as need):
                _met(_visit(draft)).needs.append(need)
            case _:
                kept.append((_visit(draft), line[piece.start : piece.end]))
    for visit, words in kept:
        met = _met(visit)
        met.local_note = f"{met.local_note}, {words}" if met.local_note else words
    for visit in draft.visits:
        for met in visit.encounters:
            met.daypart = daypart_at(visit.start or draft.start) or met.daypart
    return draft


def _visit(draft: RoundDraft) -> VisitDraft:
    """The last spot that was named; where none was yet, the one that will be named first."""
    if not draft.visits:
        draft.visits.append(VisitDraft())
    return draft.visits[-1]


def _met(visit: VisitDraft) -> EncounterDraft:
    if not visit.encounters:
        visit.encounters.append(EncounterDraft())
    return visit.encounters[-1]


def _uncounted(visit: VisitDraft) -> EncounterDraft:
    """Where a count may stand: what was missing may have been said before whom one met."""
    if not visit.encounters or visit.encounters[-1].group_size:
        visit.encounters.append(EncounterDraft())
    return visit.encounters[-1]
