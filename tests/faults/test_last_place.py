"""Eight programs that answer at once: never more come than there are places, and everybody else waits in one order."""

from pathlib import Path

from core import invitations, meetings
from core.attending import answers, capacity
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from tests.faults.processes import Crashed, Say, Told, Work, together
from tests.faults.register import made, opened, whole

PLACES, PROGRAMS, PEOPLE = 10, 8, 48


def answering(path: Path, meeting: int, number: int) -> Work:
    def work(say: Say) -> None:
        with opened(path, f"account{number}") as session:
            for person in range(number + 1, PEOPLE + 1, PROGRAMS):
                done = answers.note(session, meeting, person, Answer.ACCEPTED)
                say((person, done.noted))
            # One in four cannot come after all: somebody moves up.
            gone = answers.note(session, meeting, number + 1, Answer.DECLINED) if number % 4 == 0 else None
            say(("gone", gone is not None))

    return work


def test_eight_at_once_never_get_more_than_the_places(tmp_path: Path) -> None:
    path = made(tmp_path / "laug.db")
    with opened(path) as session:
        span = read_span("26-11-2026 17-19", session.today)
        meeting = meetings.plan(session, {"title": "Fuldt hus", "capacity": PLACES}, span).id
        invitations.invite(session, meeting, people=list(range(1, PEOPLE + 1)))
    heard = together([answering(path, meeting, number) for number in range(PROGRAMS)])
    assert not [one for said in heard for one in said if isinstance(one, Told | Crashed)]
    with opened(path) as session:
        now = capacity.places(session, meeting)
        gone = sum(one.answer is Answer.DECLINED for one in invitations.participants(session, meeting))
        assert (now.taken, now.waiting, gone) == (PLACES, PEOPLE - PLACES - 2, 2)
        queue = answers.waiting(session, meeting)
        assert [one.place for one in queue] == list(range(1, len(queue) + 1))
        places = session.query("SELECT queue_place FROM participation WHERE answer = 'waiting'")
        assert len(set(places)) == len(places)
    whole(path)
