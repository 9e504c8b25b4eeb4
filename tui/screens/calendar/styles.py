"""How the calendar is coloured. No colour says anything alone: letters, marks and words say it too."""

from tui.screens.calendar.scene import COLOURS

CLASSES = tuple(
    f"calendar--{name}"
    for name in (
        "plain", "heading", "week", "school", "free", "day", "aside", "today", "here", "more", "cancelled", "bad",
        "carried", "chosen", *(f"network-{number}" for number in range(COLOURS)),
    )
)  # fmt: skip
STYLES = """
CalendarView { height: 1fr; width: 1fr; background: $background; color: $foreground;
    & > .calendar--heading { color: $secondary; text-style: bold; }
    & > .calendar--week { color: $secondary; }
    & > .calendar--school { color: $success; }
    & > .calendar--free { color: $warning; }
    & > .calendar--day { background: $panel; }
    & > .calendar--aside { color: $text-muted; }
    & > .calendar--today { background: $panel; text-style: bold underline; }
    & > .calendar--here { background: $block-cursor-background; color: $block-cursor-foreground; }
    & > .calendar--more { text-style: bold; }
    & > .calendar--cancelled { color: $text-muted; text-style: strike; }
    & > .calendar--bad { color: $error; text-style: bold; }
    & > .calendar--carried { color: $warning; text-style: reverse; }
    & > .calendar--chosen { text-style: bold; }
    & > .calendar--network-0 { color: #5fafd7; }
    & > .calendar--network-1 { color: #87af5f; }
    & > .calendar--network-2 { color: #d787af; }
    & > .calendar--network-3 { color: #d7af5f; }
    & > .calendar--network-4 { color: #af87d7; }
    & > .calendar--network-5 { color: #5fafaf; }
    &:light > .calendar--network-0 { color: #005f87; }
    &:light > .calendar--network-1 { color: #005f00; }
    &:light > .calendar--network-2 { color: #87005f; }
    &:light > .calendar--network-3 { color: #875f00; }
    &:light > .calendar--network-4 { color: #5f00af; }
    &:light > .calendar--network-5 { color: #005f5f; }
    &:ansi > .calendar--network-0 { color: ansi_cyan; }
    &:ansi > .calendar--network-1 { color: ansi_green; }
    &:ansi > .calendar--network-2 { color: ansi_magenta; }
    &:ansi > .calendar--network-3 { color: ansi_yellow; }
    &:ansi > .calendar--network-4 { color: ansi_blue; }
    &:ansi > .calendar--network-5 { color: ansi_bright_cyan; }
}
"""
