"""Settings of a register that are no data and so are in no log: what was kept first stays."""

from db.queued import QueuedSqlite


def value(database: QueuedSqlite, key: str) -> str | None:
    """What is kept under the key; None if nothing is."""
    found = database.execute_sql("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else None


def keep(database: QueuedSqlite, key: str, text: str) -> None:
    """Inside a transaction: keep the text under the key, unless something is there already."""
    database.execute_sql("INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING", (key, text))
