"""Watching a file for what others save."""

from pathlib import Path

from core import people
from core.door.session import open_session
from core.door.watch import watch


def test_each_commit_by_another_connection_is_told_once_and_silence_is_not(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    told: list[str] = []
    moments = iter(["quiet", "saved", "quiet", "saved", "stop"])
    with open_session(path, account="ida") as ours, open_session(path, account="bo") as theirs:

        def pause(_seconds: float) -> bool:
            moment = next(moments)
            told.append(moment)
            if moment == "saved":
                people.add(theirs, {"given": "Maja"})
            return moment == "stop"

        watch(ours, pause, lambda: told.append("told"))
    assert told == ["quiet", "saved", "told", "quiet", "saved", "told", "stop"]


def test_what_is_read_first_does_not_go_out_of_date_without_its_being_told(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    seen: list[int] = []
    with open_session(path, account="ida") as ours, open_session(path, account="bo") as theirs:

        def first() -> None:
            seen.append(people.count(ours))
            people.add(theirs, {"given": "Maja"})

        moments = iter([False, True])
        watch(ours, lambda _seconds: next(moments), lambda: seen.append(people.count(ours)), first=first)
    assert seen == [0, 1]
