"""Who comes and who came, typed: some letters and a key, lines from a file, numbers without names."""

import io
from pathlib import Path

import pytest

from tests.tui.commands.conftest import Laug


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "Typed":
    return Typed(monkeypatch)


class Typed:
    """What stands on stdin."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, text: str) -> None:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(text))


def answers(laug: Laug) -> dict[str, str]:
    return {one["person"]: one["answer"] for one in laug("meeting", "show", "1", "--json").data["participants"]}


def attendance(laug: Laug) -> dict[str, str | None]:
    return {one["name"]: one["attendance"] for one in laug("meeting", "attend", "1", "--list", "--json").data}


@pytest.mark.parametrize(
    ("word", "stored"),
    [("yes", "accepted"), ("ja", "accepted"), ("n", "declined"), ("måske", "tentative"), ("kommer", "accepted"),
     ("afbud", "declined"), ("needs_action", "needs_action")],
)  # fmt: skip
def test_an_answer_in_either_language(laug: Laug, word: str, stored: str) -> None:
    assert laug("meeting", "answer", "1", "zah", word).code == 0
    assert answers(laug)["Zahra Al-Hassan"] == stored


def test_the_last_place_the_queue_and_who_moved_up(laug: Laug) -> None:
    assert laug("meeting", "edit", "1", "--capacity", "1").code == 0
    assert "1/1, 0 waiting" in laug("meeting", "answer", "1", "anna", "y").err
    full = laug("meeting", "answer", "1", "zahra", "y")
    assert "All places are taken: no. 1 in the queue." in full.err
    assert [row["person"] for row in laug("meeting", "waiting", "1", "--json").data] == ["Zahra Al-Hassan"]
    moved = laug("meeting", "answer", "1", "anna", "no", "--json").data
    assert moved["moved_up"] == ["Zahra Al-Hassan"]
    assert laug("meeting", "waiting", "1", "--moved-up", "--json").data[0]["person"] == "Zahra Al-Hassan"
    assert "1 person has been told." in laug("meeting", "waiting", "1", "--told").err
    assert laug("meeting", "waiting", "1", "--moved-up", "--json").data == []
    assert laug("undo", "-y").code == 0 and laug("undo", "-y").code == 0
    assert answers(laug) == {"Anna Holm Kjær": "accepted", "Zahra Al-Hassan": "waiting"}
    assert laug("meeting", "answer", "1", "zahra", "y", "--over").code == 0
    assert answers(laug)["Zahra Al-Hassan"] == "accepted"


def test_a_larger_room_says_who_moved_up(laug: Laug) -> None:
    laug("meeting", "edit", "1", "--capacity", "1")
    laug("meeting", "answer", "1", "anna", "y")
    laug("meeting", "answer", "1", "zahra", "y")
    assert "Zahra Al-Hassan moved up" in laug("meeting", "edit", "1", "--capacity", "2").err


def test_answers_line_by_line(laug: Laug, typed: Typed) -> None:
    typed("ann j\nzahn\n\nxyz j\nann\n")
    done = laug("meeting", "answer", "1")
    assert done.code == 6
    assert "Nobody on the list is called “xyz”." in done.err and "“ann”: what did they answer?" in done.err
    assert answers(laug) == {"Anna Holm Kjær": "accepted", "Zahra Al-Hassan": "declined"}


def test_the_roll_from_lines_is_one_step(laug: Laug, typed: Typed) -> None:
    typed("ann\nzah -\n")
    done = laug("meeting", "attend", "1")
    assert (done.code, "1 present, 1 absent" in done.err) == (0, True)
    assert attendance(laug) == {"Anna Holm Kjær": "present", "Zahra Al-Hassan": "absent"}
    laug("undo", "-y")
    assert set(attendance(laug).values()) == {None}
    assert laug("meeting", "attend", "1", "anna", ".").code == 0
    assert laug("meeting", "attend", "1", "mikkel").code == 0  # not invited: a walk-in
    assert attendance(laug) == {
        "Zahra Al-Hassan": None, "Anna Holm Kjær": "excused", "Mikkel Åkjær": "present",
    }  # fmt: skip
    assert laug("meeting", "attend", "1", "anna", "perhaps").code == 2


def test_guests_and_numbers(laug: Laug) -> None:
    assert laug("meeting", "guest", "1", "Ole Lund", "--from", "Birkens", "--walk-in").code in (0, 3)
    assert laug("meeting", "guest", "1", "Grethe Lund", "--walk-in").code == 0
    names = [row["name"] for row in laug("meeting", "guest", "1", "--json").data]
    assert "Grethe Lund" in names
    assert laug("meeting", "guest", "1", "Grethe Lund", "--remove").code == 0
    assert laug("meeting", "headcount", "1", "10. klasse", "--expected", "12").code == 0
    laug("meeting", "headcount", "1", "10. klasse", "--one-more")
    (row,) = laug("meeting", "headcount", "1", "--json").data
    assert (row["name"], row["expected"], row["came"]) == ("10. klasse", 12, 1)
    assert laug("meeting", "headcount", "1", "10. klasse").code == 2
    assert laug("meeting", "headcount", "1", "9. klasse", "--remove").code == 3
    assert laug("meeting", "invite", "1", "--organisation", "Fjorden", "--expected", "4").code == 0
    assert laug("meeting", "forget-guests", "-y").code == 0


def test_members_of_another_network_but_not_of_a_shielded_one(laug: Laug) -> None:
    laug("network", "add", "Tømrere", "--slug", "toemrere")
    laug("network", "join", "toemrere", "2")
    assert laug("meeting", "invite", "1", "--network", "toemrere", "--role", "speaker").code == 0
    part = next(one for one in laug("meeting", "show", "1", "--json").data["participants"] if one["person_id"] == 2)
    assert part["role"] == "speaker"
    assert laug("meeting", "invite", "1", "--network", "plads").code in (1, 4)


def test_a_sheet_and_a_code(laug: Laug, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = laug("export", "signin", "1", "--first-names", "--free", "0").out
    assert "Zahra" in text and "Al-Hassan" not in text
    assert laug("export", "signin", "1", "-o", "door.html").code == 0
    aloud = laug("export", "signin", "1", "--plain").out
    assert "____" not in aloud
    assert "Zahra Al-Hassan, Fjordens Fagskole" in aloud.splitlines()
    assert "laug export ical" in laug("meeting", "qr", "1", "--plain").err
    code = laug("meeting", "qr", "1")
    assert "█▀▀▀▀▀█" in code.out
    assert set(laug("meeting", "qr", "1", "--ascii", "--link", "https://skole.example/k.ics").out) <= set("# \n")
