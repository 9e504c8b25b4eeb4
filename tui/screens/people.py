"""Personer: everybody in the register."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core import memberships, people
from core.affiliations import Affiliation
from core.door.session import Session
from core.messages import N_, Message, say
from core.people import Person, PersonRow
from core.person_page import PersonHistory, PersonPage, history, read
from core.search.fields import Subject
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.area import RegisterPane
from tui.screens.desk import Desk, workplace
from tui.screens.forms import people as forms
from tui.screens.person_page import KEYS, Doing, fields_form, person_page, weeks_form
from tui.screens.searched import searched_people
from tui.widgets import jobs
from tui.widgets.card import Card
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.form import Form
from tui.widgets.in_place import InPlaceForm
from tui.widgets.menu import Option
from tui.widgets.page import PageView
from tui.widgets.rows import Source
from tui.widgets.tone import Tone

T = TypeVar("T")

NEW = declare("people.new", "n", N_("New"), N_("Registers somebody."), Where.AREA, in_footer=True)
EDIT = declare(
    "people.edit", "e", N_("Edit"), N_("Corrects what is registered of the person."), Where.AREA, in_footer=True
)
JOIN = declare(
    "people.join", "p", N_("Into network"), N_("Puts the marked people, or this one, into a network."), Where.AREA,
    in_footer=True,
)  # fmt: skip
LEAVE = declare(
    "people.leave", "w", N_("Out of network"), N_("Ends memberships of the marked people, or of this one."), Where.AREA
)
MOVE = declare(
    "people.move",
    "m",
    N_("Move"),
    N_("Another class, stage, school or company, from a day on."),
    Where.AREA,
    in_footer=True,
)
PLACE = declare("people.place", "b", N_("New place"), N_("One more school, company or class."), Where.AREA)
END = declare("people.end", "d", N_("End place"), N_("Ends what the person does at a school or company."), Where.AREA)
REMOVE = declare(
    "people.remove", "delete", N_("Registered by mistake"), N_("Takes away somebody who was registered by mistake."),
    Where.AREA,
)  # fmt: skip
EXPORT = declare(
    "people.export", "x", N_("Contact list"), N_("Writes the marked people, or all that are shown, to a file."), Where.AREA,
    in_footer=True,
)  # fmt: skip
MANY = declare(
    "people.many", "t", N_("To many"),
    N_("Changes the marked people, or all that the filter shows: class, stage, company, network or tags."), Where.AREA,
)  # fmt: skip
GOODBYE = declare(
    "people.goodbye", "W", N_("Leaves"),
    N_("Ends everything current of the marked people, or of this one; nobody is deleted."), Where.AREA,
)  # fmt: skip
SAME = declare(
    "people.same", "equals_sign", N_("Same person?"), N_("Puts the two marked people side by side, to make them one."), Where.AREA
)  # fmt: skip
INVITE = declare("people.invite", "I", N_("Invite"), N_("Invites the marked people, or this one, to a meeting."), Where.AREA)
CALENDAR = declare(
    "people.calendar", "C", N_("Calendar file"),
    N_("Writes the person's own meetings to a calendar file, for that person alone."),
    Where.AREA,
)  # fmt: skip
BOUNCED = declare(
    "people.bounced", "B", N_("Mail came back"), N_("Notes that mail to them came back, or arrives after all."), Where.AREA
)  # fmt: skip
_ACTIONS = (NEW, EDIT, JOIN, MOVE, EXPORT, MANY, LEAVE, GOODBYE, PLACE, END, REMOVE, SAME, INVITE, CALENDAR, BOUNCED)
_NEEDS_SOMEBODY = {"edit", "join", "leave", "goodbye", "move", "place", "end", "remove", "many"}

_PRIVACY = (
    declare("people.consents", "c", N_("Consents"), N_("What the person agrees to; of several marked, one decision of them all."),
            Where.AREA),
    declare("people.erase", "E", N_("Erase"), N_("Erases the person for good, after the name is typed."), Where.AREA),
)  # fmt: skip


_SECTIONS = tuple(
    declare(
        f"people.section_{key}", key, N_("Section"), N_("Goes to the section of the page that this letter stands at."),
        Where.AREA, run=f"section('{key}')", in_palette=False,
    )
    for key in KEYS
)  # fmt: skip


class PeoplePane(RegisterPane[PersonPage]):
    """The people, and everything about the one under the cursor."""

    SUBJECT = Subject.PERSON
    DEFAULT_CSS = """
    PeoplePane.-open.-wide > .list { display: none; }
    PeoplePane.-open.-wide > .detail { width: 1fr; border-left: none; }
    """
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("Name"), 20, weight=3, order="name", key="name"),
        Column(N_("School"), 15, weight=2, priority=2, order="school", key="school"),
        Column(N_("Education"), 14, weight=2, priority=4, order="education", key="education"),
        Column(N_("Class"), 10, weight=1, priority=1, order="class", key="class_name"),
        Column(N_("Company"), 15, weight=2, priority=3, order="company", key="company"),
        Column(N_("Phone"), 11, priority=1, order="phone", key="phone"),
        Column(N_("Town"), 12, weight=1, priority=6, order="town", key="town"),
        Column(N_("E-mail"), 22, weight=2, priority=5, order="email", key="email", usual=False),
        Column(N_("Birth year"), 10, priority=6, order="birth_year", key="birth_year", usual=False),
        Column(N_("Last day"), 10, priority=6, order="until", key="until", usual=False, alphabetical=False),
        Column(N_("Number"), 8, priority=6, order="number", key="id", right=True, usual=False, alphabetical=False),
    )
    EMPTY = N_(
        "Nobody is registered yet. {key[people.new]} registers somebody; "
        "{key[today.read_list]} on Today ({key[app.go_1]}) reads a list."
    )
    COUNT = (N_("{n} person"), N_("{n} people"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(*_ACTIONS, *_PRIVACY, *_SECTIONS)

    def source(self, query: str, order: str, descending: bool) -> Source:
        """Those who answer the query."""
        return searched_people(self.desk, self._cells, query, order, descending)

    @staticmethod
    def _cells(row: PersonRow) -> tuple[str, ...]:
        name = shown.marked_name(row.name, row.protected)
        return (
            name,
            row.school,
            row.education,
            row.class_name or row.stage,
            row.company,
            shown.phone(row.phone),
            row.town,
            row.email,
            "" if row.birth_year is None else str(row.birth_year),
            shown.day(row.until),
            str(row.id),
        )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page_view = PageView()
        self._history: PersonHistory | None = None
        self._history_of = 0

    def detail_widgets(self) -> Iterable[Widget]:
        """The page of the person."""
        return (self.page_view,)

    def detail_focus(self) -> Widget:
        """The page."""
        return self.page_view

    def fetch(self, record_id: int) -> PersonPage:
        """Everything about the person."""
        return self.desk.do(partial(read, number=record_id))

    def card(self, detail: PersonPage) -> Card:
        """The page stands for it."""
        return Card(detail.person.name)

    def show_detail(self, detail: PersonPage | None) -> None:
        """The page of another person; the history, which takes longer in a large register, when it has come."""
        same = detail is not None and self._history_of == detail.person.id
        self._show_page(detail, self._history if same else None)
        if detail is not None:
            number = detail.person.id
            come = partial(self._history_came, number)
            jobs.run(self, partial(self.desk.do, partial(history, number=number)), come, group="history")

    def _history_came(self, number: int, found: PersonHistory) -> None:
        self._history_of, self._history = number, found
        if self.current is not None and self.current.person.id == number:
            self._show_page(self.current, found)

    def _show_page(self, detail: PersonPage | None, past: PersonHistory | None) -> None:
        doing = Doing(
            workplace(self).go, self._correct, self._open_place, self._set_weeks, self.action_consents, self.action_history
        )
        self.page_view.show(None if detail is None else person_page(self.desk, detail, past, doing))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nobody; sections are there while the page shows."""
        if action == "section":
            return self.page_view.has_focus
        return bool(self.chosen()) if action in _NEEDS_SOMEBODY else True

    async def _person(self) -> Person | None:
        """The person under the cursor as they are now."""
        number = self.records.cursor_id
        return None if number is None else await self.read(lambda session: people.by_id(session, number))

    # -- the page ------------------------------------------------------------------------------------------

    def action_section(self, key: str) -> None:
        """Go to a section of the page."""
        self.page_view.go_to(key)

    @work
    async def _correct(self, names: Sequence[str]) -> None:
        """Correct fields where they stand."""
        person = await self._person()
        if person is not None and await self._in_place(fields_form(self.desk, person, names)) is not None:
            self.well(say(N_("{name} is saved."), name=person.name))

    @work
    async def _open_place(self, place: Affiliation) -> None:
        """Correct a place, or go where it leads."""
        from tui.screens.steps.opening_place import open_place  # costs too much of the start

        told = await open_place(self, self.desk, _marked(self.current.person), place) if self.current else None
        if told is not None:
            workplace(self).written()
            self.well(told)

    @work
    async def _set_weeks(self) -> None:
        """The person's own weeks at school."""
        if self.current is not None:
            person = self.current.person
            if await self._in_place(weeks_form(self.desk, person, self.current.school_year)):
                self.well(say(N_("{name} is saved."), name=person.name))

    async def _in_place(self, form: Form[T]) -> T | None:
        view = self.page_view
        screen: InPlaceForm[T] = InPlaceForm(form, top=view.row_of_cursor(), left=view.region.x, width=view.size.width)
        saved = await self.app.push_screen_wait(screen)
        if saved is not None:
            workplace(self).written()
        return saved

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Register somebody."""
        person = await self.fill_in(forms.new_person(self.desk))
        if person is not None:
            self.records.go_to(person.id)
            self.well(say(N_("{name} is registered."), name=person.name))

    @work
    async def action_edit(self) -> None:
        """Correct the person."""
        person = await self._person()
        if person is not None and await self.fill_in(forms.edit_person(self.desk, person)) is not None:
            self.well(say(N_("{name} is saved."), name=person.name))

    @work
    async def action_join(self) -> None:
        """Put the chosen people into a network."""
        chosen = self.chosen()
        title = Message(N_("Put {n} person into a network"), {"n": len(chosen)}, N_("Put {n} people into a network"))
        done = await self.fill_in(forms.join_network(self.desk, chosen, self.desk.tell(title)))
        if done is not None:
            self.records.clear_marks()
            self.well(forms.joined_message(done.new, done.already))

    @work
    async def action_leave(self) -> None:
        """End memberships of the chosen people."""
        chosen = self.chosen()
        held = await self.read(lambda session: [one for who in chosen for one in memberships.of_person(session, who)])
        current = {one.network_id: one.network for one in held or () if one.until_date is None}
        if held is None:
            return
        if not current:
            self.said(say(N_("Nobody chosen is in a network.")), Tone.WARNING)
            return
        options = [Option(number, name) for number, name in current.items()]
        network = await self.app.push_screen_wait(Choose(self.desk.tell(N_("Out of which network?")), options))
        if network is None:
            return
        title = self.desk.tell(say(N_("Out of {name}"), name=current[network]))
        ended = await self.fill_in(forms.leave_network(self.desk, network, chosen, title))
        if ended is not None:
            self.records.clear_marks()
            self.well(Message(N_("{n} membership ended."), {"n": ended}, N_("{n} memberships ended.")))

    @work
    async def action_goodbye(self) -> None:
        """The chosen people leave altogether."""
        chosen = self.chosen()
        person = await self._person() if len(chosen) == 1 else None
        title = say(N_("{name} leaves"), name=_marked(person)) if person else say(N_("{n} people leave"), n=len(chosen))
        left = await self.fill_in(forms.leave_altogether(self.desk, chosen, self.desk.tell(title)))
        if left is not None:
            self.records.clear_marks()
            told = N_("{n} left; {key[app.undo]} undoes it.")
            self.well(Message(told, {"n": left.people}, told))

    @work
    async def action_move(self) -> None:
        """On to another class or company."""
        person = await self._person()
        place = await self._place(person) if person is not None else None
        if person is None or place is None:
            return
        if await self.fill_in(forms.move_person(self.desk, _marked(person), place)) is not None:
            self.well(say(N_("{name} is moved; the old place stays as history."), name=person.name))

    @work
    async def action_place(self) -> None:
        """One more affiliation."""
        person = await self._person()
        if person is not None and await self.fill_in(forms.add_place(self.desk, person)) is not None:
            self.well(say(N_("{name} is saved."), name=person.name))

    @work
    async def action_end(self) -> None:
        """End an affiliation."""
        person = await self._person()
        place = await self._place(person) if person is not None else None
        if person is not None and place is not None:
            last = await self.fill_in(forms.end_place(self.desk, _marked(person), place))
            if last is not None:
                self.well(say(N_("Ended on {day}: {place}."), day=last, place=shown.affiliation(place)))

    async def _place(self, person: Person) -> Affiliation | None:
        """One of the person's current affiliations, asked for if there are several."""
        current = [one for one in person.affiliations if one.until_date is None or one.until_date >= self.desk.today]
        if not current:
            told = N_("{name} is at no school or company now; {key[people.place]} adds one.")
            self.said(say(told, name=person.name), Tone.WARNING)
            return None
        if len(current) == 1:
            return current[0]
        language = self.desk.language
        options = [
            Option(one, shown.affiliation(one), one.kind.word(language, one.apprentice_label)) for one in current
        ]
        return await self.app.push_screen_wait(Choose(self.desk.tell(N_("Which one?")), options))

    @work
    async def action_remove(self) -> None:
        """Take away somebody who was registered by mistake."""
        person = await self._person()
        if person is None:
            return
        tell = self.desk.tell
        question = Confirm(
            tell(N_("Take {name} out of the register?"), name=_marked(person)), yes=tell(N_("take out")), dangerous=True,
            detail=tell(N_("For who was registered by mistake. Who has left, leaves a network or ends a place.")),
        )  # fmt: skip
        if await self.app.push_screen_wait(question):
            gone = await self.saved(lambda session: _removed(session, person))
            if gone is not None:
                self.well(say(N_("{name} is taken out of the register."), name=gone.name))

    @work
    async def action_many(self) -> None:
        """One change of the marked people, or of all that the filter shows, or of this one."""
        from tui.screens.steps.bulk import change_many  # costs too much of the start

        who: Sequence[int] | None = self.chosen()
        if self.filter_text and not self.records.marked:
            query = self.filter_text
            who = await self.read(lambda session: people.ids(session, query))
        if who and await change_many(self, self.desk, who):
            self.records.clear_marks()

    @work
    async def action_same(self) -> None:
        """The two marked people side by side."""
        from tui.screens.steps.side_by_side import decide_marked  # costs too much of the start

        if await decide_marked(self, self.desk, sorted(self.records.marked)):
            self.records.clear_marks()

    @work
    async def action_invite(self) -> None:
        """The chosen people to a meeting."""
        from tui.screens.steps.inviting_people import invite_people  # costs too much of the start

        if await invite_people(self, self.desk, self.chosen()):
            self.records.clear_marks()

    @work
    async def action_calendar(self) -> None:
        """The person's own calendar as a file."""
        from tui.screens.steps.personal_calendar import write_calendar  # costs too much of the start

        person = await self._person()
        if person is not None:
            await write_calendar(self, self.desk, person)

    @work
    async def action_consents(self) -> None:
        """The person's consents, or one decision of all who are marked."""
        from tui.screens.steps.consenting import note_consents, show_consents  # costs too much of the start

        marked = sorted(self.records.marked)
        if len(marked) > 1:
            await note_consents(self, self.desk, marked)
        elif (person := await self._person()) is not None:
            await show_consents(self, self.desk, person.id, _marked(person))

    @work
    async def action_bounced(self) -> None:
        """Mail to the chosen people came back."""
        from tui.screens.steps.bounced import note_bounced  # costs too much of the start

        if await note_bounced(self, self.desk, self.chosen()):
            self.records.clear_marks()

    @work
    async def action_erase(self) -> None:
        """Erase the person for good."""
        from tui.screens.steps.erasing import erase_person  # costs too much of the start

        if self.records.cursor_id is not None:
            await erase_person(self, self.desk, self.records.cursor_id)

    @work
    async def action_export(self) -> None:
        """The marked people, or all that are shown, as a contact list."""
        from tui.screens.steps.contact_export import Asked, export_contacts  # costs too much of the start

        marked = self.records.marked
        query = f"nr:{','.join(map(str, sorted(marked)))}" if marked else self.filter_text
        number = len(marked) or self.records.count
        title = Message(N_("{n} person"), {"n": number}, N_("{n} people"))
        await export_contacts(self, self.desk, Asked(self.desk.tell(title), query=query))


def _removed(session: Session, person: Person) -> Person:
    people.remove(session, person.id)
    return person


def _marked(person: Person) -> str:
    return shown.marked_name(person.name, person.protected)
