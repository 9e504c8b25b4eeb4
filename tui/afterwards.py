"""Sentences about what is left of a meeting, the same in commands and on the screens."""

from datetime import date
from typing import TYPE_CHECKING

from core.afterwards.kinds import OPINIONS
from core.messages import N_, Message, say

if TYPE_CHECKING:  # completion imports nothing that opens a register
    from core.afterwards.evaluation import Answered
    from core.afterwards.transport import Carpool, Transport


def answered(one: "Answered", place: int) -> int | None:
    """How many said yes (0), partly (1) or no (2); None if that is not shown."""
    return None if one.counts is None else one.counts[OPINIONS[place]]


def clock(text: str) -> Message:
    """A stored time as it is said: `21:40`, in Danish `21.40`."""
    hour, _, minute = text.partition(":")
    return say(N_("{hour}:{minute}"), hour=hour, minute=minute)


def bus_told(one: "Transport") -> Message | None:
    """What is to be thought of about the last bus, or what was known of it last; None if there is nothing."""
    if one.warning is not None:
        return one.warning
    if one.known_bus and isinstance(one.known_on, date):
        time = clock(one.known_bus)
        return say(N_("The last bus from here left at {time} on {day}, as it was noted then."), time=time, day=one.known_on)
    return None


def carpool_told(one: "Carpool") -> Message | None:
    """Who is not among those who could ride together; None if nobody is left out."""
    if one.shielded:
        return say(N_("Nobody of a shielded network is listed."))
    if not one.left_out:
        return None
    return Message(
        N_("{n} who comes is not listed: protected, restricted, or no postcode."), {"n": one.left_out},
        N_("{n} who come are not listed: protected, restricted, or no postcode."),
    )  # fmt: skip
