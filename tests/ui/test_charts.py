"""Charts as a person meets them: with the keyboard, with a pointer, and without eyes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from outreach_app.domain.charts import Change, Chart, Kind, Series
from outreach_app.ui.theme import theme
from outreach_app.ui.widgets.charts import ChartView, Sparks, TrendMark
from tests.ui.looking import bring_up

QUARTERS = ("Q1", "Q2", "Q3")


def chart(kind: Kind, *, series: int = 1, compared: bool = False) -> Chart:
    main = tuple(Series(f"area {n}", (40, None, 10 * n), key=f"a{n}") for n in range(series))
    before = (Series("before", (30, 20, None), compared=True),) if compared else ()
    return Chart(kind, "Contacts", QUARTERS, main + before, keys=("1", "2", "3"))


def shown(qtbot: QtBot, made: Chart) -> tuple[ChartView, list[tuple[str, str]]]:
    view = ChartView()
    heard: list[tuple[str, str]] = []
    view.chosen.connect(lambda label, series: heard.append((label, series)))
    qtbot.addWidget(view)
    view.show_chart(made)
    view.resize(480, 320)
    bring_up(qtbot, view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    return view, heard


@pytest.mark.parametrize("kind", ["bars", "columns", "line", "heat"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_is_walked_with_arrows_and_asked_with_enter(qtbot: QtBot, kind: Kind, scheme: str) -> None:
    theme().choose(scheme, 100)
    view, heard = shown(qtbot, chart(kind, compared=kind != "heat"))
    on = Qt.Key.Key_Down if kind == "bars" else Qt.Key.Key_Right

    first = view.here
    qtbot.keyClick(view, on)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, on)  # the edge holds
    qtbot.keyClick(view, Qt.Key.Key_Space)
    view.grab()

    assert "Q1" in first
    assert heard == [("2", "a0"), ("3", "a0")]
    assert view.accessibleDescription() == view.here


def test_several_series_are_told_apart_by_key_and_by_click(qtbot: QtBot) -> None:
    view, heard = shown(qtbot, chart("bars", series=2))

    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(240, 40))

    assert heard[0] == ("1", "a1")
    assert heard[1][0] == "1"


def test_a_chart_says_what_it_shows_and_never_what_is_withheld(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot, chart("columns", compared=True))

    qtbot.keyClick(view, Qt.Key.Key_Right)

    assert view.accessibleName() == (
        "Contacts. Area 0: most in Q1 (40), least in Q3 (0). 1 figure is not shown (–)."
    )
    assert view.here == "Q2: area 0 –, before 20"


def test_a_chart_grows_with_the_text_and_an_empty_one_is_quiet(qtbot: QtBot) -> None:
    view, heard = shown(qtbot, chart("bars"))
    before = view.minimumHeight()
    theme().choose("light", 130)
    grown = view.minimumHeight()

    view.show_chart(Chart("bars", "Nothing", (), (Series("Contacts", ()),)))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    view.grab()

    assert grown > before
    assert heard == []


def test_a_trend_is_an_arrow_and_words(qtbot: QtBot) -> None:
    trend, sparks = TrendMark(), Sparks()
    qtbot.addWidget(trend)
    qtbot.addWidget(sparks)

    trend.show_change(Change("up", "+18 %"), "than the month before")
    sparks.show_values((3, None, 5), "3, –, 5")
    sparks.grab()

    assert trend.words.text() == "+18 % than the month before"
    assert sparks.accessibleName() == "3, –, 5"
