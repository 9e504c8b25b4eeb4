"""The nine sample lists, each against what its twin expects."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.lists.known import NO_NAMES, KnownPerson, Names
from core.lists.people_in_list import ListRow
from core.lists.plan import Outcome, Plan, PlanRow, make_plan
from core.lists.reading import ReadList, read_list
from core.lists.record import ListRecord
from db.keys import fold

DATA = Path(__file__).parent / "data"
FILES = sorted(path.name.removesuffix(".expected.json") for path in DATA.glob("*.expected.json"))
# What laug has no field for; the columns' report says so.
NOT_KEPT = {"note", "teacher", "department", "contact", "name"}
NAMES_OF_FIELDS = {"class": "class_name"}
OUTCOMES = {
    Outcome.NEW: "import",
    Outcome.CHANGED: "import",
    Outcome.UNCHANGED: "import",
    Outcome.MERGED: "merge",
    Outcome.DUPLICATE: "duplicate",
    Outcome.SKIPPED: "skip",
    Outcome.REFUSED: "refuse",
}


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / f"{name}.expected.json").read_text(encoding="utf-8"))
    return found


def reference_names() -> Names:
    reference = json.loads((DATA / "reference.json").read_text(encoding="utf-8"))

    def of(kind: str) -> dict[str, str]:
        return {fold(said): entry["name"] for entry in reference[kind] for said in (entry["name"], *entry["aliases"])}

    return Names(schools=of("schools"), educations=of("educations"))


def read(name: str) -> ReadList:
    want = expected(name)
    return read_list(
        (DATA / want["file"]).read_bytes(), file_name=want["file"], as_of=date.fromisoformat(want["as_of"])
    )


def known_from(plan: Plan, *, first: int = 1) -> list[KnownPerson]:
    """The register as it is after the plan was carried out."""
    return [
        known_person(number, row.record)
        for number, row in enumerate(plan.rows, start=first)
        if row.outcome is Outcome.NEW and row.record
    ]


def known_person(number: int, record: ListRecord) -> KnownPerson:
    return KnownPerson(
        id=number,
        version=1,
        given=record.given,
        family=record.family,
        email=record.email,
        private_email=record.private_email,
        other_emails=record.other_emails,
        phone=record.phone,
        other_phones=record.other_phones,
        birth_year=record.birth_year,
        street=record.street,
        postcode=record.postcode,
        town=record.town,
        protected=bool(record.protected),
        school=record.school,
        education=record.education,
        stage=record.stage,
        class_name=record.class_name,
        company=record.company,
        eux=record.eux,
        starts=(record.start,) if record.start else (),
        end=record.end,
        member=True,
        role=record.role,
    )


def either(value: object) -> list[object]:
    return list(value["either"]) if isinstance(value, dict) and "either" in value else [value]


def shown(value: object) -> object:
    """A value of ours as expected.json writes it."""
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _ if hasattr(value, "danish"):
            return value.danish
        case _:
            return value or None if not isinstance(value, bool) else value


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_read_as_it_was_written(name: str) -> None:
    want, found = expected(name)["read"], read(name)
    assert found.format == want["format"]
    assert [found.header_row] == want["header_rows"]
    assert len(found.rows) == want["records"] - 1
    assert found.encoding == want.get("encoding", "")
    assert found.delimiter == want.get("delimiter", "")
    assert found.sheet == want.get("sheet", "")


@pytest.mark.parametrize("name", FILES)
def test_headings_feed_the_fields(name: str) -> None:
    want, found = expected(name)["columns"], read(name).columns
    assert [column.heading for column in found] == [column["heading"] for column in want]
    for ours, theirs in zip(found, want, strict=True):
        fields = [theirs["field"]] if isinstance(theirs["field"], str) else theirs["field"] or []
        fields = [NAMES_OF_FIELDS.get(field, field) for field in fields if field not in NOT_KEPT - {"name"}]
        assert ["birth_year" if field == "age" else field.value for field in ours.fields] == fields, ours.heading
        if not fields:
            assert ours.message is not None
            assert ours.reason is not None
            assert ours.reason.value == theirs.get("reason", "unused-column")


def rows_of(name: str, names: Names = NO_NAMES) -> tuple[dict[str, Any], ReadList, Plan]:
    want, found = expected(name), read(name)
    if want["baseline"]:
        before = make_plan(read(want["baseline"].removesuffix(".csv")), (), names, network=True)
        return want, found, make_plan(found, known_from(before), names, network=True)
    return want, found, make_plan(found, (), names)


@pytest.mark.parametrize("names", [NO_NAMES, reference_names()], ids=["no names known", "names known"])
@pytest.mark.parametrize("name", FILES)
def test_each_row_is_what_it_should_be(name: str, names: Names) -> None:
    want, found, plan = rows_of(name, names)
    assert [row.row for row in plan.rows] == [row["row"] for row in want["rows"]]
    for ours, read_row, theirs in zip(plan.rows, found.rows, want["rows"], strict=True):
        assert OUTCOMES[ours.outcome] in either(theirs["outcome"]), theirs
        if ours.outcome in (Outcome.SKIPPED, Outcome.REFUSED, Outcome.DUPLICATE) and "reason" in theirs:
            assert ours.reason is not None
            assert ours.reason.value == theirs["reason"], theirs
        if ours.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED):
            assert ours.outcome.value in either(theirs["state"]), theirs
        if ours.outcome is Outcome.DUPLICATE and "of" in theirs:
            assert ours.of == theirs["of"]
        check_notices(ours, theirs)
        if ours.outcome in (Outcome.NEW, Outcome.MERGED):
            check_record(read_row, theirs, want)


def check_notices(ours: PlanRow, theirs: dict[str, Any]) -> None:
    told = {(notice.field, notice.reason.value) for notice in ours.notices}
    for notice in theirs.get("notices", ()):
        assert notice.get("optional") or (notice["field"], notice["reason"]) in told, (theirs["row"], notice, told)


def check_record(row: ListRow, theirs: dict[str, Any], want: dict[str, Any]) -> None:
    record = row.record
    assert record is not None
    for field, value in theirs["record"].items():
        if field in NOT_KEPT:
            continue
        ours = shown(getattr(record, NAMES_OF_FIELDS.get(field, field)))
        allowed = [item or None if not isinstance(item, bool) else item for item in either(value)]
        assert ours in allowed or (ours is None and field in want["optional"]), (theirs["row"], field, ours, value)
    if "given" in theirs["record"]:
        unsaid = {"email", "phone", "school", "education", "company", "start", "end"} - set(theirs["record"])
        assert not [field for field in unsaid if getattr(record, field)], theirs["row"]


@pytest.mark.parametrize("name", FILES)
def test_totals(name: str) -> None:
    want, _, plan = rows_of(name)
    for field, value in want["totals"].items():
        assert getattr(plan.totals, field) in either(value), field


@pytest.mark.parametrize("name", FILES)
def test_the_file_s_notices(name: str) -> None:
    want, _, plan = rows_of(name)
    told = [(notice.reason.value, notice.column, notice.count) for notice in plan.notices]
    for notice in want["notices"]:
        same = [item for item in told if item[0] == notice["reason"] and item[1] == notice.get("column", item[1])]
        assert notice.get("optional") or same, notice
        assert "count" not in notice or notice["count"] in {item[2] for item in same}, notice


@pytest.mark.parametrize("name", FILES)
def test_what_must_never_be_stored_is_nowhere(name: str) -> None:
    want, found, plan = rows_of(name)
    everything = repr(found) + repr(plan)
    assert [text for text in want["never_stored"] if text in everything] == []


@pytest.mark.parametrize("name", FILES)
def test_rows_of_one_person_are_one_person(name: str) -> None:
    want, found, _ = rows_of(name)
    together = {person.rows: person for person in found.people if len(person.rows) > 1}
    for merged in want.get("merged", ()):
        person = next(p for rows, p in together.items() if set(merged["rows"]) <= set(rows))
        if "class" in merged:
            assert [person.record.class_name, *person.record.other_classes] == merged["class"]
        if "phone" in merged:
            assert person.record.phone in either(merged["phone"])


def test_three_months_later_the_changes_are_found() -> None:
    want, _, plan = rows_of("03-koordinator-utf8-nov")
    for ours, theirs in zip(plan.rows, want["rows"], strict=True):
        if ours.outcome is Outcome.CHANGED:
            found = {field: [shown(before), shown(after)] for field, (before, after) in ours.changes.items()}
            changes = {
                NAMES_OF_FIELDS.get(field, field): [item or None for item in value]
                for field, value in theirs["changes"].items()
                if field not in NOT_KEPT
            }
            assert found == changes, theirs["row"]
    assert {person.name for person in plan.missing} == {f"{p['given']} {p['family']}" for p in want["missing"]}


@pytest.mark.parametrize("names", [NO_NAMES, reference_names()], ids=["no names known", "names known"])
@pytest.mark.parametrize("name", FILES)
def test_the_same_list_again_changes_nothing(name: str, names: Names) -> None:
    found = read(name)
    first = make_plan(found, (), names, network=True)
    again = make_plan(found, known_from(first), names, network=True)
    assert again.totals.unchanged == first.totals.new
    assert again.totals.new == again.totals.changed == again.totals.missing == 0
    assert again.totals.refused == first.totals.refused
