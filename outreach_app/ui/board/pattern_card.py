"""A possible pattern, dashed: the figures that made it appear, and two ways to go on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from outreach_app.domain.patterns import RISING, SPREADING
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, ngettext
from outreach_app.store.patterns import Proposal
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Mark

WHY = {SPREADING: "route", RISING: "trending-up"}
"""Which drawing stands beside which reason."""


def title_of(found: Proposal, terms: Vocabularies) -> str:
    """The one need by its name; several by what they have in common."""
    if len(found.titles) == 1:
        return next(iter(found.titles.values()))
    kind, domain = found.pattern.key
    named = terms.label("need_kind", kind), terms.label("domain", domain)
    return _("{kind}: {domain}").format(kind=named[0], domain=named[1].lower())


def figures_of(found: Proposal) -> str:
    seen = found.pattern
    encounters = ngettext("{n} encounter", "{n} encounters", seen.encounters)
    spots = ngettext("{n} spot", "{n} spots", seen.spots)
    dates = ngettext("{n} date", "{n} dates", seen.dates)
    return _("{encounters}: {spots}, {dates}").format(encounters=encounters, spots=spots, dates=dates)


def reasons_of(found: Proposal) -> list[tuple[str, str]]:
    """A drawing and a sentence for each reason."""
    said = {
        SPREADING: _("Also at a spot where it had not come up before"),
        RISING: _("More often per visit than before"),
    }
    return [(WHY[why], said[why]) for why in found.pattern.why]


class PatternCard(QFrame):
    """Shows itself to a screen reader as one text, with its two buttons."""

    def __init__(
        self, found: Proposal, terms: Vocabularies, look: Callable[[], object], dismiss: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("look", "proposed")
        title = title_of(found, terms)
        head = row(Mark("sparkles", "violet", 15), Text(_("Possible pattern"), "small", "text2"), None, gap=7)
        parts = column(head, Text(title, "strong", wraps=True), gap=6, margins=(12, 11, 12, 9))
        parts.addWidget(Text(figures_of(found), "small", "text2", wraps=True))
        for icon, sentence in reasons_of(found):
            why = row(gap=7)
            why.addWidget(Mark(icon, "text3", 13), 0, Qt.AlignmentFlag.AlignTop)
            why.addWidget(Text(sentence, "small", "text2", wraps=True), 1)
            parts.addLayout(why)
        see, leave = Button(_("Look"), "link", pressed=look), Button(_("Not a pattern"), "quiet", pressed=dismiss)
        see.setAccessibleName(_("Look: {name}").format(name=title))
        leave.setAccessibleName(_("Not a pattern: {name}").format(name=title))
        parts.addLayout(Flow(see, leave, gap=4))
        self.setLayout(parts)
        said = [
            _("Possible pattern"),
            title,
            figures_of(found),
            *(sentence for _icon, sentence in reasons_of(found)),
        ]
        self.setAccessibleName(". ".join(said))
