"""Going back: shows what would be undone, asks, and does it."""

from textual.widget import Widget

from core.door.session import HOME_ZONE, Session
from core.messages import N_, Message, say
from core.past import undo
from core.past.history import RowStory
from core.past.undo import LogEntry
from core.rules.kinds import Named
from tui.changes import first_telling
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.widgets.card import Tone
from tui.widgets.dialogs import Confirm, Tell
from tui.widgets.form import as_text

_SHOWN = 10


async def undo_last(widget: Widget, desk: Desk) -> None:
    """Undo the newest operation of one's own, after showing it."""
    entry = await attempt(widget, lambda: desk.do(undo.last_own))
    if entry is not None:
        await show_operation(widget, desk, entry.id)


async def show_operation(widget: Widget, desk: Desk, number: int) -> None:
    """Show what an operation changed, and offer to undo it."""
    found = await attempt(widget, lambda: desk.do(lambda session: _described(desk, session, number)))
    if found is None:
        return
    entry, lines = found
    title = say(N_("{when}: {who} {what}"), when=entry.at.astimezone(HOME_ZONE), who=entry.account, what=entry.sentence)
    if not entry.undoable:
        await widget.app.push_screen_wait(Tell(desk.tell(title), "\n".join([*lines, "", _why_not(desk, entry)])))
        return
    question = desk.tell(N_("Undo this? {what}"), what=title)
    if await widget.app.push_screen_wait(Confirm(question, yes=desk.tell(N_("undo")), detail="\n".join(lines))):
        done = await attempt(widget, lambda: desk.do(lambda session: undo.undo(session, number)))
        if done is not None:
            workplace(widget).written()
            workplace(widget).status(say(N_("Undone: {what}."), what=done.sentence), Tone.GOOD)


def _why_not(desk: Desk, entry: LogEntry) -> str:
    if entry.undone_by is not None:
        return desk.tell(N_("It has been undone already."))
    return desk.tell(N_("What has left the house, or was looked at, cannot be undone."))


def _described(desk: Desk, session: Session, number: int) -> tuple[LogEntry, list[str]]:
    entry = undo.entry(session, number)
    rows, rest = first_telling(session, number, rows=entry.rows, most=_SHOWN)
    lines = [_line(desk, one) for one in rows]
    if rest:
        lines.append(desk.tell(Message(N_("and {n} more row"), {"n": rest}, N_("and {n} more rows"))))
    return entry, lines


def _line(desk: Desk, one: RowStory) -> str:
    what = f"{desk.tell(one.noun)}: {one.name}"
    if one.erased:
        return desk.tell(N_("{what}: erased"), what=what)
    if one.made or one.gone:
        return f"{'+' if one.made else '-'} {what}"
    changed = (
        f"{desk.tell(field.label)}: {_value(desk, field.before)} → {_value(desk, field.after)}" for field in one.fields
    )
    return f"~ {what} ({', '.join(changed)})"


def _value(desk: Desk, value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return desk.tell(N_("yes") if value else N_("no"))
        case Named():
            return shown.kind(value, desk.language)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return as_text(value)
