"""The guides inside the program: the guides of the manual, split at their headings, as lines for a screen or a terminal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from core.messages import N_
from core.rules.kinds import Language

_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "guides_of_the_manual", _HERE.parent / "docs")  # installed, or in the source tree


class Guide(Enum):
    """Whom a guide is for: the name of its file, and what it is called (a msgid)."""

    COORDINATOR = "coordinator", N_("Coordinators")
    SCHOOL_STAFF = "school-staff", N_("School staff")
    ORGANISER = "organiser", N_("Organisers")

    def __init__(self, file: str, title: str) -> None:
        self.file = file
        self.title = title


class Style(Enum):
    """What a line is."""

    TEXT = "text"
    CODE = "code"
    PAIR = "pair"


@dataclass(frozen=True)
class GuideLine:
    """A paragraph, a line to type, or (`label` and `text`) a row of a table."""

    style: Style
    text: str
    label: str = ""


@dataclass(frozen=True)
class Page:
    """What stands under one heading of a guide."""

    guide: Guide
    heading: str
    lines: tuple[GuideLine, ...]


@cache
def pages(language: Language) -> tuple[Page, ...]:
    """Every page in that language, guide by guide. Nothing where the guides were not installed with the program."""
    return tuple(page for guide in Guide for page in _split(guide, _text(guide, language)))


def matching(language: Language, words: str) -> list[Page]:
    """The pages whose heading holds the words, or else whose text does."""
    wanted = words.casefold()
    headed = [page for page in pages(language) if wanted in page.heading.casefold()]
    return headed or [page for page in pages(language) if any(wanted in line.text.casefold() for line in page.lines)]


def _text(guide: Guide, language: Language) -> str:
    name = f"guide-{guide.file}.{language.value}.md"
    found = next((folder / name for folder in _FOLDERS if (folder / name).is_file()), None)
    return found.read_text(encoding="utf-8") if found is not None else ""


def _split(guide: Guide, text: str) -> Iterator[Page]:
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _newline, body = part.partition("\n")
        yield Page(guide, heading.strip(), tuple(_lines(body)))


def _lines(body: str) -> Iterator[GuideLine]:
    """Paragraphs joined, code kept line by line, tables row by row; pictures and comments are left out."""
    paragraph: list[str] = []
    code = False
    for line in [*body.splitlines(), ""]:
        ends = not line.strip() or line.startswith(("```", "|", "<!--", "![", "- ", "### "))
        if not code and ends and paragraph:
            yield GuideLine(Style.TEXT, _said(" ".join(paragraph)))
            paragraph = []
        if line.startswith("```"):
            code = not code
        elif code:
            yield GuideLine(Style.CODE, line)
        elif line.startswith("|"):
            yield from _row(line)
        elif line.strip() and not line.startswith(("<!--", "![")):
            paragraph.append(line.removeprefix("### ").strip())


def _row(line: str) -> Iterator[GuideLine]:
    """A row of a table; headings and rules tell nothing here."""
    cells = [_said(cell.strip()) for cell in line.strip().strip("|").split("|")]
    if len(cells) > 1 and line.count("`"):
        yield GuideLine(Style.PAIR, ", ".join(cells[1:]), cells[0])


def _said(text: str) -> str:
    """Text without the marks of Markdown; links keep their words."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", text)
