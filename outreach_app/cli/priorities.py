"""Which neighbourhood gets the most attention: the team's ranking beside what a weighting says."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import command
from outreach_app.domain.records import Area
from outreach_app.i18n import N_, _
from outreach_app.store import priorities as access
from outreach_app.store import records
from outreach_app.store.priorities import Line, Ranking


@command(
    "priorities",
    help=N_("Areas as the team ranks them in a year, beside what the weighting says. Exact: for the team alone."),
)
@click.option("--year", type=int, help=N_("Which year; this one otherwise."))
@click.option("--rank", "ranked", multiple=True, metavar="AREA", help=N_("Rank these first, in this order."))
@click.option("--reason", default="", help=N_("Why the first of them stands there."))
@click.pass_obj
def priorities(call: Call, year: int | None, ranked: tuple[str, ...], reason: str) -> None:
    with call.workspace() as workspace:
        today = workspace.clock.today()
        of = year or today.year
        if ranked:
            with workspace.store.write() as session:
                order = [records.get(session, Area, one).id for one in ranked]
                access.rank(session, of, order, today)
                if reason:
                    access.give_reason(session, of, order[0], reason, today)
        with workspace.store.read() as session:
            found = access.ranking(session, of)
    document = {
        "year": found.year,
        "weights": dict(found.weights),
        "areas": [_document(line) for line in found.lines],
    }
    call.answer(document, lambda: _lines(found))


def _document(line: Line) -> dict[str, Any]:
    return {
        "area": line.area,
        "name": line.name,
        "rank": line.rank,
        "reason": line.reason,
        "year_before": line.before,
        "weighting": line.weighed.place,
        "score": None if line.weighed.score is None else round(line.weighed.score),
        "differs": line.differs,
        "unknown": list(line.weighed.unknown),
        "needs": line.needs,
        "signals": line.signals,
        "visits": line.visits,
        "contacts": line.contacts,
        "spots": line.spots,
        "figures": {one.name: one.value for one in line.indicators},
    }


def _lines(found: Ranking) -> list[str]:
    words = _("{rank}. {name}: the weighting says {place}; needs {needs}, signals {signals}, visits {visits}")
    return [
        words.format(
            rank=line.rank or "–",
            name=line.name,
            place=line.weighed.place if line.weighed.score is not None else "–",
            needs=line.needs,
            signals=line.signals,
            visits=line.visits,
        )
        + (f" ({line.reason})" if line.reason else "")
        for line in found.lines
    ]


COMMANDS = [priorities]
