"""ISO weeks as school plans name them: `u34-38, u2-6`. Pure: the school year they are meant in is given.

A week belongs to the year, and to the school year (1 August to 31 July), that its Thursday is in, as in ISO 8601. A school
year is named by the year it begins in: 2026 is 2026/27.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, total_ordering

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.day_refusals import YEARS, short
from core.rules.kinds import Language

_WORD = r"(?:(?:fra|from)\s+)?(?:uger|uge|u|weeks|week|wk|w)\.?\s*"
_TO = r"(?:[-–—]|til og med\b|til\b|t\.?o\.?m\b\.?|to\b|through\b)"
_PART = re.compile(
    rf"(?:(?P<lead>(?:19|20)[0-9]{{2}})(?:/(?P<second>[0-9]{{2}}(?:[0-9]{{2}})?))?(?:\s*[-:]\s*|\s+))?(?:{_WORD})?"
    rf"(?P<first>[0-9]{{1,2}})(?:\.?\s*{_TO}\s*(?:{_WORD})?(?P<last>[0-9]{{1,2}}))?(?![0-9\w])(?:\.(?=\s*(?:[,;+&\n]|og\b|and\b|$)))?"
    r"(?:\s*[/ ]\s*(?P<year>(?:19|20)[0-9]{2})(?![0-9/:]))?"
)
_BETWEEN = re.compile(rf"\s*(?:(?:[,;+&\n]|og\b|and\b)\s*)+|\s+(?={_WORD}[0-9])")
_SCHOOL_YEAR = re.compile(r"(?P<first>(?:19|20)?[0-9]{2})(?:\s*[/-]\s*(?P<second>(?:20)?[0-9]{2}))?")
_WEEK = timedelta(days=7)
_LIMIT = 400
HOW = N_("Write weeks as: w34-38, w2-6")


@cache
def _monday(year: int, number: int) -> date:
    """Asked for again and again: a plan is looked at week by week."""
    return date.fromisocalendar(year, number, 1)


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week; `year` is the one it belongs to: 1 January 2027 is in week 53 of 2026."""

    year: int
    number: int

    @property
    def monday(self) -> date:
        return _monday(self.year, self.number)

    @property
    def friday(self) -> date:
        return self.monday + timedelta(days=4)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def next(self) -> "Week":
        return week_of(self.monday + _WEEK)

    @property
    def school_year(self) -> int:
        """The year its school year began in."""
        thursday = self.monday + timedelta(days=3)
        return thursday.year if thursday.month >= 8 else thursday.year - 1


@total_ordering
@dataclass(frozen=True)
class WeekSpan:
    """Whole weeks in a row, both included."""

    first: Week
    last: Week

    def __lt__(self, other: "WeekSpan") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    @property
    def first_day(self) -> date:
        return self.first.monday

    @property
    def last_day(self) -> date:
        return self.last.sunday

    def __contains__(self, week: Week) -> bool:
        return self.first <= week <= self.last

    def __iter__(self) -> Iterator[Week]:
        week = self.first
        while week <= self.last:
            yield week
            week = week.next


def week_of(day: date) -> Week:
    """The ISO week of a day."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def weeks_in(year: int) -> int:
    """52 or 53: how many weeks the year has."""
    return date(year, 12, 28).isocalendar()[1]


def span_of(first_day: date, last_day: date) -> WeekSpan:
    """The weeks from that of the first day to that of the last."""
    return WeekSpan(week_of(first_day), week_of(last_day))


def school_year_of(day: date) -> int:
    """The school year whose weeks hold the day."""
    return week_of(day).school_year


@cache
def school_year_weeks(school_year: int) -> WeekSpan:
    """All weeks of a school year, 52 or 53 of them."""
    first = week_of(date(school_year, 8, 1))
    first = first if first.school_year == school_year else first.next
    following = week_of(date(school_year + 1, 8, 1))
    following = following if following.school_year == school_year + 1 else following.next
    return WeekSpan(first, week_of(following.monday - _WEEK))


def school_year_name(school_year: int) -> str:
    """`2026/27`."""
    return f"{school_year}/{(school_year + 1) % 100:02}"


def read_school_year(text: str, *, field: str = "school_year") -> int:
    """`2026`, `2026/27` or `26/27`: the year it begins in. Raises `Invalid(field)`."""
    found = _SCHOOL_YEAR.fullmatch(text.strip())
    if found:
        first = int(found["first"]) + (2000 if len(found["first"]) == 2 else 0)
        second = found["second"]
        if first in YEARS and (second is None or int(second) % 100 == (first + 1) % 100):
            return first
    raise Invalid(
        field, say(N_("“{text}” is not a school year."), text=short(text)), say(N_("Write it as 2026/27 or 2026."))
    )


def joined(spans: Iterable[WeekSpan]) -> tuple[WeekSpan, ...]:
    """The same weeks as few spans as can be, in order."""
    found: list[WeekSpan] = []
    for span in sorted(spans):
        if found and span.first <= found[-1].last.next:
            found[-1] = WeekSpan(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def by_school_year(spans: Iterable[WeekSpan]) -> dict[int, tuple[WeekSpan, ...]]:
    """The spans of each school year; one that goes on through the summer is cut where the next begins."""
    found: dict[int, list[WeekSpan]] = {}
    for span in joined(spans):
        for school_year in range(span.first.school_year, span.last.school_year + 1):
            whole = school_year_weeks(school_year)
            part = WeekSpan(max(span.first, whole.first), min(span.last, whole.last))
            found.setdefault(school_year, []).append(part)
    return {school_year: tuple(parts) for school_year, parts in sorted(found.items())}


def read_weeks(text: str, school_year: int, *, field: str = "weeks") -> tuple[WeekSpan, ...]:
    """The weeks of `u34-38, u2-6`, `uge 34-38, 40`, `34-38,2-6`, `u34-38 2027`, `2026/27: u34-38`, joined and in order.

    Without a year the first is in the school year given; a later part is the next such week: a smaller number is in the
    next year, if that is the same school year. Raises `Invalid(field)`, quoting what is wrong.
    """
    found: list[WeekSpan] = []
    for part in _parts(text, field):
        found.append(_span(part, school_year, found[-1] if found else None, field))
    return joined(found)


def read_coming_weeks(text: str, today: date, *, field: str = "weeks") -> tuple[WeekSpan, ...]:
    """The weeks somebody plans: in the school year of today.

    From May on the next school year is planned: weeks that would all be over are then meant to be in that one. Weeks whose
    year is named are those. Raises as `read_weeks`.
    """
    school_year = school_year_of(today)
    found = read_weeks(text, school_year, field=field)
    named = any(part["lead"] or part["year"] for part in _parts(text, field))
    if named or found[-1].last_day >= today or today < date(school_year + 1, 5, 1):
        return found
    return read_weeks(text, school_year + 1, field=field)


def written(spans: Iterable[WeekSpan], school_year: int, language: Language = Language.DANISH) -> str:
    """The weeks as they are read back in that school year: a year is named only where none would be taken for another."""
    letter = "u" if language is Language.DANISH else "w"
    texts: list[str] = []
    before: WeekSpan | None = None
    for span in (piece for whole in joined(spans) for piece in _pieces(whole)):
        last = "" if span.first == span.last else f"-{span.last.number}"
        text = f"{letter}{span.first.number}{last}"
        texts.append(text if _understood(text, school_year, before) == span else f"{text} {span.first.year}")
        before = span
    return ", ".join(texts)


def _pieces(span: WeekSpan) -> Iterator[WeekSpan]:
    """A span that can be said with two numbers, else the years of it one by one."""
    if span.first.school_year == span.last.school_year:
        yield span
        return
    for year in range(span.first.year, span.last.year + 1):
        yield WeekSpan(max(span.first, Week(year, 1)), min(span.last, Week(year, weeks_in(year))))


def _understood(text: str, school_year: int, before: WeekSpan | None) -> WeekSpan | None:
    part = _PART.fullmatch(text)
    assert part is not None
    try:
        return _span(part, school_year, before, "")
    except Invalid:
        return None


def _parts(text: str, field: str) -> list[re.Match[str]]:
    said = text[:_LIMIT].casefold().strip().strip(",;")
    if not said.strip():
        raise Invalid(field, say(N_("No week is named.")), say(HOW))
    found: list[re.Match[str]] = []
    position = 0
    while True:
        part = _PART.match(said, position)
        if part is None:
            raise _not_a_week(said, position, field)
        found.append(part)
        position = part.end()
        if position == len(said):
            return found
        between = _BETWEEN.match(said, position)
        if between is None:
            raise _not_a_week(said, part.start(), field)
        position = between.end()


def _not_a_week(said: str, position: int, field: str) -> Invalid:
    piece = re.split(r"[,;]", said[position:], maxsplit=1)[0].strip()
    return Invalid(
        field,
        say(N_("“{text}” (character {position}) is not a week."), text=short(piece or said), position=position + 1),
        say(HOW),
    )


def _span(part: re.Match[str], school_year: int, before: WeekSpan | None, field: str) -> WeekSpan:
    text = part.group().strip()
    first = _first(part, school_year, before, field)
    if part["last"] is None:
        return WeekSpan(first, first)
    number = int(part["last"])
    if number >= first.number:
        return WeekSpan(first, _week(first.year, number, text, field))
    last = _week(first.year + 1, number, text, field)
    if last.school_year != first.school_year:
        raise Invalid(
            field,
            say(N_("“{text}” goes backwards."), text=text),
            say(
                N_("Write the first week first; only within a school year do weeks go on after New Year, as in u50-2.")
            ),
        )
    return WeekSpan(first, last)


def _first(part: re.Match[str], school_year: int, before: WeekSpan | None, field: str) -> Week:
    number, text = int(part["first"]), part.group().strip()
    if part["year"]:
        return _week(int(part["year"]), number, text, field)
    if part["lead"] and part["second"] is None:
        return _week(int(part["lead"]), number, text, field)
    if part["lead"]:
        year = read_school_year(f"{part['lead']}/{part['second']}", field=field)
        return _in_school_year(year, number, text, field)
    if before is None:
        return _in_school_year(school_year, number, text, field)
    return _after(before, number, text, field)


def _in_school_year(school_year: int, number: int, text: str, field: str) -> Week:
    """That week of the school year; in the summer between two, which not every school year has, that of its first year."""
    every = [Week(year, number) for year in (school_year, school_year + 1) if 1 <= number <= weeks_in(year)]
    within = [week for week in every if week.school_year == school_year]
    if not within and number == 53:
        raise _no_such_week(
            say(N_("The school year {year} has no week 53."), year=school_year_name(school_year)), field
        )
    return (within or [_week(school_year, number, text, field)])[0]


def _after(before: WeekSpan, number: int, text: str, field: str) -> Week:
    """The next such week from the part before on."""
    years = (before.first.year, before.first.year + 1)
    every = [Week(year, number) for year in years if 1 <= number <= weeks_in(year)]
    following = [week for week in every if week >= before.first]
    if not following:
        return _week(before.last.year, number, text, field)  # which says what is wrong
    if following[0].year != before.last.year and following[0].school_year != before.last.school_year:
        raise Invalid(
            field,
            say(N_("“{text}” would be in {year}, in another school year."), text=text, year=following[0].year),
            say(N_("Write the weeks in order, or name the year: {example}"), example=f"{text} {following[0].year}"),
        )
    return following[0]


def _week(year: int, number: int, text: str, field: str) -> Week:
    if year not in YEARS:
        raise Invalid(field, say(N_("The year {year} is too far away."), year=year))
    if not 1 <= number <= weeks_in(year):
        raise _no_such_week(
            say(N_("“{text}”: {year} has no week {number}; its last is {last}."), text=text, year=year, number=number,
                last=weeks_in(year)),
            field,
        )  # fmt: skip
    return Week(year, number)


def _no_such_week(message: Message, field: str) -> Invalid:
    return Invalid(field, message, say(HOW))
