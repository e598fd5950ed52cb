"""From each figure of a note to the encounters behind it: inside the vault only, and as they are now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from outreach_app.domain.behind import NOT_SAID, Behind
from outreach_app.i18n import _
from outreach_app.notes import wording
from outreach_app.store.grounds import Frozen


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as it was frozen, in the current language, and the way to what lies behind it."""

    label: str
    shown: str
    behind: Behind


def rows(frozen: Frozen) -> Iterator[Row]:
    """Everything, then what is about the signal, its needs, and every shown cell of its tables."""
    figures, everywhere = frozen.figures, frozen.everywhere
    yield Row(_("Everything in this period"), _told(figures.get("all") or {}), everywhere)
    if not frozen.needs:
        return
    about = everywhere.also("need", ",".join(id for id, _title in frozen.needs))
    yield Row(_("About this signal"), _told(figures.get("about") or {}), about)
    by_title = {str(one.get("title")): one for one in figures.get("needs") or ()}
    for id, title in frozen.needs if len(frozen.needs) > 1 else ():
        if title in by_title:
            yield Row(title, _told(by_title[title]), everywhere.also("need", id))
    for table in figures.get("tables") or ():
        for cell in table["cells"]:
            asked = _of_cell(frozen, table["axis"], cell, about)
            if cell.get("contacts") is not None and asked is not None:
                label = wording.cell_label(table["axis"], cell, frozen.terms)
                yield Row(f"{wording.by_axis(table['axis'])}: {label}", _told(cell), asked)


def _of_cell(frozen: Frozen, axis: str, cell: Mapping[str, Any], about: Behind) -> Behind | None:
    """What a cell of a table asks; None where that cannot be said any more."""
    codes = [str(code) for code in (cell.get("covers") or {}).get(axis) or (cell.get(axis) or "",)]
    if axis in wording.TIME_AXES:
        first, last = wording.reach(axis, codes)
        return replace(about, first=first, last=last)
    if axis == "area":
        known = [frozen.areas[name] for name in codes if name in frozen.areas]
        inside = sorted({id for ids in known for id in ids})
        return replace(about, areas=tuple(inside)) if len(known) == len(codes) else None
    return about.also(axis, ",".join(code or NOT_SAID for code in codes))


def _told(numbers: Mapping[str, Any]) -> str:
    """As it stands on paper."""
    if numbers.get("contacts") is None:
        return _("not shown (–)")
    parts = [wording.encounters(numbers["encounters"])] if numbers.get("encounters") is not None else []
    return " · ".join([*parts, wording.contacts(numbers["contacts"])])
