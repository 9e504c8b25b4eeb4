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
    "Undo that first: laug undo {number}; or undo what can be: laug undo {operation} --partly":
        N_("Undo that first (no. {number}), in Workshop (7) under Log and undo."),
    "Undo the rest of it: laug undo {number} --partly":
        N_("The rest of it can be undone, in Workshop (7) under Log and undo: no. {number}."),
    "To do it again: laug undo {number}": N_("To do it again, undo no. {number}, in Workshop (7) under Log and undo."),
    "To undo it once more: laug undo {number}":
        N_("To undo it once more, undo no. {number}, in Workshop (7) under Log and undo."),
    "If that was a mistake, undo it first: laug undo {number}":
        N_("If that was a mistake, undo it first: no. {number}, in Workshop (7) under Log and undo."),
    "Who has left, leaves: laug person leave. Who is to be forgotten, is erased: laug person erase.":
        N_("Who has left, leaves: {key[people.leave]}. Who is to be forgotten, is erased: {key[people.erase]}."),
    "Erase the person where time has run out: laug person erase; and in lists kept elsewhere.":
        N_("Erase the person where time has run out, with {key[people.erase]} in People (3); and in lists kept elsewhere."),
    "Erase that one: laug person erase {kept}": N_("Erase that one: no. {kept}, with {key[people.erase]} in People (3)."),
    "There is no copy of {path} yet. Make one with: laug backup":
        N_("There is no copy of {path} yet. Workshop (7) makes one under Copies."),
    "More than one school has a class {name}: name it with --school.":
        N_("More than one school has a class {name}: choose it from the list."),
    "Say who it is: --person NUMBER or NAME": N_("Say who it is."),
    "Name one whose kind is alumni, or join them to it afterwards: laug network join":
        N_("Choose one whose kind is alumni, or put them into it afterwards with {key[people.join]} in People (3)."),
    "Save it without --shared, or leave the network out.": N_("Save it as your own, or leave the network out."),
    "Read the list anew and save the plan again; decide with: laug import plan decide FILE ROW …":
        N_("Read the list anew and save the plan again."),
    "Make one with: laug import people LIST --plan FILE": N_("Read a list, and save its plan from there."),
    "Try --encoding cp1252 or --encoding utf-8, or save it as “CSV UTF-8”.": N_("Save it as “CSV UTF-8”, and read it again."),
}  # fmt: skip
"""Message ids of core, and what is said on the screens instead."""


def way(told: Message) -> Message:
    """A sentence of core as it is said on the screens."""
    return replace(told, msgid=_WAYS[told.msgid]) if told.msgid in _WAYS else told
