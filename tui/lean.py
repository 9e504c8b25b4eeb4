"""Lean painting: send the terminal only the cells that differ from what it shows.

Textual repaints whole dirty regions: a list that scrolls by one line writes all its lines, every run of equal style
with a full SGR and a reset. A `Painter` keeps the cells last sent and, for each update,
 1. finds out whether a band of lines has just moved up or down, and lets the terminal move it
    (scroll region with line feed or reverse index, which every terminal since the VT100 knows),
 2. writes only the runs of cells that differ, rewriting short gaps instead of moving the cursor over them,
 3. writes a change of style as the difference to the style in force, and long blanks as one erasure.

`LeanApp` hooks it into Textual at one place, `App._display`, which is private as the updates are. Therefore
textual is pinned, a test compares the pictures with plain painting, and any surprise falls back to plain painting.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

from rich.cells import split_graphemes
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from tui.scrub import scrub

Cell: TypeAlias = tuple[str, Style | None]
"""A character with its style; the right half of a wide character is the empty string."""
Row: TypeAlias = list[Cell]
Pieces: TypeAlias = Mapping[int, Sequence[tuple[int, Row]]]
"""For each line of the screen the cells now wanted, with the column where they begin."""

_GAP = 6
_BLANK: Cell = (" ", None)
_LONGEST_SHIFT = 5
_FEWEST_LINES_TO_SHIFT = 6
_LONG_BLANK = re.compile(" {13,}")
_HALF_A_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_JOINS = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_Result = TypeVar("_Result")


class Pen:
    """Writes styles as SGR parameters, as short as possible."""

    def __init__(self, console: Console) -> None:
        self._colours = console._color_system
        self._codes: dict[Style | None, tuple[str, ...]] = {None: ()}
        self._changes: dict[tuple[tuple[str, ...], tuple[str, ...]], str] = {}

    def codes(self, style: Style | None) -> tuple[str, ...]:
        """The style's SGR parameters, each whole: ``('1', '38;5;12')``."""
        found = self._codes.get(style)
        if found is None and style is not None:
            found = self._codes[style] = _split(style._make_ansi_codes(self._colours) if self._colours else "")
        return found or ()

    def change(self, old: tuple[str, ...], new: tuple[str, ...]) -> str:
        """The shortest sequence that goes from one style to another."""
        if old == new:
            return ""
        found = self._changes.get((old, new))
        if found is None:
            found = self._changes[old, new] = _shortest(old, new)
        return found


def _split(parameters: str) -> tuple[str, ...]:
    parts = [part for part in parameters.split(";") if part]
    codes: list[str] = []
    place = 0
    while place < len(parts):
        step = 1
        if parts[place] in ("38", "48"):
            step = 5 if parts[place + 1] == "2" else 3
        codes.append(";".join(parts[place : place + step]))
        place += step
    return tuple(codes)


def _slot(code: str) -> str:
    """What a parameter sets: the foreground, the background or itself."""
    number = int(code.partition(";")[0])
    if 30 <= number <= 39 or 90 <= number <= 97:
        return "39"
    if 40 <= number <= 49 or 100 <= number <= 107:
        return "49"
    return str(number)


def _shortest(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    whole = f"\x1b[0;{';'.join(new)}m" if new else "\x1b[m"
    before = {_slot(code): code for code in old}
    after = {_slot(code): code for code in new}
    gone = [slot for slot in before if slot not in after]
    if any(slot not in ("39", "49") for slot in gone):
        return whole
    parts = gone + [code for slot, code in after.items() if before.get(slot) != code]
    short = f"\x1b[{';'.join(parts)}m"
    return short if len(short) <= len(whole) else whole


def cells(segments: Iterable[Segment]) -> Row:
    """One entry a cell; marks without a width join the character before them."""
    row: Row = []
    for text, style, control in segments:
        if control:
            continue
        text = scrub(text)
        if text.isascii():
            row.extend([(char, style) for char in text])
            continue
        for start, end, width in split_graphemes(text)[0]:
            letter = text[start:end]
            if width == 0:
                if row:
                    last, last_style = row[-1]
                    row[-1] = (last + letter, last_style)
                continue
            if row and _HALF_A_FLAG.fullmatch(letter) and _HALF_A_FLAG.fullmatch(row[-1][0]):
                row[-1] = (row[-1][0] + letter, style)
                letter = ""
            row.append((letter, style))
            if width == 2:
                row.append(("", style))
    return row


def disputed(letter: str) -> bool:
    """Whether terminals disagree on how many cells it takes: families, flags, skin tones, and what is made an emoji."""
    return len(letter) > 1 and _JOINS.search(letter) is not None


class Painter:
    """What the terminal shows, and how to make it show something else."""

    def __init__(self, width: int, height: int, console: Console) -> None:
        self.width, self.height = width, height
        self._pen = Pen(console)
        self._erases = erases_with_background()
        self._frame: list[Row | None] = [None] * height  # None: unknown, must be sent whole

    def paint(self, pieces: Pieces) -> str:
        """The bytes that bring the wanted cells to the screen; empty when it shows them already."""
        wanted = {y: self._merged(y, parts) for y, parts in pieces.items() if 0 <= y < self.height}
        out: list[str] = []
        self._shift(wanted, out)
        state: tuple[str, ...] = ()
        for y in sorted(wanted):
            row, now = wanted[y], self._frame[y]
            if row != now:
                state = self._line(y, row, now, out, state)
                self._frame[y] = row
        if state:
            out.append("\x1b[m")
        return "".join(out)

    def _merged(self, y: int, parts: Sequence[tuple[int, Row]]) -> Row:
        now = self._frame[y]
        row = list(now) if now is not None else [_BLANK] * self.width
        for x, piece in parts:
            row[x : x + len(piece)] = piece
        del row[self.width :]
        return row

    def _line(self, y: int, row: Row, now: Row | None, out: list[str], state: tuple[str, ...]) -> tuple[str, ...]:
        """Write what differs in one line; the SGR parameters in force afterwards."""
        for start, end in _runs(row, now):
            while start and row[start][0] == "":
                start -= 1
            while end < len(row) and row[end][0] == "":
                end += 1
            out.append(f"\x1b[{y + 1};{start + 1}H")
            while start < end:
                style = row[start][1]
                stop = start + 1
                while stop < end and (row[stop][1] is style or row[stop][1] == style):
                    stop += 1
                codes = self._pen.codes(style)
                out.append(self._pen.change(state, codes))
                state = codes
                text = "".join([char for char, _ in row[start:stop]])
                if text.isascii() or not _JOINS.search(text):
                    out.append(_blanks_erased(text) if self._erases and _only_colours(codes) else text)
                else:
                    out.append(_in_place(y, start, [char for char, _ in row[start:stop]]))
                start = stop
        return state

    def _shift(self, wanted: dict[int, Row], out: list[str]) -> None:
        """Let the terminal scroll where the wanted lines are lines it shows, a few lines away."""
        if len(wanted) < _FEWEST_LINES_TO_SHIFT or any(self._frame[y] is None for y in wanted):
            return
        by, lines = self._best_shift(wanted)
        if not by:
            return
        top, bottom = (lines[0], lines[-1] + by) if by > 0 else (lines[0] + by, lines[-1])
        if bottom - top < _FEWEST_LINES_TO_SHIFT - 2 or any(row is None for row in self._frame[top : bottom + 1]):
            return
        margins = f"\x1b[{top + 1};{bottom + 1}r"
        if by > 0:
            out.append(f"{margins}\x1b[{bottom + 1};1H" + "\n" * by + "\x1b[r")
        else:
            out.append(f"{margins}\x1b[{top + 1};1H" + "\x1bM" * -by + "\x1b[r")
        block = self._frame[top : bottom + 1]
        blank: list[Row | None] = [[_BLANK] * self.width for _ in range(abs(by))]
        self._frame[top : bottom + 1] = block[by:] + blank if by > 0 else blank + block[:by]
        for y, row in enumerate(block, top):
            if row is not None:
                wanted.setdefault(y, row)

    def _best_shift(self, wanted: Mapping[int, Row]) -> tuple[int, list[int]]:
        """By how many lines up (or, negative, down) the text has moved, and which lines have; 0 if it has not."""
        lines = sorted(wanted)
        # The last two columns hold the scroll bar, which does not move with the text.
        old = {y: "".join([char for char, _ in (self._frame[y] or ())[: self.width - 2]]) for y in lines}
        new = {y: "".join([char for char, _ in wanted[y][: self.width - 2]]) for y in lines}
        most = sum(old[y] == new[y] for y in lines) + 3
        best: tuple[int, list[int]] = (0, [])
        for distance in range(1, _LONGEST_SHIFT + 1):
            for by in (distance, -distance):
                moved = [y for y in lines if new[y] == old.get(y + by) and new[y].strip()]
                if len(moved) > most:
                    most, best = len(moved), (by, moved)
        return best


def _in_place(y: int, x: int, letters: Sequence[str]) -> str:
    """The letters from a column on; behind each that terminals disagree on the cursor is put where the next belongs.

    Its cells are blanked first, for a terminal may draw it narrower than they are.
    """
    out: list[str] = []
    for place, letter in enumerate(letters, x):
        if disputed(letter):
            here, after = f"\x1b[{y + 1};{place + 1}H", f"\x1b[{y + 1};{place + 3}H"
            out.append(f"  {here}{letter}{after}")
        else:
            out.append(letter)
    return "".join(out)


def _only_colours(codes: tuple[str, ...]) -> bool:
    """Whether a blank in this style is nothing but its background."""
    return all(_slot(code) in ("39", "49", "1") for code in codes)


def _blanks_erased(text: str) -> str:
    """Long blanks as ECH, which keeps the background, and CUF; shorter than the blanks themselves."""
    return _LONG_BLANK.sub(lambda blank: f"\x1b[{len(blank[0])}X\x1b[{len(blank[0])}C", text)


def erases_with_background() -> bool:
    """Whether the terminal is of a kind that erases to the background colour in force (screen does not)."""
    return os.environ.get("TERM", "").startswith(("xterm", "tmux", "linux", "rxvt", "alacritty", "foot", "konsole"))


def _runs(row: Row, now: Row | None) -> list[tuple[int, int]]:
    """Where the row differs from what is shown now, short gaps included."""
    if now is None:
        return [(0, len(row))]
    runs: list[tuple[int, int]] = []
    for x, (wanted, shown) in enumerate(zip(row, now, strict=True)):
        if wanted != shown:
            if runs and x - runs[-1][1] <= _GAP:
                runs[-1] = (runs[-1][0], x + 1)
            else:
                runs.append((x, x + 1))
    return runs


class _Ready(CompositorUpdate):
    """An update whose bytes are already made."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render_segments(self, console: Console) -> str:
        return self.text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(self.text)


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Pieces:
    lines: dict[int, list[tuple[int, Row]]] = {}
    if isinstance(update, LayoutUpdate):
        x, top, _, _ = update.region
        for y, strips in enumerate(update.strips, top):
            lines[y] = [(x, cells(segment for strip in strips for segment in strip))]
        return lines
    for y, first, last in update.spans:
        chops: Mapping[int, Strip | None] = update.chops[y]
        for end, (x, strip) in zip(update.chop_ends[y], chops.items(), strict=False):
            if strip is not None and x <= last and end > first:
                lines.setdefault(y, []).append((x, cells(strip)))
    return lines


class LeanApp(App[_Result], Generic[_Result]):
    """An application that paints leanly; `lean = False` paints as Textual does."""

    lean: bool = True
    _painter: Painter | None = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, self._leaner(renderable) if self._can_be_lean() else renderable)

    def _can_be_lean(self) -> bool:
        driver = self._driver
        return (
            self.lean
            and driver is not None
            and not (self.is_headless or driver.is_inline or self._batch_count or self._closed)
            and self._running
        )

    def _leaner(self, renderable: RenderableType | None) -> RenderableType | None:
        if renderable is None:
            return None
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self.call_later(self.forget_screen)  # somebody else writes to the screen
            return renderable
        try:
            text = self._current_painter().paint(_pieces(renderable))
        except Exception:  # whatever is wrong here, the person gets the picture, only with more bytes
            self.lean = False
            self._painter = None
            return renderable
        cursor_stays = self._previous_cursor_position == self.screen.outer_size.clamp_offset(self.cursor_position)
        return _Ready(text) if text or not cursor_stays else None

    def _current_painter(self) -> Painter:
        width, height = self.size
        painter = self._painter
        if painter is None or (painter.width, painter.height) != (width, height):
            painter = self._painter = Painter(width, height, self.console)
        return painter

    def forget_screen(self) -> None:
        """Send everything again, for the terminal shows something else (after a suspension)."""
        self._painter = None
        self.screen.refresh()
