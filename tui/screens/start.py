"""The screens of a register: its areas, the palette, undo, and other people's saving noticed."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.events import Event, InputEvent

from core import overview
from core.door.session import Holder, Session
from core.door.watch import watch
from core.errors import LaugError
from core.messages import N_, Catalogue, say
from core.overview import Overview
from tui import heap, last_seen
from tui.actions import Where, bindings, declare
from tui.app import LaugApp, run
from tui.dressed import THEME, wear, wear_next
from tui.everywhere import UNDO
from tui.keymap import Keymap, load
from tui.looks import Look, look
from tui.named_keys import NamedKeys
from tui.screens.desk import Desk, Live, attempt
from tui.screens.idle import Idle, ShowsNothing, blank
from tui.screens.today import TodayPane
from tui.waiting import Waits, waits_for
from tui.widgets.pane import Area, Pane
from tui.widgets.tone import Tone

if TYPE_CHECKING:
    from tui.screens.workshop import Task
    from tui.widgets.palette import Hit, Provider

REDO = declare("app.redo", "U", N_("Redo"), N_("Does again what you undid last, after showing it."), Where.EVERYWHERE)
GUIDES = declare(
    "app.guides", "f7", N_("Guides"), N_("Shows the guides: what one does, page by page."), Where.EVERYWHERE
)


BLANK = declare(
    "app.blank", "ctrl+l", N_("Blank"), N_("Shows nothing until you come back: somebody is looking."), Where.EVERYWHERE,
    priority=True,
)  # fmt: skip
RECENT = declare(
    "app.recent", "ctrl+o", N_("Last opened"), N_("Goes back to one of the last five records opened."), Where.EVERYWHERE
)


_KEPT = 3  # connections: what a list asks for while somebody types


class Screens(LaugApp):
    """The program on one register."""

    CSS_PATH = "../laug.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(UNDO, REDO, RECENT, GUIDES, BLANK, THEME)

    def __init__(
        self,
        desk: Desk,
        *,
        since: Callable[[], int | None] | None = None,
        look: Look | None = None,
        keymap: Keymap | None = None,
        lean: bool = True,
    ) -> None:
        """`since` reads the operation that the person had seen when they were here last, if it is known."""
        # Both are told in the thread that saves, and shown by the loop.
        session = replace(
            desk.session,
            notice=lambda message: self.call_later(self.status, message, Tone.WARNING),
            waiting=lambda holder: self.call_later(self._waits, holder),
        )
        desk = replace(desk, session=session, catalogue=NamedKeys(desk.catalogue, keymap or Keymap()))
        read_only = say(N_("read only")) if session.read_only else None
        first: Future[Overview] = Future()
        super().__init__(
            _areas(desk, since, first), catalogue=desk.catalogue, session=session, file=session.path.name,
            account=session.account, banner=read_only, providers=_providers(desk, self.go, self.begin), keymap=keymap, lean=lean,
        )  # fmt: skip
        self.look = look or Look()
        wear(self, self.look)
        self.desk = desk
        self._been: tuple[tuple[str, int], ...] = ()
        self._idle = Idle(self, desk)
        session.keep_connections(_KEPT)
        self._stands = threading.Event()
        self._leaving = threading.Event()
        # Notices what others save, in a thread that writes nothing to the terminal. What shows first is read meanwhile.
        threading.Thread(target=self._watch, args=[first], name="laug-watch", daemon=True).start()

    def on_mount(self) -> None:
        """There is somebody to tell."""
        self._stands.set()
        self._idle.begin()

    async def on_event(self, event: Event) -> None:
        """Somebody is there."""
        if isinstance(event, InputEvent):
            self._idle.touch()
        await super().on_event(event)

    def push_screen(self, *args: Any, **named: Any) -> Any:
        """Open a screen, but never above the blank one."""
        if isinstance(self.screen, ShowsNothing):
            raise asyncio.CancelledError
        return super().push_screen(*args, **named)

    async def action_quit(self) -> None:
        """Out; nothing is asked above the blank screen, which says itself what would be lost."""
        if isinstance(self.screen, ShowsNothing) and not (self.would_lose and self.screen.warn()):
            self.exit()
        elif not isinstance(self.screen, ShowsNothing):
            await super().action_quit()

    def on_unmount(self) -> None:
        """Stop noticing."""
        self._leaving.set()
        self._stands.set()

    def _waits(self, holder: Holder) -> None:
        """Who has the register, with what and since when: on the form that is being saved, else on the status line."""
        told = waits_for(holder)
        if isinstance(self.screen, Waits):
            self.screen.waits(told)
        else:
            self.status(told, Tone.WARNING)

    def _watch(self, first: "Future[Overview]") -> None:
        def read_first() -> None:
            with contextlib.suppress(LaugError):  # it is read again, and told of
                first.set_result(self.desk.do(overview.today))
            self._stands.wait()

        def pause(seconds: float) -> bool:
            self.desk.session.close_kept()
            heap.give_back()
            return self._leaving.wait(seconds)

        with contextlib.suppress(LaugError):  # a file that is gone is told of by whatever the person does next
            watch(self.desk.session, pause, lambda: self.call_later(self.written), first=read_first)

    def written(self) -> None:
        """Something was saved, here or elsewhere: read again what is shown; cursor, marks and forms stay."""
        for screen in self.screen_stack:
            if isinstance(screen, Live):
                screen.refresh_data()
            for pane in screen.query(Pane):
                pane.refresh_soon()

    def action_theme(self) -> None:
        """The next colours."""
        self.status(wear_next(self, self.look, self.desk.language))

    def opened(self, pane: Pane, record_id: int) -> None:
        """Note where one has been, for this session only."""
        from tui.screens.recent import AREAS, newest_first

        if (area := self.area_of(pane)) in AREAS:
            self._been = newest_first(self._been, (area, record_id))

    @work
    async def action_recent(self) -> None:
        """Back to one of the records opened last."""
        from tui.screens.recent import options
        from tui.widgets.dialogs import Choose

        here = (self.area_of(self.pane), self.pane.shows)
        places = tuple(place for place in self._been if place != here)
        found = await attempt(self.pane, partial(options, self.desk, self.go, places))
        if found is not None and not found:
            self.status(say(N_("No other record has been opened yet; {key[list.open]} opens.")))
        elif found:
            go = await self.push_screen_wait(Choose(self.desk.tell(N_("Last opened")), found))
            if go is not None:
                go()

    @work
    async def begin(self, task: "Task") -> None:
        """A task of the workshop, from wherever one is."""
        from tui.screens.workshop import do

        await do(task, self.pane, self.desk)

    @work
    async def action_undo(self) -> None:
        """Undo the newest operation of one's own."""
        from tui.screens.steps.undoing import undo_last

        await undo_last(self.pane, self.desk)

    @work
    async def action_redo(self) -> None:
        """Do again what was undone last."""
        from tui.screens.steps.undoing import redo_last

        await redo_last(self.pane, self.desk)


    def action_blank(self) -> None:
        """Show nothing."""
        blank(self, self.desk)

    @work
    async def action_guides(self) -> None:
        """Read the guides."""
        from tui.screens.guide_pages import show_guides

        await show_guides(self.pane, self.desk)


def _providers(
    desk: Desk, go: Callable[[str, int], None], begin: "Callable[[Task], object]"
) -> "tuple[Provider, ...]":
    """What the palette finds beside the keys that work, imported when somebody opens it."""

    def finder(kind: str, typed: str) -> "Sequence[Hit]":
        from tui.screens import finders

        return finders.find(desk, go, kind, typed)

    def tasks(typed: str) -> "Sequence[Hit]":
        from tui.screens import finders

        return finders.tasks(desk, begin, typed)

    return tasks, *(partial(finder, kind) for kind in ("people", "networks", "meetings", "organisations"))


def _areas(desk: Desk, since: Callable[[], int | None] | None, first: "Future[Overview]") -> tuple[Area, ...]:
    """All areas; what the first picture does not need is imported when it is first visited."""
    return (
        Area("today", N_("Today"), lambda: TodayPane(desk, since=since, first=first)),
        Area("networks", N_("Networks"), partial(_networks, desk)),
        Area("people", N_("People"), partial(_people, desk)),
        Area("meetings", N_("Meetings"), partial(_meetings, desk)),
        Area("organisations", N_("Organisations"), partial(_organisations, desk)),
        Area("reports", N_("Reports"), partial(_reports, desk)),
        Area("workshop", N_("Workshop"), partial(_workshop, desk), number=7),
    )


def _networks(desk: Desk) -> Pane:
    from tui.screens.networks import NetworksPane

    return NetworksPane(desk)


def _people(desk: Desk) -> Pane:
    from tui.screens.people import PeoplePane

    return PeoplePane(desk)


def _meetings(desk: Desk) -> Pane:
    from tui.screens.meetings import MeetingsPane

    return MeetingsPane(desk)


def _organisations(desk: Desk) -> Pane:
    from tui.screens.organisations import OrganisationsPane

    return OrganisationsPane(desk)


def _reports(desk: Desk) -> Pane:
    from tui.screens.reports import ReportsPane

    return ReportsPane(desk)


def _workshop(desk: Desk) -> Pane:
    from tui.screens.workshop import WorkshopPane

    return WorkshopPane(desk)


def run_tour(session: Session, *, catalogue: Catalogue, theme: str = "", mouse: bool = False) -> int:
    """The same on the example, with the guided tour."""
    from tui.screens.tour import TourScreens

    return run(TourScreens(Desk(session, catalogue), look=look(theme), keymap=load()), mouse=mouse)


def run_screens(session: Session, *, catalogue: Catalogue, theme: str = "", mouse: bool = False) -> int:
    """Show the screens on a session until the person leaves; the exit code. `theme` is one of `tui.looks.THEMES`."""
    since = partial(last_seen.recall, session.path, session.account)
    code = run(Screens(Desk(session, catalogue), since=since, look=look(theme), keymap=load()), mouse=mouse)
    with contextlib.suppress(LaugError):  # a file that is gone was told of on the screens
        last_seen.remember(session.path, session.account, overview.newest(session))
    return code
