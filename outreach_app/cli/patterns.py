"""Possible patterns: what needs of one kind and life domain do, and what the team makes of it."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.notes import reason_option
from outreach_app.cli.words import group
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Need
from outreach_app.i18n import N_, _, ngettext
from outreach_app.store import patterns as possible
from outreach_app.store import records as access
from outreach_app.store.patterns import Proposal


def _document(one: Proposal) -> dict[str, Any]:
    """With the figures that made it appear; exact, for the team itself."""
    seen = one.pattern
    return {
        "id": one.id,
        "kind": seen.key.kind if seen.key.kind not in one.titles else "",
        "domain": seen.key.domain,
        "needs": [{"id": need, "title": one.titles[need]} for need in seen.needs],
        "encounters": seen.encounters,
        "dates": seen.dates,
        "spots": seen.spots,
        "first": seen.first.isoformat(),
        "last": seen.last.isoformat(),
        "earlier": {"encounters": seen.earlier, "visits": seen.visits_earlier},
        "later": {"encounters": seen.later, "visits": seen.visits_later},
        "why": list(seen.why),
    }


def _line(one: Proposal) -> str:
    seen = one.pattern
    figures = [
        ngettext("{n} encounter", "{n} encounters", seen.encounters),
        ngettext("{n} date", "{n} dates", seen.dates),
        ngettext("{n} spot", "{n} spots", seen.spots),
    ]
    return f"{one.id}  {' / '.join(one.titles.values())}: {', '.join(figures)} ({', '.join(seen.why)})"


@group(
    "patterns",
    invoke_without_command=True,
    help=N_("Possible patterns among needs that no signal takes up yet. Nothing is made by itself."),
)
@click.pass_context
def patterns(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        found = possible.proposed(session, workspace.clock.today()).proposals
        call.answer([_document(one) for one in found], lambda: [_line(one) for one in found])


@patterns.command(help=N_("Make the draft of a signal of the pattern ID, of all its needs or those named."))
@click.argument("id")
@click.argument("need_ids", nargs=-1)
@click.pass_obj
def accept(call: Call, id: str, need_ids: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            needs: list[Id] = [access.get(session, Need, need).id for need in need_ids]
            made = possible.make_signal(session, id, needs, workspace.actor, workspace.clock.today())
        call.answer({"id": made.id, "state": made.state}, lambda: [made.id])


@patterns.command(help=N_("Call those needs of the pattern ID recurring that came up often enough."))
@click.argument("id")
@click.pass_obj
def recurring(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            moved = possible.call_recurring(session, id, workspace.actor, workspace.clock.today())
        call.answer(
            [{"id": need.id, "state": need.state} for need in moved], lambda: [need.title for need in moved]
        )


@patterns.command(help=N_("The pattern ID is none, and why. It comes back only once it has grown clearly."))
@click.argument("id")
@reason_option
@click.pass_obj
def dismiss(call: Call, id: str, reason: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            possible.dismiss(session, id, reason, workspace.clock.today())
        call.answer({"id": id, "dismissed": True}, lambda: [_("Dismissed.")])


COMMANDS = [patterns]
