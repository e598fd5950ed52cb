"""What a screen reader is told: a name and a role at every stop, tables with their titles, no passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from outreach_app.ui.pages.needs import NeedsPage
from outreach_app.ui.pages.settings import SettingsPage
from outreach_app.ui.places import PLACES
from outreach_app.ui.shell import Shell
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.ui.widgets.tab_order import focusable
from outreach_app.ui.widgets.table_view import TableView
from outreach_app.workspace import Workspace
from tests.ui.conftest import OpenShell
from tests.ui.looking import button, settle, shown, tabs
from tests.ui.test_clipping import fill

Role = QAccessible.Role
SAID = {
    Role.Button,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.RadioButton,
    Role.PageTab,
    Role.EditableText,
    Role.ComboBox,
    Role.SpinBox,
    Role.List,
    Role.Tree,
    Role.Table,
    Role.Chart,
    Role.Document,
    Role.Graphic,
    Role.StaticText,
    Role.Link,
}
"""Roles that tell what can be done; a bare pane ("client") tells nothing."""


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def wrongly_told(whole: QWidget) -> list[str]:
    """Stops of Tab that are shown and of which too little is said."""
    found = []
    for each in focusable(whole):
        if each.isVisibleTo(whole) and each.focusProxy() is None:
            told = interface(each)
            name, role = told.text(QAccessible.Text.Name).strip(), told.role()
            if not name or role not in SAID:
                found.append(f"{type(each).__name__} {name!r} {role.name}")
    return found


def rest(shell: Shell, qtbot: QtBot) -> None:
    for _round in range(3):
        settle(qtbot, shell.background)


def test_every_stop_of_tab_has_a_name_and_a_role(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    fill(workspace)
    shell = open_shell()
    wrong: dict[str, list[str]] = {}

    for place in PLACES:
        shell.go(place.name)
        rest(shell, qtbot)
        for tab in tabs(shell):
            if isinstance(shell.page, SettingsPage):
                shell.page.open(tab)
                rest(shell, qtbot)
            wrong[f"{place.name} {tab}".strip()] = wrongly_told(shell)

    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_table_tells_its_rows_columns_and_titles(
    open_shell: OpenShell, workspace: Workspace, qtbot: QtBot
) -> None:
    fill(workspace)
    shell = open_shell("needs")
    rest(shell, qtbot)
    assert isinstance(shell.page, NeedsPage)
    button(shell.page, "List").click()
    (view,) = shown(shell.page, TableView)

    told, model = interface(view), view.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    children = [child for n in range(told.childCount()) if (child := told.child(n)) is not None]
    said = [(child.role(), child.text(QAccessible.Text.Name)) for child in children]

    assert told.role() == Role.Table
    assert [words for role, words in said if role == Role.ColumnHeader] == titles
    cells = [words for role, words in said if role == Role.Cell]
    assert len(cells) == model.rowCount() * model.columnCount()
    assert "Geen plek om te zitten" in cells[0]


def test_a_passphrase_is_never_read(qtbot: QtBot) -> None:
    field = Passphrase("Passphrase")
    qtbot.addWidget(field)
    field.setText("geheime woorden")

    told = interface(field)
    read = [told.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText]
    content = told.textInterface()

    assert told.state().passwordEdit
    assert not any("geheime" in text for text in read)
    assert "geheime" not in content.text(0, content.characterCount())
