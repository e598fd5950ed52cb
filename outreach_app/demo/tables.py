"""The tables of the demo: who sits there, six meetings with what came of them, a working group."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from outreach_app.domain.records import (
    BY_SLUG,
    AgendaItem,
    Agreement,
    Consultation,
    Meeting,
    Membership,
    Organisation,
    WorkingGroup,
)
from outreach_app.paths import RESOURCES
from outreach_app.store import agenda, agreements, meetings, minutes, records
from outreach_app.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Tables:
    """Entered on the coordinator's laptop, as of today."""

    def __init__(self, laptop: Workspace, today: date) -> None:
        self._laptop, self._today = laptop, today
        path = RESOURCES / "demo" / "overleg.toml"
        self._script = tomllib.loads(path.read_text(encoding="utf-8"))

    def sit(self) -> None:
        with self._laptop.store.write() as session:
            for slug in ("organisations", "contact-persons", "consultations"):
                for values in self._script[slug]:
                    records.add(session, BY_SLUG[slug], values, self._laptop.actor, today=self._today)
            for table in self._script["seats"]:
                self._seat(session, table)
            for group in self._script["groups"]:
                self._group(session, group)
            for told in self._script["meetings"]:
                self._meet(session, told)

    def _add(self, session: Session, kind: type[Any], **values: str) -> Any:
        given = {name: value for name, value in values.items() if value}
        return records.add(session, kind, given, self._laptop.actor, today=self._today)

    def _day(self, days: int) -> date:
        return self._today + timedelta(days)

    def _seat(self, session: Session, table: Mapping[str, Any]) -> None:
        since = self._day(-700).isoformat()
        for organisation, theme, delegate in table["members"]:
            self._add(
                session,
                Membership,
                consultation=table["at"],
                organisation=organisation,
                theme=theme,
                delegate=delegate,
                since=since,
            )

    def _group(self, session: Session, group: Mapping[str, Any]) -> None:
        texts = {name: value for name, value in group.items() if name != "ends_in"}
        days = {"start": self._day(-45).isoformat(), "ends": self._day(group["ends_in"]).isoformat()}
        self._add(session, WorkingGroup, **texts, **days)

    def _meet(self, session: Session, told: Mapping[str, Any]) -> None:
        on = _midweek(self._day(told["in"]))
        table = records.get(session, Consultation, told["at"])
        meeting = self._add(
            session,
            Meeting,
            consultation=table.id,
            date=on.isoformat(),
            start=told.get("start", ""),
            end=told.get("end", ""),
            place=table.place,
            alderman="1" if told.get("alderman") else "",
            preparation=told.get("preparation", ""),
            workers=self._laptop.worker if on <= self._today else "",
            attendees=";".join(told.get("present", ())),
        )
        if told.get("build"):
            agenda.build(session, meeting.id, self._today)
            return
        for place, item in enumerate(told["items"], 1):
            self._end(session, meeting, place, item)
        self._close(session, meeting)

    def _end(self, session: Session, meeting: Meeting, place: int, told: Mapping[str, Any]) -> None:
        """An item with what came of it."""
        item = self._add(
            session,
            AgendaItem,
            meeting=meeting.id,
            text=told["text"],
            origin=told.get("origin", "input"),
            purpose=told["purpose"],
            position=str(place),
        )
        minutes.note(session, item.id, told["outcome"], told.get("said", ""), self._laptop.actor, self._today)
        for text, organisation, days, state in told.get("agreed", ()):
            owner = records.get(session, Organisation, organisation).id
            made = Agreement(
                text=text, organisation=owner, due=self._day(days), meeting=meeting.id, agenda_item=item.id
            )
            session.add(made)
            session.flush()
            if state != "open":
                day = min(self._day(days), self._today).isoformat()
                agreements.move_agreement(session, made.id, state, self._laptop.actor, self._today, done_on=day)

    def _close(self, session: Session, meeting: Meeting) -> None:
        for state in ("agenda_fixed", "held", "minutes_sent"):
            meetings.move_meeting(session, meeting.id, state, self._laptop.actor, self._today)
        meeting.fixed_on = meeting.date - timedelta(21)


def _midweek(day: date) -> date:
    """Tables meet from Tuesday to Thursday."""
    return day + timedelta({0: 1, 4: -1, 5: -2, 6: -3}.get(day.weekday(), 0))
