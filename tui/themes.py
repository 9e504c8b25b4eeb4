"""Three calm themes: dark, light, and the terminal's own sixteen colours.

Every colour of the first two is one of the 256 that most terminals over SSH show. What a colour means is always said in words
or by a mark as well: green is done, yellow wants a look, red went wrong, blue is where one is.
"""

from textual.theme import Theme

DARK = Theme(
    name="laug-dark",
    primary="#5f87af",
    secondary="#87afd7",
    accent="#d7af5f",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    boost="#303030",
    success="#87af87",
    warning="#d7af5f",
    error="#ff8787",
    dark=True,
    variables={
        "block-cursor-background": "#005f87",
        "block-cursor-foreground": "#eeeeee",
        "block-cursor-text-style": "none",
        "text-muted": "#9e9e9e",
        "text-disabled": "#9e9e9e",
        "input-cursor-background": "#d0d0d0",
        "input-cursor-foreground": "#121212",
        "input-selection-background": "#005f87",
        "scrollbar": "#585858",
        "scrollbar-background": "#1c1c1c",
        "scrollbar-corner-color": "#1c1c1c",
    },
)

LIGHT = Theme(
    name="laug-light",
    primary="#005f87",
    secondary="#005f87",
    accent="#5f5f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    boost="#d7d7d7",
    success="#005f00",
    warning="#5f5f00",
    error="#af0000",
    dark=False,
    variables={
        "block-cursor-background": "#005f87",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "text-muted": "#585858",
        "text-disabled": "#585858",
        "input-cursor-background": "#1c1c1c",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#afd7ff",
        "scrollbar": "#9e9e9e",
        "scrollbar-background": "#eeeeee",
        "scrollbar-corner-color": "#eeeeee",
    },
)

TERMINAL = Theme(
    name="laug-terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-text-style": "none",
        # Grey is unreadable in too many palettes.
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "input-cursor-background": "ansi_bright_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "scrollbar": "ansi_blue",
        "scrollbar-background": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)

LOUD = ("block-cursor-background", "input-cursor-background", "input-selection-background")
"""The variables whose backgrounds must stand out without colour, too."""
