"""The copies of the register: make one, try whether the newest can be restored, see what going back would change."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.care import backups
from core.care.backups import Backup, Difference
from core.door.session import Session
from core.messages import N_, Message, say
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Value, listed_by_columns
from tui.screens.record_history import heading
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Tell, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone

MAKE = declare("copies.make", "n", N_("New copy"), N_("Makes a copy now, and checks it."), Where.AREA, in_footer=True)
DRILL = declare(
    "copies.drill", "t", N_("Try"), N_("Restores the newest copy into a scratch file and says what came of it."), Where.AREA,
    in_footer=True,
)  # fmt: skip
LEAVE = declare("copies.leave", "escape,left,h,q", N_("Back"), N_("Closes the copies."), Where.AREA, in_footer=True)

_MEGABYTE = 1_000_000
_COLUMNS = (
    Column(N_("Made"), 16, order="made", key="made", alphabetical=False),
    Column(N_("MB"), 8, right=True, order="size", key="size", alphabetical=False),
    Column(N_("Kind"), 18, priority=1, order="kind", key="kind"),
    Column(N_("File"), 24, weight=1, order="file", key="file"),
)  # fmt: skip
_TABLES = {
    "person": N_("people"), "affiliation": N_("school and work places of people"), "organisation": N_("organisations"),
    "education": N_("educations"), "network": N_("networks"), "membership": N_("memberships"),
    "meeting": N_("meetings"), "participation": N_("invitations"),
}  # fmt: skip

_KINDS = {
    "copy": N_("copy"), "before-restore": N_("before going back"), "before-upgrade": N_("before an upgrade"),
    "damaged": N_("damaged"),
}  # fmt: skip


class CopiesScreen(Modal[None]):
    """The copies, the newest first."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    CopiesScreen { background: $background; layout: vertical; }
    CopiesScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    CopiesScreen > .note { height: auto; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(MAKE, DRILL, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: tuple[Backup, ...] = ()
        none = N_("There is no copy yet. {key[copies.make]} makes one.")
        self._records = RecordList(_COLUMNS, kept=desk.list_called("copies"), order=AS_READ, empty=none)
        self._filtering = filter_alone(self._records)

    def compose(self) -> ComposeResult:
        """Where the copies are, the copies and the keys."""
        yield plain(self.desk.tell(N_("Copies of the register")), classes="title")
        yield plain(str(backups.folder(self.desk.session.path)), classes="note")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._read()

    def _read(self) -> None:
        path = self.desk.session.path  # a folder of some twenty files; what was put aside stands last, for nobody removes it
        self._found = (*backups.available(path), *backups.put_aside(path))
        rows = {place: _cells(self.desk, one) for place, one in enumerate(self._found)}
        self._filtering.renew(listed_by_columns(rows, _COLUMNS, self._value))
        last = backups.last_drill(self.desk.session.path)
        if last is not None:
            told = say(N_("A restore was tried {when} and took {seconds} s."), when=last.at, seconds=last.seconds)
            workplace(self).status(told)

    @work
    async def action_make(self) -> None:
        """Make a copy."""
        workplace(self).status(say(N_("Copying …")))
        made = await attempt(self, lambda: self.desk.do(backups.make))
        if made is not None:
            self._read()
            workplace(self).status(say(N_("Made and checked a copy: {path}"), path=made), Tone.GOOD)

    @work
    async def action_drill(self) -> None:
        """Try a restore."""
        workplace(self).status(say(N_("Trying …")))
        done = await attempt(self, lambda: self.desk.do(backups.drill))
        if done is None:
            return
        if done.problems:
            lines = [self.desk.tell(one) for one in done.problems]
            title = self.desk.tell(N_("The copy {name} is not one to rely on."), name=done.copy)
            await self.app.push_screen_wait(
                Tell(title, "\n".join([*lines, "", self.desk.tell(N_("{key[copies.make]} makes another one."))]))
            )
            return
        told = say(N_("The newest copy was restored in {seconds} s: whole, and the same."), seconds=done.seconds)
        if done.erased:
            told = say(N_("{one} {two}"), one=told, two=_erased_again(done.erased))
        workplace(self).status(told, Tone.GOOD)

    def _value(self, place: int, order: str) -> Value:
        one = self._found[place]
        return one.at.isoformat() if order == "made" else one.size if order == "size" else None

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self._compare(self._found[event.id])

    @work
    async def _compare(self, copy: Backup) -> None:
        session = self.desk.session
        compare = partial(backups.difference, session.path, copy.path, account=session.account)
        found = await attempt(self, compare)
        if found is not None:
            title = self.desk.tell(N_("What going back to this copy would change"))
            await self.app.push_screen_wait(Tell(title, "\n".join(_told(self.desk, found, copy))))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()


def _cells(desk: Desk, one: Backup) -> tuple[str, ...]:
    kind = desk.tell(_KINDS.get(one.kind, one.kind))
    return desk.tell(N_("{when}"), when=one.at), desk.tell(N_("{n}"), n=round(one.size / _MEGABYTE, 1)), kind, one.path.name


def _erased_again(number: int) -> Message:
    return Message(
        N_("{n} person in the copy has been erased since, and does not come back."), {"n": number},
        N_("{n} people in the copy have been erased since, and do not come back."),
    )  # fmt: skip


def _told(desk: Desk, found: Difference, copy: Backup) -> Iterable[str]:
    for one in found.counts:
        now = "–" if one.now is None else one.now
        if one.now != one.copy:
            yield desk.tell(
                N_("{what}: {now} now, {then} in the copy"), what=desk.tell(_TABLES[one.table]), now=now, then=one.copy
            )
    lost = len(found.gone) + found.hidden
    if not lost and not found.back:
        yield desk.tell(N_("Nothing: the register is as it was then."))
    if lost:
        yield desk.tell(Message(N_("{n} operation would be lost:"), {"n": lost}, N_("{n} operations would be lost:")))
        yield from (f"  {desk.tell(heading(entry))}" for entry in found.gone)
    if found.back:
        yield desk.tell(
            Message(N_("{n} operation would come back."), {"n": found.back}, N_("{n} operations would come back."))
        )
    if found.erased:
        yield desk.tell(_erased_again(found.erased))
    yield ""
    # Every open screen would show what is not there any more, this one too: it is done from the command line.
    yield desk.tell(N_("To go back, close the screens and type: laug restore {path}"), path=copy.path)


async def show_copies(widget: Widget, desk: Desk) -> None:
    """The copies there are."""
    await widget.app.push_screen_wait(CopiesScreen(desk))


def counted(session: Session) -> Message | None:
    """When the newest copy was made."""
    found = backups.available(session.path)
    if not found:
        return say(N_("none yet"))
    return say(N_("newest: {when}"), when=found[0].at)
