"""The templates of notes, arranged by a coordinator: order, headings, budgets, standing texts, and no more."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.note_plan import YEARLY, Planned, SectionText, plan
from outreach_app.domain.records import NoteSection, Team
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, gettext, number
from outreach_app.store import note_plans
from outreach_app.store.undoing import watched
from outreach_app.ui import shortcuts
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.note.sections import ICONS, template_options
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton, Tick
from outreach_app.ui.widgets.counter import Counter
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine, TextLines
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.place_list import PlaceList, PlaceRow
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.store.undoing import Change

REST_MS = 1000
LIST_SHARE, FORM_SHARE = 5, 7


class TemplatesPanel(Following):
    """What is changed saves itself; workers look on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, {NoteSection, Team})
        self.own: Sequence[SectionText] = ()
        self._may = desk.actor.coordinator and not desk.readonly
        self._filling = False
        self._of = "nota"
        self._name = ""
        """Of the template and the section in the form."""
        self.templates = Segments([*template_options(), Option(YEARLY, _("Yearly report"))], _("Template"))
        self.list = PlaceList(_("Sections of the template"))
        self.title = TextLine(_("Heading"))
        self.words = Counter(_("Words at most"), most=2000)
        self.standing = TextLines(_("Standing text"), rows=4)
        self.printed = Tick(_("Stands in the note"))
        self._about = Text("", "small", "text2", wraps=True)
        self.up = IconButton("arrow-up", _("Move up (Alt+↑)"), lambda: self._move(-1))
        self.down = IconButton("arrow-down", _("Move down (Alt+↓)"), lambda: self._move(1))
        self.restore = Button(_("As it was built in"), "secondary", "rotate-ccw", self._restore)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.save)
        self._lay_out()
        self._listen()
        self.reload()

    def reload(self) -> None:
        self.desk.background.read(note_plans.own_sections, owner=self, done=self._show)

    def put_away(self) -> None:
        self.save()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    def save(self) -> None:
        """Writes what differs of the section that is shown."""
        self._rest.stop()
        name, now = self._name, self._planned(self._name)
        if now is None or not self._may:
            return
        values = {key: value for key, value in self._typed(now).items() if value != self._stored(now, key)}
        if values:
            template, actor = self._of, self.desk.actor
            told = _("The section “{name}” is changed.").format(name=now.title)
            self._write(lambda session: note_plans.put(session, template, name, values, actor), told)

    def _typed(self, now: Planned) -> dict[str, Any]:
        """What is as it is built in is stored as nothing, so that it follows the reader's language."""
        built_in = self._built_in(now.name)
        title, standing = self.title.text().strip(), self.standing.toPlainText().strip()
        return {
            "title": "" if title == built_in.title else title,
            "standing": "" if standing == built_in.standing else standing,
            "words": 0 if self.words.value() == built_in.words else self.words.value(),
            "left_out": not self.printed.isChecked(),
        }

    def _stored(self, now: Planned, key: str) -> Any:
        own = next((one for one in self.own if (one.template, one.section) == (self._of, now.name)), None)
        return getattr(own or SectionText(), key)

    def _built_in(self, name: str) -> Planned:
        return next(one for one in plan(self._of) if one.name == name)

    def _planned(self, name: str) -> Planned | None:
        return next((one for one in plan(self._of, self.own) if one.name == name), None)

    def _move(self, by: int) -> None:
        order = [one.name for one in plan(self._of, self.own)]
        name = self.list.current()
        place = order.index(name) + by if name in order else 0
        if not self._may or name == "head" or not 0 < place < len(order):
            return
        order.remove(name)
        order.insert(place, name)
        template, actor = self._of, self.desk.actor
        self._write(
            lambda session: note_plans.arrange(session, template, order, actor), _("The order is changed.")
        )

    def _restore(self) -> None:
        template, actor = self._of, self.desk.actor
        told = _("The template is as it was built in.")
        self._write(lambda session: note_plans.restore(session, template, actor), told)

    def _write(self, work: "Callable[[Session], object]", told: str) -> None:
        def written(change: "Change") -> None:
            self.reload()
            self.desk.did(told, change, self.reload)

        self.desk.background.run(
            lambda session: watched(session, work)[1], owner=self, done=written, failed=self._refused
        )

    def _refused(self, error: OutreachError) -> None:
        self.desk.refuse(error)
        self.reload()

    def _show(self, own: Sequence[SectionText]) -> None:
        self.own = own
        sections = plan(self._of, own)
        names = [one.name for one in sections]
        chosen = self.list.current() if self.list.current() in names else names[0]
        self.list.show_rows([_row(one) for one in sections], chosen)
        self.restore.setVisible(self._may and any(one.template == self._of for one in own))
        self._fill()

    def _fill(self) -> None:
        self._name = self.list.current()
        now = self._planned(self._name)
        if now is None:
            return
        names = BUILT_IN["note_section"]
        built_in = gettext(names[now.name])
        self._about.setText(_("Section: {name}").format(name=built_in) if now.title != built_in else "")
        self._filling = True
        for line, text in ((self.title, now.title), (self.standing, now.standing)):
            if not line.hasFocus() or not self._rest.isActive():
                line.setText(text) if isinstance(line, TextLine) else line.setPlainText(text)
        self.words.set_value(now.words)
        self.printed.setChecked(not now.left_out)
        self._filling = False
        self._of_heading.setVisible(now.name != "head")  # the title is its heading
        self._of_words.setVisible(now.name != "head" and self._of != YEARLY)  # where nothing is typed
        self._about.setVisible(bool(self._about.text()))
        self.printed.setEnabled(self._may and not now.required)
        why = _("A note made from this template cannot do without this section.")
        self.printed.setToolTip(why if now.required else "")
        self.printed.setAccessibleDescription(why if now.required else "")
        order = [one.name for one in plan(self._of, self.own)]
        place = order.index(now.name)
        self.up.setEnabled(self._may and place > 1)
        self.down.setEnabled(self._may and 0 < place < len(order) - 1)

    def _changed(self) -> None:
        if not self._filling and self._may:
            self._rest.start()

    def _choose(self, _key: str) -> None:
        self.save()
        self._fill()

    def _choose_template(self, code: str) -> None:
        self.save()
        self._of = code
        self._show(self.own)

    def _listen(self) -> None:
        self.templates.chosen.connect(self._choose_template)
        self.list.chosen.connect(self._choose)
        self.title.textEdited.connect(lambda _text: self._changed())
        self.standing.textChanged.connect(self._changed)
        self.words.changed.connect(lambda _n: self._changed())
        self.printed.toggled.connect(lambda _on: self._changed())
        for keys, by in zip(shortcuts.MOVE_ROW.keys, (-1, 1), strict=True):
            shortcuts.bind_one(self.list, shortcuts.MOVE_ROW, keys, partial(self._move, by))

    def _lay_out(self) -> None:
        words = _(
            "What the team makes of its notes: the order of the sections, their headings, how many words they may "
            "have, and what always stands there. A note that was submitted stays as it was."
        )
        head = row(self.templates, None, self.restore, gap=Space.M)
        body = row(gap=Space.L)
        body.addWidget(
            _card(column(self.list, row(self.up, self.down, None), gap=Space.S, margins=10)), LIST_SHARE
        )
        hint = _("As it is built in where nothing is typed. 0: no number of words.")
        self._of_heading = Field(_("Heading"), self.title)
        self._of_words = Field(_("Words at most"), self.words, hint=hint)
        form = column(
            self._about,
            self._of_heading,
            self._of_words,
            Field(_("Standing text"), self.standing, hint=_("Opens this section in every note.")),
            self.printed,
            None,
            gap=Space.L,
            margins=18,
        )
        inner = QWidget()
        inner.setLayout(form)
        body.addWidget(_card(column(Scroll(inner), margins=1)), FORM_SHARE)
        whole = column(head, Text(words, "small", "text2", wraps=True), gap=Space.M)
        whole.addLayout(body, 1)
        self.setLayout(whole)
        for part in (self.title, self.words, self.standing, self.printed, self.up, self.down):
            part.setEnabled(self._may)
        pass_focus_on(self, self.list)


def _card(inside: Any) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    card.setLayout(inside)
    return card


def _row(one: Planned) -> PlaceRow:
    counted = _("{n} words at most").format(n=number(one.words)) if one.words else ""
    detail = _("left out") if one.left_out else counted
    return PlaceRow(one.name, one.title, detail, ICONS[one.name])
