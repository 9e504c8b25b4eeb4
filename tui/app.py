"""The frame of the screens: header, areas, status line, filter and keys; it knows nothing of what the areas show."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.timer import Timer

from core.errors import Invalid
from core.messages import N_, Catalogue, Message, say
from core.rules.text import visible
from tui.actions import bindings
from tui.everywhere import EVERYWHERE, MOST_AREAS
from tui.key_queue import KeyQueue, Passed
from tui.keymap import Keymap
from tui.lean import LeanApp
from tui.named_keys import NamedKeys
from tui.scrub import Scrub
from tui.themes import DARK, LIGHT
from tui.widgets.bars import FooterBar, HeaderBar, StatusBar
from tui.widgets.pane import Area, Pane
from tui.widgets.tone import Tone
from tui.widgets.unsaved import Stoppable, Unsaved, ending
from tui.widgets.words import told, told_error, unexpected

if TYPE_CHECKING:
    from tui.widgets.filter_line import FilterLine
    from tui.widgets.filtering import Filtering
    from tui.widgets.palette import Provider

_STATUS_SECONDS = 8.0
_START_SECONDS = 1.0
_PAUSE = 0.5  # seconds in which somebody who types goes on

class LaugApp(LeanApp[None], inherit_bindings=False):
    """The program in the terminal. Panes come from `areas`; the session is only passed on."""

    CSS_PATH = "laug.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(*EVERYWHERE)

    def __init__(
        self,
        areas: Sequence[Area],
        *,
        catalogue: Catalogue,
        session: object = None,
        file: str = "",
        account: str = "",
        banner: Message | None = None,
        providers: "Sequence[Provider]" = (),
        theme: str = DARK.name,
        first: str = "",
        keymap: Keymap | None = None,
        lean: bool = True,
    ) -> None:
        super().__init__(driver_class=_driver())
        self.keymap = keymap or Keymap()
        self.catalogue: Catalogue = NamedKeys(catalogue, self.keymap)
        self.session = session
        self.lean = lean
        self.animation_level = "none"
        self._filters.append(Scrub())
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._begin_in(theme)
        self._areas = tuple(areas)[:MOST_AREAS]
        self._numbers = {area.number or place: area for place, area in enumerate(self._areas, 1)}
        self._made: dict[str, Pane] = {}
        self._first = first or self._areas[0].id
        self._here = ""
        self._came_from = ""
        self._providers = tuple(providers)
        self._told = told(self.catalogue, banner) if banner else ""
        about = " · ".join(part for part in (visible(file), visible(account)) if part)
        self._header = HeaderBar({number: area.title for number, area in self._numbers.items()}, about, self._told)
        self._status = StatusBar(self._header.about_left_out)
        self._status_timer: Timer | None = None
        self._standing: dict[str, str] = {}
        self._wrong: tuple[Filtering, str] | None = None  # the filter of which it is told what is wrong with it
        self._revealing = 0
        self._ending = False  # somebody is asked whether to
        self.key_queue = KeyQueue(self)

    def _begin_in(self, theme: str) -> None:
        """The theme to begin in. The usual way reads every rule again, twice, for a change from what nobody has seen."""
        if theme != DARK.name:
            self.theme = theme
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    # -- life ------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One screen; the first area is made with it."""
        yield self._header
        with Container(id="areas"):
            yield self._make(self._first)
        yield self._status
        yield FooterBar()

    def on_mount(self) -> None:
        """Leave the terminal as it was, whatever ends the program."""
        if sys.platform != "win32" and not self.is_headless:
            from tui.driver import QuickDriver

            if isinstance(self._driver, QuickDriver):
                self._driver.answer_signals(lambda code: self.exit(return_code=code))
        self.app_resume_signal.subscribe(self, lambda _: self.forget_screen(), immediate=True)
        self.set_keymap({action_id: ",".join(keys) for action_id, keys in self.keymap.keys.items()})
        self._point_at(self._first)
        if self.keymap.faults:
            self.call_later(self.status, self.keymap.sentence, Tone.WARNING)
        self.set_timer(_START_SECONDS, _collect_again)

    def _fatal_error(self) -> None:
        """A fault of the program: a sentence instead of a traceback, unless somebody looks for it."""
        if os.environ.get("LAUG_DEBUG") or self._exception is None:
            super()._fatal_error()
        elif not self._exit:
            self.exit(return_code=1, message=told(self.catalogue, unexpected(self._exception)))

    # -- keys typed ahead ------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """What is typed waits for its turn."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.key_queue.take(event, super().on_event)
        else:
            await super().on_event(event)

    def on_passed(self, message: Passed) -> None:
        """The key before it has gone all its way."""
        message.arrived.set()

    def on_unmount(self) -> None:
        """What is still to be handed out is not."""
        self.key_queue.close()

    def awaits(self, key: str) -> bool:
        """An area that is being made, or a record that is being looked up, is what the next keys are for."""
        return bool(self._revealing) or not self.pane.is_mounted

    def takes_long(self, *, leavable: bool) -> None:
        """Tell that keys wait, unless it is told already for what; what is being saved is waited for."""
        if not self._bar.is_telling:
            told = N_("One moment … what you type now comes after it. esc: do not wait for it")
            self.status(say(told if leavable else N_("One moment … what you type now comes after it.")))

    def given_up(self) -> None:
        """The person does not wait for it."""
        self.status(say(N_("Nothing opens; what was being saved may be saved all the same.")))

    def push_screen(self, *args: Any, **named: Any) -> Any:
        """Open a screen, unless the person has given up waiting for it. As Textual's, whose overloads it leaves alone."""
        if self.key_queue.refused:
            raise asyncio.CancelledError
        return super().push_screen(*args, **named)

    # -- areas -----------------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The area that is shown."""
        return self._made[self._here or self._first]

    def go(self, area_id: str, record_id: int | None = None) -> None:
        """Show an area, and in it a record; closing that leads back to where one came from."""
        pane = self._made.get(area_id)
        self._came_from = self._here if record_id is not None and area_id != self._here else ""
        if area_id != self._here or record_id is not None:
            self._close_filter()
        if area_id != self._here:
            self.pane.display = False
            if pane is None:
                pane = self._make(area_id)
                self.query_one("#areas").mount(pane)
            pane.display = True
            pane.caught_up()
            self._point_at(area_id)
        if pane is not None and record_id is not None:
            self._revealing += 1
            self.call_after_refresh(self._reveal, pane, record_id)

    def _reveal(self, pane: Pane, record_id: int) -> None:
        self._revealing -= 1
        pane.reveal(record_id)

    def look_for(self, area_id: str, query: str) -> None:
        """Show an area, and in it what answers a query."""
        self.go(area_id)
        pane = self.pane
        while pane.is_mounted and pane.back():
            pass
        pane.filter(query)

    def _make(self, area_id: str) -> Pane:
        pane = next(area for area in self._areas if area.id == area_id).make()
        self._made[area_id] = pane
        return pane

    def _point_at(self, area_id: str) -> None:
        self._here = area_id
        self._header.point([area.id for area in self._areas].index(area_id))
        self._status.clear()
        self._status.stand(self._standing.get(area_id, ""))
        if self.pane.is_mounted:
            self.pane.focus_first()  # a new pane takes the keys itself, when it is mounted

    def action_area(self, number: int) -> None:
        """Show the area with this number."""
        self.go(self._numbers[number].id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys without a meaning here are neither shown nor taken."""
        match action, parameters:
            case "area", (int(number),):
                return number in self._numbers
            case "filter", _:
                typing = self.focused is not None and self.focused.check_consume_key("f", "f")
                return self.filtered is not None and not typing
            case "explain", _:
                language = self.filtered.language if self.filtered is not None and self.filtered.text else None
                return language is not None and language.explains
            case "interrupt", _:
                return not getattr(self.focused, "selected_text", "")  # a field copies what is selected in it
            case "meant", _:
                return self.filtered is not None and bool(self.filtered.meant)
            case _:
                return True

    async def action_back(self) -> None:
        """Close what was opened last."""
        self._status.clear()
        self._close()

    def action_leave(self) -> None:
        """Back, or out."""
        if not self._close():
            self.exit()

    def _close(self) -> bool:
        """Close what was opened last, and go back to where it was asked for; False when nothing was open."""
        closed = self.pane.back()
        if closed and self._came_from:
            self.go(self._came_from)
        return closed

    @property
    def would_lose(self) -> bool:
        """Whether something typed or decided is not saved."""
        return any(isinstance(screen, Unsaved) and screen.is_changed for screen in self.screen_stack)

    async def action_quit(self) -> None:
        """Out, after asking if something would be lost."""
        if not self.would_lose:
            self.exit()
        elif not self._ending:
            self._ending = True
            self.push_screen(ending(self.screen), self._ended)

    def _ended(self, yes: bool | None) -> None:
        self._ending = False
        if yes:
            self.exit()

    def action_interrupt(self) -> None:
        """What runs is stopped; the program is not ended by accident."""
        if isinstance(self.screen, Stoppable):
            self.screen.action_stop()
            return
        self.status(say(N_("Nothing is running. {key[app.quit]} ends the program.")))

    # -- what is said ----------------------------------------------------------------------------------

    def status(self, text: Message | str, tone: Tone = Tone.NORMAL) -> None:
        """Tell something on the status line, for a while. A string is shown as it is."""
        if not self.screen_stack:  # the program ends, and nobody reads it
            return
        self._wrong = None
        self._bar.say(visible(text) if isinstance(text, str) else told(self.catalogue, text), tone)
        if self._status_timer is not None:
            self._status_timer.stop()
        self._status_timer = self.set_timer(_STATUS_SECONDS, self._bar.clear)

    @property
    def _bar(self) -> StatusBar:
        """The status line of the screen on top, or else the one below the areas."""
        return next(iter(self.screen.query(StatusBar)), self._status)

    def stand(self, pane: Pane, text: Message) -> None:
        """What the status line shows of a pane while there is nothing to tell."""
        area_id = self.area_of(pane)
        self._standing[area_id] = told(self.catalogue, text)
        if area_id == self._here:
            self._status.stand(self._standing[area_id])

    def understood(self, filtering: "Filtering") -> None:
        """A list has come: what was wrong with a filter of it before is over."""
        if self._wrong is not None and self._wrong[0] is filtering and self._wrong[1] != filtering.text:
            self._bar.clear()
            self._wrong = None
            self._show_what_is_wrong()

    def opened(self, pane: Pane, record_id: int) -> None:
        """A record was opened in an area."""

    def area_of(self, pane: Pane) -> str:
        """The id of the area that a pane shows."""
        return next(area_id for area_id, made in self._made.items() if made is pane)

    def failed(self, error: Exception) -> None:
        """Tell what went wrong; while a filter is typed, beside it."""
        self.status(told_error(self._status, error), Tone.BAD)
        from tui.widgets.filter_line import FilterLine  # not needed for the first picture

        filtering, of_query = self.filtered, isinstance(error, Invalid) and error.field == "query"
        if filtering is not None and (of_query or isinstance(self.focused, FilterLine)):
            self._wrong = filtering, filtering.text
            if of_query:
                filtering.look_nearby()
        self.set_timer(_PAUSE, self._show_what_is_wrong)

    def _show_what_is_wrong(self) -> None:
        """The status line comes back beside the filter for what cannot be read, unless the person goes on typing."""
        for screen in self.screen_stack:  # none is left when the program has just been left
            wrong = self._wrong is not None and screen.has_class("-filtering")
            if screen.has_class("-wrong") != wrong:
                screen.set_class(wrong, "-wrong")

    # -- filter, help and palette ------------------------------------------------------------------------

    @property
    def filtered(self) -> "Filtering | None":
        """The filter that is being typed; or that of the list that has the keys, or else of the area's."""
        found: Filtering | None = getattr(self.focused, "filtering", None)
        if found is None and self._here and len(self.screen_stack) == 1:  # a screen above the areas has keys of its own
            found = self.pane.filtering
        return found if found is not None and found.language is not None else None

    async def action_filter(self) -> None:
        """Open the filter line, below the list that it filters; the area's list shows again for that."""
        from tui.widgets.filter_line import FilterLine  # not needed for the first picture

        filtering = self.filtered
        if filtering is None:
            return
        if filtering is self.pane.filtering:
            self.pane.close_record()
            self._came_from = ""  # one is in this area now
        screen = self.screen
        screen.add_class("-filtering")
        line = next(iter(screen.query(FilterLine)), None)
        if line is None:
            line = FilterLine()
            await screen.mount(line, before=screen.query_one(FooterBar))  # few starts need it, and its styles take time
        line.open(filtering)

    def action_explain(self) -> None:
        """Tell how the filter is understood."""
        if self.filtered is not None:
            self.filtered.explain()

    def action_meant(self) -> None:
        """Filter by what was meant instead."""
        filtering = self.filtered
        if filtering is None:
            return
        from tui.widgets.filter_line import FilterLine

        text = filtering.meant
        filtering.by(text)
        for line in self.screen.query(FilterLine):
            line.put(text)

    def on_filter_line_left(self, event: "FilterLine.Left") -> None:
        """The line behind `/` has been left."""
        event.stop()
        event.line.screen.remove_class("-filtering", "-wrong")

    def _close_filter(self) -> None:
        self.screen_stack[0].remove_class("-filtering", "-wrong")

    def action_help(self) -> None:
        """Show every key that works here."""
        from tui.widgets.palette import KeyHelp, key_help  # not needed for the first picture

        if not isinstance(self.screen, KeyHelp):
            self.push_screen(key_help(self.screen), self._chosen)

    def action_palette(self) -> None:
        """Find anything by typing; above the areas, what can be done there."""
        from tui.widgets.palette import KeyHelp, Palette, palette, palette_above

        if isinstance(self.screen, Palette | KeyHelp):
            return
        if self.screen.is_modal:
            self.push_screen(palette_above(self.screen), self._chosen)
        else:
            areas = [(partial(self.go, area.id), area.title, number) for number, area in self._numbers.items()]
            self.push_screen(palette(self.screen, areas, self._providers), self._chosen)

    async def _chosen(self, run: Callable[[], object] | None) -> None:
        if run is not None:
            done = run()
            if asyncio.iscoroutine(done):
                await done


def _collect_again() -> None:
    """What is there after the start stays; the collector, off since `environment.prepare`, need not look at it again."""
    gc.freeze()
    gc.enable()


def _driver() -> type[Driver] | None:
    """Our driver where there is a Unix terminal, Textual's elsewhere."""
    if sys.platform == "win32":
        return None
    from tui.driver import QuickDriver

    return QuickDriver


def run(app: LaugApp, *, mouse: bool = False) -> int:
    """Show the screens until the person leaves; the exit code."""
    app.run(mouse=mouse)
    return app.return_code or 0
