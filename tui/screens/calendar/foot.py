"""What stands below or beside a calendar: the chosen day in words, and what the signs mean."""

from collections.abc import Callable, Iterator
from datetime import date

from textual.geometry import Size

from core.messages import N_, Message
from core.rules.spoken import spoken_day, spoken_time
from core.rules.weeks import week_of
from tui.screens.calendar.canvas import Canvas
from tui.screens.calendar.held import Held
from tui.screens.calendar.scene import CANCELLED, CLASH, MOVED, Scene, bar
from tui.screens.desk import Desk
from tui.widgets.cells import shorten, wrap

_HOW = N_(
    "Arrows move it by days and weeks, {key[calendar.later]} and {key[calendar.earlier]} by a quarter of "
    "an hour; {key[calendar.go_to]} to a day; "
    "{key[calendar.let_go]} lets it go, {key[app.back]} puts it back."
)
_HOW_IN_WEEK = N_(
    "Arrows move it by days and half hours, {key[calendar.later]} and {key[calendar.earlier]} by a "
    "quarter; {key[calendar.go_to]} to a day; "
    "{key[calendar.let_go]} lets it go, {key[app.back]} puts it back."
)
_NAME = 26  # cells for a network
Row = tuple[str, str, int | None]
"""A line of the day: its text, its style, and the meeting it is about."""


def day_rows(desk: Desk, scene: Scene) -> Iterator[Row]:
    """The day under the cursor: its name, why nobody is at school, who is, and its meetings with their clashes."""
    day = scene.day
    week = desk.tell(N_("week {number}"), number=week_of(day).number)
    yield f"{spoken_day(day, scene.language)} · {week}", "heading", None
    for one in scene.days.free_on(day):
        yield one.told, "free", None
    count = scene.days.count_of(day)
    if count is not None and count.share is not None:
        known = count.at_school + count.away
        told = desk.tell(N_("{there} of {known} at school"), there=count.at_school, known=known)
        yield f"{bar(count.share, 8, ascii_only=scene.ascii_only)} {told}", "school", None
    here = scene.days.on(day)
    if not here:
        yield desk.tell(N_("{key[meetings.plan]} plans a meeting on that day.")), "aside", None
    for meeting in here:
        yield from _meeting_rows(desk, scene, meeting.id, day)


def _meeting_rows(desk: Desk, scene: Scene, number: int, day: date) -> Iterator[Row]:
    one = next(meeting for meeting in scene.days.on(day) if meeting.id == number)
    names = {network.id: network.name for network in scene.days.networks}
    belongs = ", ".join(names[network] for network in one.networks if network in names)
    state = desk.tell(N_("cancelled")) if one.cancelled else desk.tell(N_("moved")) if one.moved else ""
    parts = [one.title, one.place, belongs, state]
    chosen = number in (scene.selected, scene.carried)
    head = f"{'›' if chosen else ' '} {scene.letter_of(one)}{scene.mark_of(one)} {_hours(desk, scene, number)} "
    yield head + " · ".join(part for part in parts if part), scene.style_of(one), number
    if number != scene.selected or number == scene.carried:
        return
    clashes = [clash_told(desk, one.title, one.people, one.same_place) for one in scene.days.clashes_of(number)]
    if clashes:
        yield f"    {CLASH} {' · '.join(clashes)}", "bad", number


def _hours(desk: Desk, scene: Scene, number: int) -> str:
    one = next(meeting for meeting in scene.days.meetings if meeting.id == number)
    if one.all_day:
        return desk.tell(N_("all day"))
    start, end = (spoken_time(moment.time(), scene.language) for moment in (one.start, one.end))
    before = ".." if one.first_day < scene.day else start
    after = ".." if one.last_day > scene.day else end
    return f"{before}-{after}"


def clash_told(desk: Desk, title: str, people: int, same_place: bool) -> str:
    """What is at the same time, in words."""
    told = []
    if people:
        values = {"n": people, "title": title}
        both = Message(N_("{n} is also asked to {title}"), values, N_("{n} are also asked to {title}"))
        told.append(desk.tell(both))
    if same_place:
        told.append(desk.tell(N_("{title} is in the same place"), title=title))
    return " · ".join(told)


def draw_day(canvas: Canvas, desk: Desk, scene: Scene, place: tuple[int, int, int, int]) -> None:
    """The day in words in a part of the canvas: from x, y, so wide, so many lines; the chosen meeting shows."""
    x, y, width, height = place
    rows = list(day_rows(desk, scene))
    at = max((place for place, row in enumerate(rows) if row[2] is not None and row[2] == scene.selected), default=0)
    first = max(0, at - height + 1)
    for line, (text, style, number) in enumerate(rows[first : first + height]):
        chosen = number is not None and number == scene.selected and style != "bad"
        canvas.put(x, y + line, shorten(text, width), f"{style}+chosen" if chosen else style)
    if first + height < len(rows):
        more = f" +{len(rows) - first - height} "
        canvas.put(x + width - len(more), y + height - 1, more, "more")


def day_in_short(desk: Desk, scene: Scene) -> list[tuple[str, str]]:
    """The same on one line: the day, how many other meetings it has, and the chosen one."""
    rows = list(day_rows(desk, scene))
    about = [row for row in rows if row[2] is not None and row[2] == scene.selected]
    others = len(scene.days.on(scene.day)) - bool(about)
    plain = [text for text, style, number in rows if number is None and style != "school"]
    pieces = [(f" {' · '.join(plain)}", "heading")]
    if others > 0:
        pieces.append((f"+{others}", "more"))
    return pieces + [(told.strip().removeprefix("› "), style) for told, style, _number in about[:1]]


def legend(desk: Desk, scene: Scene, *, told: bool) -> list[tuple[str, str]]:
    """What the chosen meeting clashes with where the day is not `told`, the signs that show, and the networks with their
    letters and colours, those of the chosen day first."""
    pieces: list[tuple[str, str]] = []
    if not told and scene.selected is not None:
        for clash in scene.days.clashes_of(scene.selected):
            pieces.append((f"{CLASH} {clash_told(desk, clash.title, clash.people, clash.same_place)}", "bad"))
    shown = scene.days.meetings

    def sign(mark: str, msgid: str) -> str:
        return f"{mark} {desk.tell(msgid)}"

    if any(scene.mark_of(one) == CLASH for one in shown):
        pieces.append((sign(CLASH, N_("clash")), "bad"))
    if any(one.cancelled for one in shown):
        pieces.append((sign(CANCELLED, N_("cancelled")), "aside"))
    if any(one.moved and not one.cancelled for one in shown):
        pieces.append((sign(MOVED, N_("moved")), "aside"))
    if scene.days.clashes is None:
        pieces.append((desk.tell(N_("too many to look for clashes: {key[app.filter]} narrows them down")), "aside"))
    here = {number for meeting in scene.days.on(scene.day) for number in meeting.networks}
    for network in sorted(scene.days.networks, key=lambda one: one.id not in here):
        one = next((meeting for meeting in shown if meeting.networks and min(meeting.networks) == network.id), None)
        name = shorten(f"{network.letter} {network.name}", _NAME)
        pieces.append((name, scene.style_of(one) if one and not one.cancelled else "aside"))
    return pieces


def draw_pieces(canvas: Canvas, y: int, pieces: list[tuple[str, str]], between: str = "  ") -> None:
    """Pieces of text beside each other, as many as have room; the last is cut."""
    x = 0
    for text, style in pieces:
        room = canvas.width - x - 1
        if text and room > 2:
            told = shorten(text, room)
            canvas.put(x, y, told, style)
            x += len(told) + len(between)


def said_of(desk: Desk, held: Held | None, *, in_week: bool) -> tuple[str, str] | None:
    """What is said of the meeting that is being moved, and how it is coloured; None while none is."""
    if held is None:
        return None
    if not held.moved:
        return desk.tell(_HOW_IN_WEEK if in_week else _HOW), "plain"
    if held.against is None:
        return "", "plain"
    if held.against:
        return " ".join(held.against), "bad"
    return desk.tell(N_("Nothing speaks against it.")), "school"


_TALL, _WIDE = 30, 150  # from here on the day is told below, or beside
_BELOW, _BESIDE = 9, 44
_FOOT = 2


def drawn(
    desk: Desk,
    scene: Scene,
    draw: Callable[[Canvas, Scene, int, int], None],
    size: Size,
    said: tuple[str, str] | None,
) -> Canvas:
    """The whole picture: the days, the chosen one in words, and what the signs mean or else what is `said`."""
    width, height = size.width, size.height
    canvas = Canvas(width, height)
    below = _BELOW if height >= _TALL else 0
    beside = _BESIDE if not below and width >= _WIDE else 0
    top = height - _FOOT
    draw(canvas, scene, width - beside, top - below)
    if below:
        draw_day(canvas, desk, scene, (1, top - below + 1, width - 2, below - 1))
    elif beside:
        draw_day(canvas, desk, scene, (width - beside + 1, 0, beside - 2, top))
    if said is not None:
        text, style = said
        for line, one in enumerate(wrap(text, width - 2)[:_FOOT]):
            canvas.put(1, top + line, one, style, width=width - 1)
        return canvas
    if not (below or beside):
        draw_pieces(canvas, top, day_in_short(desk, scene))
    draw_pieces(canvas, top + 1, legend(desk, scene, told=bool(below or beside)))
    return canvas
