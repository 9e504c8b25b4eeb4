"""The list of the people invited to a meeting, with keys for what they answer."""

from typing import ClassVar

from textual.binding import BindingType

from core.messages import N_
from core.rules.kinds import Answer
from tui.actions import Where, bindings, declare
from tui.widgets.record_list import RecordList

COMING = declare("participants.coming", "t", N_("Coming"), N_("Notes that they come."), Where.LIST,
                 run="answer('accepted')", in_footer=True)  # fmt: skip
DECLINED = declare("participants.declined", "a", N_("Declined"), N_("Notes that they do not come."), Where.LIST,
                   run="answer('declined')", in_footer=True)  # fmt: skip
MAYBE = declare("participants.maybe", "s", N_("Maybe"), N_("Notes that they may come."), Where.LIST,
                run="answer('tentative')", in_footer=True)  # fmt: skip
UNANSWERED = declare("participants.unanswered", "z", N_("No answer"), N_("Takes the answer back."), Where.LIST,
                     run="answer('needs_action')")  # fmt: skip
TAKE_OFF = declare(
    "participants.take_off",
    "d",
    N_("Take off"),
    N_("Takes the marked people, or this one, off the invitation."),
    Where.LIST,
)
SENT = declare("participants.sent", "S", N_("Went out"), N_("Notes that the files made for them went out, or never did."),
               Where.LIST)  # fmt: skip
MARK_ALL = declare("participants.mark_all", "A", N_("Mark all"), N_("Marks everybody invited, or nobody."), Where.LIST)


class Participants(RecordList):
    """The people invited; keys note what they answer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMING, DECLINED, MAYBE, UNANSWERED, TAKE_OFF, SENT, MARK_ALL)

    class Answered(RecordList.Marked):
        """The chosen people answered; `said` is what."""

        def __init__(self, records: RecordList, ids: frozenset[int], said: Answer) -> None:
            super().__init__(records, ids)
            self.said = said

    class TakenOff(RecordList.Marked):
        """The chosen people are to be taken off."""

    class Sent(RecordList.Marked):
        """What was made for the chosen people went out, or never did."""

    @property
    def chosen(self) -> frozenset[int]:
        """The marked people, or the one under the cursor."""
        return self.marked or frozenset(() if self.cursor_id is None else (self.cursor_id,))

    def action_answer(self, said: str) -> None:
        """Tell what the chosen people answered."""
        if self.chosen:
            self.post_message(self.Answered(self, self.chosen, Answer(said)))

    def action_take_off(self) -> None:
        """Tell that the chosen people are to be taken off."""
        if self.chosen:
            self.post_message(self.TakenOff(self, self.chosen))

    def action_sent(self) -> None:
        """Ask whether what was made for the chosen people went out."""
        if self.chosen:
            self.post_message(self.Sent(self, self.chosen))
