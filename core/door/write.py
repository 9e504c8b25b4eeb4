"""What happens inside the door for writes: rows change, and the log of it is written in the same transaction."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from peewee import IntegrityError

from core.door.operations import Operation
from core.door.row_keys import bulk_search_keys, own_keys, people_found_by
from core.door.scope import PARTS_OF_A_MEETING
from core.errors import Changed, FieldConflict, NotFound, Refused
from core.messages import N_, say
from core.rules.moments import from_utc_text, utc_text
from core.series import days
from db import derived, log
from db.log import Change, Value, Values
from db.queued import QueuedSqlite

# Columns that follow from the others, or say when: never in the log, made anew by every write.
_DERIVED = {"sort_key", "search_key", "changed_at"}
_WITH_UID = {"organisation", "education", "person", "network", "meeting", "saved_view", "series", "meeting_template"}
_WITH_CREATED = {"organisation", "person", "network", "meeting", "series"}
_WITH_CHANGED = {"person", "meeting", "series"}
_PERSON = {
    "person": "id", "affiliation": "person_id", "membership": "person_id", "participation": "person_id",
    "consent": "person_id", "school_period": "person_id", "action_point": "owner_id", "calendar_reply": "person_id",
}  # fmt: skip
_NETWORK = {
    "network": "id", "membership": "network_id", "meeting_network": "network_id", "grant_": "network_id",
    "consent": "network_id", "series_network": "network_id",
}  # fmt: skip
_BULK = 2000
_REBUILT_SOONER = 50  # rows put anew into the search index in the time that one takes by itself
_CHUNK = 500


class Transaction:
    """One operation while it is being done. Each change is in the log as soon as it is made, so that memory stays flat."""

    def __init__(
        self,
        database: QueuedSqlite,
        operation: Operation,
        account: str,
        origin: str,
        now: datetime,
        detail: Mapping[str, object],
        undoes: int | None,
    ) -> None:
        self.database = database
        self.operation = operation
        self.now = utc_text(now)
        self.detail = dict(detail)
        self._shielded: dict[tuple[str, int], int | None] = {}
        self._account, self._origin, self._undoes = account, origin, undoes
        self._entry: log.Entry | None = None
        self._to_refresh: dict[int, None] = {}
        self._done: set[str] = set()

    @property
    def entry(self) -> log.Entry:
        """The operation's entry in the log; asking for it puts the operation there even if no row changes."""
        if self._entry is None:
            self._entry = log.Entry(
                self.database, at=self.now, account=self._account, origin=self._origin, kind=self.operation.value,
                detail=self.detail, undoes=self._undoes,
            )  # fmt: skip
        return self._entry

    @property
    def operation_id(self) -> int:
        """The operation's number in the log, where it then is even if no row changes."""
        return self.entry.id

    def keep(self) -> None:
        """Put the operation into the log even if no row changes."""
        _ = self.entry

    def once(self, what: str) -> bool:
        """Whether this is the first time in this operation that somebody asks for it."""
        first = what not in self._done
        self._done.add(what)
        return first

    @contextlib.contextmanager
    def one_by_one(self, rows: int) -> Iterator[None]:
        """For so many changes of single rows: where that pays, the search index is made once afterwards."""
        total = self.database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'person'").fetchone()
        if rows < _BULK or rows * _REBUILT_SOONER < (total[0] if total else 0):
            yield
            return
        derived.drop_search_triggers(self.database)
        yield
        self._write_keys()
        derived.restore_search(self.database)

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the operation that may fail by itself: on an error nothing of it is kept, in the tables or the log."""
        mark = self.entry.mark()
        try:
            with self.database.atomic():
                yield
        except BaseException:
            self.entry.go_back(mark)
            raise

    # -- rows ----------------------------------------------------------------------------------------------------------

    def row(self, table: str, row_id: int) -> dict[str, Value] | None:
        """The whole row as it is now."""
        cursor = self.database.execute_sql(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        names = [column[0] for column in cursor.description]
        found = cursor.fetchone()
        return None if found is None else dict(zip(names, found, strict=True))

    def insert(self, table: str, values: Values) -> int:
        """A new row; gives its number."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Sequence[Values], *, keyed: bool = False) -> list[int]:
        """New rows that name the same columns in the same order; gives their numbers in order.

        `keyed` is for people and their affiliations put in together: the people's rows have their `search_key` already.
        """
        if not rows:
            return []
        first = self._next_id(table)
        full = [self._with_defaults(table, values, first + offset) for offset, values in enumerate(rows)]
        numbers = [int(str(row["id"])) for row in full]
        if table == "person" and len(full) > _BULK:
            with derived.search_of_new(self.database, first):
                self._insert(table, full)
        else:
            self._insert(table, full)
        if table == "series":
            for number in numbers:
                days.derive(self.database, number, self.row(table, number))
        self.entry.add_new(table, self._logged(table, full))
        if not keyed and table in ("person", "affiliation"):
            self._to_refresh.update((int(str(row[_PERSON[table]])), None) for row in full)
        return numbers

    def _insert(self, table: str, rows: Sequence[Values]) -> None:
        columns = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        try:
            self.database.execute_many(
                f"INSERT INTO {table}({columns}) VALUES ({marks})", (tuple(row.values()) for row in rows)
            )
        except IntegrityError as error:
            raise broken_rule(error) from error

    def _logged(self, table: str, rows: Sequence[Values]) -> Iterator[log.NewRow]:
        names = sorted(set(rows[0]) - _DERIVED)
        values, text = itemgetter(*names), log.row_text(names)
        for row in rows:
            person, network = self._whose(table, row)
            yield int(str(row["id"])), person, network, text(values(row))

    def _next_id(self, table: str) -> int:
        highest = self.database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return (highest[0] if highest else 0) + 1

    def _with_defaults(self, table: str, values: Values, row_id: int) -> dict[str, Value]:
        row: dict[str, Value] = {"id": row_id, "version": 1}
        if table in _WITH_UID:
            row["uid"] = str(uuid.uuid4())
        if table in _WITH_CREATED:
            row["created_at"] = self.now
        row.update(values)
        if table in _WITH_CHANGED:
            row["changed_at"] = self.now
        row.update(own_keys(table, row))
        return row

    def update(self, table: str, row_id: int, changes: Values, *, version: int | None = None) -> bool:
        """Change columns of a row; gives whether anything differed. `version`: only if it is still at that version.

        Raises `Changed` (without conflicts) if it is not, `NotFound` if the row is gone.
        """
        row = self._existing(table, row_id)
        if version is not None and row["version"] != version:
            raise Changed(say(N_("Somebody else has changed this meanwhile.")), ())
        before = {name: row[name] for name, value in changes.items() if row[name] != value}
        if not before:
            return False
        after: dict[str, Value] = {name: changes[name] for name in before}
        before["version"], after["version"] = row["version"], int(str(row["version"])) + 1
        stored = dict(after)
        if table in _WITH_CHANGED:
            stored["changed_at"] = self.now
        stored.update(own_keys(table, {**row, **after}))
        assignments = ", ".join(f"{name} = ?" for name in stored)
        self._run(f"UPDATE {table} SET {assignments} WHERE id = ?", (*stored.values(), row_id))
        self._add(table, row_id, before, after, row)
        if table == "series":
            days.derive(self.database, row_id, self.row(table, row_id))
        return True

    def touch(self, table: str, row_id: int) -> None:
        """A new version of a row of which no column changes: what belongs to it elsewhere did."""
        row = self._existing(table, row_id)
        version = int(str(row["version"]))
        self._run(f"UPDATE {table} SET version = ? WHERE id = ?", (version + 1, row_id))
        self._add(table, row_id, {"version": version}, {"version": version + 1}, row)

    def edit(self, table: str, row_id: int, changes: Values, *, version: int) -> bool:
        """Change columns of a row that a person saw at `version`.

        What a colleague changed meanwhile in other columns stays; where both changed the same column to different
        values, `Changed` is raised with all three values of each.
        """
        row = self._existing(table, row_id)
        current = int(str(row["version"]))
        if version > current:
            raise Changed(
                say(N_("It was never at version {seen}; it is at version {current}."), seen=version, current=current), (),
                say(N_("Look at it again, and name the version shown there.")), version=current,
            )  # fmt: skip
        if version < current:
            since = log.changes_since(self.database, table, row_id, version)
            seen: dict[str, Value] = {}
            for _operation, change in since:
                seen = {**(change.before or {}), **seen}
            # A field the person left as it was is not a wish to undo the colleague's change of it.
            left = [name for name, value in changes.items() if name in seen and seen[name] == value]
            conflicts = [
                FieldConflict(name, seen[name], value, row[name])
                for name, value in changes.items()
                if name in seen and name not in left and row[name] not in (value, seen[name])
            ]
            if conflicts:
                names = {conflict.field for conflict in conflicts}
                last = max(operation for operation, change in since if names & {*(change.before or {})})
                raise Changed(
                    say(N_("{who} has changed the same fields meanwhile, {when}; nothing was saved."), **self._told(last)),
                    conflicts,
                    say(N_("Choose field by field what shall stand.")),
                    version=current,
                    left=left,
                )
            changes = {name: value for name, value in changes.items() if name not in left}
        return self.update(table, row_id, changes)

    def _told(self, operation: int) -> dict[str, object]:
        sql = "SELECT account, at FROM operation WHERE id = ?"
        who, when = self.database.execute_sql(sql, (operation,)).fetchone()
        return {"who": who, "when": from_utc_text(str(when))}

    def delete(self, table: str, row_id: int, *, version: int | None = None) -> None:
        """Delete a row. Raises `Refused` if others refer to it, `Changed` if it is not at `version`."""
        row = self._existing(table, row_id)
        if version is not None and row["version"] != version:
            raise Changed(say(N_("Somebody else has changed this meanwhile.")), ())
        if table == "series":
            days.derive(self.database, row_id, None)
        self._run(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        logged = {name: value for name, value in row.items() if name not in _DERIVED}
        self._add(table, row_id, logged, None, row)

    def _existing(self, table: str, row_id: int) -> dict[str, Value]:
        row = self.row(table, row_id)
        if row is None:
            raise NotFound(say(N_("Number {number} is not there any more."), number=row_id))
        return row

    def _run(self, sql: str, parameters: Sequence[Value]) -> None:
        try:
            self.database.execute_sql(sql, tuple(parameters))
        except IntegrityError as error:
            raise broken_rule(error) from error

    # -- the log -------------------------------------------------------------------------------------------------------

    def _add(self, table: str, row_id: int, before: Values, after: Values | None, row: Values) -> None:
        person, network = self._whose(table, row)
        change = Change(table, row_id, person, network, before, after)
        self.entry.add([change])
        self._to_refresh.update(dict.fromkeys(people_found_by(self.database, change)))

    def _whose(self, table: str, row: Values) -> tuple[int | None, int | None]:
        """The person and the network that a row is about."""
        person = row.get(_PERSON[table]) if table in _PERSON else None
        if table in ("meeting_network", "series_network"):
            whole = table.removesuffix("_network")
            self._shielded.pop((whole, int(str(row[f"{whole}_id"]))), None)
        if table == "series":
            network: Value = self._shielded_network("series", int(str(row["id"])))
        elif table == "meeting" or table in PARTS_OF_A_MEETING:
            meeting = row["id"] if table == "meeting" else row["meeting_id"]
            network = None if meeting is None else self._shielded_network("meeting", int(str(meeting)))
        else:
            network = row.get(_NETWORK[table]) if table in _NETWORK else None
        return int(str(person)) if person is not None else None, int(str(network)) if network is not None else None

    def _shielded_network(self, whole: str, number: int) -> int | None:
        """The shielded network a meeting or series belongs to: being invited to it is as private as being a member."""
        if (whole, number) not in self._shielded:
            found = self.database.execute_sql(
                f"SELECT n.id FROM {whole}_network mn JOIN network n ON n.id = mn.network_id"
                f" WHERE mn.{whole}_id = ? AND n.level = 'shielded' LIMIT 1",
                (number,),
            ).fetchone()
            self._shielded[whole, number] = found[0] if found else None
        return self._shielded[whole, number]

    def finish(self) -> None:
        """Make the keys that follow from several rows, and close the log entry; an operation without changes leaves none."""
        self._refresh_search()
        if self._entry is not None:
            self._entry.close()

    def _refresh_search(self) -> None:
        people = list(self._to_refresh)
        total = self.database.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'person'").fetchone()
        bulk = len(people) > _BULK and total is not None and len(people) > total[0] // 4
        if bulk:
            derived.drop_search_triggers(self.database)
        self._write_keys()
        if bulk:
            derived.restore_search(self.database)

    def _write_keys(self) -> None:
        people = list(self._to_refresh)
        for start in range(0, len(people), _CHUNK):
            keys = bulk_search_keys(self.database, people[start : start + _CHUNK])
            self.database.execute_many("UPDATE person SET search_key = ? WHERE id = ?", keys)
        self._to_refresh.clear()


def broken_rule(error: IntegrityError) -> Refused:
    """A rule of the tables, said in words."""
    text = str(error)
    if "membership" in text:
        return Refused(say(N_("The person is already a member in that role in that period.")))
    if "network.slug" in text:
        return Refused(say(N_("Another network has that short name already.")))
    if "FOREIGN KEY" in text:
        return Refused(say(N_("Other records refer to this one.")))
    return Refused(say(N_("The register does not allow that ({detail})."), detail=text))
