"""How Today begins: a greeting by the part of the day, the date, and one fact about the team."""

from datetime import date, timedelta

from outreach_app.i18n import _, day, ngettext
from outreach_app.store.today import Outing

_DAY = timedelta(days=1)


def greeting(name: str, hour: int) -> str:
    """By the first name alone; a night owl is wished a good evening."""
    first = (name.split() or [""])[0]
    if not first:
        return _("Today")
    if 5 <= hour < 12:
        return _("Good morning, {name}").format(name=first)
    if 12 <= hour < 18:
        return _("Good afternoon, {name}").format(name=first)
    return _("Good evening, {name}").format(name=first)


def fact(today: date, outing: Outing | None) -> str:
    """The date, and where the team was last."""
    said = day(today, "EEEE d MMMM")
    said = f"{said[:1].upper()}{said[1:]}"
    if outing is None:
        return said
    return f"{said} · {_went(today, outing)}"


def _went(today: date, outing: Outing) -> str:
    n = outing.spots
    if outing.date == today:
        return ngettext("your team was at {n} spot today", "your team was at {n} spots today", n)
    if outing.date == today - _DAY:
        return ngettext("your team was at {n} spot yesterday", "your team was at {n} spots yesterday", n)
    return _("the last round was on {day}").format(day=day(outing.date, "EEEE d MMMM"))
