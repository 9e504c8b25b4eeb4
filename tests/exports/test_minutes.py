"""Minutes as a file: what the purpose decides, what a shielded network never tells, and text that stays text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import NotFound, Refused
from core.meetings import Meeting
from core.minutes import actions, minutes
from core.minutes.outgoing import MinutesPurpose, log_paper, paper
from core.past import undo
from core.rules.day_words import read_span
from core.rules.kinds import Language
from exports.columns import Wording
from exports.minutes import FORMATS, as_markdown, as_text
from tests.core.conftest import OpenAs
from tests.core.conftest import open_as as open_as
from tests.core.conftest import path as path
from tests.core.conftest import session as session
from tui.words import load

ENGLISH, DANISH = (Wording(load(one), one) for one in (Language.ENGLISH, Language.DANISH))
ATTENDEES, MANAGEMENT, ARCHIVE = MinutesPurpose
HOSTILE = json.loads((Path(__file__).parent.parent / "hostile" / "strings.json").read_text(encoding="utf-8"))["strings"]


@pytest.fixture
def meeting(session: Session) -> Meeting:
    network = networks.add(session, {"name": "Piger i Randers", "kind": "association", "slug": "piger"})
    anna = people.add(session, {"given": "Anna", "family": "Åkjær"})
    memberships.join(session, network.id, [anna.id])
    made = meetings.plan(
        session,
        {"title": "Aften *1* <b>", "place": "Køkkenet"},
        read_span("12-11-2026 17-19", session.today),
        [network.id],
    )
    invitations.invite(session, made.id, members=True)
    minutes.save(session, made.id, "Vi talte.\n- om <script>mad</script>", version=made.version)
    minutes.decide(session, made.id, "1. maj holder vi fri")
    actions.add(session, made.id, "Køb salat", owner="Anna Åkjær", due="1-12-2026")
    return meetings.get(session, made.id)


def test_the_purpose_decides(session: Session, meeting: Meeting) -> None:
    every = {purpose: as_text(paper(session, meeting.id, purpose), DANISH).decode() for purpose in MinutesPurpose}
    assert every[ATTENDEES] == (
        "Aften *1* <b>\nto 12-11-2026 17.00-19.00, Køkkenet\n\nVi talte.\n- om <script>mad</script>\n"
        "\nBeslutninger\n------------\n1. 1. maj holder vi fri\n"
        "\nOpgaver\n-------\n- Køb salat (Anna Åkjær, frist 01-12-2026)\n"
    )
    assert "Vi talte." in every[ARCHIVE] and "Anna" not in every[ARCHIVE]
    assert "Vi talte." not in every[MANAGEMENT] and "Anna" not in every[MANAGEMENT] and "Køb salat" in every[MANAGEMENT]
    assert [paper(session, meeting.id, purpose).left_out for purpose in MinutesPurpose] == [0, 1, 1]
    assert paper(session, meeting.id, ATTENDEES).file_stem == "aften-1-b-2026-11-12"


def test_markdown_has_no_html_and_no_marks_that_nobody_meant(session: Session, meeting: Meeting) -> None:
    text = as_markdown(paper(session, meeting.id, ATTENDEES), ENGLISH).decode()
    assert text.startswith("# Aften \\*1\\* \\<b\\>\n")
    assert "<script>" not in text.replace("\\<", "") and "- om \\<script>mad" in text
    assert "1. 1\\. maj holder vi fri" in text or "1. \\1. maj" in text


def test_hostile_text_comes_out_harmless(session: Session, meeting: Meeting) -> None:
    made = paper(session, meeting.id, ATTENDEES)
    for hostile in (one["text"] for one in HOSTILE if "text" in one):
        for write in FORMATS.values():
            out = write(replace(made, title=hostile, text=hostile, decisions=((1, hostile),)), ENGLISH).decode()
            assert not any(char in out for char in "\x1b\x00\r\x07\u202e\u2066\u200f\x9b")


def test_it_is_logged_and_cannot_be_undone(session: Session, meeting: Meeting) -> None:
    made = paper(session, meeting.id, MANAGEMENT)
    log_paper(session, made, meeting, form="md", digest="d")
    assert session.query("SELECT network_id, purpose, format, columns, count, left_out, digest FROM export_log") == [
        (None, "management", "md", "decisions,actions", 1, 1, "d")
    ]
    entry = undo.entries(session, limit=1)[0]
    assert entry.operation.value == "minutes.export" and not entry.undoable


def test_empty_minutes_are_no_file(session: Session, meeting: Meeting) -> None:
    bare = meetings.plan(session, {"title": "Tom"}, read_span("13-11-2026 17-19", session.today))
    with pytest.raises(Refused, match="nothing in the minutes"):
        paper(session, bare.id, ATTENDEES)


def test_a_shielded_network_is_not_named_and_nobody_of_it(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    shown = networks.get(session, "piger")
    networks.edit(session, shown.id, {"level": "shielded", "neutral_title": "Aftale"}, version=shown.version)
    made = paper(session, meeting.id, ATTENDEES)
    text = as_text(made, DANISH).decode()
    assert (
        text.startswith("Aftale\n")
        and "Anna" not in text
        and made.file_stem == "aftale-2026-11-12"
        and made.left_out == 1
    )
    log_paper(session, made, meetings.get(session, meeting.id), form="txt", digest="")
    assert session.query("SELECT network_id FROM export_log") == [(shown.id,)]
    with open_as("birgit") as other, pytest.raises(NotFound):
        paper(other, meeting.id, ATTENDEES)
    for line in ("Godt, at PIGER i randers findes", "Åkjær, Anna tager kage med"):
        now = minutes.of_meeting(session, meeting.id)
        minutes.save(session, meeting.id, f"Vi talte.\n{line}", version=now.version)
        with pytest.raises(Refused, match="names the shielded"):
            paper(session, meeting.id, ATTENDEES)
        assert paper(session, meeting.id, MANAGEMENT).text == ""
