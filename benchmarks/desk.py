"""What one waits for at a desk: a list that opens, a record that is saved, a search while typing."""

import json
import secrets
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Pair, Row, Scale, compare, in_words
from benchmarks.plain import Workshop, encrypted, insert_statement, unencrypted
from benchmarks.season import Season, word
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Encounter
from outreach_app.store import round_lists, search
from outreach_app.store.database import Store

SEARCH_LIMIT = 0.05
"""Seconds a search may take between two keystrokes."""

_ROUNDS = """
SELECT n, id, date, start, "end", workers FROM round WHERE NOT deleted
ORDER BY date DESC, start DESC, n DESC LIMIT 100
"""
_VISITS = """
SELECT v.id, v.round, coalesce(s.name, a.name) FROM visit v
LEFT JOIN spot s ON s.id = v.spot LEFT JOIN area a ON a.id = v.area
WHERE NOT v.deleted AND v.round IN ({}) ORDER BY v.position
"""
_ENCOUNTERS = "SELECT visit, group_size, domains FROM encounter WHERE NOT deleted AND visit IN ({})"


def rows(shop: Workshop, season: Season, scale: Scale) -> Iterator[Row]:
    store = shop.filled(season)
    copy = _copied(shop, store.path, "encounter", "visit", "round", "spot", "area", "step")
    with unencrypted(copy) as plain:
        yield _page(store, plain, scale)
        yield _search(shop, store, plain, scale)
        yield _save(store, plain, season, scale)
    store.close()


def _copied(shop: Workshop, source: Path, *tables: str) -> Path:
    """The same rows and indexes in a plain sqlite3 file."""
    path = shop.new()
    with unencrypted(path) as plain:
        for statement in shop.tables(*tables):
            plain.execute(statement)
    with encrypted(source) as connection:
        connection.execute(f"ATTACH '{path}' AS plain KEY ''")
        for table in tables:
            connection.execute(f'INSERT INTO plain."{table}" SELECT * FROM main."{table}"')
    return path


def _page(store: Store, plain: sqlite3.Connection, scale: Scale) -> Row:
    """The rounds, as the window shows them first: the newest hundred with their spots, contacts and domains."""

    def ours() -> None:
        with store.read() as session:
            round_lists.rounds_listed(session)
            round_lists.rounds_counted(session)

    def floor() -> None:
        plain.execute("BEGIN")
        rounds = plain.execute(_ROUNDS).fetchall()
        visits = _among(plain, _VISITS, [round[1] for round in rounds])
        contacts: Counter[bytes] = Counter()
        domains = defaultdict(set)
        of = {visit: round for visit, round, _ in visits}
        for visit, size, codes in _among(plain, _ENCOUNTERS, list(of)):
            contacts[of[visit]] += size
            domains[of[visit]].update(json.loads(codes))
        plain.execute("SELECT count(*) FROM round WHERE NOT deleted").fetchone()
        plain.execute("COMMIT")

    pair = compare(lambda: ours, lambda: floor, scale.often)
    return Row("open the list of rounds", in_words(pair.ours), f"sqlite3 {in_words(pair.floor)}", pair.ratio)


def _among(plain: sqlite3.Connection, query: str, ids: list[bytes]) -> list[Any]:
    return plain.execute(query.format(", ".join("?" * len(ids))), ids).fetchall()


def _search(shop: Workshop, store: Store, plain: sqlite3.Connection, scale: Scale) -> Row:
    """Two words, letter by letter; every prefix is a search."""
    typed = f"{word(40)} {word(300)}"
    _index(shop, plain)

    def ours(text: str) -> None:
        with store.read() as session:
            search.search(session, text)

    def floor(text: str) -> None:
        query = " ".join(f'"{part}"' for part in text.split()) + " *"
        plain.execute("BEGIN")
        found = plain.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50", (query,))
        numbers = [rowid // 2 for (rowid,) in found]
        marks = ", ".join("?" * len(numbers))
        plain.execute(f"SELECT n, group_size, local_note FROM encounter WHERE n IN ({marks})", numbers).fetchall()
        plain.execute("COMMIT")

    def keystroke(text: str) -> Pair:
        return compare(lambda: partial(ours, text), lambda: partial(floor, text), scale.pairs)

    pairs = [keystroke(typed[:end]) for end in range(1, len(typed) + 1)]
    worst = max(pair.ours for pair in pairs)
    return Row(
        "search as you type",
        f"{in_words(median(pair.ours for pair in pairs))} a key, at most {in_words(worst)}",
        f"sqlite3 {in_words(median(pair.floor for pair in pairs))}",
        median(pair.ratio for pair in pairs),
        1.5,
        missed="" if worst < SEARCH_LIMIT else f"{in_words(worst)} at worst",
        met=f"under {in_words(SEARCH_LIMIT)}",
    )


def _index(shop: Workshop, plain: sqlite3.Connection) -> None:
    """The same full-text index over the same words, in one statement for each table."""
    (declared,) = (sql for _kind, table, sql in shop.schema if table == "search")
    plain.execute(declared)
    plain.execute("INSERT INTO search(search, rank) VALUES ('rank', 'bm25(4.0, 1.0)')")
    plain.execute("INSERT INTO search(rowid, title, body) SELECT n * 2, '', local_note FROM encounter")
    plain.execute("INSERT INTO search(rowid, title, body) SELECT n * 2 + 1, summary, result FROM step")


def _save(store: Store, plain: sqlite3.Connection, season: Season, scale: Scale) -> Row:
    statement = insert_statement("encounter", season.encounters)
    example = season.encounters.rows[0][1:]
    visit = Id(season.encounters.rows[0][3].hex())

    def ours() -> None:
        with store.write() as session:
            session.add(
                Encounter(
                    visit=visit, group_size=4, age_counts={"15_17": 4}, domains=["home", "work"], result="info"
                )
            )

    def floor() -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(statement, (secrets.token_bytes(16), *example))
        plain.execute("COMMIT")

    pair = compare(lambda: ours, lambda: floor, scale.often)
    return Row("save a record", in_words(pair.ours), f"sqlite3 {in_words(pair.floor)}", pair.ratio)
