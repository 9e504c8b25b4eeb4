"""What a person's own calendar holds and leaves out, in words for the command and the screens alike."""

from typing import TYPE_CHECKING

from core.messages import N_, Message

if TYPE_CHECKING:
    from core.personal_feed import PersonalFeed


def told(made: "PersonalFeed") -> list[Message]:
    """How many meetings are in it, and how many are not because nobody asked for them."""
    values, left = {"n": made.count}, {"n": made.not_asked}
    found = [Message(
        N_("{n} meeting they are invited to and have not declined; nobody else is named."), values,
        N_("{n} meetings they are invited to and have not declined; nobody else is named."),
    )]  # fmt: skip
    if made.not_asked:
        found.append(Message(
            N_("{n} meeting of a shielded network left out: they have not asked for calendar invitations."), left,
            N_("{n} meetings of shielded networks left out: they have not asked for calendar invitations."),
        ))  # fmt: skip
    return found
