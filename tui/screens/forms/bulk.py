"""Forms for one change of many people: filled in, they say what it would come to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from core import people
from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.kinds import EndReason, MembershipRole, OrganisationKind
from core.search.fields import Subject
from core.upkeep import bulk
from core.upkeep.bulk import BulkPlan
from core.upkeep.changes import (
    BulkChange,
    EndPlaces,
    Join,
    Leave,
    NextStage,
    PutTags,
    SetLanguage,
    SetPeriods,
    TakeTags,
    ToClass,
    ToCompany,
)
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import (
    NO,
    YES,
    class_names,
    day_field,
    kind_field,
    list_of,
    network_field,
    organisation_names,
    record_field,
    stages,
)
from tui.screens.queries import RegisterQueries
from tui.widgets.form import GO_ON, Choice, Field, Form, Kind, Submission

Values = Mapping[str, object]


@dataclass(frozen=True)
class Wish:
    """One of the changes: what it is called and does (message ids), its fields, and what they come to."""

    name: str
    help: str
    fields: Callable[[Desk], tuple[Field, ...]]
    change: Callable[[Values], BulkChange]
    start: Callable[[Desk], Mapping[str, str]]


def bulk_form(desk: Desk, wish: Wish, who: Sequence[int], title: str) -> Form[BulkPlan]:
    """The form of one change; nothing is written when it is filled in."""

    def save(submission: Submission) -> BulkPlan:
        change = wish.change(submission.values)
        return desk.do(lambda session: bulk.preview(session, who, change))

    note = desk.tell(N_("Nothing is saved before you have seen what it comes to."))
    return Form(title, wish.fields(desk), save, wish.start(desk), note, does=GO_ON)


def found_form(desk: Desk) -> Form[Sequence[int]]:
    """Who is meant, as in a filter; it says how many they are. Its answer is their numbers."""

    def found(text: str) -> Sequence[int]:
        return desk.do(lambda session: people.ids(session, text)) if text.strip() else ()

    def remark(texts: Mapping[str, str]) -> str:
        try:
            return desk.tell(people_count(len(found(texts["query"])))) if texts["query"].strip() else ""
        except Invalid:  # said when it is saved; until then it is not typed to the end
            return ""

    def save(submission: Submission) -> Sequence[int]:
        text = _said(submission.values, "query")
        who = found(text)
        if not who:
            raise Invalid("query", say(N_("Nobody answers “{query}”; nothing was done."), query=text))
        return who

    query = Field(
        "query", N_("Who"), suggestions=RegisterQueries(desk, Subject.PERSON).completions, required=True,
        help=N_("As in a filter: class:gf2tøm26-1"), remark=remark,
    )  # fmt: skip
    return Form(desk.tell(N_("Change many")), (query,), save, does=GO_ON)


def _day(values: Values, name: str) -> date:
    return cast(date, values[name])


def _maybe_day(values: Values, name: str) -> date | None:
    return cast("date | None", values[name])


def _said(values: Values, name: str) -> str:
    return str(values[name]).strip()


def _from_today(desk: Desk) -> Mapping[str, str]:
    return {"from_date": shown.day(desk.today)}


def _until_today(desk: Desk) -> Mapping[str, str]:
    return {"until_date": shown.day(desk.today)}


def _first_day(desk: Desk) -> Field:
    return day_field(desk, "from_date", required=True, help=N_("What is now ends the day before and stays as history."))


def _last_day(desk: Desk) -> Field:
    return day_field(desk, "until_date", nearest=False, help=N_("If it is known"))


def _class_now(desk: Desk) -> Field:
    return Field("of_class", N_("The class now"), suggestions=class_names(desk), help=N_("Only for those who are in several"))


def _stage_fields(desk: Desk) -> tuple[Field, ...]:
    names = (Choice(NO, desk.tell(N_("keep their names"))), Choice(YES, desk.tell(N_("gf2tøm26 becomes h1tøm26"))))
    return (
        _first_day(desk),
        Field("stage", shown.LABELS["stage"], suggestions=stages, help=N_("Nothing: each goes on to the next one")),
        Field("rename", N_("Class names"), Kind.CHOICE, choices=names, help=N_("Where the name begins with the stage")),
        record_field("affiliation", "class_name", suggestions=class_names(desk), help=N_("Only if all go on in one class")),
        _last_day(desk),
        _class_now(desk),
    )


def _stage_to_come_fields(desk: Desk) -> tuple[Field, ...]:
    first = day_field(desk, "from_date", help=N_("Empty: the day after the expected end of each"))
    return (first, *_stage_fields(desk)[1:])


def _next_stage(values: Values) -> NextStage:
    return NextStage(
        _maybe_day(values, "from_date"), _said(values, "stage"), _said(values, "class_name"), values["rename"] == YES,
        _maybe_day(values, "until_date"), _said(values, "of_class"),
    )  # fmt: skip


def _class_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        record_field("affiliation", "class_name", suggestions=class_names(desk), required=True),
        _first_day(desk),
        record_field("affiliation", "stage", suggestions=stages, help=N_("Nothing: as before")),
        Field("school", shown.LABELS["school"], suggestions=organisation_names(desk, OrganisationKind.SCHOOL),
              help=N_("Nothing: as before")),
        _last_day(desk),
        _class_now(desk),
    )  # fmt: skip


def _company_fields(desk: Desk) -> tuple[Field, ...]:
    names = organisation_names(desk, OrganisationKind.COMPANY)
    return Field("company", shown.LABELS["company"], suggestions=names, required=True), _first_day(desk), _last_day(desk)


def _end_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        day_field(desk, "until_date", required=True, help=N_("An expected end can be put off as well.")),
        Field("organisation", N_("School or company"), suggestions=organisation_names(desk, None),
              help=N_("Nothing: wherever they are")),
    )  # fmt: skip


def _tag_fields(_desk: Desk) -> tuple[Field, ...]:
    return (Field("tags", N_("Tags"), validate=list_of, required=True, help=N_("Several with commas between")),)


def _language_fields(desk: Desk) -> tuple[Field, ...]:
    languages = (Choice("da", desk.tell(N_("Danish"))), Choice("en", desk.tell(N_("English"))))
    return (Field("language", shown.LABELS["language"], Kind.CHOICE, choices=languages),)


def _period_fields(_desk: Desk) -> tuple[Field, ...]:
    return (Field("weeks", N_("Weeks"), required=True, help=N_("For example: w34-38, w2-6")),)


WISHES: tuple[Wish, ...] = (
    Wish(
        N_("On to the next stage"), N_("such as GF2 to H1, H1 to H2"), _stage_fields, _next_stage,
        lambda desk: {**_from_today(desk), "rename": NO},
    ),
    Wish(
        N_("Into a class"), N_("the old one stays as history"), _class_fields,
        lambda values: ToClass(
            _said(values, "class_name"), _day(values, "from_date"), _said(values, "school"), _said(values, "stage"),
            _maybe_day(values, "until_date"), _said(values, "of_class"),
        ),
        _from_today,
    ),
    Wish(
        N_("To a company"), N_("the old one stays as history"), _company_fields,
        lambda values: ToCompany(
            _said(values, "company"), _day(values, "from_date"), _maybe_day(values, "until_date")
        ),
        _from_today,
    ),
    Wish(
        N_("Last day at school and work"), N_("or at one place only"), _end_fields,
        lambda values: EndPlaces(_day(values, "until_date"), _said(values, "organisation")), _until_today,
    ),
    Wish(
        N_("Into a network"), N_("in a role, from a day on"),
        lambda desk: (
            network_field(desk), kind_field(desk, "role", MembershipRole), day_field(desk, "from_date", required=True)
        ),
        lambda values: Join(_said(values, "network"), _day(values, "from_date"), MembershipRole(_said(values, "role"))),
        lambda desk: {**_from_today(desk), "role": MembershipRole.MEMBER.value},
    ),
    Wish(
        N_("Out of a network"), N_("with last day and reason"),
        lambda desk: (
            network_field(desk), day_field(desk, "until_date", required=True), kind_field(desk, "end_reason", EndReason)
        ),
        lambda values: Leave(_said(values, "network"), _day(values, "until_date"), EndReason(_said(values, "end_reason"))),
        lambda desk: {**_until_today(desk), "end_reason": EndReason.UNKNOWN.value},
    ),
    Wish(
        N_("Put tags on"), N_("to find them again"), _tag_fields,
        lambda values: PutTags(cast("tuple[str, ...]", values["tags"])), lambda _desk: {},
    ),
    Wish(
        N_("Take tags off"), "", _tag_fields,
        lambda values: TakeTags(cast("tuple[str, ...]", values["tags"])), lambda _desk: {},
    ),
    Wish(
        N_("Language"), N_("Danish or English"), _language_fields,
        lambda values: SetLanguage(_said(values, "language")), lambda _desk: {"language": "da"},
    ),
    Wish(
        N_("School periods of their own"), N_("of a class: Workshop"), _period_fields,
        lambda values: SetPeriods(_said(values, "weeks")), lambda _desk: {},
    ),
)  # fmt: skip
"""What can be done with many people, in the order offered."""


AFTER_THE_END = Wish(
    N_("On to the next stage"), N_("such as GF2 to H1, H1 to H2"), _stage_to_come_fields, _next_stage,
    lambda _desk: {"rename": YES},
)
"""The next stage for those whose stage ends: each begins it the day after."""


def people_count(number: int) -> Message:
    """`24 people`."""
    return Message(N_("{n} person"), {"n": number}, N_("{n} people"))
