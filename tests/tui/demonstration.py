"""A program with made-up rows, for tests of the frame and for bench/screens.py: demonstration.py [ROWS] [--plain]"""

import argparse
import json
import sys
import time
from array import array
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tui import environment, skeleton

if __name__ == "__main__":
    skeleton.paint("laug", "Henter …")
    environment.prepare()

from textual import work

from core.errors import Changed, FieldConflict, Invalid
from core.messages import N_, say
from tui.actions import Where, bindings, declare
from tui.app import LaugApp, run
from tui.widgets.card import Card, CardView, Line, Section
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.form import Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.list_pane import ListPane
from tui.widgets.menu import Option
from tui.widgets.palette import Hit
from tui.widgets.pane import Area, Pane
from tui.widgets.tone import Tone

GIVEN = ("Åse", "Bo", "Camilla", "Ðan", "Ebbe", "Freja", "Gorm", "Hanne", "Ib", "Jytte")
FAMILY = ("Ærø", "Bæk", "Dahl", "Enevoldsen", "Friis-Mikkelsen", "Gram", "Holm", "Iversen", "Juul", "Krogh", "Lund")
SCHOOLS = ("Mercantec", "Tradium", "Aarhus Tech", "Learnmark", "NEXT", "Rybners")

NEW = declare("demonstration.new", "n", "New", "Registers somebody.", Where.AREA, in_footer=True)
DELETE = declare("demonstration.delete", "d", "Delete", "Asks first.", Where.AREA)
CHOOSE = declare("demonstration.choose", "c", "Choose", "Chooses a school.", Where.AREA)


class Rows:
    """`count` people; the hostile texts stand in front of the ordinary names."""

    def __init__(self, count: int, query: str = "", descending: bool = False, hostile: Sequence[str] = ()) -> None:
        self.count, self.query, self.descending, self.hostile = count, query.casefold(), descending, hostile

    def ids(self) -> "array[int]":
        ids = array("q", range(1, self.count + 1))
        if self.query:
            ids = array("q", (i for i in ids if self.query in " ".join(self.row(i)).casefold()))
        return ids[::-1] if self.descending else ids

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        return {i: self.row(i) for i in ids}

    def row(self, i: int) -> tuple[str, ...]:
        name = f"{FAMILY[i * 7 % 11]} {i:06}"
        if i <= len(self.hostile):
            name = self.hostile[i - 1]
        given = GIVEN[i * 3 % 10]
        return name, given, f"{given.lower()}.{i}@skole.example", SCHOOLS[i % 6], f"94 {i % 1000000:06}", "GF2"


class People(ListPane[int]):
    """The list everything is measured with."""

    COLUMNS = (
        Column("Family name", 14, weight=2, order="name"),
        Column("Given name", 9, weight=1),
        Column("E-mail", 22, weight=2, priority=1),
        Column("School", 11, weight=1, priority=2),
        Column("Phone", 9, priority=3, right=True),
        Column("Stage", 5, priority=4),
    )
    COUNT = (N_("{n} person"), N_("{n} people"))
    BINDINGS = bindings(NEW, DELETE, CHOOSE)

    def __init__(self, count: int, hostile: Sequence[str] = ()) -> None:
        super().__init__(id="people")
        self.rows = Rows(count)
        self.hostile = hostile

    def source(self, query: str, order: str, descending: bool) -> Rows:
        self.rows = Rows(self.rows.count, query, descending, self.hostile)
        return self.rows

    def fetch(self, record_id: int) -> int:
        return record_id

    def card(self, detail: int) -> Card:
        name, given, email, school, phone, stage = self.rows.row(detail)
        return Card(
            f"{given} {name}",
            school,
            (
                Section("Contact", (Line("E-mail", email), Line("Phone", phone))),
                Section("All", tuple(Line(text, text) for text in self.hostile)),
                Section(name, (Line(name, name), Line("Stage", stage, Tone.GOOD), Line(value=name * 3))),
            ),
        )

    @work
    async def action_new(self) -> None:
        saved = await self.app.push_screen_wait(FormScreen(person_form(self.hostile)))
        if saved is not None:
            self.said(say("{name} was saved.", name=saved), Tone.GOOD)

    @work
    async def action_delete(self) -> None:
        name = self.rows.row(self.chosen()[0])[0]
        if await self.app.push_screen_wait(Confirm(f"Delete {name}?", yes="delete", detail=name, dangerous=True)):
            self.said(f"Deleted {name}", Tone.WARNING)

    @work
    async def action_choose(self) -> None:
        options = [Option(text, text, text) for text in (*SCHOOLS, *self.hostile)]
        chosen = await self.app.push_screen_wait(Choose("School", options))
        self.said(chosen or "–")


def no_digits(text: str) -> str:
    if any(char.isdigit() for char in text):
        raise Invalid("family", say("A name holds no digits."), say("Take them out."))
    return text.strip()


def person_form(hostile: Sequence[str] = ()) -> Form[str]:
    """Field by field validation, suggestions, a choice, a note and a conflict on the first attempt to save "Strid"."""

    def save(submission: Submission) -> str:
        if submission.values["family"] == "Strid" and not submission.settled:
            conflict = FieldConflict("family", "Før", "Strid", "Fred")
            raise Changed(say("Somebody else changed it meanwhile."), [conflict])
        return f"{submission.values['given']} {submission.values['family']}"

    return Form(
        "New person",
        (
            Field("given", "Given name", required=True),
            Field("family", "Family name", validate=no_digits, help="As in the register of the school."),
            Field(
                "school",
                "School",
                suggestions=lambda typed: [s for s in SCHOOLS if s.casefold().startswith(typed.casefold())],
            ),
            Field("kind", "Kind", Kind.CHOICE, choices=(Choice("pupil", "Pupil"), Choice("teacher", "Teacher"))),
            Field("start", "Start", Kind.DATE),
            *(Field(f"more{number}", f"Further {number}") for number in range(max(20, len(hostile)))),
            Field("note", "Note", Kind.NOTE),
        ),
        save,
        values={"kind": "pupil"} | {f"more{number}": text for number, text in enumerate(hostile)},
    )


class Words(Pane):
    """An area without a list."""

    def compose(self):  # type: ignore[no-untyped-def]
        view = CardView()
        view.show(Card("Words", "An area without a list", (Section("", (Line("One", "1"),)),)))
        yield view


def application(
    rows: int = 1000, *, hostile: Sequence[str] = (), lean: bool = True, theme: str = "laug-dark"
) -> LaugApp:
    """The demonstration."""

    def provider(typed: str) -> list[Hit]:
        return [Hit(text, "person", lambda: None) for text in (*GIVEN, *hostile) if typed.casefold() in text.casefold()]

    return LaugApp(
        [Area("people", N_("People"), lambda: People(rows, hostile)), Area("words", N_("Words"), Words)],
        catalogue=NullTranslations(),
        file=hostile[0] if hostile else "laug.db",
        account="ida",
        providers=[provider],
        lean=lean,
        theme=theme,
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=1000)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--theme", default="laug-dark")
    parser.add_argument("--hostile", help="a file of strings as in tests/hostile/strings.json")
    parser.add_argument("--times", action="store_true")
    options = parser.parse_args()
    hostile: list[str] = []
    if options.hostile:
        strings = json.loads(Path(options.hostile).read_text())["strings"]
        hostile = [entry["text"] for entry in strings if "text" in entry]
    start = time.perf_counter()
    code = run(application(options.rows, hostile=hostile, lean=not options.plain, theme=options.theme))
    if options.times:
        print(f"{time.perf_counter() - start:.3f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
