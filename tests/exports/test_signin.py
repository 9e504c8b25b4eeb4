"""The sign-in sheet and the code for phones: what is on paper lies open, what a camera reads is the meeting."""

from datetime import date
from io import BytesIO

import pytest
import segno
from openpyxl import load_workbook

from core import invitations, meetings, memberships, networks, people
from core.attending import guests, signin
from core.door.session import Session
from core.meetings import Meeting
from core.past import undo
from core.rules.day_words import read_span
from core.rules.kinds import Answer, Language
from core.rules.spoken import Span
from exports import qr
from exports import signin as files
from exports.columns import Wording
from tests.core.conftest import OpenAs
from tests.core.conftest import open_as as open_as
from tests.core.conftest import path as path
from tests.core.conftest import session as session
from tui.words import catalogue

WORDING = Wording(catalogue(), Language.ENGLISH)


@pytest.fixture
def network(session: Session) -> networks.Network:
    return networks.add(session, {"name": "Piger i Randers", "kind": "girls", "slug": "piger"})


def invited(session: Session, network: networks.Network, **fields: str) -> Meeting:
    for name in ("Anna Åkjær", "Anna Bæk", "Zahra =1+1", "Bo Holm", "Ida Lund"):
        given, family = name.split()
        memberships.join(session, network.id, [people.add(session, {"given": given, "family": family}).id])
    people.edit(session, 5, {"restricted": "ja"}, version=people.by_id(session, 5).version)
    values: meetings.MeetingFields = {"title": "Aften <b>", "place": "Køkkenet"}
    values.update(fields)  # type: ignore[typeddict-item]  # the fields of a meeting
    planned = meetings.plan(session, values, read_span("26-11-2026 17-19", session.today), [network.id])
    invitations.invite(session, planned.id, members=True)
    invitations.answer(session, planned.id, 4, Answer.DECLINED)
    return planned


def test_who_is_expected_in_danish_order_and_nobody_whose_data_may_not_be_used(
    session: Session, network: networks.Network
) -> None:
    planned = invited(session, network)
    guests.add(session, planned.id, "Ole Lund")
    made = signin.sheet(session, planned.id)
    assert [name for name, _place in made.lines] == ["Zahra =1+1", "Anna Bæk", "Anna Åkjær", "Ole Lund"]
    assert [one.count for one in made.left_out] == [1]
    first = signin.sheet(session, planned.id, first_names=True)
    assert [name for name, _place in first.lines] == ["Zahra", "Anna B.", "Anna Å.", "Ole"]


def test_every_format_holds_the_same_names_and_none_runs_anything(session: Session, network: networks.Network) -> None:
    made = signin.sheet(session, invited(session, network).id, free=3)
    page = files.as_html(made, WORDING).decode()
    assert "Aften &lt;b&gt;" in page and "<script" not in page and "http" not in page
    assert page.count("<tr>") == 1 + len(made.lines) + 3
    sheet = load_workbook(BytesIO(files.as_xlsx(made, WORDING))).active
    cells = [row[0].value or "" for row in sheet.iter_rows(min_row=5)]
    assert cells == [*(name for name, _place in made.lines), "", "", ""]
    assert sheet["A5"].data_type == "s"
    text = files.as_text(made, WORDING).decode()
    assert all(name in text for name, _place in made.lines)


def test_the_sheet_of_a_shielded_network_names_neither_it_nor_anybody_wholly(session: Session, open_as: OpenAs) -> None:
    hidden = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    planned = invited(session, hidden, title="Plads til alle mødes", place="Plads til alles lokale")
    made = signin.sheet(session, planned.id)
    for data in (files.as_html(made, WORDING), files.as_text(made, WORDING)):
        assert b"Plads" not in data and "Åkjær".encode() not in data and b"Aftale" in data
    signin.log_sheet(session, planned, made, form="html", digest="x")
    assert undo.entries(session, limit=1)[0].operation.value == "contacts.export"
    with open_as("birgit") as other:
        assert "contacts.export" not in {entry.operation.value for entry in undo.entries(other)}


def test_the_code_fits_a_small_terminal_and_says_what_it_needs(session: Session, network: networks.Network) -> None:
    event = invitations.event(session, invited(session, network, title="Fællesspisning"))
    assert qr.event_text(event).splitlines()[:4] == [
        "BEGIN:VEVENT", "SUMMARY:Fællesspisning", "DTSTART:20261126T160000Z", "DTEND:20261126T180000Z",
    ]  # fmt: skip
    drawing = qr.fitted(event, 80, 24)
    assert drawing and len(drawing) <= 24 and max(map(len, drawing)) <= 80
    assert qr.fitted(event, 80, 10) == ()
    needed = qr.lines_needed(event, ascii_only=True)
    wide = qr.fitted(event, 200, needed, ascii_only=True)
    assert wide and set("".join(wide)) == {"#", " "}


def test_the_code_says_how_its_letters_are_encoded(session: Session, network: networks.Network) -> None:
    """Without it zbarimg 0.23 reads `Fællesspisning` as `F疆llesspisning`: it guesses."""
    text = qr.event_text(invitations.event(session, invited(session, network, title="Fællesspisning")))
    told = segno.make_qr(text, error="l", boost_error=False, encoding="utf-8", eci=True)
    dark = sum(map(sum, told.matrix))
    assert sum(line.count("##") for line in qr.drawn(text, 200, 200, ascii_only=True)) == dark


def test_a_day_in_the_code_ends_the_day_after(session: Session) -> None:
    camp = meetings.plan(session, {"title": "Lejr"}, Span(date(2026, 12, 1), date(2026, 12, 3), True))
    text = qr.event_text(invitations.event(session, camp))
    assert "DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261204" in text
