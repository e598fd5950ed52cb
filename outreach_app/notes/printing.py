"""What goes on paper: a signal's note, as a PDF or for a word processor, and agreements. Command line and window
both ask here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from outreach_app.domain.actor import Actor
from outreach_app.domain.agreements import Promise
from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import SectionText, Template
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import Yield, shown
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, speaking
from outreach_app.notes import agreement_list, area_context, checks, content, meeting_paper, results
from outreach_app.notes.blocks import Document
from outreach_app.store import evidence, freezing
from outreach_app.store.area_context import AreaContext
from outreach_app.store.database import Store
from outreach_app.store.minutes import Sitting

Form = Literal["pdf", "docx"]


class NoSuchForm(OutreachError):
    message = N_("A note is written as a PDF or for a word processor, not as {name}.")
    advice = N_("Let the name of the file end in .pdf or .docx.")


def form_of(name: str) -> Form:
    """What a file of this name holds: a text for a word processor, or a PDF. Raises NoSuchForm."""
    if name.lower().endswith(".docx"):
        return "docx"
    if name.lower().endswith(".pdf"):
        return "pdf"
    raise NoSuchForm(name=name)


def made(document: Document, form: Form) -> bytes:
    """The file that leaves. Blocks for some 0.4 s."""
    if form == "docx":
        from outreach_app.notes import word

        return word.write(document)
    from outreach_app.notes import pdf

    return pdf.publish(document)


@dataclass(frozen=True)
class Printed:
    """A finished paper. The `file_name` of a note is `<number or ontwerp>-<template>-<slug>.pdf`."""

    content: bytes
    pages: int
    """Of a file for a word processor, as many as the PDF would have."""
    file_name: str
    figures: Mapping[str, Any] | None
    records: int
    """How many records speak in it."""
    unprintable: tuple[str, ...] = ()
    """Signs that no font has: a mark stands there."""
    warning: str = ""
    """The same in words."""


def print_note(
    store: Store,
    actor: Actor,
    today: date,
    signal: Id,
    template: Template,
    language: str | None = None,
    form: Form = "pdf",
) -> Printed:
    """Freeze the own registration behind the signal where that is due (a coordinator's act), and print.

    A worker prints what is frozen, and so does a vault that is open for reading only. Raises AskCoordinator (or
    ReadOnly) where nothing is, FigureNotFrozen where the composed note holds another figure than the frozen ones.
    """
    from outreach_app.notes import glyphs, pdf  # commands that print nothing need not wait for ReportLab

    with store.read() as session:
        stands = store.readonly and evidence.frozen_evidence(session, signal) is not None
        due = None if stands else freezing.due(session, signal, actor, today)
    if due is not None:
        with store.write() as session:
            freezing.freeze(session, signal, actor, today)
    with store.read() as session:
        source = evidence.note_source(session, signal)
    with speaking(language or source.language):
        document = content.compose(source, template)
        checks.reread(document, source)
        published = made(document, form)
        pages = pdf.page_count(published if form == "pdf" else pdf.render(document))
        signs = tuple(glyphs.unprintable(document)) if form == "pdf" else ()
        number = content.slug(source.note.number) if source.note.number else content.draft_word()
    name = f"{number}-{template}-{content.slug(source.signal.title)}.{form}"
    return Printed(published, pages, name, source.figures, source.records, signs, glyphs.told(signs))


def print_agreements(
    found: Sequence[Promise], terms: Vocabularies, team: str, today: date, language: str
) -> Printed:
    """By organisation, in the order given. Blocks for some 0.4 s."""
    from outreach_app.notes import glyphs, pdf

    with speaking(language):
        document = agreement_list.composed(found, terms, team, today)
        published = pdf.publish(document)
        signs = tuple(glyphs.unprintable(document))
        name = f"{content.slug(_('Agreements'))}-{today.isoformat()}.pdf"
        return Printed(published, pdf.page_count(published), name, None, len(found), signs, glyphs.told(signs))


def print_context(found: AreaContext, today: date, language: str, form: Form = "pdf") -> Printed:
    """The local context of an area. Blocks for some 0.4 s."""
    from outreach_app.notes import glyphs, pdf

    with speaking(language):
        document = area_context.composed(found, today)
        published = made(document, form)
        pages = pdf.page_count(published if form == "pdf" else pdf.render(document))
        signs = tuple(glyphs.unprintable(document)) if form == "pdf" else ()
        name = f"{content.slug(_('Local context'))}-{content.slug(found.area.name)}.{form}"
        return Printed(published, pages, name, None, 1, signs, glyphs.told(signs))


def print_results(
    found: Yield,
    areas: Mapping[Id, str],
    terms: Vocabularies,
    team: str,
    language: str,
    area: str = "",
    own: Iterable[SectionText] = (),
) -> Printed:
    """What a year of signals yielded, as it may leave. Blocks for some 0.4 s."""
    from outreach_app.notes import glyphs, pdf

    with speaking(language):
        document = results.composed(shown(found), areas, terms, team, area, own)
        published = pdf.publish(document)
        signs = tuple(glyphs.unprintable(document))
        name = f"{content.slug(_('What our signals yielded'))}-{found.year}.pdf"
        count = found.all.signals
        return Printed(published, pdf.page_count(published), name, None, count, signs, glyphs.told(signs))


def print_meeting(sitting: Sitting, paper: Literal["agenda", "minutes"], team: str, language: str) -> Printed:
    """The agenda or the minutes of a meeting. Blocks for some 0.4 s. Raises NotForYou for minutes that the one who
    read the meeting may not read."""
    from outreach_app.notes import glyphs, pdf

    if paper == "minutes":
        sitting.refuse_outsiders()
    with speaking(language):
        document = (
            meeting_paper.agenda(sitting, team) if paper == "agenda" else meeting_paper.minutes(sitting, team)
        )
        published = pdf.publish(document)
        signs = tuple(glyphs.unprintable(document))
        name = f"{content.slug(document.title)}.pdf"
        count = 1 + len(sitting.lines)
        return Printed(published, pdf.page_count(published), name, None, count, signs, glyphs.told(signs))
