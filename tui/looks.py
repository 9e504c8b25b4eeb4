"""How the screens look: what the person chose, and what the terminal can show. Nothing is asked of the terminal itself.

A choice made on the screens is kept in a file of the person's own settings folder; it holds one word.
"""

import contextlib
import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.messages import N_
from core.rules.kinds import Named

_SIXTEEN = ("linux", "vt", "xterm", "screen", "tmux", "ansi", "cygwin", "rxvt", "cons25", "sun", "wsvt25")
_MARKS_ONLY_ASCII = ("linux", "vt", "ansi", "cons25", "sun", "wsvt25")
_LIGHT = ("7", "15")


class Theme(Named):
    """The looks that can be chosen; `AUTO` follows what the terminal tells."""

    AUTO = "auto", "af sig selv", "by itself"
    DARK = "dark", "mørkt", "dark"
    LIGHT = "light", "lyst", "light"
    TERMINAL = "terminal", "terminalens egne farver", "the terminal's own colours"


THEMES = tuple(theme.value for theme in Theme)
TITLE = N_("How the screens look")


@dataclass(frozen=True)
class Look:
    """The theme (never `AUTO`), whether there is colour, and whether marks and lines are plain ASCII.

    `encoding` is that of the terminal; letters it does not know are written without their marks.
    """

    theme: Theme = Theme.DARK
    colours: bool = True
    ascii: bool = False
    encoding: str = "utf-8"


def look(chosen: str = "", environment: Mapping[str, str] | None = None) -> Look:
    """The look: as `chosen`, else as LAUG_THEME says, else as kept, else as the terminal is."""
    said = os.environ if environment is None else environment
    term = said.get("TERM", "")
    wanted = next((Theme(one) for one in (chosen, said.get("LAUG_THEME", ""), kept()) if one in THEMES), Theme.AUTO)
    encoding = _encoding(said)
    return Look(
        theme=_fitting(said) if wanted is Theme.AUTO else wanted,
        colours="NO_COLOR" not in said and not term.startswith("vt"),
        ascii=_only_ascii(said, encoding),
        encoding=encoding or "utf-8",
    )


def _fitting(said: Mapping[str, str]) -> Theme:
    """The terminal's own sixteen colours where it has no more, else light where it tells of a light background."""
    if few_colours(said):
        return Theme.TERMINAL
    return Theme.LIGHT if said.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT else Theme.DARK


def few_colours(said: Mapping[str, str]) -> bool:
    """Whether the terminal has sixteen colours at most."""
    term = said.get("TERM", "")
    many = "256color" in term or "direct" in term or said.get("COLORTERM", "") in ("truecolor", "24bit")
    return not many and term.startswith(_SIXTEEN)


def _encoding(said: Mapping[str, str]) -> str:
    """The character set that the locale names; empty for the C locale, which knows none."""
    name = next((said[one] for one in ("LC_ALL", "LC_CTYPE", "LANG") if said.get(one)), "")
    # Python turns the C locale into C.UTF-8 for itself and says so in LC_CTYPE, whatever the terminal knows.
    if name == "C.UTF-8" and not said.get("LC_ALL") and said.get("LANG") in ("C", "POSIX"):
        return ""
    if name in ("C", "POSIX"):
        return ""
    charset = name.partition(".")[2].partition("@")[0]
    if not name or not charset:
        return "utf-8" if not name else _usual(name)
    return charset.lower()


def _usual(name: str) -> str:
    """The character set of a locale that does not name it, as `da_DK` (ISO 8859-1)."""
    return locale.normalize(name).partition(".")[2].partition("@")[0].lower() or "utf-8"


def _only_ascii(said: Mapping[str, str], encoding: str) -> bool:
    """Whether lines and marks must be plain; LAUG_ASCII decides where it is set."""
    if said.get("LAUG_ASCII"):
        return said["LAUG_ASCII"] not in ("0", "no", "nej")
    return encoding.replace("-", "") != "utf8" or said.get("TERM", "").startswith(_MARKS_ONLY_ASCII)


def kept() -> str:
    """The theme that the person chose on the screens, or nothing."""
    try:
        return _place().read_text(encoding="utf-8").strip()[:20]
    except (OSError, ValueError):
        return ""


def keep(theme: Theme) -> None:
    """Remember a theme for this person. Somebody without a folder of their own chooses anew each time."""
    with contextlib.suppress(OSError):
        _place().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _place().write_text(f"{theme.value}\n", encoding="utf-8")


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("laug") / "theme"
