"""A month as a page: weeks below each other with their numbers and how many are at school, a cell a day."""

from datetime import date, timedelta

from core.messages import N_
from core.planning.calendar_days import CalendarMeeting
from core.rules.spoken import weekday_name
from core.rules.weeks import week_of
from tui.screens.calendar.canvas import Canvas
from tui.screens.calendar.scene import MONTHS, Scene, clock

_WEEK_COLUMN = 10
_WIDE = 13  # cells from which on a day shows the minutes
_FEWEST = 2  # lines a week


def month_range(day: date) -> tuple[date, date]:
    """From the Monday of its first week to the Sunday of its last."""
    first = day.replace(day=1)
    last = month_later(first, 1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def month_later(day: date, by: int) -> date:
    """The same day some months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))


def draw_month(canvas: Canvas, scene: Scene, width: int, height: int) -> None:
    """The month of the day under the cursor, from the upper left corner."""
    first, last = month_range(scene.day)
    weeks = ((last - first).days + 1) // 7
    lines = max(_FEWEST, (height - 1) // weeks)
    cell = (width - _WEEK_COLUMN) // 7
    month = scene.tell(MONTHS[scene.day.month - 1])
    canvas.put(0, 0, f"{month} {scene.day.year}", "heading", width=_WEEK_COLUMN)
    for weekday in range(7):
        name = weekday_name(first + timedelta(days=weekday), scene.language)
        canvas.put(_WEEK_COLUMN + weekday * cell + 2, 0, name, "heading")
    for number in range(weeks):
        monday, y = first + timedelta(weeks=number), 1 + number * lines
        _week_column(canvas, scene, monday, y, lines)
        for weekday in range(7):
            _cell(canvas, scene, monday + timedelta(days=weekday), _WEEK_COLUMN + weekday * cell, y, cell, lines)


def _week_column(canvas: Canvas, scene: Scene, monday: date, y: int, lines: int) -> None:
    week = week_of(monday)
    name = scene.week_name(week)
    told, bar = scene.school(monday, _WEEK_COLUMN - 2, _WEEK_COLUMN - 1 - len(name))
    canvas.put(0, y, f"{name} {told}", "week", width=_WEEK_COLUMN)
    below = [part for part in (bar, scene.break_of(week)) if part]
    if lines < 3:
        below.reverse()  # with room for one of them, the break says more
    for line, text in enumerate(below[: lines - 1], 1):
        canvas.put(0, y + line, text, "school" if text == bar else "free", width=_WEEK_COLUMN - 1)


def _cell(canvas: Canvas, scene: Scene, day: date, x: int, y: int, width: int, lines: int) -> None:
    meetings, room = scene.days.on(day), lines - 1
    canvas.place(day, x, y, width, lines)
    if day == scene.day:
        canvas.marked = x, y
    style = scene.day_style(day, aside=day.month != scene.day.month)
    closed = scene.closed(day, said=scene.break_of(week_of(day)))
    free = "-" if scene.days.free_on(day) else " "
    beside = closed if len(meetings) >= room or day == scene.today else ""
    if not beside and day == scene.today:
        beside = scene.tell(N_("today"))
    canvas.put(x, y, f"{scene.day_sign(day)}{day.day:2}{free}{beside}", style, width=width)
    hidden = len(meetings) - room
    if hidden > 0:
        more = f"+{hidden}"
        canvas.put(x + width - len(more), y, more, f"{style}+more")
    first = _first_shown(scene, meetings, room)
    for line, one in enumerate(meetings[first : first + room], 1):
        _entry(canvas, scene, one, day, x, y + line, width)
    if closed and not beside:
        canvas.put(x + 1, y + 1 + len(meetings), closed, "free", width=width - 1)


def _first_shown(scene: Scene, meetings: tuple[CalendarMeeting, ...], room: int) -> int:
    """The one under the cursor is among those that show, and so is the one that is being moved."""
    wanted = scene.selected if scene.carried is None else scene.carried
    at = next((place for place, one in enumerate(meetings) if one.id == wanted), 0)
    return max(0, at - room + 1)


def _entry(canvas: Canvas, scene: Scene, one: CalendarMeeting, day: date, x: int, y: int, width: int) -> None:
    style, mark = scene.style_of(one), scene.mark_of(one)
    when = clock(one, day, scene.language, short=width < _WIDE)
    chosen = day == scene.day and one.id in (scene.selected, scene.carried)
    head = f"{'›' if chosen else ' '}{scene.letter_of(one)}{when}"
    canvas.put(x, y, head, style)
    canvas.put(x + len(head), y, mark, f"{style}+bad" if mark == "!" else style)
    canvas.put(x + len(head) + 1, y, one.title, style, width=width - len(head) - 1, cut="")
