"""Whom a save waits for, in words: who has the turn to write, with what, and since when."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from core.messages import N_, Message, say

if TYPE_CHECKING:
    from core.door.session import Holder


@runtime_checkable
class Waits(Protocol):
    """A screen that covers the status line and so tells itself whom its save waits for."""

    def waits(self, for_whom: Message) -> None: ...


def waits_for(holder: "Holder") -> Message:
    """`Waiting for birgit, who has held the register since 10:12:03 (read a list of people) …`"""
    from core.door.operations import Operation
    from core.door.session import HOME_ZONE

    clock = datetime.fromtimestamp(holder.since, UTC).astimezone(HOME_ZONE)
    since = say(N_("{hour}:{minute}:{second}"), hour=f"{clock:%H}", minute=f"{clock:%M}", second=f"{clock:%S}")
    if holder.what == "upgrade":
        return say(N_("{who} began at {when} to upgrade the register; that can take some minutes …"), who=holder.who, when=since)
    known = {kind.value for kind in Operation}
    what: object = say(Operation(holder.what).sentence) if holder.what in known else holder.what
    if not what:
        return say(N_("Waiting for {who}, who has held the register since {when} …"), who=holder.who, when=since)
    return say(
        N_("Waiting for {who}, who has held the register since {when} ({what}) …"), who=holder.who, when=since, what=what
    )
