"""What of others becomes readable when a note leaves, in a few words for whoever lets it go."""

from outreach_app.domain.note_plan import Template, printed
from outreach_app.domain.notes import NoteSource
from outreach_app.i18n import _, ngettext
from outreach_app.notes.text import shorten


def visible(source: NoteSource, template: Template) -> list[str]:
    """Quotes, names of organisations and areas, figures, who is to be called."""
    sections = {one.name for one in printed(template, source.plan)}
    said = []
    if source.quotes and "quotes" in sections:
        n = len(source.quotes)
        said.append(ngettext("{n} quote of young people", "{n} quotes of young people", n))
    names = dict.fromkeys(step.organisation for step in source.steps if step.organisation)
    if names and "steps" in sections:
        said.append(", ".join(shorten(name, 60) for name in names))
    if source.signal.areas:
        said.append(", ".join(shorten(area, 60) for area in source.signal.areas))
    if source.figures and "figures" in sections:
        said.append(_("the team's figures, rounded"))
    if source.team.contact:
        said.append(shorten(source.team.contact, 80))
    return said
