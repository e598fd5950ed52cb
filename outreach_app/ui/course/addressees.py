"""Addressees of notes, as a coordinator arranges them."""

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.records import Addressee, Record
from outreach_app.i18n import _
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.records import Invitation, RecordList
from outreach_app.ui.record_pane import RecordPane


class AddresseePane(RecordPane):
    """Called by its words, not by its code."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Addressee, desk)

    def caption(self, record: Record) -> str:
        labels, code = BUILT_IN["addressee"], record.caption
        terms = self.sheet.terms if self.sheet else None
        return terms.label("addressee", code) if terms else _(labels.get(code, code))


def addressee_list(desk: Desk, invitation: Invitation) -> RecordList:
    return RecordList(desk, Addressee, invitation, pane=AddresseePane(desk), sort="kind")
