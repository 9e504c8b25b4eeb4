"""Folding and escaping hold for any text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.content_lines import escaped_lines, folded, mailto, quoted, uri
from exports.plain_text import one_line, several_lines

TEXT = st.text(st.characters(codec="utf-8"), max_size=400) | st.text("aæ🔧\\;,\n", max_size=300)


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_a_fold_keeps_75_octets_and_parts_no_character_and_no_escape(text: str) -> None:
    line = "DESCRIPTION:" + escaped_lines(text)
    raw = folded(line)
    assert raw.replace("\r\n ", "") == line
    for piece in raw.split("\r\n"):
        assert len(piece.encode()) <= 75
    for piece in raw.split("\r\n")[:-1]:
        assert len(re.search(r"\\*$", piece).group()) % 2 == 0  # type: ignore[union-attr]  # always found


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_an_escaped_text_reads_back_and_begins_no_line(text: str) -> None:
    value = escaped_lines(text)
    assert len(value.splitlines()) <= 1
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)
    assert back == several_lines(text)


@given(TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_a_quoted_parameter_cannot_be_left() -> None:
    assert quoted('Bo "Bossen"\r\nATTENDEE:x') == "\"Bo 'Bossen' ATTENDEE:x\""


def test_addresses_are_ascii_and_single() -> None:
    assert mailto("a b,c@x.example\r\nX:y") == "mailto:a%20b%2Cc@x.example%20X:y".replace(":y", "%3Ay")
    assert uri("https://x.example/ø?a=1,2;3&b=%C3%A6") == "https://x.example/%C3%B8?a=1%2C2%3B3&b=%C3%A6"
