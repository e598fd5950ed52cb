"""Areas that become one: asked in a window of its own, told in a sentence, and taken back with one key."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.areas import Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.merging_areas import Merger, claimed
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, reading_order
from outreach_app.store.areas import areas_of
from outreach_app.store.listing import vocabularies
from outreach_app.store.merging_areas import merge_areas
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.locking.typed import type_again, typed_in
from outreach_app.ui.widgets.dates import DateField
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker, TokenPicker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class MergeAreasDialog(Dialog):
    """`merge` is called with what was asked for; stays open until that was done or given up."""

    WIDTH = 560

    def __init__(
        self,
        parent: QWidget,
        options: Sequence[Option],
        merge: Callable[[Merger], object],
        today: Callable[[], date],
    ) -> None:
        words = _(
            "Nothing is moved and nothing is lost: spots and neighbourhoods stay where they are, and whoever "
            "reads finds them in what goes on."
        )
        super().__init__(parent, _("Areas become one"), words, _("Merge"), self._act)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._merge = merge
        self.olds = TokenPicker(_("These areas"), _("Type to find"))
        self.olds.offer(options)
        self.into = Picker(_("Become"), _("Type to find, or a new name"), new=True)
        self.into.offer(options)
        self.day = DateField(_("From"), today)
        self._day = Field(_("From"), self.day, required=True, hint=_("The first day on which they are one."))
        self.body.addWidget(Field(_("These areas"), self.olds, required=True))
        hint = _("One of these that goes on, another one, or the name of a new area.")
        self.body.addWidget(Field(_("Become"), self.into, required=True, hint=hint))
        self.body.addWidget(self._day)

    def show_merger(self, merger: Merger, names: Mapping[Id, str]) -> None:
        self.olds.choose(merger.olds)
        if merger.into:
            self.into.choose(merger.into, names.get(merger.into, ""))
        elif merger.name:
            self.into.type_in(merger.name)
        self.day.set_value(merger.day)

    def kept(self) -> dict[str, Any]:
        """See locking.keeping."""
        return {"dialog": "merge_areas", "typed": typed_in(self)}

    def say(self, error: OutreachError) -> None:
        self.messages.say(str(error), error.what_now, "warning", closable=False)

    def _act(self) -> None:
        first = self.day.value()
        self._day.set_error("" if first else str(self.day.error or _("Fill this in.")))
        if first is None:
            self.day.setFocus()
            return
        into = Id(self.into.chosen()) if self.into.chosen() else None
        self._merge(Merger(tuple(map(Id, self.olds.chosen())), first, into, self.into.typed()))


def ask_merge(
    desk: Desk,
    parent: QWidget,
    *,
    olds: Sequence[Id] = (),
    merger: Merger | None = None,
    back: Mapping[str, Any] | None = None,
) -> None:
    """Asks, merges, and tells; where several regions claim what goes on, that is told too and blocks nothing."""

    def show(found: tuple[Areas, list[Option]]) -> None:
        areas, options = found
        dialog = MergeAreasDialog(parent, options, lambda asked: make(dialog, asked), desk.today)
        dialog.olds.choose(olds)
        if merger is not None:
            dialog.show_merger(merger, {id: node.name for id, node in areas.nodes.items()})
        if back:
            type_again(dialog, back)
        dialog.open()

    def make(dialog: MergeAreasDialog, asked: Merger) -> None:
        def done(written: tuple[str, bool, Change]) -> None:
            name, several, change = written
            dialog.accept()
            told = _("They are {name} now. More than one region claims it: look at “Part of”.")
            desk.did((told if several else _("They are {name} now.")).format(name=name), change)

        desk.background.run(
            lambda session: _work(session, asked), owner=dialog, done=done, failed=dialog.say, busy=dialog
        )

    desk.background.read(_read, owner=parent, done=show)


def _read(session: "Session") -> tuple[Areas, list[Option]]:
    areas, terms = areas_of(session), vocabularies(session)
    options = [
        Option(id, node.name, terms.label("area_level", node.level) if node.level else "")
        for id, node in areas.nodes.items()
        if not areas.merged(id)
    ]
    return areas, sorted(options, key=lambda option: reading_order(option.label))


def _work(session: "Session", asked: Merger) -> tuple[str, bool, Change]:
    made, change = watched(session, lambda inner: merge_areas(inner, asked))
    return made.name, claimed(areas_of(session), made.id) is not None, change


def reopen(desk: Desk, parent: QWidget, kept: Mapping[str, Any]) -> None:
    """After a lock."""
    ask_merge(desk, parent, back=kept["typed"])
