"""From a key to its painted character in round entry, while the writer thread merges what a sync brought."""

import time
from collections.abc import Iterator
from itertools import count
from statistics import median, quantiles
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from benchmarks.desk_of import desk_of
from benchmarks.measure import Row, Scale, in_words
from benchmarks.plain import Workshop
from benchmarks.season import TEAM, Season
from outreach_app.domain.drafts import Pick
from outreach_app.store import merge
from outreach_app.store.database import Store
from outreach_app.ui.background import Background
from outreach_app.ui.collecting import Collecting
from outreach_app.ui.pages.round_entry import RoundEntryPage
from outreach_app.ui.theme import theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FRAME = 0.016
"""Seconds: what nobody sees."""
BATCH = 5_000
"""Edits in one transaction of the merge, as a sync takes them."""
KEYS = 5
"""Times `Scale.often`: keys of each kind."""
TEXT = "ze vragen banken en licht, Ahmed belde 0470 12 34 56 en komt terug "


def rows(shop: Workshop, season: Season, scale: Scale) -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Collecting(app)
    theme().choose("light", 100)
    store = shop.store()
    with store.write() as session:
        merge.apply(session, season.rows, [], TEAM)
    background = Background(store)
    page, bare = _page(app, background, store), QLineEdit()
    bare.show()
    note = page.board.panel.form.note if page.board else bare
    for character in TEXT:
        _painted(app, note, character)  # what is loaded at the first key is loaded
    _merge_on(background, season)
    ours, floor = [], []
    for character, _n in zip(_typed(), range(scale.often * KEYS), strict=False):
        ours.append(_painted(app, note, character))
        floor.append(_painted(app, bare, character))
    background.close()
    page.close()
    bare.close()
    store.close()
    worst, plain = (quantiles(times, n=20)[-1] for times in (ours, floor))
    yield Row(
        "key to painted character in round entry, while merging",
        f"{in_words(median(ours))}, p95 {in_words(worst)}",
        f"bare QLineEdit {in_words(median(floor))}, p95 {in_words(plain)}",
        median(mine / other for mine, other in zip(ours, floor, strict=True)),
        missed="" if worst < FRAME else f"p95 {in_words(worst)}",
        met=f"p95 under {in_words(FRAME)}",
    )


def _page(app: QApplication, background: Background, store: Store) -> RoundEntryPage:
    """Round entry at a first spot, as it stands in the window."""
    page = RoundEntryPage(desk_of(background, store))
    page.resize(1134, 768)
    page.show()
    page.arrive()
    while page.board is None:
        background.wait()
        app.processEvents()
    page.board.add_visit(Pick("Plek 1"))
    app.processEvents()
    return page


def _merge_on(background: Background, season: Season) -> None:
    """Batch after batch, until the lane is closed."""
    owner = QObject(background)
    batches = (
        edits[at : at + BATCH]
        for n in count()
        for edits in [season.edits(n)]
        for at in range(0, len(edits), BATCH)
    )
    ahead = [next(batches)]

    def work(session: "Session") -> None:
        merge.apply(session, {}, ahead[0], TEAM)
        ahead[0] = next(batches)

    def again(_done: object = None) -> None:
        background.run(work, owner=owner, done=again)

    again()


def _painted(app: QApplication, editor: QWidget, character: str) -> float:
    """Seconds until everything that a key set off is done, its painting too."""
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
    begin = time.perf_counter()
    app.sendEvent(editor, press)
    app.processEvents()
    return time.perf_counter() - begin


def _typed() -> Iterator[str]:
    while True:
        yield from TEXT
