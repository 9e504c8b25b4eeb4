"""The line of a box that tells its keys; a click on one of them is that key."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content, Span
from textual.events import Click, Key, Resize
from textual.style import Style
from textual.widgets import Static

from tui.actions import character, key_written, sendable

_ENTRY = re.compile(r"\S+(?: \S+)*")
_BETWEEN = " " * 4
_WORD = re.compile(r"\S+")


class KeyHint(Static):
    """`enter: OK    esc: cancel`: entries two blanks or more apart, each with its keys before a colon.

    A line ends between two entries, not within one.
    """

    def __init__(self, text: str) -> None:
        super().__init__(_content(text), markup=False, classes="hint")
        self._entries = _ENTRY.findall(text)

    def on_resize(self, event: Resize) -> None:
        """Another width may take more lines, or fewer."""
        lines: list[str] = []
        for entry in self._entries:
            longer = f"{lines[-1]}{_BETWEEN}{entry}" if lines else entry
            if lines and cell_len(longer) <= event.size.width:
                lines[-1] = longer
            else:
                lines.append(entry)
        self.update(_content("\n".join(lines)))

    def on_click(self, event: Click) -> None:
        """With the mouse."""
        key = event.style.meta.get("key")
        if key:
            event.stop()
            self.app.post_message(Key(key, character(key)))


def _content(text: str) -> Content:
    return Content(text, spans=list(_spans(text)))


def _spans(text: str) -> Iterator[Span]:
    """Which part of the text is which key; what tells what a key does is its first key."""
    for entry in _ENTRY.finditer(text):
        named, colon, _does = entry[0].partition(":")
        keys = [(word, key_written(word[0])) for word in _WORD.finditer(named)]
        if not colon or not keys or not all(sendable(key) for _, key in keys):
            continue
        start = entry.start()
        yield Span(start + len(named), entry.end(), Style.from_meta({"key": keys[0][1]}))
        yield from (Span(start + word.start(), start + word.end(), Style.from_meta({"key": key})) for word, key in keys)
