"""What the lists on the screens can, the commands can: sorted by a column, turned around, and the history of one record."""

from typing import Any

from tests.tui.commands.conftest import Laug


def column(laug: Laug, key: str, *words: str) -> list[Any]:
    return [one[key] for one in laug(*words, "--json").data]


def test_lists_are_sorted_by_what_is_said_and_turned_around(laug: Laug) -> None:
    laug("person", "edit", "1", "--town", "Åbyhøj")
    laug("person", "edit", "3", "--town", "Skive")
    assert column(laug, "id", "person", "list", "--sort", "town") == [3, 1, 2]
    assert column(laug, "id", "person", "list", "--sort", "number", "--reverse") == [3, 2, 1]
    assert column(laug, "kind", "organisation", "list", "--sort", "kind") == ["company", "school"]
    assert column(laug, "slug", "network", "list") == ["piger", "plads"]
    assert column(laug, "slug", "network", "list", "--reverse") == ["plads", "piger"]


def test_the_people_of_something_are_found_and_sorted_as_people_are_everywhere(laug: Laug) -> None:
    laug("meeting", "answer", "1", "anna", "kommer")
    lists = (("network", "members", "piger"), ("meeting", "invited", "1"), ("organisation", "people", "Fjordens Fagskole"))
    for words in lists:
        name, number = ("name", "id") if words[1] == "people" else ("person", "person_id")
        every = column(laug, name, *words)
        assert len(every) > 1
        assert column(laug, name, *words, "--reverse") == every[::-1]
        assert column(laug, number, *words, "--sort", "number") == sorted(column(laug, number, *words))
        assert column(laug, name, *words, "anna") == ["Anna Holm Kjær"]
        assert laug(*words, "findesikke").code == 3
        assert "“x” is not known as skole" in laug(*words, "skole:x").err
        assert "Nothing is sorted by shoes here" in laug(*words, "--sort", "shoes").err
    assert column(laug, "person", "meeting", "invited", "1", "svar:kommer") == ["Anna Holm Kjær"]
    assert column(laug, "person", "meeting", "invited", "1", "--sort", "answer")[0] == "Anna Holm Kjær"
    assert laug("network", "members", "plads", "--as", "else", "--sort", "name").code == 4


def test_meetings_to_come_are_sorted_without_those_that_are_over(laug: Laug) -> None:
    laug("meeting", "plan", "Aftensmad", "19/11-2037 17-19", "--network", "piger")
    laug("meeting", "plan", "Gammelt", "19/2-2024 17-19", "--network", "piger")
    assert column(laug, "title", "meeting", "list", "--reverse")[0] == "Aftensmad"
    assert column(laug, "title", "meeting", "list", "--sort", "title") == ["Aftensmad", "Fællesspisning"]
    assert "Gammelt" in column(laug, "title", "meeting", "list", "--sort", "title", "--all")


def test_a_column_that_nothing_is_sorted_by_is_refused_with_those_that_are(laug: Laug) -> None:
    answer = laug("person", "list", "--sort", "shoes")
    assert answer.code == 2
    assert "Nothing is sorted by shoes here" in answer.err
    assert "birth_year" in answer.err


def test_the_log_of_a_meeting_and_of_an_organisation(laug: Laug) -> None:
    assert column(laug, "operation", "log", "--meeting", "1") == ["meeting.invite", "meeting.plan"]
    laug("organisation", "edit", "Birkens Tømrerfirma", "--town", "Hobro")
    of_the_firm = laug("log", "--organisation", "2", "--json").data
    assert [one["operation"] for one in of_the_firm] == ["organisation.edit", "organisation.add"]
    assert "Town: – → Hobro" in of_the_firm[0]["changes"][0]
    assert column(laug, "operation", "log", "--meeting", "1", "--person", "1") == ["meeting.invite"]
    assert laug("log", "--meeting", "99").code == 3


def test_the_log_of_an_education(laug: Laug) -> None:
    laug("education", "add", "Asfaltør")
    laug("education", "close", "Asfaltør")
    assert column(laug, "operation", "log", "--education", "Asfaltør") == ["education.end", "education.add"]
