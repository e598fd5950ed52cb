"""What the team makes of its templates: one record for each section that is not as it is built in."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import new_id
from outreach_app.domain.note_plan import STEP, SectionText, plan
from outreach_app.domain.records import NoteSection, Team
from outreach_app.store.erasing import is_erased
from outreach_app.store.import_names import id_of_name
from outreach_app.store.records import refuse_workers, set_values


def own_sections(session: Session) -> tuple[SectionText, ...]:
    """The newest of each section; two laptops that make one at the same time make the same record."""
    found = session.scalars(select(NoteSection).where(~NoteSection.deleted).order_by(NoteSection.stamp))
    latest = {(row.template, row.section): row for row in found}
    return tuple(_text(latest[key]) for key in sorted(latest))


def put(session: Session, template: str, section: str, values: Mapping[str, Any], actor: Actor) -> NoteSection:
    """Set fields of one section. A coordinator's act; raises CoordinatorsOnly and BadValue."""
    refuse_workers(NoteSection, actor)
    row = _row(session, template, section)
    return set_values(session, NoteSection, row.id, values, actor)


def arrange(session: Session, template: str, order: Sequence[str], actor: Actor) -> None:
    """The sections stand in this order from now on; only those that move are written."""
    refuse_workers(NoteSection, actor)
    now = [one.name for one in plan(template, own_sections(session))]
    if list(order) == now:
        return
    for place, name in enumerate(order, 1):
        row = _row(session, template, name)
        if row.position != place * STEP:
            row.position = place * STEP
    session.flush()


def restore(session: Session, template: str, actor: Actor) -> None:
    """As it is built in: what the team made of it goes to the bin."""
    refuse_workers(NoteSection, actor)
    for row in session.scalars(select(NoteSection).where(NoteSection.template == template, ~NoteSection.deleted)):
        row.deleted = True
    session.flush()


def _row(session: Session, template: str, section: str) -> NoteSection:
    """The record of this section, made or taken out of the bin where there is none."""
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first()
    id = id_of_name(team.id if team else None, NoteSection, f"{template} {section}")
    known = session.scalars(
        select(NoteSection).where(NoteSection.template == template, NoteSection.section == section)
    ).all()
    for row in known:
        if not row.deleted:
            return row
    if known:
        for part in fields(SectionText):
            if part.name not in ("template", "section"):
                setattr(known[0], part.name, part.default)
        known[0].deleted = False
        return known[0]
    made = NoteSection(id=new_id() if is_erased(session, id) else id, template=template, section=section)
    session.add(made)
    session.flush()
    return made


def _text(row: NoteSection) -> SectionText:
    return SectionText(**{part.name: getattr(row, part.name) for part in fields(SectionText)})
