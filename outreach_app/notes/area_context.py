"""The local context of an area on paper: target group, offer, surroundings. No persons, no figures."""

from collections.abc import Iterator
from datetime import date

from outreach_app.domain.fields import field_of
from outreach_app.domain.records import Area
from outreach_app.i18n import _, day, gettext, language
from outreach_app.notes.blocks import Block, Document, Fact, Facts, Heading, Overline, Paragraph
from outreach_app.notes.text import shorten
from outreach_app.store.area_context import AreaContext

TEXTS = ("target_group", "offer", "surroundings", "context")


def composed(found: AreaContext, today: date) -> Document:
    """In the language spoken here. A text that nobody wrote yet is said to be missing."""
    area, kind = found.area, _("Local context")
    said = day(today, "d MMMM yyyy")
    head = (Overline(f"{kind} · {said}"), Heading(area.name, 1))
    facts = tuple(_facts(found))
    title = f"{kind}: {shorten(area.name, 80)}"
    return Document(
        title=title,
        language=language(),
        author=shorten(found.team, 80),
        running=title,
        footer=f"{title}, {said}",
        blocks=(*head, *((Facts(facts),) if facts else ()), *_texts(area)),
        dated=today,
    )


def _facts(found: AreaContext) -> Iterator[Fact]:
    area = found.area
    known = (
        (_("Level"), found.level),
        (_("Part of"), found.within),
        (_("Form of cooperation"), found.cooperation),
        (_("Supported since"), day(area.supported_since, "MMMM yyyy")),
        (_("Exists since"), day(area.valid_from, "d MMMM yyyy")),
        (_("Existed until"), day(area.valid_to, "d MMMM yyyy")),
    )
    return (Fact(label, value) for label, value in known if value)


def _texts(area: Area) -> Iterator[Block]:
    for name in TEXTS:
        described, text = field_of(Area, name), getattr(area, name).strip()
        assert described is not None
        if text or name != "context":
            yield Heading(gettext(described.label))
            yield from (Paragraph(part, typed=True) for part in text.split("\n") if part.strip())
            if not text:
                yield Paragraph(_("Nothing is written here yet."), missing=True)
