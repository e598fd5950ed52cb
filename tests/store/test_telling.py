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
