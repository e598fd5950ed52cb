"""A team's letterhead is a coordinator's to set, and every part of it is taken back."""

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.letterhead import unpacked
from outreach_app.domain.records import Team
from outreach_app.store import letterhead
from outreach_app.store.database import Store
from outreach_app.store.refusals import BadValue, CoordinatorsOnly
from outreach_app.store.undoing import take_back, watched

WORKER, COORDINATOR = Actor(Id("a" * 32), False), Actor(Id("c" * 32), True)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"
VALUES = {"organisation": "Jeugddienst", "sender": "Kerkplein 1\n9999 Lindervoorde", "colour": "#b3261e"}


def test_it_is_set_by_a_coordinator_and_taken_back_whole(store: Store) -> None:
    with store.write() as session:
        session.add(Team(name="JOW"))
    with pytest.raises(CoordinatorsOnly), store.write() as session:
        letterhead.put(session, VALUES, WORKER)
    with pytest.raises(BadValue), store.write() as session:
        letterhead.put(session, {"colour": "red"}, COORDINATOR)

    with store.write() as session:
        change = watched(session, lambda same: letterhead.put(same, VALUES, COORDINATOR, PNG))[1]
    with store.read() as session:
        team = letterhead.letterhead(session)
    assert (team.organisation, team.colour, unpacked(team.logo)) == ("Jeugddienst", "#b3261e", PNG)

    with store.write() as session:
        take_back(session, change)
    with store.read() as session:
        team = letterhead.letterhead(session)
    assert (team.organisation, team.sender, team.colour, team.logo) == ("", "", "", {})
