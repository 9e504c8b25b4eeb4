"""How the plan of a list is told to people, in commands and on screens alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.lists.headings import Column
from core.lists.notices import Notice, Reason
from core.lists.plan_rows import Choice, Decision, Group, Outcome, PlanRow, Possible
from core.messages import N_, Message, say
from tui.phones import spoken_phone

Tell = Callable[[Message], str]
Show = Callable[[object], str]


@dataclass(frozen=True)
class GroupWords:
    """A group's sign and name, and what one can do about what stands in it (message ids)."""

    sign: str
    name: str
    choices: str


GROUPS: dict[Group, GroupWords] = {
    Group.NEW: GroupWords("+", N_("New ones"), N_("take (as it stands), skip, is PERSON")),
    Group.CHANGED: GroupWords("~", N_("Changed ones"), N_("take (as it stands), skip, new, is PERSON")),
    Group.POSSIBLE: GroupWords("?", N_("Possible duplicates"), N_("is PERSON, new, skip")),
    Group.SAME: GroupWords("&", N_("Several rows for one person"), N_("take (as it stands), new, skip, is PERSON")),
    Group.MISSING: GroupWords("-", N_("Missing from the list"), N_("end DAY (nothing happens unless you do), skip")),
    Group.REFUSED: GroupWords("!", N_("Refused ones"), N_("mend them in the list and read it again")),
    Group.UNCHANGED: GroupWords("=", N_("Unchanged ones"), N_("new, is PERSON")),
    Group.NOBODY: GroupWords("·", N_("No person"), ""),
}
NO_PERSON = {
    Reason.BLANK_ROW: N_("an empty row"), Reason.TITLE_ROW: N_("a title"), Reason.GROUP_HEADER: N_("a heading of a group"),
    Reason.REPEATED_HEADER: N_("the headings again"), Reason.SUBHEADING: N_("a second line of headings"),
    Reason.TOTALS_ROW: N_("a row of totals"), Reason.FOOTNOTE_ROW: N_("a footnote"),
    Reason.SEPARATOR_LINE: N_("a line that says how columns are parted"), Reason.VACANT_SEAT: N_("a vacant seat"),
    Reason.TEST_ROW: N_("looks like a test"), Reason.DUPLICATE_ROW: N_("the same as another row"),
}  # fmt: skip
LOUD = (Reason.CPR_DROPPED, Reason.CPR_MASKED, Reason.SENSITIVE_DROPPED)
FIELD_NAMES = {
    "name": N_("Whole name"), "given": N_("Given name"), "family": N_("Family name"), "email": N_("E-mail"),
    "private_email": N_("Private e-mail"), "other_emails": N_("Other e-mails"), "phone": N_("Phone"),
    "other_phones": N_("Other phones"), "street": N_("Street"), "postcode": N_("Postcode"), "town": N_("Town"),
    "birth_year": N_("Birth year"), "age": N_("Age"), "protected": N_("Protected"), "eux": N_("EUX"),
    "school": N_("School"), "education": N_("Education"), "stage": N_("Stage"), "class_name": N_("Class"),
    "company": N_("Company"), "cvr": N_("CVR number"), "start": N_("Start"), "end": N_("End"), "joined": N_("Joined"),
    "role": N_("Role"),
}  # fmt: skip
"""What people call the fields of a list (message ids); the key is what files and commands have."""


def decision_message(decision: Decision) -> Message:
    """What was decided, in a few words."""
    match decision.choice:
        case Choice.TAKE:
            return say(N_("taken"))
        case Choice.SKIP:
            return say(N_("skipped"))
        case Choice.IS:
            return say(N_("is person {number}"), number=decision.person_id)
        case Choice.NEW:
            return say(N_("somebody new"))
        case Choice.END:
            return say(N_("ends {day}"), day=decision.until)


def of_the_row(notice: Notice) -> bool:
    """Not what is told of the whole list already: that a column was dropped."""
    return notice.reason not in (Reason.CPR_DROPPED, Reason.SENSITIVE_DROPPED)


def possible_message(one: Possible, tell: Tell) -> str:
    """Somebody a row may be, how surely, and why."""
    if one.likeness is None:
        return f"{one.person_id} {one.name}"
    reasons = ", ".join(map(tell, one.likeness.reasons))
    against = ", ".join(map(tell, one.likeness.against))
    but = say(N_("{reasons}; but {against}"), reasons=reasons, against=against) if against else None
    return f"{one.person_id} {one.name}: {tell(but) if but else reasons}"


def lines_of(row: PlanRow, tell: Tell, show: Show) -> list[str]:
    """What there is to tell of a row, a line each: what was decided, whom it may be, what changes, what to look at."""
    lines: list[str] = []
    if row.decision is not None:
        lines.append(f"✓ {tell(decision_message(row.decision))}")
        if row.decision.without:
            names = ", ".join(tell(say(FIELD_NAMES.get(name, name))) for name in row.decision.without)
            lines.append(tell(say(N_("kept as it is: {fields}"), fields=names)))
    if row.outcome in (Outcome.MERGED, Outcome.DUPLICATE) and row.of is not None:
        word = N_("adds to row {row}") if row.outcome is Outcome.MERGED else N_("the same as row {row}")
        lines.append(tell(say(word, row=row.of)))
    if row.decision is None or row.decision.choice is Choice.SKIP:
        lines += [f"? {possible_message(one, tell)}" for one in row.possible]
    lines += [
        f"{tell(say(FIELD_NAMES.get(field, field)))}: {change_told(field, before, after, show)}"
        for field, (before, after) in row.changes.items()
    ]
    if row.joins:
        lines.append(tell(say(N_("joins the network"))))
    if row.reason in NO_PERSON and row.outcome is Outcome.SKIPPED:
        lines.append(tell(say(NO_PERSON[row.reason])))
    lines += [tell(message_of(notice)) for notice in row.notices if of_the_row(notice)]
    return lines


def message_of(notice: Notice) -> Message:
    """What a notice says, with a phone that is kept as people read it."""
    value = notice.message.values.get("value")
    if notice.reason is Reason.BLANK_KEEPS_VALUE and notice.field == "phone" and isinstance(value, str):
        return replace(notice.message, values={**notice.message.values, "value": spoken_phone(value)})
    return notice.message


def change_told(field: str, before: object, after: object, show: Show) -> str:
    """What a field is and would be; phones as people read them."""
    if field in ("phone", "other_phones"):
        before, after = map(_phones, (before, after))
    return f"{show(before) or '–'} → {show(after)}"


def _phones(value: object) -> object:
    match value:
        case str():
            return spoken_phone(value)
        case tuple():
            return tuple(map(spoken_phone, map(str, value)))
        case _:
            return value


def place_of(row: PlanRow) -> str:
    """Where the list says somebody is."""
    one = row.record
    return "" if one is None else ", ".join(filter(None, (one.school, one.education, one.class_name, one.company)))


def columns_worth_telling(columns: Iterable[Column]) -> list[Column]:
    """The columns that feed something, and those that are not known; what laug never keeps is told by itself."""
    return [one for one in columns if one.fields or one.reason is Reason.UNKNOWN_COLUMN]


def fields_of(column: Column, tell: Tell) -> str:
    """What a column feeds, in words."""
    return " + ".join(tell(say(FIELD_NAMES[field.value])) for field in column.fields)
