"""Is the file whole, and do replicas hold the same?"""

from outreach_app.domain.records import Area, Spot
from outreach_app.store.database import Store
from outreach_app.store.integrity import check
from outreach_app.store.schema import SCHEMA
from tests.conftest import KEY, MakeStore


def test_a_digest_tells_facts_apart_and_nothing_else(make_store: MakeStore) -> None:
    here, there = make_store(), make_store()
    empty = check(here)
    assert empty == ("ok", check(there).digest, SCHEMA)
    area = Area(name="Vlasakker")
    with here.write() as session:
        session.add_all([area, Area(id=(second := Area(name="Zuid")).id, name="Zuid")])
    with there.write() as session:  # the same facts, another order and another author
        session.add(second)
        session.flush()
        session.add_all([Area(id=area.id, name="Vlasakker"), Spot(name="Geheim", sensitive=True)])
    assert check(here).digest == check(there).digest != empty.digest
    with here.write() as session:
        session.add(area)
        area.deleted = True
    assert check(here).digest != check(there).digest


def test_a_damaged_page_is_told(store: Store) -> None:
    with store.write() as session:
        session.add_all([Area(name=f"Wijk {n}", context="x" * 2000) for n in range(200)])
    store.close()
    pages = bytearray(store.path.read_bytes())
    middle = len(pages) // 2
    pages[middle : middle + 64] = bytes(64)
    store.path.write_bytes(pages)
    damaged = Store(store.path, KEY)
    assert check(damaged).integrity != "ok"
    damaged.close()
