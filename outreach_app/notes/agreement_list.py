"""Agreements on paper, organisation by organisation: to bring along, or to send to who promised."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from outreach_app.domain.agreements import Promise, days_late
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, language, ngettext, reading_order
from outreach_app.notes.blocks import Block, Document, Heading, Overline, Paragraph, Table
from outreach_app.notes.text import shorten

_LONGEST = 900
"""Characters of one agreement: a row is never torn by a page."""


def composed(found: Sequence[Promise], terms: Vocabularies, team: str, today: date) -> Document:
    """In the order in which they are given, by organisation; those of nobody come last. In the language spoken
    here."""
    title, said = _("Agreements"), day(today, "d MMMM yyyy")
    head = (Overline(said), Heading(title, 1), Paragraph(_counted(found, today)))
    return Document(
        title=f"{title}, {said}",
        language=language(),
        author=shorten(team, 80),
        running=title,
        footer=f"{title}, {said}",
        blocks=(*head, *_groups(found, terms, today)),
        dated=today,
    )


def _groups(found: Sequence[Promise], terms: Vocabularies, today: date) -> Iterator[Block]:
    by_name = sorted(found, key=lambda one: (not one.organisation, reading_order(one.organisation)))
    for name, group in groupby(by_name, key=lambda one: one.organisation):
        promised = list(group)
        yield Heading(name or _("Nobody named yet"))
        yield Table(
            ngettext("{n} agreement", "{n} agreements", len(promised)),
            (_("What is agreed"), _("By when"), _("State")),
            tuple(_row(one, terms, today) for one in promised),
        )


def _row(one: Promise, terms: Vocabularies, today: date) -> tuple[str, ...]:
    return shorten(one.text, _LONGEST), day(one.due, "d MMM yyyy"), _standing(one, terms, today)


def _counted(found: Sequence[Promise], today: date) -> str:
    late = sum((days_late(one.state, one.due, today) or 0) > 0 for one in found)
    said = ngettext("{n} agreement", "{n} agreements", len(found))
    return _("{agreements}, of which {late} late.").format(agreements=said, late=late) if late else f"{said}."


def _standing(one: Promise, terms: Vocabularies, today: date) -> str:
    state = terms.label("agreement_state", one.state)
    days = days_late(one.state, one.due, today) or 0
    return f"{state}, {ngettext('{n} day late', '{n} days late', days)}" if days > 0 else state
