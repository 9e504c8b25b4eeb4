"""What is due, files and drafts of exactly that, what went out, and answers read from mails: on the command line."""

import email
import email.policy
from pathlib import Path

from icalendar import Calendar

from tests.tui.commands.conftest import Laug


def answer(invitation: Path, said: str = "ACCEPTED", method: str = "REPLY", more: str = "") -> str:
    """What a calendar sends back for a file it was sent."""
    event = Calendar.from_ical(invitation.read_bytes()).walk("VEVENT")[0]
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//DA\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{event['UID']}\r\n"
        f"DTSTAMP:20261201T100000Z\r\nSEQUENCE:{event['SEQUENCE']}\r\nATTENDEE;PARTSTAT={said}:{event['ATTENDEE']}\r\n{more}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def only(folder: Path, pattern: str = "*.ics") -> Path:
    (found,) = folder.glob(pattern)
    return found


def annas(laug: Laug) -> str:
    people = laug("meeting", "show", "1", "--json").data["participants"]
    return next(one["answer"] for one in people if one["person_id"] == 1)


def test_files_of_exactly_what_is_due(laug: Laug, tmp_path: Path) -> None:
    assert [one["kind"] for one in laug("meeting", "due", "1", "--json").data] == ["invitation"]
    first = tmp_path / "first"
    assert "1 invitation." in laug("export", "ical", "1", "--each", str(first), "--changed").err
    assert laug("meeting", "due", "1", "--json").data == []
    laug("meeting", "edit", "1", "--description", "Husk sko")
    drafts = tmp_path / "drafts"
    assert "1 correction." in laug("mail", "draft", "1", "--changed", "-o", str(drafts)).err
    mail = email.message_from_bytes(only(drafts, "*.eml").read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["X-Unsent"]) == ("Anna Holm Kjær <anna@fjorden.example>", "1")
    laug("meeting", "uninvite", "1", "1")
    told = laug("export", "ical", "1", "--each", str(tmp_path / "off"), "--changed")
    assert "1 cancellation." in told.err
    assert b"METHOD:CANCEL" in only(tmp_path / "off").read_bytes()
    assert "0 calendar files" in laug("export", "ical", "1", "--each", str(tmp_path / "none"), "--changed").err


def test_what_went_out_and_what_did_not(laug: Laug, tmp_path: Path) -> None:
    assert laug("mail", "sent", "1").code == 3
    laug("mail", "draft", "1", "-o", str(tmp_path))
    assert "1 file was made" in laug("meeting", "due", "1").err
    assert laug("mail", "sent", "1", "1", "--json").data == {"marked": 1}
    assert "was made" not in laug("meeting", "due", "1").err
    laug("undo", "--yes")
    assert "1 file was made" in laug("meeting", "due", "1").err
    laug("mail", "unsent", "1", "anna@fjorden.example")
    assert [one["kind"] for one in laug("meeting", "due", "1", "--json").data] == ["invitation"]


def test_a_file_that_cannot_be_written_leaves_everything_due(laug: Laug, tmp_path: Path) -> None:
    laug("export", "ical", "1", "--each", str(tmp_path / "out"))
    laug("meeting", "edit", "1", "--place", "Hallen")
    invited = laug("meeting", "due", "1", "--json").data
    (tmp_path / "taken" / only(tmp_path / "out").name).mkdir(parents=True)
    assert laug("export", "ical", "1", "--each", str(tmp_path / "taken"), "--changed").code == 7
    assert laug("meeting", "due", "1", "--json").data == invited
    assert [one["kind"] for one in invited] == ["update"]


def test_answers_are_shown_first_noted_once_and_undone(laug: Laug, tmp_path: Path) -> None:
    laug("export", "ical", "1", "--each", str(tmp_path / "out"))
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.ics").write_text(answer(only(tmp_path / "out")))
    (inbox / "b.eml").write_text("From: x@y.example\n\nHej, jeg kommer!\n")
    (inbox / "c.ics").write_text(answer(only(tmp_path / "out")).replace("anna@fjorden", "ukendt@fjorden"))
    told = laug("import", "answers", str(inbox), "--json")
    assert ([one["verdict"] for one in told.data], told.code) == (["noted", "unknown_person"], 6)
    assert "b.eml" in told.err and "Nothing is written yet" in told.err
    assert annas(laug) == "needs_action"
    laug("import", "answers", str(inbox), "--apply")
    assert annas(laug) == "accepted"
    assert [one["verdict"] for one in laug("import", "answers", str(inbox), "--json").data] == ["repeated"] * 2
    (waiting,) = laug("meeting", "replies", "--json").data
    assert laug("meeting", "settle", str(waiting["id"]), "take").code == 2
    assert laug("meeting", "settle", str(waiting["id"]), "refuse").code == 1
    assert laug("meeting", "settle", str(waiting["id"]), "drop").code == 0
    assert laug("meeting", "replies", "1", "--json").data == []
    laug("undo", "--yes")
    laug("undo", "--yes")
    assert annas(laug) == "needs_action"


def test_a_proposal_is_refused_with_a_file(laug: Laug, tmp_path: Path) -> None:
    laug("export", "ical", "1", "--each", str(tmp_path / "out"))
    proposed = "DTSTART:20270105T160000Z\r\nDTEND:20270105T180000Z\r\n"
    (tmp_path / "in.ics").write_text(answer(only(tmp_path / "out"), "TENTATIVE", "COUNTER", more=proposed))
    assert laug("import", "answers", str(tmp_path / "in.ics"), "--apply").code == 0
    (waiting,) = laug("meeting", "replies", "--json").data
    assert waiting["start"].startswith("2027-01-05T")
    assert laug("meeting", "settle", str(waiting["id"]), "refuse").code == 0
    laug("export", "ical", "1", "--each", str(tmp_path / "no"), "--changed")
    assert b"METHOD:DECLINECOUNTER" in only(tmp_path / "no").read_bytes()
    assert laug("meeting", "due", "1", "--json").data == []
