"""I dag in lines: what each tells and what it leads to, the same on the screens and in `laug today`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from core.meeting_rows import MeetingRow
from core.messages import N_, Message
from core.minutes.action_points import ActionPoint
from core.overview import Overview
from core.rules.kinds import Language, MeetingStatus
from core.upkeep.stale import Stale
from tui.screens import shown

if TYPE_CHECKING:  # what comes after the first picture
    from core.news import News
    from core.past.undo import LogEntry
    from core.school.soon import Soon
    from core.upkeep.tidy import StaleCount

_MENDED_BY = {
    Stale.OVERDUE: N_("{key[people.leave]} out of network, {key[people.move]} on to a new place"),
    Stale.LEFT: N_("{key[people.join]} into a network, {key[people.place]} a new place"),
    Stale.BOUNCED: N_("{key[people.edit]} a new address"),
    Stale.NO_EMAIL: N_("{key[people.edit]} an address"),
    Stale.NO_CONSENT: N_("ask, and note the answer"),
    Stale.NO_NETWORK: N_("{key[people.join]} into a network"),
}


class Section(Enum):
    """The parts of the overview, in order; the value is the heading."""

    MEETINGS = N_("The next seven days")
    TO_DO = N_("To be done after meetings")
    FINISHING = N_("Finishing within two months")
    STALE = N_("To be looked after")
    NEWS = N_("Done by colleagues since you were here last")
    LATEST = N_("Done last")


class Noun(Enum):
    """What a line leads to."""

    MEETING = "meeting"
    PERSON = "person"
    OPERATION = "operation"
    MINUTES = "minutes"
    AWAY = "away"
    FINISHING = "finishing"
    PEOPLE = "people"


@dataclass(frozen=True)
class TodayLine:
    """A line: what, when or how many, and a note.

    `id` is the number of the `noun` it leads to, or `query` finds the people; without a noun it leads nowhere.
    `action` is what may be ticked off, `command` what mends it at the command line, `keys`
    what mends it on the screens (a message id that names their keys).
    """

    section: Section
    text: str
    label: str = ""
    note: str = ""
    noun: Noun | None = None
    id: int | None = None
    query: str = ""
    action: ActionPoint | None = None
    command: str = ""
    keys: str = ""

    @property
    def name(self) -> str:
        """Which line it is, also when what it tells has changed; empty for a remark that leads nowhere."""
        if self.noun is None:
            return ""
        which = self.action.id if self.action is not None else self.id
        named = "" if self.label else "all"  # beside the meeting itself, what is to be answered of it and others
        return f"{self.section.name} {self.noun.value} {which} {self.query} {named}"


@dataclass(frozen=True)
class Today:
    """What there is to tell; what is not read yet is None."""

    overview: Overview
    finishing: "Soon | None" = None
    stale: "Sequence[StaleCount] | None" = None
    news: "News | None" = None
    latest: "Sequence[LogEntry] | None" = None
    away: int | None = None


class Teller(Protocol):
    """Puts messages into words, and knows the day and the language."""

    @property
    def language(self) -> Language: ...
    @property
    def today(self) -> date: ...
    def tell(self, message: Message | str, **values: object) -> str: ...


def lines(teller: Teller, told: Today) -> Iterator[TodayLine]:
    """Every line, section by section; a section of which nothing is known or to be done has none."""
    tell = teller.tell
    yield from _meetings(teller, told.overview)
    yield from _to_do(teller, told.overview)
    if told.away:
        yield _away(teller, told.away)
    if told.finishing is not None:
        yield from _finishing(teller, told.finishing)
    yield from (stale_line(teller, one) for one in told.stale or () if one.number)
    if told.news is not None:
        yield from (_done(teller, Section.NEWS, one) for one in told.news.entries)
        yield from _more(teller, Section.NEWS, told.news.more)
    yield from (_done(teller, Section.LATEST, one) for one in told.latest or ())
    if told.latest is not None and not told.latest:
        yield TodayLine(Section.LATEST, tell(N_("Nothing.")))


def stale_line(teller: Teller, one: "StaleCount") -> TodayLine:
    """`3  Mail came back   e a new address`; it leads to the people, where the keys named work."""
    number = f"{one.number}+" if one.more else str(one.number)
    query = one.query_in(teller.language)
    kind = shown.kind(one.stale, teller.language)
    keys = _MENDED_BY[one.stale]
    return TodayLine(Section.STALE, kind, f"{number:>5}  {kind}", noun=Noun.PEOPLE, query=query, command=one.mend, keys=keys)


def _meetings(teller: Teller, seen: Overview) -> Iterator[TodayLine]:
    yield from (_meeting(teller, row) for row in seen.meetings)
    if not seen.meetings:
        yield TodayLine(Section.MEETINGS, teller.tell(N_("No meeting.")), keys=N_("{key[today.plan]} plans one"))
    if seen.unanswered:
        one, many = N_("{n} invitation is not answered."), N_("{n} invitations are not answered.")
        told = teller.tell(Message(one, {"n": seen.unanswered}, many))
        yield TodayLine(Section.MEETINGS, told, noun=Noun.MEETING, id=seen.first_unanswered)


def _meeting(teller: Teller, row: MeetingRow) -> TodayLine:
    cancelled = row.status is MeetingStatus.CANCELLED
    note = shown.kind(row.status, teller.language) if cancelled else shown.answers(teller.tell, row)
    when = shown.time_span(row.start, row.end, teller.language)
    return TodayLine(Section.MEETINGS, row.title, when, note, Noun.MEETING, row.id)


def _to_do(teller: Teller, seen: Overview) -> Iterator[TodayLine]:
    yield from (_action(teller, one) for one in seen.actions)
    yield from _more(teller, Section.TO_DO, seen.actions_total - len(seen.actions))
    yield from (_without_minutes(teller, one) for one in seen.without_minutes)


def _action(teller: Teller, one: ActionPoint) -> TodayLine:
    due = teller.tell(N_("no day")) if one.due is None else shown.day(one.due)
    late = teller.tell(N_("overdue")) if one.overdue(teller.today) else ""
    who = shown.marked_name(one.owner, one.protected) if one.owner else ""
    return TodayLine(
        Section.TO_DO, shown.joined((one.text, who), " · "), shown.joined((due, late)), one.meeting,
        Noun.MEETING, one.meeting_id, action=one,
    )  # fmt: skip


def _without_minutes(teller: Teller, one: MeetingRow) -> TodayLine:
    missing = teller.tell(N_("Minutes are missing"))
    day = one.start.date() if isinstance(one.start, datetime) else one.start
    return TodayLine(Section.TO_DO, one.title, missing, shown.day(day), Noun.MINUTES, one.id)


def _away(teller: Teller, number: int) -> TodayLine:
    """How many, never who: the names show only where somebody looks for them."""
    told = teller.tell(Message(N_("{n} person away twice"), {"n": number}, N_("{n} people away twice")))
    hello = teller.tell(N_("a friendly hello"))
    return TodayLine(Section.TO_DO, hello, told, noun=Noun.AWAY, command="laug meeting follow-up")


def _finishing(teller: Teller, soon: "Soon") -> Iterator[TodayLine]:
    for row in soon.people:
        name, place = shown.marked_name(row.name, row.protected), shown.joined((row.class_name, row.company or row.school))
        yield TodayLine(Section.FINISHING, name, shown.day(row.until), place, Noun.PERSON, row.id)
    if (more := soon.total - len(soon.people)) > 0:
        told = teller.tell(N_("and {n} more"), n=f"{more}+" if soon.more else more)
        onward = teller.tell(N_("next stage, alumnus, goodbye"))
        yield TodayLine(Section.FINISHING, onward, told, noun=Noun.FINISHING, command="laug rollover list")
    if not soon.total:
        yield TodayLine(Section.FINISHING, teller.tell(N_("Nobody.")))


def _done(teller: Teller, section: Section, entry: "LogEntry") -> TodayLine:
    when = teller.tell(N_("{when}"), when=entry.at)
    note = teller.tell(N_("undone")) if entry.undone_by is not None else ""
    told = f"{entry.account} {teller.tell(entry.sentence)}"
    return TodayLine(section, told, when, note, Noun.OPERATION, entry.id)


def _more(teller: Teller, section: Section, number: int) -> Iterable[TodayLine]:
    return [TodayLine(section, teller.tell(N_("and {n} more"), n=number))] if number > 0 else []
