"""A board: which states stand in which column, and what it means to put a card into another one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outreach_app.domain.states import NEED_PATH, SIGNAL_PATH


@dataclass(frozen=True, slots=True)
class Lane:
    """A column. Its first state names it; those `aside` are opened on request."""

    states: tuple[str, ...]
    aside: bool = False

    @property
    def name(self) -> str:
        return self.states[0]


SIGNAL_LANES = (
    Lane(("draft",)),
    Lane(("checking",)),
    Lane(("ripe",)),
    Lane(("submitted", "scheduled")),
    Lane(("decided", "fed_back")),
    Lane(("closed",), aside=True),
    Lane(("parked",), aside=True),
    Lane(("merged",), aside=True),
)
NEED_LANES = (
    Lane(("observed",)),
    Lane(("recurring",)),
    Lane(("verified",)),
    Lane(("in_signal",)),
    Lane(("solved",), aside=True),
    Lane(("dropped",), aside=True),
)


def lane_of(lanes: Sequence[Lane], state: str) -> Lane:
    """Where a state stands; one of a newer program at the beginning, so that nothing is lost from sight."""
    return next((lane for lane in lanes if state in lane.states), lanes[0])


def dropped_into(lane: Lane, state: str, possible: Iterable[str]) -> str:
    """The state that a card asks for when it is put into a column: the one a move leads to, else the column's
    own, so that the rules can say why not. Empty where the card stands in that column already."""
    if state in lane.states:
        return ""
    reachable = set(possible)
    return next((each for each in lane.states if each in reachable), lane.name)


def beside(state: str, by: int) -> str:
    """One step further on its path, or back; what stands aside goes back to the beginning. Empty at an end."""
    for path in (SIGNAL_PATH, NEED_PATH):
        if state in path:
            at = path.index(state) + by
            return path[at] if 0 <= at < len(path) else ""
    return {"parked": "draft", "merged": "draft", "dropped": "observed"}.get(state, "")
