"""Fields and messages as a person meets them: keys, wheel, what is shown and what is kept."""

from datetime import date
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.errors import OutreachError
from outreach_app.store.needs import NeedTaken
from outreach_app.ui import shortcuts
from outreach_app.ui.dialogs.unsaved import ask_unsaved
from outreach_app.ui.widgets.basics import Text
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.counter import Counter
from outreach_app.ui.widgets.dates import DateField, TimeField
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase, TextLine, TextLines
from outreach_app.ui.widgets.messages import EmptyState, MessageBar
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker, TokenPicker
from outreach_app.ui.widgets.search_box import SearchBox
from outreach_app.ui.widgets.strip import Strip
from tests.ui.looking import bring_up, button, texts, unnamed

DOMAINS = [Option("work", "Work"), Option("housing", "Housing"), Option("leisure", "Leisure")]
SPOTS = [
    Option("1", "Vlasakker", "Noord"),
    Option("2", "Crèche Vlas", "Zuid"),
    Option("3", "Stationsplein", "Noord"),
]


class Sheet(QWidget):
    """Widgets below each other in a window of their own, which stays as long as the test."""

    kept: "ClassVar[Sheet | None]" = None

    def __init__(self, qtbot: QtBot, *widgets: QWidget) -> None:
        super().__init__()
        Sheet.kept = self
        layout = QVBoxLayout(self)
        for widget in widgets:
            layout.addWidget(widget)
        qtbot.addWidget(self)
        self.resize(500, 400)
        bring_up(qtbot, self)
        widgets[0].setFocus()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_chip_is_taken_with_alt_and_its_digit(qtbot: QtBot) -> None:
    chips = ChipRow(DOMAINS, "Life domains", keys=shortcuts.DOMAINS)
    heard: list[list[str]] = []
    chips.changed.connect(lambda: heard.append(chips.chosen()))
    Sheet(qtbot, chips)
    chips.chips()[0].setFocus()

    qtbot.keyClick(focused(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(focused(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(focused(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)

    assert heard == [["leisure"], ["work", "leisure"], ["work"]]


def test_single_chips_exclude_each_other_and_an_unknown_code_is_kept(qtbot: QtBot) -> None:
    chips = ChipRow(DOMAINS, "Daypart", single=True)
    Sheet(qtbot, chips)
    chips.choose(["later"])

    shown_before = chips.chosen()
    chips.chips()[1].click()

    assert shown_before == ["later"]
    assert chips.chosen() == ["housing"]


def test_a_counter_takes_digits_arrows_and_signs_but_not_the_wheel(qtbot: QtBot) -> None:
    counter = Counter("15–17")
    Sheet(qtbot, counter)

    qtbot.keyClicks(focused(), "12")
    qtbot.keyClick(focused(), Qt.Key.Key_Up)
    qtbot.keyClick(focused(), Qt.Key.Key_Plus)
    qtbot.keyClick(focused(), Qt.Key.Key_Minus)
    roll_wheel(focused())
    typed = counter.value()
    button(counter, "One less").click()

    assert (typed, counter.value()) == (13, 12)


def test_a_counter_never_goes_below_zero(qtbot: QtBot) -> None:
    counter = Counter("12–14")
    Sheet(qtbot, counter)

    qtbot.keyClick(focused(), Qt.Key.Key_Down)

    assert counter.value() == 0


def test_a_picker_finds_parts_of_words_without_accents_and_enter_takes_the_best(qtbot: QtBot) -> None:
    picker = Picker("Spot")
    picker.offer(SPOTS)
    Sheet(qtbot, picker)

    qtbot.keyClicks(picker, "creche")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    by_name = picker.chosen()
    picker.clear()
    qtbot.keyClicks(picker, "noord")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Return)

    assert by_name == "2"
    assert (picker.chosen(), picker.text()) == ("3", "Stationsplein")


def test_tab_takes_the_marked_one_and_goes_on(qtbot: QtBot) -> None:
    picker, after = Picker("Spot"), QLineEdit()
    picker.offer(SPOTS)
    Sheet(qtbot, picker, after)

    qtbot.keyClicks(picker, "vlasa")
    qtbot.keyClick(picker, Qt.Key.Key_Tab)

    assert picker.chosen() == "1"
    assert after.hasFocus()


def test_a_new_name_is_taken_only_where_new_ones_may_be_made(qtbot: QtBot) -> None:
    strict, open_ = Picker("Area"), Picker("Spot", new=True)
    for picker in (strict, open_):
        picker.offer(SPOTS)
    Sheet(qtbot, strict, open_)
    heard: list[str] = []
    open_.taken.connect(lambda: heard.append(open_.typed()))

    for picker in (strict, open_):
        qtbot.keyClicks(picker, "Kanaalbrug")
        qtbot.keyClick(picker, Qt.Key.Key_Tab)

    assert heard == ["Kanaalbrug"]
    assert (strict.chosen(), strict.typed()) == ("", "Kanaalbrug"), "what was typed is not dropped"


def test_several_are_taken_shown_and_removed_with_backspace(qtbot: QtBot) -> None:
    needs = TokenPicker("Needs", new=True)
    needs.offer(SPOTS)
    sheet = Sheet(qtbot, needs)

    for word in ("station", "vlasakker", "Nachtbus <b>&"):
        qtbot.keyClicks(focused(), word)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    taken = (needs.chosen(), needs.typed())
    qtbot.wait(1)
    button(sheet, "Remove Stationsplein").click()
    qtbot.keyClick(focused(), Qt.Key.Key_Backspace)

    assert taken == (["3", "1"], ["Nachtbus <b>&"])
    assert (needs.chosen(), needs.typed()) == (["1"], [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gisteren", date(2026, 11, 18)), ("19/11", date(2026, 11, 19)), ("di", date(2026, 11, 17))],
)
def test_a_date_is_typed_as_it_is_said(qtbot: QtBot, typed: str, meant: date) -> None:
    field, after = DateField("Date", lambda: date(2026, 11, 19), past=True), QLineEdit()
    Sheet(qtbot, field, after)

    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert after.hasFocus()
    assert field.value() == meant
    assert field.text() == f"{meant:%a} {meant.day} {meant:%b %Y}"


def test_arrows_move_a_day_and_nonsense_stays_with_its_reason(qtbot: QtBot) -> None:
    field, after = DateField("Date", lambda: date(2026, 11, 19)), QLineEdit()
    Sheet(qtbot, field, after)
    field.set_value(date(2026, 11, 1))

    qtbot.keyClick(field, Qt.Key.Key_Down)
    moved = field.value()
    field.selectAll()
    qtbot.keyClicks(field, "blauw")
    after.setFocus()

    assert moved == date(2026, 10, 31)
    assert field.text() == "blauw"
    assert field.value() is None
    assert str(field.error) == "This is not a date."


def test_a_time_is_four_digits_or_a_step_of_a_quarter(qtbot: QtBot) -> None:
    field, after = TimeField("From"), QLineEdit()
    Sheet(qtbot, field, after)

    qtbot.keyClicks(field, "1930")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    typed = field.text()
    qtbot.keyClick(field, Qt.Key.Key_Up)

    assert typed == "19:30"
    assert field.value() == "19:45"


def test_tab_leaves_a_text_of_several_lines(qtbot: QtBot) -> None:
    lines, after = TextLines("Problem"), QLineEdit()
    Sheet(qtbot, lines, after)

    qtbot.keyClicks(lines, "Too few")
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    qtbot.keyClick(lines, Qt.Key.Key_Tab)

    assert lines.toPlainText() == "Too few\n"
    assert after.hasFocus()


def test_a_field_says_in_words_what_is_wrong_to_everyone(qtbot: QtBot) -> None:
    line = TextLine("Name")
    field = Field("Name", line, required=True, hint="As on the note")
    sheet = Sheet(qtbot, field)

    field.set_error("Give it a name.")
    wrong = texts(sheet)
    said = line.accessibleDescription()
    field.set_error()

    assert wrong == ["Name", "required", "Give it a name."]
    assert said == "Give it a name."
    assert texts(sheet) == ["Name", "required", "As on the note"]


def test_a_passphrase_is_hidden_until_the_eye_is_asked(qtbot: QtBot) -> None:
    line = Passphrase("Passphrase")
    Sheet(qtbot, line)

    hidden = line.echoMode()
    button(line, "Show what is typed").click()

    assert hidden == QLineEdit.EchoMode.Password
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert button(line, "Hide what is typed")


def test_caps_lock_is_suspected_from_a_capital_without_shift(qtbot: QtBot) -> None:
    line = Passphrase("Passphrase")
    sheet = Sheet(qtbot, line, line.caps)

    qtbot.keyClick(line, "A", Qt.KeyboardModifier.ShiftModifier)
    with_shift = texts(sheet)
    qtbot.keyClick(line, "A")

    assert with_shift == []
    assert texts(sheet) == ["Caps Lock seems on"]


def test_search_waits_for_rest_and_escape_empties_it(qtbot: QtBot) -> None:
    box = SearchBox("Search spots")
    heard: list[str] = []
    box.searched.connect(heard.append)
    Sheet(qtbot, box)

    qtbot.keyClicks(box, "vlas")
    qtbot.waitUntil(lambda: heard == ["vlas"])
    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert heard == ["vlas", ""]


def test_texts_are_never_markup(qtbot: QtBot) -> None:
    bar = MessageBar()
    sheet = Sheet(qtbot, bar, Text("<b>&amp;"), Button("A & B"))

    bar.say("<i>no</i>", "<a href=x>")

    assert {label.textFormat() for label in sheet.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert texts(sheet) == ["<i>no</i>", "<a href=x>", "<b>&amp;"]
    assert button(sheet, "A & B").text() == "A && B"


def test_a_refusal_is_told_with_what_to_do(qtbot: QtBot) -> None:
    bar = MessageBar()
    sheet = Sheet(qtbot, bar)

    bar.say_error(OutreachError())

    assert texts(sheet) == ["Something went wrong.", "Nothing was changed. Try again."]
    assert bar.accessibleName() == "Something went wrong. Nothing was changed. Try again."


def test_a_strip_offers_the_way_back_and_leaves_by_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "SECONDS", 0)
    strip, undone = Strip(), list[bool]()
    Sheet(qtbot, QLineEdit(), strip)

    strip.say("Spot deleted", ("Undo", lambda: undone.append(True)))
    button(strip, "Undo").click()
    strip.say("Spot deleted")
    qtbot.waitUntil(strip.isHidden)

    assert undone == [True]


def test_a_strip_stays_as_long_as_it_has_the_focus(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "WITH_A_WAY_BACK", 0)
    strip, line = Strip(), QLineEdit()
    sheet = Sheet(qtbot, line, strip)
    bring_up(qtbot, sheet)

    strip.say("Spot deleted", ("Undo", lambda: None))
    strip.take_focus()
    qtbot.wait(20)
    stays = strip.isVisible()
    line.setFocus()
    qtbot.waitUntil(strip.isHidden)

    assert stays


def test_a_copied_error_tells_no_names(qtbot: QtBot) -> None:
    bar = MessageBar()
    Sheet(qtbot, bar)

    bar.say_error(NeedTaken(need="Bank voor Samira", signal="Banken"))
    button(bar, "Copy for whoever helps you, without names").click()

    copied = QApplication.clipboard().text()
    assert "Samira" in texts(bar)[0]
    assert "Samira" not in copied
    assert "The need “…” is already part of the signal “…”." in copied
    assert "NeedTaken" in copied


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    chips = ChipRow(DOMAINS, "Life domains")
    needs = TokenPicker("Needs")
    needs.offer(SPOTS)
    needs.choose(["1"])
    bar = MessageBar()
    bar.say("Saved", action=("Undo", lambda: None))
    empty = EmptyState("flag", "No signals yet.", action=("New signal", lambda: None))
    sheet = Sheet(
        qtbot, chips, needs, bar, empty, Counter("Size"), SearchBox("Search"), Field("Note", TextLines("")),
        Passphrase("Passphrase"), DateField("Date"), TimeField("From"), Picker("Spot"),
    )  # fmt: skip

    assert unnamed(sheet) == []


def roll_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        (QDialogButtonBox.ButtonLayout.WinLayout, ["Save", "Discard", "Stay here"]),
        (QDialogButtonBox.ButtonLayout.KdeLayout, ["Save", "Discard", "Stay here"]),
        (QDialogButtonBox.ButtonLayout.GnomeLayout, ["Stay here", "Discard", "Save"]),
        (QDialogButtonBox.ButtonLayout.MacLayout, ["Stay here", "Discard", "Save"]),
    ],
)
def test_verbs_stand_where_the_desktop_has_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, layout: QDialogButtonBox.ButtonLayout, order: list[str]
) -> None:
    monkeypatch.setattr(type(QApplication.style()), "styleHint", lambda *_asked: layout.value)
    parent = QWidget()
    qtbot.addWidget(parent)

    asked = ask_unsaved(parent, lambda: None, lambda: None, lambda: None)

    found = sorted(asked.buttons, key=lambda each: each.x())
    assert [each.text() for each in found] == order
    assert found[0].nextInFocusChain() is found[1]
    asked.close()
