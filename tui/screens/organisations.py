"""Organisationer: schools, companies and the others, and who is there."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from core import organisations, people_at
from core.door.session import Session
from core.messages import N_, say
from core.organisations import Organisation
from core.people_at import PersonThere
from core.search.fields import Subject
from core.search.query import quoted
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.area import RegisterPane
from tui.screens.desk import Desk, workplace
from tui.screens.forms import organisations as forms
from tui.screens.searched import Searched
from tui.widgets.card import Card, Line, Section
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Source
from tui.widgets.tone import Tone

NEW = declare(
    "organisations.new",
    "n",
    N_("New"),
    N_("Registers a school, company or other organisation."),
    Where.AREA,
    in_footer=True,
)
EDIT = declare("organisations.edit", "e", N_("Edit"), N_("Edits the organisation."), Where.AREA, in_footer=True)
EXPORT = declare(
    "organisations.export",
    "x",
    N_("Contact list"),
    N_("Writes the people there to a file."),
    Where.AREA,
    in_footer=True,
)
END = declare(
    "organisations.end",
    "d",
    N_("Close"),
    N_("Closes an organisation; it keeps its history and is offered no more."),
    Where.AREA,
)


class OrganisationsPane(RegisterPane[Organisation]):
    """The organisations; opened, the people there."""

    SUBJECT = Subject.ORGANISATION
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("Name"), 26, weight=3, order="name", key="name"),
        Column(N_("Kind"), 12, weight=1, priority=1, order="kind", key="kind"),
        Column(N_("Town"), 14, weight=1, priority=2, order="town", key="town"),
        Column(N_("People"), 8, right=True, order="people", key="people", alphabetical=False),
        Column(N_("Phone"), 11, priority=3, order="phone", key="phone", usual=False),
        Column(N_("E-mail"), 20, weight=1, priority=4, order="email", key="email", usual=False),
        Column(N_("CVR number"), 10, priority=5, order="cvr", key="cvr", usual=False),
    )
    EMPTY = N_(
        "No organisation is registered yet. {key[organisations.new]} registers one; lists of people bring theirs along."
    )
    COUNT = (N_("{n} organisation"), N_("{n} organisations"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW, EDIT, EXPORT, END)
    DEFAULT_CSS = (
        "OrganisationsPane .detail CardView { height: 2fr; } OrganisationsPane .detail RecordList { height: 3fr; }"
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.there = RecordList(
            (
                Column(N_("Name"), 20, weight=2, order="name", key="name", alphabetical=False),
                Column(N_("Kind"), 10, order="kind", key="kind"),
                Column(N_("Class, education"), 16, weight=1, priority=1, order="class", key="class_name", alphabetical=False),
                Column(N_("Phone"), 11, priority=2, order="phone", key="phone"),
                Column(N_("E-mail"), 22, weight=2, priority=3, order="email", key="email", usual=False),
            ),
            kept=desk.list_called("organisation.people"),
        )
        self.there_filter = self.filter_inside(
            self.there, (N_("{n} person"), N_("{n} people")),
            empty=N_("Nobody is there now. {key[people.place]} on a person (area {key[app.go_3]}) puts somebody here."),
        )  # fmt: skip

    def source(self, query: str, order: str, descending: bool) -> Source:
        """Those that answer the query."""
        find = partial(organisations.ids, query=query, order=order, descending=descending)
        return self.records_of(find, organisations.rows, self._cells)

    def _cells(self, row: Organisation) -> tuple[str, ...]:
        name = self.desk.tell(N_("{name} (closed)"), name=row.name) if row.archived else row.name
        kind = shown.kind(row.kind, self.desk.language)
        return name, kind, row.town, str(row.people), shown.phone(row.phone), row.email, row.cvr

    def fetch(self, record_id: int) -> Organisation:
        """The organisation; its people are read as they show."""
        return self.desk.do(lambda session: organisations.get(session, record_id))

    def card(self, detail: Organisation) -> Card:
        """What is registered of the organisation itself."""
        tell, one = self.desk.tell, detail
        closed = (Line(value=tell(N_("Closed: it is offered no more.")), tone=Tone.WARNING),) if one.archived else ()
        lines = (
            Line(tell(N_("Address")), shown.joined((one.street, f"{one.postcode} {one.town}".strip()))),
            Line(tell(N_("Phone")), shown.phone(one.phone)), Line(tell(N_("E-mail")), one.email),
            Line(tell(N_("CVR number")), one.cvr), Line(tell(N_("Other names")), ", ".join(one.aliases)),
            Line(tell(N_("Number")), str(one.id)),
        )  # fmt: skip
        filled = tuple(line for line in lines if line.value)
        return Card(one.name, shown.kind(one.kind, self.desk.language), (Section("", (*closed, *filled)),))

    def detail_widgets(self) -> Iterable[Widget]:
        """The card, and below it the people."""
        return (self.card_view, self.there)

    def detail_focus(self) -> Widget:
        """The people get the keys."""
        return self.there

    def show_detail(self, detail: Organisation | None) -> None:
        """The card and the people of another organisation, or of the same as they are now."""
        super().show_detail(detail)
        number = detail.id if detail else None
        self.there.display = number is not None
        self.there_filter.use(partial(self._people_at, number or 0), again=self.read_again)

    def named(self) -> str:
        """The people there in the words of a query."""
        return f"organisation:{quoted(self.current.name)}" if self.current else ""

    def _people_at(self, number: int, query: str, order: str, descending: bool) -> Source:
        begin = partial(people_at.first_ids, organisation_id=number, query=query, order=order, descending=descending)
        find = partial(people_at.ids, organisation_id=number, query=query, order=order, descending=descending)

        def load(session: Session, numbers: Sequence[int]) -> list[PersonThere]:
            return people_at.rows(session, number, numbers)

        return Searched(self.desk, begin, find, load, self._person_cells)

    def _person_cells(self, one: PersonThere) -> tuple[str, ...]:
        name, where = shown.marked_name(one.name, one.protected), shown.joined((one.class_name, one.education))
        kind = one.kind.word(self.desk.language, one.apprentice_label)
        return name, kind, where, shown.phone(one.phone), one.email

    @on(RecordList.Opened)
    def _person_opened(self, event: RecordList.Opened) -> None:
        if event.records is self.there:
            workplace(self).go("people", event.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return bool(self.chosen()) if action in {"edit", "export", "end"} else True

    async def _organisation(self) -> Organisation | None:
        number = self.records.cursor_id
        return None if number is None else await self.read(lambda session: organisations.get(session, number))

    @work
    async def action_new(self) -> None:
        """Register one."""
        made = await self.fill_in(forms.new_organisation(self.desk))
        if made is not None:
            self.records.go_to(made.id)
            self.well(say(N_("{name} is registered."), name=made.name))

    @work
    async def action_edit(self) -> None:
        """Edit it."""
        one = await self._organisation()
        if one is not None and await self.fill_in(forms.edit_organisation(self.desk, one)) is not None:
            self.well(say(N_("{name} is saved."), name=one.name))

    @work
    async def action_end(self) -> None:
        """Close it, after asking."""
        one = await self._organisation()
        if one is None:
            return
        question = Confirm(
            self.desk.tell(N_("Close {name}?"), name=one.name),
            yes=self.desk.tell(N_("close")),
            detail=self.desk.tell(N_("It keeps its history and is offered no more.")),
        )
        if await self.app.push_screen_wait(question):
            closed = await self.saved(lambda session: organisations.end(session, one.id))
            if closed is not None:
                self.well(say(N_("{name} is closed."), name=closed.name))

    @work
    async def action_export(self) -> None:
        """The people there that show, or are marked, as a contact list."""
        from tui.screens.steps.contact_export import Asked, export_contacts  # costs too much of the start

        one = await self._organisation()
        if one is not None:
            title, query = self.asked_inside(one.name, self.there_filter, sorted(self.there.marked))
            await export_contacts(self, self.desk, Asked(title, query=f"organisation:{quoted(one.name)} {query}".strip()))
