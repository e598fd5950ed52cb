"""The social map: in words with links, as tables, and as a picture."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.social_map import PARTS, Insight, Link, in_words, insights
from outreach_app.i18n import _, gettext, ngettext
from outreach_app.store.social_map import WATCHED, Drawn, social_map
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.network.canvas import NetworkCanvas
from outreach_app.ui.network.leaving import PictureOut
from outreach_app.ui.network.matrices import MATRICES, Matrix
from outreach_app.ui.network.picture import nodes_and_ties, picture_of
from outreach_app.ui.tables.checks import remark
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tabs import Segments
from outreach_app.ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FEW = 8
"""Links of one insight that stand there at once; the others come with a button."""
_PAGES = {"areas": "spots", "needs": "needs"}
"""The page of what does not lie on that of the network."""


class MapPanel(Following):
    open_wanted = QtSignal(str, str)
    """A page by its name, and what to show there."""
    new_wanted = QtSignal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, WATCHED)
        self.drawn: Drawn | None = None
        self.matrix = Matrix((), ())
        options = [
            Option("words", _("In words"), icon="lightbulb"),
            Option("domains", _("By life domain"), icon="table-2"),
            Option("tiers", _("By tier"), icon="layers"),
            Option("known", _("Who knows whom"), icon="link"),
            Option("picture", _("Picture"), icon="network"),
        ]
        self.ways = Segments(options, _("How to look at the network"))
        self.ways.chosen.connect(lambda _code: self._show_way())
        self._told = Text("", "body", "text2", wraps=True)
        self._words = column(gap=Space.S)
        inner = QWidget()
        inner.setLayout(column(self._words, None))
        self.table = TextTable(_("Social map"))
        self.table.activated.connect(self._open_row)
        self._stack = QStackedWidget()
        add = None if desk.readonly else (_("New organisation"), self.new_wanted.emit)
        nothing = EmptyState(
            "network", _("Once organisations are entered, this says what the network has and lacks."), action=add
        )
        self.canvas = NetworkCanvas()
        self.canvas.opened.connect(partial(self._open, "organisations"))
        self.out = PictureOut(desk, self.canvas)
        drawn = _card(picture_of(self.canvas, self.out.button))
        for part in (_card(Scroll(inner, margins=(20, 14, 20, 16))), _card(self.table), drawn, nothing):
            self._stack.addWidget(part)
        head = row(self.ways, gap=Space.L)
        head.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        body = column(head, gap=Space.M)
        body.addWidget(self._stack, 1)
        self.setLayout(body)
        self.setFocusProxy(self.ways)
        self.reload()

    def reload(self) -> None:
        today = self.desk.today()

        def read(session: "Session") -> Drawn:
            return social_map(session, today)

        self.desk.background.read(read, owner=self, done=self._show)

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        known = bool(drawn.map.partners)
        self.ways.setVisible(known)
        self._told.setText(_summary(drawn) if known else "")
        if not known:
            self._stack.setCurrentIndex(3)
            return
        self._show_words(drawn)
        self._show_way()

    def _show_way(self) -> None:
        if self.drawn is None:
            return
        way = self.ways.current()
        self._stack.setCurrentIndex({"words": 0, "picture": 2}.get(way, 1))
        if way == "picture":
            self.canvas.show_network(*nodes_and_ties(self.drawn))
        elif way != "words":
            self.matrix = MATRICES[way](self.drawn)
            self.table.show_texts(self.matrix.titles, self.matrix.rows)

    def _show_words(self, drawn: Drawn) -> None:
        empty(self._words)
        found = insights(drawn.map)
        for part, several in groupby(found, key=lambda each: each.part):
            self._words.addWidget(SectionTitle(gettext(PARTS[part])))
            for each in several:
                self._words.addWidget(self._insight(drawn, each))
        if drawn.outcomes:
            self._words.addWidget(SectionTitle(_("What came of referrals this year")))
            self._words.addWidget(Text(_outcomes(drawn), "body", wraps=True))

    def _insight(self, drawn: Drawn, insight: Insight) -> QWidget:
        told = insight
        if "tier" in insight.values:
            label = drawn.terms.label("tier", str(insight.values["tier"]))
            told = Insight(insight.part, insight.code, insight.links, {**insight.values, "tier": label})
        fine = insight.code == "tier"
        line = remark(in_words(told), *(("circle-check", "green") if fine else ()))
        whole = QWidget()
        whole.setLayout(column(line, self._links(insight.links), gap=4))
        return whole

    def _links(self, links: Sequence[Link]) -> QWidget:
        held = QWidget()
        flow = Flow(gap=4)
        held.setLayout(flow)
        for link in links[:FEW]:
            flow.addWidget(Button(link.name, "link", "", partial(self._open, link.slug, link.id)))
        if len(links) > FEW:
            rest = len(links) - FEW
            more = Button(ngettext("{n} more", "{n} more", rest), "quiet")

            def show_all() -> None:
                more.hide()
                for link in links[FEW:]:
                    flow.addWidget(Button(link.name, "link", "", partial(self._open, link.slug, link.id)))

            more.clicked.connect(show_all)
            flow.addWidget(more)
        return held

    def _open(self, slug: str, id: str) -> None:
        page = _PAGES.get(slug, "network")
        self.open_wanted.emit(page, id if slug == "needs" else f"{slug}/{id}")

    def _open_row(self, index: QModelIndex) -> None:
        link = self.matrix.links[index.row()] if index.row() < len(self.matrix.links) else None
        if link is not None:
            self._open(link.slug, link.id)


def _card(inner: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    card.setLayout(column(inner, margins=(1, 1, 1, 8)))
    return card


def _summary(drawn: Drawn) -> str:
    found = drawn.map
    return _("{partners}, {offers}, {people}.").format(
        partners=ngettext("{n} organisation", "{n} organisations", len(found.partners)),
        offers=ngettext("{n} offer", "{n} offers", len(found.offers)),
        people=ngettext("{n} contact person", "{n} contact persons", len(found.people)),
    )


def _outcomes(drawn: Drawn) -> str:
    told = sorted(drawn.outcomes.items(), key=lambda each: -each[1])
    return ", ".join(f"{drawn.terms.label('referral_outcome', code)}: {heads}" for code, heads in told)
