"""What the doctor finds, in files that something was really done to, and what it saves from damaged ones."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from core import networks, organisations, people
from core.care import backups, doctor, mend
from core.care.doctor import State
from core.door.session import Session, open_session
from core.errors import FileError, Invalid
from core.past import undo
from core.rules.kinds import Shift
from core.series import planning
from core.series.said import read_series
from db import log
from tests.core.conftest import NOW
from tests.faults.damage import trash

LATER = NOW + timedelta(days=30)


@pytest.fixture
def register(path: Path) -> Path:
    """Two hundred people at two schools, and a network."""
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        networks.add(session, {"name": "Lærlinge"})
        for at in range(200):
            school = "Ravnshede" if at % 2 else "Uglebjerg"
            people.add(session, {"given": f"Given{at:03}", "family": "Holm", "phone": f"94{at:06}"}, [{"organisation": school}])
        backups.make(session)
    return path


@contextmanager
def other_tool(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody at work in the file with another program."""
    with closing(sqlite3.connect(path)) as connection:
        yield connection
        connection.commit()


def found(path: Path, account: str = "anna") -> dict[str, doctor.Result]:
    with open_session(path, account=account, clock=lambda: NOW) as session:
        return {one.check: one for one in doctor.examine(session)}


def findings(path: Path) -> set[str]:
    return {name for name, one in found(path).items() if one.state is State.FINDING}


def mended(path: Path) -> set[str]:
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        mend.mend(session)
    return findings(path)


def test_a_register_that_is_well_has_no_findings(register: Path) -> None:
    assert findings(register) == set()
    assert all(one.mend for one in found(register).values() if one.state is State.FINDING)


def test_an_empty_register_is_well(path: Path, session: Session) -> None:
    assert findings(path) == set()


def test_edits_past_laug_are_found_by_row_and_column(register: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE person SET phone = '+4594999999' WHERE id = 7")
        connection.execute("DELETE FROM affiliation WHERE id = 9")
        connection.execute("INSERT INTO education(id, uid, name) VALUES (77, 'x', 'Smed')")
    one = found(register)["past the log"]
    assert one.state is State.FINDING
    values = one.sentence.values
    assert (values["count"], values["table"], values["number"]) == (3, "affiliation", 9)


def test_an_erased_payload_is_no_finding_and_the_chain_holds(register: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE change SET before = NULL, after = NULL WHERE person_id = 7")
    assert findings(register) == set()


def test_tampering_with_the_log_is_found(register: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE change SET after = replace(after, 'Given007', 'Mallory') WHERE person_id = 8")
    assert "log" in findings(register)
    with other_tool(register) as connection:
        connection.execute("UPDATE operation SET account = 'mallory' WHERE id = 3")
    assert found(register)["log"].sentence.values["number"] == 3


def test_search_is_checked_and_mended(register: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE person SET search_key = ' nowhere' WHERE id = 7")
    assert findings(register) == {"search index"}
    assert mended(register) == set()
    with other_tool(register) as connection:
        connection.execute("DROP TRIGGER person_search_update")
        connection.execute("UPDATE person SET search_key = ' nowhere', sort_key = '' WHERE id = 7")
    assert findings(register) == {"search index"}
    assert mended(register) == set()
    with open_session(register, account="anna") as session:
        assert list(people.ids(session, "given006")) == [7]


def test_references_modes_copies_and_the_clock(register: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE affiliation SET organisation_id = 4711 WHERE id = 9")
        connection.execute("UPDATE operation SET at = '2031-01-01T00:00:00Z' WHERE id = 5")
    register.chmod(0o644)
    for copy in backups.available(register):
        copy.path.unlink()
    (register.parent / "laug.db.before-x.part").write_text("half")
    with open_session(register, account="anna", clock=lambda: LATER) as session:
        names = {one.check for one in doctor.examine(session) if one.state is State.FINDING}
    assert names == {"references", "past the log", "clock", "log", "mode", "copies", "left behind", "search index"}
    assert "mode" not in mended(register) and "left behind" not in findings(register)


def test_the_last_drill_shows(register: Path) -> None:
    assert found(register)["last restore drill"].state is State.NOTE
    with open_session(register, account="anna", clock=lambda: NOW) as session:
        backups.drill(session)
    assert found(register)["last restore drill"].state is State.FINE


def _damaged(path: Path, name: str) -> None:
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    trash(path, name)


@pytest.mark.parametrize("name", ["person", "affiliation", "person_sorted", "change_row"])
def test_damage_is_a_finding_and_salvage_brings_everything_back(register: Path, tmp_path: Path, name: str) -> None:
    before = _content(register)
    _damaged(register, name)
    assert "integrity" in findings(register)
    done = mend.salvage(register, tmp_path / "new.db", account="anna", clock=lambda: NOW)
    assert all(row.again for row in done.lost)
    assert bool(done.lost) == (name in ("person", "affiliation"))
    assert _content(tmp_path / "new.db") == before
    assert findings(tmp_path / "new.db") <= {"copies"}
    assert done.rows["person"] == 200


def test_what_table_and_log_have_both_lost_is_named(register: Path, tmp_path: Path) -> None:
    with other_tool(register) as connection:
        connection.execute("UPDATE change SET before = NULL, after = NULL")
    _damaged(register, "person")
    done = mend.salvage(register, tmp_path / "new.db", account="anna")
    lost = [row for row in done.lost if row.table == "person"]
    assert lost and not any(row.again for row in lost)
    assert all(row.name == f"holm given{row.row_id - 1:03}" for row in lost)
    with open_session(tmp_path / "new.db", account="anna") as session:
        assert people.count(session) == 200 - len(lost)
        assert session.query("PRAGMA foreign_key_check") == []


def test_a_damaged_log_is_said_and_the_people_are_there(register: Path, tmp_path: Path) -> None:
    _damaged(register, "change")
    done = mend.salvage(register, tmp_path / "new.db", account="anna")
    assert {row.table for row in done.lost} == {"change"}
    with open_session(tmp_path / "new.db", account="anna") as session:
        assert people.count(session) == 200
        assert log.first_broken_link(session.database) is not None
        people.add(session, {"given": "Ny"})
        assert undo.undo(session).rows == 1


def test_salvage_writes_over_nothing_and_refuses_what_it_cannot_read(register: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        mend.salvage(register, register, account="anna")
    register.write_bytes(register.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(FileError):
        mend.salvage(register, tmp_path / "new.db", account="anna")
    assert not (tmp_path / "new.db").exists()


def _content(path: Path) -> list[object]:
    with open_session(path, account="anna") as session:
        return [
            people.get(session, number) for number in people.ids(session)
        ] + [organisations.get(session, "Ravnshede"), [(one.id, one.rows) for one in undo.entries(session, limit=300)
                                                         if one.operation.value != "doctor.mend"]]  # fmt: skip


def test_the_days_of_a_series_are_those_its_rule_says(path: Path) -> None:
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-06-2027", NOW.date())
        planning.plan(session, {"title": "Torsdagscafé"}, said, (), planning.preview(session, said, (), Shift.KEEP))
        whole = session.query("SELECT * FROM occurrence ORDER BY id")
    assert findings(path) == set() and len(whole) > 20
    with other_tool(path) as connection:
        connection.execute("DELETE FROM occurrence WHERE id % 3 = 0")
        connection.execute("UPDATE occurrence SET start_utc = '2027-02-04T11:00:00Z' WHERE id = (SELECT max(id) FROM occurrence)")
        connection.execute("UPDATE series SET search_key = ' gammelt navn'")
    assert findings(path) == {"days", "search index"}
    assert mended(path) == set()
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        assert session.query("SELECT * FROM occurrence ORDER BY id") == whole
