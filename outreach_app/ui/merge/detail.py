"""One decision: what happened, every differing field with its versions, and the verbs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.i18n import _, ngettext
from outreach_app.store.collisions import Collision
from outreach_app.store.likeness import Comparison
from outreach_app.ui.merge.field_choice import FieldChoice, signed, taken_of
from outreach_app.ui.merge.subject import explained, people
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Rule, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.marks import Mark
from outreach_app.ui.widgets.scroll import Scroll

_ALL_OF = 3
"""More people than this have their say field by field."""


class Detail(QFrame):
    kept = QtSignal(object, object)
    """What was seen, and what was taken of each field."""
    apart = QtSignal(object)
    """The two are not the same."""
    skipped = QtSignal()

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._writable = writable
        self.seen: Collision | Comparison | None = None
        self._taken: Mapping[str, Any] | None = None
        self._choices: list[FieldChoice] = []
        self._title = Text("", "title", wraps=True)
        self._place = Text("", "small", "text2")
        self._words = Text("", "body", "text2", wraps=True)
        head = row(gap=Space.L)
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        self._scroll: Scroll | None = None
        self._body = column(gap=0)
        self._foot = column(gap=0)
        top = column(head, self._words, Space.S, Rule(), gap=Space.S)
        outer = column(top, self._body, Rule(), self._foot, gap=Space.M, margins=Space.XL)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def show_seen(self, seen: Collision | Comparison, place: str, taken: Mapping[str, Any] | None = None) -> None:
        """Anew only where it says something else: what is being chosen stays. `taken` are the values that were
        chosen earlier, where it is shown to be chosen again."""
        self._place.setText(place)
        if (seen, taken) == (self.seen, self._taken):
            return
        self.seen, self._taken = seen, taken
        self._title.setText(f"{_(seen.record.singular)} · {seen.title}")
        self._words.setText(explained(seen, settled=taken is not None))
        self._choices = [FieldChoice(one, writable=self._writable) for one in seen.differences]
        content = column(gap=Space.L)
        for choice in self._choices:
            choice.kept.connect(self.keep)
            if taken is not None and choice.difference.name in taken:
                choice.take_value(taken[choice.difference.name])
            content.addWidget(choice)
        if isinstance(seen, Comparison):
            content.addWidget(_Holding(seen))
        if seen.alike:
            content.addWidget(_Alike(seen.alike))
        content.addStretch(1)
        self._replace(content)
        self._verbs(seen)

    def focus(self) -> None:
        """Where choosing begins."""
        if self._choices:
            self._choices[0].focus()
        else:
            self._keep.setFocus()

    def keep(self) -> None:
        if self.seen is not None and self._writable:
            self.kept.emit(self.seen, taken_of(self._choices))

    def take(self, letter: str) -> None:
        """All of one person, where they wrote something."""
        for choice in self._choices:
            choice.take(letter)

    def _replace(self, content: QVBoxLayout) -> None:
        old = self._scroll
        inner = QWidget()
        inner.setLayout(content)
        self._scroll = Scroll(inner, margins=(0, 2, 8, 2))
        self._body.addWidget(self._scroll)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _verbs(self, seen: Collision | Comparison) -> None:
        verbs: list[QWidget] = []
        names = people(seen.differences)
        if len(seen.differences) > 1 and 1 < len(names) <= _ALL_OF:
            for name, letter in names.items():
                verbs.append(self._verb(_("All of {name}").format(name=name), self._taking(letter)))
        if isinstance(seen, Comparison) and not seen.again:
            verbs.append(self._verb(_("Not the same"), lambda: self.apart.emit(seen)))
        self._keep = Button(_kept(seen), "primary", "check", self.keep)
        self._keep.setEnabled(self._writable)
        verbs.append(self._keep)
        foot = row(Button(_("Skip"), "quiet", pressed=self.skipped.emit), gap=Space.M)
        foot.addLayout(Flow(*verbs, at_the_end=True), 1)
        holder = QWidget()
        holder.setLayout(foot)
        empty(self._foot)
        self._foot.addWidget(holder)

    def _verb(self, text: str, pressed: Callable[[], object]) -> Button:
        verb = Button(text, "secondary", pressed=pressed)
        verb.setEnabled(self._writable)
        return verb

    def _taking(self, letter: str) -> Callable[[], None]:
        return lambda: self.take(letter)


def _kept(seen: Collision | Comparison) -> str:
    if isinstance(seen, Collision):
        return ngettext("Keep choice", "Keep choices", len(seen.differences))
    return _("Move what refers to it") if seen.again else _("Make them one")


class _Holding(QWidget):
    """Who made each of two records, and what hangs on it: that is not chosen, all of it is kept."""

    def __init__(self, seen: Comparison) -> None:
        super().__init__()
        both = row(gap=Space.M)
        for (author, at), told in zip(seen.made, seen.holding, strict=True):
            part = QFrame()
            part.setProperty("look", "sunken")
            by = Text(signed(author or _("Someone of the team"), at), "small", "text2", wraps=True)
            hangs = Text(told or _("Nothing hangs on it"), "label", wraps=True)
            part.setLayout(column(hangs, None, by, gap=6, margins=12))
            both.addWidget(part, 1)
        head = row(Text(_("Hangs on each"), "label"), Text(_("all of it is kept"), "small", "text2"), None)
        self.setLayout(column(head, both, gap=6))


class _Alike(QWidget):
    """The other fields, on request."""

    def __init__(self, alike: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        words = ngettext("{n} other field is equal", "{n} other fields are equal", len(alike))
        self._button = Button(_("Show"), "link", pressed=self._toggle)
        self._button.setAccessibleDescription(words)
        self._list = QWidget()
        lines = (
            row(Text(f"{label}:", "small", "text2"), Text(text, "small", wraps=True)) for label, text in alike
        )
        self._list.setLayout(column(*map(_stretched, lines), gap=4, margins=(26, 0, 0, 0)))
        self._list.hide()
        told = row(Mark("check", "green", 16), Text(words, "small", "text2"), self._button, None)
        self.setLayout(column(told, self._list, gap=4))

    def _toggle(self) -> None:
        self._list.setVisible(self._list.isHidden())
        self._button.set_text(_("Show") if self._list.isHidden() else _("Hide"))


def _stretched(line: QHBoxLayout) -> QHBoxLayout:
    line.setStretch(1, 1)
    return line
