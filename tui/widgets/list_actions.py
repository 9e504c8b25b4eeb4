"""What can be done in a list."""

from core.messages import N_
from tui.actions import Where, declare

OPEN = declare(
    "list.open", "enter,l,right", N_("Open"), N_("Opens the row under the cursor."), Where.LIST, in_footer=True
)
# Among the keys of the screen, whose own Escape it stands before while there is a filter.
SHOW_ALL = declare(
    "list.show_all", "escape", N_("Show all"), N_("Shows everything again, without the filter."), Where.AREA, in_footer=True,
    in_palette=False,
)  # fmt: skip
MARK = declare("list.mark", "space", N_("Mark"), N_("Marks the row, or takes the mark away."), Where.LIST)
MARK_ALL = declare(
    "list.mark_all", "a", N_("Mark all"), N_("Marks every row shown, or takes all marks away."), Where.LIST
)
SORT = declare("list.sort", "o", N_("Sort"), N_("Sorts by the next column."), Where.LIST)
REVERSE = declare("list.reverse", "O", N_("Reverse"), N_("Turns the order around."), Where.LIST)
COLUMNS = declare(
    "list.columns", "f6", N_("Columns"),
    N_("Chooses which columns the list shows, in which order, and what it is sorted by."), Where.LIST,
)  # fmt: skip
JUMP = declare(
    "list.jump", "J", N_("Go to"), N_("Goes to the row whose number, or whose first letters, are typed."), Where.LIST,
    run="jump_to",
)  # fmt: skip
TURN = (
    declare("list.next_columns", "greater_than_sign", N_("More columns"), N_("Shows the columns that had no room."),
            Where.LIST, run="turn(1)"),
    declare("list.previous_columns", "less_than_sign", N_("Columns before"), N_("Shows the columns before."), Where.LIST,
            run="turn(-1)", in_palette=False),
)  # fmt: skip
MOVES = (
    declare("list.down", "down,j", N_("Down"), N_("Moves one row down."), Where.LIST, run="move(1)", in_palette=False),
    declare("list.up", "up,k", N_("Up"), N_("Moves one row up."), Where.LIST, run="move(-1)", in_palette=False),
    declare(
        "list.page_down",
        "pagedown,ctrl+d",
        N_("Page down"),
        N_("Moves one page down."),
        Where.LIST,
        run="page(1)",
        in_palette=False,
    ),
    declare(
        "list.page_up",
        "pageup,ctrl+u",
        N_("Page up"),
        N_("Moves one page up."),
        Where.LIST,
        run="page(-1)",
        in_palette=False,
    ),
    declare(
        "list.first", "g,home", N_("First"), N_("Goes to the first row."), Where.LIST, run="jump(0)", in_palette=False
    ),
    declare(
        "list.last", "G,end", N_("Last"), N_("Goes to the last row."), Where.LIST, run="jump(-1)", in_palette=False
    ),
)
