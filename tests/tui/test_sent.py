"""What a terminal sends, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from tui.sent import Sent

PASTE = "\x1b[200~{}\x1b[201~"


def heard(*pieces: str) -> list[str]:
    """The names of the keys, and the texts pasted after a `>`."""
    sent = Sent(XTermParser())
    return [told for piece in pieces for message in sent.feed(piece) if (told := _told(message))]


def _told(message: Message) -> str:
    match message:
        case Paste():
            return f">{message.text}"
        case Key():
            return message.key
        case _:
            return ""


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("Anna\r\nBo", "Anna\nBo"),
        ("\x1b[31mrød\x1b[0m d", "rød d"),
        ("n\x1b", "n"),
        ("\x1b[1", "[1"),
        ("\x1b]0;title\x07q\x00\x9bu", "qu"),
        ("\x1b[A\x1bOP", "OP"),
        ("", ""),
    ],
)
def test_what_is_pasted_is_text_and_never_a_key(pasted: str, text: str) -> None:
    assert heard("a" + PASTE.format(pasted) + "b") == ["a", f">{text}", "b"]


@given(st.text(st.sampled_from("na\x1b[]201~~;m\r\n\x07")), st.lists(st.integers(1, 40)))
def test_a_paste_that_comes_in_pieces_is_one(pasted: str, cuts: list[int]) -> None:
    pasted = pasted.replace("\x1b[201~", "")
    whole = PASTE.format(pasted)
    places = sorted({len("\x1b[200~"), *(cut for cut in cuts if len("\x1b[200~") < cut < len(whole)), len(whole)})
    pieces = [whole[start:end] for start, end in zip([0, *places], places, strict=False)]
    told = heard(*pieces, "x")
    if "\x1b[201~" not in (pasted + "\x1b[201~")[:-1]:
        assert len(told) == 2
        assert told[0].startswith(">")
        assert told[1] == "x"


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[>4;2m", "\x1b[?62;22c", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1bP>|tmux 3.3a\x1b\\",
     "\x1b[>41;354;0c", "\x1b[?1;2c"],
)  # fmt: skip
def test_what_is_no_key_types_nothing(sequence: str) -> None:
    assert heard(f"a{sequence}b") == ["a", "b"]


@pytest.mark.parametrize(
    ("sequence", "key"),
    [("\x1b[A", "up"), ("\x1b[[A", "f1"), ("\x1bOP", "f1"), ("\x1b[15~", "f5"), ("\x1b[1;5C", "ctrl+right"),
     ("\x1b[Z", "shift+tab"), ("\x1b[7$", "shift+home"), ("\x1b[97;5u", "ctrl+a"), ("\x13", "ctrl+s")],
)  # fmt: skip
def test_keys_are_what_they_were(sequence: str, key: str) -> None:
    assert heard(sequence) == [key]
