"""Text is hostile: cleaned when it comes in, made visible when it goes out."""

import re
import unicodedata

from core.errors import Invalid
from core.messages import N_, say
from core.rules.cpr import contains_cpr

NAME_LIMIT = 200
NOTE_LIMIT = 10_000
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
# Invisible characters that mean nothing in a name: zero-width space, marks of direction, byte-order mark, tags, and the
# fillers of Hangul and Khmer, whose width terminals do not agree on.
_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2060\u2800\u3164\ufeff\uffa0\U000e0000-\U000e007f]"
)
_REFUSED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_BREAKS = re.compile("[\n\r\u2028\u2029\x0b\x0c]+")
# Joiners between Arabic or emoji letters are kept; alone or in a row they only hide things.
_LOOSE_JOINERS = re.compile("(?:^|(?<=[\\s\u200c\u200d]))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS_ALLOWED = 4


def tidy(text: str) -> str:
    """NFC, single blanks, no invisible characters; control characters are still there (see `clean`)."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _LOOSE_JOINERS.sub("", _SPACES.sub(" ", text)).strip()


def harmless(text: str) -> str:
    """The text tidied, in one line, without the control and direction characters that `clean` refuses."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    return tidy(_REFUSED.sub("", tidy(_LINE_BREAKS.sub(" ", text))))


def clean(field: str, text: str, *, limit: int = NAME_LIMIT, lines: bool = False) -> str:
    """The text as it may be stored.

    `lines` allows line breaks. Raises `Invalid` for control and direction characters (naming the first), for a text
    over `limit` characters and for a CPR number anywhere in it.
    """
    text = tidy(text.replace("\r\n", "\n").replace("\r", "\n") if lines else text)
    refused = _REFUSED.search(text)
    if refused or (not lines and "\n" in text):
        char = refused.group() if refused else "\n"
        raise Invalid(
            field,
            say(N_("The text holds a character that cannot be stored: {code}."), code=f"U+{ord(char):04X}"),
            say(N_("Delete it and type the text again.")),
        )
    if len(text) > limit:
        raise Invalid(field, say(N_("The text is too long: at most {limit} characters."), limit=limit))
    if contains_cpr(text):
        raise Invalid(
            field,
            say(N_("This looks like a CPR number; laug never stores one.")),
            say(N_("Leave the number out.")),
        )
    return text


def visible(text: str, *, keep_lines: bool = False) -> str:
    """The text as a terminal may show it: nothing in it moves the cursor, changes colours, hides or turns letters."""
    if text.isascii() and text.isprintable():
        return text
    found = _UNSEEN.sub(lambda match: _shown(match.group(), keep_lines), text)
    return _few_marks(found)


def _shown(char: str, keep_lines: bool) -> str:
    code = ord(char)
    if char == "\n" and keep_lines:
        return char
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code < 0xA0:
        return f"\\x{code:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"<{code:04X}>"


def _few_marks(text: str) -> str:
    """At most four combining marks on a letter, so that no name climbs over its neighbours."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS_ALLOWED:
            kept.append(char)
    return "".join(kept)
