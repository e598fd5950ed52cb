"""The picture of a network: insights, places and drawing of 500 organisations, against an empty widget."""

import random
from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Row, Scale, compare, in_words
from outreach_app.domain.areas import Areas
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import Id
from outreach_app.domain.social_map import Known, Partner, Person, SocialMap, insights
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.store.social_map import Drawn
from outreach_app.ui.network.canvas import NetworkCanvas
from outreach_app.ui.network.picture import nodes_and_ties

SIZE = (1080, 540)
ORGANISATIONS = 500
LIMIT = 1.0
"""Seconds from what was read to the picture."""


def rows(scale: Scale) -> Iterator[Row]:
    app = QApplication.instance() or QApplication([])
    canvas, empty, drawn = NetworkCanvas(), QWidget(), _network()
    for widget in (canvas, empty):
        widget.resize(*SIZE)
        widget.show()
    image = QImage(*SIZE, QImage.Format.Format_RGB32)

    def floor() -> None:
        empty.render(image, QPoint())

    def ours() -> None:
        insights(drawn.map)
        canvas.show_network(*nodes_and_ties(drawn))
        canvas.render(image, QPoint())

    pair = compare(lambda: ours, lambda: floor, scale.often)
    missed = "" if pair.ours < LIMIT else in_words(pair.ours)
    words = f"under {in_words(LIMIT)}"
    told = f"empty widget {in_words(pair.floor)}"
    yield Row(
        f"network, {ORGANISATIONS} organisations", in_words(pair.ours), told, pair.ratio, None, missed, words
    )
    canvas.close()
    empty.close()
    app.processEvents()


def _network() -> Drawn:
    """Two persons an organisation, each known by two others."""
    chance = random.Random(6)
    types = list(BUILT_IN["organisation_type"])
    ids = [Id(f"{chance.getrandbits(128):032x}") for _n in range(ORGANISATIONS)]
    partners = [
        Partner(id, f"Organisatie {n}", chance.choice(types), small=n % 3 == 0) for n, id in enumerate(ids)
    ]
    people = [Person(Id(f"{n:032x}"), f"Persoon {n}", ids[n // 2]) for n in range(2 * ORGANISATIONS)]
    known = [Known(person.id, chance.choice(ids)) for person in people for _turn in range(2)]
    found = SocialMap(date(2026, 3, 15), Areas.of([]), partners, people, known=known)
    return Drawn(found, Vocabularies(), {}, {})
