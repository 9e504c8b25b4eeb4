"""The minutes as a page to write on: whatever goes wrong, what was written stays there."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.errors import Changed, LaugError
from core.messages import N_, Message, say
from core.minutes import minutes
from core.minutes.minutes import Minutes
from core.rules.text import visible
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk
from tui.widgets import jobs, unsaved
from tui.widgets.bars import FooterBar
from tui.widgets.dialogs import plain
from tui.widgets.modal import Modal
from tui.widgets.note import Note
from tui.widgets.words import told_error

SAVE = declare("writing.save", "ctrl+s", N_("Save"), N_("Saves the minutes and closes them."), Where.FORM, in_footer=True,
               priority=True)  # fmt: skip
LEAVE = declare("writing.leave", "escape", N_("Cancel"), N_("Closes the minutes; asks first if something was written."),
                Where.FORM, in_footer=True, priority=True)  # fmt: skip


class WritingScreen(Modal[Minutes | None]):
    """A page with the minutes; answers with them as they were saved, or None."""

    AUTO_FOCUS = "Note"
    DEFAULT_CSS = """
    WritingScreen { background: $background; layout: vertical; }
    WritingScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    WritingScreen > .problem { height: auto; max-height: 4; color: $error; padding: 0 1; text-style: bold; display: none; }
    WritingScreen > Note { height: 1fr; border: none; padding: 0 1; background: $background; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(SAVE, LEAVE)

    def __init__(self, desk: Desk, before: Minutes) -> None:
        super().__init__()
        self.desk = desk
        self._before = before
        self._version = before.version
        self._note = Note(visible(before.beginning, keep_lines=True))
        self._problem = plain("", classes="problem")
        self._saving = False

    def compose(self) -> ComposeResult:
        """The title, what went wrong, the page, the keys."""
        yield plain(self.desk.tell(say(N_("Minutes: {title}"), title=self._before.meeting.title)), classes="title")
        yield self._problem
        yield self._note
        yield FooterBar()

    def waits(self, for_whom: Message) -> None:
        """Somebody else is saving; this goes on by itself when they have done."""
        self._complain(self.desk.tell(for_whom))

    def _complain(self, problem: str) -> None:
        self._problem.update(Content(problem))
        self._problem.display = bool(problem)

    def action_save(self) -> None:
        """Save, once what was typed before has reached the page."""
        self._note.call_later(self._save)

    def _save(self) -> None:
        if self._saving:
            return
        self._saving = True
        self._complain("")
        job = partial(minutes.save, meeting_id=self._before.meeting.id, text=self._note.text, version=self._version)
        jobs.run(self, partial(self.desk.do, job), self._saved, self._refused, group="save")

    def _saved(self, after: Minutes) -> None:
        self.dismiss(after)  # given back, it would be awaited here, which Textual forbids

    def _refused(self, error: Exception) -> None:
        self._saving = False
        match error:
            case Changed(conflicts=[conflict, *_]):
                # Both texts stay: the colleague's below, to be put together by hand.
                self._version = error.version or self._version
                below = self.desk.tell(N_("Written meanwhile by somebody else:"))
                self._note.insert(f"\n\n--- {below}\n{visible(str(conflict.theirs), keep_lines=True)}", self._note.document.end)
                self._complain(self.desk.tell(
                    N_("Somebody else has written meanwhile: their text stands below yours. Put them together and save.")
                ))  # fmt: skip
            case LaugError():
                self._complain(told_error(self, error))
            case _:
                self._complain(self.desk.tell(say(N_("It could not be saved: {error}"), error=repr(error))))

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return self._note.text != visible(self._before.beginning, keep_lines=True)

    def action_leave(self) -> None:
        """Close, after asking if something would be lost."""
        unsaved.close(self, lost=N_("What you have written is lost."))
