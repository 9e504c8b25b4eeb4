"""The line of a box that tells its keys; a click on one of them is that key."""

import re
from collections.abc import Iterator

from textual.content import Content, Span
from textual.events import Click, Key
from textual.style import Style
from textual.widgets import Static

from tui.actions import character, key_written, sendable

_ENTRY = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")


class KeyHint(Static):
    """`enter: OK    esc: cancel`: entries two blanks or more apart, each with its keys before a colon."""

    def __init__(self, text: str) -> None:
        super().__init__(Content(text, spans=list(_spans(text))), markup=False, classes="hint")

    def on_click(self, event: Click) -> None:
        """With the mouse."""
        key = event.style.meta.get("key")
        if key:
            event.stop()
            self.app.post_message(Key(key, character(key)))


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
