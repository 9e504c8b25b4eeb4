"""A meeting as a QR code drawn with characters: a phone's camera offers to put it into the calendar.

Half a character is one module; with ASCII only, a module is two characters. Dark is drawn, light is left, so whoever
shows it must put it black on white.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import segno

from core.calendar import CalendarEvent
from exports.content_lines import escaped

_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_BORDERS = (4, 2, 1)  # modules of white around it; the standard's four, or what there is room for


def event_text(event: CalendarEvent) -> str:
    """The meeting in as few letters as phones understand: what, when, where. For a link, take that instead."""
    lines = ["BEGIN:VEVENT", f"SUMMARY:{escaped(event.summary)}", *_times(event)]
    if event.location:
        lines.append(f"LOCATION:{escaped(event.location)}")
    return "\n".join([*lines, "END:VEVENT"])


def _times(event: CalendarEvent) -> list[str]:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        begin, end = (f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (event.start, event.end))
        return [f"DTSTART:{begin}", f"DTEND:{end}"]
    # The last day of an all-day event is inclusive here and exclusive there.
    after = event.end + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def fitted(event: CalendarEvent, columns: int, lines: int, *, ascii_only: bool = False) -> tuple[str, ...]:
    """The code of the meeting if it fits into so many columns and lines, without its place if it must be; else nothing."""
    for one in (event, replace(event, location="")):
        drawing = drawn(event_text(one), columns, lines, ascii_only=ascii_only)
        if drawing:
            return drawing
    return ()


def lines_needed(event: CalendarEvent, *, ascii_only: bool = False) -> int:
    """How many lines the smallest code of the meeting takes."""
    modules = len(_matrix(event_text(replace(event, location="")))) + 2 * _BORDERS[-1]
    return modules if ascii_only else (modules + 1) // 2


def drawn(text: str, columns: int, lines: int, *, ascii_only: bool = False) -> tuple[str, ...]:
    """The code of a text with as much white around it as fits; nothing if it does not fit at all."""
    matrix = _matrix(text)
    for border in _BORDERS:
        size = len(matrix) + 2 * border
        high, wide = (size, size * 2) if ascii_only else ((size + 1) // 2, size)
        if high <= lines and wide <= columns:
            return _ascii(matrix, border) if ascii_only else _halves(matrix, border)
    return ()


def _matrix(text: str) -> list[list[bool]]:
    # Without ECI (ISO/IEC 18004 §7.4.2) readers guess how letters are encoded, and take some Danish ones for Japanese.
    # The least correction: a screen is neither torn nor stained, and room is what there is little of.
    code = segno.make_qr(text, error="l", boost_error=False, encoding="utf-8", eci=True)
    return [[bool(module) for module in row] for row in code.matrix]


def _bordered(matrix: list[list[bool]], border: int) -> list[list[bool]]:
    side = [False] * border
    empty = [False] * (len(matrix) + 2 * border)
    return [*[empty] * border, *([*side, *row, *side] for row in matrix), *[empty] * border]


def _halves(matrix: list[list[bool]], border: int) -> tuple[str, ...]:
    rows = _bordered(matrix, border)
    if len(rows) % 2:
        rows.append([False] * len(rows))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple("".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)


def _ascii(matrix: list[list[bool]], border: int) -> tuple[str, ...]:
    return tuple("".join("##" if dark else "  " for dark in row) for row in _bordered(matrix, border))
