"""The merge rule in a few lines of Python, and histories to try it on."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from outreach_app.domain.clock import Clocked, Create, Edit, Patch, Rows
from outreach_app.domain.records import Area
from outreach_app.store.columns import shape_of
from outreach_app.store.schema import numbers_of

SHAPE = shape_of(Area)
COLUMNS = ("name", "supporter", "deleted")
ROWS = (b"a" * 16, b"b" * 16)

Cell = tuple[bytes, str]
Live = dict[Cell, dict[Clocked, Any]]


class State(NamedTuple):
    """What a replica shows of each row it has, and the live versions of every cell it heard of."""

    shown: dict[Cell, Any]
    live: Live


def reference(patches: Iterable[Patch], erased: Iterable[bytes] = ()) -> State:
    """What must come of these patches, however they arrived."""
    versions: Live = {}
    replaced: dict[Cell, set[Clocked]] = {}
    heard = [patch for patch in patches if patch.row not in set(erased)]
    for patch in heard:
        for name, value in patch.values.items():
            versions.setdefault((patch.row, name), {})[patch.stamp, patch.author] = value
            replaced.setdefault((patch.row, name), set()).update(getattr(patch, "bases", ()))
    live = {
        cell: {clock: value for clock, value in found.items() if clock not in replaced[cell]}
        for cell, found in versions.items()
    }
    here = {patch.row for patch in heard if isinstance(patch, Create)}
    return State({cell: found[max(found)] for cell, found in live.items() if cell[0] in here}, live)


def colliding(patches: Iterable[Patch], erased: Iterable[bytes] = ()) -> set[Cell]:
    """The cells in conflict: different live values; of a row in the bin, what its deletes did not see."""
    patches, erased = list(patches), set(erased)
    shown, live = reference(patches, erased)
    found = {
        (row, name)
        for (row, name), versions in live.items()
        if len(set(versions.values())) > 1 and (name == "deleted" or not shown.get((row, "deleted"), True))
    }
    for row in {row for row, name in shown if shown[row, "deleted"]}:
        about = [patch for patch in patches if patch.row == row and "deleted" in patch.values]
        seen = {(one.stamp, one.author) for one in about} | {b for one in about for b in getattr(one, "bases", ())}
        if any(set(versions) - seen for (other, _name), versions in live.items() if other == row):
            found.add((row, "deleted"))
    return {cell for cell in found if cell in shown}


def observed(session: Session, names: Sequence[str] = COLUMNS) -> State:
    """What the database holds."""
    run = session.connection().exec_driver_sql
    by_number = {n: name for (table, name), n in numbers_of(session.connection()).items() if table == "area"}
    live: Live = {}
    for row, col, stamp, author, dead, value in run("SELECT row, col, stamp, author, dead, value FROM edit"):
        found = live.setdefault((row, by_number[col]), {})
        if dead == 0:
            found[stamp, author] = value
    shown = {}
    listed = ", ".join(f'"{name}"' for name in names)
    for row, stamp, author, *values in run(f"SELECT id, stamp, author, {listed} FROM area"):
        for name, value in zip(names, values, strict=True):
            shown[row, name] = value
            live.setdefault((row, name), {(stamp, author): value})
    return State(shown, {cell: found for cell, found in live.items() if cell[1] in names})


def restricted(state: State, names: Sequence[str] = COLUMNS) -> State:
    return State(*({cell: value for cell, value in part.items() if cell[1] in names} for part in state))


def rows_of(patches: Iterable[Patch]) -> dict[str, Rows]:
    creates = [patch for patch in patches if isinstance(patch, Create)]
    rows = Rows(tuple(creates[0].values) if creates else SHAPE.columns)
    for patch in creates:
        rows.rows.append((patch.row, patch.stamp, patch.author, *(patch.values[name] for name in rows.columns)))
    return {"area": rows}


def edits_of(patches: Iterable[Patch]) -> list[Edit]:
    return [patch for patch in patches if isinstance(patch, Edit)]


@st.composite
def histories(draw: st.DrawFn) -> list[Patch]:
    """What three laptops write, each seeing only some of the others' patches, by clocks that jump about."""
    seen: dict[int, list[Patch]] = {1: [], 2: [], 3: []}
    everything: list[Patch] = []
    for _ in range(draw(st.integers(1, 10))):
        author = draw(st.sampled_from((1, 2, 3)))
        seen[author] += draw(st.lists(st.sampled_from(everything), max_size=4)) if everything else []
        patch = draw(written_by(author, seen[author], everything))
        seen[author].append(patch)
        everything.append(patch)
    return everything


@st.composite
def written_by(draw: st.DrawFn, author: int, seen: list[Patch], everything: list[Patch]) -> Patch:
    row = draw(st.sampled_from(ROWS))
    state = reference(seen)
    wall = draw(st.integers(1, 6))
    if (row, "name") not in state.shown:
        return Create("area", row, _unused(wall, author, everything), author, _whole(draw(names()), draw(names())))
    changed = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True))
    values = {name: draw(st.integers(0, 1) if name == "deleted" else names()) for name in changed}
    if state.shown[row, "deleted"] and "deleted" not in changed and draw(st.booleans()):
        values["deleted"] = 1
    read = SHAPE.columns if "deleted" in values else changed
    bases = tuple(sorted({clock for name in read for clock in state.live[row, name]}))
    stamp = _unused(max(wall, bases[-1][0] + 1), author, everything)
    return Edit("area", row, stamp, author, values, bases)


def names() -> st.SearchStrategy[str]:
    return st.sampled_from(("", "x", "y", "z"))


def _whole(name: str, supporter: str) -> dict[str, Any]:
    return {column: SHAPE.defaults.get(column) for column in SHAPE.columns} | {
        "name": name,
        "supporter": supporter,
    }


def _unused(stamp: int, author: int, everything: list[Patch]) -> int:
    """Sixteen random bits see to this outside the tests."""
    taken = {patch.stamp for patch in everything if patch.author == author}
    while stamp in taken:
        stamp += 1
    return stamp
