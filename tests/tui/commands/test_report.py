"""`laug report`: the numbers of the screens, without small ones where they leave the house."""

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def test_numbers_for_a_program_are_those_that_may_leave_unless_somebody_says_otherwise(laug: Laug) -> None:
    exact = laug("report", "ages", "summary", "--exact", "--json").data
    assert {one["figure"] for one in exact} == {"ages", "summary"}
    assert {one["hidden"] for one in exact} == {""}
    assert any(one["number"] in (1, 2, 3, 4) for one in exact)
    answer = laug("report", "ages", "summary", "--json", "--lang", "en")
    assert all(one["number"] not in (1, 2, 3, 4) for one in answer.data)
    assert "small" in {one["hidden"] for one in answer.data}
    assert "--exact tells them" in answer.err


def test_bars_stand_beside_their_numbers_and_tables_are_for_texts(laug: Laug) -> None:
    told = laug("report", "months", "--exact", "--lang", "en").out
    assert "Members month by month · all networks" in told and "█" in told
    table = laug("report", "months", "--markdown", "--lang", "en").out
    assert table.startswith("## Members month by month") and "| --- | ---: |" in table


def test_a_period_that_cannot_be_read_is_said(laug: Laug) -> None:
    answer = laug("report", "--period", "engang", "--lang", "en")
    assert answer.code == ExitCode.USAGE and "engang" in answer.err
    assert laug("report", "--network", "ingen", "--lang", "en").code == ExitCode.NOTHING_FOUND
