"""`laug tidy` and `laug person bounced`: counts, lists, what mends them, and mail that came back."""

import io

import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def _counts(laug: Laug) -> dict[str, int]:
    return {row["list"]: row["count"] for row in laug("tidy", "--json").data}


def test_the_lists_are_counted_and_name_what_mends_them(laug: Laug) -> None:
    answer = laug("tidy", "--lang", "en")
    assert "no-network" in answer.out and "1 person has no e-mail address." in answer.out
    assert "laug network join" in answer.out
    assert _counts(laug)["no_email"] == 1
    (zahra,) = laug("tidy", "no-email", "--json").data
    assert zahra["name"] == "Zahra Al-Hassan"
    assert laug("tidy", "uden mail", "--json").data == [zahra]
    assert laug("person", "list", "oprydning:no_email", "--json").data == [zahra]


def test_mail_that_came_back_is_noted_and_undone(laug: Laug) -> None:
    answer = laug("person", "bounced", "anna@fjorden.example", "ingen@fjorden.example", "--lang", "en")
    assert answer.code == ExitCode.SOME_REFUSED
    assert "Noted of 1 person" in answer.err and "Nobody has the address ingen@fjorden.example." in answer.err
    (anna,) = laug("tidy", "bounced", "--json").data
    assert anna["name"] == "Anna Holm Kjær"
    assert laug("undo").code == ExitCode.DONE
    assert _counts(laug)["bounced"] == 0
    assert laug("person", "bounced", "anna@fjorden.example").code == ExitCode.DONE
    assert laug("person", "bounced", "anna@fjorden.example", "--mended").code == ExitCode.DONE
    assert _counts(laug)["bounced"] == 0
    assert laug("person", "bounced", "ingen@fjorden.example").code == ExitCode.NOTHING_FOUND
    assert laug("person", "bounced", "ikke-en-adresse").code == ExitCode.USAGE


def test_addresses_are_found_in_the_text_of_replies(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = "Delivery failed for <Anna@Fjorden.example>: no such user.\nAlso: mikkel@birken.example.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(reply.encode())))
    assert laug("person", "bounced", "-").code == ExitCode.DONE
    assert _counts(laug)["bounced"] == 2


def test_a_protected_name_has_its_sign_in_every_list_and_none_in_data(laug: Laug) -> None:
    laug("person", "edit", "1", "--protected")
    for line in (("person", "list", "anna"), ("network", "members", "piger"), ("meeting", "show", "1"), ("tidy", "bounced")):
        laug("person", "bounced", "anna@fjorden.example")
        answer = laug(*line)
        assert "◆ Anna Holm Kjær" in answer.out, line
        assert "◆" not in laug(*line, "--json").out, line
