"""A note on its way out of the vault: asked about, frozen, put on paper, registered, and then let go."""

from collections.abc import Callable

from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import Template
from outreach_app.domain.notes import NoteSource
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, speaking
from outreach_app.notes.printing import Form
from outreach_app.notes.resolution import as_html, as_text
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.locking.clipboard import put
from outreach_app.ui.note.paper import Paper, paper
from outreach_app.ui.note.state import ready_source
from outreach_app.ui.pages.page import Page
from outreach_app.ui.tasks import run_long


class GoingOut:
    """`wish` says which signal's note, by which template, in which language; `save` stores what was typed;
    `visible` tells what becomes readable outside."""

    def __init__(
        self,
        desk: Desk,
        page: Page,
        wish: Callable[[], tuple[Id, Template, str]],
        save: Callable[[], object],
        failed: Callable[[OutreachError], object],
        visible: Callable[[], str],
    ) -> None:
        self._desk, self._page, self._wish, self._save, self._failed = desk, page, wish, save, failed
        self._visible = visible

    def save_pdf(self) -> None:
        """A PDF in a folder of one's choice, after a word on what that means."""
        self._let_out(_("Save PDF"), lambda made, to: save_paper(self._outlet(made, to), made, self._page))

    def save_word(self) -> None:
        """The same note for a word processor, for a service that must edit it."""
        self._let_out(
            _("Save"), lambda made, to: save_paper(self._outlet(made, to), made, self._page, "docx"), "docx"
        )

    def copy_resolution(self, source: NoteSource, language: str) -> None:
        """Onto the clipboard, as words and as articles; the clipboard watch says that it left."""
        with speaking(language):
            put(as_text(source), as_html(source))
        self._desk.toast(_("The proposed resolution is on the clipboard, for a minute."), None)

    def print_note(self) -> None:
        self._let_out(_("Print"), lambda made, to: print_pdf(self._outlet(made, to), made, self._page))

    def make(self, done: Callable[[Paper], object], form: Form = "pdf") -> None:
        """The note as it may leave: with frozen figures."""
        self._save()
        desk = self._desk
        actor, today, readonly = desk.actor, desk.today(), desk.readonly
        signal, template, language = self._wish()

        def render(source: NoteSource) -> None:
            run_long(
                desk,
                _("The note is put on paper …"),
                lambda _task: paper(source, template, language, form),
                owner=self._page,
                done=done,
                failed=self._failed,
            )

        lane = desk.background.read if readonly else desk.background.run
        lane(
            lambda session: ready_source(session, signal, actor, today, readonly=readonly),
            owner=self._page,
            done=render,
            failed=self._failed,
        )

    def _let_out(self, verb: str, let_out: Callable[[Paper, str], object], form: Form = "pdf") -> None:
        words = _(
            "On paper or as a file the note is no longer encrypted: whoever has it can read it. "
            "It shows what the preview shows, and nothing else."
        )
        seen = self._visible()
        if seen:
            words = f"{words} {_('To be read there: {what}.').format(what=seen)}"

        def go_on(to: str) -> None:
            self.make(lambda made: let_out(made, to), form)

        ask_to_leave(self._desk, self._page, verb, go_on, words)

    def _outlet(self, made: Paper, recipient: str) -> Outlet:
        desk = self._desk
        return Outlet(
            desk.background,
            lambda words: desk.toast(words, None),
            desk.refuse,
            lambda kind, then, path: note(desk, self._page, kind, recipient, made.records, then, path),
        )
