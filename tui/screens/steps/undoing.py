"""Going back: shows what would be undone, asks, and does it."""

from collections.abc import Iterable, Mapping

from textual.widget import Widget

from core import meetings, networks, organisations, people, undo
from core.errors import LaugError
from core.messages import N_, Message, say
from core.rules.kinds import Answer, EndReason, MeetingType, MembershipRole, Named, NetworkLevel
from core.session import Session
from core.undo import LogEntry, RowChange
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.shown import LABELS
from tui.widgets.card import Tone
from tui.widgets.dialogs import Confirm, Tell

_SHOWN = 10
_SILENT = {
    "version",
    "uid",
    "id",
    "stamp",
    "sequence",
    "calendar_uid",
    "created_at",
    "start_utc",
    "end_utc",
    "sort_key",
}
_TABLES = {
    "person": N_("person"), "affiliation": N_("affiliation"), "membership": N_("membership"),
    "organisation": N_("organisation"), "education": N_("education"), "network": N_("network"),
    "meeting": N_("meeting"), "participation": N_("invitation"), "meeting_network": N_("network of a meeting"),
    "grant_": N_("opened network"),
}  # fmt: skip


_KINDS: dict[str, type[Named]] = {
    "answer": Answer, "role": MembershipRole, "level": NetworkLevel, "end_reason": EndReason, "type": MeetingType,
}  # fmt: skip


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
    title = say(N_("{when}: {who} {what}"), when=entry.at.astimezone(), who=entry.account, what=entry.sentence)
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
    every = undo.changes(session, number)
    lines = [_line(desk, session, change) for change in every[:_SHOWN]]
    if len(every) > _SHOWN:
        rest = len(every) - _SHOWN
        lines.append(desk.tell(Message(N_("and {n} more row"), {"n": rest}, N_("and {n} more rows"))))
    return entry, lines


def _line(desk: Desk, session: Session, change: RowChange) -> str:
    table = desk.tell(_TABLES.get(change.table, change.table))
    row = change.after or change.before or {}
    name = _name(session, change, row)
    if change.before is None:
        return f"+ {table}: {name}"
    if change.after is None:
        return f"- {table}: {name}"
    return f"~ {table}: {name} ({', '.join(_differences(desk, change))})"


def _name(session: Session, change: RowChange, row: Mapping[str, object]) -> str:
    """Who or what the row is about."""
    own = " ".join(str(row[field]) for field in ("given", "family", "name", "title") if row.get(field))
    if (own and change.before is None) or (change.after is None and own):
        return own
    try:
        if change.table == "person":
            return people.by_id(session, change.row_id).name
        if change.table == "network":
            return networks.get(session, change.row_id).name
        if change.person_id is not None:
            return people.by_id(session, change.person_id).name
        if change.table == "meeting":
            return meetings.get(session, change.row_id).title
        if change.table == "organisation":
            return organisations.get(session, change.row_id).name
    except LaugError:
        pass  # it is gone: its number says which it was
    return own or f"#{change.row_id}"


def _differences(desk: Desk, change: RowChange) -> Iterable[str]:
    before, after = change.before or {}, change.after or {}
    for field in after:
        if field not in _SILENT:
            label = desk.tell(LABELS.get(field, field))
            yield f"{label}: {_value(desk, field, before.get(field))} → {_value(desk, field, after[field])}"


def _value(desk: Desk, field: str, value: object) -> str:
    if value in (None, "", "[]"):
        return "–"
    kinds = _KINDS.get(field)
    known = kinds.from_words(str(value)) if kinds is not None else None
    return known.name_in(desk.language) if known is not None else str(value)
