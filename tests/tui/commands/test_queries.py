"""The query language in the command line: the same rows everywhere, explained, put right, and saved as views."""

import csv
import io

import pytest

from tests.tui.commands.conftest import Laug

QUERIES = [
    "", "anna", "a", "skole:fjorden", "a -anna", "-at_school:u47", "fag:tømrer,tøm", "mangler:mail", "rolle:medlem",
    "hold:gf2 -mikkel", "virksomhed:birken", "svar:afbud,needs_action", "møde:fællesspisning", "på:2026 skole:fjorden",
    "visning:fjord", "by:x", "alder:18-24", "samtykke:mangler",
]  # fmt: skip


def numbers(text: str) -> set[int]:
    return {int(row["id"]) for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_the_same_people_everywhere(laug: Laug, query: str) -> None:
    laug("view", "save", "fjord", "skole:fjorden")
    laug("view", "save", "asked", query)
    listed = numbers(laug("person", "list", query, "--format", "csv").out)
    assert numbers(laug("view", "show", "asked", "--format", "csv").out) == listed
    assert numbers(laug("person", "list", "visning:asked", "--format", "csv").out) == listed
    exported = laug(
        "export", "contacts", query, "--for", "administration", "--fields", "number", "--format", "json", "-o", "-"
    )
    assert exported.code == (0 if listed else 3)
    assert not listed or {one["number"] for one in exported.data["contacts"]} == listed
    inside = numbers(laug("person", "list", f"netværk:piger {query}", "--format", "csv").out)
    members = laug("network", "members", "piger", query, "--json").data
    assert {row["person_id"] for row in members} == inside
    everybody = numbers(laug("person", "list", "--format", "csv").out)
    assert numbers(laug("person", "list", "-visning:asked", "--format", "csv").out) == everybody - listed


def test_the_members_of_another_time_are_asked_for_as_everywhere(laug: Laug) -> None:
    laug("network", "leave", "piger", "3", "--until", "i går")
    for query in ("på:i dag", "på:2025..", "på:-30d", "på:i går", "på:..2020"):
        inside = numbers(laug("person", "list", f"netværk:piger {query}", "--format", "csv").out)
        assert {row["person_id"] for row in laug("network", "members", "piger", query, "--json").data} == inside


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("person list fag:tømrer", "education: tømrer"),
        ("network members piger rolle:member", "role: member"),
        ("network list slags:pige", "kind: girls' network"),
        ("organisation list by:randers", "town: Randers C"),
        ("meeting list dato:2026-12", "date: 01-12-2026 – 31-12-2026"),
        ("export contacts skole:fjorden --for contact", "school: Fjordens Fagskole"),
        ("network join piger --query fag:tømrer", "education: tømrer"),
        ("meeting invite 1 --query alder:18-24", "Aged 18–24, by the year of birth"),
        ("school weeks hold:gf2", "class: gf2tøm26-1"),
        ("rollover list slutter:2027", "ends: 01-01-2027 – 31-12-2027"),
        ("consent give photo_internal --query fag:tømrer", "education: tømrer"),
        ("person bulk tag rollemodel retur:ja", "bounced: yes"),
        ("person list", "No condition: everybody and everything."),
    ],
)
def test_every_command_explains_its_query_and_does_nothing_else(laug: Laug, line: str, told: str) -> None:
    before = laug("log", "--json").data
    answer = laug(*line.split(), "--explain")
    assert (answer.code, answer.out) == (0, f"{told}\n")
    assert laug("log", "--json").data == before


def test_an_explanation_in_danish_and_as_data(laug: Laug) -> None:
    assert laug("person", "list", "-rolle:tovholder", "--explain", "--lang", "da").out == "rolle: ikke tovholder\n"
    data = laug("person", "list", "anna", "-trin:GF1", "--explain", "--json").data
    assert [one["written"] for one in data] == ["anna", "-trin:GF1"]
    assert [one["sentence"] for one in data] == ["With the word anna", "stage: not “GF1”"]
    wrong = laug("person", "list", "fagg:tømrer", "--explain")
    assert wrong.code == 2
    assert "character 1" in wrong.err
    assert "fag:" in wrong.err


@pytest.mark.parametrize("line", [
    "person list -mikkel", "person list fag:tømrer -mikkel", "person list -- -mikkel", "-v person list -mikkel -v",
])  # fmt: skip
def test_a_word_may_be_left_out_by_a_minus(laug: Laug, line: str) -> None:
    names = {one["name"] for one in laug("--json", *line.split()).data}
    assert names
    assert not {name for name in names if "Mikkel" in name}
    assert names <= {one["name"] for one in laug("person", "list", "--json").data}


def test_options_are_no_words_to_leave_out(laug: Laug) -> None:
    assert laug("person", "list", "anna", "-vq").code == laug("person", "list", "anna").code
    answer = laug("person", "bulk", "end", "-mikkel", "--until", "+30d", "-n")
    assert "Mikkel" not in answer.out + answer.err


def test_a_slip_with_no_hits_offers_the_nearest_word(laug: Laug) -> None:
    answer = laug("person", "list", "mikel")
    assert answer.code == 3
    assert "Nobody is called mikel. Did you mean Mikkel?" in answer.err
    assert "Then it is: laug person list Mikkel\n" in answer.err
    several = laug("person", "list", "-tovholder", "fjordens", "mikel", "by:randers").err
    assert several.endswith("laug person list '-tovholder fjordens Mikkel by:randers'\n")
    assert "Ingen hedder mikel. Mente du Mikkel?" in laug("person", "list", "mikel", "--lang", "da").err
    assert "Did you mean Fjordens?" in laug("organisation", "list", "fjrdens").err
    assert "Did you mean" not in laug("person", "list", "mikel", "--json").err
    assert "Did you mean" not in laug("person", "list", "qqqqqq").err


def test_a_view_is_saved_shown_and_removed(laug: Laug) -> None:
    saved = laug(
        "view", "save", "ved fjorden", "skole:fjorden", "--columns", "name,email", "--sort", "name", "--reverse"
    )
    assert saved.err.splitlines() == ["Saved: ved fjorden. In queries: view:ved-fjorden"]
    shown = laug("view", "show", "ved-fjorden")
    assert shown.out.splitlines()[0].split() == ["Name", "E-mail"]
    assert [line.split("  ")[0] for line in shown.out.splitlines()[1:]] == ["Anna Holm Kjær", "Zahra Al-Hassan"]
    assert [list(row) for row in laug("view", "show", "ved fjorden", "--json").data] == [["name", "email"]] * 2
    assert laug("view", "list", "--json").data[0] | {"uid": ""} == {
        "name": "ved fjorden", "subject": "person", "query": "skole:fjorden", "columns": ["name", "email"], "sort": "name",
        "reverse": True, "shared": False, "uid": "",
    }  # fmt: skip
    assert laug("view", "remove", "ved fjorden").code == 0
    assert laug("view", "show", "ved fjorden").code == 3
    assert laug("undo", "--yes").code == 0
    assert laug("view", "show", "ved fjorden").code == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("view save x nosuch:1", 2),
        ("view save x anna --columns nosuch", 2),
        ("view save x anna --sort nosuch", 2),
        ("view save plads netværk:plads --shared", 1),
        ("view show nosuch", 3),
        ("view save a,b anna", 2),
    ],
)
def test_what_cannot_be_a_view_is_told(laug: Laug, line: str, code: int) -> None:
    answer = laug(*line.split())
    assert answer.code == code
    assert answer.err
    assert laug("view", "list", "--json").data == []


def test_somebody_else_sees_shared_views_only(laug: Laug) -> None:
    laug("view", "save", "min", "anna")
    laug("view", "save", "vores", "--of", "meeting", "uge 48", "--shared")
    assert [one["name"] for one in laug("view", "list", "--json", "--as", "bo").data] == ["vores"]
    assert laug("view", "show", "min", "--as", "bo").code == 3
    assert laug("log").out.count("saved a view") == 2
    assert laug("log", "--as", "bo").out.count("saved a view") == 1
    assert laug("meeting", "list", "visning:vores", "--as", "bo").code in (0, 3)
    assert laug("person", "list", "visning:min", "--as", "bo").code == 2
