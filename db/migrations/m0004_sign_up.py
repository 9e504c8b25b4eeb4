"""What a series says of signing up: the last day to do so is so many days before each of its meetings."""

from db.queued import QueuedSqlite


def up(database: QueuedSqlite) -> None:
    """Add the column."""
    database.execute_sql("ALTER TABLE series ADD COLUMN sign_up_days INTEGER CHECK (sign_up_days >= 0)")
