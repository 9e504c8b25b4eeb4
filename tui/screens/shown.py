"""How values are written for people on the screens."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.meeting_rows import MeetingRow
from core.messages import N_, Message, say
from core.rules.kinds import Language, Named
from core.rules.moments import LocalTime
from core.rules.spoken import Span, spoken_day, spoken_span, spoken_time
from tui.phones import spoken_phone
from tui.protected import SIGN

if TYPE_CHECKING:  # commands write values too, without Textual; and the first picture needs no more than it shows
    from core.affiliations import Affiliation
    from core.contact_data import LeftOut
    from tui.screens.desk import Desk

PROTECTED = SIGN


def marked_name(name: str, protected: bool) -> str:
    """The name, with the sign if the person is protected."""
    return f"{PROTECTED} {name}" if protected else name


def phone(stored: str) -> str:
    """`+4594113782` as `94 11 37 82`; other countries' numbers as they are."""
    return spoken_phone(stored)


def day(value: date | None) -> str:
    """`19-11-2026`, or nothing."""
    return value.strftime("%d-%m-%Y") if value else ""


def period(first: date | None, last: date | None) -> str:
    """`01-08-2026 – 30-06-2027`, open at either end; nothing where nothing is known."""
    return f"{day(first)} – {day(last)}".strip() if first or last else ""


def time_span(start: datetime | date, end: datetime | date, language: Language) -> str:
    """A meeting's time in words: `to 19-11-2026 17.00-19.30`."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        span = Span(LocalTime(start.date(), start.time()), LocalTime(end.date(), end.time()), False)
    else:
        span = Span(start, end, True)
    return spoken_span(span, language)


def begins(start: datetime | date, language: Language) -> str:
    """When a meeting begins: `to 19-11-2026 17.00`."""
    if isinstance(start, datetime):
        return f"{spoken_day(start.date(), language)} {spoken_time(start.time(), language)}"
    return spoken_day(start, language)


def list_span(start: datetime | date, end: datetime | date, language: Language) -> str:
    """The same for a narrow column: several days without times, the first without its year if it is the last one's."""
    words = time_span(start, end, language)
    if " - " in words and isinstance(start, datetime) and isinstance(end, datetime):
        words = time_span(start.date(), end.date(), language)
    first, between, last = words.partition(" - ")
    if between and start.year == end.year:
        return f"{first.replace(f'-{start.year:04}', '', 1)}{between}{last}"
    return words


def kind(value: Named | None, language: Language) -> str:
    """The kind's name as people say it."""
    return value.name_in(language) if value is not None else ""


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part)


def affiliation(one: "Affiliation") -> str:
    """Where somebody is, on one line without dates."""
    return joined((one.organisation, one.education, one.class_name, one.stage, "EUX" if one.eux else ""))


def reasons(desk: "Desk", left_out: "Sequence[LeftOut]") -> str:
    """Why people were left out: `3 no e-mail address; 1 …`."""
    return "; ".join(f"{one.count} {desk.tell(one.reason)}" for one in left_out)


def left_out_of(desk: "Desk", made: int, total: int, left_out: "Sequence[LeftOut]") -> str:
    """`38 of 41, 3 left out: …`."""
    away = sum(one.count for one in left_out)
    if not away:
        return desk.tell(Message(N_("{n} person, nobody left out."), {"n": made}, N_("{n} people, nobody left out.")))
    why = reasons(desk, left_out)
    return desk.tell(say(N_("{made} of {total}, {away} left out: {why}."), made=made, total=total, away=away, why=why))


LABELS = {
    "given": N_("Given name"), "family": N_("Family name"), "known_as": N_("Known as"), "birth_year": N_("Birth year"),
    "email": N_("E-mail"), "private_email": N_("Private e-mail"), "other_emails": N_("Other e-mails"),
    "phone": N_("Phone"), "other_phones": N_("Other phones"), "street": N_("Street"), "postcode": N_("Postcode"),
    "town": N_("Town"), "language": N_("Language"), "protected": N_("Protected"), "restricted": N_("Restricted"),
    "school": N_("School"), "education": N_("Education"), "class_name": N_("Class"), "stage": N_("Stage"),
    "eux": N_("EUX"), "company": N_("Company"), "start": N_("Start"), "end": N_("End"), "joined": N_("Joined"),
    "role": N_("Role"), "from_date": N_("First day"), "until_date": N_("Last day"), "end_reason": N_("Reason"),
    "name": N_("Name"), "kind": N_("Kind"), "level": N_("Level"), "status": N_("Status"), "slug": N_("Short name"),
    "neutral_title": N_("Neutral title"), "purpose": N_("Purpose"), "organiser_name": N_("Sender's name"),
    "organiser_email": N_("Sender's e-mail"), "focus_area": N_("Focus area"), "project_tag": N_("Project"),
    "legal_basis": N_("Legal basis"), "title": N_("Title"), "type": N_("Type"), "place": N_("Place"),
    "agenda": N_("Agenda"), "capacity": N_("Capacity"), "sign_up_by": N_("Sign up by"), "roles": N_("Wanted"),
    "target_groups": N_("For"), "activity": N_("Activity"), "catering": N_("Catering"), "transport": N_("Transport"),
    "last_bus": N_("Last bus"), "length": N_("Length in minutes"), "start_time": N_("Begins"),
    "sign_up_days": N_("Days to sign up"), "template": N_("Template"),
    "address": N_("Address"), "online_link": N_("Link"), "description": N_("Description"), "cvr": N_("CVR number"),
    "aliases": N_("Other names"), "start_local": N_("Begins"), "end_local": N_("Ends"), "answer": N_("Answer"),
    "archived": N_("Closed"), "removed": N_("Taken off"), "calendar_invitation": N_("Calendar file"),
    "tags": N_("Tags"), "name_en": N_("English name"), "main_area": N_("Main area"),
    "apprentice_label": N_("Apprentice called"),
}  # fmt: skip
"""The names of fields (message ids) in lists of changes."""


def answers(tell: Callable[..., str], row: MeetingRow) -> str:
    """`7/12 kommer`: how many of the invited come."""
    return tell(N_("{coming}/{invited} coming"), coming=row.accepted, invited=row.invited) if row.invited else ""
