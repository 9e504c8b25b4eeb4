"""Forms about what was decided at a meeting and what is to be done."""

from core.messages import N_, say
from core.minutes import actions, minutes
from core.minutes.action_points import ActionPoint
from core.minutes.minutes import Decision
from core.rules.day_words import read_day
from tui.screens.desk import Desk
from tui.widgets.form import Field, Form, Kind, Submission, as_text


def new_decision(desk: Desk, meeting_id: int) -> Form[Decision]:
    """Notes a decision."""

    def save(submission: Submission) -> Decision:
        return desk.do(lambda session: minutes.decide(session, meeting_id, str(submission.values["text"])))

    return Form(desk.tell(N_("New decision")), (Field("text", N_("What was decided"), required=True),), save)


def _fields(desk: Desk) -> tuple[Field, ...]:
    def day(text: str) -> str:
        if text.strip():
            read_day(text, desk.today, field="due")
        return text

    return (
        Field("text", N_("What"), required=True),
        Field("owner", N_("Who does it"), help=N_("Somebody in the register, by name or number, or any name")),
        Field("due", N_("Due"), Kind.DATE, validate=day, help=N_("A date, a weekday, or for example: w47, +14, tomorrow")),
    )  # fmt: skip


def _said(submission: Submission) -> tuple[str, str, str]:
    text, owner, due = (str(submission.values[name] or "") for name in ("text", "owner", "due"))
    return text, owner, due


def new_action(desk: Desk, meeting_id: int) -> Form[ActionPoint]:
    """Notes an action point."""

    def save(submission: Submission) -> ActionPoint:
        text, owner, due = _said(submission)
        return desk.do(lambda session: actions.add(session, meeting_id, text, owner=owner, due=due))

    return Form(desk.tell(N_("New action point")), _fields(desk), save)


def edit_action(desk: Desk, one: ActionPoint) -> Form[ActionPoint]:
    """Changes an action point."""

    def save(submission: Submission) -> ActionPoint:
        text, owner, due = _said(submission)
        return desk.do(lambda session: actions.edit(session, one, text, owner=owner, due=due))

    start = {"text": one.text, "owner": one.owner, "due": as_text(one.due)}
    return Form(desk.tell(say(N_("Edit {name}"), name=one.text)), _fields(desk), save, start)
