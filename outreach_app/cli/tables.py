"""Tables beside each other: what they have in common, and what each lacks."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command
from outreach_app.domain.overlap import in_words
from outreach_app.domain.table_norms import LABELS, Norm, named
from outreach_app.i18n import N_, _, gettext, ngettext
from outreach_app.store.seats import Seats, seats
from outreach_app.store.table_norms import norms_of


@command(help=N_("Members and themes that tables have in common, and what each table lacks."))
@click.pass_obj
def overlap(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        found = seats(session, workspace.clock.today())
        document = {
            "overlaps": [
                {
                    "one": each.one.name,
                    "other": each.other.name,
                    "members": [found.name(id) for id in each.members],
                    "themes": list(each.themes),
                }
                for each in found.overlaps
            ],
            "checks": [
                {"consultation": _name(found, each.table), "check": each.code, "names": list(each.names)}
                for each in found.checks
            ],
        }
        call.answer(document, lambda: _lines(found))


@command("norms", help=N_("What norms ask of tables and regions in a year, and what there is."))
@click.option("--year", type=click.IntRange(2000, 2100), help=N_("Instead of this year."))
@click.pass_obj
def norms_(call: Call, year: int | None) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        today = workspace.clock.today()
        found = norms_of(session, year or today.year, today)
        document = [
            {
                "norm": one.norm,
                "subject": one.subject,
                "required": one.required if one.most is None else [one.required, one.most],
                "actual": one.actual,
                "period": one.period,
                "state": one.state.value,
            }
            for one in found
        ]
        call.answer(
            document, lambda: [_norm(one) for one in found] or [_("There is nothing yet to hold to a norm.")]
        )


def _norm(one: Norm) -> str:
    said = _("{actual} of {asked}").format(actual=one.actual, asked=one.asked)
    parts = (one.subject, named(one.norm), said, gettext(LABELS[one.state]), one.satisfy)
    return "  ".join(part for part in parts if part)


def _lines(found: Seats) -> list[str]:
    lines = []
    for each in found.overlaps:
        members = ngettext("{n} member", "{n} members", len(each.members))
        themes = ngettext("{n} theme", "{n} themes", len(each.themes))
        lines.append(f"{each.one.name} – {each.other.name}: {members}, {themes}")
    for check in found.checks:
        name = _name(found, check.table)
        lines.append(f"{name}: {in_words(check)}" if name else in_words(check))
    return lines or [_("No table is entered yet.")]


def _name(found: Seats, table: str | None) -> str:
    return next((each.name for each in found.tables if each.id == table), "")


COMMANDS = [overlap, norms_]
