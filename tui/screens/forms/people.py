"""Forms about a person: new, corrected, moved to another class or company, ended, put into and out of networks."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import cast

from core import affiliations, memberships, networks, people
from core.affiliations import Affiliation, AffiliationFields
from core.door.session import Session
from core.memberships import Joined
from core.messages import N_, Message, say
from core.people import Person, PersonFields
from core.rules.kinds import AffiliationKind, EndReason, MembershipRole, OrganisationKind
from core.school import leaving
from core.school.leaving import Left
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import (
    NO,
    YES,
    class_names,
    day_field,
    education_names,
    kind_field,
    list_of,
    network_field,
    newest,
    organisation_names,
    record_field,
    saved_in_words,
    stages,
    yes_no_field,
)  # fmt: skip
from tui.widgets.form import Choice, Field, Form, Kind, Submission

_PERSON = (
    "given", "family", "known_as", "birth_year", "email", "private_email", "phone", "street", "postcode", "town",
)  # fmt: skip


def _own_fields(desk: Desk) -> tuple[Field, ...]:
    lists = {
        "other_emails": N_("Several with commas between"),
        "other_phones": N_("Several with commas between"),
        "tags": N_("Short words to find people by, with commas between"),
    }
    languages = (Choice("da", desk.tell(N_("Danish"))), Choice("en", desk.tell(N_("English"))))
    return (
        *(record_field("person", name) for name in ("given", "family", "email", "phone")),
        *(record_field("person", name) for name in ("private_email", "birth_year", "street", "postcode", "town")),
        record_field("person", "known_as", help=N_("What they are called, if not by their given name")),
        *(Field(name, shown.LABELS[name], validate=list_of, help=help) for name, help in lists.items()),
        Field("language", shown.LABELS["language"], Kind.CHOICE, choices=languages),
        yes_no_field(desk, "protected", help=N_("Name and address protection: the address is on no list.")),
        yes_no_field(desk, "restricted", help=N_("Restricted data: the person is on no list and gets no invitation.")),
    )


def _place_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        Field("school", shown.LABELS["school"], suggestions=organisation_names(desk, OrganisationKind.SCHOOL)),
        Field("education", shown.LABELS["education"], suggestions=education_names(desk)),
        record_field("affiliation", "class_name", suggestions=class_names(desk)),
        record_field("affiliation", "stage", suggestions=stages),
        Field("company", shown.LABELS["company"], suggestions=organisation_names(desk, OrganisationKind.COMPANY)),
        day_field(desk, "from_date"),
        day_field(desk, "until_date", nearest=False),
    )


def new_person(desk: Desk) -> Form[Person]:
    """Registers somebody, with school and company."""
    own = _own_fields(desk)
    kinds = kind_field(desk, "kind", AffiliationKind, blank=N_("pupil or apprentice, by what is filled in"))
    fields = (*own[:4], *_place_fields(desk), kinds, *own[4:])

    def save(submission: Submission) -> Person:
        values = submission.values
        person = {field.name: values[field.name] for field in own}
        return desk.do(lambda session: people.add(session, cast(PersonFields, person), places(values)))

    start = {"language": "da", "protected": NO, "restricted": NO, "kind": ""}
    return Form(desk.tell(N_("New person")), fields, save, start)


def places(values: Mapping[str, object]) -> list[AffiliationFields]:
    """The affiliations that a filled-in form tells of: at school, and at a company."""
    school, education, company = (str(values[name]).strip() for name in ("school", "education", "company"))
    class_name, stage = str(values["class_name"]), str(values["stage"])
    chosen = AffiliationKind(str(values["kind"])) if values.get("kind") else None
    first, last = cast("date | None", values["from_date"]), cast("date | None", values["until_date"])
    found: list[AffiliationFields] = []
    if school or class_name or (education and not company):
        found.append({
            "kind": (None if company else chosen) or AffiliationKind.PUPIL, "organisation": school,
            "organisation_kind": OrganisationKind.SCHOOL, "education": education, "class_name": class_name,
            "stage": stage, "from_date": first, "until_date": last,
        })  # fmt: skip
    if company:
        found.append({
            "kind": chosen or AffiliationKind.APPRENTICE, "organisation": company,
            "organisation_kind": OrganisationKind.COMPANY, "education": education,
            "from_date": first, "until_date": last,
        })  # fmt: skip
    return found


def edit_person(desk: Desk, person: Person) -> Form[Person]:
    """Corrects what is registered of somebody."""

    def save(submission: Submission) -> Person:
        values = {name: submission.values[name] for name in submission.changed}
        version = newest(desk, submission, person.version, lambda session: people.by_id(session, person.id).version)
        edit = partial(people.edit, person_id=person.id, values=cast(PersonFields, values), version=version)
        return saved_in_words(desk, "person", edit)

    start = {name: str(getattr(person, name) or "") for name in _PERSON}
    start |= {
        "phone": shown.phone(person.phone), "other_emails": ", ".join(person.other_emails),
        "other_phones": ", ".join(map(shown.phone, person.other_phones)), "language": person.language,
        "tags": ", ".join(person.tags),
        "protected": YES if person.protected else NO, "restricted": YES if person.restricted else NO,
    }  # fmt: skip
    title = desk.tell(N_("Edit {name}"), name=shown.marked_name(person.name, person.protected))
    return Form(title, _own_fields(desk), save, start)


def move_person(desk: Desk, person: str, place: Affiliation) -> Form[int]:
    """Another class, stage, school or company from a day on; the old affiliation stays as history."""
    at_school = place.organisation_kind in (None, OrganisationKind.SCHOOL)
    kind = OrganisationKind.SCHOOL if at_school else OrganisationKind.COMPANY
    home = "school" if at_school else "company"
    fields = [
        day_field(desk, "from_date", required=True, help=N_("The old affiliation ends the day before.")),
        Field("organisation", shown.LABELS[home], suggestions=organisation_names(desk, kind)),
        Field("education", shown.LABELS["education"], suggestions=education_names(desk)),
    ]
    if at_school:
        fields.append(record_field("affiliation", "class_name", suggestions=class_names(desk)))
        fields.append(record_field("affiliation", "stage", suggestions=stages))
    fields.append(day_field(desk, "until_date", nearest=False))

    def save(submission: Submission) -> int:
        values = {name: submission.values[name] for name in submission.changed - {"from_date"}}
        if "organisation" in values:
            values["organisation_kind"] = kind
        first = cast(date, submission.values["from_date"])
        return desk.do(lambda session: affiliations.move(session, place.id, first, cast(AffiliationFields, values)))

    start = {
        "from_date": shown.day(desk.today), "organisation": place.organisation, "education": place.education,
        "class_name": place.class_name, "stage": place.stage, "until_date": shown.day(place.until_date),
    }  # fmt: skip
    title = desk.tell(say(N_("Move {name}"), name=person))
    return Form(title, tuple(fields), save, start, note=shown.affiliation(place))


def add_place(desk: Desk, person: Person) -> Form[int]:
    """One more affiliation."""
    kinds = kind_field(desk, "kind", AffiliationKind)
    named = Field("organisation", N_("School or company"), suggestions=organisation_names(desk, None))
    shared = _place_fields(desk)
    fields = (kinds, named, *shared[1:4], *shared[5:])

    def save(submission: Submission) -> int:
        values = dict(submission.values)
        values["kind"] = AffiliationKind(str(values["kind"]))
        return desk.do(lambda session: affiliations.add(session, person.id, cast(AffiliationFields, values)))

    title = desk.tell(N_("New affiliation of {name}"), name=shown.marked_name(person.name, person.protected))
    return Form(title, fields, save, {"kind": AffiliationKind.PUPIL.value, "from_date": shown.day(desk.today)})


def end_place(desk: Desk, person: str, place: Affiliation) -> Form[date]:
    """Ends an affiliation on its last day."""

    def save(submission: Submission) -> date:
        last = cast(date, submission.values["until_date"])
        desk.do(lambda session: affiliations.end(session, place.id, last))
        return last

    title = desk.tell(say(N_("End an affiliation of {name}"), name=person))
    fields = (day_field(desk, "until_date", required=True),)
    return Form(title, fields, save, {"until_date": shown.day(desk.today)}, note=shown.affiliation(place))


def join_network(desk: Desk, who: Sequence[int], title: str, slug: str = "") -> Form[Joined]:
    """Puts people into a network, in a role, from a day on."""
    fields = (
        network_field(desk),
        kind_field(desk, "role", MembershipRole),
        day_field(desk, "from_date", required=True),
    )

    def save(submission: Submission) -> Joined:
        values = submission.values
        role, first = MembershipRole(str(values["role"])), cast(date, values["from_date"])

        def join(session: Session) -> Joined:
            network = networks.get_opened(session, str(values["network"]))
            return memberships.join(session, network.id, who, role=role, from_date=first)

        return desk.do(join)

    start = {"network": slug, "role": MembershipRole.MEMBER.value, "from_date": shown.day(desk.today)}
    return Form(title, fields, save, start)


def joined_message(new: int, already: int) -> Message:
    """What joining did."""
    told = Message(N_("{n} joined."), {"n": new}, N_("{n} joined."))
    if not already:
        return told
    rest = Message(N_("{n} was a member already."), {"n": already}, N_("{n} were members already."))
    return say(N_("{one} {two}"), one=told, two=rest)


def leave_network(desk: Desk, network_id: int, who: Sequence[int], title: str) -> Form[int]:
    """Ends memberships, with the last day and the reason."""
    fields = (day_field(desk, "until", label=N_("Last day"), required=True), kind_field(desk, "end_reason", EndReason))

    def save(submission: Submission) -> int:
        last, reason = cast(date, submission.values["until"]), EndReason(str(submission.values["end_reason"]))
        return desk.do(lambda session: memberships.leave(session, network_id, who, until=last, reason=reason))

    start = {"until": shown.day(desk.today), "end_reason": EndReason.UNKNOWN.value}
    return Form(title, fields, save, start)


def leave_altogether(desk: Desk, who: Sequence[int], title: str) -> Form[Left]:
    """Ends everything current of people who leave."""
    fields = (
        day_field(desk, "until", label=N_("Last day"), required=True),
        kind_field(desk, "end_reason", EndReason),
    )

    def save(submission: Submission) -> Left:
        last, reason = cast(date, submission.values["until"]), EndReason(str(submission.values["end_reason"]))
        return desk.do(lambda session: leaving.leave(session, who, on=last, reason=reason))

    note = desk.tell(N_("Affiliations, memberships and invitations end; the history stays and nobody is deleted."))
    return Form(title, fields, save, {"until": shown.day(desk.today), "end_reason": EndReason.UNKNOWN.value}, note=note)
