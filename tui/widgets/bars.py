"""The lines around the areas: the header above them, the status and the keys below."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.events import Click, Key
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from core.messages import N_
from tui.actions import Where, character, declare
from tui.everywhere import FILTER, MEANT
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.possible import possible
from tui.widgets.tone import Tone
from tui.widgets.words import tell, tell_key

KEYS = N_("keys")
_ROOM_FOR_ABOUT = 12
_MOST_LINES = 3
HELP = declare(
    "form.help", "question_mark,f1", N_("Keys"), N_("Shows every key that works here."), Where.FORM, run="app.help",
    in_palette=False,
)
"""For screens of their own, which the application's keys do not reach."""
FIND = declare(
    "form.find", "ctrl+p", N_("Find"), N_("Finds by its name what can be done here."), Where.FORM, run="app.palette",
    in_palette=False,
)
"""Likewise."""


class Piece(NamedTuple):
    """Text of a line with a component class (or ""), and what a click on it does."""

    text: str
    style: str = ""
    click: Callable[[], object] | None = None


class Bar(Widget):
    """A line made of pieces of text."""

    DEFAULT_CSS = "Bar { height: 1; width: 100%; }"

    def render_line(self, y: int) -> Strip:
        """The pieces one after the other, cut at the width."""
        width = self.size.width
        segments: list[Segment] = []
        room = width
        for piece in self.pieces(width):
            segments.append(Segment(shorten(piece.text, room), self._style(piece.style)))
            room -= segments[-1].cell_length
            if room <= 0:
                break
        segments.append(Segment(" " * room, self.rich_style))
        return Strip(segments, width)

    def pieces(self, width: int) -> Iterable[Piece]:
        """What stands on the line, from the left."""
        raise NotImplementedError

    async def on_click(self, event: Click) -> None:
        """With the mouse."""
        end = 0
        for piece in self.pieces(self.size.width):
            end += cell_len(piece.text)
            if event.x < end:
                done = piece.click() if piece.click is not None else None
                if isinstance(done, Awaitable):
                    await done
                return

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name) if name else self.rich_style


class HeaderBar(Bar):
    """The program, its areas with their digits, and on the right the file, the account and a banner."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--here", "header--digit", "header--banner", "header--quiet"}
    DEFAULT_CSS = """
    HeaderBar { dock: top; background: $panel; color: $foreground;
        & > .header--here { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        & > .header--digit { text-style: bold; }
        & > .header--banner { color: $warning; text-style: bold; }
        & > .header--quiet { color: $text-muted; }
    }
    """

    def __init__(self, titles: Mapping[int, str], about: str, banner: str) -> None:
        super().__init__()
        self._titles = dict(titles)
        self._about = about
        self._banner = banner
        self._here = 0

    def point(self, index: int) -> None:
        """Another area is shown."""
        self._here = index
        self.refresh()

    def pieces(self, width: int) -> Iterable[Piece]:
        """Narrow terminals show the areas' names as far as there is room, closer together first, then only digits."""
        tabs = self._tabs(width)
        used = sum(cell_len(tab.text) for tab in tabs)
        if self.about_left_out(width):
            return [*tabs, Piece(" " * max(0, width - used))]
        banner = f" {self._banner} " if self._banner else ""
        right = shorten(self._about, max(0, width - used - cell_len(banner) - 2))
        space = max(0, width - used - cell_len(banner) - cell_len(right) - 1)
        return [*tabs, Piece(" " * space), Piece(banner, "header--banner"), Piece(right, "header--quiet")]

    def about_left_out(self, width: int) -> str:
        """The banner, the file and the account, if there is no room for them here: the status line shows them then."""
        used = sum(cell_len(tab.text) for tab in self._tabs(width))
        left = width - used - cell_len(self._banner)
        return " · ".join(part for part in (self._banner, self._about) if part) if left <= _ROOM_FOR_ABOUT else ""

    def _tabs(self, room: int) -> list[Piece]:
        names = [f"{digit} {tell(self, title)}" for digit, title in self._titles.items()]
        digits = [name if place == self._here else name.split()[0] for place, name in enumerate(names)]
        spaced = [Piece(" laug "), *self._marked([f" {name} " for name in names])]
        close = self._closed_up(names)
        fitting = (tabs for tabs in (spaced, close) if sum(cell_len(tab.text) for tab in tabs) <= room)
        return next(fitting, [Piece(" laug "), *self._marked([f" {text} " for text in digits])])

    def _closed_up(self, names: Sequence[str]) -> list[Piece]:
        """With one blank between two of them, which the area that shows takes for its own."""
        after = self._here + 1
        return self._marked([
            ("" if place == after else " ") + name + (" " if place == self._here else "") for place, name in enumerate(names)
        ])  # fmt: skip

    def _marked(self, texts: Sequence[str]) -> list[Piece]:
        """The area that shows, whole; of the others the digit that leads there."""
        pieces: list[Piece] = []
        for number, (place, text) in zip(self._titles, enumerate(texts), strict=True):
            go = partial(self.app.run_action, f"area({number})")
            name = text.lstrip()
            blank = text[: len(text) - len(name)]
            others = [Piece(blank, "", go), Piece(name[:1], "header--digit", go), Piece(name[1:], "", go)]
            pieces += [Piece(text, "header--here", go)] if place == self._here else others
        return pieces


class StatusBar(Bar):
    """What just happened, in as many lines as that takes, or what the list shows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"status--{tone.value}" for tone in Tone}
    DEFAULT_CSS = """
    StatusBar { background: $background; color: $foreground;
        & > .status--quiet { color: $text-muted; }
        & > .status--good { color: $success; }
        & > .status--warning { color: $warning; }
        & > .status--bad { color: $error; text-style: bold; }
    }
    """

    def __init__(self, aside: Callable[[int], str] = lambda width: "") -> None:
        """`aside` gives what stands on the right in that width while nothing is told."""
        super().__init__(id="status")
        self._aside = aside
        self._text = ""
        self._tone = Tone.NORMAL
        self._standing = ""

    @property
    def text(self) -> str:
        """What is said."""
        return self._text or self._standing

    @property
    def is_telling(self) -> bool:
        """Whether something is said."""
        return bool(self._text)

    def say(self, text: str, tone: Tone) -> None:
        """Say something until `clear`."""
        self._text, self._tone = text, tone
        self.set_class(bool(text), "-telling")
        self._fit()

    def stand(self, text: str) -> None:
        """What is said when nothing else is: how many rows, and which filter."""
        self._standing = text
        self.refresh()

    def clear(self) -> None:
        """What was said has been read."""
        if self._text:
            self._text = ""
            self.remove_class("-telling")
            self._fit()

    def on_resize(self) -> None:
        """Another width may take more lines, or fewer."""
        self._fit()

    def _lines(self, width: int) -> list[str]:
        """What is said, in lines; of a very long text as much as leaves the screen to what it is about."""
        lines = wrap(self._text, max(1, width - 2))
        return [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])] if len(lines) > _MOST_LINES else lines

    def _fit(self) -> None:
        width = self.size.width or self.app.size.width
        self.styles.height = len(self._lines(width)) if self._text else 1
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The message line by line, or the standing text."""
        if not self._text:
            return super().render_line(y)
        width, lines = self.size.width, self._lines(self.size.width)
        line = fit(f" {lines[y]}" if y < len(lines) else "", width)
        return Strip([Segment(line, self._style(f"status--{self._tone.value}"))], width)

    def pieces(self, width: int) -> Iterable[Piece]:
        """The standing text."""
        right = shorten(self._aside(width), max(0, width - cell_len(self._standing) - 4))
        space = max(1, width - cell_len(self._standing) - cell_len(right) - 2)
        return [Piece(" " + self._standing, "status--quiet"), Piece(" " * space), Piece(right, "status--quiet")]


class _Entry(NamedTuple):
    """A key of the line, as it is written and called; whether it has room before those that are not `always` told."""

    key: str
    written: str
    name: str
    always: bool

    @property
    def length(self) -> int:
        return len(self.written) + len(self.name) + 3


class FooterBar(Bar):
    """The keys that matter now, from the active bindings; one line that is drawn, not mounted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}
    DEFAULT_CSS = """
    FooterBar { dock: bottom; background: $panel; color: $text-muted;
        & > .footer--key { color: $foreground; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[_Entry, ...] = ()
        self._help = ("", "")

    def on_mount(self) -> None:
        """Follow the focus and whatever else changes what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.renew())
        self.renew()

    def renew(self) -> None:
        """Read again what can be done: here, or in the box above that has no such line of its own."""
        if not self.screen.is_active and top_footer(self.app) is not self:
            return
        on_top = self.app.screen
        keys = tuple(self._shown(on_top))
        # In a field `?` is a letter, and the other key of the help is told.
        help_key = next((one.keys[0] for one in possible(on_top) if one.action.run in ("help", HELP.run)), "f1")
        shown = (help_key, "F1" if help_key == "f1" else tell_key(self, help_key))
        if (keys, shown) != (self._keys, self._help):
            self._keys, self._help = keys, shown
            self.refresh()
            above = self.app.screen_stack[self.app.screen_stack.index(self.screen) + 1 :]
            for screen in above:  # each keeps a picture of those below
                screen.refresh(self.region)

    def _shown(self, screen: Screen[object]) -> Iterable[_Entry]:
        for one in possible(screen):
            if one.action.in_footer:
                always = one.keys[0] == "escape" or one.action in (FILTER, MEANT)
                yield _Entry(one.keys[0], tell_key(self, one.keys[0]), tell(self, one.action.name), always)

    def pieces(self, width: int) -> Iterable[Piece]:
        """Whole entries only, the first that there is room for; what leads back, the filter and the key that shows the
        rest always have room.
        """
        help_key, help_shown = self._help
        rest = f" {help_shown} {tell(self, KEYS)} "
        room = width - len(rest)
        for_others = room - sum(entry.length for entry in self._keys if entry.always)
        for entry in self._keys:
            if not entry.always:
                for_others -= entry.length
            if entry.length > room or (for_others < 0 and not entry.always):
                continue
            room -= entry.length
            press = partial(self._press, entry.key)
            yield Piece(f" {entry.written}", "footer--key", press)
            yield Piece(f" {entry.name} ", "", press)
        yield Piece(fit("", room))
        press = partial(self._press, help_key)
        yield Piece(f" {help_shown}", "footer--key", press)
        yield Piece(rest[1 + len(help_shown) :], "", press)

    def _press(self, key: str) -> None:
        """As if it were pressed: it takes its turn among the keys typed."""
        self.app.post_message(Key(key, character(key)))


def top_footer(app: App[object]) -> FooterBar | None:
    """The line of keys that shows: that of the screen on top, or of the nearest one below that has one."""
    return next((bar for screen in reversed(app.screen_stack) for bar in screen.query(FooterBar)), None)
