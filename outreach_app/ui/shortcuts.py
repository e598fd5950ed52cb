"""Every key of the window, once: what it does and where. Pages bind keys from here, so that the list is true."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import N_
from outreach_app.ui.locking.keys import LOCK as LOCK_KEY
from outreach_app.ui.locking.keys import PANIC, PANIC_TOO

EVERYWHERE, HELPING = N_("Everywhere"), N_("Help")
LISTS, FORMS = N_("Lists"), N_("Forms")
BOARDS = N_("Boards")
ROUND, CHOICES = N_("Entering a round"), N_("Merge")
GROUPS = (EVERYWHERE, HELPING, LISTS, BOARDS, FORMS, ROUND, CHOICES)
"""In the order in which the list of keys has them."""

_ALONE = 3
"""More keys than that are a row, told by its ends."""


@dataclass(frozen=True)
class Key:
    """One thing that keys do, and which keys, as Qt reads them. `typed` ones are seen by the widget they are typed
    into; the others are bound with `bind`."""

    group: str
    what: str
    keys: tuple[str, ...]
    typed: bool = False


class Shortcut(QShortcut):
    """A shortcut that knows what it is for."""

    def __init__(self, key: Key, keys: str, widget: QWidget) -> None:
        super().__init__(QKeySequence(keys), widget)
        self.key_of = key


LOCK = Key(EVERYWHERE, N_("Lock"), (LOCK_KEY,))
LOCK_AND_HIDE = Key(
    EVERYWHERE,
    N_("Lock and hide the window at once. To come back, choose “Untitled” in the task bar."),
    (PANIC, PANIC_TOO),
    typed=True,
)
UNDO = Key(EVERYWHERE, N_("Undo: in a field what you typed, else the last change"), ("Ctrl+Z",))
REDO = Key(EVERYWHERE, N_("Do again what was undone"), ("Ctrl+Shift+Z", "Ctrl+Y"))
NOTICE = Key(EVERYWHERE, N_("The newest notification, and back"), ("F6",))
NEW_ROUND = Key(EVERYWHERE, N_("New round"), ("Ctrl+N",))
QUICK_LINE = Key(EVERYWHERE, N_("A round in one line"), ("Ctrl+K",))
CONFINE = Key(EVERYWHERE, N_("What lists show: everything, or one convenant"), ("Ctrl+Shift+K",))
PLACES = Key(EVERYWHERE, N_("The places at the left, from the top"), tuple(f"Ctrl+{n}" for n in range(1, 10)))
SETTINGS = Key(EVERYWHERE, N_("Settings"), ("Ctrl+,",))
HELP = Key(HELPING, N_("Help with where you are; once more closes it"), ("F1",))
KEYS = Key(HELPING, N_("These keys"), ("Shift+F1",))
CLOSE_HELP = Key(HELPING, N_("Close the help and go on where you were"), ("Escape",), typed=True)
FIND = Key(LISTS, N_("Search in the list"), ("Ctrl+F",))
INTO_LIST = Key(LISTS, N_("From the search into the list"), ("Down",), typed=True)
OPEN = Key(LISTS, N_("Open the form of the row"), ("Return",), typed=True)
ENDS = Key(LISTS, N_("The first row, the last row"), ("Home", "End"), typed=True)
MOVE_COLUMN = Key(LISTS, N_("Move the column"), ("Ctrl+Shift+Left", "Ctrl+Shift+Right"), typed=True)
SORT = Key(LISTS, N_("Sort by the column, upwards or downwards"), ("Ctrl+Shift+Up", "Ctrl+Shift+Down"), typed=True)
MORE_ROWS = Key(LISTS, N_("Select one more row"), ("Shift+Up", "Shift+Down"), typed=True)
ALL_ROWS = Key(LISTS, N_("Select all rows"), ("Ctrl+A",), typed=True)
LET_GO = Key(LISTS, N_("Let the selection go"), ("Escape",), typed=True)
DELETE = Key(LISTS, N_("Delete the row, or all that are selected"), ("Delete",), typed=True)
MOVE_ROW = Key(LISTS, N_("Move the row up or down, where the order is yours"), ("Alt+Up", "Alt+Down"))
WALK_CARDS = Key(BOARDS, N_("From card to card"), ("Left", "Up", "Right", "Down"), typed=True)
MOVE_CARD = Key(BOARDS, N_("Move the card a step back, a step on"), ("Ctrl+Left", "Ctrl+Right"), typed=True)
OPEN_CARD = Key(BOARDS, N_("Open the card"), ("Return",), typed=True)
CLOSE_CARD = Key(BOARDS, N_("Close what stands open beside the board"), ("Escape",), typed=True)
SAVE = Key(FORMS, N_("Save"), ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"))
TAKE_OUT = Key(FORMS, N_("Take out of the text what may point at one person"), ("F8",), typed=True)
CLOSE_FORM = Key(FORMS, N_("Close the form; asks if something was typed"), ("Escape",), typed=True)
NEXT_SPOT = Key(ROUND, N_("Next spot of the round"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"))
ANOTHER = Key(ROUND, N_("Another encounter at this spot"), ("Alt+Return", "Alt+Enter"))
TELL_HERE = Key(ROUND, N_("Note that young people heard an answer here"), ("F2",))
NOBODY = Key(ROUND, N_("Nobody there"), ("F4",))
USUAL = Key(ROUND, N_("The spots of the usual route"), ("F7",))
LAST = Key(ROUND, N_("The spots and the team of last time"), ("F9",))
LEAVE_OUT = Key(ROUND, N_("Take this spot out of the round"), ("Alt+Del",))
TO_NEEDS = Key(ROUND, N_("Needs"), ("Alt+N",))
DOMAINS = Key(ROUND, N_("Life domains"), tuple(f"Alt+{n % 10}" for n in range(1, 11)))
NEXT_CHOICE = Key(CHOICES, N_("The next choice"), ("J", "Alt+Down"))
CHOICE_BEFORE = Key(CHOICES, N_("The choice before"), ("K", "Alt+Up"))


def every_key() -> list[Key]:
    """In the order of the groups."""
    known = [value for value in globals().values() if isinstance(value, Key)]
    return sorted(known, key=lambda key: GROUPS.index(key.group))


def bind(widget: QWidget, key: Key, do: Callable[[], object], *, anywhere: bool = False) -> list[Shortcut]:
    """Does something while the focus is within `widget`; with `anywhere`, in its whole window."""
    return [bind_one(widget, key, keys, do, anywhere=anywhere) for keys in key.keys]


def bind_one(
    widget: QWidget, key: Key, keys: str, do: Callable[[], object], *, anywhere: bool = False
) -> Shortcut:
    """One of the keys of a row of them, such as Ctrl+1 to Ctrl+9."""
    assert keys in key.keys, keys
    context = Qt.ShortcutContext
    shortcut = Shortcut(key, keys, widget)
    shortcut.setContext(context.WindowShortcut if anywhere else context.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)
    return shortcut


def told(key: Key) -> str:
    """The keys as people read them: a row of them by its ends, and the two Enter keys once."""
    names = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in key.keys]
    if len(names) > _ALONE:
        return f"{names[0]} … {names[-1]}"
    both = dict.fromkeys(name.replace("Return", "Enter") for name in names)
    return ", ".join(both)
