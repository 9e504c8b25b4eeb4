"""The keys of the calendar."""

from core.messages import N_
from tui.actions import Where, declare

KEYS = (
    declare("calendar.open", "enter", N_("Open"), N_("Opens the meeting."), Where.AREA, in_footer=True),
    declare("calendar.let_go", "enter,m", N_("Put it here"), N_("Lets go of the meeting where it has been moved to."), Where.AREA,
            in_footer=True),
    declare("calendar.put_back", "escape", N_("Put it back"), N_("Puts the meeting back to where it was picked up."), Where.AREA,
            in_footer=True),
    declare("calendar.pick_up", "m", N_("Move"),
            N_("Picks the meeting up: arrows move it, {key[calendar.let_go]} lets it go, {key[app.back]} puts it back."),
            Where.AREA, in_footer=True),
    declare("calendar.today", "t", N_("Today"), N_("Goes to today."), Where.AREA, in_footer=True),
    declare("calendar.go_to", "g", N_("Go to day"), N_("Goes to a day in words: week 47, Thu 19-11."), Where.AREA,
            in_footer=True),
    declare("calendar.other", "space", N_("Next of the day"), N_("Goes to the next meeting of the same day."), Where.LIST),
    declare("calendar.left", "left,h", N_("Day before"), N_("Goes a day back."), Where.LIST, run="across(-1)"),
    declare("calendar.right", "right,l", N_("Next day"), N_("Goes a day on."), Where.LIST, run="across(1)"),
    declare("calendar.up", "up,k", N_("Up"), N_("Goes a week back; in a week, to the meeting before."), Where.LIST,
            run="down(-1)"),
    declare("calendar.down", "down,j", N_("Down"), N_("Goes a week on; in a week, to the next meeting."), Where.LIST,
            run="down(1)"),
    declare("calendar.page_up", "pageup", N_("Before"), N_("Goes a month back, or a week."), Where.LIST, run="page(-1)"),
    declare("calendar.page_down", "pagedown", N_("After"), N_("Goes a month on, or a week."), Where.LIST, run="page(1)"),
    declare("calendar.earlier", "minus", N_("Earlier"), N_("Moves the meeting a quarter of an hour back."), Where.LIST,
            run="shift(-15)", in_palette=False),
    declare("calendar.later", "plus", N_("Later"), N_("Moves the meeting a quarter of an hour on."), Where.LIST,
            run="shift(15)", in_palette=False),
)  # fmt: skip
