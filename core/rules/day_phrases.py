"""Days and times as they are said in a sentence, told in the short forms that `day_words` reads. Pure.

`næste torsdag kl. 17` becomes `2026-12-03 kl. 17`, `December 3rd` becomes `3 december`, `3.-4. dec` the days from and to.
What says nothing of the kind is left as it came.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from core.rules.named_days import in_dates, months_on
from core.rules.spoken_hours import in_figures

NUMBERS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_NUMBER = rf"(?:[0-9]{{1,3}}|et halvt|half a|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:dage|dag|days|day|uger|uge|weeks|week|måneder|måned|months|month|år|years|year)"
_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_AT = r"(?:(?:kl|klokken|at)\b\.?\s*)?"
_UNTIL = r"\s*(?:[-–—]|\btil\b|\bto\b)\s*"

Said = Callable[[re.Match[str]], str]


class Names(NamedTuple):
    """The names of the days of the week, Monday 0, and of the months."""

    weekdays: dict[str, int]
    months: dict[str, int]


class Phrases:
    """The phrases by the names of days and months that are known."""

    def __init__(self, names: Names) -> None:
        self._weekdays = names.weekdays
        day = rf"(?P<name>{_any_of(names.weekdays)})\b\.?"
        self._month = rf"(?:{_any_of(names.months)})\b\.?"
        self._next_week = re.compile(
            rf"(?:(?:på |on )?{day},? )?(?:i |in )?(?:næste uge|next week)\b(?:,? (?P<after>{_any_of(names.weekdays)})\b\.?)?"
        )
        self._next = re.compile(rf"\b(?:på |on )?(?:næste|next) {day}")
        self._this = re.compile(rf"\b(?:nu på|på førstkommende|førstkommende|på kommende|kommende|denne|this|coming) (?={day})")
        self._last = re.compile(rf"\b(?:(?:i )?(?:sidste|forrige)|last) {day}(?! (?:i|in|of)\b)")
        self._past = re.compile(rf"\bi (?P<name>{_any_of(names.weekdays)})s\b")
        self._month_first = re.compile(
            rf"(?P<lead>(?:{day},? )?)(?P<month>{self._month}) (?:the )?(?P<days>[0-9]{{1,2}}(?:\s*[-–]\s*[0-9]{{1,2}})?)"
            r"(?![0-9:.\w])(?:,? (?P<year>20[0-9]{2})\b)?"
        )
        self._several = re.compile(
            rf"(?:(?:fra|from|den|d\.|the) )*(?P<first>[0-9]{{1,2}})\.?{_UNTIL}(?:(?:den|d\.|the) )?(?P<last>[0-9]{{1,2}})"
            rf"(?P<month>\.?\s*{self._month}|/[0-9]{{1,2}})(?P<year>(?:,? |[/-])20[0-9]{{2}})?"
        )
        self._time_first = re.compile(
            rf"(?P<time>{_AT}{_CLOCK}(?:{_UNTIL}{_CLOCK})?),? (?P<day>(?:på |on )?(?:{day}|i (?:dag|morgen)|today|tomorrow|"
            r"den|d\.|u\.? ?[0-9]|uge|week).*)"
        )
        self._short_year = re.compile(rf"(?<=[0-9. ])({self._month},?) ?([0-9]{{2}})")

    def in_short(
        self, text: str, today: date, choose: Callable[[Iterable[date]], date | None], *, only_a_day: bool
    ) -> str:
        """The text, in small letters, with its phrases in short; `only_a_day`: no time follows, so `1. dec 26` has a year.

        `choose` takes one of the days that have a name, such as `juleaften`, in some years.
        """
        said = in_figures(in_dates(text, today, choose))
        said = _AFTER.sub("i overmorgen", _BEFORE.sub("-2", said))
        said = _AGO.sub(lambda found: _moved(found, today, -1), said)
        said = _AHEAD.sub(lambda found: _moved(found, today, 1), said)
        for pattern, day in self._relative(today):
            said = pattern.sub(day, said)
        said = _OF.sub(r"\1 ", _ORDINAL.sub(r"\1", said))
        said = self._month_first.sub(_turned, said, count=1) if self._month_first.match(said) else said
        return self._one_day(said) if only_a_day else self._timed(said)

    def _relative(self, today: date) -> tuple[tuple[re.Pattern[str], Said | str], ...]:
        monday = today - timedelta(days=today.weekday())

        def next_week(found: re.Match[str]) -> str:
            name = found["name"] or found.groupdict().get("after")
            return _days_from(monday, 7 + (self._weekdays[name] if name else 0))

        def last(found: re.Match[str]) -> str:
            return _days_from(today, -((today.weekday() - self._weekdays[found["name"]] - 1) % 7 + 1))

        return (self._next_week, next_week), (self._next, next_week), (self._this, ""), (self._past, last), (self._last, last)

    def _one_day(self, said: str) -> str:
        said = _SOME_TIME.sub("", _SOME_TIME_TODAY.sub("i dag", said))
        said = _SPACED_YEAR.sub(r"\1-\2", said)
        for pattern in (_SLASHED_YEAR, self._short_year):
            if (found := pattern.search(said)) and found.end() == len(said):
                return f"{said[: found.start()]}{found[1]}{'-' if pattern is _SLASHED_YEAR else ' '}20{found[2]}"
        return said

    def _timed(self, said: str) -> str:
        said = _WHOLE_DAY.sub("", _YEAR_BEFORE_TIME.sub(_year, said))
        if (found := self._several.fullmatch(said)) and int(found["first"]) < int(found["last"]):
            end = f"{found['month']}{found['year'] or ''}"
            return f"{found['first']}{end} - {found['last']}{end}"
        said = _BETWEEN.sub(r"\1-\2", _COMMA.sub(r"\1.\2", said))
        said = _TO_AFTERNOON.sub(_after_noon, said)
        said = _PART_OF_DAY.sub(" ", _TONIGHT.sub("i dag ", _FROM.sub("", said)))
        said = _LASTING.sub(_until, said)
        if found := self._time_first.fullmatch(said):
            said = f"{found['day']} {found['time']}"
        return said


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_AFTER = re.compile(r"\b(?:the )?day after tomorrow\b")
_BEFORE = re.compile(r"\b(?:i forgårs|forgårs|(?:the )?day before yesterday)\b")
_AHEAD = re.compile(rf"\b(?:om|in) (?P<number>{_NUMBER}) (?P<unit>{_UNIT})\b")
_AGO = re.compile(rf"\b(?:for )?(?P<number>{_NUMBER}) (?P<unit>{_UNIT}) (?:siden|ago)\b")
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b")
_OF = re.compile(r"\b([0-9]{1,2}) of ")
_SPACED_YEAR = re.compile(r"\b([0-9]{1,2}[-./][0-9]{1,2})\.? (20[0-9]{2})$")
_SLASHED_YEAR = re.compile(r"\b([0-9]{1,2}/[0-9]{1,2})-([0-9]{2})")
_YEAR_BEFORE_TIME = re.compile(
    r"\b([0-9]{1,2}/[0-9]{1,2})(?:-| (?=20))(20[0-9]{2}|[0-9]{2})(?= (?:kl|klokken|at|fra|from)?\b\.? ?[0-9])"
)
_WHOLE_DAY = re.compile(r",? (?:hele dagen|all day)$")
_COMMA = re.compile(r"(?<![0-9/.,])([0-9]{1,2}),([0-9]{2})(?![0-9])")
_BETWEEN = re.compile(rf"\b(?:mellem|between) {_AT}({_CLOCK}) (?:og|and) {_AT}({_CLOCK})")
_FROM = re.compile(r"\b(?:fra|from) (?=(?:(?:kl|klokken|at)\b|[0-9]))")
_LATE = rf"(?={_AT}(?:1[2-9]|2[0-3]))"
_TONIGHT = re.compile(rf"\b(?:i aften|i eftermiddag|tonight|this evening|this afternoon) {_LATE}")
_PART_OF_DAY = re.compile(rf"(?<=\w)\.? (?:(?:aften|eftermiddag|evening|afternoon) {_LATE}|formiddag (?={_AT}(?:[89]|1[01])))")
_SOME_TIME_TODAY = re.compile(r"^(?:i (?:aften|eftermiddag|formiddag)|tonight|this (?:evening|afternoon|morning))$")
_SOME_TIME = re.compile(r"(?<=\w\w)\.? (?:aften|eftermiddag|formiddag|morgen|evening|afternoon|morning)$")
_TO_AFTERNOON = re.compile(
    rf"(?<=\b)(?P<part>(?:aften|eftermiddag|tonight|evening|afternoon),? {_AT})(?P<hour>[1-9]|1[01])(?P<minute>[.:][0-9]{{2}})?"
    rf"(?:(?P<until>{_UNTIL}{_AT})(?P<last>[1-9]|1[0-2])(?P<last_minute>[.:][0-9]{{2}})?)?(?![0-9.:/-]| ?[.:/-])"
)
_LASTING = re.compile(
    rf"(?P<hour>[0-9]{{1,2}})(?:[.:](?P<minute>[0-9]{{2}}))?,? (?:i |for )?(?P<number>{_NUMBER})(?P<half>[.,]5)? "
    r"(?:timer|time|hours|hour)$"
)


def _number(said: str) -> int:
    return NUMBERS[said] if said in NUMBERS else int(said)


def _moved(found: re.Match[str], today: date, way: int) -> str:
    """So many days, weeks, months or years from today; what no calendar holds is left as it is."""
    said, unit = found["number"], found["unit"]
    if said in ("et halvt", "half a") and unit not in ("år", "year"):
        return found[0]
    number = 6 if said in ("et halvt", "half a") else _number(said) * (12 if unit[0] in "åy" else 1)
    try:
        if unit[0] in "måy":
            return months_on(today, way * number).isoformat()
        return _days_from(today, way * number * (7 if unit[0] in "uw" else 1))
    except (ValueError, OverflowError):
        return found[0]


def _after_noon(found: re.Match[str]) -> str:
    """`aften kl. 7-9` as `aften kl. 19-21`."""
    hour, last = int(found["hour"]), int(found["last"] or 0)
    begin = f"{found['part']}{hour + 12}{found['minute'] or ''}"
    if not last:
        return begin
    return f"{begin}{found['until']}{(last + 12 if last > hour else last) % 24:02}{found['last_minute'] or ''}"


def _days_from(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _turned(found: re.Match[str]) -> str:
    return f"{found['lead']}{found['days']} {found['month']}" + (f" {found['year']}" if found["year"] else "")


def _year(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[2] if len(found[2]) == 4 else '20' + found[2]}"


def _until(found: re.Match[str]) -> str:
    """`17 i 2 timer` as `17.00-19.00`; what would go on the next day is left as it is."""
    minutes = int(found["hour"]) * 60 + int(found["minute"] or 0)
    end = minutes + _number(found["number"]) * 60 + (30 if found["half"] else 0)
    if end >= 24 * 60:
        return found[0]
    return f"{minutes // 60:02}.{minutes % 60:02}-{end // 60:02}.{end % 60:02}"
