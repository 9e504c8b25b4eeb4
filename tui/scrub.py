"""The last line of defence: nothing that could command the terminal leaves as text, whoever let it in."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Control characters, marks that turn or hide letters, tags and surrogates. Rich counts no cell for any of them
# but the surrogates, so taking them out moves nothing.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def scrub(text: str) -> str:
    """The text without anything a terminal would obey."""
    if text.isprintable():
        return text
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", text))


class Scrub(LineFilter):
    """Scrubs every segment of every line Textual renders."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text scrubbed; most are returned as they are."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            segment if segment.control else Segment(scrub(segment.text), segment.style, None) for segment in segments
        ]
