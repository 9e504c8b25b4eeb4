"""The screen a form is filled in on: it validates field by field, saves in a thread, and never loses what was typed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from core.errors import Changed, Invalid, LaugError
from core.messages import N_, Message, say
from tui import everywhere
from tui.actions import Action, Where, bindings, declare
from tui.widgets import jobs, unsaved
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.dialogs import plain
from tui.widgets.field_row import FieldRow
from tui.widgets.form import THEIRS, Form, Kind, Submission, as_text, conflict_form
from tui.widgets.modal import Modal
from tui.widgets.words import tell, told_error

T = TypeVar("T")

SAVE = declare("form.save", "ctrl+s", N_("Save"), N_("Saves and closes the form."), Where.FORM,
               in_footer=True, priority=True)  # fmt: skip
# These have priority so that of keys that come in a burst (a slow line, a fast typist) each reaches the right field.
NEXT = declare("form.next", "down", N_("Next field"),
               N_("Goes to the next field; → at the end of a text takes what is suggested."),
               Where.FORM, in_footer=True, priority=True)  # fmt: skip
ENTER = declare("form.enter", "enter", N_("Next field"), N_("Goes to the next field; in the last one it saves."),
                Where.FORM, priority=True)  # fmt: skip
PREVIOUS = declare("form.previous", "up", N_("Previous field"), N_("Goes to the field before."), Where.FORM,
                   priority=True)  # fmt: skip
CANCEL = declare("form.cancel", "escape", N_("Cancel"), N_("Closes the form; asks first if something was changed."),
                 Where.FORM, in_footer=True)  # fmt: skip
PAGES = (
    declare("form.page_down", "pagedown", N_("Page down"), N_("Goes some fields down."), Where.FORM, run="jump(8)",
            priority=True),
    declare("form.page_up", "pageup", N_("Page up"), N_("Goes some fields up."), Where.FORM, run="jump(-8)",
            priority=True),
)


class _Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls to the field that has the keys; arrows go from field to field."""

    DEFAULT_CSS = "_Fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }"


class FormScreen(Modal[T | None], Generic[T]):
    """Fills in a form; answers with what `save` gave back, or None."""

    AUTO_FOCUS = None
    _begun = False
    DEFAULT_CSS = """
    FormScreen { background: $background; layout: vertical; }
    FormScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    FormScreen > .problem { height: auto; max-height: 4; color: $error; padding: 0 1; text-style: bold; display: none; }
    FormScreen > .note { height: auto; color: $text-muted; padding: 0 1; }
    FormScreen StatusBar { display: none; }
    FormScreen StatusBar.-telling { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SAVE, NEXT, ENTER, PREVIOUS, CANCEL, HELP, *PAGES),
        # Above what a field of several lines does with them.
        *(
            Binding(",".join(one.keys), f"app.{one.run}", one.name, id=one.id, show=False, priority=True)
            for one in (everywhere.NEXT, everywhere.PREVIOUS)
        ),
    ]

    def __init__(self, form: Form[T]) -> None:
        super().__init__()
        self.form = form
        self._rows = tuple(FieldRow(field, form.values.get(field.name, ""), lambda: self._texts) for field in form.fields)
        self._problem = plain("", classes="problem")
        self._saving = False

    def compose(self) -> ComposeResult:
        """The title, what went wrong, the fields and the keys."""
        yield plain(self.form.title, classes="title")
        yield self._problem
        if self.form.note:
            yield plain(self.form.note, classes="note")
        with _Fields():
            yield from self._rows
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Begin with the first field."""
        if self._rows:
            self._rows[0].control.focus()
        self._remark()

    def awaits(self, key: str) -> bool:
        """Keys wait until the first field has them: arrows before that would not move on from it."""
        self._begun = self._begun or self.focused is not None or not self._rows
        return not self._begun

    def called(self, action: Action) -> Action:
        """What the form does instead of saving."""
        if action.id != SAVE.id or not self.form.does:
            return action
        return replace(action, name=self.form.does, help=N_("Does that with what is filled in, and closes the form."))

    # -- moving ----------------------------------------------------------------------------------------

    @property
    def _at(self) -> int:
        return next((place for place, row in enumerate(self._rows) if row.control is self.focused), 0)

    def _go(self, place: int) -> None:
        row = self._rows[max(0, min(place, len(self._rows) - 1))]
        self.set_focus(row.control, scroll_visible=False)
        row.scroll_visible(animate=False, force=True)
        # Before the form is laid out it is not known where the field will stand.
        self.call_after_refresh(self._keep_in_sight, row)

    def _keep_in_sight(self, row: FieldRow) -> None:
        if row.control.has_focus:
            row.scroll_visible(animate=False, force=True)

    def action_jump(self, by: int) -> None:
        """Go some fields on."""
        self._go(self._at + by)

    def action_next(self) -> None:
        """Go to the next field."""
        self._go(self._at + 1)

    def action_previous(self) -> None:
        """Go to the field before."""
        self._go(self._at - 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a note, Enter and the arrows are the note's own."""
        if action in ("next", "previous", "enter", "jump"):
            return not self._rows or self._rows[self._at].field.kind is not Kind.NOTE
        return True

    def action_enter(self) -> None:
        """Go on, or save in the last field."""
        if self._at == len(self._rows) - 1:
            self.action_save()
        else:
            self._go(self._at + 1)

    # -- what follows from a field ---------------------------------------------------------------------

    @on(FieldRow.Said)
    def _said(self, event: FieldRow.Said) -> None:
        """Fill in what follows, and remark on what is said."""
        event.stop()
        if event.row.field.fills is not None:
            rows = {row.field.name: row for row in self._rows}
            for name, text in event.row.field.fills(self._texts).items():
                rows[name].fill(text)
        self._remark()

    def _remark(self) -> None:
        for row in self._rows:
            if row.field.remark is not None:
                jobs.run(row, partial(row.field.remark, self._texts), row.remark, lambda _error: None, group="remark")

    @property
    def _texts(self) -> Mapping[str, str]:
        return {row.field.name: row.text for row in self._rows}

    # -- leaving ---------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return any(row.is_changed for row in self._rows)

    def action_cancel(self) -> None:
        """Close, after asking if something would be lost."""
        if self._saving:
            if not self._problem.display:  # else it is told already for whom it waits
                self._complain(tell(self, N_("It is being saved; one moment.")))
            return
        unsaved.close(self, lost=N_("What you changed in this form is lost."))

    # -- saving ----------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Validate every field and save, once what was typed before has reached its field."""
        (self.focused or self).call_later(self._save, frozenset[str]())

    def _save(self, settled: frozenset[str], version: int = 0) -> None:
        if self._saving:
            return
        values = self._values()
        if values is None:
            return
        self._saving = True
        self._complain("")
        changed = frozenset(row.field.name for row in self._rows if row.is_changed)
        submission = Submission(values, changed, settled, version)
        jobs.run(self, partial(self.form.save, submission), self._saved, self._refused, group="save", holds=True)

    def _saved(self, answer: T) -> None:
        self.dismiss(answer)  # given back, it would be awaited here, which Textual forbids

    def _values(self) -> Mapping[str, object] | None:
        """Every field's value; None, with the first wrong field in view, if there is none."""
        values: dict[str, object] = {}
        wrong: list[int] = []
        for place, row in enumerate(self._rows):
            try:
                values[row.field.name] = row.value()
            except Invalid:
                wrong.append(place)
        if not wrong:
            return values
        self._go(wrong[0])
        return None

    def _refused(self, error: Exception) -> None:
        self._saving = False
        places = {row.field.name: place for place, row in enumerate(self._rows)}
        match error:
            case Invalid(field=name) if name in places:
                self._rows[places[name]].refuse(told_error(self, error))
                self._go(places[name])
            case Changed(conflicts=conflicts) if conflicts and all(one.field in places for one in conflicts):
                self._ask(error)
            case LaugError():
                self._complain(told_error(self, error))
            case _:
                self._complain(tell(self, say(N_("It could not be saved: {error}"), error=repr(error))))

    def waits(self, for_whom: Message) -> None:
        """Somebody else is saving; this goes on by itself when they have done."""
        self._complain(tell(self, for_whom))

    def _complain(self, problem: str) -> None:
        self._problem.update(Content(problem))
        self._problem.display = bool(problem)

    def _ask(self, error: Changed) -> None:
        """Let the person choose, field by field, whose value is to stand."""
        asked = {row.field.name: row.field for row in self._rows}
        form = conflict_form(told_error(self, error), asked, error.conflicts, partial(tell, self))
        self.app.push_screen(_Settling(form), partial(self._settled, error))

    def _settled(self, error: Changed, chosen: Mapping[str, object] | None) -> None:
        if chosen is None:
            self._complain(told_error(self, error))
            return
        rows = {row.field.name: row for row in self._rows}
        for conflict in error.conflicts:
            if chosen[conflict.field] == THEIRS:
                rows[conflict.field].put(as_text(conflict.theirs))
        self._save(frozenset(conflict.field for conflict in error.conflicts), error.version)


class _Settling(FormScreen[Mapping[str, object]]):
    """Whose value is to stand; closing it loses nothing, for what was typed is in the form below."""

    @property
    def is_changed(self) -> bool:
        """Nothing would be lost."""
        return False
