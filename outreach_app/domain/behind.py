"""Which rounds stand behind a figure, in one line of text: how a page says to another what it wants to see."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

NOT_SAID = "-"
"""In place of a code: where nothing was filled in."""
MARK = "?"
"""What such a line begins with; an id never does."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Every condition holds; what is empty asks nothing."""

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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
