"""What a terminal sends, taken apart before Textual sees it: texts pasted stay texts, and what is no key types nothing.

Textual's own parser looks for keys in a pasted text from its first ESC on, and types the letters of a sequence that it
does not know. Copied from a coloured screen, or sent by a function key of its own, that would be commands.
"""

import re
from collections.abc import Generator, Iterator

from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

_START, _END = "\x1b[200~", "\x1b[201~"
_CSI = r"\x1b\[(?:\[[A-E]|[0-?]*(?:\$y|[@-~]))"  # the first are F1 to F5 of the Linux console
_STRING = r"\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)"  # what terminals answer to questions, such as their name
_SEQUENCE = re.compile(f"{_CSI}|{_STRING}")
# Reports that the parser knows besides the keys: where the mouse is, the cursor, the focus, modes, the size.
_REPORT = re.compile(r"\x1b\[(?:<?[-\d;]+[mM]|\d+;\d+R|[IO]|\?\d+;\d\$y|48;[\d:;]*t)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


class Sent:
    """Keys by Textual's parser, and around them what it does not do well."""

    def __init__(self, parser: XTermParser) -> None:
        self._parser = parser
        self._held = ""
        self._pasted: list[str] | None = None

    def feed(self, text: str) -> Iterator[Message]:
        """What the next characters mean."""
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is not None:
                text = yield from self._paste(text)
                continue
            found = _SEQUENCE.search(text)
            before, sequence = (text[: found.start()], found[0]) if found else (text, "")
            text = text[found.end() :] if found else ""
            yield from self._parser.feed(before) if before else ()
            if sequence == _START:
                self._pasted = []
            elif sequence and self._is_known(sequence):
                yield from self._parser.feed(sequence)

    def tick(self) -> Iterator[Message]:
        """What has been waited for long enough."""
        yield from self._parser.tick()

    def _paste(self, text: str) -> Generator[Message, None, str]:
        """Up to the end of what is pasted; what comes after it, which is typed again."""
        assert self._pasted is not None
        inside, end, after = text.partition(_END)
        if not end:  # its first letters may be the last of what has come
            known = next((cut for cut in range(len(_END) - 1, 0, -1) if text.endswith(_END[:cut])), 0)
            self._held = text[len(text) - known :]
            inside = text[: len(text) - known]
        self._pasted.append(inside)
        if end:
            yield Paste(_only_text("".join(self._pasted)))
            self._pasted = None
        return after

    def _is_known(self, sequence: str) -> bool:
        return bool(_REPORT.fullmatch(sequence)) or any(True for _ in self._parser._sequence_to_key_events(sequence))


def _only_text(pasted: str) -> str:
    """Without colours and other control characters; lines end in one character."""
    return _CONTROL.sub("", _SEQUENCE.sub("", pasted).replace("\r\n", "\n").replace("\r", "\n"))
