"""Netværk: the networks, who is in them and when they meet."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from core import memberships, networks
from core.memberships import Membership
from core.messages import N_, Message, say
from core.networks import Network
from core.people import PersonRow
from core.people_lists import memberships_in_order
from core.rules.kinds import MembershipRole, NetworkStatus
from core.search.fields import Subject
from core.search.query import quoted
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.area import RegisterPane
from tui.screens.desk import Desk, workplace
from tui.screens.forms import networks as forms
from tui.screens.forms import people as people_forms
from tui.screens.inside import Belongings
from tui.screens.network_card import NetworkDetail, network_card, network_detail
from tui.screens.steps.find_people import FindPeople
from tui.widgets.card import Card
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Source
from tui.widgets.tone import Tone

# Declared first: of a closed network the line of keys tells it before what must wait for it, and has no room for all.
OPEN = declare(
    "networks.open_shielded", "s", N_("Open up"), N_("Opens a shielded network for you; the reason is logged."), Where.AREA,
    in_footer=True,
)  # fmt: skip
NEW = declare("networks.new", "n", N_("New"), N_("Starts a network."), Where.AREA, in_footer=True)
EDIT = declare("networks.edit", "e", N_("Edit"), N_("Edits the network."), Where.AREA, in_footer=True)
JOIN = declare("networks.join", "p", N_("People"), N_("Puts people into the network."), Where.AREA, in_footer=True)
LEAVE = declare(
    "networks.leave",
    "w",
    N_("Out"),
    N_("Ends the membership of the marked members, or of this one."),
    Where.AREA,
    in_footer=True,
)
PLAN = declare("networks.plan", "m", N_("Meeting"), N_("Plans a meeting of the network."), Where.AREA, in_footer=True)
WEEKS = declare(
    "networks.weeks", "W", N_("Find week"), N_("Shows in which week most members are at school."), Where.AREA
)
FOLLOW_UP = declare(
    "networks.follow_up", "F", N_("Away twice"), N_("Who was away from the last two meetings: for a friendly word."), Where.AREA
)
READ = declare(
    "networks.read_list",
    "i",
    N_("Read list"),
    N_("Reads a list of people into the network."),
    Where.AREA,
    in_footer=True,
)
EXPORT = declare(
    "networks.export", "x", N_("Contact list"), N_("Writes the marked members, or all that are shown, to a file."), Where.AREA,
    in_footer=True,
)
CALENDAR = declare(
    "networks.calendar", "c", N_("Calendar"), N_("Writes the network's meetings to a calendar file."), Where.AREA
)
CLOSE = declare("networks.close", "d", N_("Close"), N_("Closes a network; it keeps its history."), Where.AREA)
INVITE = declare("networks.invite", "I", N_("Invite"), N_("Invites the marked members, or this one, to a meeting."), Where.AREA)
MANY = declare(
    "networks.many", "t", N_("To many"), N_("Changes the marked members, or all that the filter shows: class, company or tags."),
    Where.AREA,
)
_NOBODY = N_("Nobody is in the network yet. {key[networks.join]} puts people in, {key[networks.read_list]} reads a list.")
_CLOSED = N_("Shielded: {key[networks.open_shielded]} opens it.")
_OPENED_ONLY = {"many", "edit", "join", "plan", "weeks", "follow_up", "read_list", "export", "calendar", "invite", "close"}


class NetworksPane(RegisterPane[NetworkDetail]):
    """The networks; opened, the members."""

    SUBJECT = Subject.NETWORK
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("Name"), 26, weight=3, order="name", key="name"),
        Column(N_("Kind"), 14, weight=1, priority=2, order="kind", key="kind"),
        Column(N_("Level"), 8, priority=1, order="level", key="level"),
        Column(N_("Status"), 8, priority=4, order="status", key="status"),
        Column(N_("Members"), 9, right=True, order="members", key="members", alphabetical=False),
        Column(N_("Next meeting"), 12, priority=1, order="next_meeting", key="next_meeting", alphabetical=False),
        Column(N_("Focus area"), 16, weight=1, priority=5, order="focus_area", key="focus_area", usual=False),
        Column(N_("Project"), 12, weight=1, priority=5, order="project_tag", key="project_tag", usual=False),
        Column(N_("Short name"), 12, weight=1, priority=5, order="slug", key="slug", usual=False),
    )
    EMPTY = N_("There is no network yet. {key[networks.new]} starts one.")
    COUNT = (N_("{n} network"), N_("{n} networks"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        OPEN, NEW, EDIT, JOIN, LEAVE, PLAN, WEEKS, FOLLOW_UP, READ, EXPORT, CALENDAR, MANY, INVITE, CLOSE
    )  # fmt: skip
    DEFAULT_CSS = "NetworksPane .detail CardView { height: 2fr; } NetworksPane .detail RecordList { height: 3fr; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._unopened: set[int] = set()  # the shielded ones that this account has not opened, of those that were shown
        self.members = RecordList(
            (
                Column(N_("Member"), 18, weight=2, order="name", key="name", alphabetical=False),
                Column(N_("Role"), 12, priority=2, order="role", key="role"),
                Column(N_("School or company"), 18, weight=2, priority=3, order="place", key="place"),
                Column(N_("Class"), 10, weight=1, priority=4, order="class", key="class_name"),
                Column(N_("Phone"), 11, priority=1, order="phone", key="phone"),
                Column(N_("Since"), 10, priority=5, order="from_date", key="from_date", alphabetical=False),
                Column(N_("Represents"), 16, weight=1, priority=6, order="seat", key="seat", usual=False),
                Column(N_("Education"), 14, weight=2, priority=6, order="education", key="education", usual=False),
                Column(N_("Town"), 12, weight=1, priority=6, order="town", key="town", usual=False),
                Column(N_("E-mail"), 22, weight=2, priority=6, order="email", key="email", usual=False),
            ),
            kept=desk.list_called("network.members"),
        )  # fmt: skip
        self.member_filter = self.filter_inside(self.members, (N_("{n} member"), N_("{n} members")))
        self._inside = self._members_of(0)

    def _members_of(self, number: int) -> Belongings[Membership]:
        return Belongings(
            self.desk, lambda session, text: memberships.members(session, number, text), lambda one: one.id,
            lambda session, found, by, descending: memberships_in_order(session, found, by, descending=descending),
            self._member_cells,
        )  # fmt: skip

    def source(self, query: str, order: str, descending: bool) -> Source:
        """Those that answer the query."""
        find = partial(networks.ids, query=query, order=order, descending=descending)
        return self.records_of(find, networks.rows, self._cells)

    def _cells(self, row: Network) -> tuple[str, ...]:
        language = self.desk.language
        self._know(row)
        members = str(row.members) if row.opened else self.desk.tell(N_("hidden"))
        level, status = shown.kind(row.level, language), shown.kind(row.status, language)
        # The column of the status has no room in most windows.
        name = row.name if row.status is NetworkStatus.ACTIVE else f"{row.name} ({status})"
        return (
            name, shown.kind(row.kind, language), level, status, members, shown.day(row.next_meeting), row.focus_area,
            row.project_tag, row.slug,
        )  # fmt: skip

    def _know(self, row: Network) -> None:
        """Remember whether it is open. Rows far down are read when they show: the keys are told anew then."""
        if row.opened == (row.id in self._unopened):
            (self._unopened.discard if row.opened else self._unopened.add)(row.id)
            self.call_later(self.refresh_bindings)

    def fetch(self, record_id: int) -> NetworkDetail:
        """The network with members and meetings."""
        return self.desk.do(partial(network_detail, number=record_id))

    def card(self, detail: NetworkDetail) -> Card:
        """The network; of a closed one, how to open it."""
        return network_card(self.desk, detail)

    def detail_widgets(self) -> Iterable[Widget]:
        """The card, and below it the members."""
        return (self.card_view, self.members)

    def detail_focus(self) -> Widget:
        """The members get the keys."""
        return self.members

    def show_detail(self, detail: NetworkDetail | None) -> None:
        """The card and the members of another network."""
        super().show_detail(detail)
        if detail is not None:  # known before the keys below are told anew
            self._know(detail.network)
        inside = self._inside if self.read_again or detail is None else self._members_of(detail.network.id)
        self._inside = inside.renewed(detail.members if detail else ())
        closed = detail is not None and not detail.network.opened
        self.members.display = detail is not None
        self.member_filter.use(self._inside.rows, again=self.read_again, empty=_CLOSED if closed else _NOBODY)

    def tells(self, records: RecordList, told: Message) -> None:
        """How many members there are, unless that is nobody's business yet."""
        closed = records is self.members and self.current is not None and not self.current.network.opened
        super().tells(records, say(N_("shielded")) if closed else told)

    def named(self) -> str:
        """The members in the words of a query."""
        return f"{self.name_of('network')}:{quoted(self.current.network.slug)}" if self.current else ""

    def _member_cells(self, one: Membership, row: PersonRow) -> tuple[str, ...]:
        role = "" if one.role is MembershipRole.MEMBER else shown.kind(one.role, self.desk.language)
        place = shown.joined((row.school, row.company))
        name = shown.marked_name(one.person, row.protected)
        return (
            name, role, place, row.class_name or row.stage, shown.phone(row.phone), shown.day(one.from_date), one.seat,
            row.education, row.town, row.email,
        )  # fmt: skip

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    def _other_keys(self) -> None:
        self.refresh_bindings()

    @on(RecordList.Opened)
    def _member_opened(self, event: RecordList.Opened) -> None:
        if event.records is self.members and self.current is not None:
            for person in self._inside.people_of([event.id]):
                workplace(self).go("people", person)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A closed shielded network can only be opened."""
        if action == "leave":
            return bool(self._members_chosen())
        if action == "open_shielded":
            return self.records.cursor_id in self._unopened
        closed = self.records.cursor_id in self._unopened
        return bool(self.chosen()) and not closed if action in _OPENED_ONLY else True

    # -- keys ------------------------------------------------------------------------------------------

    async def _network(self) -> Network | None:
        """The network under the cursor as it is now, opened; why not is told on the status line."""
        number = self.records.cursor_id
        network = None if number is None else await self.read(lambda session: networks.get(session, number))
        if network is None or network.opened:
            return network
        self.said(say(N_("{name} is shielded: {key[networks.open_shielded]} opens it."), name=network.name), Tone.WARNING)
        return None

    def _members_chosen(self) -> tuple[int, ...]:
        """The people whose rows are marked among the members, or the one under the cursor there."""
        if self.current is None or not (self.members.has_focus or self.members.marked):
            return ()
        here = self.members.cursor_id
        return self._inside.people_of(sorted(self.members.marked) or ([] if here is None else [here]))

    @work
    async def action_new(self) -> None:
        """Start a network."""
        made = await self.fill_in(forms.new_network(self.desk))
        if made is not None:
            self.records.go_to(made.id)
            self.well(say(N_(
                "{name} is started. {key[networks.read_list]} reads a list into it, {key[networks.join]} puts people "
                "in."
            ), name=made.name))

    @work
    async def action_edit(self) -> None:
        """Edit the network."""
        network = await self._network()
        if network is not None and await self.fill_in(forms.edit_network(self.desk, network)) is not None:
            self.well(say(N_("{name} is saved."), name=network.name))

    @work
    async def action_join(self) -> None:
        """Find people and put them in."""
        network = await self._network()
        if network is None:
            return
        title = self.desk.tell(say(N_("Who joins {name}?"), name=network.name))
        who = await self.app.push_screen_wait(FindPeople(self.desk, title))
        if not who:
            return
        count = Message(
            N_("{n} person into {name}"), {"n": len(who), "name": network.name}, N_("{n} people into {name}")
        )
        done = await self.fill_in(people_forms.join_network(self.desk, who, self.desk.tell(count), network.slug))
        if done is not None:
            self.well(people_forms.joined_message(done.new, done.already))

    @work
    async def action_leave(self) -> None:
        """End the membership of the chosen members."""
        network, who = await self._network(), self._members_chosen()
        if network is None or not who:
            return
        count = Message(
            N_("{n} person out of {name}"), {"n": len(who), "name": network.name}, N_("{n} people out of {name}")
        )
        ended = await self.fill_in(people_forms.leave_network(self.desk, network.id, who, self.desk.tell(count)))
        if ended is not None:
            self.members.clear_marks()
            self.well(Message(N_("{n} membership ended."), {"n": ended}, N_("{n} memberships ended.")))

    @work
    async def action_plan(self) -> None:
        """Plan a meeting of the network."""
        network = await self._network()
        if network is None:
            return
        from tui.screens.steps.planning import plan  # costs too much of the start

        await plan(self, self.desk, network.slug)

    @work
    async def action_weeks(self) -> None:
        """In which week most members are at school."""
        from tui.screens.steps.weeks import show_weeks  # costs too much of the start

        network = await self._network()
        if network is not None:
            await show_weeks(self, self.desk, network)

    @work
    async def action_follow_up(self) -> None:
        """Who was away twice."""
        from tui.screens.minutes.follow_up import show_follow_up  # costs too much of the start

        network = await self._network()
        if network is not None:
            await show_follow_up(self, self.desk, network)

    @work
    async def action_read_list(self) -> None:
        """Read a list into the network."""
        from tui.screens.steps.list_import import import_list  # costs too much of the start

        network = await self._network()
        if network is not None:
            await import_list(self, self.desk, network.slug)

    @work
    async def action_many(self) -> None:
        """One change of the marked members, or of all that the filter shows."""
        from tui.screens.steps.bulk import change_many  # costs too much of the start

        network = await self._network()
        if network is None:
            return
        shown_by = self.member_filter.text
        members = await self.read(lambda session: memberships.members(session, network.id, shown_by))
        marked = self._members_chosen() if self.members.marked else ()
        chosen = marked or tuple(dict.fromkeys(one.person_id for one in members or ()))
        if not chosen:
            self.said(say(N_("Nobody is in {name}."), name=network.name), Tone.WARNING)
        elif await change_many(self, self.desk, chosen):
            self.members.clear_marks()

    @work
    async def action_invite(self) -> None:
        """The marked members, or this one, to a meeting; those of a shielded network to its own meetings only."""
        from tui.screens.steps.inviting_people import invite_people  # costs too much of the start

        network, who = await self._network(), self._members_chosen()
        if network is None:
            return
        if not who:
            self.said(say(N_("Choose members first: {key[app.next]} leads to them, {key[list.mark]} marks.")), Tone.WARNING)
        elif await invite_people(self, self.desk, who, of=network.id if network.shielded else None):
            self.members.clear_marks()

    @work
    async def action_export(self) -> None:
        """The members that show, or are marked, as a contact list."""
        from tui.screens.steps.contact_export import Asked, export_contacts  # costs too much of the start

        network = await self._network()
        if network is not None:
            title, query = self.asked_inside(network.name, self.member_filter, self._members_chosen())
            await export_contacts(self, self.desk, Asked(title, network.id, query))

    @work
    async def action_calendar(self) -> None:
        """The meetings as a calendar file."""
        from tui.screens.steps.calendar_export import export_network  # costs too much of the start

        network = await self._network()
        if network is not None:
            await export_network(self, self.desk, network)

    @work
    async def action_open_shielded(self) -> None:
        """Open a shielded network, with a reason."""
        number = self.records.cursor_id
        network = None if number is None else await self.read(lambda session: networks.get(session, number))
        if network is None:
            return
        if network.opened:
            self.said(say(N_("{name} is open to you already."), name=network.name))
        elif await self.fill_in(forms.open_network(self.desk, network)) is not None:
            self.well(say(N_("{name} is open to you now; the reason is in the log."), name=network.name))

    @work
    async def action_close(self) -> None:
        """Close the network, after asking."""
        network = await self._network()
        if network is None:
            return
        question = Confirm(
            self.desk.tell(N_("Close {name}?"), name=network.name),
            yes=self.desk.tell(N_("close")),
            detail=self.desk.tell(N_("It keeps its members and history; nobody joins it any more.")),
        )
        if await self.app.push_screen_wait(question):
            closed = await self.saved(lambda session: networks.close(session, network.id))
            if closed is not None:
                self.well(say(N_("{name} is closed."), name=closed.name))
