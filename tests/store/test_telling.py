"""What patches say, in words."""

from outreach_app.domain.clock import Edit, Rows
from outreach_app.domain.records import Need, Spot
from outreach_app.store.database import Store
from outreach_app.store.telling import tell


def test_new_records_edits_and_what_cannot_be_read_are_told(store: Store) -> None:
    with store.write() as session:
        need = Need(title="Geen banken")
        session.add(need)
        session.flush()
        row = bytes.fromhex(need.id)
    id = bytes(range(16))
    creates = {
        "spot": Rows(("name", "deleted"), [(id, 1, 2, "Vlasakker", 0)]),
        "kite": Rows(("colour",), [(id, 1, 2, "red")]),
    }
    edits = [
        Edit("need", row, 5, 2, {"state": "solved", "domains": '["mobility"]', "title": "", "wind": b"\1"}, ()),
        Edit("need", row, 6, 2, {"domains": "no list", "deleted": 1}, ()),
    ]

    with store.read() as session:
        spot, kite, first, second = tell(session, creates, edits)

    assert (spot.kind, spot.title, spot.new) == ("Spot", "Vlasakker", True)
    assert spot.lines == [("Name", "Vlasakker")]
    assert (kite.kind, kite.lines) == ("kite", [("colour", "red")])
    assert (first.title, first.new) == ("Geen banken", False)
    assert first.lines == [("State", "Solved"), ("Life domains", "Getting around"), ("Title", ""), ("wind", "01")]
    assert second.lines == [("Life domains", "no list"), ("In the bin", "Yes")]
    assert second.as_json()["kind"] == Need.slug and spot.as_json()["kind"] == Spot.slug


def test_what_has_no_name_is_called_after_what_it_points_at(store: Store) -> None:
    with store.write() as session:
        spot = Spot(name="Vlasakkerplein")
        session.add(spot)
        session.flush()
        place = bytes.fromhex(spot.id)
    round, visit, encounter = (bytes([n]) * 16 for n in (1, 2, 3))
    creates = {
        "encounter": Rows(("visit", "group_size"), [(encounter, 1, 2, visit, 4)]),
        "visit": Rows(("round", "position", "spot"), [(visit, 1, 2, round, 0, place)]),
        "round": Rows(("date",), [(round, 1, 2, "2026-11-29")]),
    }

    with store.read() as session:
        met, there, outing = tell(session, creates, [])

    assert (outing.title, there.title, met.title) == ("29 November 2026", "Vlasakkerplein", "Vlasakkerplein")
    assert there.lines[0] == ("Round", "29 November 2026")
    assert met.lines == [("Visit", "Vlasakkerplein"), ("Group size", "4")]
