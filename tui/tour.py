"""The guided tour: what it tells, step by step, and how it sees that a step has been taken."""

from collections.abc import Callable
from dataclasses import dataclass

from core.messages import N_


@dataclass(frozen=True)
class Seen:
    """What the tour sees of the program: where one is, and what one has done.

    `area` is the area's id, `screen` the class of the screen on top, `open` whether a record is open, `filter` what the
    list is filtered by, `marked` how many rows are marked, `newest` the kind of the newest operation of one's own.
    """

    area: str
    screen: str
    open: bool
    filter: str
    marked: int
    newest: str

    @property
    def on_areas(self) -> bool:
        """Whether nothing lies above the areas."""
        return self.screen == "Screen"


@dataclass(frozen=True)
class Step:
    """What to do (a msgid; `key` and `other` are the keys of these actions) and how it shows that it was done.

    With `back` the step ends when one has gone back from what it showed.
    """

    text: str
    actions: tuple[str, ...]
    done: Callable[[Seen], bool]
    back: bool = False


STEPS = (
    Step(N_("Everybody here is invented, and the file is gone afterwards: try anything. {key} shows the people."),
         ("app.go_3",), lambda seen: seen.area == "people"),
    Step(N_("{key} moves, {other} opens a person. Open one."), ("list.down", "list.open"),
         lambda seen: seen.area == "people" and seen.open),
    Step(N_("{key} always goes back, and never loses what you typed. Go back to the list."), ("app.back",),
         lambda seen: not seen.open and seen.on_areas),
    Step(N_("{key}, then a name or a trade, as in: tømrer. The list follows while you type; enter keeps the filter."),
         ("app.filter",), lambda seen: bool(seen.filter)),
    Step(N_("{key} marks a person, for what is done to many at once. Mark one or two."), ("list.mark",),
         lambda seen: seen.marked > 0),
    Step(N_("{key} corrects the person under the cursor. Change the town, say, and save it with {other}."),
         ("people.edit", "form.save"), lambda seen: seen.newest not in ("", "undo")),
    Step(N_("Was that wrong? {key} undoes it: you see first what goes back, enter does it."), ("app.undo",),
         lambda seen: seen.newest == "undo"),
    Step(N_("{key} shows every key that works where you are. Look, then go back."), ("app.help",),
         lambda seen: seen.screen == "KeyHelp", back=True),
    Step(N_("{key} finds anything by typing: a person, a network, a meeting, a command. Open it."), ("app.palette",),
         lambda seen: seen.screen == "Palette", back=True),
    Step(N_("{key} shows the meetings; {other} opens one with everybody invited."), ("app.go_4", "list.open"),
         lambda seen: seen.area == "meetings" and seen.open),
    Step(N_("{key} types answers: letters of a name, and j for yes. Look, then go back."), ("meetings.answers",),
         lambda seen: "Answer" in seen.screen, back=True),
    Step(N_("{key} tells which week most of a network are at school. Look, then go back."), ("meetings.weeks",),
         lambda seen: "Week" in seen.screen, back=True),
    Step(N_("That was the tour. {key} opens the guides, {other} ends laug. For your own register: laug init"),
         ("app.guides", "app.quit"), lambda seen: False),
)  # fmt: skip
