"""`python -m tests.db.make_fixture`: a file of today's schema as SQL, to be kept when that schema is released.

A fixture of a released schema is never made again: it stands for the files people have.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.demo.fill import fill
from core.door.session import Session, open_session
from db.migrations import STEPS

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)


def statements(session: Session) -> Iterator[str]:
    """The file as statements: tables, rows, then what follows from them."""
    for pragma in ("application_id", "user_version"):
        yield f"PRAGMA {pragma} = {session.query(f'PRAGMA {pragma}')[0][0]}"
    made = session.query(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'person\\_search\\_%' ESCAPE '\\' OR type = 'trigger' ORDER BY rowid"
    )
    tables = [(name, sql) for kind, name, sql in made if kind == "table" and "VIRTUAL" not in sql]
    yield from (sql for _, sql in tables)
    for name, _ in tables:
        columns = " || ', ' || ".join(f"quote({row[1]})" for row in session.query(f"PRAGMA table_info({name})"))
        for (row,) in session.query(f"SELECT {columns} FROM {name} ORDER BY rowid"):
            yield f"INSERT INTO {name} VALUES ({row})"
    yield from (sql for kind, _, sql in made if kind == "index")
    yield from (sql for _, _, sql in made if "VIRTUAL" in sql)
    yield "INSERT INTO person_search(person_search) VALUES ('rebuild')"
    yield from (sql for kind, _, sql in made if kind in ("view", "trigger"))


def main() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "laug.db"
        with open_session(path, account="anna", clock=lambda: RELEASED) as session:
            fill(session, people=15)
            text = "".join(f"{statement};\n" for statement in statements(session))
    (FIXTURES / f"{STEPS[-1][0]}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
