"""One encounter: how many, who, about what. Writes straight into the draft."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.domain.drafts import EncounterDraft, Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.likely import heads_fault
from outreach_app.domain.values import name_key
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, ngettext
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.discretion import Watch
from outreach_app.ui.help.topics import PRIVACY, TOPIC
from outreach_app.ui.icons_of import DOMAIN_ICONS
from outreach_app.ui.shortcuts import DOMAINS
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, SectionTitle, Text, column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.counter import Counter
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.inputs import TextLines
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import TokenPicker

SINGLE = ("who", "mix", "intensity", "daypart", "result")
"""Fields of which one term is chosen."""
NOTHING = EncounterDraft()
"""As every encounter begins."""
UNSAID = ("mix", "unknown")
"""Said by choosing nothing."""

LONG_NOTE = 200
"""Characters after which a note is more than a note."""
AGE_WIDTH, COUNT_WIDTH = 90, 168


class EncounterForm(QWidget):
    changed = QtSignal()
    """A person changed something; the draft has it already."""

    def __init__(self, choices: EntryChoices) -> None:
        super().__init__()
        self.encounter = EncounterDraft()
        self._terms = choices.terms
        self.group = Counter(_("How many in all"), most=999)
        self.ages = {option.code: Counter(option.label) for option in _options(self._terms, "age")}
        self.single = {name: self._single(name) for name in SINGLE}
        self.domains = ChipRow(_options(self._terms, "domain", DOMAIN_ICONS), _("About what"), keys=DOMAINS)
        self.needs = TokenPicker(_("Needs"), _("Type what is missing …"), new=True)
        self.note = TextLines(_("Note on this laptop only"), 3)
        self.another = Button(_("Another encounter"), "link", "plus")
        self.another.setToolTip(_("Alt+Enter"))
        self._sum = Text("", "heading")
        self._fields: dict[str, Field] = {}
        self._optional: dict[str, QWidget] = {}
        self._hidden = choices.hidden
        self._lay_out()
        self._fields["local_note"].setProperty(TOPIC, PRIVACY)
        self._listen()
        self._watches = (
            Watch(self._fields["local_note"], self.note, _stays_here(), long=LONG_NOTE),
            Watch(self._fields["needs"], self.needs, _without_persons()),
        )
        self.offer(choices)

    def offer(self, choices: EntryChoices) -> None:
        """Other needs to pick from, other fields to do without; what is typed stays."""
        self._hidden = choices.hidden
        self._leave_out()
        self._names = {pick.id: pick.name for pick in choices.needs}
        self.needs.offer(Option(pick.id or "", pick.name) for pick in choices.needs)

    def show_encounter(self, encounter: EncounterDraft) -> None:
        """From now on this one is edited."""
        self.encounter = encounter
        self.group.set_value(encounter.heads)
        for code, counter in self.ages.items():
            counter.set_value(encounter.age_counts.get(code, 0))
        for name in SINGLE:
            self._choose(name)
        self._leave_out()
        self.domains.choose(encounter.domains)
        chosen = [pick for pick in encounter.needs if pick.id]
        self._names.update({pick.id: pick.name for pick in chosen})
        self.needs.offer(Option(id or "", name) for id, name in self._names.items())
        self.needs.choose([pick.id for pick in chosen if pick.id], [p.name for p in encounter.needs if not p.id])
        self.note.blockSignals(True)
        self.note.setPlainText(encounter.local_note)
        self.note.blockSignals(False)
        for field in self._fields.values():
            field.set_error()
        self._show_sum()
        for watch in self._watches:
            watch.look()

    def take_left_over(self) -> None:
        """A need that was typed and not taken yet counts too: nothing typed is dropped."""
        name = self.needs.left_over()
        if name:
            known = next(
                (id for id, known in self._names.items() if id and name_key(known) == name_key(name)), None
            )
            ids = dict.fromkeys([*self.needs.chosen(), *([known] if known else [])])
            self.needs.choose(ids, [*self.needs.typed(), *([] if known else [name])])
            self.needs.clear_line()
            self._set("needs", self._picked())

    def begin(self, age: str = "") -> None:
        """Focus where counting begins: in all, or at an age, while nobody is counted."""
        counter = self.ages.get(age) if not self.encounter.heads else None
        (counter or self.group).setFocus()

    def set_error(self, words: str, field: str = "group_size") -> None:
        """Beside what is missing or too much; at the counters where the field has no place of its own."""
        at = self._fields.get(field, self._fields["group_size"])
        at.set_error(words)
        if words:
            at.editor.setFocus()

    def show_daypart(self) -> None:
        """The draft's part of the day was changed from outside."""
        self._choose("daypart")

    def reach_from(self, page: QWidget) -> None:
        """Alt and a digit choose a life domain from anywhere on the page."""
        self.domains.reach_from(page)

    def _single(self, name: str) -> ChipRow:
        labels = {
            "who": _("Who"),
            "mix": _("Mix"),
            "intensity": _("Intensity"),
            "daypart": _("Part of the day"),
            "result": _("Result"),
        }
        offered = (option for option in _options(self._terms, name) if (name, option.code) != UNSAID)
        options = [option._replace(icon="circle") for option in offered]
        return ChipRow(options, labels[name], single=True)

    def _lay_out(self) -> None:
        count = self._fields["group_size"] = Field(_("How many in all"), self.group, required=True)
        count.setFixedWidth(theme().px(COUNT_WIDTH))
        labels = {"who": _("Who"), "mix": _("Mix"), "intensity": _("Intensity"), "result": _("Result")}
        single = {name: Field(label, self.single[name]) for name, label in labels.items()}
        self._optional = dict(single)
        ages = self._optional["age_counts"] = self._ages()
        note = self._fields["local_note"] = Field(_("Note on this laptop only"), self.note, hint=_stays_here())
        needs = self._fields["needs"] = Field(_("Needs"), self.needs, hint=_without_persons())
        pairs = row(self._optional["mix"], self._optional["intensity"], gap=Space.XL)
        self.setLayout(
            column(
                SectionTitle(_("Whom you met"), _("type a number, or use ↑ ↓"), self.another, self._sum),
                _side_by_side(count, single["who"]),
                ages,
                pairs,
                Rule(),
                SectionTitle(_("About what"), _("Alt + digit")),
                self.domains,
                needs,
                Rule(),
                self._optional["result"],
                Field(_("Part of the day"), self.single["daypart"], hint=_("Follows from the time.")),
                note,
                None,
                gap=Space.L,
            )
        )

    def _ages(self) -> QWidget:
        counters, whole = QWidget(), QWidget()
        counters.setLayout(Flow(*(_age(counter) for counter in self.ages.values())))
        whole.setLayout(column(Text(_("Of which, as far as you know"), "label"), counters, gap=6))
        return whole

    def _leave_out(self) -> None:
        """What the team does without, unless something stands there."""
        for name, part in self._optional.items():
            filled = getattr(self.encounter, name) != getattr(NOTHING, name)
            part.setVisible(filled or name not in self._hidden)

    def _listen(self) -> None:
        self.group.changed.connect(self._count)
        for code, counter in self.ages.items():
            counter.changed.connect(lambda n, code=code: self._count_age(code, n))
        for name, chips in self.single.items():
            chips.changed.connect(lambda name=name: self._set(name, self._chosen(name)))
        self.domains.changed.connect(lambda: self._set("domains", self.domains.chosen()))
        self.needs.changed.connect(lambda: self._set("needs", self._picked()))
        self.note.textChanged.connect(lambda: self._set("local_note", self.note.toPlainText()))

    def _choose(self, name: str) -> None:
        code = getattr(self.encounter, name)
        self.single[name].choose([code] if code and (name, code) != UNSAID else [])

    def _chosen(self, name: str) -> str:
        nothing = UNSAID[1] if name == UNSAID[0] else ""
        return (self.single[name].chosen() or [nothing])[0]

    def _picked(self) -> Sequence[Pick]:
        known = [Pick(self._names.get(Id(id), id), Id(id)) for id in self.needs.chosen()]
        return [*known, *(Pick(name) for name in self.needs.typed())]

    def _count(self, n: int) -> None:
        self._set("group_size", n)

    def _count_age(self, code: str, n: int) -> None:
        """More ages than heads raise the heads, before the eyes of whoever counts."""
        ages = {**self.encounter.age_counts, code: n}
        self._set("age_counts", {code: n for code, n in ages.items() if n})
        self.group.set_value(self.encounter.heads)

    def _set(self, name: str, value: object) -> None:
        setattr(self.encounter, name, value)
        if name in self._fields and self._fields[name].error():
            self.set_error("", name)
        fault = heads_fault(self.encounter.heads)
        if fault or (self._fields["group_size"].error() and self.encounter.heads):
            self._fields["group_size"].set_error(fault)
        self._show_sum()
        self.changed.emit()

    def _show_sum(self) -> None:
        heads = self.encounter.heads
        self._sum.setText(ngettext("{n} contact", "{n} contacts", heads) if heads else "")


def _age(counter: Counter) -> QWidget:
    """A counter under its age, seven of which fit beside each other on a small laptop."""
    focus = counter.focusProxy()
    whole = QWidget()
    whole.setLayout(column(Text(focus.accessibleName() if focus else "", "small", "text2"), counter, gap=4))
    whole.setFixedWidth(theme().px(AGE_WIDTH))
    return whole


def _stays_here() -> str:
    return _("Never shared, not even with your team.")


def _without_persons() -> str:
    return _("What is missing, in words without persons.")


def _side_by_side(*fields: Field | None) -> QHBoxLayout:
    """Labels on one line, however high what stands below them."""
    line = row(gap=Space.XL)
    for field in fields:
        if field is None:
            line.addStretch(1)
        else:
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return line


def _options(terms: Vocabularies, vocabulary: str, icons: dict[str, str] | None = None) -> list[Option]:
    return [
        Option(choice.code, choice.label, icon=(icons or {}).get(choice.code, ""))
        for choice in terms.choices(vocabulary)
        if not choice.retired
    ]
