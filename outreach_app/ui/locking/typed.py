"""What stands in the inputs below a widget, to be put there again later: exactly as typed, understood or not.

Secrets are left out: what is typed hidden is typed again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from outreach_app.ui.widgets.chips import ChipRow
from outreach_app.ui.widgets.inputs import Passphrase
from outreach_app.ui.widgets.picker import Picker, TokenPicker

Typed = dict[str, Any]
"""As JSON. An input is known by its kind, its name, and its number among those of the same kind and name."""


def typed_in(root: QWidget) -> Typed:
    """What `type_again` takes."""
    kept: Typed = {"inputs": {name: _value(each) for name, each in _inputs(root)}}
    focused = QApplication.focusWidget()
    for name, each in _inputs(root):
        if each is focused:
            kept["focus"] = [name, _cursor(each)]
    return kept


def type_again(root: QWidget, kept: Mapping[str, Any]) -> bool:
    """Silently; inputs that are not there any more are passed over. Whether the focus was in one of them."""
    values, (focus, cursor) = kept.get("inputs", {}), kept.get("focus") or ("", 0)
    for name, each in _inputs(root):
        if name in values and _value(each) != values[name]:
            _put(each, values[name])
        if name == focus:
            each.setFocus()
            _set_cursor(each, cursor)
    return bool(focus)


def _inputs(root: QWidget) -> Iterator[tuple[str, QWidget]]:
    seen: dict[str, int] = {}
    for each in [root, *root.findChildren(QWidget)]:
        if not isinstance(each, QLineEdit | QPlainTextEdit | QCheckBox | ChipRow | TokenPicker):
            continue
        if each.window() is not root.window() or isinstance(each, Passphrase):
            continue
        if isinstance(each, QLineEdit) and each.echoMode() != QLineEdit.EchoMode.Normal:
            continue
        if isinstance(each, QLineEdit | QPlainTextEdit) and each.isReadOnly():
            continue
        name = f"{type(each).__name__} {each.accessibleName()}"
        seen[name] = seen.get(name, 0) + 1
        yield f"{name} {seen[name]}", each


def _value(each: QWidget) -> Any:
    match each:
        case Picker():
            return {"code": each.chosen(), "text": each.text()}
        case QLineEdit():
            return each.text()
        case QPlainTextEdit():
            return each.toPlainText()
        case QCheckBox():
            return each.isChecked()
        case ChipRow():
            return each.chosen()
        case TokenPicker():
            return [each.chosen(), each.typed()]


def _put(each: QWidget, value: Any) -> None:
    match each:
        case Picker():
            if value["code"]:
                each.choose(value["code"], value["text"])
            elif value["code"] is not None:  # it is where the record was erased meanwhile
                each.type_in(value["text"])
        case QLineEdit():
            each.setText(value)
        case QPlainTextEdit():
            each.setPlainText(value)
        case QCheckBox():
            each.setChecked(value)
        case ChipRow():
            each.choose(value)
        case TokenPicker():
            each.choose(*value)


def _cursor(each: QWidget) -> int:
    if isinstance(each, QLineEdit):
        return each.cursorPosition()
    return each.textCursor().position() if isinstance(each, QPlainTextEdit) else 0


def _set_cursor(each: QWidget, at: int) -> None:
    if isinstance(each, QLineEdit):
        each.setCursorPosition(at)
        each.deselect()
    elif isinstance(each, QPlainTextEdit):
        cursor = each.textCursor()
        cursor.setPosition(min(at, len(each.toPlainText())))
        each.setTextCursor(cursor)
