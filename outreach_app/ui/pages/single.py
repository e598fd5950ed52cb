"""A page with one record list."""

from collections.abc import Callable, Mapping
from typing import Any

from outreach_app.store.confining import CONFINED
from outreach_app.ui.board.board_list import BoardList
from outreach_app.ui.desk import Desk
from outreach_app.ui.pages.page import Page
from outreach_app.ui.pages.records import RecordList
from outreach_app.ui.widgets.buttons import Button


class RecordPage(Page):
    def __init__(self, desk: Desk, title: str, make: Callable[[], RecordList], new: str) -> None:
        super().__init__(desk, title)
        self.list = make()
        if new and not desk.readonly:
            self.add_action(Button(new, "primary", "plus", self.list.new))
        self.body.addWidget(self.list, 1)

    @property
    def limited(self) -> bool:
        return self.list.record in CONFINED

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        if target:
            self.list.show_id(target)
        else:
            self.list.enter()

    def kept(self) -> dict[str, Any]:
        return self.list.kept()

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self.list.bring_back(kept)

    def leave(self, go_on: Callable[[], None]) -> None:
        self.list.pane.leave(go_on)


class BoardPage(RecordPage):
    """One whose list is a board as well."""

    def __init__(self, desk: Desk, title: str, make: Callable[[], BoardList], new: str) -> None:
        super().__init__(desk, title, make, new)
        assert isinstance(self.list, BoardList)
        self.insert_action(self.list.switch)
