"""Text made fit for other programs: no control, direction or invisible line-breaking characters in any of it.

core cleans text when it comes in; registers older than a rule, and names from elsewhere, make it worth doing twice.
"""

import re

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\n ]+")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def several_lines(text: str) -> str:
    """The text with line feeds as its only line breaks, tabs kept; lone surrogates become U+FFFD."""
    if text.replace("\n", "").isprintable():
        return text
    text = _LINE_BREAKS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """The text on one line; breaks and tabs become blanks."""
    if text.isprintable():
        return text
    return _BLANKS.sub(" ", several_lines(text)).strip()
