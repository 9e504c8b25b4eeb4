"""Rules in everyday words, Danish and English: `hver 3. torsdag`, `1st friday monthly`, `ulige uger ti`, `til 18-06-2027`.

Pure: the first day is given, and names the weekday if the words do not. `spoken_rule` says a rule so that it is read back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import Invalid
from core.messages import N_, say
from core.rules.day_refusals import in_years, short
from core.rules.day_words import MONTHS
from core.rules.kinds import Language
from core.rules.periods import read_last_day
from core.series.rule import EACH_YEAR, Every, Parity, Rule, last_of

_DANISH_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    **{name: number for names in (_DANISH_DAYS, _ENGLISH_DAYS) for number, name in enumerate(names)},
    **{name + end: number for names, end in ((_DANISH_DAYS, "e"), (_ENGLISH_DAYS, "s")) for number, name in enumerate(names)},
    **{name[:3]: number for names in (_DANISH_DAYS, _ENGLISH_DAYS) for number, name in enumerate(names)},
    **{name: number for number, name in enumerate(("ma", "ti", "on", "to", "fr", "lø", "sø"))},
}  # fmt: skip
_DANISH_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)
_WORKING = (0, 1, 2, 3, 4)
_NUMBERS = {
    "anden": 2, "andet": 2, "other": 2, "second": 2, "two": 2, "tredje": 3, "third": 3, "three": 3, "fjerde": 4, "fourth": 4,
    "four": 4, "første": 1, "first": 1, "sidste": -1, "last": -1,
}  # fmt: skip


_ONE_ORDINAL = rf"(?:[0-9]{{1,2}}(?:\.|st|nd|rd|th)?|{'|'.join(_NUMBERS)})"


def _ordinal_as(group: str) -> str:
    return rf"(?P<{group}>{_ONE_ORDINAL})"


def _any_day(names: Iterable[str]) -> str:
    return rf"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)\.?"


_ORDINAL = _ordinal_as("number")
_DAY = _any_day(_DAYS)
_DAYS_OF_WEEK = _any_day([*(f"{name}e" for name in _DANISH_DAYS), *(f"{name}s" for name in _ENGLISH_DAYS)])
_AND = r"\s*(?:,|og|and|&|\+)\s*"
_ORDINALS = rf"(?P<numbers>{_ONE_ORDINAL}(?:{_AND}(?:den\s+|the\s+)?{_ONE_ORDINAL})*)"
_DAY_LIST = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_ON = r"(?:\s*,?\s*(?:på|on|om)?\s*)"
_EVERY = r"(?:hver(?:t)?|alle|every|each|all)"
_MONTHLY = (
    rf"(?:i\s+måneden|(?:en|1)\s+gang\s+(?:om|i)\s+måneden|once\s+a\s+month|månedligt?|monthly|(?:of|in)\s+the\s+month|(?P<quarter>hvert\s+kvartal|kvartalsvis|every\s+quarter|quarterly)"
    rf"|(?:(?:i|of|in)\s+)?{_EVERY}\s+(?:{_ordinal_as('months')}\s+)?(?:måned|months?))"
)
# Said as every twelfth month, from the month that is named on.
_YEARLY = re.compile(r"(?:hvert\s+år|årligt?|(?:(?:en|1)\s+gang\s+)?om\s+året|(?:every|each|once\s+a)\s+year|yearly|annually)\b")
_OF_MONTH = re.compile(rf"(?:\b(?:i|in|of)\s+)?\b(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?")
_AFTER_ALL = 100  # what -1 is counted from, to stand behind every number
_WEEKS = r"(?:uger|uge|weeks|week)"
_PARITY = rf"(?P<parity>ulige|lige|odd|even)\s+{_WEEKS}"
COUNTED = r"[1-9][0-9]{0,2}\s*(?:gange?|møder?|times?|meetings?|x)\b|(?:i|for)\s+[1-9][0-9]?\s*(?:uger?|weeks?)\b"
"""How many meetings, or weeks of them, as a regular expression without groups."""
_DATE = rf"[0-9]{{1,4}}(?:[-./][0-9]|\.?\s*(?:{'|'.join(MONTHS)})\b)"  # what makes an English `to` no Danish Thursday
_END = re.compile(
    rf"\s*,?\s*(?:(?:til(?:\s+og\s+med)?|indtil|until|till?|through|to(?=\s+{_DATE}))\s+(?P<until>.+)"
    rf"|(?:i\s+alt\s+|for\s+)?(?P<counted>{COUNTED})\.?)$"
)
_UNTIL_CHRISTMAS = re.compile(r"(?:ind)?til(?:\s+og\s+med)?\s+jul|(?:until|till?)\s+christmas")
_IN_WEEKS = re.compile(r"i|for")
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("nth", rf"(?:{_EVERY}\s+)?(?:den\s+|the\s+)?{_ORDINALS}\s+(?P<days>{_DAY})\s+{_MONTHLY}"),
        ("nth", rf"{_MONTHLY}{_ON}(?:den\s+|the\s+)?{_ORDINALS}\s+(?P<days>{_DAY})"),
        ("nth", rf"(?:den\s+|the\s+)?{_ORDINALS}\s+(?P<days>{_DAY})"),
        ("month_day", rf"(?:den\s+|the\s+)?(?P<number>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?\s+{_MONTHLY}"),
        ("month_day", rf"{_MONTHLY}{_ON}(?:den\s+|the\s+)?(?P<number>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?"),
        ("last_day", rf"(?:den\s+|the\s+)?(?:sidste|last)\s+(?:dag|day)\s+{_MONTHLY}"),
        ("parity", rf"(?:{_EVERY}\s+(?:uge|week)\s+)?(?:i\s+|in\s+|{_EVERY}\s+)?{_PARITY}(?:{_ON}{_DAY_LIST})?"),
        ("parity", rf"(?:{_EVERY}\s+)?{_DAY_LIST}\s+(?:i|in)\s+{_PARITY}"),
        ("every_nth", rf"{_EVERY}\s+(?:den\s+|the\s+)?{_ORDINALS}\s+(?P<days>{_DAY})"),
        ("weeks", rf"{_EVERY}\s+(?:{_ORDINAL}\s+)?{_DAY_LIST}"),
        ("weeks", rf"{_EVERY}\s+(?:{_ORDINAL}\s+)?{_WEEKS}(?:{_ON}{_DAY_LIST})?"),
        ("weeks", rf"{_DAY_LIST}{_ON}{_EVERY}\s+(?:{_ORDINAL}\s+)?{_WEEKS}"),
        ("weeks", rf"(?:ugentligt?|weekly)(?:{_ON}{_DAY_LIST})?"),
        ("weeks", rf"(?P<days>(?:{_DAYS_OF_WEEK}|{_DAY}{_AND}{_DAY})(?:{_AND}{_DAY})*)"),
        ("fortnight", rf"(?:{_EVERY}\s+(?:14\.?\s*(?:dage?|days?)|fortnight){_ON}|fortnightly{_ON}){_DAY_LIST}"),
        ("working", rf"(?:{_EVERY}\s+)?(?:hverdag|hverdage|weekdays?|working\s+days?)"),
        ("days", rf"(?:{_EVERY}\s+(?:{_ORDINAL}\s+)?(?:dag|day|days)|dagligt?|daily)"),
        ("same", rf"{_MONTHLY}"),
    )
)


@dataclass(frozen=True)
class SaidRule:
    """A rule as said, the first day it falls on, and its last day if one was said (by date or by count)."""

    rule: Rule
    first: date
    last: date | None


def read_rule(text: str, start: date, *, field: str = "rule") -> SaidRule:
    """The rule somebody means for meetings from `start` on. Raises `Invalid(field)`, saying what can be written."""
    said = " ".join(text.casefold().split())
    ending = _END.search(said)
    body = said[: ending.start()].strip(" ,") if ending else said
    rule, first = _rule_and_first(body, start)
    if rule is None:
        raise Invalid(
            field,
            say(N_("“{text}” is not a rule that meetings can follow."), text=short(text)),
            say(
                N_(
                    "Write it as: every thursday, every 3rd thursday, odd weeks tue, 1st friday monthly, the 15th monthly;"
                    " and its end: until 18-06-2027, or 10 times."
                )
            ),
        )
    if ending is None:
        return SaidRule(rule, first, None)
    if counted := ending["counted"]:
        number = int(re.sub(r"\D", "", counted))
        last = first + timedelta(weeks=number, days=-1) if _IN_WEEKS.match(counted) else last_of(rule, first, number)
        return SaidRule(rule, first, in_years(last, field))
    last = _christmas(said[ending.start() :], start) or read_last_day(ending["until"], start, field=field)
    if last < first:
        raise Invalid(
            field,
            say(N_("The rule ends on {last}, before its first day {first}."), last=last, first=first),
            say(N_("Say a later day.")),
        )
    return SaidRule(rule, first, last)


def _christmas(ending: str, start: date) -> date | None:
    """What `til jul` means; `until jul` is July."""
    if not _UNTIL_CHRISTMAS.fullmatch(ending.strip(" ,")):
        return None
    eve = date(start.year, 12, 24)
    return eve if eve >= start else eve.replace(year=start.year + 1)


def _rule_and_first(body: str, start: date) -> tuple[Rule | None, date]:
    """The rule and its first day from `start` on; a yearly rule begins in the month it names."""
    yearly = _YEARLY.search(body)
    if yearly is None:
        rule = _rule(body, start)
        return rule, start if rule is None else rule.first_from(start)
    rest = f"{body[: yearly.start()]} {body[yearly.end() :]}"
    named = _OF_MONTH.search(rest)
    if named is not None:
        rest = f"{rest[: named.start()]} {rest[named.end() :]}"
    rest = " ".join(rest.split()).strip(" ,").removeprefix("på ").removeprefix("on ")
    rule = _rule(f"{rest} hver {EACH_YEAR}. måned".strip(), start)
    if rule is None or named is None:
        return rule, start if rule is None else rule.first_from(start)
    month = MONTHS[named["month"]]
    begins = (max(start, date(year, month, 1)) for year in range(start.year, start.year + 9))
    found = (rule.first_from(day) for day in begins)
    first = next((day for day in found if day.month == month), None)
    return (None, start) if first is None else (rule, first)


def _rule(body: str, start: date) -> Rule | None:
    for name, pattern in _FORMS:
        match = pattern.fullmatch(body)
        if match is None:
            continue
        try:
            return _of_form(name, match, start)
        except ValueError:
            return None
    return None


def _of_form(name: str, match: re.Match[str], start: date) -> Rule:
    parts = match.groupdict()
    numbers = _numbers(parts.get("numbers") or parts.get("number"))
    number = numbers[0] if len(numbers) == 1 else None
    weekdays = _weekdays(parts.get("days")) or (start.weekday(),)
    match name:
        case "nth":
            return _in_month(numbers, weekdays, _months(parts))
        case "every_nth" if len(numbers) > 1 or number in (1, -1):  # hver første fredag: nobody means each of them
            return _in_month(numbers, weekdays, 1)
        case "month_day":
            if number is None or not 1 <= number <= 31:
                raise ValueError("no day of a month")
            return Rule(Every.MONTH, _months(parts), month_day=number)
        case "last_day":
            return Rule(Every.MONTH, _months(parts), month_day=-1)
        case "parity":
            odd = parts["parity"] in ("ulige", "odd")
            return Rule(Every.WEEK, weekdays=weekdays, parity=Parity.ODD if odd else Parity.EVEN)
        case "weeks" | "every_nth":
            return Rule(Every.WEEK, 1 if number is None else number, weekdays)
        case "fortnight":
            return Rule(Every.WEEK, 2, weekdays)
        case "working":
            return Rule(Every.WEEK, weekdays=_WORKING)
        case "days":
            return Rule(Every.DAY, 1 if number is None else number)
        case _:
            return Rule(Every.MONTH, _months(parts), month_day=start.day)


def _in_month(numbers: tuple[int, ...], weekdays: tuple[int, ...], months: int) -> Rule:
    if not set(numbers) <= {1, 2, 3, 4, -1}:
        raise ValueError("not every month has a fifth one")
    return Rule(Every.MONTH, months, weekdays, numbers)


def _months(parts: Mapping[str, str | None]) -> int:
    """Every how many months."""
    return 3 if parts.get("quarter") else _number(parts.get("months")) or 1


def _number(said: str | None) -> int | None:
    if said is None:
        return None
    return _NUMBERS[said] if said in _NUMBERS else int(re.sub(r"\D", "", said))


def _numbers(said: str | None) -> tuple[int, ...]:
    """Each once, in the order of the month: the last one last."""
    numbers = {_number(one) or 0 for one in re.findall(_ONE_ORDINAL, said or "")}
    return tuple(sorted(numbers, key=lambda number: number % _AFTER_ALL))


def _weekdays(said: str | None) -> tuple[int, ...]:
    return tuple(sorted({_DAYS[name.rstrip(".")] for name in re.findall(_DAY, said or "")}))


def spoken_rule(rule: Rule, language: Language, first: date | None = None) -> str:
    """`hver torsdag`, `hver 3. uge på torsdag`, `1. og 3. fredag i måneden`; in English `every 3rd week on Thursday`.

    Never `hver 3. torsdag`, which some read as the third one of each month. With the first day a yearly rule names its month.
    """
    danish = language is Language.DANISH
    names = _DANISH_DAYS if danish else [name.capitalize() for name in _ENGLISH_DAYS]
    days = _listed([names[day] for day in rule.weekdays], " og " if danish else " and ")
    every = "hver" if danish else "every"
    step = "" if rule.interval == 1 else f" {_ordinal(rule.interval, danish)}"
    match rule.every:
        case Every.DAY:
            return f"{every}{step} {'dag' if danish else 'day'}"
        case Every.WEEK if rule.parity is not None:
            odd = rule.parity is Parity.ODD
            weeks = ("ulige uger" if odd else "lige uger") if danish else ("odd weeks" if odd else "even weeks")
            return f"{days} {'i' if danish else 'in'} {weeks}"
        case Every.WEEK if rule.weekdays == _WORKING and not step:
            return "alle hverdage" if danish else "every weekday"
        case Every.WEEK if len(rule.weekdays) > 1 or step:
            return f"{every}{step} {'uge' if danish else 'week'} {'på' if danish else 'on'} {days}"
        case Every.WEEK:
            return f"{every} {days}"
        case Every.MONTH if first is not None and rule.yearly:
            return _each_year(rule, days, first, danish)
        case Every.MONTH if step:
            return f"{_day_of_month(rule, days, danish)} {every}{step} {'måned' if danish else 'month'}"
        case Every.MONTH:
            return f"{_day_of_month(rule, days, danish)} {'i måneden' if danish else 'of the month'}"


def _listed(names: Sequence[str], last: str) -> str:
    return last.join([*([", ".join(names[:-1])] if names[:-1] else []), *names[-1:]])


def _day_of_month(rule: Rule, days: str, danish: bool) -> str:
    last = "sidste" if danish else "last"
    if rule.month_day is not None:
        if rule.month_day == -1:
            return f"{last} {'dag' if danish else 'day'}"
        return f"{'den' if danish else 'the'} {_ordinal(rule.month_day, danish)}"
    numbers = _listed([last if nth == -1 else _ordinal(nth, danish) for nth in rule.nth], " og " if danish else " and ")
    return f"{numbers} {days}"


def _each_year(rule: Rule, days: str, first: date, danish: bool) -> str:
    """`1. fredag i december hvert år`, `den 3. maj hvert år`."""
    day = _day_of_month(rule, days, danish)
    if not danish:
        return f"{day} of {_ENGLISH_MONTHS[first.month - 1]} every year"
    joined = " " if rule.month_day is not None and rule.month_day > 0 else " i "
    return f"{day}{joined}{_DANISH_MONTHS[first.month - 1]} hvert år"


def _ordinal(number: int, danish: bool) -> str:
    if danish:
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
