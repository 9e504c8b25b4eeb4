"""Rules in everyday words, Danish and English: `hver 3. torsdag`, `1st friday monthly`, `ulige uger ti`, `til 18-06-2027`.

Pure: the first day is given, and names the weekday if the words do not. `spoken_rule` says a rule so that it is read back.
"""

import re
from dataclasses import dataclass
from datetime import date

from core.errors import Invalid
from core.messages import N_, say
from core.rules.day_refusals import short
from core.rules.day_words import read_day
from core.rules.kinds import Language
from core.series.rule import Every, Parity, Rule, last_of

_DANISH_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    **{name: number for names in (_DANISH_DAYS, _ENGLISH_DAYS) for number, name in enumerate(names)},
    **{name + end: number for names, end in ((_DANISH_DAYS, "e"), (_ENGLISH_DAYS, "s")) for number, name in enumerate(names)},
    **{name[:3]: number for names in (_DANISH_DAYS, _ENGLISH_DAYS) for number, name in enumerate(names)},
    **{name: number for number, name in enumerate(("ma", "ti", "on", "to", "fr", "lø", "sø"))},
}  # fmt: skip
_NUMBERS = {
    "anden": 2, "andet": 2, "other": 2, "second": 2, "tredje": 3, "third": 3, "fjerde": 4, "fourth": 4,
    "første": 1, "first": 1, "sidste": -1, "last": -1,
}  # fmt: skip
_ORDINAL = rf"(?P<number>[0-9]{{1,2}}(?:\.|st|nd|rd|th)?|{'|'.join(_NUMBERS)})"
_DAY = rf"(?:{'|'.join(sorted(map(re.escape, _DAYS), key=len, reverse=True))})(?!\w)\.?"
_DAY_LIST = rf"(?P<days>{_DAY}(?:\s*(?:,|og|and|&|\+)\s*{_DAY})*)"
_ON = r"(?:\s*,?\s*(?:på|on|om)?\s*)"
_MONTHLY = (
    r"(?:i\s+(?:hver\s+)?(?:måneden|måned)|hver\s+måned|månedligt|monthly"
    r"|(?:of|in)\s+(?:the|each|every)\s+month|(?:every|each)\s+month)"
)
_EVERY = r"(?:hver(?:t)?|every|each)"
_END = re.compile(
    r"\s*,?\s*(?:(?:til(?:\s+og\s+med)?|indtil|until|till?|through)\s+(?P<until>.+)"
    r"|(?:i\s+alt\s+|for\s+)?(?P<count>[0-9]{1,3})\s*(?:gange|møder|times|meetings|x)\.?)$"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("nth", rf"(?:{_EVERY}\s+)?(?:den\s+|the\s+)?{_ORDINAL}\s+(?P<days>{_DAY})\s+{_MONTHLY}"),
        ("nth", rf"{_MONTHLY}{_ON}(?:den\s+|the\s+)?{_ORDINAL}\s+(?P<days>{_DAY})"),
        ("month_day", rf"(?:den\s+|the\s+)?(?P<number>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?\s+{_MONTHLY}"),
        ("month_day", rf"{_MONTHLY}{_ON}(?:den\s+|the\s+)?(?P<number>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?"),
        ("last_day", rf"(?:den\s+|the\s+)?(?:sidste|last)\s+(?:dag|day)\s+{_MONTHLY}"),
        (
            "parity",
            rf"(?:i\s+|in\s+|{_EVERY}\s+)?(?P<parity>ulige|lige|odd|even)\s+(?:uger|uge|weeks|week)(?:{_ON}{_DAY_LIST})?",
        ),
        ("parity", rf"{_DAY_LIST}\s+(?:i|in)\s+(?P<parity>ulige|lige|odd|even)\s+(?:uger|uge|weeks|week)"),
        ("weeks", rf"{_EVERY}\s+(?:{_ORDINAL}\s+)?{_DAY_LIST}"),
        ("weeks", rf"{_EVERY}\s+(?:{_ORDINAL}\s+)?(?:uge|uger|week|weeks)(?:{_ON}{_DAY_LIST})?"),
        ("weeks", rf"(?:ugentligt|weekly)(?:{_ON}{_DAY_LIST})?"),
        ("working", rf"(?:{_EVERY}\s+)?(?:hverdag|hverdage|weekdays?|working\s+days?)"),
        ("days", rf"(?:{_EVERY}\s+(?:{_ORDINAL}\s+)?(?:dag|day|days)|dagligt|daily)"),
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
    rule = _rule(body, start)
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
    first = rule.first_from(start)
    if ending is None:
        return SaidRule(rule, first, None)
    if ending["count"]:
        return SaidRule(rule, first, last_of(rule, first, max(1, int(ending["count"]))))
    last = read_day(ending["until"], start, field=field)
    if last < first:
        raise Invalid(
            field,
            say(N_("The rule ends on {last}, before its first day {first}."), last=last, first=first),
            say(N_("Say a later day.")),
        )
    return SaidRule(rule, first, last)


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
    number = _number(parts.get("number"))
    weekdays = _weekdays(parts.get("days")) or (start.weekday(),)
    match name:
        case "nth":
            if number == 5 or number is None:
                raise ValueError("not every month has a fifth one")
            return Rule(Every.MONTH, weekdays=weekdays, nth=number)
        case "month_day":
            if number is None or not 1 <= number <= 31:
                raise ValueError("no day of a month")
            return Rule(Every.MONTH, month_day=number)
        case "last_day":
            return Rule(Every.MONTH, month_day=-1)
        case "parity":
            odd = parts["parity"] in ("ulige", "odd")
            return Rule(Every.WEEK, weekdays=weekdays, parity=Parity.ODD if odd else Parity.EVEN)
        case "weeks":
            return Rule(Every.WEEK, 1 if number is None else number, weekdays)
        case "working":
            return Rule(Every.WEEK, weekdays=(0, 1, 2, 3, 4))
        case "days":
            return Rule(Every.DAY, 1 if number is None else number)
        case _:
            return Rule(Every.MONTH, month_day=start.day)


def _number(said: str | None) -> int | None:
    if said is None:
        return None
    return _NUMBERS[said] if said in _NUMBERS else int(re.sub(r"\D", "", said))


def _weekdays(said: str | None) -> tuple[int, ...]:
    return tuple(sorted({_DAYS[name.rstrip(".")] for name in re.findall(_DAY, said or "")}))


def spoken_rule(rule: Rule, language: Language) -> str:
    """`hver 3. torsdag`, `1. fredag i måneden`; in English `every 3rd thursday`, `1st friday of the month`."""
    danish = language is Language.DANISH
    names = _DANISH_DAYS if danish else _ENGLISH_DAYS
    days = (" og " if danish else " and ").join(names[day] for day in rule.weekdays)
    every = "hver" if danish else "every"
    step = "" if rule.interval == 1 else f" {_ordinal(rule.interval, danish)}"
    match rule.every:
        case Every.DAY:
            return f"{every}{step} {'dag' if danish else 'day'}"
        case Every.WEEK if rule.parity is not None:
            odd = rule.parity is Parity.ODD
            weeks = ("ulige uger" if odd else "lige uger") if danish else ("odd weeks" if odd else "even weeks")
            return f"{days} {'i' if danish else 'in'} {weeks}"
        case Every.WEEK if len(rule.weekdays) > 1:
            return f"{every}{step} {'uge' if danish else 'week'} {'på' if danish else 'on'} {days}"
        case Every.WEEK:
            return f"{every}{step} {days}"
        case Every.MONTH:
            return f"{_in_month(rule, days, danish)} {'i måneden' if danish else 'of the month'}"


def _in_month(rule: Rule, days: str, danish: bool) -> str:
    last = "sidste" if danish else "last"
    if rule.month_day is not None:
        if rule.month_day == -1:
            return f"{last} {'dag' if danish else 'day'}"
        return f"{'den' if danish else 'the'} {_ordinal(rule.month_day, danish)}"
    return f"{last if rule.nth == -1 else _ordinal(rule.nth or 1, danish)} {days}"


def _ordinal(number: int, danish: bool) -> str:
    if danish:
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
