"""One visit: where, when, and the encounters there; or nobody, which counts too."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from outreach_app.domain.drafts import EncounterDraft, Pick, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.typed import daypart_at
from outreach_app.i18n import _, ngettext
from outreach_app.store.habits import Double
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.entry.encounter_form import EncounterForm
from outreach_app.ui.entry.encounter_tabs import EncounterTabs
from outreach_app.ui.entry.nobody import NobodyThere
from outreach_app.ui.entry.places import spot_options
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, row
from outreach_app.ui.widgets.beside import Beside
from outreach_app.ui.widgets.buttons import IconButton, Tick
from outreach_app.ui.widgets.dates import TimeField
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.messages import MessageBar
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker
from outreach_app.ui.widgets.scroll import Scroll

TIME_WIDTH = 104


class VisitPanel(QWidget):
    changed = QtSignal()
    remove_asked = QtSignal()
    round_wanted = QtSignal(str)
    """Another round, by its id, in which this visit may be there already."""
    let_go_asked = QtSignal()
    """Of all that is entered of whom was met, where nobody was there."""

    def __init__(self, choices: EntryChoices) -> None:
        super().__init__()
        self.visit = VisitDraft()
        self._round_start = ""
        self._spots = {choice.pick.id: choice for choice in choices.spots}
        self.spot = Picker(_("Spot"), _("Which spot was this?"), new=True)
        self.area = Picker(_("Area"), _("In which area?"), new=True)
        self.sensitive = Tick(_("Sensitive spot"))
        self.start = TimeField(_("Time"))
        self.nobody = Tick(_("Nobody there (F4)"))
        self.tabs = EncounterTabs()
        self.form = EncounterForm(choices)
        self._place = Text("", "small", "text3")
        self._spot_field = Field(_("Spot"), self.spot, required=True, aside=self._place)
        self._time_field = Field(_("Time"), self.start)
        self._new_spot = QWidget()
        self._double = MessageBar()
        self._nobody_there = NobodyThere(self.toggle_nobody, self.let_go_asked.emit)
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self.offer(choices)

    def offer(self, choices: EntryChoices) -> None:
        self._spots = {choice.pick.id: choice for choice in choices.spots}
        self.spot.offer(spot_options(choices))
        self.area.offer(Option(pick.id or "", pick.name) for pick in choices.areas)
        self.form.offer(choices)

    def show_visit(self, visit: VisitDraft, round_start: str) -> None:
        """From now on this one is edited."""
        self.visit, self._round_start = visit, round_start
        if not visit.encounters and not visit.no_contact:
            visit.encounters.append(EncounterDraft(daypart=self.daypart()))
        _put(self.spot, visit.spot)
        _put(self.area, visit.area)
        self.sensitive.setChecked(visit.sensitive)
        self.start.set_value(visit.start)
        self.nobody.setChecked(visit.no_contact)
        self.set_error("spot", "")
        self._show_place()
        self._show_encounters(0)

    def daypart(self) -> str:
        """What the time says; the evening where there is none."""
        return daypart_at(self.visit.start or self._round_start) or "evening"

    def set_round_start(self, start: str) -> None:
        before = self.daypart()
        self._round_start = start
        self._follow_time(before)

    def add_encounter(self) -> None:
        """Another conversation at this spot; who and when stay as they were."""
        if self.visit.no_contact:
            return
        self.form.take_left_over()
        last = self.visit.encounters[-1]
        self.visit.encounters.append(EncounterDraft(daypart=last.daypart, who=last.who))
        self._show_encounters(len(self.visit.encounters) - 1)
        self.form.begin(last.counted_by)
        self.changed.emit()

    def take_left_over(self) -> None:
        """What was typed and not taken yet counts too."""
        if self.visit.encounters and not self.visit.no_contact:
            self.form.take_left_over()

    def toggle_nobody(self) -> None:
        self.nobody.click()

    def show_double(self, double: Double | None) -> None:
        """Says that this visit may be there already; nothing is kept from being saved."""
        if double is None:
            self._double.hide()
            return
        who = ", ".join(double.workers)
        told = ngettext("{n} contact", "{n} contacts", double.contacts)
        self._double.say(
            _("{who} registered this spot on this day already.").format(who=who),
            " · ".join(filter(None, (double.start, told))),
            "warning",
            (_("Open that round"), lambda: self.round_wanted.emit(double.round)),
        )

    def begin_typing(self, age: str = "") -> None:
        """Focus where the first number is typed; a spot yet to be made asks for its area first."""
        if self._new_spot.isVisibleTo(self):
            self.area.setFocus()
        elif self.visit.no_contact:
            self.nobody.setFocus()
        else:
            self.form.begin(age)

    def set_error(self, field: str, words: str, encounter: int | None = None) -> None:
        if field == "spot":
            self._spot_field.set_error(words)
            if words:
                self.spot.setFocus()
            return
        if field == "no_contact":
            self._nobody_there.ask()
            return
        self._show_encounters(encounter or 0)
        self.form.set_error(words, field)

    def complain(self) -> bool:
        """Says what is not understood, beside it."""
        self.start.value()
        error = self.start.error
        self._time_field.set_error(f"{error} {error.what_now}" if error else "")
        if error:
            self.start.setFocus()
        return error is not None

    def _lay_out(self) -> None:
        remove = IconButton("trash-2", _("Remove this visit"), self.remove_asked.emit)
        self._time_field.setFixedWidth(theme().px(TIME_WIDTH))
        when = row(gap=Space.M)
        when.addWidget(self._time_field, 0, Qt.AlignmentFlag.AlignTop)
        when.addLayout(_below_label(self.nobody, 5))
        when.addStretch(1)
        when.addLayout(_below_label(remove, 0))
        where = Beside(column(self._spot_field), when, (1, 0))
        kept_here = Field("", self.sensitive, hint=_("Never leaves this laptop: colleagues see the area only."))
        self._new_spot.setLayout(column(Beside(column(Field(_("Area"), self.area)), column(kept_here))))
        met = QWidget()
        met.setLayout(column(self.tabs, Scroll(self.form, margins=(24, 14, 20, 20)), gap=0))
        self._stack.addWidget(met)
        self._stack.addWidget(self._nobody_there)
        self.notices = column(self._double, gap=Space.S)
        head = column(where, self._new_spot, self.notices, gap=Space.M, margins=(24, 18, 20, 14))
        whole = column(head, Rule(), gap=0)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)

    def _listen(self) -> None:
        self.spot.taken.connect(self._place_changed)
        self.spot.textEdited.connect(lambda _text: self._place_changed())
        self.area.taken.connect(self._area_changed)
        self.area.textEdited.connect(lambda _text: self._area_changed())
        self.sensitive.clicked.connect(self._sensitive_changed)
        self.start.changed.connect(self._time_changed)
        self.nobody.clicked.connect(self._nobody_changed)
        self.form.changed.connect(self._form_changed)
        self.tabs.chosen.connect(self._show_encounters)
        self.form.another.clicked.connect(self.add_encounter)
        self.tabs.removed.connect(self._remove_encounter)

    def _place_changed(self) -> None:
        self.visit.spot = _taken(self.spot)
        known = self._spots.get(self.visit.spot.id) if self.visit.spot and self.visit.spot.id else None
        if known:
            self.visit.sensitive = known.sensitive
            self.visit.area = None
        self._spot_field.set_error("")
        self._show_place()
        self.changed.emit()

    def _area_changed(self) -> None:
        self.visit.area = _taken(self.area)
        self.changed.emit()

    def _sensitive_changed(self) -> None:
        self.visit.sensitive = self.sensitive.isChecked()
        self.changed.emit()

    def _show_place(self) -> None:
        """A spot that is typed for the first time can be placed at once."""
        spot = self.visit.spot
        self._new_spot.setVisible(spot is not None and spot.id is None)
        known = self._spots.get(spot.id) if spot else None
        stays = _("stays on this laptop") if known and known.sensitive else ""
        self._place.setText(" · ".join(part for part in (known.area if known else "", stays) if part))

    def _time_changed(self) -> None:
        before = self.daypart()
        self.visit.start = self.start.value()
        self._time_field.set_error("")
        self._follow_time(before)
        self.changed.emit()

    def _follow_time(self, before: str) -> None:
        """The part of the day follows the time, until a person said otherwise."""
        after = self.daypart()
        for encounter in self.visit.encounters:
            if encounter.daypart == before:
                encounter.daypart = after
        self.form.show_daypart()

    def _nobody_changed(self) -> None:
        if self.nobody.isChecked() and self.visit.encounters:
            self.form.take_left_over()
        self.visit.no_contact = self.nobody.isChecked()
        self._show_encounters(0)
        self.changed.emit()

    def _form_changed(self) -> None:
        self.tabs.show_encounters(self.visit.encounters, self.tabs.current)
        self.changed.emit()

    def _remove_encounter(self) -> None:
        at = self.tabs.current
        del self.visit.encounters[at]
        self._show_encounters(max(0, at - 1))
        self.changed.emit()

    def _show_encounters(self, at: int) -> None:
        if not self.visit.encounters and not self.visit.no_contact:
            self.visit.encounters.append(EncounterDraft(daypart=self.daypart()))
        self._stack.setCurrentIndex(1 if self.visit.no_contact else 0)
        self._nobody_there.show_visit(self.visit)
        if not self.visit.no_contact:
            self.tabs.show_encounters(self.visit.encounters, at)
            self.form.show_encounter(self.visit.encounters[at])


def _below_label(widget: QWidget, drop: int) -> QVBoxLayout:
    """On a line with editors that have a label above them."""
    return column(Text(" ", "label"), 5 + drop, widget, None, gap=0)


def _put(picker: Picker, pick: Pick | None) -> None:
    if pick is not None and pick.id is None:
        picker.type_in(pick.name)
    else:
        picker.choose(pick.id or "" if pick else "", pick.name if pick else "")


def _taken(picker: Picker) -> Pick | None:
    if picker.chosen():
        return Pick(picker.text(), Id(picker.chosen()))
    return Pick(picker.typed()) if picker.typed() else None
