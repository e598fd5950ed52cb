"""Every laptop of the team: what it has, when it was last heard of, what it has confirmed."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.sync.standing import SILENT, Laptop
from outreach_app.ui.sync.saying import on
from outreach_app.ui.widgets.basics import Card, Rule, SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Avatar, Badge

Remark = tuple[str, str, str]
"""Words, tone and icon of a badge."""


class LaptopsCard(Card):
    def __init__(self) -> None:
        super().__init__(gap=12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addWidget(SectionTitle(_("Who has what")))
        words = _("As each laptop last said itself, once a day at most: behind since yesterday is no trouble.")
        self.body.addWidget(Text(words, "small", "text2", wraps=True))
        self.body.addLayout(self._lines)

    def show_laptops(self, laptops: Sequence[Laptop], now: int) -> None:
        empty(self._lines)
        for position, laptop in enumerate(laptops):
            if position:
                self._lines.addWidget(Rule())
            self._lines.addWidget(_line(laptop, now))
        if not laptops:
            words = _("Nobody yet: what the team knows comes with the first sync after you were admitted.")
            self._lines.addWidget(Text(words, "body", "text2", wraps=True))


def _line(laptop: Laptop, now: int) -> QWidget:
    name = laptop.name or _("Not known yet")
    heard = _("last heard of on {day}").format(day=on(laptop.seen)) if laptop.seen else _("not heard of yet")
    who = row(Text(name, "label"), gap=8)
    if laptop.own:
        who.addWidget(Badge(_("this laptop"), "plain", "laptop"))
    who.addStretch(1)
    badges = Flow(*(Badge(*remark) for remark in remarks(laptop, now)), gap=6)
    said = column(who, gap=4)
    if not laptop.own:
        said.addWidget(Text(heard, "small", "text2", wraps=True))
    said.addLayout(badges)
    line = row(Avatar(laptop.name, "primary" if laptop.role == "coordinator" else "violet", 32), gap=12)
    line.addLayout(said, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder


def remarks(laptop: Laptop, now: int) -> Iterator[Remark]:
    """What there is to say of a laptop, in words with an icon."""
    if laptop.out:
        yield _("taken out of the team"), "red", "ban"
        return
    if laptop.behind:
        tone = "amber" if laptop.late(now) else "plain"
        yield ngettext("{n} change behind", "{n} changes behind", laptop.behind), tone, "hourglass"
    elif not laptop.own and laptop.seen:
        yield _("has everything"), "green", "check"
    if laptop.lacks:
        yield ngettext("misses {n} file", "misses {n} files", laptop.lacks), "amber", "triangle-alert"
    if laptop.unconfirmed:
        words = ngettext("{n} erasure not confirmed", "{n} erasures not confirmed", laptop.unconfirmed)
        yield words, "amber", "trash-2"
    if not laptop.keyed and laptop.seen:
        yield _("has not the new key yet"), "amber", "key-round"
    if not laptop.own and laptop.seen and now - laptop.seen >= SILENT:
        days = (now - laptop.seen) // (24 * 3600 * 1000)
        yield ngettext("silent for {n} day", "silent for {n} days", days), "amber", "clock"
