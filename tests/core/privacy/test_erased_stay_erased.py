"""Going back to a copy, the drill and saving a damaged file bring nobody back who was erased."""

import json
from datetime import timedelta
from pathlib import Path

from core import people
from core.care import backups, doctor, mend
from core.door.session import Session, open_session
from core.past import undo
from core.privacy import erasure
from core.rules.kinds import ErasureReason
from db import check, erase, log
from tests.core.conftest import NOW
from tests.core.privacy.test_erasure import fine, known, left
from tests.db.test_migrations import load
from tests.faults.damage import trash

AT = "2026-11-19T09:30:00Z"
LATER = NOW + timedelta(hours=1)


def _erase(session: Session, number: int) -> None:
    assert erasure.erase_person(session, number, ErasureReason.REQUEST).overwritten


def _holds(copy: Path) -> bool:
    return b"Qvistgrund" in copy.read_bytes()


def test_last_weeks_copy_comes_without_the_erased(session: Session, path: Path) -> None:
    number = known(session)
    people.add(session, {"given": "Anna", "family": "Holm"})
    copy = backups.make(session)
    people.add(session, {"given": "Bo", "family": "Bach"})
    _erase(session, number)
    assert _holds(copy)
    assert backups.difference(path, copy, account="birgit").erased == 1
    done = backups.restore(path, copy, account="birgit", clock=lambda: LATER)
    assert done.erased == 1 and done.aside is not None and not _holds(done.aside)
    with open_session(path, account="birgit", clock=lambda: LATER) as back:
        assert [row.given for row in people.rows(back, list(people.ids(back)))] == ["Anna"]
        assert left(path) == []
        fine(back)
        assert len(erase.tombstones(back.database)) == 1
        assert undo.entries(back)[0].operation.value == "backup.restore"
        assert {one.check: one.state.value for one in doctor.examine(back)}["erasures"] == "fine"


def test_the_note_beside_the_copies_serves_when_the_register_is_gone(session: Session, path: Path) -> None:
    number = known(session)
    copy = backups.make(session)
    _erase(session, number)
    session.database.close()
    note = path.with_name("laug.db.backups") / "erased.json"
    assert (
        set(json.loads(note.read_text()).values()) == {"2026-11-19T09:30:00Z"} and note.stat().st_mode & 0o777 == 0o600
    )
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    assert backups.restore(path, copy, account="birgit", clock=lambda: LATER).erased == 1
    with open_session(path, account="birgit") as back:
        assert len(people.ids(back)) == 0 and left(path) == []
        assert len(erase.tombstones(back.database)) == 1


def test_the_register_itself_serves_when_the_note_is_gone(session: Session, path: Path) -> None:
    number = known(session)
    copy = backups.make(session)
    _erase(session, number)
    (path.with_name("laug.db.backups") / "erased.json").unlink()
    assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "finding"
    assert backups.restore(path, copy, account="birgit", clock=lambda: LATER).erased == 1
    assert len(erase.noted(path)) == 1


def test_mending_writes_the_note_again_and_overwrites_what_an_interrupted_erasure_left(
    session: Session, path: Path
) -> None:
    number = known(session)
    with session.database.turn("anna", "test"), session.database.atomic():  # killed right after the commit
        erase.bury(
            session.database,
            [erase.Tombstone(uid, AT) for uid in erase.forget(session.database, [number], AT)],
        )
    assert left(path)
    assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "finding"
    mend.mend(session)
    assert left(path) == [] and len(erase.noted(path)) == 1
    assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "fine"


def test_a_drill_does_the_same_and_finds_nothing_wrong(session: Session) -> None:
    number = known(session)
    backups.make(session)
    _erase(session, number)
    done = backups.drill(session)
    assert done.erased == 1 and done.problems == ()


def test_a_copy_of_the_first_schema_comes_without_the_erased(tmp_path: Path) -> None:
    path = load("0001_initial", tmp_path / "laug.db")
    copy = load("0001_initial", tmp_path / "last-year.db")
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        number = people.ids(session)[0]
        person = people.by_id(session, number)
        _erase(session, number)
        for aside in backups.put_aside(path):
            assert aside.kind == "before-upgrade"
    assert backups.restore(path, copy, account="anna", clock=lambda: LATER).erased == 1
    with open_session(path, account="anna", clock=lambda: LATER) as back:
        assert person.uid not in {row.uid for row in people.rows(back, list(people.ids(back)))}
        assert log.first_broken_link(back.database) is None and log.operations_rewritten(back.database) == []
        assert list(check.past_the_log(back.database)) == []


def test_saving_a_damaged_file_brings_nobody_back(session: Session, path: Path, tmp_path: Path) -> None:
    number = known(session)
    for other in range(400):
        people.add(session, {"given": f"Anden{other}", "family": "Jensen", "street": "Lang Vej " * 9})
    copy = backups.make(session)
    _erase(session, number)
    session.database.close()
    trash(path, "person")
    new = tmp_path / "saved.db"
    mend.salvage(path, new, account="anna", clock=lambda: LATER)
    assert left(new) == []
    with open_session(new, account="anna", clock=lambda: LATER) as saved:
        assert len(erase.tombstones(saved.database)) == 1 and len(erase.noted(new)) == 1
    # A damaged file that is itself older than the erasure: the note of its folder decides.
    old = tmp_path / "laug.db"
    for end in ("-wal", "-shm"):
        old.with_name(old.name + end).unlink(missing_ok=True)
    old.write_bytes(copy.read_bytes())
    again = tmp_path / "again.db"
    mend.salvage(old, again, account="anna", clock=lambda: LATER)
    assert left(again) == []


def test_what_was_put_aside_is_told_of_after_90_days(session: Session, path: Path) -> None:
    people.add(session, {"given": "Anna"})
    copy = backups.make(session)
    aside = backups.restore(path, copy, account="anna", clock=lambda: NOW).aside
    assert aside is not None
    damaged = aside.with_name("damaged-2026-11-18-090000.db")
    damaged.write_bytes(b"noise")
    damaged.with_name(damaged.name + "-wal").write_bytes(b"noise")
    with open_session(path, account="anna", clock=lambda: NOW) as back:
        assert [one.kind for one in backups.put_aside(path)] == ["before-restore", "damaged"]
        assert _told(back) == ("fine", "")
    with open_session(path, account="anna", clock=lambda: NOW + timedelta(days=91)) as back:
        state, mending = _told(back)
        assert state == "note" and str(aside) in mending and f"{damaged}-wal" in mending


def _told(session: Session) -> tuple[str, str]:
    return next((one.state.value, one.mend) for one in doctor.examine(session) if one.check == "put aside")
