"""What to do about it, on the screens: where core's advice names a command, the way there is another one."""

from dataclasses import replace

from core.messages import N_, Message

_WAYS = {
    "Change it from its next day on: --from {day}":
        N_("Change it from its next day on, {day}: there choose this one and all that follow."),
    "Its days: laug series show {number}": N_("Its days stand in Workshop (7), among the series of meetings."),
    "Say a day in between, or cancel the whole series: laug series cancel {number}":
        N_("Say a day in between, or cancel all of the series with {key[meetings.cancel]} at one of its meetings."),
    "Undo that first, or change the series: laug series edit {number}":
        N_("Undo that first, or change the series with {key[meetings.edit]} at one of its meetings."),
    "If your work needs it: laug network open {slug} --reason …  The reason is logged.":
        N_("If your work needs it: {key[networks.open_shielded]} in Networks (2) opens it, for a reason that is logged."),
    "Call it something else, or give it a short name of its own: --slug":
        N_("Call it something else, or give it a short name of its own."),
    "Let them in all the same: --over": N_("The meeting can be given more places: {key[meetings.edit]} at the meeting."),
    "Give the meeting or its network one: --organiser-email": N_("Give the meeting or its network one: the sender's e-mail."),
    "Give it a neutral one: --organiser-email": N_("Give it a neutral one: the sender's e-mail."),
}  # fmt: skip
"""Message ids of core, and what is said on the screens instead."""


def way(hint: Message) -> Message:
    """The advice as it is given on the screens."""
    return replace(hint, msgid=_WAYS[hint.msgid]) if hint.msgid in _WAYS else hint
