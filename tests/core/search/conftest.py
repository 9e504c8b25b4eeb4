"""A small register whose answers can be counted by hand."""

import pytest

from core.door.operations import Operation
from core.door.session import Session
from core.search.compile import compile_query
from core.search.fields import Subject

_TABLES = {Subject.PERSON: "person", Subject.ORGANISATION: "organisation", Subject.NETWORK: "network", Subject.MEETING: "meeting"}


@pytest.fixture
def register(session: Session) -> Session:
    """Søren (coordinator of the girls' network, carpenter at Åskolen), Anne-Mette (in the shielded one), Mikkel (left)."""
    with session.write(Operation.DEMO) as tx:
        school, firm = tx.insert_many("organisation", [
            {"name": "Åskolen i Randers", "kind": "school", "town": "Randers", "aliases": '["ÅS"]', "cvr": ""},
            {"name": "Stærens Tømrer og Snedker", "kind": "company", "town": "Ry", "aliases": "[]", "cvr": "12345674"},
        ])  # fmt: skip
        trade = tx.insert("education", {"name": "Tømrer", "aliases": '["Træfagene"]'})
        soren, anne, mikkel = tx.insert_many("person", [
            {"given": "Søren", "family": "Åkjær", "birth_year": 2006, "email": "soeren_a@aaskolen.example",
             "phone": "+4594123456", "postcode": "8200", "town": "Århus N", "protected": 0},
            {"given": "Anne-Mette", "family": "O'Brien", "birth_year": None, "email": "", "phone": "", "postcode": "8900",
             "town": "Randers C", "protected": 1},
            {"given": "Mikkel", "family": "Sørensen", "birth_year": 1999, "email": "m@post.example", "phone": "+4595000001",
             "postcode": "8960", "town": "Randers SØ", "protected": 0},
        ])  # fmt: skip
        pupil = {"organisation_id": school, "education_id": trade, "kind": "apprentice", "class_name": "h2tøm25-1", "stage": "H2"}
        tx.insert("affiliation", {"person_id": soren, **pupil, "eux": 1, "from_date": "2025-08-01", "until_date": "2027-06-30"})
        tx.insert("affiliation", {"person_id": soren, "organisation_id": firm, "kind": "apprentice", "from_date": "2026-01-01"})
        tx.insert("affiliation", {"person_id": mikkel, **pupil, "eux": 0, "from_date": "2022-08-01", "until_date": "2025-06-30"})
        girls, hidden = tx.insert_many("network", [
            {"name": name, "slug": slug, "kind": kind, "level": level, "status": "active", "neutral_title": "Møde"}
            for name, slug, kind, level in (
                ("Piger i faget", "piger-randers", "girls", "internal"),
                ("Plads til alle", "plads-til-alle", "diversity", "shielded"),
            )
        ])  # fmt: skip
        tx.insert("network_organisation", {"network_id": girls, "organisation_id": school})
        member = {"role": "member", "from_date": "2026-08-01", "until_date": None}
        tx.insert("membership", {**member, "person_id": soren, "network_id": girls, "role": "coordinator"})
        tx.insert("membership", {**member, "person_id": anne, "network_id": hidden, "role": "ally"})
        left = {"from_date": "2024-01-01", "until_date": "2026-03-31"}
        tx.insert("membership", {**member, **left, "person_id": mikkel, "network_id": girls})
        for network, title, day in ((girls, "Fællesspisning", "2026-11-26"), (hidden, "Plads til alle", "2026-11-27")):
            meeting = tx.insert("meeting", {
                "calendar_uid": title, "stamp": tx.now, "type": "social", "title": title, "start_local": f"{day}T17:00",
                "end_local": f"{day}T19:00", "time_zone": "Europe/Copenhagen", "start_utc": f"{day}T16:00:00Z",
                "end_utc": f"{day}T18:00:00Z", "place": "Kantinen", "host_id": school, "status": "planned",
            })  # fmt: skip
            tx.insert("meeting_network", {"meeting_id": meeting, "network_id": network})
            tx.insert("participation", {"meeting_id": meeting, "person_id": soren, "role": "participant", "answer": "accepted"})
    return session


class Asked:
    """What a text finds, by the first word of its name."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __call__(self, text: str, subject: Subject = Subject.PERSON) -> str:
        condition = compile_query(self.session, subject, text, alias="x")
        name = {Subject.PERSON: "given", Subject.MEETING: "title"}.get(subject, "name")
        sql = f"SELECT x.{name} FROM {_TABLES[subject]} x WHERE {condition.sql} AND 1 ORDER BY x.id"
        return " ".join(str(row[0]).split()[0] for row in self.session.query(sql, tuple(condition.parameters)))


@pytest.fixture
def asked(register: Session) -> Asked:
    return Asked(register)
