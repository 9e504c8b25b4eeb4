"""How the parts of a list are coloured."""

CLASSES = frozenset(f"record-list--{part}" for part in ("header", "cursor", "resting", "match", "changed", "quiet"))
STYLES = """
ListWindow { height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1;
    overflow-x: hidden; scrollbar-gutter: stable;
    & > .record-list--header { background: $panel; color: $foreground; text-style: bold; }
    & > .record-list--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    & > .record-list--resting { background: $panel; }
    & > .record-list--match { text-style: bold underline; }
    & > .record-list--changed { color: $success; text-style: bold; }
    & > .record-list--quiet { color: $text-muted; }
}
"""
