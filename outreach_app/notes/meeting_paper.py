"""A meeting on paper: the agenda for who is invited, minutes for who was there. In the language spoken here."""

from collections.abc import Iterator

from outreach_app.i18n import _, day, language
from outreach_app.notes.blocks import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Labelled,
    Overline,
    Paragraph,
)
from outreach_app.notes.text import shorten
from outreach_app.store.minutes import Agreed, Line, Sitting

_LONGEST = 1200
"""Characters of one text: a row is never torn by a page."""


def agenda(sitting: Sitting, team: str) -> Document:
    title = _("Agenda")
    blocks: list[Block] = [*_head(sitting, title), Heading(_("Agenda items"))]
    kept = [line for line in sitting.lines if line.item.late != "dropped"]
    for n, line in enumerate(kept, 1):
        blocks += _planned(n, line, sitting)
    if not kept:
        blocks.append(Paragraph(_("Nothing is on the agenda yet."), missing=True))
    changed = [_late(line, sitting) for line in sitting.lines if line.item.late]
    if changed and sitting.meeting.fixed_on:
        fixed = _("Changed since the agenda was fixed on {day}").format(day=day(sitting.meeting.fixed_on))
        blocks += [Heading(fixed), Bullets(tuple(changed))]
    blocks += _for_whom(sitting.invited)
    return _document(sitting, title, team, tuple(blocks), sitting.invited)


def minutes(sitting: Sitting, team: str) -> Document:
    title = _("Minutes")
    blocks: list[Block] = [*_head(sitting, title)]
    for n, line in enumerate(sitting.lines, 1):
        blocks += _ended(n, line, sitting)
    blocks += _for_whom(sitting.recipients)
    return _document(sitting, title, team, tuple(blocks), sitting.recipients, closed=True)


def _document(
    sitting: Sitting, title: str, team: str, blocks: tuple[Block, ...], whom: list[str], *, closed: bool = False
) -> Document:
    said = f"{title}, {sitting.meeting.title}"
    return Document(
        title=said,
        language=language(),
        author=shorten(team, 80),
        running=shorten(said, 80),
        footer=shorten(said, 90),
        blocks=blocks,
        dated=sitting.meeting.date,
        confidential=_("For those who were there and the coordinator of the team only") if closed else "",
        distribution=", ".join(whom),
    )


def _head(sitting: Sitting, title: str) -> Iterator[Block]:
    meeting, table = sitting.meeting, sitting.table
    yield Overline(f"{title} · {table.name}")
    yield Heading(meeting.title, 1)
    hours = "–".join(part for part in (meeting.start, meeting.end) if part)
    there = ", ".join(filter(None, (sitting.name(id) for id in meeting.attendees)))
    facts = (
        (_("Date"), ", ".join(part for part in (day(meeting.date, "EEEE d MMMM yyyy"), hours) if part)),
        (_("Place"), meeting.place),
        (_("Chair"), sitting.persons.get(table.chair, "") if table.chair else ""),
        (_("Lead"), sitting.persons.get(table.lead, "") if table.lead else ""),
        (_("Alderman"), _("takes part") if meeting.alderman else ""),
        (_("Present"), there),
    )
    yield Facts(tuple(Fact(label, value) for label, value in facts if value))


def _planned(n: int, line: Line, sitting: Sitting) -> Iterator[Block]:
    """The item, what the table is asked, why it is there, and what is known about it."""
    item = line.item
    yield Heading(f"{n}. {shorten(item.text, 200)}", 3)
    said = (("purpose", item.purpose), ("item_origin", item.origin), ("late_change", item.late))
    yield Paragraph(" · ".join(_label(sitting, vocabulary, code) for vocabulary, code in said if code), small=True)
    if item.explanation.strip():
        yield Paragraph(shorten(item.explanation, _LONGEST))


def _for_whom(whom: list[str]) -> Iterator[Block]:
    """In full: the foot of a page may be too narrow for it."""
    yield Heading(_("Only for"))
    yield Paragraph(", ".join(whom), small=True)


def _late(line: Line, sitting: Sitting) -> str:
    return f"{line.item.text}: {_label(sitting, 'late_change', line.item.late).lower()}"


def _ended(n: int, line: Line, sitting: Sitting) -> Iterator[Block]:
    """The item and what it ended in."""
    yield Heading(f"{n}. {shorten(line.item.text, 200)}")
    if line.item.late == "dropped":
        yield Paragraph(_label(sitting, "late_change", "dropped"))
        return
    rows = []
    if line.said.strip():
        label = _label(sitting, "item_outcome", line.outcome)
        rows.append(Fact(label if line.outcome in ("decision", "reason") else _("What was said"), line.said))
    rows += [Fact(_("Agreement"), _agreed(one)) for one in line.agreed]
    if rows:
        yield Labelled(tuple(Fact(one.label, shorten(one.value, _LONGEST)) for one in rows))
    if not line.ended:
        yield Paragraph(_("Ends in nothing yet: an agreement, a decision or a reason is missing."), missing=True)


def _agreed(one: Agreed) -> str:
    """What, who, by when."""
    by = _("by {day}").format(day=day(one.due, "d MMMM yyyy")) if one.due else ""
    detail = ", ".join(part for part in (one.organisation, by) if part)
    return f"{one.text} ({detail})" if detail else one.text


def _label(sitting: Sitting, vocabulary: str, code: str) -> str:
    return sitting.terms.label(vocabulary, code) if code else ""
