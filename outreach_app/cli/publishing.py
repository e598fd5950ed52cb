"""Closing quarters, and what all publications together give away."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command, group
from outreach_app.domain.disclosure import Reason
from outreach_app.domain.records import Signal
from outreach_app.guard import Cell, Interval
from outreach_app.i18n import N_, _, day, ngettext
from outreach_app.store import freezing, ledger, quarters
from outreach_app.store import records as access
from outreach_app.store.quarters import QuarterState

REASONS: dict[Reason, str] = {
    Reason.FEW_HEADS: N_("too few contacts"),
    Reason.FEW_ENCOUNTERS: N_("too few encounters"),
    Reason.PROTECTS: N_("would tell another figure that is withheld"),
    Reason.LEDGER: N_("would tell too much beside what was published before"),
    Reason.UNPROVEN: N_("could not be proven safe"),
}

_STATES = {
    "open": N_("open, can be closed from {day} on"),
    "due": N_("can be closed"),
    "closed": N_("closed on {day}"),
}


@group("quarters", invoke_without_command=True, help=N_("The quarters: which are closed, and which can be."))
@click.pass_context
def quarters_(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        today = workspace.clock.today()
        found = quarters.states(session, today)
        call.answer(
            [{**_as_json(one), "state": one.state(today)} for one in found],
            lambda: [_line(one, one.state(today)) for one in found],
        )


@quarters_.command(help=N_("Freeze what a QUARTER counts, such as 2025-Q1. Only closed quarters are published."))
@click.argument("quarter")
@click.pass_obj
def close(call: Call, quarter: str) -> None:
    with call.workspace() as workspace:
        today = workspace.clock.today()
        with workspace.store.write() as session:
            made = quarters.close(session, quarter, workspace.actor, today)
        with workspace.store.read() as session:
            (found,) = (one for one in quarters.states(session, today) if one.quarter == made.quarter)
        call.answer({**_as_json(found), "state": "closed"}, lambda: [_line(found, "closed")])


@command(help=N_("Attack everything published so far, and name the weakest figure."))
@click.pass_obj
def audit(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        state, lines = ledger.audit(session), ledger.entries(session)
        answer = {
            "tables": ledger.published(session),
            "cells": len(lines),
            "withheld": sum(entry.shown is None for entry in lines),
            "weakest": _interval(state.weakest),
            "narrow": [_interval(one) for one in state.narrow],
            "unproven": list(state.unproven),
        }
        if state.narrow or state.unproven:
            call.warn(ALARM())
        call.answer(answer, lambda: _told(answer))


def ALARM() -> str:
    return _(
        "What was published from several laptops tells too much together. Publish nothing more about these "
        "quarters, and talk to the other coordinator."
    )


@group(help=N_("What supports a signal."))
def evidence() -> None:
    pass


@evidence.command(help=N_("Freeze the figures behind a SIGNAL: a publication, of closed quarters."))
@click.argument("signal_id")
@click.pass_obj
def freeze(call: Call, signal_id: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Signal, signal_id).id
            made = freezing.freeze(session, found, workspace.actor, workspace.clock.today())
        call.answer({"id": made.id, **made.figures}, lambda: [f"{made.summary}: {made.id}"])


def _as_json(one: QuarterState) -> dict[str, Any]:
    return {
        "quarter": one.quarter,
        "closed_on": one.closed_on.isoformat() if one.closed_on else None,
        "closable_from": one.closable_from.isoformat(),
        "encounters": one.encounters,
        "contacts": one.contacts,
        "places": one.places,
        "came_later": one.came_later,
    }


def _line(one: QuarterState, state: str) -> str:
    told = _(_STATES[state]).format(day=day(one.closed_on or one.closable_from))
    numbers = ngettext("{n} encounter", "{n} encounters", one.encounters)
    later = ngettext("{n} came later", "{n} came later", one.came_later) if one.came_later else ""
    return "  ".join(part for part in (one.quarter, told, numbers, later) if part)


def _interval(one: Interval | None) -> dict[str, Any] | None:
    if one is None:
        return None
    cell: dict[str, Any] = _cell(one.cell)
    if one.less is not None:
        cell["less"] = _cell(one.less)
    return {"cell": cell, "measure": one.measure, "lower": one.lower, "upper": one.upper, "needed": one.needed}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "quarters": sorted(cell.quarters),
        "places": len(cell.spots),
        "attribute": cell.attribute,
        "values": sorted(cell.values),
    }


def _told(answer: dict[str, Any]) -> list[str]:
    tables = ngettext("{n} publication", "{n} publications", answer["tables"])
    withheld = ngettext("{n} figure withheld", "{n} figures withheld", answer["withheld"])
    weakest = answer["weakest"]
    if weakest is None:
        return [tables, withheld]
    words = _("The weakest withheld figure lies between {lower} and {upper}.")
    return [tables, withheld, words.format(lower=weakest["lower"], upper=weakest["upper"])]


COMMANDS = [quarters_, audit, evidence]
