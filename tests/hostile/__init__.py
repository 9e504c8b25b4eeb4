"""Hostile and awkward strings for every entrance and exit: each with an id, a category, and why it is one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Hostile:
    """`forbidden` are the sequences that must never reach a terminal when the text is data."""

    id: str
    category: str
    text: str
    why: str
    forbidden: tuple[str, ...]

    def leaks(self, raw: bytes) -> list[str]:
        """The forbidden sequences found in what was written to a terminal."""
        return [sequence for sequence in self.forbidden if sequence.encode("utf-8", "surrogatepass") in raw]


def strings(*categories: str, huge: bool = True) -> list[Hostile]:
    """The strings of the categories, or all; `huge=False` leaves out the ones of many thousand characters."""
    return [
        _hostile(entry)
        for entry in _document()["strings"]
        if (not categories or entry["category"] in categories) and (huge or "make" not in entry)
    ]


def files() -> dict[str, bytes]:
    """Whole import files by name."""
    return {entry["id"]: bytes.fromhex(entry["hex"]) for entry in _document()["files"]}


def _hostile(entry: dict[str, Any]) -> Hostile:
    make = entry.get("make")
    text = entry["text"] if make is None else make.get("prefix", "") + make["repeat"] * make["times"]
    return Hostile(entry["id"], entry["category"], text, entry["why"], tuple(entry.get("forbid_on_terminal", ())))


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(Path(__file__).with_name("strings.json").read_text("utf-8"))
    return document
