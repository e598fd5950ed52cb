"""From a signal to its paper: headings, paragraphs, tables, charts, in the order a college reads them.

What stands on paper, in which order and under which headings, its template says (`domain/note_plan.py`). A *nota*
asks for a decision and prints every section, an open one as "to be completed"; a *bundel* states the problem only,
as bundles of signals leave solutions out, and a *reply* answers a municipality: both omit what is empty. Written
in the current language; the caller wraps in `speaking(...)`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from outreach_app.domain.note_plan import Template, printed
from outreach_app.domain.notes import FeedbackText, NoteSource, StepText
from outreach_app.domain.records import Term
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, language, ngettext, pgettext
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
from outreach_app.notes.letterhead import of_team
from outreach_app.notes.prose import MOST_CHARACTERS, MOST_LINES, cut, joined, missing, paragraphs
from outreach_app.notes.resolution import numbered
from outreach_app.notes.text import clean, lines, shorten, unquoted

MOST_QUOTES = 3
"""Two or three voices are heard; more are counted."""
_HEADER_VALUE = 240


def compose(source: NoteSource, template: Template) -> Document:
    """The note as it would stand on paper now. Nothing is looked up: the same source gives the same document."""
    kind = kind_of(template)
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
    sections = _sections(source, template, vocabularies)
    return Document(
        title=f"{kind} {number_}. {title}" if number_ else title,
        language=language(),
        author=shorten(source.team.name, 80),
        running=f"{kind} {number_}" if number_ else f"{kind} ({_('draft')})",
        footer=shorten(title, 90),
        dated=source.note.date,
        letterhead=of_team(source.team),
        confidential=shorten(source.note.confidentiality, _HEADER_VALUE),
        distribution=shorten(", ".join(lines(source.note.distribution[:MOST_CHARACTERS])), 2 * _HEADER_VALUE),
        blocks=(_overline(kind, number_, source, vocabularies), Heading(title, 1), *sections),
    )


def kind_of(template: Template) -> str:
    """What the paper calls itself."""
    return {"nota": _("Signal note"), "bundel": _("Signal"), "reply": _("Reply")}[template]


def slug(title: str) -> str:
    """A title as part of a file name: a-z, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", title[:1000]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "signal"


def draft_word() -> str:
    """Stands where a note has no number yet, in file names too."""
    return slug(_("draft"))


_CALLED_OUT: Mapping[Template, str] = {"nota": "decision", "bundel": "problem", "reply": "problem"}
"""What the reader must see first."""


def _sections(source: NoteSource, template: Template, vocabularies: Vocabularies) -> Iterator[Block]:
    for planned in printed(template, source.plan):
        standing = [replace(one, typed=planned.name == "figures") for one in paragraphs(planned.standing)]
        if planned.name == "head":
            yield _header(source, addressed=template != "bundel", sitting=template == "nota")
            yield from standing
            continue
        told = planned.name != "figures" or planned.required or source.figures or source.evidence
        said = list(_SECTIONS[planned.name](source, vocabularies)) if told else []
        if planned.name == _CALLED_OUT[template]:
            yield Callout(planned.title, (*standing, *_words(said)))
        elif said or standing or template == "nota" or planned.required:
            yield Heading(planned.title)
            yield from (*standing, *(said or [missing()]))


def _words(said: Iterable[Block]) -> list[Paragraph]:
    return [block for block in said if isinstance(block, Paragraph)] or [missing()]


def _overline(kind: str, number_: str, source: NoteSource, vocabularies: Vocabularies) -> Overline:
    about = [vocabularies.label("domain", code) for code in source.domains[:2]]
    words = [f"{kind} {number_}".strip(), *about, source.team.municipality]
    return Overline(" · ".join(shorten(word, 40) for word in words if word), mark="" if number_ else _("draft"))


def _header(source: NoteSource, *, addressed: bool, sitting: bool) -> Facts:
    """Who asks whom, when, and where it was discussed. What it cannot do without shows as missing; a bundle has
    readers of its own, and a reply is on no agenda."""
    note, team = source.note, source.team
    sender = shorten(team.name, 120)
    if team.service:
        sender = _("{team}, via {service}").format(team=sender, service=shorten(team.service, 100))
    when = [day(note.session_date)] if note.session_date else []
    if note.agenda_number:
        when.append(_("item {number}").format(number=shorten(note.agenda_number, 40)))
    rows = [
        (_("Date"), day(note.date), addressed),
        *([(pgettext("note", "To"), note.addressee, True)] if addressed else ()),
        *([(_("Session"), ", ".join(when), True)] if sitting else ()),
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


def _asked(source: NoteSource) -> list[Paragraph]:
    """What this kind of addressee is always asked comes before what this note asks."""
    opening, asked = paragraphs(source.standing.opening), paragraphs(source.note.decision_requested)
    return [*opening, *(asked or [missing()])] if opening else [*asked]


def _resolution(text: str, formula: str) -> list[Block]:
    """Articles: numbered here unless they bring their own numbers; before them who resolves."""
    rows = [Fact(label, "\n".join(body)) for label, body in numbered(text)]
    return [*paragraphs(formula), Labelled(tuple(rows)), *cut(text)] if rows else []


def _annexes(text: str) -> list[Block]:
    items = tuple(shorten(line, 400) for line in lines(text[:MOST_CHARACTERS])[:MOST_LINES])
    return [Bullets(items), *cut(text)] if items else []


_SECTIONS: Mapping[str, Callable[[NoteSource, Vocabularies], Iterable[Block]]] = {
    "decision": lambda source, _words: _asked(source),
    "problem": lambda source, _words: paragraphs(source.signal.problem),
    "figures": figures_section,
    "quotes": lambda source, _words: _quotes(source.quotes),
    "causes": lambda source, _words: paragraphs(source.signal.causes),
    "steps": lambda source, words: _steps(source.steps, words),
    "proposal": _proposal,
    "support": lambda source, _words: paragraphs(source.signal.support),
    "follow_up": lambda source, words: [*paragraphs(source.signal.follow_up), *_feedback(source.feedback, words)],
    "resolution": lambda source, _words: _resolution(source.note.resolution, source.standing.formula),
    "annexes": lambda source, _words: _annexes(source.note.annexes),
}
