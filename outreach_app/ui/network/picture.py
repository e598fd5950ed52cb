"""What the picture of the network shows: organisations by type, and who of them knows whom."""

from math import atan2, pi

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.network_layout import network_layout
from outreach_app.i18n import _, ngettext
from outreach_app.store.social_map import Drawn
from outreach_app.ui.network.canvas import STEP, TEAM, NetworkCanvas, Node
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import IconButton


def picture_of(canvas: NetworkCanvas, paper: QWidget) -> QWidget:
    """The picture, with what the chosen one is below it, and buttons for who has no wheel."""
    told = Text(
        _("A square stands at the frontline, a small sign is a small organisation."), "small", "text2", wraps=True
    )
    canvas.told.connect(told.setText)
    nearer = IconButton("zoom-in", _("Zoom in"), lambda: canvas.zoom(STEP))
    further = IconButton("zoom-out", _("Zoom out"), lambda: canvas.zoom(1 / STEP))
    foot = row(gap=8, margins=(16, 4, 12, 4))
    foot.addWidget(told, 1)
    for each in (paper, nearer, further):
        foot.addWidget(each)
    held = QWidget()
    body = column(gap=0)
    body.addWidget(canvas, 1)
    body.addLayout(foot)
    held.setLayout(body)
    return held


def nodes_and_ties(drawn: Drawn) -> tuple[list[Node], list[tuple[str, str]]]:
    """No person stands in it by name. In the order in which one walks: clockwise, so type by type."""
    found = drawn.map
    places = network_layout({each.id: each.type for each in found.partners})
    ties = _ties(drawn)
    names = {each.id: each.name for each in found.partners}
    nodes = []
    for each in found.partners:
        others = {other for tie in ties if each.id in tie for other in tie} - {each.id}
        tied = sorted(names.get(Id(other), _("Our team")) for other in others)
        said = [each.name, drawn.terms.label("organisation_type", each.type) if each.type else ""]
        said += [_("At the frontline") if each.frontline else ""]
        said += [
            ngettext("tied to {n}", "tied to {n}", len(tied)) + f": {', '.join(tied)}" if tied else _("no ties")
        ]
        words = ", ".join(part for part in said if part)
        nodes.append(Node(each.id, each.name, QPointF(*places[each.id]), each.frontline, each.small, words))
    nodes.sort(key=lambda node: atan2(node.at.x(), -node.at.y()) % (2 * pi))
    return nodes, ties


def _ties(drawn: Drawn) -> list[tuple[str, str]]:
    """From the team or an organisation to where the person works that it knows; each once."""
    found = drawn.map
    partners = {each.id for each in found.partners}
    works = {each.id: each.organisation for each in found.people if each.organisation in partners}
    ties = set()
    for tie in found.known:
        to = works.get(tie.contact)
        by = TEAM if tie.by in drawn.workers else tie.by
        if to is not None and by != to and (by == TEAM or by in partners):
            ties.add((min(by, to), max(by, to)))
    return sorted(ties)
