"""Three questions after a meeting, as totals: nobody's answer, and nothing of fewer than five.

A few answers are somebody's answers. So totals of fewer than five are noted and counted with others, but not shown: not
for the meeting, not in the log, and in a network's mean only where they cannot be found out by subtraction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core import meetings, networks
from core.afterwards import totals
from core.afterwards.kinds import EVALUATION, OPINIONS, Counted, TotalKind
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, say
from core.series import occurrences

FEWEST = 5
"""Fewer answers than these are not shown."""
MOST = 10_000
SENTENCES: Mapping[TotalKind, str] = {
    TotalKind.GOOD: N_("Was it good to be here?"),
    TotalKind.USEFUL: N_("Did you get something to use?"),
    TotalKind.AGAIN: N_("Will you come again?"),
}
"""The three questions (message ids); each is answered with yes, partly or no."""
SHORT: Mapping[TotalKind, str] = {
    TotalKind.GOOD: N_("Good to be here?"),
    TotalKind.USEFUL: N_("Something to use?"),
    TotalKind.AGAIN: N_("Coming again?"),
}
"""The same where there is little room (message ids)."""
_WORTH = {Counted.YES: 100, Counted.PARTLY: 50, Counted.NO: 0}


@dataclass(frozen=True)
class Answered:
    """The answers to one question. `counts` is None where there are fewer than five: then only that is told."""

    question: TotalKind
    counts: Mapping[Counted, int] | None
    few: bool

    @property
    def number(self) -> int | None:
        """How many answered; None if they are not shown."""
        return None if self.counts is None else sum(self.counts.values())

    @property
    def mean(self) -> int | None:
        """From 0 (all said no) to 100 (all said yes), where partly is 50; None if nothing is shown."""
        return None if self.counts is None else round(mean_of(self.counts))


def mean_of(counts: Mapping[Counted, int]) -> float:
    """From 0 (all said no) to 100 (all said yes)."""
    return sum(_WORTH[opinion] * count for opinion, count in counts.items()) / max(1, sum(counts.values()))


def of_meeting(session: Session, meeting_id: int) -> list[Answered]:
    """The three questions with their answers. Raises `NotFound`."""
    number = meetings.get(session, meeting_id).id
    return [_told(kind, totals.fixed(session, [number], kind).get(number)) for kind in EVALUATION]


def _told(kind: TotalKind, stored: Mapping[str, int] | None) -> Answered:
    counts = _counts(stored or {})
    answered = sum(counts.values())
    return Answered(kind, counts if answered >= FEWEST else None, 0 < answered < FEWEST)


def _counts(stored: Mapping[str, int]) -> dict[Counted, int]:
    return {opinion: stored.get(opinion.value, 0) for opinion in OPINIONS}


def note(session: Session, meeting_id: int, said: Mapping[TotalKind, Sequence[int]]) -> list[Answered]:
    """Note how many said yes, partly and no to each question; three noughts take a question's answers away.

    Raises `Invalid` for what is not three numbers, and `NotFound`.
    """
    for numbers in said.values():
        if len(numbers) != len(OPINIONS) or not all(0 <= number <= MOST for number in numbers):
            raise Invalid(
                "evaluation",
                say(N_("An evaluation is three numbers: how many said yes, partly and no.")),
                say(N_("For example: 8/3/1")),
            )
    with session.write(Operation.MEETING_EVALUATE) as transaction:
        own = occurrences.touched(session, transaction, meetings.get(session, meeting_id).id)
        for kind, numbers in said.items():
            counts = {opinion.value: number for opinion, number in zip(OPINIONS, numbers, strict=True)}
            totals.set_fixed(transaction, own, kind, counts if any(numbers) else {})
        return of_meeting(session, own)


@dataclass(frozen=True)
class Mean:
    """One question over the meetings of a network: of how many meetings and answers the mean is (None: too few)."""

    question: TotalKind
    meetings: int
    answers: int
    mean: int | None


def of_network(session: Session, reference: str | int) -> list[Mean]:
    """The three questions over a network's meetings. Raises `NotFound`, `NotAllowed` for a shielded one not opened."""
    network = networks.get_opened(session, reference)
    numbers = list(meetings.network_ids(session, network.id))
    return [_mean(kind, totals.fixed(session, numbers, kind).values()) for kind in EVALUATION]


def _mean(kind: TotalKind, every: Iterable[Mapping[str, int]]) -> Mean:
    counted = [_counts(one) for one in every]
    large = [one for one in counted if sum(one.values()) >= FEWEST]
    small = [one for one in counted if 0 < sum(one.values()) < FEWEST]
    # One small meeting among those that are shown would be what is left over.
    told = [*large, *small] if len(small) > 1 and sum(sum(one.values()) for one in small) >= FEWEST else large
    pooled: Counter[Counted] = Counter()
    for one in told:
        pooled.update(one)
    answers = sum(pooled.values())
    return Mean(kind, len(told), answers, round(mean_of(pooled)) if answers else None)
