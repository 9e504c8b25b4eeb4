"""Three questions as totals: nothing of fewer than five answers is told, anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.afterwards import evaluation
from core.afterwards.evaluation import FEWEST, Mean, mean_of
from core.afterwards.kinds import OPINIONS, Counted, TotalKind
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound
from core.past import history, undo
from tests.core.afterwards.conftest import Plan
from tests.core.conftest import OpenAs

GOOD, USEFUL, AGAIN = TotalKind.GOOD, TotalKind.USEFUL, TotalKind.AGAIN


def test_answers_are_counted_changed_and_undone(session: Session, plan: Plan) -> None:
    meeting = plan("12-11-2026 17-19").id
    evaluation.note(session, meeting, {GOOD: (8, 2, 0), AGAIN: (3, 2, 5)})
    good, useful, again = evaluation.of_meeting(session, meeting)
    assert (good.counts, good.number, good.mean) == ({Counted.YES: 8, Counted.PARTLY: 2, Counted.NO: 0}, 10, 90)
    assert (useful.counts, useful.few) == (None, False)
    assert again.mean == 40
    evaluation.note(session, meeting, {GOOD: (0, 0, 6)})
    assert [one.mean for one in evaluation.of_meeting(session, meeting)] == [0, None, 40]
    undo.undo(session)
    assert evaluation.of_meeting(session, meeting) == [good, useful, again]
    evaluation.note(session, meeting, {AGAIN: (0, 0, 0)})
    assert evaluation.of_meeting(session, meeting)[2].number is None


def test_fewer_than_five_are_told_nowhere(session: Session, plan: Plan) -> None:
    meeting = plan("12-11-2026 17-19").id
    evaluation.note(session, meeting, {GOOD: (3, 1, 0)})
    good = evaluation.of_meeting(session, meeting)[0]
    assert (good.counts, good.number, good.mean, good.few) == (None, None, None, True)
    assert evaluation.of_network(session, "piger")[0].answers == 0
    for entry in (undo.last_own(session), undo.undo(session)):
        story = history.story(session, entry.id)
        assert story and not any(change.field == "count" for one in story for change in one.fields)


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3, 4), (-1, 5, 5), (0, 0, 10**6)])
def test_what_is_not_three_numbers_is_refused(session: Session, plan: Plan, numbers: tuple[int, ...]) -> None:
    meeting = plan("12-11-2026 17-19").id
    with pytest.raises(Invalid):
        evaluation.note(session, meeting, {GOOD: numbers})


def test_a_networks_mean_holds_no_meeting_that_is_left_over(session: Session, plan: Plan) -> None:
    first, second, third = (plan(f"{day}-11-2026 17-19").id for day in (3, 10, 17))
    evaluation.note(session, first, {GOOD: (10, 0, 0)})
    evaluation.note(session, second, {GOOD: (0, 0, 3)})
    assert evaluation.of_network(session, "piger")[0] == Mean(GOOD, 1, 10, 100)
    evaluation.note(session, third, {GOOD: (0, 0, 2)})  # five in two meetings: no one can be told from the other
    assert evaluation.of_network(session, "piger")[0] == Mean(GOOD, 3, 15, 67)


def test_a_closed_network_tells_nothing(session: Session, plan: Plan, open_as: OpenAs) -> None:
    from core import networks

    meeting = plan("12-11-2026 17-19").id
    evaluation.note(session, meeting, {GOOD: (10, 0, 0)})
    shown = networks.get(session, "piger")
    networks.edit(session, shown.id, {"level": "shielded", "neutral_title": "Aftale"}, version=shown.version)
    with open_as("birgit") as other:
        with pytest.raises(NotAllowed):
            evaluation.of_network(other, "piger")
        with pytest.raises(NotFound):
            evaluation.of_meeting(other, meeting)


_ANSWERS = st.tuples(*[st.integers(0, 12)] * 3)


@given(_ANSWERS)
def test_a_mean_lies_between_all_no_and_all_yes(numbers: tuple[int, int, int]) -> None:
    counts = dict(zip(OPINIONS, numbers, strict=True))
    assert 0 <= mean_of(counts) <= 100
    told = evaluation._told(GOOD, {opinion.value: count for opinion, count in counts.items()})
    assert (told.counts is not None) == (sum(numbers) >= FEWEST)


@given(st.lists(_ANSWERS, max_size=8))
def test_what_is_hidden_in_a_mean_is_nobodys(every: list[tuple[int, int, int]]) -> None:
    """Whoever subtracts all meetings that are shown finds either nothing or five answers of two meetings or more."""
    found = evaluation._mean(GOOD, [{o.value: n for o, n in zip(OPINIONS, one, strict=True)} for one in every])
    large = [one for one in every if sum(one) >= FEWEST]
    hidden, meetings = found.answers - sum(map(sum, large)), found.meetings - len(large)
    assert (hidden, meetings) == (0, 0) or (hidden >= FEWEST and meetings >= 2)
