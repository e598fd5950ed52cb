"""One vault, several teams: every question is about one of them.

A support centre reads the bundles of many teams. Their records stand in the same tables, each row with its team;
what a session reads is limited to the team it is about. A vault that holds one team pays nothing for this.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS

_TEAM: Final = "team"


@dataclass
class Scope:
    """Which team the sessions of a store are about."""

    several: bool = False
    """Whether the vault holds other teams' records at all."""
    shown: Id | None = None
    """Another team that is looked at; None for the vault's own."""


def limit(session: Session, team: Id | None) -> None:
    """From now on this session is about one team; None where the vault holds no other."""
    if team is not None:
        session.info[_TEAM] = team


def only_team(session: Session, table: str = "") -> str:
    """A condition for hand-written SQL: ` AND team = x'…'`, or nothing. `table` is an alias with its dot."""
    team = team_of(session)
    return f" AND {table}team = x'{bytes.fromhex(team).hex()}'" if team else ""


def team_of(session: Session) -> Id | None:
    """The team that a session is limited to; None where the vault holds no other."""
    return session.info.get(_TEAM)


@event.listens_for(Session, "do_orm_execute")
def _about_one_team(state: ORMExecuteState) -> None:
    team = team_of(state.session)
    if team is not None and state.is_select and not state.is_column_load:
        state.statement = state.statement.options(*_criteria(team))


@cache
def _criteria(team: Id) -> tuple[ExecutableOption, ...]:
    """One for each class: one lambda for all would lose the type of the column, and compare text to bytes."""
    return tuple(with_loader_criteria(each, each.team == team, include_aliases=True) for each in RECORDS)
