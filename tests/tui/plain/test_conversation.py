"""The plain conversation: everything by questions and lines."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import click
import pytest

from core import meetings, networks, people
from core.door.session import open_session
from core.minutes import minutes
from core.rules.kinds import AffiliationKind
from tests.tui.terminal import ROOT, Terminal
from tui import words
from tui.commands.line.console import confirmed
from tui.commands.line.run import run
from tui.commands.line.settings import OPTIONS
from tui.plain.called import ALSO, near
from tui.plain.conversation import Conversation
from tui.plain.option_words import OPTIONS as WRITTEN
from tui.plain.option_words import names
from tui.plain.places import Area, Noun, areas, verbs, verbs_for, verbs_of
from tui.plain.things import Thing, thing

Talk = Callable[..., str]
PROGRAM = ["-c", "import sys; from tui.main import main; sys.exit(main())", "--plain"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    with open_session(path, account="kirsten") as session:
        school = {"kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole", "class_name": "h2tøm26"}
        people.add(session, {"given": "Anna", "family": "Åkjær", "phone": "94123456"}, [school])
        people.add(session, {"given": "Bo", "family": "Bæk"}, [school])
    return path


@pytest.fixture
def talk(register: Path, capsys: pytest.CaptureFixture[str]) -> Talk:
    """Say some lines, one after the other; what was answered to all of them."""

    def said(*lines: str | Callable[[], None]) -> str:
        waiting = deque(lines)

        def ask(question: str) -> str:
            print(question)
            if not waiting:
                raise EOFError
            line = waiting.popleft()
            if isinstance(line, str):
                return line
            line()  # somebody else does something meanwhile
            return ask(question)

        def look(noun: Noun, reference: str) -> Thing:
            with open_session(register, account="ida") as session:
                return thing(session, noun, reference)

        def answer(line: Sequence[str]) -> int:
            return run(["--plain", "--lang", "en", "--as", "ida", "--db", str(register), *line])

        words.speak(words.choose("en", {}))
        assert Conversation(answer, ask, print, look).hold() == 0
        assert not waiting
        written = capsys.readouterr()
        return written.out + written.err

    return said


def test_it_begins_with_today_and_ends_when_told(talk: Talk) -> None:
    told = talk("q")
    assert "The next seven days" in told
    assert told.rstrip().endswith("Today>")


def test_somebody_is_found_and_opened_by_number(talk: Talk) -> None:
    told = talk("people", "bæk", "2", "b")
    assert "2. Bo Bæk; School: Fjordens Fagskole; Class: h2tøm26" in told
    assert "Family name: Bæk" in told
    assert "People, person 2 Bo Bæk>" in told
    assert "Phone" not in told.partition("Family name: Bæk")[2]  # nothing is said of what is empty


def test_the_menu_asks_for_what_must_be_known_and_for_what_may_be(talk: Talk, register: Path) -> None:
    place = next(n for n, one in enumerate(verbs_for(Noun.PERSON), 1) if one.path == ("person", "edit"))
    told = talk("people", "/", "1", "m", str(place), "?", "town Hobro", "phone", "94654321", "")
    assert "town: " in told
    with open_session(register, account="ida") as session:
        anna = people.get(session, 1)
        assert (anna.town, anna.phone) == ("Hobro", "+4594654321")


def test_a_full_stop_gives_up_and_nothing_is_saved(talk: Talk, register: Path) -> None:
    place = next(n for n, one in enumerate(verbs_of(areas()[2]), 1) if one.path == ("person", "add"))
    talk("people", "m", str(place), "", ".", "q")
    with open_session(register, account="ida") as session:
        assert people.count(session) == 2


def test_every_command_works_and_an_error_is_one_sentence(talk: Talk) -> None:
    told = talk('person add "Carla Holm" --town Randers', "person show 99", "laug person list carla", "rubbish")
    assert "3. Carla Holm" in told
    assert "Error: Nobody is called 99." in told
    assert "Traceback" not in told


def test_quotes_that_are_not_closed_and_hostile_lines_end_nothing(talk: Talk) -> None:
    told = talk("O'Brien", 'person list "', "/-skole:x", "m", "999", ".", "7", "0", "person", ".", "?", "q")
    assert "Traceback" not in told
    assert "There is no 999 here." in told
    assert "People" in told  # the help names the areas


def test_nothing_of_the_command_line_is_left_out() -> None:
    reached = {verb.path for area in areas() for verb in verbs_of(area)}
    assert reached == {verb.path for verb in verbs()}
    assert ("meeting", "template", "list") in reached


def test_every_command_can_be_asked_for_question_by_question(talk: Talk) -> None:
    """Each entry of each menu is chosen and given up again: there is none whose question cannot be put."""
    asking = [
        (area.name.lower(), place)
        for area in areas()
        for place, verb in enumerate(verbs_of(area), start=1)
        if any(not isinstance(one, click.Option) or one not in OPTIONS for one in verb.command.params)
    ]
    assert len(asking) > 80
    told = talk(*(line for area, place in asking for line in (area, "m", str(place), ".")))
    assert "Traceback" not in told
    assert "laug met something" not in told


def test_at_a_terminal_with_danish_and_a_long_list_in_pieces(register: Path) -> None:
    with open_session(register, account="kirsten") as session:
        for number in range(30):
            people.add(session, {"given": f"Ida{chr(97 + number % 26)}", "family": "Ås"})
    with Terminal(PROGRAM, LAUG_DB=str(register), LAUG_LANG="da", TERM="dumb") as terminal:
        terminal.wait_for("I dag>")
        terminal.press("idda\r")
        terminal.wait_for("Så er det: laug person list ")  # no more than one says oneself
        terminal.press("personer\r", "/\r")
        terminal.wait_for("20 indtil nu")
        terminal.press("4\r")  # is no answer to that, and is done all the same
        terminal.wait_for("Personer, person 4 Idab Ås>")
        terminal.press("q\r")
        assert terminal.wait_for_end() == 0
    assert b"\x1b[" not in terminal.written  # nothing is drawn


def test_a_number_never_opens_what_it_does_not_stand_for(talk: Talk) -> None:
    """After the log its 1 is an operation, though people were listed before."""
    told = talk("people", "/", "log", "1", "person 2")
    assert "as in: meeting 1" in told
    assert "Family name: Åkjær" not in told
    assert "Family name: Bæk" in told
    assert told.rstrip().endswith("People, person 2 Bo Bæk>")


def test_an_operation_of_today_tells_what_it_did_and_undoes_nothing(talk: Talk, register: Path) -> None:
    talk("person edit 1 --town Ry", "operation 3")
    with open_session(register, account="ida") as session:
        assert people.get(session, 1).town == "Ry"


def test_the_menu_is_left_with_a_full_stop_and_shortened_with_a_word(talk: Talk) -> None:
    told = talk("meetings", "m", "no such", ".", "m", "minutes of", "")
    assert told.count("There is no no such here.") == 1
    shorter = told.rpartition(", a word to hear fewer")[0].rpartition(", a word to hear fewer")[2]
    assert "1. " in shorter
    assert "(meeting minutes)" in shorter
    assert "(meeting plan)" not in shorter


def place_of(noun: Noun, *path: str) -> str:
    return str(next(n for n, one in enumerate(verbs_for(noun), 1) if one.path == path))


def test_what_a_colleague_changed_since_it_was_told_is_not_overwritten(talk: Talk, register: Path) -> None:
    def colleague() -> None:
        with open_session(register, account="kirsten") as session:
            anna = people.get(session, 1)
            people.edit(session, 1, {"phone": "94999999", "town": "Ry"}, version=anna.version)

    edit = place_of(Noun.PERSON, "person", "edit")
    told = talk("people", "/", "1", "m", edit, colleague, "phone 94654321", "", "m", edit, "phone 94111111", "")
    assert "+4594999999" in told.replace(" ", "")
    with open_session(register, account="ida") as session:
        anna = people.get(session, 1)
        assert (anna.phone, anna.town) == ("+4594111111", "Ry")  # the second time it had been told


def test_a_network_is_where_its_meetings_are_planned_and_lists_are_read_for_it(talk: Talk, register: Path) -> None:
    with open_session(register, account="kirsten") as session:
        number = networks.add(session, {"name": "Håndens Værk"}).id
    told = talk("networks", str(number), "m", place_of(Noun.NETWORK, "meeting", "plan"), "Åbent hus", "2027-03-04 17-19", "")
    assert "Networks, network 1 Håndens Værk>" in told
    with open_session(register, account="ida") as session:
        assert [one.name for one in meetings.get(session, 1).networks] == ["Håndens Værk"]
    assert ("import", "people") in {verb.path for verb in verbs_for(Noun.NETWORK)}


def test_the_reports_are_an_area(talk: Talk) -> None:
    assert talk("reports").rstrip().endswith("Reports>")


def test_every_area_of_the_screens_is_one_here() -> None:
    assert [one.number for one in areas()] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(("said", "meant"), [("j", True), ("Ja", True), ("y", True), ("nej", False), ("", False)])
def test_a_yes_is_a_yes_in_either_language(
    said: str, meant: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words.speak(words.choose("da", {}))
    monkeypatch.setattr("sys.stdin", StringIO(f"hvad\n{said}\n"))
    assert confirmed("Fortryd det?") is meant
    told = capsys.readouterr().err
    assert "Fortryd det? [j/N]" in told
    assert "Svar j eller n." in told


def test_what_is_refused_is_put_right_without_saying_all_of_it_again(talk: Talk, register: Path) -> None:
    asked = place_in(areas()[3], "meeting", "plan")
    told = talk("meetings", "m", asked, "Come and see", "thu week 99", "place Hall 2", "", "y", "", "2026-12-18 15-17", "", "")
    assert "Enter for what you said: Come and see" in told
    assert "Said already: place Hall 2" in told
    with open_session(register, account="ida") as session:
        (number,) = meetings.ids(session, "")
        planned = meetings.get(session, number)
        assert (planned.title, planned.place) == ("Come and see", "Hall 2")


def test_several_are_named_with_commas_and_what_comes_instead_of_a_yes_is_done(talk: Talk) -> None:
    invite = place_of(Noun.MEETING, "meeting", "invite")
    plan = "meeting plan Theme '2026-12-18 15-17'"
    told = talk(plan, "meeting 1", "m", invite, "Anna Åkjær, Nobody", "", "meeting 1", "m", invite, "Anna Åkjær, Bo Bæk", "")
    assert "Put it right?" in told
    assert "2 people invited to Theme." in told


def test_the_menu_takes_a_word_at_once_and_giving_up_is_told(talk: Talk, register: Path) -> None:
    told = talk("people", "m person add", "1", "Given up", ".", "m export contacts", "", "m rubbish", "export contacts", ".",
                "m person add", "person 2")  # fmt: skip
    assert "(person add)" in told
    assert "(person list)" not in told
    assert "(export contacts)" in told  # which belongs to another area
    assert "There is no rubbish here." in told
    assert "for (" in told  # the command named alone asks
    assert "People, person 2 Bo Bæk>" in told  # gone on to from the middle of the menu
    assert "Given up; nothing was done." in told
    with open_session(register, account="ida") as session:
        assert people.count(session) == 2


def test_a_kind_that_is_none_is_asked_for_again_at_once(talk: Talk, tmp_path: Path) -> None:
    told = talk("export contacts", "nothing such", "contact", "anna", f"output {tmp_path / 'list.csv'}", "")
    assert "'nothing such' is none of these" in told
    assert "1 person of 1 on the list." in told


def test_the_end_of_what_is_said_ends_a_question_and_the_conversation(talk: Talk, register: Path) -> None:
    told = talk("people", "m", place_in(areas()[2], "person", "add"), "Half")
    assert told.rstrip().endswith("Given up; nothing was done.\nPeople>")
    with open_session(register, account="ida") as session:
        assert people.count(session) == 2


def test_what_has_no_number_is_not_told_with_an_empty_one(talk: Talk) -> None:
    told = talk("meeting template list")
    assert "Network meeting" in told
    assert "\n. " not in told


def test_who_invites_nobody_hears_how_people_are_named(talk: Talk) -> None:
    told = talk("meeting plan Theme '2026-12-18 15-17'", "meeting invite 1")
    assert "--query, --members or --network" in told
    assert "--members" not in talk("rollover extend --until 2027")


def test_a_pipe_is_talked_with_and_its_lines_answer_the_questions(register: Path, tmp_path: Path) -> None:
    lines = ("person add Carla --family Holm", "undo", "y", "caf\xe6", "meeting plan Theme '2026-12-18 15-17'")
    hostile = ("m Ole\x1b[2J", "m person add", "1", "\x1b[8mOle", "\x1b]0;Ole", ".")  # what is pasted is told again
    sent = "\n".join((*lines, *hostile, "meeting minutes 1", "Hello", ".", "q"))
    ended = subprocess.run(
        [sys.executable, *PROGRAM, "--lang", "en", "--db", str(register)],
        input=sent.encode("latin-1"), capture_output=True, cwd=ROOT, env={**os.environ, "HOME": str(tmp_path), "EDITOR": "false"},
    )  # fmt: skip
    assert ended.returncode == 0
    assert b"\x1b" not in ended.stdout + ended.stderr
    told = ended.stdout.decode()
    assert "Today> person add Carla --family Holm\n" in told  # as if it had been typed
    assert "Undone: " in ended.stderr.decode()
    with open_session(register, account="ida") as session:
        assert people.count(session) == 2
        assert "Hello" in minutes.of_meeting(session, 1).text


def test_everyday_words_are_understood_and_what_is_none_is_told(talk: Talk) -> None:
    told = talk("back", "help", "xyzzy", "y", "people", "again", "consent", ".")
    assert "You are where you began." in told
    assert "r tells again what is here" in told
    assert "it is no command" in told
    assert "Nothing was asked just now." in told
    assert told.count("Write a name or a filter to look for") == 2
    assert "(consent give)" in told  # the commands of that name


@pytest.mark.parametrize(
    ("said", "path"),
    [("attendance", "meeting attend"), ("duplicates", "person duplicates"), ("food", "meeting totals"), ("undo", "undo")],
)
def test_the_menu_finds_by_what_people_call_it(talk: Talk, said: str, path: str) -> None:
    first = next(line for line in talk(f"m {said}", ".").splitlines() if line.startswith("1. "))
    assert first.endswith(f"({path})")


def test_everything_has_a_word_in_danish_too() -> None:
    """Words that are looked for are of the language spoken."""
    words.speak(words.choose("da", {}))
    assert near("fremmøde", verbs())[0].path == ("meeting", "attend")
    assert near("læreplads", verbs())[0].path == ("person", "affiliate")
    assert {verb.path for verb in verbs()} >= set(ALSO)


def test_what_a_line_lacks_is_asked_for(talk: Talk, register: Path) -> None:
    talk("meeting plan Theme '2026-12-18 15-17'", "meeting action add 1", "y", "Book bus", "")
    told = talk("consent give", "?", "nonsense", "alumni", "1", "")
    assert "'nonsense' is none of these" in told
    assert "(one of " in told  # at first
    assert "\none of " in told  # and for the question mark
    with open_session(register, account="ida") as session:
        assert [one.text for one in minutes.of_meeting(session, 1).actions] == ["Book bus"]


def test_an_option_is_named_by_a_word_of_what_it_says(talk: Talk, register: Path) -> None:
    told = talk("person add", "Carla Holm", "called Kalle", "mail x@post.example", "zzz", "")
    assert "There is no “zzz” to say here" in told
    assert "may be email, private-email; say which." in told
    assert told.count("More to say?") == 1  # told at length once
    with open_session(register, account="ida") as session:
        assert people.get(session, 3).known_as == "Kalle"


def test_options_have_a_word_in_danish_and_keep_their_names() -> None:
    words.speak(words.choose("da", {}))
    for verb in verbs():
        own = [one for one in verb.command.params if isinstance(one, click.Option) and one not in OPTIONS and one.name != "help"]
        called = [names(one) for one in own]
        assert [one.opts[-1] for one in own if one.opts[-1] not in WRITTEN] == []
        for word, name in called:  # neither is another's
            assert " " not in word
            assert sum(word in one or name in one for one in called) == 1, (verb.path, word)


def test_what_one_is_at_is_taken_wherever_a_command_names_it(talk: Talk) -> None:
    told = talk("person 1", "m consent", "1", "alumni", "")
    assert "agree: alumni contact." in told
    assert "several with commas" not in told


def test_marks_are_said_in_words_and_headings_once(talk: Talk, register: Path) -> None:
    with open_session(register, account="kirsten") as session:
        people.edit(session, 1, {"protected": True}, version=1)
    told = talk("people", "/", "person affiliate 1 --kind pupil --at 'Bugtens Skole' --from 2020-01-01 --until 2021-01-01",
                "person 1", "operation 4")  # fmt: skip
    assert "protected: Anna Åkjær" in told
    assert "Belongs to, 2:\n" in told
    assert "01-01-2020 to 01-01-2021" in told
    assert not set("◆→") & set(told)


def place_in(area: Area, *path: str) -> str:
    return str(next(number for number, one in enumerate(verbs_of(area), 1) if one.path == path))
