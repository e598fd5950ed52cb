"""The merge of one table, set by set: what `merge.apply` does for each table that patches arrived for.

Versions of a cell in `edit` are 0 live, 1 replaced, or 2 replaced before they were received. A cell with any
version there has all its live ones there; one without is as its row was created.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from outreach_app.domain.clock import Edit, Rows
from outreach_app.domain.fields import Id
from outreach_app.store import incoming
from outreach_app.store.columns import Shape, quoted

_STAGING = (
    # A temporary table hides one of the same name for the whole connection: the prefix is one no record has.
    # What arrived: one line for each cell of a patch, with its first base; further bases in `staged_more`.
    "CREATE TEMP TABLE IF NOT EXISTS staged_cell(row, col, stamp, author, value, bstamp, bauthor)",
    "CREATE TEMP TABLE IF NOT EXISTS staged_more(row, col, stamp, author, PRIMARY KEY(row, col, stamp, author))"
    " WITHOUT ROWID",
    # The same with what is known of its row, looked up once and in the order of `edit`.
    "CREATE TEMP TABLE IF NOT EXISTS staged_hit(row, col, stamp, author, value, bstamp, bauthor, n, rstamp,"
    " rauthor, PRIMARY KEY(row, col, stamp, author)) WITHOUT ROWID",
    # Cells whose row's value must be kept as a version; cells to show anew.
    "CREATE TEMP TABLE IF NOT EXISTS staged_untold(col, n, PRIMARY KEY(col, n)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS staged_touched(col, n, PRIMARY KEY(col, n)) WITHOUT ROWID",
)
_SAME_CELL = "e.row = h.row AND e.col = h.col"


class TableMerge:
    """One table's part of a merge. Patches must have been checked; `numbers` grows with unknown columns."""

    def __init__(self, connection: Connection, shape: Shape, numbers: dict[tuple[str, str], int]) -> None:
        self._run = connection.exec_driver_sql
        self._shape = shape
        self._table = quoted(shape.table)
        self._new = quoted(f"staged_new_{shape.table}")
        self._numbers = numbers
        self._columns = {numbers[shape.table, name]: quoted(name) for name in shape.columns}
        """Columns that can be shown, by number."""
        self.wrote = False
        """Whether any row was made or shown anew; what was known already writes nothing."""
        self._deletes = False
        """Whether any patch says something of `deleted`."""
        self.keep_off: Id | None = None
        """The team whose patches these are, where there are several: it may touch no other team's rows."""
        for statement in _STAGING:
            self._run(statement)

    def create(self, rows: Rows, team: Id) -> None:
        """New rows. A row that exists with another clock was created twice: its columns become edits of cells."""
        self._stage_unknown(rows)
        names = ", ".join(quoted(name) for name in self._shape.columns)
        self._run(f"CREATE TEMP TABLE IF NOT EXISTS {self._new}(id, stamp, author, {names})")
        marks = ", ".join("?" * (3 + len(self._shape.columns)))
        self._run(f"INSERT INTO {self._new} VALUES ({marks})", incoming.filled(self._shape, rows))
        self._run(f"DELETE FROM {self._new} WHERE id IN (SELECT id FROM erased)")
        self._drop_of_others(self._new, "id")
        last = self._run(f"SELECT coalesce(max(n), 0) FROM {self._table}").scalar_one()
        staged = self._run(f"SELECT count(*) FROM {self._new}").scalar_one()
        inserted = self._insert(names, team)
        self.wrote = inserted > 0
        if inserted < staged:
            self._stage_created_twice()
        self._run(f"DELETE FROM {self._new}")
        if self._any("edit"):
            self._show_waiting(last)

    def stage(self, edits: Sequence[Edit]) -> None:
        cells: list[tuple[Any, ...]] = []
        more: list[tuple[Any, ...]] = []
        cols = {name: self._number(name) for name in set().union(*(edit.values for edit in edits))}
        self._deletes = "deleted" in cols
        for _table, row, stamp, author, values, bases in edits:
            first = bases[0] if bases else (None, None)
            for name, value in values.items():
                cells.append((row, cols[name], stamp, author, value, *first))
            if len(bases) > 1:
                more.extend((row, cols[name], *base) for name in values for base in bases[1:])
        self._stage_cells(cells)
        if more:
            self._run("INSERT OR IGNORE INTO staged_more VALUES (?, ?, ?, ?)", more)

    def merge(self) -> int:
        """Merge what was staged and show what won. Returns how many cells wait for their row or column."""
        waiting = 0
        if self._any("staged_cell"):
            self._look_up()
            self._keep_what_rows_say()
            self._add_versions()
            self._replace_bases()
            self._run("INSERT OR IGNORE INTO staged_touched SELECT col, n FROM staged_hit WHERE n IS NOT NULL")
            shown = ", ".join(map(str, self._columns))
            waiting = self._run(
                f"SELECT count(*) FROM staged_hit WHERE n IS NULL OR col NOT IN ({shown})"
            ).scalar_one()
        self._show()
        for table in ("staged_cell", "staged_more", "staged_hit", "staged_untold", "staged_touched"):
            self._run(f"DELETE FROM {table}")
        return waiting

    def show_column(self, name: str) -> None:
        """Show what waited for a column that this version of the program has learnt."""
        self._run(
            "INSERT OR IGNORE INTO staged_touched"
            f" SELECT e.col, t.n FROM edit e JOIN {self._table} t ON t.id = e.row WHERE e.col = ?",
            (self._number(name),),
        )
        self._keep("staged_touched")
        self._show()
        self._run("DELETE FROM staged_touched")

    def _insert(self, names: str, team: Id) -> int:
        """Returns how many rows were new. Columns that do not travel get their declared defaults."""
        own = {"team": bytes.fromhex(team), "revision": 1}
        local = {
            name: self._shape.defaults[name]
            for name in self._shape.types
            if name not in self._shape.columns and name not in ("n", "id", "stamp", "author", *own)
        }
        given = own | local
        return self._run(
            f"INSERT INTO {self._table}(id, stamp, author, {names}, {', '.join(map(quoted, given))})"
            f" SELECT id, stamp, author, {names}, {', '.join('?' * len(given))} FROM {self._new} WHERE true"
            " ON CONFLICT(id) DO NOTHING",
            tuple(given.values()),
        ).rowcount

    def _stage_created_twice(self) -> None:
        self._run(
            f"DELETE FROM {self._new} AS s WHERE EXISTS"
            f" (SELECT 1 FROM {self._table} t WHERE t.id = s.id AND t.stamp = s.stamp AND t.author = s.author)"
        )
        for col, name in self._columns.items():
            self._run(
                f"INSERT INTO staged_cell SELECT id, ?, stamp, author, {name}, NULL, NULL FROM {self._new}", (col,)
            )

    def _stage_unknown(self, rows: Rows) -> None:
        """Columns of a newer program wait in `edit`, as versions at their row's clock."""
        for at, name in enumerate(rows.columns, 3):
            if name not in self._shape.columns:
                col = self._number(name)
                self._stage_cells([(*row[:1], col, *row[1:3], row[at], None, None) for row in rows.rows])

    def _stage_cells(self, cells: Sequence[tuple[Any, ...]]) -> None:
        if cells:
            self._run("INSERT INTO staged_cell VALUES (?, ?, ?, ?, ?, ?, ?)", cells)

    def _show_waiting(self, last: int) -> None:
        """Edits that came before their row: those rows are the ones numbered after `last`."""
        self._run(
            "INSERT OR IGNORE INTO staged_touched"
            f" SELECT e.col, t.n FROM {self._table} t JOIN edit e ON e.row = t.id WHERE t.n > ?",
            (last,),
        )
        self._keep("staged_touched")

    def _look_up(self) -> None:
        for table in ("staged_cell", "staged_more"):
            self._run(f"DELETE FROM {table} WHERE row IN (SELECT id FROM erased)")
            self._drop_of_others(table, "row")
        self._run(
            "INSERT OR IGNORE INTO staged_hit SELECT c.*, t.n, t.stamp, t.author"
            f" FROM staged_cell c LEFT JOIN {self._table} t ON t.id = c.row"
            " ORDER BY c.row, c.col, c.stamp, c.author"
        )
        if self._any("edit"):
            self._run(
                "DELETE FROM staged_hit AS h WHERE EXISTS (SELECT 1 FROM edit e"
                f" WHERE {_SAME_CELL} AND e.stamp = h.stamp AND e.author = h.author AND e.dead < 2)"
            )

    def _drop_of_others(self, staged: str, id: str) -> None:
        if self.keep_off is not None:
            self._run(
                f"DELETE FROM {staged} AS s WHERE EXISTS"
                f" (SELECT 1 FROM {self._table} t WHERE t.id = s.{id} AND t.team IS NOT ?)",
                (bytes.fromhex(self.keep_off),),
            )

    def _keep_what_rows_say(self) -> None:
        """On its first touch a cell gets its row's value as a version, unless the patch replaces just that.

        Where another patch of the batch replaces it, it dies with the other bases.
        """
        self._run(
            "INSERT OR IGNORE INTO staged_untold SELECT h.col, h.n FROM staged_hit h WHERE h.n IS NOT NULL"
            " AND NOT (h.bstamp IS h.rstamp AND h.bauthor IS h.rauthor)"
            f" AND NOT EXISTS (SELECT 1 FROM edit e WHERE {_SAME_CELL})"
        )
        self._keep("staged_untold")

    def _keep(self, cells: str) -> None:
        """A version at a row's clock that is there already, live or replaced, stays as it is."""
        for col, name in self._among(cells):
            self._run(
                "INSERT OR IGNORE INTO edit(row, col, stamp, author, dead, value)"
                f" SELECT t.id, ?, t.stamp, t.author, 0, t.{name}"
                f" FROM {cells} x JOIN {self._table} t ON t.n = x.n WHERE x.col = ?",
                (col, col),
            )

    def _add_versions(self) -> None:
        self._run(
            "INSERT INTO edit(row, col, stamp, author, dead, value)"
            " SELECT row, col, stamp, author, 0, value FROM staged_hit WHERE true"
            " ON CONFLICT DO UPDATE SET dead = 1 WHERE dead = 2"
        )

    def _replace_bases(self) -> None:
        """Bases die. One that was not received leaves a mark, so that it is born dead.

        A patch comes whole: where any of its cells is known, it has none here that could still come.
        Of a delete all bases leave one: they are the edits it has seen, of whichever cell (see `conflicts`).
        """
        sources = ["SELECT row, col, bstamp, bauthor, n, rstamp, rauthor FROM staged_hit WHERE bstamp IS NOT NULL"]
        if self._any("staged_more"):
            sources.append(
                "SELECT m.row, m.col, m.stamp AS bstamp, m.author AS bauthor, t.n, t.stamp AS rstamp,"
                f" t.author AS rauthor FROM staged_more m LEFT JOIN {self._table} t ON t.id = m.row"
            )
        for bases in sources:
            self._run(
                f"UPDATE edit AS e SET dead = 1, value = NULL FROM ({bases}) h"
                f" WHERE {_SAME_CELL} AND e.stamp = h.bstamp AND e.author = h.bauthor AND e.dead = 0"
            )
            self._run(
                "INSERT OR IGNORE INTO edit(row, col, stamp, author, dead)"
                f" SELECT h.row, h.col, h.bstamp, h.bauthor, 2 FROM ({bases}) h"
                " WHERE NOT (h.bstamp IS h.rstamp AND h.bauthor IS h.rauthor)"
                " AND NOT EXISTS (SELECT 1 FROM edit e"
                " WHERE e.row = h.row AND e.stamp = h.bstamp AND e.author = h.bauthor AND e.dead < 2"
                f" AND NOT {self._deletes_too('h')})"
            )

    def _show(self) -> None:
        """The greatest live version of each touched cell. The revision moves even where the value stays."""
        for col, name in self._among("staged_touched"):
            self.wrote = True
            self._run(
                f"UPDATE {self._table} SET revision = revision + 1, {name} = (SELECT e.value FROM edit e"
                f" WHERE e.row = {self._table}.id AND e.col = ? AND e.dead = 0"
                " ORDER BY e.stamp DESC, e.author DESC LIMIT 1)"
                " WHERE n IN (SELECT n FROM staged_touched WHERE col = ?)",
                (col, col),
            )

    def _deletes_too(self, cells: str) -> str:
        return f"{cells}.col = {self._numbers[self._shape.table, 'deleted']}" if self._deletes else "0"

    def _among(self, cells: str) -> list[tuple[int, str]]:
        present = self._run(f"SELECT DISTINCT col FROM {cells}").scalars().all()
        return [(col, self._columns[col]) for col in present if col in self._columns]

    def _any(self, table: str) -> bool:
        return bool(self._run(f"SELECT EXISTS (SELECT 1 FROM {table})").scalar())

    def _number(self, name: str) -> int:
        key = (self._shape.table, name)
        if key not in self._numbers:
            self._numbers[key] = self._run("INSERT INTO field(tbl, name, known) VALUES (?, ?, 0)", key).lastrowid
        return self._numbers[key]
