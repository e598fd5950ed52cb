"""The note page: what the note consists of, its texts, and the paper beside them as it will be."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent

from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import Template, template_of
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import (
    Evidence,
    Feedback,
    Need,
    NoteSection,
    Quote,
    Record,
    Signal,
    SignalNote,
    Step,
)
from outreach_app.errors import OutreachError
from outreach_app.i18n import LANGUAGES, _
from outreach_app.notes.visible import visible
from outreach_app.store.freezing import freeze
from outreach_app.ui.desk import Desk
from outreach_app.ui.note.comparing import compare
from outreach_app.ui.note.going_out import GoingOut
from outreach_app.ui.note.outline import Outline
from outreach_app.ui.note.preview import Preview
from outreach_app.ui.note.room import Room
from outreach_app.ui.note.sections import Section, sections_of, template_options
from outreach_app.ui.note.state import NoteState, overlaid, read_state, save_texts
from outreach_app.ui.note.writing import Key, Writing
from outreach_app.ui.pages.page import Page
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.marks import Badge, StatePill
from outreach_app.ui.widgets.more_button import MoreButton
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tab_order import focusable, tab_after
from outreach_app.ui.widgets.tabs import Segments

SAVE_REST_MS, NARROW = 1000, 1000
OUTLINE_WIDTH, PREVIEW_SHARE = 250, 12
WATCHED: set[type[Record]] = {Signal, SignalNote, Evidence, Quote, Step, Feedback, Need, NoteSection}


class NotePage(Page):
    """Writes the note of one signal. Texts save themselves; the preview follows while typing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Signal note"))
        self.state: NoteState | None = None
        self._section = "head"
        self._template: Template = "nota"
        self._signal = Id("")
        self._brought: Mapping[str, Any] = {}
        self._templates = Segments(template_options(), _("Template"))
        self._languages = Segments([Option(code, code.upper()) for code in LANGUAGES], _("Language of the note"))
        self._views = Segments([Option("write", _("Write")), Option("look", _("Preview"))], _("View"))
        self.outline = Outline(desk, self._templates)
        self.writing, self.preview = Writing(desk), Preview(desk, self._languages)
        self._pill = StatePill()
        self._saved = Badge(_("Saved"), "plain", "check")
        self.out = GoingOut(desk, self, self._wish, self.save, self._refused, self._visible)
        self._print = Button(_("Print"), "secondary", "printer", self.out.print_note)
        self._pdf = Button(_("Save PDF"), "primary", "download", self.out.save_pdf)
        self._more = MoreButton(
            (_("Save as Word document …"), self.out.save_word), (_("Copy the proposed resolution"), self._copy)
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SAVE_REST_MS)
        self._rest.timeout.connect(self.save)
        self._lay_out()
        self._listen()

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        if target and target != self._signal:
            self._signal, self.state, self._section = Id(target), None, "head"
            self._read()

    def leave(self, go_on: Callable[[], None]) -> None:
        """Nothing to ask: texts save themselves."""
        self.save()
        go_on()

    def kept(self) -> dict[str, Any]:
        typed = self.writing.kept()
        return {"section": self._section, "template": self._template, "typed": typed, "unfinished": bool(typed)}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        """What could be saved was saved; the rest stands in its fields again."""
        self._brought = kept
        if self.state is not None:
            self._take_up(self.state)

    def put_away(self) -> None:
        self.save()

    @Slot()
    def save(self) -> None:
        """Writes what was typed since, as far as it can be understood."""
        self._rest.stop()
        state, values = self.state, dict(self.writing.typed())
        if state is None or not values or self.desk.readonly:
            return
        actor, today = self.desk.actor, self.desk.today()
        self.desk.background.run(
            lambda session: save_texts(session, state, values, actor, today),
            owner=self,
            done=lambda _none: self._was_saved(values),
            failed=self._refused,
        )

    @Slot()
    def freeze(self) -> None:
        """A coordinator's act: the figures stand from now on, and reach the team."""
        self.save()
        signal, actor, today = self._signal, self.desk.actor, self.desk.today()

        def told(_frozen: object) -> None:
            self.desk.toast(_("The figures are frozen."), None)

        self.desk.background.run(
            lambda session: freeze(session, signal, actor, today), owner=self, done=told, failed=self._refused
        )

    def _visible(self) -> str:
        return ", ".join(visible(self._source(self.state), self._template)) if self.state is not None else ""

    def _copy(self) -> None:
        """The articles for the system of a municipality, as they stand now."""
        if self.state is not None:
            self.out.copy_resolution(self._source(self.state), self._languages.current())

    def _lay_out(self) -> None:
        for action in (self._pill, self._saved, self._views, self._print, self._pdf, self._more):
            self.add_action(action)
        self.outline.setFixedWidth(theme().px(OUTLINE_WIDTH))
        whole = row(self.outline, gap=Space.L)
        whole.addWidget(self.writing, 10)
        whole.addWidget(self.preview, PREVIEW_SHARE)
        parts, actions = (
            (self.outline, self.writing, self.preview),
            (self._saved, self._print, self._pdf, self._more),
        )
        self._room = Room(whole, parts, actions, lambda: self.desk.go("signals", ""))
        self.body.addWidget(self._room, 1)
        self._views.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Where there is no room for both, text and paper take turns."""
        narrow = self.width() < theme().px(NARROW)
        looking = self._views.current() == "look"
        self._views.setVisible(narrow and self.state is not None)
        self._pill.setVisible(not narrow and self.state is not None)
        self.writing.setVisible(not narrow or not looking)
        self.preview.setVisible(not narrow or looking)

    def _listen(self) -> None:
        self._views.chosen.connect(lambda _code: self._share_width())
        self.outline.chosen.connect(self._choose_section)
        self.outline.freeze_asked.connect(self.freeze)
        self.outline.compare_asked.connect(lambda: compare(self.desk, self, *self._wish()))
        self.writing.changed.connect(self._typed)
        self._templates.chosen.connect(self._choose_template)
        self._languages.chosen.connect(lambda _code: self._draw(at_once=True))
        self.desk.background.records_changed.connect(self._reload_if_written)

    def _read(self) -> None:
        signal, today = self._signal, self.desk.today
        self.desk.background.read(lambda session: read_state(session, signal, today), owner=self, done=self._show)

    def _show(self, state: NoteState | None) -> None:
        first, self.state = self.state is None, state
        self._room.allow(writing=state is not None)
        if state is None:
            self.messages.say(_("This signal is not here any more."), tone="warning")
            return
        number = state.source.note.number
        self.set_title(_("Signal note {number}").format(number=number).strip(), state.signal.title)
        self._pill.show_state(state.signal.state, state.offered.terms.label("signal_state", state.signal.state))
        if first:
            self._languages.choose(state.source.language)
            self.outline.offer(sections_of(self._template, state.source), self._section)
            self._write_section(state)
            self._take_up(state)
        else:
            self.writing.refresh(state)
        self.outline.show_state(state)
        self.outline.show_source(self._source(state))
        self._draw(at_once=True)

    def _take_up(self, state: NoteState) -> None:
        kept, self._brought = self._brought, {}
        if kept:
            self._template, self._section = kept["template"], kept["section"]
            self._templates.choose(self._template)
            self.outline.offer(sections_of(self._template, state.source), self._current().name)
            self._write_section(state)
            self.writing.type_again(kept["typed"])
            self._typed()

    def _current(self) -> Section:
        assert self.state is not None
        sections = sections_of(self._template, self.state.source)
        return next((section for section in sections if section.name == self._section), sections[0])

    def _write_section(self, state: NoteState) -> None:
        self.writing.show_section(self._current(), state)
        tab_after(self.writing, *focusable(self.preview))

    def _choose_section(self, name: str) -> None:
        self.save()
        self._section = name
        if self.state is not None:
            self._write_section(self.state)

    def _choose_template(self, template: str) -> None:
        self._template = template_of(template)
        if self.state is not None:
            self.outline.offer(sections_of(self._template, self.state.source), self._current().name)
            self._choose_section(self._current().name)
            self.outline.show_source(self._source(self.state))
            self._draw(at_once=True)

    def _typed(self) -> None:
        if self.state is not None:
            self._saved.show_text(_("Not saved yet"), "plain", "pencil")
            self._rest.start()
            self.outline.show_source(self._source(self.state))
            self._draw()

    def _source(self, state: NoteState) -> NoteSource:
        """What is stored, and over it what is being typed."""
        values: dict[Key, str] = dict(self.writing.typed())
        return state.source if state.submitted else overlaid(state.source, values, state.names)

    def _draw(self, *, at_once: bool = False) -> None:
        if self.state is not None:
            source = self._source(self.state)
            self.preview.show_note(source, self._template, self._languages.current(), at_once=at_once)

    def _wish(self) -> tuple[Id, Template, str]:
        return self._signal, self._template, self._languages.current()

    def _was_saved(self, values: dict[Key, str]) -> None:
        self.writing.mark_saved(values)
        if not self.writing.typed():
            self._saved.show_text(_("Saved"), "plain", "check")

    def _refused(self, error: OutreachError) -> None:
        name = getattr(error, "field", "")
        if not (name and self.writing.show_complaint(name, getattr(error, "reason", str(error)))):
            self.messages.say_error(error)

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if self._signal and WATCHED & written:
            self._read()
