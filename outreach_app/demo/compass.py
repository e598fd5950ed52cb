"""What the demo's team ranks its neighbourhoods by, and its charter with all that bears it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from outreach_app.domain.records import BY_SLUG, Area, AreaFigure, Signal
from outreach_app.paths import RESOURCES
from outreach_app.store import priorities, records
from outreach_app.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TAGGED = {
    "Geen plek om te zitten in de Vlasakker": "warm_places,change_systems",
    "‘Niet voor ons’: vrije tijd buiten bereik": "youth_first,one_story,small_partners",
    "Woensdagmiddag in de sporthal is te duur": "one_story",
}
"""Signals of the demo by the principles that they bear."""


class Compass:
    """Entered on the coordinator's laptop, as of today."""

    def __init__(self, laptop: Workspace, today: date) -> None:
        self._laptop, self._today = laptop, today
        self._script = tomllib.loads((RESOURCES / "demo" / "kompas.toml").read_text(encoding="utf-8"))

    def set_up(self) -> None:
        with self._laptop.store.write() as session:
            for figure in self._script["figures"]:
                self._figures(session, figure)
            for told in self._script["rankings"]:
                self._rank(session, told)
            for slug in ("allocations", "milestones", "activities", "support-steps"):
                for values in self._script[slug]:
                    records.add(session, BY_SLUG[slug], self._dated(values), self._laptop.actor, today=self._today)
            for title, principles in TAGGED.items():
                records.edit(session, Signal, title, {"principles": principles}, self._laptop.actor)

    def _figures(self, session: Session, figure: dict[str, Any]) -> None:
        told = {name: value for name, value in figure.items() if name != "values"}
        for area, value in figure["values"].items():
            given = {**told, "area": area, "value": value, "year": str(self._today.year - 1)}
            records.add(session, AreaFigure, given, self._laptop.actor, today=self._today)

    def _rank(self, session: Session, told: dict[str, Any]) -> None:
        year = self._today.year - told["years_ago"]
        ids = {name: records.get(session, Area, name).id for name in told["order"]}
        priorities.rank(session, year, list(ids.values()), self._today)
        for name, reason in told["reasons"].items():
            priorities.give_reason(session, year, ids[name], reason, self._today)

    def _dated(self, values: dict[str, Any]) -> dict[str, str]:
        given = {name: str(value) for name, value in values.items() if name not in ("ago", "in")}
        if "ago" in values or "in" in values:
            given["date"] = (self._today + timedelta(values.get("in", 0) - values.get("ago", 0))).isoformat()
        return given
