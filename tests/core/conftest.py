"""A file of its own for every test, with a clock that stands still."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from core.door.session import Session, open_session

NOW = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "laug.db"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """Anna at work on Thursday 19 November 2026."""
    with open_session(path, account="anna", clock=lambda: NOW) as opened:
        yield opened


class OpenAs(Protocol):
    def __call__(self, account: str, now: datetime = NOW) -> AbstractContextManager[Session]: ...


@pytest.fixture
def open_as(path: Path) -> OpenAs:
    """Somebody else at work in the same file."""

    def opened(account: str, now: datetime = NOW) -> AbstractContextManager[Session]:
        return open_session(path, account=account, clock=lambda: now)

    return opened
