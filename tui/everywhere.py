"""What works everywhere in the program."""

from core.messages import N_
from tui.actions import Where, declare

MOST_AREAS = 9

# Priority: what is typed right after `/` must not reach the list, which would take it for commands.
FILTER = declare(
    "app.filter",
    "slash,f",
    N_("Filter"),
    N_("Shows only what matches what is typed."),
    Where.EVERYWHERE,
    in_footer=True,
    priority=True,
)
EXPLAIN = declare(
    "app.explain", "f2", N_("Explain"), N_("Tells how the filter is understood, condition by condition."), Where.EVERYWHERE
)
MEANT = declare(
    "app.meant", "f3", N_("That one"), N_("Takes the nearest word where nothing is found."), Where.EVERYWHERE,
    in_footer=True, in_palette=False,
)  # fmt: skip
BACK = declare(
    "app.back", "escape,left,h", N_("Back"), N_("Closes what was opened last."), Where.EVERYWHERE, in_palette=False
)
PALETTE = declare(
    "app.palette",
    "ctrl+p,colon",
    N_("Find"),
    N_("Finds any command, person, network or meeting."),
    Where.EVERYWHERE,
    in_footer=True,
)
HELP = declare("app.help", "question_mark,f1", N_("Keys"), N_("Shows every key that works here."), Where.EVERYWHERE)
GO = tuple(
    declare(
        f"app.go_{number}",
        str(number),
        N_("Area"),
        N_("Goes to the area with this number."),
        Where.EVERYWHERE,
        run=f"area({number})",
        in_palette=False,
    )
    for number in range(1, MOST_AREAS + 1)
)
LEAVE = declare(
    "app.leave",
    "q",
    N_("Leave"),
    N_("Goes back, or out of the program where nothing is open."),
    Where.EVERYWHERE,
    in_footer=True,
)
# Priority: both work above every screen of its own, too.
QUIT = declare(
    "app.quit", "ctrl+q", N_("Quit"), N_("Ends the program; asks first if something is not saved."), Where.EVERYWHERE,
    priority=True,
)  # fmt: skip
INTERRUPT = declare(
    "app.interrupt", "ctrl+c", N_("Interrupt"), N_("Stops what is running, or tells how to quit."), Where.EVERYWHERE,
    in_palette=False, priority=True,
)  # fmt: skip
SUSPEND = declare(
    "app.suspend",
    "ctrl+z",
    N_("Suspend"),
    N_("Back to the shell for a while; fg returns."),
    Where.EVERYWHERE,
    run="suspend_process",
)
NEXT = declare(
    "app.next",
    "tab",
    N_("Next"),
    N_("Gives the keys to the next part of the screen."),
    Where.EVERYWHERE,
    run="focus_next",
    in_palette=False,
)
PREVIOUS = declare(
    "app.previous",
    "shift+tab",
    N_("Previous"),
    N_("Gives the keys to the part before."),
    Where.EVERYWHERE,
    run="focus_previous",
    in_palette=False,
)

# Of a register alone; the screens above the areas, which the application's keys do not reach, have it of their own accord.
UNDO = declare(
    "app.undo", "u", N_("Undo"), N_("Undoes what you did last, after showing it."), Where.EVERYWHERE, in_footer=True
)

EVERYWHERE = (FILTER, EXPLAIN, MEANT, BACK, PALETTE, HELP, *GO, LEAVE, QUIT, INTERRUPT, SUSPEND, NEXT, PREVIOUS)
