"""From a ripe signal to an answer, and back to those who gave it."""

from datetime import date

import click

from outreach_app.cli.call import Call, pairs
from outreach_app.cli.records import set_option
from outreach_app.cli.words import command, group
from outreach_app.domain.fields import field_of
from outreach_app.domain.records import Agreement, Feedback, Signal
from outreach_app.i18n import N_, _, day, ngettext
from outreach_app.store import course, feedback
from outreach_app.store import records as access
from outreach_app.store.given import read_values

_AGREED = ("text", "organisation", "due")


@command(help=N_("Hand a ripe signal in: its note gets a number and stays as it is."))
@click.argument("signal_id")
@click.option("--to", "kind", default="", metavar="KIND", help=N_("Kind of addressee: college, ocmw_council, …"))
@click.option("--session", "session_date", default="", metavar="DATE", help=N_("When they meet."))
@set_option
@click.pass_obj
def submit(call: Call, signal_id: str, kind: str, session_date: str, sets: tuple[str, ...]) -> None:
    given = {"addressee_kind": kind, "session_date": session_date}
    with call.workspace() as workspace:
        today = workspace.clock.today()
        with workspace.store.write() as session:
            found = access.get(session, Signal, signal_id)
            values = {**{name: text for name, text in given.items() if text}, **pairs(sets)}
            made = course.submit(session, found.id, workspace.actor, today, **values)
        if made.late(today):
            call.warn(_("It should have been there by {day}.").format(day=day(made.deliver_by)))
        answer = {
            "id": found.id,
            "state": "submitted",
            "number": made.number,
            "deliver_by": _iso(made.deliver_by),
            "copies": made.copies,
        }
        call.answer(answer, lambda: [_delivery(made)])


@command(help=N_("Note what was decided on a signal: accepted, partly, rejected, postponed or noted."))
@click.argument("signal_id")
@click.argument("outcome")
@click.option(
    "--text", "decision", default="", metavar="TEXT", help=N_("What was decided, as the minutes have it.")
)
@click.option("--condition", "conditions", multiple=True, metavar="TEXT", help=N_("What it hangs on; repeatable."))
@click.option("--on", "decided_on", default="", metavar="DATE", help=N_("The day of the session."))
@click.option(
    "--agreement",
    "agreements",
    multiple=True,
    metavar="TEXT;WHO;DATE",
    help=N_("What was agreed, which organisation does it, by when; repeatable."),
)
@click.pass_obj
def decide(
    call: Call,
    signal_id: str,
    outcome: str,
    decision: str,
    conditions: tuple[str, ...],
    decided_on: str,
    agreements: tuple[str, ...],
) -> None:
    given = {"decision": decision, "conditions": "\n".join(conditions), "decided_on": decided_on}
    values = {name: text for name, text in given.items() if text}
    with call.workspace() as workspace:
        today = workspace.clock.today()
        with workspace.store.write() as session:
            found = access.get(session, Signal, signal_id)
            moved = course.decide(
                session,
                found.id,
                "decided",
                workspace.actor,
                today,
                outcome=outcome,
                agreements=[_agreed(text) for text in agreements],
                **values,
            )
            made = access.listed(session, Agreement, {"signal": moved.id})
            owed = [one for one in feedback.owed(session) if one.signal == moved.id]
        call.answer(
            {
                "id": moved.id,
                "state": moved.state,
                "outcome": moved.outcome,
                "agreements": [one.id for one in made],
                "feedback": [_owed(one, today) for one in owed],
            },
            lambda: [f"{moved.title}: {moved.outcome}", *(_line(one, today) for one in owed)],
        )


@group("feedback", help=N_("What young people and others still have to hear."))
def feedback_() -> None:
    pass


@feedback_.command(help=N_("What is still to be told, soonest first."))
@click.pass_obj
def due(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        today, found = workspace.clock.today(), feedback.owed(session)
        lines = [_line(one, today) for one in found] or [_("Everybody heard what became of it.")]
        call.answer([_owed(one, today) for one in found], lambda: lines)


@feedback_.command(help=N_("Note that it was told, and what they said."))
@click.argument("id")
@click.option("--message", default="", metavar="TEXT", help=N_("What they heard."))
@click.option("--reaction", default="", metavar="TEXT", help=N_("What they said, if they did."))
@click.option("--on", "told_on", default="", metavar="DATE", help=N_("Today, unless said otherwise."))
@click.pass_obj
def told(call: Call, id: str, message: str, reaction: str, told_on: str) -> None:
    with call.workspace() as workspace:
        today = workspace.clock.today()
        with workspace.store.write() as session:
            found = access.get(session, Feedback, id)
            described = field_of(Feedback, "date")
            typed = {"on": (described, told_on)} if told_on and described else {}
            on = read_values(session, typed, today).get("on", today)
            closed = feedback.tell(session, found.id, on, message, reaction, workspace.actor, today)
        call.answer(access.as_json(closed), lambda: [closed.message])


@feedback_.command(help=N_("Close it without telling, with the reason."))
@click.argument("id")
@click.option("--reason", default="", metavar="TEXT", help=N_("Why; kept with the record."))
@click.pass_obj
def waive(call: Call, id: str, reason: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Feedback, id)
            closed = feedback.waive(session, found.id, reason, workspace.actor)
        call.answer(access.as_json(closed), lambda: [closed.waived])


def _agreed(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(";")]
    return {name: part for name, part in zip(_AGREED, parts, strict=False) if part}


def _owed(one: feedback.Owed, today: date) -> dict[str, object]:
    left = one.days_left(today)
    return {
        "id": one.id,
        "signal": one.signal,
        "title": one.title,
        "audience": one.audience,
        "decided_on": _iso(one.decided_on),
        "due": _iso(one.due),
        "overdue": left is not None and left < 0,
    }


def _line(one: feedback.Owed, today: date) -> str:
    left = one.days_left(today)
    late = "  " + ngettext("{n} day late", "{n} days late", -left) if left is not None and left < 0 else ""
    return f"{_iso(one.due) or '–'}  {one.audience}  {one.title}  {one.id}{late}"


def _delivery(made: course.Delivery) -> str:
    copies = ngettext("{n} copy", "{n} copies", made.copies)
    return f"{made.number}: {copies}" + (f", {made.deliver_by.isoformat()}" if made.deliver_by else "")


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


COMMANDS = [submit, decide, feedback_]
