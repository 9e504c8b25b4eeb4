"""Rows of two people who become one: what is said twice is said once, and nothing more."""

from datetime import date

import pytest

from core.duplicates import uniting
from core.duplicates.uniting import Decision, Row
from db.log import Value

TODAY = date(2026, 11, 19)


def place(number: int, **values: Value) -> Row:
    return {
        "id": number, "kind": "pupil", "organisation_id": 1, "education_id": None, "class_name": "", "stage": "",
        "eux": None, "from_date": None, "until_date": None, **values,
    }  # fmt: skip


def member(number: int, first: str, last: str | None = None, **values: Value) -> Row:
    return {
        "id": number, "network_id": 1, "role": "member", "seat_id": None, "from_date": first, "until_date": last,
        "end_reason": "", "calendar_invitation": 1, **values,
    }  # fmt: skip


def part(number: int, **values: Value) -> Row:
    return {
        "id": number, "meeting_id": 1, "role": "participant", "answer": "needs_action", "removed": 0,
        "sent_sequence": None, "sent_stamp": "", "via": "", "queue_place": None, "answered_at": "", "attendance": "",
        "attendance_by": "", "attendance_at": "", **values,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # Parts of one thing: each gives what it knows; a list that says no more makes a pupil of an apprentice.
        (place(1, class_name="h1"), place(2, kind="apprentice", education_id=3, from_date="2026-08-10"),
         Decision(1, {"education_id": 3, "kind": "apprentice", "from_date": "2026-08-10"}, (2,))),
        # An expected end says more than none, a day gone by less.
        (place(1), place(2, until_date="2027-06-30"), Decision(1, {"until_date": "2027-06-30"}, (2,))),
        (place(1), place(2, until_date="2026-06-30"), Decision(1, {}, (2,))),
        # Another class, another place, or another time is something else.
        (place(1, class_name="h1"), place(2, class_name="h2"), Decision(2, {})),
        (place(1), place(2, organisation_id=9), Decision(2, {})),
        (place(1, from_date="2026-08-01"), place(2, until_date="2026-07-31"), Decision(2, {})),
        (place(1, kind="teacher"), place(2), Decision(2, {})),
        (place(1, organisation_id=None, class_name="h1"), place(2), Decision(2, {})),
    ],
)  # fmt: skip
def test_places(mine: Row, theirs: Row, expected: Decision) -> None:
    assert uniting.affiliations([mine], [theirs], TODAY) == [expected]


def test_memberships_that_adjoin_become_one_and_bridge_others() -> None:
    mine = [member(1, "2024-01-01", "2024-06-30", end_reason="moved"), member(2, "2025-01-01", "2025-06-30")]
    theirs = [member(3, "2024-07-01", "2024-12-31", seat_id=5)]
    (decision,) = uniting.memberships(mine, theirs, ())
    assert decision == Decision(1, {"until_date": "2025-06-30", "end_reason": "", "seat_id": 5}, (3, 2))


def test_own_memberships_that_adjoin_are_left_as_they_are() -> None:
    mine = [member(1, "2024-01-01", "2024-06-30"), member(2, "2024-07-01")]
    assert uniting.memberships(mine, [member(3, "2023-01-01", "2023-02-01")], ()) == [Decision(3, {})]


def test_who_asked_for_calendar_files_where_nobody_gets_them_did_ask() -> None:
    mine, theirs = [member(1, "2024-01-01", calendar_invitation=0)], [member(2, "2024-01-01")]
    assert uniting.memberships(mine, theirs, [1]) == [Decision(1, {"calendar_invitation": 1}, (2,))]
    assert uniting.memberships(mine, theirs, []) == [Decision(1, {}, (2,))]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (part(1), part(2, answer="accepted"), Decision(1, {"answer": "accepted"}, (2,))),
        (part(1, answer="declined"), part(2, answer="accepted"), Decision(1, {}, (2,))),
        (part(1, answer="accepted", removed=1), part(2), Decision(1, {"answer": "needs_action", "removed": 0}, (2,))),
        (part(1, role="host"), part(2, sent_sequence=0), Decision(2, {"role": "host"}, (1,))),
        (part(1, sent_sequence=1, sent_stamp="b"), part(2, sent_sequence=1, sent_stamp="c"), Decision(2, {}, (1,))),
        (part(1), part(2, meeting_id=2), Decision(2, {})),
    ],
)
def test_parts_in_a_meeting(mine: Row, theirs: Row, expected: Decision) -> None:
    assert uniting.participations([mine], [theirs]) == [expected]
