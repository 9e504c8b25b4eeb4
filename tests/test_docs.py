"""What the documents say is tried: commands run, tables name all that the code has, links lead somewhere."""

import re
import runpy
import shlex
import shutil
import xml.etree.ElementTree as Tree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tui.screens.meetings
import tui.screens.networks
import tui.screens.organisations
import tui.screens.people
import tui.screens.start
import tui.screens.steps.plan_screen
import tui.screens.today  # noqa: F401  # the areas declare their keys when they are imported
from core.contacts import COLUMNS
from core.errors import ExitCode, Invalid
from core.lists.heading_words import Field as ListField
from core.lists.headings import recognised
from core.lists.notices import Reason
from core.lists.plan import Outcome
from core.rules import kinds
from core.rules.day_words import read_day, read_span, read_time
from core.search.fields import FIELDS
from exports.contact_lists import FORMATS
from tui.actions import declared, shown_key
from tui.commands import (
    afterwards,
    answering,
    answers,
    attending,
    backup,
    bulk,
    calendar,
    consent,
    doctor,
    duplicates,
    education,
    erasure,
    history,
    import_mappings,
    meeting,
    meeting_template,
    minutes,
    network,
    organisation,
    person,
    planning,
    replies,
    report,
    rollover,
    school,
    school_break,
    tidy,
    view,
)
from tui.commands.line import plan_table
from tui.commands.line.settings import OPTIONS, Format
from tui.commands.line.table import Column
from tui.main import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
TRIED = [ROOT / "README.md", *sorted(DOCS.glob("guide-*.md"))]
FORMATS_PAGE = (DOCS / "formats.md").read_text(encoding="utf-8")
LISTS = ROOT / "tests" / "core" / "lists" / "data"
# The lists that the guides call by these names.
GIVEN = {"hold-august.csv": "02-koordinator-utf8-aug.csv", "hold-november.csv": "03-koordinator-utf8-nov.csv"}
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A line to type, and the lines the page shows after it."""

    line: str
    shown: tuple[str, ...]


def steps(page: Path) -> Iterator[Step]:
    """The lines of a page that set a variable or call laug."""
    for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:] if kind == "console" else text.splitlines(keepends=True)
        for part in parts:
            line, *shown = part.rstrip("\n").split("\n")
            if line.startswith(("laug ", "export ")) or line == "laug":
                yield Step(line, tuple(shown))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def rows_of(heading: str) -> list[list[str]]:
    """The cells of every table row between a heading of formats.md and the next of its level."""
    level = heading.partition(" ")[0]
    after = FORMATS_PAGE.split(f"\n{heading}\n", 1)[1]
    section = re.split(rf"^{level} ", after, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def marked(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("page", TRIED, ids=lambda page: page.name)
def test_every_command_works(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAUG_AS", "kirsten")
    monkeypatch.setenv("LAUG_LANG", "da" if page.name.endswith(".da.md") else "en")
    samples = tmp_path / LISTS.relative_to(ROOT)
    samples.mkdir(parents=True)
    for name in ("02-koordinator-utf8-aug.csv", "03-koordinator-utf8-nov.csv"):
        shutil.copy(LISTS / name, samples)
    for name, source in GIVEN.items():
        shutil.copy(LISTS / source, tmp_path / name)
    found = list(steps(page))
    assert found
    for step in found:
        words = shlex.split(step.line)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value)
            continue
        assert not {"|", ">", "<"} & set(words), f"{step.line}: a shell is needed to try it"
        code = main(words[1:])
        out, err = capsys.readouterr()
        assert code == 0, f"{step.line}\n{out}{err}"
        told = [squeezed(line) for line in (out + err).splitlines()]
        missing = [line for line in step.shown if line.strip() != "…" and squeezed(line) not in told]
        assert not missing, f"{step.line}\n{out}{err}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), f"{page.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
            assert anchor in anchors, f"{page.name}: {target}"


def test_the_readme_leads_to_every_page_and_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted(DOCS.glob("*.md")) if f"docs/{page.name}" not in readme] == []
    every = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = sorted((DOCS / "pictures").glob("*.svg"))
    assert [path.name for path in pictures if path.name not in every] == []
    for path in pictures:
        assert Tree.fromstring(path.read_text(encoding="utf-8")).tag.endswith("svg")
        assert "url(http" not in path.read_text(encoding="utf-8")  # whoever looks at it fetches nothing else


def test_the_pictures_can_be_drawn(tmp_path: Path) -> None:
    drawing = runpy.run_path(str(DOCS / "pictures" / "make.py"))
    (path,) = drawing["make"](tmp_path, drawing["PICTURES"][:1])
    assert path.name in {there.name for there in (DOCS / "pictures").glob("*.svg")}
    assert "Workshop" in path.read_text(encoding="utf-8")
    assert {f"{picture.name}.svg" for picture in drawing["PICTURES"]} == {
        there.name for there in (DOCS / "pictures").glob("*.svg")
    }


def test_the_guides_come_in_both_languages() -> None:
    names = {path.name for path in DOCS.glob("guide-*.md")}
    danish = {name.replace(".da.md", ".en.md") for name in names if name.endswith(".da.md")}
    assert danish == {name for name in names if name.endswith(".en.md")} != set()


KEYS = re.compile(r"<!-- keys: ([\w. ]+) -->\n(.*?)\n\n", re.DOTALL)


@pytest.mark.parametrize("page", sorted(DOCS.glob("guide-*.md")), ids=lambda page: page.name)
def test_the_keys_of_the_guides_are_the_keys_of_the_screens(page: Path) -> None:
    """`<!-- keys: app people -->` names the groups of actions whose keys the table below it has."""
    import tui.screens.attending.tasks
    import tui.screens.start  # noqa: F401  # declares every action

    tables = KEYS.findall(page.read_text(encoding="utf-8") + "\n\n")
    assert tables
    for groups, table in tables:
        actions = [action for action in declared().values() if action.id.partition(".")[0] in groups.split()]
        keys = {shown_key(key) for action in actions for key in action.keys}
        told = [key for line in table.splitlines()[2:] for key in marked(line.split("|")[1])]
        assert told
        spoken = {"mellemrum": "space", "slet": "delete"}
        assert [key for key in told if spoken.get(key, key) not in keys] == [], f"{page.name}: {groups}"


def test_formats_has_every_exit_code() -> None:
    told = {(int(row[0]), row[1]) for row in rows_of("## Exit codes") if row[0].isdecimal()}
    assert told == {(code.value, code.name) for code in ExitCode}


def test_formats_has_the_columns_of_every_purpose() -> None:
    told = {
        marked(row[0])[0]: (row[1], tuple(marked(row[2])))
        for row in rows_of("## Contact lists")
        if row[0].strip("`") in set(kinds.Purpose)
    }
    assert {purpose.value: (purpose.danish, COLUMNS[purpose]) for purpose in kinds.Purpose} == told


def test_formats_has_every_format() -> None:
    told = {(marked(row[0])[0], marked(row[1])[0]) for row in rows_of("## Contact lists") if marked(row[1])[:1]}
    assert {(known.name, known.suffix) for known in FORMATS.values()} == told
    assert {marked(row[0])[0] for row in rows_of("## Commands as data")[:7] if marked(row[0])} >= set(Format)


def test_formats_has_every_field_of_the_query_language() -> None:
    told = {
        (*marked(row[0]), *marked(row[1])): set(marked(row[2]))
        for row in rows_of("## Search")
        if len(row) == 4 and marked(row[0])
    }
    assert {(known.danish, known.english): set(known.also) for known in FIELDS} == told


def test_formats_has_every_field_of_a_list_with_headings_that_are_known() -> None:
    rows = [row for row in rows_of("## Lists read") if len(row) == 2 and row[0].strip("`") in set(ListField)]
    assert {row[0].strip("`") for row in rows} == set(ListField)
    headings = [heading.split(";")[0].strip() for row in rows for heading in row[1].split(", ") if "*" not in heading]
    assert [heading for heading in headings if not recognised(heading)] == []


def test_formats_has_every_reason_and_outcome() -> None:
    reasons = [
        word
        for row in rows_of("## Lists read")
        if row[0] in ("the row", "privacy", "a value", "the file and its columns")
        for word in marked(row[1])
    ]
    assert sorted(reasons) == sorted(Reason)
    assert [outcome for outcome in Outcome if f"`{outcome.value}`" not in FORMATS_PAGE] == []


def test_formats_has_every_kind() -> None:
    told = "\n".join(row[1] for row in rows_of("## Kinds"))
    every = [kind for known in kinds.Named.__subclasses__() if known is not kinds.Purpose for kind in known]
    assert [repr(kind) for kind in every if f"`{kind.value}` ({kind.danish})" not in told] == []


def test_formats_has_every_setting() -> None:
    told = set(marked(FORMATS_PAGE.split("\n## Settings\n")[1]))
    assert [option.name for option in OPTIONS if not set(option.opts) & told] == []
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tui").rglob("*.py"))
    asked = set(re.findall(r'"(LAUG_[A-Z]+)"', sources))
    assert asked - told == set()


@pytest.mark.parametrize(
    ("commands", "columns"),
    [
        ("`person list`", person.row_columns()),
        ("`person show`", person.columns()),
        ("`person bulk …`", bulk.columns()),
        ("`person duplicates`", duplicates.columns()),
        ("`person merge`", duplicates.merged_columns()),
        ("`organisation list`, `show`", organisation.columns()),
        ("`education list`, `show`", education.columns()),
        ("`education defaults`", education.typical_columns()),
        ("`network list`, `show`", network.columns()),
        ("`network members`", network.member_columns()),
        ("`meeting list`", meeting.row_columns()),
        ("`meeting show`", meeting.columns()),
        ("`meeting answer`", answering.noted_columns()),
        ("`meeting waiting`", answering.waiting_columns()),
        ("`meeting waiting --moved-up`", answering.moved_columns()),
        ("`meeting attend --list`", attending.columns()),
        ("`meeting guest`", attending.guest_columns()),
        ("`meeting headcount`", attending.headcount_columns()),
        ("`meeting minutes`", minutes.columns()),
        ("`meeting totals`", afterwards.total_columns()),
        ("`meeting evaluate`", afterwards.answer_columns()),
        ("`meeting evaluate --network`", afterwards.mean_columns()),
        ("`meeting transport`", afterwards.transport_columns()),
        ("`meeting transport --network`", afterwards.voucher_columns()),
        ("`meeting decide`", minutes.decision_columns()),
        ("`meeting action …`", minutes.action_columns()),
        ("`import people`", plan_table.row_columns()),
        ("`import answers`", answers.columns()),
        ("`meeting due`", replies.due_columns()),
        ("`meeting replies`", replies.columns()),
        ("`import mappings list`", import_mappings.columns()),
        ("`view list`", view.view_columns()),
        ("`school classes`", school.class_columns()),
        ("`school periods show`", school.columns()),
        ("`school weeks`", school.week_columns()),
        ("`meeting weeks`", planning.week_columns()),
        ("`meeting calendar`", calendar.columns()),
        ("`meeting template list`, `show`", meeting_template.columns()),
        ("`break list`", school_break.columns()),
        ("`break usual`", school_break.usual_columns()),
        ("`rollover`", rollover.columns()),
        ("`report`", report.columns()),
        ("`tidy`", tidy.columns()),
        ("`backup --list`", backup.columns()),
        ("`backup --drill`", backup.drill_columns()),
        ("`consent list`", consent.columns()),
        ("`consent give`, `refuse`, `withdraw`", consent.counts()),
        ("`person erase`", erasure.columns()),
        ("`doctor`", doctor.columns()),
        ("`restore`", backup.count_columns()),
        ("`log`", history.columns()),
        ("`log --person`, `--network`, `--meeting`, `--organisation`, `--education`", history.event_columns()),
        ("`log NUMBER`", history.story_columns()),
    ],
)
def test_formats_has_the_keys_of_every_command(commands: str, columns: Sequence[Column[Any]]) -> None:
    told = {row[0]: marked(re.sub(r"\(.*?\)", "", row[1])) for row in rows_of("## Commands as data")}
    assert told[commands] == [column.key for column in columns]


def test_formats_tells_days_and_times_that_are_read() -> None:
    today = date(2026, 11, 22)
    for row in rows_of("## Dates and times")[1:]:
        for text in marked(row[0]):
            assert _read(text, today), text


def _read(text: str, today: date) -> bool:
    for reader in (lambda: read_day(text, today), lambda: read_time(text), lambda: read_span(text, today)):
        try:
            reader()
        except Invalid:
            continue
        return True
    return False
