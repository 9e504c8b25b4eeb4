"""What an operation changed, row by row, in words for the screens."""

from datetime import datetime

from core.messages import N_
from core.past.history import FieldChange, RowStory
from core.rules.kinds import Named
from tui.screens import shown
from tui.screens.desk import Desk
from tui.widgets.form import as_text


def row_line(desk: Desk, one: RowStory) -> str:
    """One row on one line: `+` new, `-` gone, `~` changed with each field before and after."""
    what = f"{desk.tell(one.noun)}: {one.name}"
    if one.erased:
        return desk.tell(N_("{what}: erased"), what=what)
    if one.made or one.gone:
        return f"{'+' if one.made else '-'} {what}"
    return f"~ {what} ({', '.join(field_line(desk, field) for field in one.fields)})"


def row_lines(desk: Desk, one: RowStory) -> list[str]:
    """The same over several lines, a field a line; of a new row what it holds."""
    sign = "+" if one.made else "-" if one.gone else "~"
    head = f"{sign} {desk.tell(one.noun)}: {one.name}"
    return [head, *(f"    {_held(desk, one, field)}" for field in one.fields)]


def _held(desk: Desk, row: RowStory, field: FieldChange) -> str:
    if not row.made and not row.gone:
        return field_line(desk, field)
    return f"{desk.tell(field.label)}: {_value(desk, field.field, field.after if row.made else field.before)}"


def field_line(desk: Desk, field: FieldChange) -> str:
    """`Phone: – → 94 00 00 01`."""
    before, after = (_value(desk, field.field, value) for value in (field.before, field.after))
    return f"{desk.tell(field.label)}: {before} → {after}"


def _value(desk: Desk, field: str, value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return desk.tell(N_("yes") if value else N_("no"))
        case Named():
            return shown.kind(value, desk.language)
        case datetime():  # of a meeting moved on its day only the time is another
            return shown.begins(value, desk.language)
        case tuple():
            return ", ".join(_value(desk, field, item) for item in value)
        case str() if field in ("phone", "other_phones"):
            return shown.phone(value)
        case _:
            return as_text(value)
