"""The meetings of the example file, held and coming, and what those invited have answered."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from core.attending.kinds import Attendance
from core.demo.invented import SCHOOLS
from core.demo.networks import NetworkPlan
from core.rules.kinds import Answer, MeetingRole, MeetingStatus, MeetingType
from core.rules.moments import HOME, LocalTime, utc_text
from core.rules.spoken import iso_week
from db.log import Value

_BACK, _AHEAD = timedelta(days=240), timedelta(days=120)
_ROOMS = ("Værksted 2", "Kantinen", "Auditoriet", "Lokale 1.14", "Biblioteket")
_INVITED_AHEAD = timedelta(weeks=7)
_ANSWERS = (Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE, Answer.NEEDS_ACTION)
_HELD = _ANSWERS, list(accumulate((60, 15, 5, 20)))
_COMING = _ANSWERS, list(accumulate((36, 10, 6, 48)))
_CAMP_DAYS = 2


def meeting_rows(
    random: Random, plan: NetworkPlan, offset: int, weekly: int | None, schools: Sequence[int], today: date, now: str
) -> list[dict[str, Value]]:
    """The network's meetings on its own day of the week; `offset` spreads the networks over the weeks.

    `weekly`: so many, one each week, the last of them a few weeks ahead; None: as often as such networks meet.
    """
    rows: list[dict[str, Value]] = []
    for step, day in _days_of(plan, offset, weekly, today):
        place = plan.schools[(step + offset) % len(plan.schools)]
        kind = plan.meets[step % len(plan.meets)]
        camp = step == 2 and offset == 0
        span = _days(day) if camp else _times(day, plan)
        rows.append({
            "calendar_uid": str(uuid.UUID(int=random.getrandbits(128), version=4)), "sequence": 0, "stamp": now,
            "type": MeetingType.TALENT_CAMP.value if camp else kind.value,
            "title": "Talentlejr på tværs" if camp else plan.title, "place": random.choice(_ROOMS),
            "address": f"{SCHOOLS[place].name}, {SCHOOLS[place].postcode} {SCHOOLS[place].town}",
            "description": "" if plan.neutral else f"{kind.danish.capitalize()} i {plan.name}.",
            "host_id": schools[place],
            "status": (MeetingStatus.CANCELLED if step == -2 and offset % 4 == 1 else MeetingStatus.PLANNED).value, **span,
        })  # fmt: skip
    return rows


def _days_of(plan: NetworkPlan, offset: int, weekly: int | None, today: date) -> Iterator[tuple[int, date]]:
    """The days of the meetings, each with how many meetings it lies ahead."""
    monday = today - timedelta(days=today.weekday())
    first = monday + timedelta(days=offset % 7 * 3 % 5)
    if weekly is not None:
        ahead = _INVITED_AHEAD.days // 7
        yield from ((step, first + timedelta(weeks=step)) for step in range(ahead - weekly, ahead))
        return
    for step in range(-(_BACK.days // plan.every_days), _AHEAD.days // plan.every_days + 1):
        day = first + timedelta(days=step * plan.every_days + offset // 5 * 7)
        if not holiday(day):
            yield step, day


def holiday(day: date) -> bool:
    """Christmas, July, and the autumn and winter breaks, when schools are closed."""
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3) or day.month == 7 or iso_week(day)[1] in (7, 42)


def _times(day: date, plan: NetworkPlan) -> dict[str, Value]:
    start = LocalTime(day, time.fromisoformat(plan.start))
    later = datetime.combine(day, start.at) + timedelta(minutes=plan.minutes)
    end = LocalTime(later.date(), later.time())
    return {
        "all_day": 0, "start_local": start.text, "end_local": end.text, "time_zone": HOME,
        "start_utc": utc_text(start.moment), "end_utc": utc_text(end.moment),
    }  # fmt: skip


def _days(first: date) -> dict[str, Value]:
    zone = ZoneInfo(HOME)
    last = first + timedelta(days=_CAMP_DAYS)
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, last + timedelta(days=1)))
    return {
        "all_day": 1, "start_local": first.isoformat(), "end_local": last.isoformat(), "time_zone": HOME,
        "start_utc": utc_text(begins), "end_utc": utc_text(ends),
    }  # fmt: skip


def participation_rows(
    random: Random,
    meeting: int,
    row: Mapping[str, Value],
    members: Sequence[Mapping[str, Value]],
    guests: Sequence[int],
    today: date,
    now: str,
) -> list[dict[str, Value]]:
    """The members of that day and guests, no more than there are `guests`, with their answers.

    Without guests it is all members. Nobody is asked yet for what lies more than seven weeks ahead.
    """
    day = str(row["start_local"])[:10]
    if day > (today + _INVITED_AHEAD).isoformat():
        return []
    answers, weights = _HELD if day < today.isoformat() else _COMING
    active = [
        int(str(member["person_id"])) for member in members
        if str(member["from_date"]) <= day and (member["until_date"] is None or str(member["until_date"]) >= day)
    ]  # fmt: skip
    invited = list(dict.fromkeys([*active, *guests]))[: len(guests) or None]
    given = random.choices(answers, cum_weights=weights, k=len(invited)) if invited else []
    door = Random(f"{row['calendar_uid']}")  # of its own, so that the rest of the file stays what it was
    held = day < today.isoformat() and row["status"] != MeetingStatus.CANCELLED.value
    return [
        {
            "meeting_id": meeting, "person_id": person,
            "role": (MeetingRole.HOST if place == 0 else MeetingRole.PARTICIPANT).value,
            "answer": answer.value, "sent_sequence": 0, "sent_stamp": now, "sent_method": "REQUEST",
            "attendance": _seen(door, answer) if held else "",
        }
        for place, (person, answer) in enumerate(zip(invited, given, strict=True))
    ]  # fmt: skip


def _seen(door: Random, answer: Answer) -> str:
    """What was said at the door: most of those who said they come do, and of those who said no there is nothing to say."""
    if answer is Answer.DECLINED:
        return ""
    came, excused = (0.9, 0.04) if answer is Answer.ACCEPTED else (0.55, 0.2)
    chance = door.random()
    said = Attendance.PRESENT if chance < came else Attendance.EXCUSED if chance < came + excused else Attendance.ABSENT
    return said.value
