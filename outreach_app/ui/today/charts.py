"""The charts of Today, made of what was counted. Exact: this page is read inside the vault and never leaves it."""

from datetime import date, timedelta

from outreach_app.domain import charts
from outreach_app.domain.charts import Chart, Series
from outreach_app.domain.periods import Span
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day
from outreach_app.store.recent import Recent

TOPICS_AT_MOST = 6
_MONDAY = date(2024, 1, 1)


def trend(found: Recent) -> Chart:
    """Contacts per week, against the same weeks a year ago where there were any."""
    mondays = [monday for monday, _now, _then in found.trend]
    series = [Series(_("this year"), tuple(now for _monday, now, _then in found.trend), key="now")]
    if any(then for _monday, _now, then in found.trend):
        then = tuple(then for _monday, _now, then in found.trend)
        series.append(Series(_("the year before"), then, key="then", compared=True))
    return Chart(
        kind="line",
        title=_("Contacts per week"),
        labels=tuple(day(monday, "d MMM") for monday in mondays),
        series=tuple(series),
        keys=tuple(monday.isoformat() for monday in mondays),
        about=_("Week of"),
    )


def topics(found: Recent, terms: Vocabularies) -> Chart:
    """Encounters by life domain, the most frequent; an encounter counts in each of its domains."""
    shown = list(found.topics.items())[:TOPICS_AT_MOST]
    changes = [charts.change(change.now, change.then, exact=True) for _code, change in shown]
    return Chart(
        kind="bars",
        title=_("What young people talk about"),
        labels=tuple(terms.label("domain", code) for code, _change in shown),
        series=(Series(_("Encounters"), tuple(change.now for _code, change in shown)),),
        keys=tuple(code for code, _change in shown),
        remarks=tuple(change.words if change else "" for change in changes),
        about=_("Life domain"),
    )


def meetings(found: Recent, terms: Vocabularies) -> Chart:
    """Contacts by day of the week and part of the day."""
    dayparts = [choice for choice in terms.choices("daypart") if _is_met(found, choice.code) or not choice.retired]
    return Chart(
        kind="heat",
        title=_("When we meet young people"),
        labels=tuple(day(_MONDAY + timedelta(days=n), "EEEEEE") for n in range(7)),
        series=tuple(
            Series(part.label, tuple(found.met.get((n, part.code), 0) for n in range(7)), key=part.code)
            for part in dayparts
        ),
        keys=tuple(map(str, range(7))),
        about=_("Part of the day"),
    )


def _is_met(found: Recent, daypart: str) -> bool:
    return any(code == daypart for _weekday, code in found.met)


def said_span(span: Span, today: date) -> str:
    """Short: 1–19 Nov, 1 Oct – 19 Nov; with the year where it is another one."""
    year = " yyyy" if span.first.year != today.year or span.last.year != today.year else ""
    last = day(span.last, f"d MMM{year}")
    if span.first == span.last:
        return last
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        return f"{span.first.day}–{last}"
    first = day(span.first, f"d MMM{year if span.first.year != span.last.year else ''}")
    return f"{first} – {last}"
