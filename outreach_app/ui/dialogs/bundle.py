"""What a bundle would bring, told before anything is merged."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import _, day, ngettext, number
from outreach_app.ui.dialogs.dialog import Dialog
from outreach_app.ui.widgets.basics import Card, Elided, Text, row
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine
from outreach_app.workspace import BundlePreview


class BundleDialog(Dialog):
    """Shows a preview; `merge` is called when the user wants what it brings, with the fingerprint of another team
    that was compared just now."""

    def __init__(
        self, parent: QWidget, path: Path, preview: BundlePreview, merge: Callable[[str], object]
    ) -> None:
        self._merge = merge
        super().__init__(parent, _("Read a bundle"), "", _("Merge"), self._act)
        when = day(datetime.fromtimestamp(preview.at / 1000, UTC).astimezone().date())
        card = Card(gap=6, margins=16)
        for label, value in (
            (_("File"), path.name),
            (_("Team"), preview.team or _("not known yet")),
            (_("Written on"), when),
            (_("Written by"), preview.writer or _("a laptop that is not in the team")),
        ):
            name = Text(label, "small", "text2")
            name.setMinimumWidth(110)
            line = row(name, gap=12)
            line.addWidget(Elided(value, "label"), 1)
            card.body.addLayout(line)
        self.body.addWidget(card)
        self.body.addWidget(Text(_("What it brings"), "heading"))
        for words in brings(preview):
            self.body.addWidget(Text(words, "body", wraps=True))
        self.typed = TextLine(_("Fingerprint of that team"), "12345 67890 …")
        self.typed_field = Field(
            _("Fingerprint of that team"),
            self.typed,
            required=True,
            hint=_("As a coordinator of that team tells you by voice. Asked this once."),
        )
        self._unconfirmed = preview.unconfirmed
        if preview.unconfirmed:
            self.body.addWidget(self.typed_field)
        if not preview.new and not preview.members:
            self.button.hide()
            self.cancel.set_text(_("Close"))
        (self.typed if preview.unconfirmed else self.cancel if self.button.isHidden() else self.button).setFocus()

    def _act(self) -> None:
        if self._unconfirmed and not _same(self.typed.text(), self._unconfirmed):
            self.typed_field.set_error(_("These are not the digits of the team in this bundle."))
            self.typed.setFocus()
            return
        self.accept()
        self._merge(self.typed.text())


def _same(typed: str, fingerprint: str) -> bool:
    return "".join(filter(str.isdigit, typed)) == fingerprint.replace("-", "")


def brings(preview: BundlePreview) -> list[str]:
    """The preview in sentences."""
    said = []
    for slug, count in preview.creates.items():
        record = BY_SLUG.get(slug)
        name = _(record.plural) if record else slug
        said.append(_("{kind}: {n} new").format(kind=name, n=number(count)))
    if preview.edits:
        said.append(ngettext("{n} change to a record", "{n} changes to records", preview.edits))
    if preview.members:
        said.append(ngettext("{n} laptop joins the team", "{n} laptops join the team", len(preview.members)))
    if not said:
        said.append(_("Nothing that is not here already."))
    if preview.damaged:
        said.append(
            ngettext(
                "{n} part is damaged and is left out; ask the sender for the file again.",
                "{n} parts are damaged and are left out; ask the sender for the file again.",
                preview.damaged,
            )
        )
    return said
