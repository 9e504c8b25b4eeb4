"""The look follows what was chosen and what the terminal is; every theme can be read, and nothing needs colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme as TextualTheme

from tui import looks
from tui.looks import Look, Theme, look
from tui.themes import DARK, LIGHT, LOUD
from tui.twins import Twins
from tui.uncoloured import Uncoloured

UTF8 = {"LANG": "da_DK.UTF-8", "TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("said", "theme"),
    [
        ({}, Theme.DARK),
        ({"COLORFGBG": "0;15"}, Theme.LIGHT),
        ({"COLORFGBG": "15;default;0"}, Theme.DARK),
        ({"TERM": "linux"}, Theme.TERMINAL),
        ({"TERM": "screen"}, Theme.TERMINAL),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Theme.DARK),
        ({"LAUG_THEME": "light", "TERM": "linux"}, Theme.LIGHT),
        ({"LAUG_THEME": "pink"}, Theme.DARK),
    ],
)
def test_the_theme_is_as_the_terminal_tells_unless_somebody_says(said: dict[str, str], theme: Theme) -> None:
    assert look("", UTF8 | said).theme is theme


def test_what_is_said_on_the_line_comes_before_the_environment_and_that_before_what_is_kept() -> None:
    looks.keep(Theme.LIGHT)
    assert look("", UTF8).theme is Theme.LIGHT
    assert look("", UTF8 | {"LAUG_THEME": "terminal"}).theme is Theme.TERMINAL
    assert look("dark", UTF8 | {"LAUG_THEME": "terminal"}).theme is Theme.DARK
    assert look("auto", UTF8).theme is Theme.DARK


@pytest.mark.parametrize(
    ("said", "ascii_only"),
    [
        ({"LANG": "da_DK.UTF-8"}, False),
        ({}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # as Python leaves it
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "da_DK.ISO-8859-1"}, True),
        ({"LANG": "da_DK"}, True),
        ({"LANG": "da_DK.UTF-8", "TERM": "linux"}, True),
        ({"LANG": "da_DK.UTF-8", "TERM": "vt100"}, True),
        ({"LANG": "da_DK.UTF-8", "LAUG_ASCII": "1"}, True),
        ({"LANG": "C", "LAUG_ASCII": "0"}, False),
    ],
)
def test_lines_and_marks_are_plain_where_the_terminal_knows_no_others(said: dict[str, str], ascii_only: bool) -> None:
    assert look("", {"TERM": "xterm-256color"} | said).ascii is ascii_only


def test_no_colour_where_it_is_refused_or_there_is_none() -> None:
    assert look("", UTF8).colours
    assert not look("", UTF8 | {"NO_COLOR": ""}).colours
    assert not look("", UTF8 | {"TERM": "vt220"}).colours


# -- reading ---------------------------------------------------------------------------------------------

GROUNDS = ("background", "surface", "panel", "boost")  # the last is that of the field one types in
TEXTS = ("foreground", "secondary", "success", "warning", "accent", "error", "text-muted", "text-disabled")


def _colour(theme: TextualTheme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


def _contrast(one: Color, other: Color) -> float:
    """The ratio that WCAG 2.2 defines (1.4.3: at least 4.5 for text)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: TextualTheme) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [
        ("block-cursor-foreground", "block-cursor-background"),
        ("input-cursor-foreground", "input-cursor-background"),
    ]
    pairs += [("foreground", "input-selection-background"), ("background", "secondary")]
    faint = {
        pair: ratio for pair in pairs if (ratio := _contrast(_colour(theme, pair[0]), _colour(theme, pair[1]))) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_colour_is_one_of_256(theme: TextualTheme) -> None:
    steps = {0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF}
    greys = {8 + 10 * step for step in range(24)}
    named = [
        theme.primary,
        theme.secondary,
        theme.foreground,
        theme.background,
        theme.surface,
        theme.panel,
        theme.success,
    ]
    for text in [*named, theme.warning, theme.error, *theme.variables.values()]:
        if str(text).startswith("#"):
            rgb = Color.parse(str(text)).rgb
            assert set(rgb) <= steps or (len(set(rgb)) == 1 and rgb[0] in greys), text


# -- without colour, without marks ----------------------------------------------------------------------


def test_without_colour_the_cursor_is_turned_around_and_nothing_is_coloured() -> None:
    without = Uncoloured([DARK.variables[name] for name in LOUD])
    cursor = Style.parse(
        f"bold {DARK.variables['block-cursor-foreground']} on {DARK.variables['block-cursor-background']}"
    )
    warning = Style.parse(f"{DARK.warning} on {DARK.background}")
    found = without.apply([Segment("Anna", cursor), Segment("Bo", warning)], Color.parse("black"))
    assert [(one.text, one.style) for one in found] == [
        ("Anna", Style(bold=True, reverse=True)), ("Bo", Style()),
    ]  # fmt: skip


def _plain(text: str, encoding: str = "utf-8") -> str:
    return "".join(one.text for one in Twins(encoding).apply([Segment(text)], Color.parse("black")))


def test_marks_have_twins_and_danish_letters_stay() -> None:
    assert _plain("› ◆ Åse Ærø · h2tøm26 … ▋▋▏│╭─╮ ✓ → ×") == "> ! Åse Ærø - h2tøm26 . ==||+-+ + > x"
    assert _plain("Zoë Łukasz 漢 👩‍🔧", "iso-8859-1") == "Zoë Lukasz ?? ????"
    assert _plain("Åse Ærø", "ascii") == "Ase Ero"


@given(st.text(max_size=30), st.sampled_from(["utf-8", "iso-8859-1", "ascii"]))
def test_twins_keep_every_place_and_can_be_written(text: str, encoding: str) -> None:
    told = _plain(text, encoding)
    told.encode("iso-8859-1" if encoding == "iso-8859-1" else "utf-8", "surrogatepass")
    assert all(char.isascii() or char <= "\u017f" for char in told)


@pytest.mark.parametrize("mark", list("…›‹▲▼·–—“”→←↑↓✓◆×█▉▊▋▌▍▎▏▄▁▂▃▅▆▇─│╭╮╰╯┌┐└┘├┤░▒▓"))
def test_a_twin_is_one_cell_of_ascii(mark: str) -> None:
    assert _plain(mark).isascii()
    assert len(_plain(mark)) == cell_len(mark) == 1


def test_a_look_is_dark_in_colour_with_all_marks_unless_something_says_otherwise() -> None:
    assert Look() == look("", UTF8)
