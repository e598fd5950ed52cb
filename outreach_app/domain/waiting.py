"""What waits for whoever works here, most pressing first: rules over facts, each a function that yields its tasks.

Whatever else comes to wait is one more kind, its facts, and its function.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from outreach_app.domain.agreements import SOON_DAYS, Promise, days_late
from outreach_app.domain.feedback import FEEDBACK_DAYS
from outreach_app.domain.fields import Id
from outreach_app.domain.meetings import Coming, next_step
from outreach_app.domain.states import RECURRING_DATES, RECURRING_ENCOUNTERS
from outreach_app.domain.underway import DELIVERY_DAYS, TELLING_DAYS, Underway, days_over

SILENT_DAYS = 30
"""After which a signal that was submitted is asked after."""
SESSION_DAYS = 7
"""So long before a session it is said that it comes."""
USUAL_WEEKS = 8
USUAL_TIMES = 3
"""An evening is usual after so many rounds on that day of the week, within so many weeks."""
EVENING = 18
"""From this hour on today's round may be over."""
BACKUP_DAYS = 7
"""They make themselves every day: an older one says that something keeps them from it."""
LATE_AGREEMENTS = 3
"""More than these that are late are one task: a list of them tells more."""
APART_DAYS = 7
"""So long a folder may be out of reach before it is worth a word here."""


class Urgency(IntEnum):
    NOW = 0
    """The one next step."""
    LATE = 1
    TODAY = 2
    SOON = 3
    SOME_TIME = 4


class Kind(StrEnum):
    DRAFT = "draft"
    ROUND = "round"
    FEEDBACK = "feedback"
    ANSWER = "answer"
    DECISION = "decision"
    SESSION = "session"
    DELIVERY = "delivery"
    TELLING = "telling"
    CLOSING = "closing"
    AGREEMENT = "agreement"
    AGREEMENTS = "agreements"
    FIX_AGENDA = "fix_agenda"
    PREPARE = "prepare"
    MINUTES = "minutes"
    CHOICES = "choices"
    JOINING = "joining"
    LATE_WORK = "late_work"
    ALARM = "alarm"
    ERASURES = "erasures"
    FOLDER = "folder"
    BACKUP = "backup"
    RECURRING = "recurring"
    OLD_NOTES = "old_notes"


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, and about what; the words are the window's."""

    kind: Kind
    urgency: Urgency
    id: str = ""
    """Of the record it is about."""
    name: str = ""
    n: int = 0
    days: int = 0
    """Since when it waits, or until when; below zero for what is still to come."""
    when: date | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A draft of a round."""

    key: Id
    date: date
    spots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A signal that is with those who decide, or was decided and is not closed."""

    id: Id
    title: str
    state: str
    since: date | None
    """When it came into this state."""
    addressee: str = ""
    session: date | None = None
    youth_told: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A need that was only observed so far."""

    id: Id
    title: str
    encounters: int
    dates: int
    first: date


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits elsewhere in the window."""

    choices: int = 0
    joining: int = 0
    late_work: int = 0
    alarm: int = 0
    """Whether what several coordinators published tells too much together."""
    erasures: int = 0
    unsent: int = 0
    apart_days: int = 0
    """Since the folder last answered; 0 where it does."""
    backup: date | None = None
    """When the newest was made; None where that is not known yet."""
    old_notes: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    today: date
    hour: int
    drafts: Sequence[KeptRound] = ()
    own_rounds: Sequence[date] = ()
    """Dates of this worker's rounds of late."""
    signals: Sequence[Carried] = ()
    underway: Sequence[Underway] = ()
    needs: Sequence[Heard] = ()
    agreements: Sequence[Promise] = ()
    """Those that are neither done nor lapsed."""
    meetings: Sequence[Coming] = ()
    counts: Counts = field(default_factory=Counts)
    coordinator: bool = False


def waiting(facts: Facts) -> list[Task]:
    """Everything that waits, most pressing first, and of equals what waits longest."""
    found = [task for rule in _RULES for task in rule(facts)]
    return sorted(found, key=lambda task: (task.urgency, -task.days))


def usual_evening(facts: Facts) -> date | None:
    """Yesterday or, in the evening, today: a day on which this worker usually goes out, and entered nothing."""
    entered = {*facts.own_rounds, *(draft.date for draft in facts.drafts)}
    yesterday = facts.today - timedelta(days=1)
    days = [facts.today, yesterday] if facts.hour >= EVENING else [yesterday]
    return next((day for day in days if day not in entered and _usual(facts, day)), None)


def _usual(facts: Facts, day: date) -> bool:
    since = day - timedelta(weeks=USUAL_WEEKS)
    same = {one for one in facts.own_rounds if since <= one < day and one.weekday() == day.weekday()}
    return len(same) >= USUAL_TIMES


def _drafts(facts: Facts) -> Iterator[Task]:
    for draft in facts.drafts:
        days = (facts.today - draft.date).days
        urgency = Urgency.NOW if days <= 1 else Urgency.TODAY
        yield Task(Kind.DRAFT, urgency, draft.key, days=days, when=draft.date, names=draft.spots)


def _round(facts: Facts) -> Iterator[Task]:
    day = usual_evening(facts)
    if day is not None:
        yield Task(Kind.ROUND, Urgency.NOW, when=day, days=(facts.today - day).days)


def _feedback(facts: Facts) -> Iterator[Task]:
    for signal in facts.signals:
        if signal.state == "decided" and not signal.youth_told:
            days = (facts.today - (signal.since or facts.today)).days
            urgency = Urgency.LATE if days > FEEDBACK_DAYS else Urgency.TODAY
            yield Task(Kind.FEEDBACK, urgency, signal.id, signal.title, days=days, when=signal.since)


def _answers(facts: Facts) -> Iterator[Task]:
    """A session that is over has decided something; where there is none, silence is counted."""
    for signal in facts.signals:
        if signal.state not in ("submitted", "scheduled"):
            continue
        session, since = signal.session, signal.session or signal.since
        whom = (signal.addressee,) if signal.addressee else ()
        days = (facts.today - (since or facts.today)).days
        about = Task(Kind.ANSWER, Urgency.LATE, signal.id, signal.title, days=days, when=since, names=whom)
        if session is None:
            if days >= SILENT_DAYS:
                yield about
        elif days > 0:
            yield replace(about, kind=Kind.DECISION, urgency=Urgency.TODAY)
        elif days >= -SESSION_DAYS:
            yield replace(about, kind=Kind.SESSION, urgency=Urgency.SOON)


def _underway(facts: Facts) -> Iterator[Task]:
    """Notes to hand in before a session, who else is to be told, and what can be closed."""
    for one in facts.underway:
        days = days_over(one.deliver_by, facts.today, DELIVERY_DAYS)
        if days is not None:
            yield Task(
                Kind.DELIVERY, _pressing(days), one.id, one.title, one.copies, days=days, when=one.deliver_by
            )
        days = days_over(one.tell_by, facts.today, TELLING_DAYS)
        if one.owed and days is not None:
            yield Task(
                Kind.TELLING, _pressing(days), one.id, one.title, days=days, when=one.tell_by, names=one.owed
            )
        if one.done:
            yield Task(Kind.CLOSING, Urgency.SOME_TIME, one.id, one.title)


def _pressing(days: int) -> Urgency:
    return Urgency.LATE if days > 0 else Urgency.TODAY if days >= -2 else Urgency.SOON


def _agreements(facts: Facts) -> Iterator[Task]:
    """What is late each by itself, or together where it is much; and what is due within a week."""
    late = []
    for one in facts.agreements:
        days = days_late(one.state, one.due, facts.today)
        if days is None or days < -SOON_DAYS:
            continue
        urgency = Urgency.LATE if days > 0 else Urgency.TODAY if days == 0 else Urgency.SOON
        whom = (one.organisation,) if one.organisation else ()
        task = Task(Kind.AGREEMENT, urgency, one.id, one.text, days=days, when=one.due, names=whom)
        if days > 0:
            late.append(task)
        else:
            yield task
    if len(late) > LATE_AGREEMENTS:
        yield Task(Kind.AGREEMENTS, Urgency.LATE, n=len(late), days=max(task.days for task in late))
    else:
        yield from late


def _meetings(facts: Facts) -> Iterator[Task]:
    for one in facts.meetings:
        if step := next_step(one, facts.today):
            kind = {"fix": Kind.FIX_AGENDA, "prepare": Kind.PREPARE, "minutes": Kind.MINUTES}[step[0]]
            urgency = Urgency.SOON if step[1] < 0 else Urgency.TODAY
            yield Task(kind, urgency, one.id, one.title, days=step[1], when=one.on)


def _needs(facts: Facts) -> Iterator[Task]:
    for need in facts.needs:
        if need.encounters >= RECURRING_ENCOUNTERS and need.dates >= RECURRING_DATES:
            days = (facts.today - need.first).days
            yield Task(
                Kind.RECURRING, Urgency.SOON, need.id, need.title, need.encounters, days=days, when=need.first
            )


def _team(facts: Facts) -> Iterator[Task]:
    """Choices are anyone's; whom to let in and what to erase is a coordinator's."""
    counts = facts.counts
    if counts.choices:
        yield Task(Kind.CHOICES, Urgency.TODAY, n=counts.choices)
    if not facts.coordinator:
        return
    for kind, n in (
        (Kind.ERASURES, counts.erasures),
        (Kind.JOINING, counts.joining),
        (Kind.LATE_WORK, counts.late_work),
        (Kind.ALARM, counts.alarm),
    ):
        if n:
            yield Task(kind, Urgency.LATE if kind is Kind.ALARM else Urgency.TODAY, n=n)


def _laptop(facts: Facts) -> Iterator[Task]:
    counts = facts.counts
    if counts.apart_days >= APART_DAYS and counts.unsent:
        yield Task(Kind.FOLDER, Urgency.LATE, n=counts.unsent, days=counts.apart_days)
    if counts.backup is not None and (days := (facts.today - counts.backup).days) > BACKUP_DAYS:
        yield Task(Kind.BACKUP, Urgency.LATE, days=days, when=counts.backup)
    if counts.old_notes:
        yield Task(Kind.OLD_NOTES, Urgency.SOME_TIME, n=counts.old_notes)


_RULES = (_drafts, _round, _feedback, _answers, _underway, _agreements, _meetings, _needs, _team, _laptop)
