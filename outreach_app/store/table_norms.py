"""What the norms of a year are about, read from the store; and the meetings that would satisfy them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.meetings import FIXED
from outreach_app.domain.records import Consultation, Feedback, Meeting, Signal, SignalNote, Team
from outreach_app.domain.table_norms import (
    Answer,
    Asked,
    Gathering,
    Norm,
    NormFacts,
    RegionYear,
    TableYear,
    norms,
    spread,
)
from outreach_app.i18n import reading_order
from outreach_app.store import records
from outreach_app.store.areas import areas_of, exchanges, joint_services
from outreach_app.store.finding import live

HELD = FIXED[1:]
"""States of a meeting that took place."""


def norms_of(session: Session, year: int, today: date) -> list[Norm]:
    facts = NormFacts(year, today, asked(session), _tables(session), _regions(session, year), _answers(session))
    return norms(facts)


def asked(session: Session) -> Asked:
    team = session.scalars(select(Team)).first()
    if team is None:
        return Asked()
    return Asked(
        exchanges=team.norm_exchanges,
        joint_services=team.norm_joint_services,
        leads=team.norm_leads,
        towns_least=team.norm_towns_least,
        towns_most=team.norm_towns_most,
        feedback_months=team.norm_feedback_months,
    )


def plan_missing(session: Session, consultation: Id, actor: Actor, today: date) -> list[Meeting]:
    """Plans what the norm of this year still asks of a table, spread over what is left of it, the alderman at the
    last ones where that is still to be."""
    table = live(session, Consultation, consultation)
    there = [one for one in _gatherings(session, table.id) if one.on.year == today.year]
    counting = [one for one in there if one.held or one.on >= today]
    days = spread(today.year, today, [one.on for one in counting], max(0, table.min_per_year - len(counting)))
    alderman = table.alderman_min - sum(one.alderman for one in counting)
    made = []
    for n, day in enumerate(days):
        values = {
            "consultation": table.id,
            "date": day.isoformat(),
            "place": table.place,
            "alderman": "1" if len(days) - n <= alderman else "0",
        }
        made.append(records.add(session, Meeting, values, actor, today=today))
    return made


def _tables(session: Session) -> Sequence[TableYear]:
    found = session.scalars(select(Consultation).where(~Consultation.deleted, Consultation.ended == ""))
    return [
        TableYear(each.name, each.min_per_year, each.alderman_min, _gatherings(session, each.id), each.id)
        for each in sorted(found, key=lambda each: reading_order(each.name))
    ]


def _gatherings(session: Session, table: Id) -> list[Gathering]:
    found = session.scalars(select(Meeting).where(Meeting.consultation == table, ~Meeting.deleted))
    return [Gathering(one.date, one.alderman, one.state in HELD) for one in found]


def _regions(session: Session, year: int) -> Sequence[RegionYear]:
    areas = areas_of(session)
    return [
        RegionYear(
            name=region.name,
            towns=sum(
                areas.nodes[id].level == "municipality" and areas.nodes[id].successor is None
                for id in areas.within(region.id)
                if id in areas.nodes
            ),
            leads=region.leads,
            exchanges=exchanges(session, region.id, year),
            joint_services=joint_services(session, region.id, year),
            id=region.id,
        )
        for region in areas.nodes.values()
        if region.level == "youth_region" and region.successor is None
    ]


def _answers(session: Session) -> Sequence[Answer]:
    """Of every decision each audience that is to hear it; what was waived with a reason counts no more."""
    decided: dict[Id, date] = {}
    notes = select(SignalNote.signal, SignalNote.decided_on).where(
        ~SignalNote.deleted, SignalNote.decided_on != ""
    )
    for signal, day in session.execute(notes):
        if day is not None:
            decided[signal] = max(day, decided.get(signal, day))
    query = (
        select(Feedback, Signal.title)
        .join(Signal, Signal.id == Feedback.signal)
        .where(~Feedback.deleted, ~Signal.deleted, Feedback.signal.in_(list(decided)))
    )
    return [
        Answer(title, decided[one.signal], one.date if one.told else None)
        for one, title in session.execute(query)
        if one.told or one.owed
    ]
