"""`laug consent` and `laug person erase`: what a school secretary types, and what it says back."""

from pathlib import Path

from tests.tui.commands.conftest import Laug


def test_a_consent_is_given_shown_and_withdrawn(laug: Laug) -> None:
    assert laug("consent", "give", "photo_internal", "1", "3", "--day", "1/9", "--wording", "2026-08").code == 0
    (anna,) = laug("consent", "list", "1", "--json").data
    assert (anna["purpose"], anna["decision"], anna["day"][5:], anna["wording"]) == (
        "photo_internal",
        "given",
        "09-01",
        "2026-08",
    )
    done = laug("consent", "withdraw", "foto internt", "1")
    assert done.code == 0 and "Outside laug:" in done.err and "notice boards" in done.err
    assert [one["decision"] for one in laug("consent", "list", "1", "--history", "--json").data] == [
        "withdrawn",
        "given",
    ]
    assert laug("undo", "--yes").code == 0  # what is left to undo is the giving
    assert [one["decision"] for one in laug("consent", "list", "1", "--json").data] == ["withdrawn"]


def test_a_binder_is_noted_by_a_query(laug: Laug) -> None:
    done = laug("consent", "give", "contact_members", "--query", "network:piger", "--channel", "form", "--json")
    assert done.data == {"new": 2, "same": 0, "left_out": 0}
    assert (
        laug("consent", "give", "contact_members", "--query", "network:piger", "--channel", "form", "--json").data[
            "same"
        ]
        == 2
    )
    missing = laug("consent", "list", "--missing", "--purpose", "contact_members", "--json").data
    assert [one["person"] for one in missing] == ["Mikkel Åkjær"]
    made = laug("export", "contacts", "--network", "piger", "--for", "members", "--format", "csv", "-o", "-")
    assert made.code == 0 and "Anna" in made.out and "Zahra" in made.out


def test_who_has_not_agreed_is_left_out_with_the_reason(laug: Laug) -> None:
    laug("consent", "give", "contact_members", "1")
    made = laug("export", "contacts", "--network", "piger", "--for", "members", "--format", "csv", "-o", "-")
    assert "Zahra" not in made.out and "1 person left out: no consent to it" in made.err


def test_a_withdrawal_of_nothing_and_a_wrong_network_are_said(laug: Laug) -> None:
    nothing = laug("consent", "withdraw", "marketing", "1")
    assert nothing.code == 1 and "Nothing was noted: had not given it." in nothing.err
    assert "Say which shielded network" in laug("consent", "give", "diversity_membership", "1").err
    assert "is not shielded" in laug("consent", "give", "diversity_membership", "1", "--network", "piger").err


def test_erasing_needs_a_yes_and_a_ground(laug: Laug) -> None:
    assert laug("person", "erase", "1", "--yes").code == 2
    asked = laug("person", "erase", "1", "--reason", "request")
    assert asked.code == 1 and "needs a yes" in asked.err and "taken off Fællesspisning" in asked.err
    tried = laug("person", "erase", "1", "--reason", "request", "--dry-run")
    assert tried.code == 0 and "nothing was written" in tried.err
    assert laug("person", "show", "1").code == 0


def test_erasing_gives_a_receipt_without_a_name_and_leaves_nothing(laug: Laug, register: Path) -> None:
    laug("backup")
    done = laug("person", "erase", "1", "--reason", "request", "--yes", "--json")
    assert (
        done.code == 0
        and done.data["number"] == 1
        and done.data["overwritten"] is True
        and len(done.data["copies"]) == 1
    )
    assert "Holm" not in done.out
    held = register.read_bytes() + b"".join(one.read_bytes() for one in register.parent.glob("small.db-*"))
    assert b"Holm Kj" not in held and b"94123456" not in held and b"anna@fjorden" not in held
    assert laug("person", "show", "1").code == 3
    log = laug("log", "--json").data
    assert log[0]["operation"] == "person.erase" and log[0]["undoable"] is False
    back = laug("restore", "--yes")
    assert back.code == 0 and "erased again" in back.err
    assert laug("person", "show", "1").code == 3
    assert laug("doctor").code == 0
    assert "1 erased person was in the copy" in laug("backup", "--drill").err
    assert {one["kind"] for one in laug("backup", "--list", "--json").data} == {"copy", "before-restore"}


def test_an_undo_tells_that_the_person_was_erased(laug: Laug) -> None:
    joined = next(one["id"] for one in laug("log", "--operation", "membership.join", "--json").data)
    laug("person", "erase", "1", "--reason", "request", "--yes")
    assert "erased" in laug("log", str(joined)).out
    refused = laug("undo", str(joined))
    assert refused.code == 1 and "has been erased" in refused.err and "--partly" in refused.err
    partly = laug("undo", str(joined), "--partly", "--yes")
    assert partly.code == 0 and "refused: 1" in partly.err


def test_removing_names_the_two_other_verbs(laug: Laug) -> None:
    refused = laug("person", "remove", "1", "--yes")
    assert refused.code == 1 and "laug person leave" in refused.err and "laug person erase" in refused.err
    assert laug("person", "remove", "2", "--yes").code == 0
    gone = laug("person", "erase", "2", "--reason", "unlawful", "--yes")
    assert gone.code == 0 and "was taken away" in gone.err
    assert laug("undo", "--yes").code != 0 or laug("person", "show", "2").code == 3
