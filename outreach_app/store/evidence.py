"""What a signal note is printed from: figures frozen by a coordinator, and everything else the note may say."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.notes import (
    EvidenceText,
    FeedbackText,
    NeedText,
    NoteSource,
    NoteText,
    SignalText,
    StepText,
    TeamText,
    TermText,
)
from outreach_app.domain.quotes import points_at_someone
from outreach_app.domain.records import (
    Area,
    Evidence,
    Feedback,
    Need,
    Organisation,
    Quote,
    Record,
    Signal,
    SignalNote,
    Spot,
    Step,
    Team,
    Term,
)
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.addressees import standing_text
from outreach_app.store.changes import clock_of_cell
from outreach_app.store.finding import live
from outreach_app.store.naming import names_in_use, names_of
from outreach_app.store.note_plans import own_sections
from outreach_app.store.origins import family, of_family, supports_of
from outreach_app.store.submitted import SUBMITTED

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class NoteNotHere(OutreachError):
    message = N_("The signal was submitted, but its signal note is not on this laptop.")
    advice = N_("Synchronise, so that it arrives. If it does not, ask the colleague who submitted it to do so.")


class NoteAltered(OutreachError):
    """The frozen content is not what its hash was made of: no honest program does that."""

    message = N_("The submitted signal note “{note}” is no longer what was submitted.")
    advice = N_("Nothing was printed. Use the paper that was submitted, and ask a coordinator to look into it.")


class FiguresAltered(OutreachError):
    """As above, of figures that are frozen and not submitted yet."""

    message = N_("The frozen figures of {period} are no longer what was frozen.")
    advice = N_(
        "Nothing was printed. A coordinator can put this evidence in the bin and freeze the figures again."
    )


def frozen_evidence(session: Session, signal: Id) -> Evidence | None:
    """The newest frozen figures of a signal: the same on every laptop once all have synced."""
    return max(all_frozen(session, signal), key=frozen_age, default=None)


def figures_of(frozen: Evidence) -> dict[str, Any]:
    """What was frozen, as its hash was made of it. Raises FiguresAltered."""
    if frozen.hash and content_hash(frozen.figures) != frozen.hash:
        raise FiguresAltered(period=frozen.summary)
    return frozen.figures


def all_frozen(session: Session, signal: Id, *, binned: bool = False) -> list[Evidence]:
    found = of_signal(session, Evidence, signal, binned=binned)
    return [one for one in found if one.figures and one.frozen_on]


def frozen_age(one: Evidence) -> tuple[date, int, int]:
    return one.frozen_on or date.min, one.stamp, one.author


def note_source(session: Session, signal_id: Id) -> NoteSource:
    """Everything the signal's note may say; as it was submitted, once it was.

    What the session itself adds to a submitted note (its date, the agenda item, a number that had to give way
    to a colleague's) is as it is now. Raises NoteNotHere and NoteAltered.
    """
    signal = live(session, Signal, signal_id)
    return source_of(session, signal, current_note(session, signal))


def source_of(session: Session, signal: Signal, note: SignalNote | None) -> NoteSource:
    """The same, of a note that may not be written yet."""
    if signal.state not in SUBMITTED:
        return compiled(session, signal, note)
    if note is None or not note.frozen:
        raise NoteNotHere
    if content_hash(note.frozen) != note.hash:
        raise NoteAltered(note=note.number)
    frozen = NoteSource.from_json(note.frozen)
    printed = replace(
        frozen.note,
        number=shown_number(session, note),
        session_date=note.session_date,
        agenda_number=note.agenda_number,
    )
    return replace(frozen, note=printed)


def compiled(session: Session, signal: Signal, note: SignalNote | None) -> NoteSource:
    """The note's content as the records are at this moment."""
    frozen = frozen_evidence(session, signal.id)
    areas = names_of(session, Area, signal.areas)
    steps = sorted(of_family(session, Step, signal), key=lambda step: (step.date or date.max, *_age(step)))
    services = names_of(session, Organisation, (step.organisation for step in steps))
    supports = supports_of(session, signal)
    told = sorted(
        (one for one in of_signal(session, Feedback, signal.id) if one.date),
        key=lambda one: (one.date, *_age(one)),
    )
    terms = sorted(
        session.scalars(select(Term).where(~Term.deleted)),
        key=lambda term: (term.vocabulary, term.code, *_age(term)),
    )
    return NoteSource(
        team=team_text(session),
        language=session.scalar(select(Team.language).where(~Team.deleted).order_by(Team.n).limit(1)) or "nl",
        signal=_text(SignalText, signal, areas=tuple(areas[area] for area in signal.areas if area in areas)),
        note=_text(NoteText, note, number=shown_number(session, note)) if note else NoteText(),
        standing=standing_text(session, note),
        needs=tuple(_text(NeedText, need, domains=tuple(need.domains)) for need in needs_of(session, signal)),
        quotes=tuple(quote.text for quote in printable_quotes(session, signal)),
        steps=tuple(
            _text(StepText, step, organisation=services.get(step.organisation, "") if step.organisation else "")
            for step in steps
        ),
        evidence=tuple(_text(EvidenceText, one) for one in supports),
        feedback=tuple(_text(FeedbackText, one) for one in told),
        figures=figures_of(frozen) if frozen else None,
        terms=tuple(_text(TermText, term) for term in terms),
        plan=own_sections(session),
    )


def team_text(session: Session) -> TeamText:
    """Who signs, and on which letterhead."""
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first()
    return _text(TeamText, team) if team else TeamText(name="")


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a note's content. Only shown values are in it: small counts could be
    guessed from a hash."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def current_note(session: Session, signal: Signal) -> SignalNote | None:
    """The note the signal is about now: the one submitted while that is with the college (even if it was put in
    the bin elsewhere), else the newest that was not submitted."""
    if signal.state in SUBMITTED:
        out = [note for note in of_signal(session, SignalNote, signal.id, binned=True) if note.version]
        newest = max(out, key=lambda note: (note.version, not note.deleted, *_age(note)), default=None)
        if newest is not None:
            return newest
    fresh = [note for note in of_signal(session, SignalNote, signal.id) if not note.version]
    return fresh[-1] if fresh else None


def shown_number(session: Session, note: SignalNote) -> str:
    """The note's number; where two laptops gave the same one, that of the later gets a letter: 2026-03b."""
    if not note.number:
        return ""
    same = list(session.scalars(select(SignalNote).where(SignalNote.number == note.number, ~SignalNote.deleted)))
    if len(same) == 1:
        return note.number
    same.sort(key=lambda one: (*clock_of_cell(session, one, "number"), one.id))
    place = next((n for n, one in enumerate(same) if one.id == note.id), 0)
    return note.number if place == 0 else f"{note.number}{chr(ord('a') + place)}"


def needs_of(session: Session, signal: Signal) -> list[Need]:
    """The signal's needs that are here, in its own order."""
    found = {
        need.id: need for need in session.scalars(select(Need).where(Need.id.in_(signal.needs), ~Need.deleted))
    }
    return [found[id] for id in signal.needs if id in found]


def printable_quotes(session: Session, signal: Signal) -> list[Quote]:
    """The quotes about the signal or its needs whose speaker allowed printing, without those that point at one."""
    places = names_in_use(session, (Area, Spot))
    return [quote for quote in _allowed(session, signal) if not points_at_someone(quote.text, places)]


def pointing_quotes(session: Session, signal: Signal) -> list[Quote]:
    """The quotes that could be printed, were it not that age, place and month stand together in them."""
    printed = {quote.id for quote in printable_quotes(session, signal)}
    return [quote for quote in _allowed(session, signal) if quote.id not in printed]


def _allowed(session: Session, signal: Signal) -> list[Quote]:
    about = Quote.signal.in_(family(session, signal)) | Quote.need.in_(signal.needs)
    return sorted(session.scalars(select(Quote).where(about, ~Quote.deleted, Quote.permission)), key=_age)


def of_signal(session: Session, record: type[R], signal: Id, *, binned: bool = False) -> list[R]:
    """What hangs on a signal, oldest first; on request with what is in the bin."""
    signal_of = getattr(record, "signal")  # noqa: B009  five kinds have one
    query = select(record).where(signal_of == signal)
    return sorted(session.scalars(query if binned else query.where(~record.deleted)), key=_age)


def _age(record: Record) -> tuple[int, int, str]:
    """Orders records by when they were made, on every laptop alike."""
    return record.stamp, record.author, record.id


def _text(kind: type[T], record: Record, **given: Any) -> T:
    """The printed part of a record: its fields of the same names, except those given."""
    names = (part.name for part in fields(kind))  # type: ignore[arg-type]
    return kind(**{name: given[name] if name in given else getattr(record, name) for name in names})
