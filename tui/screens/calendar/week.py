"""A week as a page: seven columns of hours; above them what lasts all day, holidays and what goes on since the day before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.planning.calendar_days import CalendarMeeting
from core.rules.spoken import spoken_time, weekday_name
from core.rules.weeks import week_of
from tui.screens.calendar.canvas import Canvas
from tui.screens.calendar.scene import Scene, clock
from tui.widgets.cells import shorten, wrap

_GUTTER = 6
_STEPS = (30, 60, 90, 120)  # minutes a line
_MORNING, _EVENING = 8 * 60, 20 * 60
_DAY = 24 * 60
_LANE = 5  # cells that a meeting needs at least
_SATURDAY = 5


def week_range(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


@dataclass(frozen=True)
class Hours:
    """Which minutes of the day the lines stand for."""

    first: int
    step: int

    def line_of(self, minute: int) -> int:
        return (minute - self.first) // self.step


@dataclass(frozen=True)
class Block:
    """A meeting on its day: from which minute to which, in which of how many lanes."""

    meeting: CalendarMeeting
    start: int
    end: int
    lane: int
    lanes: int


def minutes_of(one: CalendarMeeting) -> tuple[int, int]:
    """When it goes on, on its first day, in minutes from midnight."""
    midnight = datetime.combine(one.first_day, time())
    start, end = ((moment - midnight) // timedelta(minutes=1) for moment in (one.start, one.end))
    return start, min(max(end, start + 15), _DAY)


def hours_for(meetings: Sequence[CalendarMeeting], lines: int) -> Hours:
    """As fine as can be with every meeting to be seen, the morning and the evening too."""
    times = [minutes_of(one) for one in meetings]
    first = min((start for start, _ in times), default=_MORNING) // 60 * 60
    last = max((end for _, end in times), default=_EVENING)
    step = next((step for step in _STEPS if (last - first) <= lines * step), -(-(last - first) // max(1, lines)))
    whole = lines * step
    # What is left over shows the evening to its end, and then the morning before.
    begin = min(first, max(_MORNING, -(-max(last, _EVENING) // 60) * 60 - whole))
    return Hours(max(0, begin), step)


def blocks_of(meetings: Sequence[CalendarMeeting]) -> list[Block]:
    """The meetings of a day, beside each other where they are at the same time."""
    found: list[Block] = []
    together: list[tuple[CalendarMeeting, int, int, int]] = []  # with their lanes
    until = 0
    for one in sorted(meetings, key=lambda one: (one.start, one.id)):
        start, end = minutes_of(one)
        if start >= until:
            found += _settled(together)
            together, until = [], 0
        busy = {lane for _, _, finish, lane in together if finish > start}
        lane = next(lane for lane in range(len(busy) + 1) if lane not in busy)
        together.append((one, start, end, lane))
        until = max(until, end)
    return found + _settled(together)


def _settled(together: Sequence[tuple[CalendarMeeting, int, int, int]]) -> list[Block]:
    lanes = max((lane + 1 for *_, lane in together), default=0)
    return [Block(one, start, end, lane, lanes) for one, start, end, lane in together]


def draw_week(canvas: Canvas, scene: Scene, width: int, height: int) -> None:
    """The week of the day under the cursor, from the upper left corner."""
    monday, _sunday = week_range(scene.day)
    days = [monday + timedelta(days=number) for number in range(7)]
    columns = _columns(scene, days, width - _GUTTER)
    told, bar = scene.school(monday, _GUTTER - 1, _GUTTER)
    canvas.put(0, 0, scene.week_name(week_of(monday)), "week", width=_GUTTER)
    canvas.put(0, 1, told or bar, "school", width=_GUTTER)
    above = {day: _above(scene, day) for day in days}
    band = max(1, min(max(map(len, above.values())), max(1, height // 5)))
    timed = {day: [one for one in scene.days.on(day) if one.first_day == day and not one.all_day] for day in days}
    hours = hours_for([one for several in timed.values() for one in several], height - 1 - band)
    _gutter(canvas, scene, hours, 1 + band, height)
    for day, (x, cell) in zip(days, columns, strict=True):
        name = f"{scene.day_sign(day)}{weekday_name(day, scene.language)} {day.day:02}"
        name += f"-{day.month:02}" if len(name) + 3 <= cell else ""
        canvas.put(x, 0, name, scene.day_style(day), width=cell)
        canvas.place(day, x, 0, cell, height)
        if day == scene.day:
            canvas.marked = x, 0
        _band(canvas, scene, above[day], day, (x, cell, band))
        _blocks(canvas, scene, blocks_of(timed[day]), hours, (x, cell, 1 + band, height))


def _columns(scene: Scene, days: Sequence[date], room: int) -> list[tuple[int, int]]:
    """Where the days begin and how wide they are: an empty weekend leaves its room to the days that people meet on."""
    wide = room // len(days)
    narrow = {day for day in days if day.weekday() >= _SATURDAY and not scene.days.on(day)}
    empty = min(wide, max(len(weekday_name(day, scene.language)) for day in days) + 5)  # its signs, its name and its number
    wide = (room - len(narrow) * empty) // (len(days) - len(narrow))
    widths = [empty if day in narrow else wide for day in days]
    return [(_GUTTER + sum(widths[:at]), cell) for at, cell in enumerate(widths)]


def _above(scene: Scene, day: date) -> list[CalendarMeeting | str]:
    """What stands above the hours: why nobody is at school, whole days, what began on another day."""
    lasting = [one for one in scene.days.on(day) if one.all_day or one.first_day < day]
    closed = scene.closed(day)
    return [*([closed] if closed else []), *lasting]


def _gutter(canvas: Canvas, scene: Scene, hours: Hours, top: int, bottom: int) -> None:
    for line in range(bottom - top):
        minute = hours.first + line * hours.step
        if minute < _DAY and (minute % 60 == 0 or hours.step > 60):
            canvas.put(0, top + line, spoken_time(time(*divmod(minute, 60)), scene.language), "aside", width=_GUTTER)


def _band(
    canvas: Canvas, scene: Scene, above: Sequence[CalendarMeeting | str], day: date, place: tuple[int, int, int]
) -> None:
    x, width, room = place
    shown = above if len(above) <= room else above[: room - 1]
    for line, one in enumerate(shown, 1):
        if isinstance(one, str):
            canvas.put(x + 1, line, one, "free", width=width - 1)
        else:
            when = clock(one, day, scene.language, short=True) if one.first_day < day else ""
            _words(canvas, scene, one, f"{_sign(scene, one)}{when}{one.title}", (x, line, width))
    if len(shown) < len(above):
        canvas.put(x + 1, room, f"+{len(above) - len(shown)}", "more", width=width - 1)


def _sign(scene: Scene, one: CalendarMeeting) -> str:
    return f"{scene.letter_of(one)}{scene.mark_of(one)}"


def _words(canvas: Canvas, scene: Scene, one: CalendarMeeting, text: str, place: tuple[int, int, int]) -> None:
    """A line of a meeting, with the cursor before it if it is there."""
    x, y, width = place
    chosen = one.id in (scene.selected, scene.carried)
    style = scene.style_of(one)
    style = f"{style}+here" if chosen and scene.carried is None else style
    canvas.put(x, y, "›" if chosen else "|" if scene.ascii_only else "▏", style)
    canvas.put(x + 1, y, text, style, width=width - 1)


def fitting(blocks: Sequence[Block], room: int, chosen: int | None) -> tuple[list[Block], list[Block]]:
    """What `room` lanes beside each other have room for, and what they have none for; the chosen meeting has a place."""
    here = next((one for one in blocks if one.meeting.id == chosen and one.lane >= room), None)
    shown: list[Block] = []
    hidden: list[Block] = []
    for one in blocks:
        in_its_way = here is not None and one.lane == room - 1 and one.start < here.end and here.start < one.end
        lane = room - 1 if one is here else one.lane
        (hidden if lane >= room or in_its_way else shown).append(replace(one, lane=lane, lanes=min(one.lanes, room)))
    return shown, hidden


def _blocks(canvas: Canvas, scene: Scene, blocks: Sequence[Block], hours: Hours, place: tuple[int, int, int, int]) -> None:
    left, cell, top, bottom = place
    chosen = scene.selected if scene.carried is None else scene.carried
    shown, hidden = fitting(blocks, max(1, cell // _LANE), chosen)
    for block in shown:
        _block(canvas, scene, block, hours, place)
    # On the last line, where the title of the one that shows has ended.
    for line, count in Counter(min(top + hours.line_of(block.end - 1), bottom - 1) for block in hidden).items():
        told = f"+{count}"
        canvas.put(left + cell - len(told), line, told, "more")


def _block(canvas: Canvas, scene: Scene, block: Block, hours: Hours, place: tuple[int, int, int, int]) -> None:
    left, cell, top, bottom = place
    width = cell // block.lanes
    x, first = left + block.lane * width, top + hours.line_of(block.start)
    last = max(first, top + hours.line_of(block.end - 1))
    one = block.meeting
    when = clock(one, one.first_day, scene.language)
    lines = _lines(scene, one, when, width - 1, last - first + 1)
    for y, text in zip(range(first, min(last + 1, bottom)), lines, strict=False):
        if y == first:
            _words(canvas, scene, one, text, (x, y, width))
        else:
            style = scene.style_of(one)
            canvas.put(x, y, "|" if scene.ascii_only else "▏", style)
            canvas.put(x + 1, y, text, style, width=width - 1)


def _lines(scene: Scene, one: CalendarMeeting, when: str, width: int, lines: int) -> list[str]:
    """The letter, the time and the title over so many lines."""
    if lines == 1:
        return [f"{_sign(scene, one)}{one.title}"]
    roomy = width >= len(when) + 2
    if not roomy:  # no word has room
        text = f"{_sign(scene, one)}{one.title}"
        return [*(text[at : at + width] for at in range(0, len(text), width)), *[""] * lines][:lines]
    cut = _wrapped(one.title, width)
    if len(cut) >= lines:
        cut = [*cut[: lines - 2], shorten(f"{cut[lines - 2]}…", width)]
    return [f"{_sign(scene, one)}{when}", *cut, *[""] * lines][:lines]


def _wrapped(text: str, width: int) -> list[str]:
    """The words on lines; one that is longer than a line is parted with a hyphen."""
    parted = []
    for word in text.split(" "):
        while len(word) > width:
            parted.append(f"{word[: width - 1]}-")
            word = word[width - 1 :]
        parted.append(word)
    return wrap(" ".join(parted), width)
