"""Copies made by themselves, tried, and gone back to, while others have the register open."""

import json
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import core.door.daily_copy
from core import meetings, memberships, networks, people
from core.care import backups
from core.door.operations import Operation
from core.door.session import Session, open_session
from core.errors import FileError, Invalid, NotFound
from core.messages import Message
from core.past import undo
from core.rules.spoken import Span
from db import log
from tests.core.conftest import NOW, OpenAs
from tests.faults.damage import trash

TOMORROW = NOW + timedelta(days=1)


def restored(session: Session, copy: Path) -> backups.Restored:
    return backups.restore(session.path, copy, account="birgit", clock=lambda: NOW + timedelta(hours=1))


def test_the_first_write_of_a_day_makes_a_copy_of_the_file_as_it_was(session: Session, open_as: OpenAs) -> None:
    people.add(session, {"given": "Anna"})
    people.add(session, {"given": "Bo"})
    assert backups.available(session.path) == []  # nothing was there this morning, and the day has been seen to
    with open_as("birgit", TOMORROW) as other:
        people.add(other, {"given": "Carl"})
        people.add(other, {"given": "Dorte"})
    (copy,) = backups.available(session.path)
    assert copy.at == datetime(2026, 11, 20, 10, 30)
    with open_session(copy.path, account="anna") as old:
        assert [row.given for row in people.rows(old, list(people.ids(old)))] == ["Anna", "Bo"]


def test_a_dry_run_and_a_read_make_no_copy(session: Session, open_as: OpenAs) -> None:
    people.add(session, {"given": "Anna"})
    with open_as("birgit", TOMORROW) as other:
        people.add(replace(other, dry_run=True), {"given": "Bo"})
        people.count(other)
    assert backups.available(session.path) == []


def test_a_copy_that_cannot_be_made_is_said_once_and_the_save_is_kept(session: Session, path: Path) -> None:
    people.add(session, {"given": "Anna"})
    (path.parent / "laug.db.backups").write_text("in the way")
    told: list[Message] = []
    with open_session(path, account="birgit", clock=lambda: TOMORROW, notice=told.append) as other:
        people.add(other, {"given": "Bo"})
        people.add(other, {"given": "Carl"})
        assert people.count(other) == 3
    assert len(told) == 1


def test_nobody_waits_for_the_copy_of_a_large_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.door.daily_copy, "_LARGE", 0)
    told: list[Message] = []
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        people.add(session, {"given": "Anna"})
    with open_session(path, account="birgit", clock=lambda: TOMORROW, notice=told.append) as other:
        people.add(other, {"given": "Bo"})
        assert [one.msgid.partition("(")[0] for one in told] == ["Today's copy of the register "]
        for thread in threading.enumerate():
            if thread.name == "laug-copy":
                thread.join()
        (copy,) = backups.available(other.path)
        assert people.count(other) == 2
    with open_session(copy.path, account="anna") as old:
        assert people.count(old) in (1, 2)


def test_a_damaged_file_is_not_written_into(path: Path) -> None:
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        people.add(session, {"given": "Anna"})
        networks.add(session, {"name": "Lærlinge"})
    trash(path, "network_sorted")
    with open_session(path, account="anna", clock=lambda: TOMORROW) as session:
        for _ in range(2):
            with pytest.raises(FileError):
                people.add(session, {"given": "Bo"})
        assert people.count(session) == 1


def test_a_copy_where_one_wants_it(session: Session, tmp_path: Path) -> None:
    people.add(session, {"given": "Anna"})
    assert backups.make(session, tmp_path / "usb.db") == tmp_path / "usb.db"
    folder = tmp_path / "folder"
    folder.mkdir()
    assert backups.make(session, folder).parent == folder
    with pytest.raises(Invalid):
        backups.make(session, tmp_path / "usb.db")
    with pytest.raises(FileError):
        backups.make(session, tmp_path / "nowhere" / "usb.db")


def test_the_way_back_shows_first_what_it_would_change(session: Session, open_as: OpenAs) -> None:
    people.add(session, {"given": "Anna"})
    copy = backups.make(session)
    people.add(session, {"given": "Bo"})
    with open_as("birgit") as other:
        shielded = networks.add(other, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale"})
        people.add(other, {"given": "Carl"})
        memberships.join(other, shielded.id, [3])
    found = backups.difference(session.path, copy, account="anna")
    counts = {one.table: (one.now, one.copy) for one in found.counts}
    assert counts["person"] == (3, 1)
    assert [one.account for one in found.gone] == ["birgit", "anna"]
    assert (found.hidden, found.back, found.related, found.readable) == (2, 0, True, True)


def test_the_way_back_and_the_way_back_from_it(session: Session) -> None:
    people.add(session, {"given": "Anna"})
    copy = backups.make(session)
    people.add(session, {"given": "Bo"})
    done = restored(session, copy)
    with open_session(session.path, account="anna") as again:
        assert [row.given for row in people.rows(again, list(people.ids(again)))] == ["Anna"]
        assert undo.entries(again)[0].operation is Operation.BACKUP_RESTORE
        assert undo.entries(again)[0].id == done.operation_id == 3
        assert log.first_broken_link(again.database) is None
        carl = people.add(again, {"given": "Carl"})
        assert carl.id == 3  # Bo's number is not given again
        assert done.aside is not None
        assert backups.difference(again.path, done.aside, account="anna").back == 1
        restored(again, done.aside)
    with open_session(session.path, account="anna") as again:
        assert [row.given for row in people.rows(again, list(people.ids(again)))] == ["Anna", "Bo"]


def test_who_had_the_register_open_is_told_and_saves_nothing_into_the_other_past(session: Session) -> None:
    anna = people.add(session, {"given": "Anna", "phone": "94000001"})
    copy = backups.make(session)
    people.edit(session, anna.id, {"phone": "94000002"}, version=anna.version)
    restored(session, copy)
    assert people.by_id(session, anna.id).phone == "+4594000001"
    with pytest.raises(FileError) as caught:
        people.edit(session, anna.id, {"phone": "94000003"}, version=2)
    assert "went back to a copy" in caught.value.message.msgid
    with open_session(session.path, account="anna") as again:
        people.edit(again, anna.id, {"phone": "94000003"}, version=1)


def test_calendars_are_not_sent_back_in_time(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    days = [date(2026, 12, 1), date(2026, 12, 2)]
    first, second = (Span(day, day, True) for day in days)
    meeting = meetings.plan(session, {"title": "Julefrokost"}, first, [network.id])
    copy = backups.make(session)
    meetings.edit(session, meeting.id, {}, version=meeting.version, span=second)
    seen = meetings.get(session, meeting.id).sequence
    assert seen > meeting.sequence
    restored(session, copy)
    with open_session(session.path, account="anna") as again:
        assert meetings.get(again, meeting.id).sequence > seen


def test_the_way_back_when_the_file_is_gone_or_damaged(session: Session, path: Path) -> None:
    people.add(session, {"given": "Anna"})
    copy = backups.make(session)
    session.database.close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)
    found = backups.difference(path, copy, account="anna")
    assert not found.readable and found.counts[0].copy == 1
    done = restored(session, copy)
    assert done.aside is not None and done.aside.name.startswith("damaged-")
    with open_session(path, account="anna") as again:
        assert people.count(again) == 1
        assert again.database.pragma("journal_mode") == "wal"
    path.unlink()
    assert restored(session, copy).aside is None
    assert path.stat().st_mode & 0o777 == 0o600
    with open_session(path, account="anna") as again:
        assert people.count(again) == 1


def test_a_copy_that_is_no_copy_changes_nothing(session: Session, tmp_path: Path) -> None:
    people.add(session, {"given": "Anna"})
    other = tmp_path / "list.db"
    other.write_text("Fornavn;Efternavn")
    for wrong in (other, tmp_path / "nowhere.db"):
        with pytest.raises(FileError):
            restored(session, wrong)
    with pytest.raises(Invalid):
        restored(session, session.path)
    people.add(session, {"given": "Bo"})
    assert people.count(session) == 2


def test_a_copy_of_another_register_is_called_that(session: Session, tmp_path: Path) -> None:
    people.add(session, {"given": "Anna"})
    with open_session(tmp_path / "other.db", account="anna", clock=lambda: NOW) as other:
        people.add(other, {"given": "Carl"})
        copy = backups.make(other)
    assert not backups.difference(session.path, copy, account="anna").related


def test_a_drill_is_remembered_and_finds_what_is_wrong(session: Session) -> None:
    with pytest.raises(NotFound):
        backups.drill(session)
    people.add(session, {"given": "Anna"})
    copy = backups.make(session)
    done = backups.drill(session)
    assert done.problems == () and done.copy == copy.name
    assert backups.last_drill(session.path) == replace(done, problems=())
    assert [file.name for file in copy.parent.glob("scratch*")] == []
    with sqlite3.connect(copy) as broken:
        broken.execute("UPDATE operation SET account = 'mallory'")
    broken.close()
    assert len(backups.drill(session).problems) == 1
    assert backups.last_drill(session.path) is None
    assert json.loads((copy.parent / "last-drill.json").read_text())["problems"] == 1


def test_the_clock_names_copies_in_danish_time(session: Session) -> None:
    people.add(session, {"given": "Anna"})
    late = replace(session, clock=lambda: datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert backups.make(late).name == "2026-07-02-003000.db"
