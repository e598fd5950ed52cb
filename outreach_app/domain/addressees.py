"""Those to whom a signal note goes: by when each wants it, in how many copies, and what notes to it always say.

Built in is what is usual; what a team wrote for a kind of addressee (`Addressee` records) is laid over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.i18n import N_, gettext

_CLOSED, _PUBLIC = N_("Closed session"), N_("Public session")


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """How notes reach one kind of addressee."""

    days: int = 0
    """So long before the session it has to be there; 0 where there is no such date."""
    copies: int = 1
    name: str = ""
    confidentiality: str = ""
    opening: str = ""
    formula: str = ""


class _Own(Protocol):
    """What a team wrote of it: an `Addressee`."""

    days: int
    copies: int
    name: str
    confidentiality: str
    opening: str
    formula: str


_BUILT_IN: Mapping[str, Custom] = {
    "college": Custom(
        days=7,
        opening=N_("The college is asked to decide on the following."),
        formula=N_("The college of mayor and aldermen decides:"),
    ),
    "ocmw_council": Custom(
        days=14,
        confidentiality=_PUBLIC,
        opening=N_("The council is asked to decide on the following."),
        formula=N_("The council decides:"),
    ),
    "standing_bureau": Custom(
        days=7,
        opening=N_("The standing bureau is asked to decide on the following."),
        formula=N_("The standing bureau decides:"),
    ),
    "bcsd": Custom(
        days=7,
        confidentiality=_CLOSED,
        opening=N_("The special committee is asked to decide on the following. No person is recognisable in it."),
        formula=N_("The special committee for the social service decides:"),
    ),
    "jwo": Custom(
        days=21,
        opening=N_("We ask the consultation to discuss this and to agree who does what by when."),
        formula=N_("The consultation agrees:"),
    ),
    "leisure_network": Custom(
        days=14,
        opening=N_("We ask the network to take this up in its agreements on taking part in leisure."),
        formula=N_("The network agrees:"),
    ),
    "region": Custom(
        days=14,
        opening=N_("This goes beyond one municipality. We ask the region to take it up together."),
        formula=N_("The region agrees:"),
    ),
    "support_centre": Custom(
        opening=N_("We pass this on because it goes beyond our municipality."),
        formula=N_("The support centre is asked:"),
    ),
}


def custom(kind: str, own: _Own | None = None, municipality: str = "") -> Custom:
    """What holds for a kind of addressee, in the current language; of an added kind only what the team wrote."""
    built_in = _BUILT_IN.get(kind, Custom())
    source = BUILT_IN["addressee"].get(kind, "")
    label = gettext(source)
    found = replace(
        built_in,
        name=", ".join(part for part in (label, municipality) if part) if label else "",
        confidentiality=gettext(built_in.confidentiality),
        opening=gettext(built_in.opening),
        formula=gettext(built_in.formula),
    )
    if own is None:
        return found
    return Custom(
        days=own.days or found.days,
        copies=own.copies or found.copies,
        name=own.name or found.name,
        confidentiality=own.confidentiality or found.confidentiality,
        opening=own.opening or found.opening,
        formula=own.formula or found.formula,
    )


def deliver_by(session: date | None, days: int) -> date | None:
    """The last day on which a note can be handed in for this session: a weekday, when a secretary is there.

    None where there is no session, or no such date.
    """
    if session is None or days <= 0:
        return None
    last = session - timedelta(days=days)
    return last - timedelta(days=max(0, last.weekday() - 4))
