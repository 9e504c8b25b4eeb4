"""Lines for people who listen: the marks that an eye takes in at a glance become words, and nothing stands in columns."""

import re

from tui.protected import SIGN
from tui.words import N_, _

_DAY = r"\d\d-\d\d-\d{4}"
_SPAN = re.compile(rf"({_DAY}) – ({_DAY})")
_SINCE = re.compile(rf"({_DAY}) –(?=$|[;,.)])")
_UNTIL = re.compile(rf"(^|[ (])– ({_DAY})")
_GAPS = re.compile(r" {2,}")


def spoken(text: str) -> str:
    """The text in words, line by line.

    >>> spoken("  3  Emma Bæk, 01-08-2026 –"), spoken("Phone: – → 94 12 34 56")
    ('3 Emma Bæk, from 01-08-2026', 'Phone: nothing becomes 94 12 34 56')
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    text = _GAPS.sub(" ", text.strip())
    if text.isascii():
        return text
    text = text.replace(f"{SIGN} ", _(N_("protected: "))).replace("✓ ", "").replace(" · ", ", ")
    text = _SPAN.sub(lambda found: _(N_("{first} to {last}")).format(first=found[1], last=found[2]), text)
    text = _SINCE.sub(lambda found: _(N_("from {day}")).format(day=found[1]), text)
    text = _UNTIL.sub(lambda found: found[1] + _(N_("until {day}")).format(day=found[2]), text)
    if "→" in text:
        nothing, becomes = _(N_("nothing")), _(N_("becomes"))
        text = text.replace("– →", f"{nothing} →").replace("→ –", f"→ {nothing}").replace(" → ", f" {becomes} ")
    return text
