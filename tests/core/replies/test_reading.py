"""Answers as calendar and mail programs really write them, and what is no answer."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.replies.message import PartStat, ReplyMethod
from core.replies.reading import read_files, read_text

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
TAIL = "END:VEVENT\r\nEND:VCALENDAR\r\n"
BODY = (
    "UID:8d9f\r\nDTSTAMP:20261120T101500Z\r\nSEQUENCE:2\r\nORGANIZER:mailto:piger@skole.example\r\n"
    'ATTENDEE;PARTSTAT=ACCEPTED;CN="Anna Åkjær":mailto:anna@elev.example\r\nSUMMARY:Accepteret: Møde\r\n'
)
PLAIN = HEAD + BODY + TAIL


def mail(calendar: str, sender: str = "Anna <Anna@elev.example>", *, attached: bool = True) -> bytes:
    """A mail as programs send it: the calendar as an alternative, and once more attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "piger@skole.example", "Accepteret: Møde"
    message.set_content("Anna har svaret.\nFrom now on.\n")
    message.add_alternative(calendar.encode(), "text", "calendar", params={"method": "REPLY", "charset": "UTF-8"}, cte="base64")
    if attached:
        message.add_attachment(calendar.encode(), "application", "ics", filename="reply.ics")
    return bytes(message)


def test_a_plain_answer() -> None:
    (reply,), unread = read_text(PLAIN.encode())
    assert unread == []
    assert (reply.method, reply.uid, reply.attendee, reply.attendee_name) == (
        ReplyMethod.REPLY, "8d9f", "anna@elev.example", "Anna Åkjær",
    )  # fmt: skip
    assert (reply.answer, reply.sequence, reply.recurrence, reply.mail_from) == (PartStat.ACCEPTED, 2, None, "")
    assert reply.stamp == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


def test_what_real_programs_do_to_it() -> None:
    odd = PLAIN.replace("ORGANIZER:mailto:piger@skole.example\r\n", "").replace("mailto:anna", "MAILTO:Anna")
    odd = odd.replace("METHOD:REPLY", "method:reply").replace("\r\n", "\n").replace("PARTSTAT=ACCEPTED", "PARTSTAT=accepted")
    odd = "\ufeff\n " + odd.replace("SEQUENCE:2\n", 'SEQUENCE:2\nRECURRENCE-ID;TZID="Romance Standard Time":20261126T170000\n')
    odd = odd.replace("X-NUM-GUESTS=0;", "").replace('CN="Anna Åkjær"', 'X-NUM-GUESTS=0;CN="Anna\n\t Åkjær"')
    (reply,), unread = read_text(odd.encode())
    assert (reply.attendee, reply.answer, unread) == ("anna@elev.example", PartStat.ACCEPTED, [])
    assert reply.recurrence is not None and isinstance(reply.recurrence, datetime)
    assert reply.recurrence.astimezone(UTC) == datetime(2026, 11, 26, 16, tzinfo=UTC)


def test_an_occurrence_of_an_all_day_series_is_a_date() -> None:
    (reply,), _ = read_text(PLAIN.replace("SEQUENCE:2", "RECURRENCE-ID;VALUE=DATE:20261126").encode())
    assert (reply.recurrence, reply.sequence) == (date(2026, 11, 26), 0)


def test_a_mail_tells_who_sent_it_and_answers_once() -> None:
    (reply,), unread = read_text(mail(PLAIN))
    assert (reply.mail_from, reply.attendee, unread) == ("anna@elev.example", "anna@elev.example", [])


def test_a_mailbox_a_folder_and_a_maildir(tmp_path: Path) -> None:
    other = PLAIN.replace("anna@", "bo@").replace("ACCEPTED", "DECLINED")
    line = b"From x@y Fri Nov 20 10:15:00 2026\n"
    box = b"".join(line + each.replace(b"\r\n", b"\n") + b"\n" for each in (mail(PLAIN), mail(other)))
    (tmp_path / "ind.mbox").write_bytes(box)
    (tmp_path / "svar.ics").write_text(PLAIN.replace("anna@", "carl@"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    (tmp_path / "Maildir" / "new").mkdir(parents=True)
    (tmp_path / "Maildir" / "new" / "1700.host").write_bytes(mail(PLAIN.replace("anna@", "dina@"), attached=False))
    replies, unread = read_files(tmp_path)
    assert sorted(one.attendee for one in replies) == [f"{name}@elev.example" for name in ("anna", "bo", "carl", "dina")]
    assert unread == []
    assert sorted(one.attendee for one in read_text(box)[0]) == ["anna@elev.example", "bo@elev.example"]


def test_mailboxes_without_an_ending_and_what_outlook_saves(tmp_path: Path) -> None:
    line = b"From - Fri Nov 20 10:15:00 2026\r\n"
    (tmp_path / "Indbakke").write_bytes(line + mail(PLAIN) + b"\r\n")  # Thunderbird
    (tmp_path / "Svar.mbox").mkdir()  # Apple
    (tmp_path / "Svar.mbox" / "mbox").write_bytes(line + mail(PLAIN.replace("anna@", "bo@")) + b"\r\n")
    carl = mail(PLAIN.replace("anna@", "carl@"))
    (tmp_path / "7.emlx").write_bytes(b"%d\n" % len(carl) + carl + b'<?xml version="1.0"?><plist/>')
    (tmp_path / "LICENSE").write_text("not read", encoding="utf-8")
    (tmp_path / "svar.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    replies, unread = read_files(tmp_path)
    assert [one.attendee for one in replies] == [f"{name}@elev.example" for name in ("carl", "anna", "bo")]
    ((place, why),) = unread
    assert (place, ".eml" in why.msgid) == ("svar.msg", True)


def test_delegation_and_another_time() -> None:
    delegated = PLAIN.replace("PARTSTAT=ACCEPTED", 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Bo@elev.example"')
    assert read_text(delegated.encode())[0][0].delegated_to == "bo@elev.example"
    counter = PLAIN.replace("METHOD:REPLY", "METHOD:COUNTER").replace(
        "SEQUENCE:2", "SEQUENCE:2\r\nDTSTART:20261127T160000Z\r\nDTEND:20261127T180000Z\r\nATTENDEE:mailto:bo@elev.example"
    )
    (proposal,), _ = read_text(mail(counter))
    assert proposal.method is ReplyMethod.COUNTER and proposal.attendee == "anna@elev.example"
    assert proposal.proposed == (datetime(2026, 11, 27, 16, tzinfo=UTC), datetime(2026, 11, 27, 18, tzinfo=UTC))


def test_what_is_no_answer_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text(PLAIN.replace("METHOD:REPLY", "METHOD:REQUEST"), encoding="utf-8")
    (tmp_path / "b.eml").write_bytes(b"From: x@y.example\n\nhello\n")
    (tmp_path / "c.ics").write_text("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n", encoding="utf-8")
    (tmp_path / "d.ics").write_text(PLAIN, encoding="utf-8")
    replies, unread = read_files(tmp_path)
    assert len(replies) == 1 and [place for place, _ in unread] == ["a.ics", "b.eml", "c.ics"]


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda junk: PLAIN.encode().replace(b"8d9f", junk)))
def test_no_bytes_break_it(data: bytes) -> None:
    replies, unread = read_text(data)
    assert replies or unread
