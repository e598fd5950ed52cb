"""Which rounds stand behind a figure, in one line of text: how a page says to another what it wants to see."""

from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import parse_qsl, urlencode

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

    def target(self) -> str:
        said = {part.name: getattr(self, part.name) for part in fields(self)}
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
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
