"""The key figures of a period beside those of a year earlier (definitions: docs/formats.md)."""

from collections.abc import Sequence
from datetime import timedelta

from core.door.session import Session
from core.figures.attendance import Held, together
from core.figures.chart import NOTHING, Bar, Number, Period
from core.figures.reach import Reach, Spell, meetings_reached, members_on
from core.messages import N_, say
from core.rules.kinds import EndReason, MeetingStatus


def figures(
    session: Session, reach: Reach, every: Sequence[Spell], period: Period, meetings: Sequence[Held],
    earlier: Sequence[Held],
) -> tuple[Bar, ...]:  # fmt: skip
    """One line a figure; rates say what they are part of."""
    now, before = (_of(session, reach, every, when, then) for when, then in (
        (Period(period.first, period.until(session.today)), meetings),
        (Period(period.first, period.until(session.today)).year_before, earlier),
    ))  # fmt: skip
    return tuple(
        Bar(key, say(label), now[key], before[key], of_people=key not in _OF_MEETINGS) for key, label in _LABELS.items()
    )


_OF_MEETINGS = ("meetings", "cancelled")
_LABELS = {
    "members": N_("Members at the end"),
    "mean": N_("Members on average"),
    "new": N_("New members"),
    "left": N_("Left"),
    "finished": N_("Left because they finished"),
    "kept": N_("Stay in the network"),
    "meetings": N_("Meetings held"),
    "cancelled": N_("Meetings cancelled"),
    "signed_up": N_("Signed up of the invited"),
    "attendance": N_("Came of those who could"),
    "at_school": N_("Invited in a school week"),
}


def _of(
    session: Session, reach: Reach, every: Sequence[Spell], period: Period, meetings: Sequence[Held]
) -> dict[str, Number]:
    ends = [len(members_on(every, day)) for day in period.months(period.last)]
    at_end, at_start = members_on(every, period.last), members_on(every, period.first)
    return {
        "members": Number(len(at_end)),
        "mean": Number(round(sum(ends) / len(ends))),
        "new": Number(len(_joined(every, period) - members_on(every, period.first - timedelta(days=1)))),
        "left": Number(len(_left(every, period) - at_end)),
        "finished": Number(len(_left(every, period, EndReason.FINISHED) - at_end)),
        "kept": _kept(every, period, at_start, at_end),
        "meetings": Number(len(meetings)),
        "cancelled": Number(_cancelled(session, reach, period)),
        "signed_up": _rate(sum(one.signed_up for one in meetings), sum(one.invited for one in meetings)),
        "attendance": together(meetings),
        "at_school": _rate(sum(one.in_school for one in meetings), sum(one.invited for one in meetings)),
    }


def _joined(every: Sequence[Spell], period: Period) -> set[int]:
    """Everybody whose membership began in the period."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return {one.person_id for one in every if first <= one.first <= last}


def _left(every: Sequence[Spell], period: Period, reason: EndReason | None = None) -> set[int]:
    """Who stopped being a member in the period, for a reason if one is asked for.

    On the last day somebody still is one: whose last day was the one before the period left in it, and whose is the last of
    it leaves in the next. So those new and those who left make the difference between two ends.
    """
    first, last = (period.first - timedelta(days=1)).isoformat(), period.last.isoformat()
    return {
        one.person_id for one in every
        if one.last is not None and first <= one.last < last and (reason is None or one.reason == reason.value)
    }  # fmt: skip


def _kept(every: Sequence[Spell], period: Period, at_start: set[int], at_end: set[int]) -> Number:
    """Members at the start who are still there or have finished. It says nothing of who left their education."""
    finished = _left(every, period, EndReason.FINISHED)
    return _rate(len(at_start & (at_end | finished)), len(at_start))


def _rate(part: int, whole: int) -> Number:
    return Number(part, whole) if whole else NOTHING


def _cancelled(session: Session, reach: Reach, period: Period) -> int:
    seen, who = meetings_reached(session, reach)
    rows = session.query(
        f"SELECT count(*) FROM listed_meeting m WHERE m.status = ? AND substr(m.start_local, 1, 10) BETWEEN ? AND ? AND {seen}",
        [MeetingStatus.CANCELLED.value, period.first.isoformat(), period.last.isoformat(), *who],
    )
    return int(rows[0][0])
