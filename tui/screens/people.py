"""Personer: everybody in the register."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from core import memberships, people
from core.affiliations import Affiliation
from core.door.session import Session
from core.memberships import Membership
from core.messages import N_, Message, say
from core.people import Person, PersonRow
from core.rules.kinds import OrganisationKind
from core.search.fields import Subject
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.area import RegisterPane
from tui.screens.desk import Desk
from tui.screens.forms import people as forms
from tui.screens.searched import searched_people
from tui.widgets.card import Card, Line, Section, Tone
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.menu import Option
from tui.widgets.rows import Source

NEW = declare("people.new", "n", N_("New"), N_("Registers somebody."), Where.AREA, in_footer=True)
EDIT = declare(
    "people.edit", "e", N_("Correct"), N_("Corrects what is registered of the person."), Where.AREA, in_footer=True
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
    in_footer=True,
)  # fmt: skip
_ACTIONS = (NEW, EDIT, JOIN, MOVE, EXPORT, MANY, LEAVE, PLACE, END, REMOVE)
_NEEDS_SOMEBODY = {"edit", "join", "leave", "move", "place", "end", "remove", "many"}

_PRIVACY = (
    declare("people.consents", "c", N_("Consents"), N_("What the person agrees to; of several marked, one decision of them all."),
            Where.AREA),
    declare("people.erase", "E", N_("Erase"), N_("Erases the person for good, after the name is typed."), Where.AREA),
)  # fmt: skip


class PeoplePane(RegisterPane[Person]):
    """The people, and everything about the one under the cursor."""

    SUBJECT = Subject.PERSON
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("Name"), 20, weight=3, order="name"),
        Column(N_("School"), 15, weight=2, priority=2, order="school"),
        Column(N_("Education"), 14, weight=2, priority=4, order="education"),
        Column(N_("Class"), 10, weight=1, priority=1, order="class"),
        Column(N_("Company"), 15, weight=2, priority=3, order="company"),
        Column(N_("Phone"), 11, priority=1),
        Column(N_("Town"), 12, weight=1, priority=6, order="town"),
    )
    EMPTY = N_("Nobody is registered yet. n registers somebody; i on I dag (1) reads a list.")
    COUNT = (N_("{n} person"), N_("{n} people"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(*_ACTIONS, *_PRIVACY)

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
        )

    def fetch(self, record_id: int) -> Person:
        """The whole person."""
        return self.desk.do(partial(people.by_id, number=record_id))

    def card(self, detail: Person) -> Card:
        """Everything about the person."""
        return person_card(self.desk, detail)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nobody."""
        return bool(self.chosen()) if action in _NEEDS_SOMEBODY else True

    async def _person(self) -> Person | None:
        """The person under the cursor as they are now."""
        number = self.records.cursor_id
        return None if number is None else await self.read(lambda session: people.by_id(session, number))

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
            self.well(joined_message(done.new, done.already))

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
    async def action_move(self) -> None:
        """On to another class or company."""
        person = await self._person()
        place = await self._place(person) if person is not None else None
        if person is None or place is None:
            return
        if await self.fill_in(forms.move_person(self.desk, person.name, place)) is not None:
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
            last = await self.fill_in(forms.end_place(self.desk, person.name, place))
            if last is not None:
                self.well(say(N_("Ended on {day}: {place}."), day=last, place=shown.affiliation(place)))

    async def _place(self, person: Person) -> Affiliation | None:
        """One of the person's current affiliations, asked for if there are several."""
        current = [one for one in person.affiliations if one.until_date is None or one.until_date >= self.desk.today]
        if not current:
            self.said(say(N_("{name} is at no school or company now; b adds one."), name=person.name), Tone.WARNING)
            return None
        if len(current) == 1:
            return current[0]
        options = [Option(one, shown.affiliation(one), shown.kind(one.kind, self.desk.language)) for one in current]
        return await self.app.push_screen_wait(Choose(self.desk.tell(N_("Which one?")), options))

    @work
    async def action_remove(self) -> None:
        """Take away somebody who was registered by mistake."""
        person = await self._person()
        if person is None:
            return
        question = Confirm(
            self.desk.tell(N_("Take {name} out of the register?"), name=person.name),
            yes=self.desk.tell(N_("take out")),
            detail=self.desk.tell(
                N_("For who was registered by mistake. Who has left, leaves a network or ends a place.")
            ),
            dangerous=True,
        )
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
    async def action_consents(self) -> None:
        """The person's consents, or one decision of all who are marked."""
        from tui.screens.steps.consenting import note_consents, show_consents  # costs too much of the start

        marked = sorted(self.records.marked)
        if len(marked) > 1:
            await note_consents(self, self.desk, marked)
        elif (person := await self._person()) is not None:
            await show_consents(self, self.desk, person.id, person.name)

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


def joined_message(new: int, already: int) -> Message:
    """What joining did."""
    told = Message(N_("{n} joined."), {"n": new}, N_("{n} joined."))
    if not already:
        return told
    rest = Message(N_("{n} was a member already."), {"n": already}, N_("{n} were members already."))
    return say(N_("{one} {two}"), one=told, two=rest)


def person_card(desk: Desk, person: Person) -> Card:
    """Everything about a person."""
    tell = desk.tell
    current = [one for one in person.affiliations if one.active_on(desk.today)]
    subtitle = _places_in_short(desk, current)
    contact = (
        Line(tell(N_("Phone")), shown.joined(map(shown.phone, (person.phone, *person.other_phones)))),
        Line(tell(N_("E-mail")), shown.joined((person.email, *person.other_emails))),
        Line(tell(N_("Private e-mail")), person.private_email),
        Line(tell(N_("Address")), shown.joined((person.street, f"{person.postcode} {person.town}".strip()))),
    )
    about = (
        Line(tell(N_("Known as")), person.known_as),
        Line(tell(N_("Birth year")), str(person.birth_year or "")),
        Line(tell(N_("Tags")), ", ".join(person.tags)),
        Line(tell(N_("Number")), str(person.id)),
    )
    sections = (
        Section("", tuple(_warnings(desk, person))),
        Section(tell(N_("Contact")), _said(contact)),
        Section(tell(N_("School and work")), tuple(_place_line(desk, one) for one in person.affiliations)),
        Section(tell(N_("Networks")), tuple(_membership_line(desk, one) for one in person.memberships)),
        Section(tell(N_("In the register")), _said(about)),
    )
    return Card(shown.marked_name(person.name, person.protected), subtitle, tuple(one for one in sections if one.lines))


def _said(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.value)


def _warnings(desk: Desk, person: Person) -> Iterable[Line]:
    if person.protected:
        told = N_("{sign} Protected name and address: the address goes on no list.")
        yield Line(value=desk.tell(told, sign=shown.PROTECTED), tone=Tone.WARNING)
    if person.restricted:
        yield Line(value=desk.tell(N_("! Restricted: on no list, and no invitation is made.")), tone=Tone.BAD)


def _places_in_short(desk: Desk, current: Iterable[Affiliation]) -> str:
    """`lærling · Bogfinkens Murerforretning · Storåens Erhvervsskole, h2mur26-3`: each kind once, the company first."""
    places: dict[str, list[str]] = {}
    for one in sorted(current, key=lambda one: one.organisation_kind is OrganisationKind.SCHOOL):
        where = shown.joined((one.organisation, one.class_name or one.stage))
        places.setdefault(one.kind.word(desk.language, one.apprentice_label), []).append(where)
    return "; ".join(shown.joined((kind, *where), " · ") for kind, where in places.items())


def _place_line(desk: Desk, one: Affiliation) -> Line:
    tone = Tone.NORMAL if one.active_on(desk.today) else Tone.QUIET
    when = shown.period(one.from_date, one.until_date)
    return Line(one.kind.word(desk.language, one.apprentice_label), shown.joined((shown.affiliation(one), when), " · "), tone)


def _membership_line(desk: Desk, one: Membership) -> Line:
    tone = Tone.NORMAL if one.active_on(desk.today) else Tone.QUIET
    why = shown.kind(one.end_reason, desk.language)
    value = shown.joined((one.network, shown.period(one.from_date, one.until_date), why), " · ")
    return Line(shown.kind(one.role, desk.language), value, tone)
