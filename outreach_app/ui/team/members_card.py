"""Whose laptops are in the team, how each stands, and what a coordinator can do about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.sync.members import ACTIVE, OVERDUE, REVOKED, SILENT, WORDS
from outreach_app.ui.team.people_card import ROLES, when
from outreach_app.ui.widgets.basics import Card, Elided, Rule, SectionTitle, Text, column, empty, keep_if, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.marks import Avatar, Badge, Mark
from outreach_app.workspace import Member

LOOKS = {
    ACTIVE: ("circle-check", "green"),
    OVERDUE: ("hourglass", "amber"),
    SILENT: ("moon", "amber"),
    REVOKED: ("ban", "text2"),
}


class MembersCard(Card):
    """The team, coordinators first, those that were taken out last."""

    revoke_wanted = QtSignal(object)
    """A laptop is to be taken out: a Member."""
    admitted = QtSignal(str, str)
    """A laptop that is in is to stay in for another year: its fingerprint, and the role it is to have."""
    keys_wanted = QtSignal()

    def __init__(self) -> None:
        super().__init__(gap=10)
        self._title = SectionTitle(_("The team"))
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        self._advice = QWidget()
        words = _(
            "One laptop alone can let people in and out. Make a second one a coordinator's, in case this one is"
            " lost."
        )
        advice = row(Mark("users", "amber", 18), gap=10)
        advice.addWidget(Text(words, "small", "text2", wraps=True), 1)
        self._advice.setLayout(advice)
        self._keys = Button(_("New keys …"), "secondary", "key-round", self.keys_wanted.emit)
        self._foot = QWidget()
        self._foot.setLayout(row(self._keys, None))
        self.body.addWidget(self._title)
        self.body.addLayout(self._people)
        self.body.addWidget(self._advice)
        self.body.addWidget(self._foot)
        self._advice.hide()
        self._foot.hide()

    def show_members(self, members: Sequence[Member], *, keeping: bool, lonely: bool) -> None:
        """`keeping`: whoever sits here is a coordinator and may change things."""
        empty(self._people)
        for position, member in enumerate(members):
            if position:
                self._people.addWidget(Rule())
            self._people.addWidget(self._line(member, keeping))
        if not members:
            words = _("Nobody yet: what the team knows comes with the first sync after you were admitted.")
            self._people.addWidget(Text(words, "body", "text2", wraps=True))
        self._advice.setVisible(keeping and lonely)
        self._foot.setVisible(keeping)

    def _line(self, member: Member, keeping: bool) -> QWidget:
        line = QWidget()
        coordinator = member.role == "coordinator"
        name = member.name or _("Not known yet")
        own = Badge(_("this laptop"), "plain", "laptop")
        keep_if(member.own, own)
        who = row(Text(name, "label"), own, None, gap=8)
        icon, colour = LOOKS[member.state]
        state = row(Mark(icon, colour, 14), gap=6)
        state.addWidget(Text(_stands(member), "small", "text2", wraps=True), 1)
        inside = row(Avatar(member.name, "primary" if coordinator else "violet", 32), gap=12)
        inside.addLayout(column(who, Elided(member.fingerprint, "small", "text3"), state, gap=1), 1)
        inside.addWidget(
            Badge(_(ROLES[member.role]), "primary", "shield-check")
            if coordinator
            else Badge(_(ROLES[member.role]))
        )
        if keeping:
            inside.addWidget(self._more(member, name))
        line.setLayout(inside)
        return line

    def _more(self, member: Member, name: str) -> IconButton:
        button = IconButton("ellipsis", _("What to do with the laptop of {name}").format(name=name))
        menu = QMenu(button)
        if member.until:
            renew = menu.addAction(_("Let stay for another year"))
            renew.triggered.connect(lambda _on: self.admitted.emit(member.fingerprint, member.role))
        if member.role != "coordinator":
            promote = menu.addAction(_("Make coordinator"))
            promote.triggered.connect(lambda _on: self.admitted.emit(member.fingerprint, "coordinator"))
        out = menu.addAction(_("Take out of the team …"))
        out.triggered.connect(lambda _on: self.revoke_wanted.emit(member))
        button.clicked.connect(lambda _on: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        if member.state == REVOKED:  # its room is kept, so that the roles stand below each other
            button.setEnabled(False)
        return button


def _stands(member: Member) -> str:
    words = _(WORDS[member.state])
    said = [words[:1].upper() + words[1:]]
    if member.state == OVERDUE:
        said.append(_("gets no new key until it is admitted again"))
    if member.last_seen and not member.own:
        said.append(_("seen {when}").format(when=when(member.last_seen)))
    if member.behind:
        said.append(ngettext("{n} change behind", "{n} changes behind", member.behind))
    return " · ".join(said)
