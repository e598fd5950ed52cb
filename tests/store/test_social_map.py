"""Talks, who knows whom and referrals, and the map that is read of them."""

from datetime import date

import pytest

from outreach_app.domain.records import (
    Acquaintance,
    Area,
    ContactPerson,
    Encounter,
    Offer,
    Organisation,
    Referral,
    Round,
    Spot,
    Talk,
    Visit,
)
from outreach_app.store import erasing, records
from outreach_app.store.database import Store
from outreach_app.store.refusals import BadValue
from outreach_app.store.social_map import social_map

TODAY = date(2026, 3, 15)


def test_a_talk_takes_day_organisation_and_tier_from_who_was_talked_to(store: Store) -> None:
    with store.write() as session:
        records.add(session, Organisation, {"name": "OCMW"}, today=TODAY)
        records.add(session, ContactPerson, {"name": "Els", "organisation": "OCMW", "tier": "management"})
        talk = records.add(session, Talk, {"subject": "Zaal", "contact": "Els"}, today=TODAY)
        ocmw = records.get(session, Organisation, "OCMW")
        assert (talk.held_on, talk.organisation, talk.tier) == (TODAY, ocmw.id, "management")
        assert social_map(session, TODAY).map.heard == {ocmw.id: TODAY}
        with pytest.raises(BadValue):
            records.add(session, Talk, {"subject": "Later", "held_on": "2026-04-01"}, today=TODAY)


def test_who_knows_nobody_and_what_stands_there_already_are_refused(store: Store) -> None:
    with store.write() as session:
        records.add(session, ContactPerson, {"name": "Els"})
        records.add(session, Organisation, {"name": "OCMW"})
        with pytest.raises(BadValue, match="which colleague or which organisation"):
            records.add(session, Acquaintance, {"contact": "Els"})
        records.add(session, Acquaintance, {"contact": "Els", "organisation": "OCMW"})
        with pytest.raises(BadValue, match="already"):
            records.add(session, Acquaintance, {"contact": "Els", "organisation": "OCMW"})


def test_referrals_count_young_people_by_outcome(store: Store) -> None:
    with store.write() as session:
        records.add(session, Organisation, {"name": "Club"})
        offer = records.add(session, Offer, {"name": "Voetbal", "organisation": "Club"})
        for heads, outcome, day in (
            ("2", "helped", "2026-02-01"),
            ("1", "helped", ""),
            ("4", "pending", "2025-02-01"),
        ):
            values = {
                "domain": "leisure",
                "offer": "Voetbal",
                "heads": heads,
                "outcome": outcome,
                "referred_on": day,
            }
            referral = records.add(session, Referral, values, today=TODAY)
            assert referral.organisation == offer.organisation
        assert social_map(session, TODAY).outcomes == {"helped": 3}
        with pytest.raises(BadValue):
            records.add(session, Referral, {"domain": "work", "heads": "0"}, today=TODAY)


def test_contacts_are_counted_where_they_were_met(store: Store) -> None:
    with store.write() as session:
        area, walked = Area(name="Akker", level="neighbourhood"), Round(date=TODAY)
        session.add_all([area, walked])
        session.flush()
        spot = Spot(name="Plein", area=area.id)
        session.add(spot)
        session.flush()
        visit = Visit(round=walked.id, spot=spot.id, area=area.id)
        session.add(visit)
        session.flush()
        session.add(Encounter(visit=visit.id, group_size=5))
        session.flush()
        assert social_map(session, TODAY).map.met == {area.id: 5}


def test_erasing_a_contact_person_takes_along_who_knows_them_and_leaves_the_talk(store: Store) -> None:
    with store.write() as session:
        els = records.add(session, ContactPerson, {"name": "Els"})
        records.add(session, Organisation, {"name": "OCMW"})
        tie = records.add(session, Acquaintance, {"contact": "Els", "organisation": "OCMW"})
        talk = records.add(session, Talk, {"subject": "Zaal", "contact": "Els"}, today=TODAY)
        gone = erasing.belonging(session, [els.id])
        assert gone == {els.id, tie.id}
        erasing.release(session, gone)
        erasing.erase(session, gone)
        assert talk.contact is None and not records.listed(session, Acquaintance)
