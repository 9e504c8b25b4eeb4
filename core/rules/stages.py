"""The stages of a vocational education in order, and what a class is called in its next stage.

The basic course has two parts (GF1, GF2), the main course up to six school periods (H1 … H6). Schools write them in many
ways: `gf 2`, `2. grundforløb`, `HF3`, `3. hovedforløb`; what is written stays as it is, what comes next has the short form.
"""

import re

from db.keys import fold

STAGES = ("GF1", "GF2", "H1", "H2", "H3", "H4", "H5", "H6")
_BASIC = r"(?:gf|grundforlob)"
_MAIN = r"(?:hf|h|hovedforlob)"
_FORMS = tuple(
    (re.compile(pattern), short)
    for word, short in ((_BASIC, "GF"), (_MAIN, "H"))
    for pattern in (rf"{word} ?-?([1-9])", rf"([1-9])\.? ?(?:skoleperiode )?{word}")
)
# `gf2tøm26-1`, `GF2 Tømrer`, `h2mur26-3`: the stage stands first, and no further digit belongs to it.
_IN_CLASS = re.compile(r"(?P<word>gf|hf|h)(?P<gap>[ -]?)(?P<number>[1-9])(?!\d)", re.IGNORECASE)


def known_stage(text: str) -> str | None:
    """The stage in its short form, however it is written; None if it is none of them."""
    said = fold(text).strip()
    for pattern, short in _FORMS:
        found = pattern.fullmatch(said)
        if found and f"{short}{found.group(1)}" in STAGES:
            return f"{short}{found.group(1)}"
    return None


def next_stage(text: str) -> str | None:
    """The stage that comes after; None after the last and after what is no stage."""
    stage = known_stage(text)
    if stage is None or stage == STAGES[-1]:
        return None
    return STAGES[STAGES.index(stage) + 1]


def class_in_stage(class_name: str, stage: str) -> str | None:
    """What a class whose name begins with a stage could be called in another one; None if its name tells no stage.

    A proposal only: schools name classes as they like.
    """
    found = _IN_CLASS.match(class_name.strip())
    if found is None or known_stage(found["word"] + found["number"]) is None or known_stage(stage) is None:
        return None
    short = known_stage(stage) or ""
    written = short.lower() if found["word"].islower() else short
    word, number = written[:-1], written[-1]
    return f"{word}{found['gap']}{number}{class_name.strip()[found.end() :]}"
