"""From a signal to its paper: headings, paragraphs, tables, charts, in the order a college reads them.

Two templates: a *nota* asks for a decision and prints every heading, an open one as "to be completed"; a *bundel*
states the problem only, as bundles of signals leave solutions out, and omits what is empty. Written in the current
language; the caller wraps in `speaking(...)`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from outreach_app.domain.notes import FeedbackText, NoteSource, StepText
from outreach_app.domain.records import Term
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, language, ngettext, number, pgettext
from outreach_app.notes.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Fact,
    Facts,
    Heading,
    Labelled,
    Overline,
    Paragraph,
    Quote,
)
from outreach_app.notes.figures import figures_section
from outreach_app.notes.prose import MOST_CHARACTERS, MOST_LINES, cut, joined, missing, paragraphs
from outreach_app.notes.text import articles, clean, lines, shorten, unquoted

Template = Literal["nota", "bundel"]

MOST_QUOTES = 3
"""Two or three voices are heard; more are counted."""
_HEADER_VALUE = 240


def compose(source: NoteSource, template: Template) -> Document:
    """The note as it would stand on paper now. Nothing is looked up: the same source gives the same document."""
    kind = _("Signal note") if template == "nota" else _("Signal")
    number_ = shorten(source.note.number, 40)
    title = shorten(source.signal.title, 300) or _("Untitled")
    vocabularies = Vocabularies(
        Term(
            vocabulary=term.vocabulary,
            code=term.code,
            nl=term.nl,
            en=term.en,
            fr=term.fr,
            sensitive=term.sensitive,
        )
        for term in source.terms
    )
    sections = _nota(source, vocabularies) if template == "nota" else _bundel(source, vocabularies)
    return Document(
        title=f"{kind} {number_}. {title}" if number_ else title,
        language=language(),
        author=shorten(source.team.name, 80),
        running=f"{kind} {number_}" if number_ else f"{kind} ({_('draft')})",
        footer=shorten(title, 90),
        dated=source.note.date,
        blocks=(_overline(kind, number_, source, vocabularies), Heading(title, 1), *sections),
    )


def slug(title: str) -> str:
    """A title as part of a file name: a-z, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", title[:1000]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "signal"


def draft_word() -> str:
    """Stands where a note has no number yet, in file names too."""
    return slug(_("draft"))


def _nota(source: NoteSource, vocabularies: Vocabularies) -> Iterator[Block]:
    note, signal = source.note, source.signal
    yield _header(source, session=True)
    yield Callout(_("Decision requested"), tuple(paragraphs(note.decision_requested) or [missing()]))
    yield from _section(_("Occasion and problem"), paragraphs(signal.problem))
    yield from _section(_("Facts and figures"), figures_section(source, vocabularies))
    yield from _section(_("Voice of young people"), _quotes(source.quotes))
    yield from _section(_("Causes and consequences"), paragraphs(signal.causes))
    yield from _section(_("Already tried"), _steps(source.steps, vocabularies))
    yield from _section(_("Proposal and cost"), _proposal(source, vocabularies))
    yield from _section(_("Support base"), paragraphs(signal.support))
    yield from _section(
        _("Follow-up and feedback"), [*paragraphs(signal.follow_up), *_feedback(source.feedback, vocabularies)]
    )
    yield from _section(_("Proposed resolution"), _resolution(note.resolution))
    yield from _section(_("Annexes"), _annexes(note.annexes))


def _bundel(source: NoteSource, vocabularies: Vocabularies) -> Iterator[Block]:
    signal = source.signal
    yield _header(source, session=False)
    yield Callout(_("Occasion and problem"), tuple(paragraphs(signal.problem) or [missing()]))
    yield from _section(_("Facts and figures"), figures_section(source, vocabularies))
    for heading, blocks in (
        (_("Voice of young people"), _quotes(source.quotes)),
        (_("Causes and consequences"), paragraphs(signal.causes)),
        (_("Already tried"), _steps(source.steps, vocabularies)),
        (_("Support base"), paragraphs(signal.support)),
    ):
        if blocks:
            yield from _section(heading, blocks)


def _section(heading: str, blocks: Iterable[Block]) -> Iterator[Block]:
    yield Heading(heading)
    empty = True
    for block in blocks:
        empty = False
        yield block
    if empty:
        yield missing()


def _overline(kind: str, number_: str, source: NoteSource, vocabularies: Vocabularies) -> Overline:
    about = [vocabularies.label("domain", code) for code in source.domains[:2]]
    words = [f"{kind} {number_}".strip(), *about, source.team.municipality]
    return Overline(" · ".join(shorten(word, 40) for word in words if word), mark="" if number_ else _("draft"))


def _header(source: NoteSource, session: bool) -> Facts:
    """Who asks whom, when, and where it was discussed. With a session, what it cannot do without shows as missing;
    without one, whom it goes to stays out as well: a bundle has readers of its own.
    """
    note, team = source.note, source.team
    sender = shorten(team.name, 120)
    if team.service:
        sender = _("{team}, via {service}").format(team=sender, service=shorten(team.service, 100))
    sitting = [day(note.session_date)] if note.session_date else []
    if note.agenda_number:
        sitting.append(_("item {number}").format(number=shorten(note.agenda_number, 40)))
    addressed = [(pgettext("note", "To"), note.addressee, True), (_("Session"), ", ".join(sitting), True)]
    rows = [
        (_("Date"), day(note.date), session),
        *(addressed if session else ()),
        (pgettext("note", "From"), sender, False),
        (pgettext("note", "Contact"), team.contact, False),
        (_("Discussed before"), note.discussed, False),
        (_("Areas"), ", ".join(source.signal.areas), False),
        (_("Confidentiality"), note.confidentiality, False),
    ]
    return Facts(
        tuple(
            Fact(label, shorten(value, _HEADER_VALUE) or missing().text, missing=not value)
            for label, value, required in rows
            if value or required
        )
    )


def _quotes(quotes: tuple[str, ...]) -> list[Block]:
    said = [unquoted(clean(quote[:MOST_CHARACTERS])) for quote in quotes]
    printed: list[Block] = [Quote(_("“{words}”").format(words=words)) for words in said[:MOST_QUOTES] if words]
    more = len(said) - MOST_QUOTES
    if more > 0:
        text = ngettext("{n} more quote may be printed.", "{n} more quotes may be printed.", more)
        printed.append(Paragraph(text, small=True))
    return printed


def _steps(steps: tuple[StepText, ...], vocabularies: Vocabularies) -> list[Block]:
    """What was tried, dated, with whom and what came of it."""
    rows = []
    for step in steps:
        with_whom = shorten(step.organisation, 120)
        done = " ".join(_closed(joined(part)) for part in (step.summary, step.result) if part)
        label = day(step.date) or vocabularies.label("route", step.route)
        rows.append(Fact(label, f"{with_whom}: {done}" if with_whom else done))
    return [Labelled(tuple(rows))] if rows else []


def _closed(text: str) -> str:
    """A text that can be followed by a sentence."""
    return f"{text}." if text[-1:].isalnum() else text


def _proposal(source: NoteSource, vocabularies: Vocabularies) -> list[Block]:
    """The proposal, its alternatives and its price. The price is asked for as soon as there is a proposal."""
    note = source.note
    cost = joined(note.cost)
    if note.cost_type:
        kind = shorten(vocabularies.label("cost", note.cost_type), 80)
        cost = f"{cost} ({kind.lower()})" if cost else kind
    rows = [
        Fact(_("Cost"), cost or missing().text, missing=not cost),
        Fact(_("Multi-year plan"), joined(note.plan_code)),
        Fact(_("Alternative"), joined(note.alternative)),
        Fact(_("If nothing is done"), joined(note.doing_nothing)),
    ]
    proposal: list[Block] = [*paragraphs(note.proposal)]
    filled = tuple(row for row in rows if row.value)
    if not proposal and len(filled) == 1 and filled[0].missing:
        return []
    return [*(proposal or [missing()]), Labelled(filled)]


def _feedback(feedback: tuple[FeedbackText, ...], vocabularies: Vocabularies) -> list[Block]:
    rows = [
        Fact(
            day(told.date), f"{shorten(vocabularies.label('audience', told.audience), 80)}: {joined(told.message)}"
        )
        for told in feedback
        if told.date and told.message
    ]
    return [Labelled(tuple(rows))] if rows else []


def _resolution(text: str) -> list[Block]:
    """Articles: numbered here unless they bring their own numbers."""
    rows = [
        Fact(own or _("Article {number}").format(number=number(place)), "\n".join(body))
        for place, (own, body) in enumerate(articles(text[:MOST_CHARACTERS])[:MOST_LINES], start=1)
    ]
    return [Labelled(tuple(rows)), *cut(text)] if rows else []


def _annexes(text: str) -> list[Block]:
    items = tuple(shorten(line, 400) for line in lines(text[:MOST_CHARACTERS])[:MOST_LINES])
    return [Bullets(items), *cut(text)] if items else []
