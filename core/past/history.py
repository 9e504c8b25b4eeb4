"""What an operation changed, in words: whose row, which fields, before and after."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.afterwards.kinds import EVALUATION, Counted, TotalKind
from core.attending.kinds import Attendance, Via
from core.door.session import Session
from core.messages import N_, Message, say
from core.past.undo import RowChange, changes
from core.rules.kinds import (
    Activity,
    AffiliationKind,
    Answer,
    ConsentChannel,
    ConsentDecision,
    ConsentPurpose,
    EndReason,
    Language,
    MeetingRole,
    MeetingStatus,
    MeetingType,
    MembershipRole,
    Named,
    NetworkKind,
    NetworkLevel,
    NetworkStatus,
    OrganisationKind,
    TargetGroup,
)  # fmt: skip
from core.rules.weeks import school_year_name, span_of, written

TABLES = {
    "person": N_("person"), "affiliation": N_("affiliation"), "membership": N_("membership"),
    "organisation": N_("organisation"), "education": N_("education"), "network": N_("network"),
    "meeting": N_("meeting"), "participation": N_("invitation"), "meeting_network": N_("network of a meeting"),
    "network_organisation": N_("organisation of a network"), "grant_": N_("opened network"),
    "consent": N_("consent"), "school_period": N_("school period"), "not_duplicate": N_("two different people"),
    "saved_view": N_("view"), "import_mapping": N_("way to read a list"),
    "series": N_("series"), "series_network": N_("network of a series"), "guest": N_("guest"),
    "headcount": N_("headcount"), "meeting_total": N_("total"), "decision": N_("decision"),
    "action_point": N_("action point"), "meeting_template": N_("template"), "school_break": N_("school break"),
    "calendar_reply": N_("calendar's answer"),
}  # fmt: skip
FIELDS = {
    "given": N_("Given name"), "family": N_("Family name"), "known_as": N_("Known as"), "birth_year": N_("Birth year"),
    "email": N_("E-mail"), "private_email": N_("Private e-mail"), "other_emails": N_("Other e-mails"),
    "phone": N_("Phone"), "other_phones": N_("Other phones"), "street": N_("Street"), "postcode": N_("Postcode"),
    "town": N_("Town"), "language": N_("Language"), "protected": N_("Protected"), "restricted": N_("Restricted"),
    "organisation_id": N_("Organisation"), "education_id": N_("Education"), "class_name": N_("Class"),
    "stage": N_("Stage"), "eux": N_("EUX"), "role": N_("Role"), "from_date": N_("First day"),
    "until_date": N_("Last day"), "end_reason": N_("Reason"), "name": N_("Name"), "kind": N_("Kind"),
    "level": N_("Level"), "status": N_("Status"), "slug": N_("Short name"), "neutral_title": N_("Neutral title"),
    "purpose": N_("Purpose"), "organiser_name": N_("Sender's name"), "organiser_email": N_("Sender's e-mail"),
    "focus_area": N_("Focus area"), "project_tag": N_("Project"), "legal_basis": N_("Legal basis"),
    "title": N_("Title"), "type": N_("Type"), "place": N_("Place"), "address": N_("Address"),
    "online_link": N_("Link"), "description": N_("Description"), "cvr": N_("CVR number"), "aliases": N_("Other names"),
    "start_local": N_("Begins"), "end_local": N_("Ends"), "answer": N_("Answer"), "archived": N_("Closed"),
    "removed": N_("Taken off"), "calendar_invitation": N_("Calendar file"), "person_id": N_("Person"),
    "network_id": N_("Network"), "meeting_id": N_("Meeting"), "seat_id": N_("Represents"), "host_id": N_("Host"),
    "parent_id": N_("Belongs to"), "reason": N_("Reason"), "account": N_("Account"),
    "tags": N_("Tags"), "bounced": N_("Mail came back"), "decision": N_("Decision"), "day": N_("Day"),
    "channel": N_("Channel"), "wording": N_("Wording"), "guardian": N_("Guardian agreed"), "other_id": N_("Other person"),
    "query": N_("Query"), "columns": N_("Columns"), "order_by": N_("Order"), "descending": N_("Backwards"),
    "rule": N_("Rule"), "last_day": N_("Last day"), "left_out": N_("Days left out"), "agenda": N_("Agenda"),
    "minutes": N_("Minutes"), "capacity": N_("Capacity"), "sign_up_by": N_("Sign up by"), "catering": N_("Catering"),
    "target_groups": N_("Target groups"), "activity": N_("Activity"), "transport": N_("Transport"),
    "last_bus": N_("Last bus"), "via": N_("Answered by"), "queue_place": N_("Place in the queue"),
    "attendance": N_("Attendance"), "delegate_of": N_("Comes instead of"), "walk_in": N_("Walk-in"),
    "label": N_("What"), "expected": N_("Expected"), "came": N_("Came"), "count": N_("Number"), "text": N_("Text"),
    "owner_id": N_("Who does it"), "owner_name": N_("Who does it"), "due": N_("Due"), "done_on": N_("Done"),
    "start_time": N_("Begins"), "roles": N_("Roles"), "length": N_("Length in minutes"),
    "sign_up_days": N_("Days to sign up"), "settled": N_("Settled"), "series_id": N_("Series"),
}  # fmt: skip
_KINDS: dict[tuple[str, str], type[Named]] = {
    ("organisation", "kind"): OrganisationKind, ("affiliation", "kind"): AffiliationKind, ("network", "kind"): NetworkKind,
    ("network", "level"): NetworkLevel, ("network", "status"): NetworkStatus, ("membership", "role"): MembershipRole,
    ("membership", "end_reason"): EndReason, ("meeting", "type"): MeetingType, ("meeting", "status"): MeetingStatus,
    ("participation", "role"): MeetingRole, ("participation", "answer"): Answer, ("participation", "via"): Via,
    ("participation", "attendance"): Attendance, ("guest", "answer"): Answer, ("guest", "attendance"): Attendance,
    ("meeting", "activity"): Activity,
    ("meeting_template", "type"): MeetingType, ("meeting_template", "activity"): Activity, ("consent", "purpose"): ConsentPurpose,
    ("consent", "decision"): ConsentDecision, ("consent", "channel"): ConsentChannel,
    ("meeting_total", "kind"): TotalKind, ("meeting_total", "label"): Counted,
}  # fmt: skip
_FLAGS = {
    "protected", "restricted", "archived", "removed", "calendar_invitation", "eux", "all_day", "guardian", "descending",
    "walk_in", "settled",
}  # fmt: skip
_DAYS = {"day", "last_day", "sign_up_by", "due", "done_on"}
_LISTS = {"other_emails", "other_phones", "aliases", "tags", "target_groups", "roles", "left_out"}
_REFERS = {
    "person_id": "person", "organisation_id": "organisation", "education_id": "education", "network_id": "network",
    "meeting_id": "meeting", "seat_id": "organisation", "host_id": "organisation", "parent_id": "organisation",
    "other_id": "person", "owner_id": "person", "delegate_of": "person", "series_id": "series",
}  # fmt: skip
_NAMES = {
    "person": "trim(given || ' ' || family)", "organisation": "name", "education": "name", "network": "name",
    "meeting": "title", "series": "title", "meeting_template": "name", "school_break": "name",
}  # fmt: skip
# Somebody who is gone is called what they were called last; of who was erased the log says nothing.
_GONE = (
    "SELECT trim(json_extract(before, '$.given') || ' ' || json_extract(before, '$.family')) FROM change"
    " WHERE table_name = 'person' AND row_id = ? AND after IS NULL AND before IS NOT NULL ORDER BY id DESC LIMIT 1"
)
# What a row without a name of its own is about.
_ABOUT = ("person_id", "meeting_id", "network_id", "organisation_id")


@dataclass(frozen=True)
class FieldChange:
    """One field's change: its stable name, what people call it, and both values as people know them (None: nothing)."""

    field: str
    label: Message
    before: object
    after: object


@dataclass(frozen=True)
class RowStory:
    """One row's change: `made` or `gone` if it was not there before or is not there after, and what it is about.

    `erased`: whose it was has been erased, and nothing else is left of it.
    """

    table: str
    row_id: int
    noun: Message
    name: str
    made: bool
    gone: bool
    fields: tuple[FieldChange, ...]
    erased: bool = False


def story(session: Session, operation_id: int, *, most: int | None = None) -> list[RowStory]:
    """What the operation changed, in order, at most so many rows. Raises `NotFound`."""
    names = Names(session)
    return [told(names, one) for one in changes(session, operation_id)[:most]]


class Names:
    """What rows are called, looked up once each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, int], str] = {}

    def of(self, table: str, number: int) -> str:
        """The name of that row, or its number if it has none or is gone."""
        if (table, number) not in self._known:
            found = self._session.query(f"SELECT {_NAMES[table]} FROM {table} WHERE id = ?", [number])
            if not found and table == "person":
                found = self._session.query(_GONE, [number])
            self._known[table, number] = str(found[0][0]) if found else f"#{number}"
        return self._known[table, number]

    def about(self, table: str, number: int, values: Mapping[str, object]) -> str:
        """What a row is about: its own name, or who and what it joins."""
        if table in _NAMES:
            own = " ".join(str(values[name]) for name in ("given", "family", "name", "title") if values.get(name))
            found = self.of(table, number)
            return own if own and found.startswith("#") else found
        # A change of whose it is says nothing of what it is: the row itself does.
        whole = sum(name in values for name in _ABOUT) > 1
        row = values if whole else {**self._row(table, number), **values}
        parts = [self.of(_REFERS[name], int(str(row[name]))) for name in _ABOUT if row.get(name) is not None]
        if table == "school_period" and "from_date" in row:
            parts += [str(row["class_name"] or ""), _weeks(row, self._session.language)]
            return ", ".join(filter(None, parts))
        told = [self._decision(values)] if table == "consent" and "purpose" in values else []
        return ", ".join([*parts[:2], *told]) or f"#{number}"

    def _decision(self, consent: Mapping[str, object]) -> str:
        """What was decided about what: `photo inside the school: given`."""
        words = (value_in_words(self, "consent", field, consent[field]) for field in ("purpose", "decision"))
        return ": ".join(word.name_in(self._session.language) if isinstance(word, Named) else str(word) for word in words)

    def _row(self, table: str, number: int) -> dict[str, object]:
        there = [row[0] for row in self._session.query("SELECT name FROM pragma_table_info(?)", [table])]
        wanted = [name for name in _ABOUT if name in there]
        found = self._session.query(f"SELECT {', '.join(wanted) or 'id'} FROM {table} WHERE id = ?", [number])
        return dict(zip(wanted, found[0], strict=False)) if found else {}


def _weeks(period: Mapping[str, object], language: Language) -> str:
    """A school period as people type it, with its school year."""
    span = span_of(date.fromisoformat(str(period["from_date"])), date.fromisoformat(str(period["until_date"])))
    year = span.first.school_year
    return f"{written([span], year, language)} ({school_year_name(year)})"


def told(names: Names, change: RowChange) -> RowStory:
    """One row's change as people know it."""
    before, after = change.before or {}, change.after or {}
    values = {**before, **after}
    return RowStory(
        change.table, change.row_id, say(TABLES.get(change.table, N_("row"))),
        f"#{change.row_id}" if change.erased else names.about(change.table, change.row_id, values),
        change.before is None and not change.erased, change.after is None and not change.erased,
        tuple(_fields(names, change.table, before, after)), change.erased,
    )  # fmt: skip


def _fields(
    names: Names, table: str, before: Mapping[str, object], after: Mapping[str, object]
) -> Iterable[FieldChange]:
    # Of an evaluation the log says that it was noted: a few answers would be somebody's answers.
    silent = table == "meeting_total" and (after or before).get("kind") in {kind.value for kind in EVALUATION}
    for field, label in FIELDS.items():
        if silent and field == "count":
            continue
        was, is_ = (value_in_words(names, table, field, values.get(field)) for values in (before, after))
        if was == is_ and field in _REFERS and before.get(field) != after.get(field):
            was, is_ = (f"{name} ({values[field]})" for name, values in ((was, before), (is_, after)))  # namesakes
        if was != is_:
            yield FieldChange(field, say(label), was, is_)


def value_in_words(names: Names, table: str, field: str, stored: object) -> object:
    """A stored value as people know it."""
    if stored in (None, "", "[]"):
        return None
    kinds = _KINDS.get((table, field))
    if kinds is not None:
        return next((kind for kind in kinds if kind.value == stored), stored)
    if field in _REFERS:
        return names.of(_REFERS[field], int(str(stored)))
    if field in _FLAGS:
        return bool(stored)
    if field in _LISTS:
        items = json.loads(str(stored))
        return tuple(map(TargetGroup, items)) if field == "target_groups" else tuple(items)
    if field.endswith("_date") or field in _DAYS:
        return date.fromisoformat(str(stored))
    if field in ("start_local", "end_local"):
        # The clock at the meeting's place; an all-day meeting has a day only.
        return datetime.fromisoformat(str(stored)) if "T" in str(stored) else date.fromisoformat(str(stored))
    return stored
