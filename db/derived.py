"""What follows from the tables: the search index, the triggers that keep it and guard the log, and the views to read by."""

import contextlib
from collections.abc import Iterator

from db.queued import QueuedSqlite

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE person_search USING fts5("
    "search_key, content='person', content_rowid='id', tokenize='trigram', detail='none')"
)
SEARCH_TRIGGERS = (
    """CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN
    INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END""",
    """CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
    INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key); END""",
    """CREATE TRIGGER person_search_update AFTER UPDATE OF search_key ON person
    WHEN old.search_key <> new.search_key BEGIN
    INSERT INTO person_search(person_search, rowid, search_key) VALUES ('delete', old.id, old.search_key);
    INSERT INTO person_search(rowid, search_key) VALUES (new.id, new.search_key); END""",
)
GUARDS = (
    "CREATE TRIGGER operation_kept BEFORE DELETE ON operation BEGIN SELECT raise(ABORT, 'the log is kept'); END",
    "CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'the log is kept'); END",
    """CREATE TRIGGER sequence_grows BEFORE UPDATE OF sequence ON meeting
    WHEN new.sequence < old.sequence AND new.calendar_uid = old.calendar_uid BEGIN
    SELECT raise(ABORT, 'a SEQUENCE never goes down'); END""",
    """CREATE TRIGGER series_sequence_grows BEFORE UPDATE OF sequence ON series
    WHEN new.sequence < old.sequence AND new.calendar_uid = old.calendar_uid BEGIN
    SELECT raise(ABORT, 'a SEQUENCE never goes down'); END""",
    """CREATE TRIGGER membership_overlap_insert BEFORE INSERT ON membership WHEN EXISTS (
    SELECT 1 FROM membership m WHERE m.person_id = new.person_id AND m.network_id = new.network_id AND m.role = new.role
    AND m.from_date <= coalesce(new.until_date, '9999-12-31') AND coalesce(m.until_date, '9999-12-31') >= new.from_date)
    BEGIN SELECT raise(ABORT, 'membership periods overlap'); END""",
    """CREATE TRIGGER membership_overlap_update BEFORE UPDATE OF from_date, until_date, role ON membership WHEN EXISTS (
    SELECT 1 FROM membership m WHERE m.id <> new.id AND m.person_id = new.person_id
    AND m.network_id = new.network_id AND m.role = new.role
    AND m.from_date <= coalesce(new.until_date, '9999-12-31') AND coalesce(m.until_date, '9999-12-31') >= new.from_date)
    BEGIN SELECT raise(ABORT, 'membership periods overlap'); END""",
)
# The columns of a meeting that are a series' own for every day of it, and what the others are as long as it has no row.
_OF_SERIES = (
    "version", "calendar_uid", "sequence", "stamp", "type", "title", "all_day", "time_zone", "place", "address",
    "online_link", "description", "organiser_name", "organiser_email", "host_id", "status", "created_at", "changed_at",
    "search_key", "agenda", "capacity", "target_groups", "activity", "catering", "transport", "last_bus", "roles",
)  # fmt: skip
_OF_ROW = {
    "sign_up_by": "date(substr(oc.original, 1, 10), '-' || s.sign_up_days || ' days')", "minutes": "NULL",
}  # fmt: skip
_OF_DAY = ("id", "start_local", "end_local", "start_utc", "end_utc", "series_id", "original")
# All meetings as lists read them: the rows of their own, and the days of a series that have none. A day has the number
# of its occurrence, below zero. Both halves have columns of the same affinity: only then does SQLite ask each by index.
VIEWS = (
    f"""CREATE VIEW listed_meeting AS SELECT {", ".join((*_OF_DAY, *_OF_SERIES, *_OF_ROW))}, uid FROM meeting
    UNION ALL SELECT {", ".join(f"oc.{name}" for name in _OF_DAY)}, {", ".join(f"s.{name}" for name in _OF_SERIES)},
    {", ".join(f"CAST({value} AS TEXT)" for value in _OF_ROW.values())}, CAST(s.uid || '/' || substr(oc.original, 1, 10) AS TEXT)
    FROM occurrence oc JOIN series s ON s.id = oc.series_id
    WHERE NOT EXISTS (SELECT 1 FROM meeting own WHERE own.series_id = oc.series_id AND own.original = oc.original)""",
    """CREATE VIEW listed_meeting_network AS SELECT id, meeting_id, network_id FROM meeting_network
    UNION ALL SELECT sn.id, oc.id, sn.network_id FROM series_network sn JOIN occurrence oc ON oc.series_id = sn.series_id""",
)
NAMES = ("person_search", *(statement.split()[2] for statement in (*SEARCH_TRIGGERS, *GUARDS, *VIEWS)))


def drop(database: QueuedSqlite) -> None:
    """Remove all derived objects."""
    drop_light(database)
    for statement in SEARCH_TRIGGERS:
        database.execute_sql(f"DROP TRIGGER IF EXISTS {statement.split()[2]}")
    database.execute_sql("DROP TABLE IF EXISTS person_search")


def drop_light(database: QueuedSqlite) -> None:
    """Remove what is made anew in no time; the search index stays, and its triggers keep it."""
    for statement in (*GUARDS, *VIEWS):
        database.execute_sql(f"DROP {statement.split()[1]} IF EXISTS {statement.split()[2]}")


def make(database: QueuedSqlite) -> None:
    """Make all derived objects from the tables.

    Half a minute goes into the search index of a million people. Where it and its triggers still are as they should be, they
    have seen every row that was written, so it says what the rows say and stays.
    """
    drop_light(database)
    if not _search_stands(database):
        drop(database)
        database.execute_sql(SEARCH_INDEX)
        restore_search(database)
    for statement in (*GUARDS, *VIEWS):
        database.execute_sql(statement)


def _search_stands(database: QueuedSqlite) -> bool:
    rows = database.execute_sql("SELECT sql FROM sqlite_master WHERE name LIKE 'person_search%'").fetchall()
    there = {" ".join(str(row[0]).split()) for row in rows}
    return all(" ".join(statement.split()) in there for statement in (SEARCH_INDEX, *SEARCH_TRIGGERS))


@contextlib.contextmanager
def search_of_new(database: QueuedSqlite, first: int) -> Iterator[None]:
    """For many new people, numbered from `first` on: they go into the search index by one statement afterwards.

    Row by row SQLite writes the index out after each, since a statement with a trigger can be taken back alone.
    """
    insert = SEARCH_TRIGGERS[0]
    database.execute_sql(f"DROP TRIGGER {insert.split()[2]}")
    yield
    database.execute_sql(
        "INSERT INTO person_search(rowid, search_key) SELECT id, search_key FROM person WHERE id >= ?", (first,)
    )
    database.execute_sql(insert)


def drop_search_triggers(database: QueuedSqlite) -> None:
    """For a bulk write: row by row the index is the slowest part by far; `restore_search` must follow."""
    for statement in SEARCH_TRIGGERS:
        database.execute_sql(f"DROP TRIGGER {statement.split()[2]}")


def restore_search(database: QueuedSqlite) -> None:
    """After a bulk write in the same transaction: the index anew, and its triggers again."""
    rebuild_search(database)
    for statement in SEARCH_TRIGGERS:
        database.execute_sql(statement)


def rebuild_search(database: QueuedSqlite) -> None:
    """Make the search index from the rows."""
    database.execute_sql("INSERT INTO person_search(person_search) VALUES ('rebuild')")
