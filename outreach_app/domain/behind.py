"""Which rounds stand behind a figure, in one line of text: how a page says to another what it wants to see."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from outreach_app.domain.filters import Condition, Filter

PERIOD = "period"
"""The name of the condition on the days."""
NOT_SAID = "-"
"""In place of a code: where nothing was filled in."""
MARK = "?"
"""What such a line begins with; an id never does."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Every condition holds; what is empty asks nothing. Several codes with commas between: any of them."""

    first: date | None = None
    last: date | None = None
    weekday: int | None = None
    """0 is Monday."""
    daypart: str = ""
    domain: str = ""
    spot: str = ""
    empty: bool = False
    """Rounds with a visit at which nobody was met."""
    need: str = ""
    need_kind: str = ""
    age: str = ""
    who: str = ""
    spot_kind: str = ""
    area: str = ""
    """Where the visit was: not in an area that lies in it."""
    areas: tuple[str, ...] = ()
    """Any of these."""
    worker: str = ""

    def also(self, condition: str, value: str) -> "Behind":
        """One more condition, by its name: an id or a code."""
        named: dict[str, Any] = {condition: value}
        return replace(self, **named)

    @property
    def conditions(self) -> Filter:
        """The same, one by one: the days as a period, several areas as one."""
        found = []
        if self.first or self.last:
            first, last = self.first or date.min, self.last or date.max
            found.append(Condition(PERIOD, f"{first.isoformat()}/{last.isoformat()}"))
        if self.weekday is not None:
            found.append(Condition("weekday", str(self.weekday)))
        for part in fields(self):
            value = getattr(self, part.name)
            if part.name == "areas":
                value = ",".join(value)
            if value and part.name not in ("first", "last", "weekday"):
                found.append(Condition(part.name, "1" if value is True else value))
        return tuple(found)

    @classmethod
    def of(cls, conditions: Filter) -> "Behind | None":
        """What conditions ask together, the last of each kind; None for none. What is not known is left out."""
        said: dict[str, Any] = {}
        for one in conditions:
            if one.name == PERIOD:
                first, _slash, last = one.value.partition("/")
                said["first"], said["last"] = _day(first), _day(last)
            elif one.name == "weekday" and one.value in [*"0123456"]:
                said["weekday"] = int(one.value)
            elif one.name == "areas":
                said["areas"] = tuple(part for part in one.value.split(",") if part)
            elif one.name == "empty":
                said["empty"] = True
            elif one.name in (*_PLAIN, "daypart", "domain", "spot"):
                said[one.name] = one.value
        return cls(**said) if said else None

    def target(self) -> str:
        said = {part.name: getattr(self, part.name) for part in fields(self)}
        said["areas"] = ",".join(self.areas)
        given = {name: value for name, value in said.items() if value or (value == 0 and value is not False)}
        return MARK + urlencode({name: "1" if value is True else str(value) for name, value in given.items()})

    @classmethod
    def read(cls, target: str) -> "Behind | None":
        """What a line asks; None where it is no such line. What is not known in it is left out."""
        if not target.startswith(MARK):
            return None
        said = dict(parse_qsl(target[1:]))
        return cls(
            first=_day(said.get("first", "")),
            last=_day(said.get("last", "")),
            weekday=int(said["weekday"]) if said.get("weekday", "") in [*"0123456"] else None,
            daypart=said.get("daypart", ""),
            domain=said.get("domain", ""),
            spot=said.get("spot", ""),
            empty="empty" in said,
            areas=tuple(part for part in said.get("areas", "").split(",") if part),
            **{name: said.get(name, "") for name in _PLAIN},
        )


_PLAIN = ("need", "need_kind", "age", "who", "spot_kind", "area", "worker")
"""Conditions that are one id or one code."""


def among(codes: str) -> tuple[str, ...]:
    """The values of one condition, any of which will do."""
    return tuple(codes.split(",")) if codes else ()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
