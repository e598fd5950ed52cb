from datetime import date

import pytest

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id, fields_of
from outreach_app.domain.records import (
    RECORDS,
    Area,
    Encounter,
    Evidence,
    Need,
    Organisation,
    Record,
    Round,
    Signal,
    SignalNote,
    Spot,
    Step,
    Team,
    Term,
    Visit,
    Worker,
)
from outreach_app.errors import OutreachError
from outreach_app.store import records, settings
from outreach_app.store.database import Store
from outreach_app.store.errors import SensitivityFixed
from outreach_app.store.refusals import (
    AmbiguousName,
    BadValue,
    CoordinatorsOnly,
    FixedValue,
    InTheBin,
    MissingValue,
    NoSuchRecord,
    OneTeam,
    SetByMove,
    TermExists,
    UnknownField,
)

TODAY = date(2026, 11, 22)
WORKER = Actor(Id("01" * 16), coordinator=False)
COORDINATOR = Actor(Id("02" * 16), coordinator=True)


def add(store: Store, record: type[Record], **values: str) -> Id:
    with store.write() as session:
        return records.add(session, record, values, today=TODAY).id


def edit(store: Store, record: type[Record], id: str, **values: str) -> None:
    with store.write() as session:
        records.edit(session, record, id, values, today=TODAY)


def show(store: Store, record: type[Record], id: str) -> dict[str, object]:
    with store.read() as session:
        return records.as_json(records.get(session, record, id))


def captions(store: Store, record: type[Record], **where: str) -> list[str]:
    with store.read() as session:
        return [row.caption for row in records.listed(session, record, where)]


ALSO = {"acquaintance": ("worker",)}
"""One of several fields is needed, so none of them is required."""


def test_a_record_of_any_kind_is_added_by_its_required_fields_and_shown_whole(store: Store) -> None:
    ids: dict[str, Id] = {}
    for record in RECORDS:
        if record is Team or record.register:
            continue
        required = {
            field.name: ids[field.to]
            if field.to
            else {
                "date": "2026-11-19",
                "vocabulary": "domain",
                "domain": "leisure",
                "code": "sleep",
                "kind": "college",
                "template": "nota",
                "section": "steps",
            }.get(field.name, "Vlasakker")
            for field in fields_of(record)
            if field.required
        }
        required |= {name: ids[name] for name in ALSO.get(record.__tablename__, ())}
        ids[record.__tablename__] = add(store, record, **required)
        document = show(store, record, ids[record.__tablename__])
        assert list(document) == ["id", *(field.name for field in fields_of(record)), "created"]
        assert document.items() >= required.items()
        if required:
            with store.write() as session, pytest.raises(MissingValue):
                records.add(session, record, {})


def test_references_take_ids_and_unambiguous_names(store: Store) -> None:
    north = add(store, Area, name="Vlasakker Noord")
    spot = add(store, Spot, name="Plein", area=" vlasakker NOORD ", furniture_missing="bench:2")
    assert show(store, Spot, spot)["area"] == show(store, Spot, "plein")["area"] == north
    other = add(store, Area, name="Vlasakker noord", parent=north)
    with store.write() as session:
        with pytest.raises(AmbiguousName) as caught:
            records.add(session, Spot, {"name": "Hal", "area": "Vlasakker Noord"})
        assert caught.value.ids == sorted([north, other])
        with pytest.raises(NoSuchRecord):
            records.add(session, Spot, {"name": "Hal", "area": "Elders"})
        with pytest.raises(NoSuchRecord):
            records.get(session, Spot, "ff" * 16)
        records.delete(session, Area, other)
        assert records.edit(session, Spot, "Plein", {"area": "Vlasakker Noord"}).area == north
        with pytest.raises(InTheBin):
            records.edit(session, Spot, "Plein", {"area": other})


def test_a_refused_write_changes_nothing(store: Store) -> None:
    spot = add(store, Spot, name="Plein")
    with store.write() as session:
        for record, values, error in (
            (Spot, {"name": "Plein 2", "colour": "red"}, UnknownField),
            (Spot, {"name": "Plein 2", "latitude": "191"}, BadValue),
            (Spot, {"name": "Plein 2", "kind": "volcano"}, BadValue),
            (Spot, {"name": ""}, MissingValue),
        ):
            with pytest.raises(error):
                records.edit(session, record, spot, values)
        with pytest.raises(UnknownField, match="colour") as caught:
            records.add(session, Spot, {"colour": "red"})
        assert "furniture_missing" in caught.value.what_now
    assert show(store, Spot, spot)["name"] == "Plein"


def test_lists_filter_by_value_and_stand_in_a_sensible_order(store: Store) -> None:
    for name in ("écluse", "Zwembad", "Dok"):
        add(store, Spot, name=name, kind="square" if name == "Dok" else "")
    add(store, Organisation, name="Jeugddienst", domains="leisure,work")
    for day in ("2026-01-02", "2026-11-19", "2026-03-04"):
        add(store, Round, date=day)
    assert captions(store, Spot) == ["Dok", "écluse", "Zwembad"]
    assert captions(store, Round) == ["2026-11-19", "2026-03-04", "2026-01-02"]
    assert captions(store, Round, date="19/11/2026") == ["2026-11-19"]
    assert captions(store, Spot, kind="SQUARE") == ["Dok"]
    assert captions(store, Spot, name="DOK") == captions(store, Spot, id="dok") == ["Dok"]
    assert captions(store, Spot, kind="", sensitive="no") == ["écluse", "Zwembad"]
    assert captions(store, Organisation, domains="work") == ["Jeugddienst"]
    assert captions(store, Organisation, domains="work,housing") == []
    with store.read() as session, pytest.raises(UnknownField):
        records.listed(session, Spot, {"colour": "red"})


def test_the_bin(store: Store) -> None:
    add(store, Spot, name="Plein", furniture_missing="bench:2")
    assert captions(store, Spot, furniture_missing="bench") == captions(store, Spot, furniture_missing="bench:2")
    with store.write() as session:
        records.delete(session, Spot, "Plein")
    assert (captions(store, Spot), captions(store, Spot, deleted="true")) == ([], ["Plein"])
    assert show(store, Spot, "Plein")["deleted"] is True
    with store.write() as session, pytest.raises(InTheBin):
        records.edit(session, Spot, "Plein", {"name": "Hal"})
    with store.write() as session:
        records.undelete(session, Spot, "plein")
    assert captions(store, Spot) == ["Plein"]


def test_what_hangs_on_a_deleted_round_is_hidden_and_comes_back(store: Store) -> None:
    walked = add(store, Round, date="2026-11-19")
    visit = add(store, Visit, round=walked)
    add(store, Encounter, visit=visit, group_size="3")
    with store.write() as session:
        records.delete(session, Round, walked)
    assert captions(store, Visit) == captions(store, Encounter) == []
    with store.write() as session:
        records.undelete(session, Round, walked)
    assert captions(store, Encounter) == ["3"]


def test_what_follows_from_a_move_is_not_typed(store: Store) -> None:
    signal = add(store, Signal, title="Zitten")
    with store.write() as session:
        for record, values in (
            (Need, {"title": "Banken", "state": "solved"}),
            (Worker, {"name": "Noor", "devices": "ab"}),
            (Evidence, {"signal": signal, "figures": "{}"}),
            (SignalNote, {"signal": signal, "frozen": "{}"}),
        ):
            with pytest.raises(SetByMove, match="follows"):
                records.add(session, record, values)
        with pytest.raises(SetByMove) as caught:
            records.edit(session, Signal, signal, {"state": "ripe"})
        assert "signal move" in caught.value.what_now
        assert records.add(session, SignalNote, {"signal": signal, "number": "2026-03"}).number == "2026-03"


def test_a_sensitive_spot_stays_out_of_what_travels(store: Store) -> None:
    area = add(store, Area, name="Vlasakker")
    open_spot = add(store, Spot, name="Plein", area=area, latitude="50,91249", longitude="3.4")
    hidden = add(store, Spot, name="Tunnel", area=area, sensitive="ja")
    visit = add(store, Visit, round=add(store, Round, date="2026-11-19"), spot="tunnel")
    assert show(store, Spot, open_spot)["latitude"] == 50.912
    there = show(store, Visit, visit)
    assert (there["spot"], there["sensitive_spot"], there["area"]) == (None, hidden, area)
    edit(store, Visit, visit, sensitive_spot=open_spot)
    there = show(store, Visit, visit)
    assert (there["spot"], there["sensitive_spot"]) == (open_spot, None)
    edit(store, Spot, open_spot, sensitive="no")
    with pytest.raises(SensitivityFixed):
        edit(store, Spot, open_spot, sensitive="yes")


def test_heads_follow_ages_and_an_encounter_undoes_nobody_there(store: Store) -> None:
    visit = add(store, Visit, round=add(store, Round, date="2026-11-19"), no_contact="yes")
    encounter = add(store, Encounter, visit=visit, group_size="2", age_counts="12_14:3, unknown:1")
    assert show(store, Encounter, encounter)["group_size"] == 4
    assert show(store, Visit, visit)["no_contact"] is False
    with pytest.raises(BadValue):
        add(store, Encounter, visit=visit, group_size="0")


def test_what_round_entry_refuses_is_refused_here_too(store: Store) -> None:
    walked = add(store, Round, date=TODAY.isoformat())
    visit = add(store, Visit, round=walked)
    encounter = add(store, Encounter, visit=visit, group_size="500")
    assert (show(store, Encounter, encounter)["who"], show(store, Encounter, encounter)["daypart"]) == ("", "")
    refused: tuple[tuple[type[Record], Id, dict[str, str], str], ...] = (
        (Round, walked, {"date": "2026-11-23"}, "date"),
        (Round, walked, {"date": "2099-01-01"}, "date"),
        (Encounter, encounter, {"visit": visit, "group_size": "501"}, "group_size"),
        (Encounter, encounter, {"visit": visit, "age_counts": "12_14:501"}, "group_size"),
    )
    for record, id, values, field in refused:
        with pytest.raises(BadValue) as caught:
            add(store, record, **values)
        assert caught.value.field == field
        with pytest.raises(BadValue):
            edit(store, record, id, **values)
    assert show(store, Round, walked)["date"] == TODAY.isoformat()
    assert show(store, Encounter, encounter)["group_size"] == 500
    assert len(captions(store, Round)) == len(captions(store, Encounter)) == 1


def test_a_round_is_walked_by_the_worker_of_this_vault_unless_said_otherwise(store: Store) -> None:
    with store.write() as session:
        own = records.add(session, Worker, {"name": "Noor"}).id
        settings.put(session, settings.WORKER, own)
    assert show(store, Round, add(store, Round, date="2026-11-19"))["workers"] == [own]
    assert show(store, Round, add(store, Round, date="2026-11-20", workers=""))["workers"] == []


def test_terms_are_added_by_coordinators_once_and_understood_at_once(store: Store) -> None:
    sleep = {"vocabulary": "domain", "code": "sleep", "nl": "Slapen"}
    with store.write() as session:
        with pytest.raises(CoordinatorsOnly):
            records.add(session, Term, sleep, WORKER)
        records.add(session, Term, sleep, COORDINATOR)
        assert records.add(session, Need, {"title": "Bed", "domains": "slapen"}, WORKER).domains == ["sleep"]
        refusals: list[tuple[dict[str, str], type[OutreachError]]] = [
            (sleep, TermExists),
            ({**sleep, "code": "Slaap!"}, BadValue),
            ({**sleep, "vocabulary": "need_state", "code": "gone"}, BadValue),
        ]
        for values, error in refusals:
            with pytest.raises(error):
                records.add(session, Term, values, COORDINATOR)
        with pytest.raises(FixedValue):
            records.edit(session, Term, "sleep", {"code": "rest"}, COORDINATOR)


def test_areas_do_not_lie_in_themselves_and_a_team_is_not_added(store: Store) -> None:
    town = add(store, Area, name="Lindervoorde")
    add(store, Area, name="Vlasakker", parent=town)
    with store.write() as session:
        with pytest.raises(BadValue):
            records.edit(session, Area, town, {"parent": "Vlasakker"})
        with pytest.raises(OneTeam):
            records.add(session, Team, {"name": "Nog een"})
    assert show(store, Area, town)["parent"] is None


def test_steps_take_relative_days(store: Store) -> None:
    signal = add(store, Signal, title="Zitten")
    with store.write() as session:
        step = records.add(
            session, Step, {"signal": signal, "summary": "Gebeld", "date": "gisteren"}, today=date(2026, 3, 1)
        )
        assert step.date == date(2026, 2, 28)
