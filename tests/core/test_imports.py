"""The sample lists into a real file: planned, applied, planned again."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import imports, memberships, networks, organisations, people
from core.door.session import Session
from core.imports import ListImport
from core.lists.plan_rows import Outcome
from core.past import undo
from core.rules.kinds import MembershipRole
from db import log
from tests.core.conftest import OpenAs

LISTS = Path(__file__).parent / "lists" / "data"
SAMPLES = sorted(path.name for path in LISTS.glob("0*") if not path.name.endswith(".json"))


def _expected(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((LISTS / name).with_suffix(".expected.json").read_text("utf-8"))
    return found


def _as_of(name: str) -> datetime:
    return datetime.fromisoformat(str(_expected(name)["as_of"])).replace(hour=9, tzinfo=UTC)


def _plan(session: Session, name: str, **options: str) -> ListImport:
    return imports.plan(session, (LISTS / name).read_bytes(), file_name=name, **options)  # type: ignore[arg-type]  # test's shorthand


@pytest.mark.parametrize("name", SAMPLES)
def test_applied_once_it_is_unchanged_the_second_time(name: str, open_as: OpenAs, path: Path) -> None:
    with open_as("anna", _as_of(name)) as session:
        network = networks.add(session, {"name": "Lærlinge"})
        planned = _plan(session, name, network=network.slug)
        assert people.count(session) == 0
        done = imports.apply(session, planned)
        totals = planned.plan.totals
        assert (done.new, done.joined) == (totals.new, totals.people)
        assert people.count(session) == totals.new
        assert len({one.person_id for one in memberships.members(session, network.id)}) <= totals.new
        again = _plan(session, name, network=network.slug).plan
        changed = [(row.row, row.name, dict(row.changes)) for row in again.rows if row.outcome is Outcome.CHANGED]
        assert changed == []
        assert (again.totals.new, again.totals.changed, again.totals.unchanged) == (0, 0, totals.people)
        assert log.first_broken_link(session.database) is None
    stored = b"".join(file.read_bytes() for file in path.parent.glob("laug.db*"))
    secrets = _expected(name)["never_stored"]
    assert isinstance(secrets, list)
    assert [secret for secret in secrets if str(secret).encode() in stored] == []


@pytest.mark.parametrize("more", ["Startdato", "Slutdato", "Trin", "EUX"])
@pytest.mark.parametrize("place", ["", ";Læreplads", ";Uddannelse", ";Læreplads;Uddannelse", ";Hold", ";Skole"])
def test_what_belongs_to_a_stay_is_kept_with_one_or_said_to_be_left_out(session: Session, more: str, place: str) -> None:
    said = {"Startdato": "01-02-2026", "Slutdato": "01-02-2029", "Trin": "H1", "EUX": "ja"}[more]
    text = f"Navn;Mail;{more}{place}\nBo Bak;bo@elev.example;{said}{place.replace(';', ';x')}\n"
    planned = imports.plan(session, text.encode(), file_name="l.csv")
    done = imports.apply(session, planned)
    left_out = any(one.reason.value == "no-place" for one in done.plan.rows[0].notices)
    assert left_out is (place == "" or (place == ";Læreplads" and more in ("Trin", "EUX")))
    assert imports.plan(session, text.encode(), file_name="l.csv").plan.totals.unchanged == 1


def test_a_list_of_bare_names_is_unchanged_the_second_time(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    data = b"Navn;Hold\nUffe And;gf2\nEva Bo;\n"
    imports.apply(session, imports.plan(session, data, file_name="liste.csv", network=network.slug))
    totals = imports.plan(session, data, file_name="liste.csv", network=network.slug).plan.totals
    assert (totals.unchanged, totals.refused, totals.missing) == (2, 0, 0)


def test_lists_after_one_another_settle(open_as: OpenAs) -> None:
    with open_as("anna", _as_of("08-outlook-kontakter.csv")) as session:
        for name in SAMPLES:
            if name[:2] in ("01", "02", "03", "05", "06", "07", "08"):
                imports.apply(session, _plan(session, name))
        again = _plan(session, "08-outlook-kontakter.csv").plan
        assert [(row.name, dict(row.changes)) for row in again.rows if row.outcome is Outcome.CHANGED] == []


def test_a_later_list_changes_what_differs_and_keeps_the_past(open_as: OpenAs) -> None:
    august, november = "02-koordinator-utf8-aug.csv", "03-koordinator-utf8-nov.csv"
    with open_as("anna", _as_of(august)) as session:
        network = networks.add(session, {"name": "Lærlinge"})
        imports.apply(session, _plan(session, august, network=network.slug))
    with open_as("anna", _as_of(november)) as session:
        planned = _plan(session, november, network=network.slug)
        totals = planned.plan.totals
        assert (totals.new, totals.missing, totals.people) == (5, 4, 48)
        assert 12 <= totals.changed <= 14
        imports.apply(session, planned)
        again = _plan(session, november, network=network.slug).plan
        assert (again.totals.changed, again.totals.new) == (0, 0)
        assert people.count(session) == 52  # the four who are missing stay
        moved = people.get(session, "Lucas Emil")
        assert moved.given == "Lucas Emil"
        classes = [row for row in planned.plan.rows if "class_name" in row.changes]
        for row in classes:
            assert row.person_id is not None
            kept = [one.class_name for one in people.by_id(session, row.person_id).affiliations]
            before, after = row.changes["class_name"]
            assert {before, after} <= set(kept)
        coordinators = [
            one for one in memberships.members(session, network.id) if one.role is MembershipRole.COORDINATOR
        ]
        assert coordinators


def test_an_import_is_one_step_back(session: Session) -> None:
    imports.apply(session, _plan(session, "01-koordinator-excel.csv"))
    assert people.count(session) == 62
    undo.undo(session)
    assert people.count(session) == 0
    assert organisations.find(session) == []
    assert list(people.ids(session, "rasmus")) == []


def test_the_school_of_rows_that_name_none(session: Session) -> None:
    organisations.add(session, {"name": "Ravnshede Erhvervsskole", "kind": "school"})
    data = b"Fornavn;Efternavn;E-mail\nIda;Holm;ida@skole.example\n"
    imports.apply(session, imports.plan(session, data, file_name="-", organisation="ravnshede erhvervsskole"))
    assert people.rows(session, list(people.ids(session)))[0].school == "Ravnshede Erhvervsskole"


def test_a_change_between_plan_and_apply_is_planned_anew(session: Session, open_as: OpenAs) -> None:
    planned = _plan(session, "01-koordinator-excel.csv")
    with open_as("birgit") as other:
        imports.apply(other, _plan(other, "01-koordinator-excel.csv"))
    done = imports.apply(session, planned)
    assert (done.new, done.plan.totals.unchanged) == (0, 62)
    assert people.count(session) == 62


_APPLY = """
import sys
from pathlib import Path
from core import imports
from core.door.session import open_session
with open_session(Path(sys.argv[1]), account="anna") as session:
    planned = imports.plan(session, Path(sys.argv[2]).read_bytes(), file_name="list.csv")
    print("planned", flush=True)
    imports.apply(session, planned)
    print("applied", flush=True)
    sys.stdin.read()
"""


def test_a_kill_during_an_import_leaves_all_or_nothing(path: Path, open_as: OpenAs) -> None:
    """Killed at ten moments from the plan on; what was acknowledged is there, what was not is whole or absent."""
    with open_as("anna"):
        pass
    outcomes = set()
    for delay in (0, 1, 2, 4, 8, 12, 16, 24, 40, 120):
        for file in path.parent.glob("laug.db*"):
            file.unlink()
        process = subprocess.Popen(
            [sys.executable, "-c", _APPLY, str(path), str(LISTS / "01-koordinator-excel.csv")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None and process.stdout.readline() == "planned\n"
        try:
            process.wait(delay / 1000)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        acknowledged = "applied" in process.communicate()[0]
        with open_as("anna") as session:
            count = people.count(session)
            outcomes.add(count)
            assert count in (0, 62)
            assert count == 62 or not acknowledged
            assert session.query("PRAGMA integrity_check") == [("ok",)]
            assert log.first_broken_link(session.database) is None
    assert 0 in outcomes
