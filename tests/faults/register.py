"""A register to be ill-treated, and the look afterwards: nothing acknowledged lost, nothing half kept."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from core import people
from core.care.doctor import State, examine
from core.door.operations import Operation
from core.door.session import Session, open_session
from core.past.undo import entries

NOW = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
# Findings that say nothing of the file: a test's clock stands still and its disk is small.
_BESIDE = {"copies", "clock", "space", "left behind"}


def opened(path: Path, account: str = "anna", now: datetime = NOW) -> AbstractContextManager[Session]:
    return open_session(path, account=account, clock=lambda: now)


def made(path: Path, count: int = 50) -> Path:
    """A register with that many people, closed."""
    with opened(path) as session, session.write(Operation.PERSON_ADD) as transaction:
        transaction.insert_many("person", [
            {"given": f"Given{at}", "family": "Holm", "phone": f"+4594{at:06}"} for at in range(count)
        ])  # fmt: skip
    return path


def given_names(path: Path) -> set[str]:
    with opened(path) as session:
        return {row.given for row in people.rows(session, list(people.ids(session)))}


def whole(path: Path) -> None:
    """The register is whole: SQLite, references, search, chain, and every row is what the log says; and it can be written."""
    with opened(path) as session:
        wrong = {one.check: one.sentence.values for one in examine(session) if one.state is State.FINDING}
        assert not set(wrong) - _BESIDE, wrong
        people.add(session, {"given": "Afterwards"})


def operations(path: Path) -> int:
    with opened(path) as session:
        return len(entries(session, limit=100_000))


def lost(acknowledged: Iterable[str], path: Path) -> set[str]:
    """The acknowledged people that the register does not have."""
    return set(acknowledged) - given_names(path)
