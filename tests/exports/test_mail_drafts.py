"""Drafts of mails, read by Python's own parser: structure, addresses, one METHOD, nothing of a shielded network."""

import email
import email.policy
from collections.abc import Iterator, Sequence
from datetime import date, time
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from core import invitations, meetings, memberships, networks, people
from core.calendar import Method
from core.door.session import Session, open_session
from core.mailing import making
from core.mailing.kinds import DueKind
from core.mailing.state import Letter
from core.rules.kinds import Answer
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from tui.mailing import written_draft

EVENING = Span(LocalTime(date(2027, 11, 26), time(17)), LocalTime(date(2027, 11, 26), time(19)), False)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(tmp_path / "laug.db", account="anna") as opened:
        yield opened


def _planned(session: Session, **values: str) -> int:
    sender = {"organiser_name": 'Piger; "Ærø"', "organiser_email": "piger@ærø-skole.example"}
    network = networks.add(session, {"name": "Piger i håndværk, Ærø", **sender, **values})  # type: ignore[typeddict-item]
    for given, email_, language in (("Åse", "aase@elev.example", "da"), ("Zoë", "zoe@elev.example", "en")):
        person = people.add(
            session, {"given": given, "family": "Bjørn, Jr.", "email": email_, "language": language}
        )
        memberships.join(session, network.id, [person.id], calendar_invitation=True)
    values_ = {"title": "Kom på værksted", "description": "Husk <sko>\n.\nFrom os"}
    meeting = meetings.plan(session, values_, EVENING, [network.id])  # type: ignore[arg-type]
    invitations.invite(session, meeting.id, members=True)
    return meeting.id


def _drafts(session: Session, meeting: int) -> list[tuple[Letter, EmailMessage]]:
    letters: list[Letter] = []

    def write(every: Sequence[Letter]) -> None:
        letters.extend(every)

    making.make(session, meeting, write)
    return [(one, _parsed(written_draft(one))) for one in letters]


def _parsed(data: bytes) -> EmailMessage:
    assert b"\n" not in data.replace(b"\r\n", b"") and data.isascii()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(mail, EmailMessage) and not mail.defects
    return mail


def test_a_draft_opens_ready_to_send(session: Session) -> None:
    (_, english), (letter, mail) = _drafts(session, _planned(session))
    assert (mail["X-Unsent"], mail["Message-ID"], mail["Cc"], mail["Bcc"]) == ("1", None, None, None)
    assert [str(one.addr_spec) for one in mail["To"].addresses] == [letter.email]
    assert mail["To"].addresses[0].display_name == "Åse Bjørn, Jr."
    assert mail["From"].addresses[0].addr_spec == "piger@xn--r-skole-lxa7n.example"
    assert mail["Subject"].startswith("Invitation: Kom på værksted, fr 26-11-2027")
    assert english["Subject"] == "Invitation: Kom på værksted, Fri 26-11-2027 17:00-19:00"
    parts = [one.get_content_type() for one in mail.walk()]
    assert parts == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    plain, html, calendar, attached = list(mail.walk())[2:]
    assert "Husk <sko>" in plain.get_content() and "Husk &lt;sko&gt;" in html.get_content()
    assert (calendar["Content-Type"].params["method"], calendar.get_content_charset()) == ("REQUEST", "utf-8")
    data = calendar.get_payload(decode=True)
    assert data == attached.get_payload(decode=True)
    assert isinstance(data, bytes) and Calendar.from_ical(data)["METHOD"] == "REQUEST"
    assert attached.get_filename() == "invite.ics"


def test_each_kind_says_what_it_is(session: Session) -> None:
    meeting = _planned(session)
    _drafts(session, meeting)
    later = Span(LocalTime(date(2027, 11, 27), time(17)), LocalTime(date(2027, 11, 27), time(19)), False)
    meetings.move(session, meeting, later, version=meetings.get(session, meeting).version)
    _, (changed, mail) = _drafts(session, meeting)
    assert (changed.kind, mail["Subject"][:7]) == (DueKind.UPDATE, "Ændret:")
    meetings.edit(session, meeting, {"capacity": "1"}, version=meetings.get(session, meeting).version)
    for person in (1, 2):  # one place: who says yes last waits
        invitations.answer(session, meeting, person, Answer.ACCEPTED)
    ((waits, mail),) = _drafts(session, meeting)
    assert waits.kind is DueKind.CORRECTION and "waiting list" in str(mail.get_body(("plain",)))
    meetings.cancel(session, meeting)
    _, (cancelled, mail) = _drafts(session, meeting)
    methods = {part["Content-Type"].params["method"] for part in mail.walk() if part.get_content_type() == "text/calendar"}
    assert (cancelled.message.method, mail["Subject"][:7], methods) == (Method.CANCEL, "Aflyst:", {"CANCEL"})


def test_nothing_of_a_shielded_network_is_in_it(session: Session) -> None:
    meeting = _planned(
        session, name="Regnbuen Ærø", kind="diversity", neutral_title="Aftale", organiser_name="Regnbuen Ærø",
        organiser_email="kontakt@skole.example",
    )  # fmt: skip
    for letter, mail in _drafts(session, meeting):
        told = " ".join(_said(part) for part in mail.walk() if not part.is_multipart())
        whole = f"{mail.items()} {told} {letter.message.file_stem}".casefold()
        for word in ("regnbue", "værksted", "v=c3=a6rksted", "<sko>"):
            assert word not in whole
        assert "Aftale" in mail["Subject"]


def _said(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.replace(b"\r\n ", b"").decode()
