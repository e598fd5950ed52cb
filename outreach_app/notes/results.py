"""What a year of signals yielded, on paper and in a spreadsheet: the same words everywhere, in the language spoken
here. Takes what may leave (`domain.yields.shown`), nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from outreach_app.domain.charts import WITHHELD
from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import YEARLY, SectionText, printed
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import EVERYWHERE, LEAST, Line, Realisation, Yield
from outreach_app.i18n import _, language, ngettext, number
from outreach_app.notes.blocks import (
    Block,
    Card,
    Document,
    Fact,
    Heading,
    KeyFigures,
    Labelled,
    Overline,
    Paragraph,
    Table,
)
from outreach_app.notes.prose import paragraphs
from outreach_app.notes.text import shorten

_LONGEST = 400
"""Characters of a decision: a row is never torn by a page."""


def composed(
    found: Yield,
    areas: Mapping[Id, str],
    terms: Vocabularies,
    team: str,
    area: str = "",
    own: Iterable[SectionText] = (),
) -> Document:
    """`area` names the one that was asked for; `own` is what the team made of the template."""
    title, year = _("What our signals yielded"), str(found.year)
    said = " · ".join(part for part in (year, area) if part)
    return Document(
        title=f"{title}, {said}",
        language=language(),
        author=shorten(team, 80),
        running=title,
        footer=shorten(f"{title}, {said}", 90),
        blocks=(
            Overline(said),
            Heading(title, 1),
            *_blocks(found, areas, terms, own, named=bool(area)),
            Paragraph(" ".join(method()), small=True),
        ),
    )


def _blocks(
    found: Yield, areas: Mapping[Id, str], terms: Vocabularies, own: Iterable[SectionText], *, named: bool
) -> Iterator[Block]:
    for planned in printed(YEARLY, own):
        yield Heading(planned.title)
        yield from paragraphs(planned.standing)
        match planned.name:
            case "key_figures":
                yield KeyFigures(tuple(Card(value, label) for label, value in cards(found.all)))
            case "states":
                states = tuple(
                    (terms.label("signal_state", state), number(n)) for state, n in found.states.items()
                )
                yield Table(_("Signals by state"), (_("State"), _("Signals")), states)
                if not named and len(found.areas) > 1:
                    yield Table(_("By area"), headings(), tuple(rows(found, areas)))
            case "realised":
                told = tuple(_facts(found.realised, terms))
                yield Labelled(told) if told else Paragraph(_("Nothing was realised yet."))


def cards(line: Line, *, exact: bool = False) -> list[tuple[str, str]]:
    """The four figures that say most, each with what it is."""
    return [
        (ngettext("signal", "signals", line.signals), number(line.signals)),
        (_("of those submitted have an answer"), answered(line)),
        (_("from first encounter to decision"), lasted(line.to_decision, exact=exact)),
        (_("from first encounter to feedback"), lasted(line.to_feedback, exact=exact)),
    ]


def answered(line: Line) -> str:
    """No percentage: a year has few signals."""
    counts = {"answered": number(line.answered), "submitted": number(line.submitted)}
    return _("{answered} of {submitted}").format(**counts) if line.submitted else WITHHELD


def lasted(days: int | None, *, exact: bool = False) -> str:
    if days is None:
        return WITHHELD
    return ngettext("{n} day", "{n} days", days) if exact else ngettext("{n} week", "{n} weeks", days // 7)


def headings() -> tuple[str, ...]:
    return (_("Area"), _("Signals"), _("Answered"), _("To decision"), _("To feedback"))


def rows(found: Yield, areas: Mapping[Id, str], *, exact: bool = False) -> list[tuple[str, ...]]:
    """Area by area, the one with most signals first."""
    lines = sorted(found.areas.items(), key=lambda each: (-each[1].signals, area_name(each[0], areas)))
    return [
        (
            area_name(place, areas),
            number(line.signals),
            answered(line),
            lasted(line.to_decision, exact=exact),
            lasted(line.to_feedback, exact=exact),
        )
        for place, line in lines
    ]


def area_name(place: Id, areas: Mapping[Id, str]) -> str:
    return _("No area in particular") if place == EVERYWHERE else areas.get(place, "?")


def sheet_rows(found: Yield, terms: Vocabularies) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The spreadsheet: a line for each need of which something came, below the counts by state."""
    header = (_("Need"), _("Outcome"), _("What was decided"), _("Agreements"), _("Encounters"))
    return header, [_realised(one, terms) for one in found.realised]


def sheet_notes(found: Yield, areas: Mapping[Id, str], terms: Vocabularies) -> list[str]:
    """What stands below it: the counts, area by area, and how they came about."""
    states = (f"{terms.label('signal_state', state)}: {number(n)}" for state, n in found.states.items())
    figures = (f"{value} {label}" for label, value in cards(found.all))
    return [
        str(found.year),
        *figures,
        *states,
        *(_told(row) for row in rows(found, areas)),
        *method(),
    ]


def _told(row: tuple[str, ...]) -> str:
    """A row of the areas as a line."""
    figures = (f"{label}: {value}" for label, value in zip(headings()[1:], row[1:], strict=True))
    return " · ".join((row[0], *figures))


def method() -> Sequence[str]:
    most = _("How long it took is a median in whole weeks; of fewer than {n} signals it is not shown (–).")
    return (
        _("A signal counts in the year in which it was submitted, else in that in which it was made."),
        _("A signal about several areas counts in each of them, so that these do not add up."),
        most.format(n=number(LEAST)),
        _("Encounters are as the submitted note published them: rounded to 5, small numbers not shown (–)."),
    )


def _facts(realised: Sequence[Realisation], terms: Vocabularies) -> Iterator[Fact]:
    """Needs that one decision answers stand together, each with the encounters in which it came up."""
    for _signal, group in groupby(realised, key=lambda one: one.signal):
        needs = list(group)
        first = needs[0]
        said = [_met(one) for one in needs]
        decided = shorten(first.decision, _LONGEST)
        kept = _kept(first)
        more = _("Agreements kept: {count}.").format(count=kept) if kept else ""
        yield Fact(
            terms.label("outcome", first.outcome), "\n".join(part for part in (*said, decided, more) if part)
        )


def _met(one: Realisation) -> str:
    need = shorten(one.need, 160)
    if one.encounters is None:
        return need
    return f"{need} ({ngettext('{n} encounter', '{n} encounters', one.encounters)})"


def _kept(one: Realisation) -> str:
    counts = {"kept": number(one.kept), "agreed": number(one.agreed)}
    return _("{kept} of {agreed}").format(**counts) if one.agreed else ""


def _realised(one: Realisation, terms: Vocabularies) -> tuple[str, ...]:
    return (
        shorten(one.need, 160),
        terms.label("outcome", one.outcome),
        shorten(one.decision, _LONGEST),
        _kept(one),
        WITHHELD if one.encounters is None else number(one.encounters),
    )
