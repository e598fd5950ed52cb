"""A vault in which nothing was done yet: no blank table, chart or map on any page, and one thing to press."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView
from pytestqt.qtbot import QtBot

from outreach_app.ui.pages.page import Page
from outreach_app.ui.places import PLACES
from outreach_app.ui.widgets.charts.view import ChartView
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.tabs import Segments
from tests.ui.conftest import OpenShell
from tests.ui.looking import settle, shown

FORMS = {"round", "settings", "sync", "team", "words"}
"""Where something always stands: a form, cards, oneself among the colleagues."""


def blank(page: Page) -> list[str]:
    found = []
    for view in shown(page, QAbstractItemView):
        model = view.model()
        if model is not None and not model.rowCount() and view.isVisible():
            found.append(view.accessibleName())
    return found


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_nothing_is_blank_in_an_empty_vault(open_shell: OpenShell, qtbot: QtBot, name: str) -> None:
    shell = open_shell(name)
    settle(qtbot, shell.background)
    page = shell.page
    assert page is not None
    segments = next(iter(shown(page, Segments)), None)
    tabs = shown(segments, QAbstractButton) if segments is not None else []

    for at in range(max(len(tabs), 1)):
        if tabs:
            tabs[at].click()
            settle(qtbot, shell.background)
        invited = [each for each in shown(page, EmptyState) if each.isVisible()]
        assert blank(page) == []
        assert [each for each in shown(page, ChartView) if each.isVisible()] == []
        if name not in FORMS:
            assert len(invited) == 1
            assert invited[0].button is not None and invited[0].button.isEnabled()
