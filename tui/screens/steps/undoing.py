"""Going back: shows what would be undone, asks, does it, and where a colleague has gone on, offers to undo the rest."""

import asyncio

from textual.widget import Widget

from core.door.session import HOME_ZONE, Session
from core.errors import Refused
from core.messages import N_, Message, say
from core.past import undo
from core.past.history import FIELDS, TABLES, Names
from core.past.reversal import Outcome, Reverted
from core.past.undo import LogEntry, Undone
from tui.changes import first_telling
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.telling import row_line
from tui.widgets.dialogs import Confirm, Tell
from tui.widgets.in_order import hold
from tui.widgets.jobs import complain
from tui.widgets.tone import Tone

_SHOWN = 10


async def undo_last(widget: Widget, desk: Desk) -> None:
    """Undo the newest operation of one's own, after showing it."""
    entry = await attempt(widget, lambda: desk.do(undo.last_own))
    if entry is not None:
        await show_operation(widget, desk, entry.id)


async def redo_last(widget: Widget, desk: Desk) -> None:
    """Do again what one has undone last, after showing it."""
    entry = await attempt(widget, lambda: desk.do(undo.last_undo))
    if entry is not None:
        await show_operation(widget, desk, entry.id)


async def show_operation(widget: Widget, desk: Desk, number: int) -> None:
    """Show what an operation changed, and offer to undo it."""
    found = await attempt(widget, lambda: desk.do(lambda session: _asked_about(desk, session, number)))
    if found is None:
        return
    entry, shown, lines = found
    title = say(N_("{when}: {who} {what}"), when=shown.at.astimezone(HOME_ZONE), who=shown.account, what=shown.sentence)
    if not entry.undoable:
        await widget.app.push_screen_wait(Tell(desk.tell(title), "\n".join([*lines, "", _why_not(desk, entry)])))
        return
    if entry.undoes is None:
        question, yes = desk.tell(N_("Undo this? {what}"), what=title), desk.tell(N_("undo"))
    else:
        question, yes = desk.tell(N_("Do it again? {what}"), what=title), desk.tell(N_("do again"))
    if await widget.app.push_screen_wait(Confirm(question, yes=yes, detail="\n".join(lines))):
        await _undo(widget, desk, entry)


async def _undo(widget: Widget, desk: Desk, entry: LogEntry) -> None:
    workplace(widget).status(say(N_("Going back …")))
    try:
        with hold(widget):
            await asyncio.to_thread(desk.do, lambda session: undo.undo(session, entry.id))
    except Refused as refused:
        await _offer_the_rest(widget, desk, entry, refused)
    except Exception as error:  # goes to the person as a sentence; the screens live on
        complain(widget, error)
    else:
        workplace(widget).written()
        told = N_("Undone: {what}.") if entry.undoes is None else N_("Done again; {what} is taken back.")
        workplace(widget).status(say(told, what=entry.sentence), Tone.GOOD)


async def _offer_the_rest(widget: Widget, desk: Desk, entry: LogEntry, refused: Refused) -> None:
    """Somebody has gone on from there: who, what and when; and what can be undone all the same."""
    try:
        with hold(widget):
            expected, kept = await asyncio.to_thread(desk.do, lambda session: _previewed(desk, session, entry.id))
    except Exception:  # nothing of it can go back: the refusal tells why
        complain(widget, refused)
        return
    told = [desk.tell(refused.message), "", desk.tell(_counts(expected)), *kept]
    question = Confirm(
        desk.tell(N_("Undo what can be?")), yes=desk.tell(N_("undo the rest")), detail="\n".join(told), dangerous=True
    )
    if not await widget.app.push_screen_wait(question):
        workplace(widget).status(say(N_("Nothing was undone.")))
        return
    done = await attempt(widget, lambda: desk.do(lambda session: _done(desk, session, entry.id)))
    if done is not None:
        workplace(widget).written()
        undone, lines = done
        title = say(N_("Undone as far as it goes: {what}"), what=entry.sentence)
        await widget.app.push_screen_wait(Tell(desk.tell(title), "\n".join([desk.tell(_counts(undone)), *lines])))


def _previewed(desk: Desk, session: Session, number: int) -> tuple[Undone, list[str]]:
    expected = undo.preview(session, number)
    return expected, _kept(desk, session, expected)


def _done(desk: Desk, session: Session, number: int) -> tuple[Undone, list[str]]:
    done = undo.undo_partly(session, number)
    return done, _kept(desk, session, done)


def _counts(undone: Undone) -> Message:
    counts = {outcome.value: undone.count(outcome) for outcome in Outcome}
    if partly := sum(one.partly for one in undone.records):
        counts[Outcome.KEPT.value] -= partly
        told = N_("Back as before: {reversed}. Back in part: {partly}. Kept as it is now: {kept}. Refused: {refused}.")
        return say(told, partly=partly, **counts)
    return say(N_("Back as before: {reversed}. Kept as it is now: {kept}. Refused: {refused}."), **counts)


def _kept(desk: Desk, session: Session, undone: Undone) -> list[str]:
    """The first records that do not go back, each with its fields and why."""
    names = Names(session)
    rest = [one for one in undone.records if one.outcome is not Outcome.REVERSED]
    lines = [_kept_line(desk, names, one) for one in rest[:_SHOWN]]
    if len(rest) > _SHOWN:
        lines.append(_more(desk, len(rest) - _SHOWN))
    return lines


def _kept_line(desk: Desk, names: Names, one: Reverted) -> str:
    what = f"{desk.tell(TABLES.get(one.table, one.table))}: {names.about(one.table, one.row_id, {})}"
    fields = ", ".join(desk.tell(FIELDS[field]) for field in one.fields if field in FIELDS)
    why = desk.tell(one.reason) if one.reason else ""
    if one.partly and fields:
        fields = desk.tell(N_("not back: {fields}"), fields=fields)
    return ("~ " if one.partly else "= ") + " – ".join(part for part in (what, fields, why) if part)


def _more(desk: Desk, number: int) -> str:
    return desk.tell(Message(N_("and {n} more row"), {"n": number}, N_("and {n} more rows")))


def _why_not(desk: Desk, entry: LogEntry) -> str:
    if entry.undone_by is not None:
        return desk.tell(N_("It has been undone already."))
    return desk.tell(N_("What has left the house, was looked at, withdrawn or erased, cannot be undone."))


def _asked_about(desk: Desk, session: Session, number: int) -> tuple[LogEntry, LogEntry, list[str]]:
    """The operation, and what is shown of it: where it undid another that may be done again, that other one."""
    entry, lines = _described(desk, session, number)
    if entry.undoes is None or not entry.undoable:
        return entry, entry, lines
    return entry, *_described(desk, session, entry.undoes)


def _described(desk: Desk, session: Session, number: int) -> tuple[LogEntry, list[str]]:
    entry = undo.entry(session, number)
    rows, rest = first_telling(session, number, rows=entry.rows, most=_SHOWN)
    lines = [row_line(desk, one) for one in rows]
    return entry, [*lines, _more(desk, rest)] if rest else lines
