"""Erasing a person for good: what goes, the name typed, and the receipt."""

from functools import partial

from textual.widget import Widget

from core.errors import Invalid
from core.messages import N_, Message, say
from core.privacy import erasure
from core.privacy.erasure import ErasurePreview, ErasureReceipt
from core.rules.kinds import ErasureReason
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.fields import kind_field
from tui.widgets.dialogs import Tell
from tui.widgets.form import Field, Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_SHOWN = 4


async def erase_person(widget: Widget, desk: Desk, number: int) -> bool:
    """Show what erasing would come to, have the name typed, erase, and show the receipt; whether it was done."""
    found = await attempt(widget, partial(desk.do, lambda session: erasure.preview(session, number)))
    if found is None:
        return False
    receipt: ErasureReceipt | None = await widget.app.push_screen_wait(FormScreen(_form(desk, found)))
    if receipt is None:
        return False
    workplace(widget).written()
    workplace(widget).status(say(N_("No. {number} is erased."), number=number), Tone.GOOD)
    lines = [desk.tell(one) for one in _receipt(desk, receipt)]
    await widget.app.push_screen_wait(Tell(desk.tell(N_("Erased")), "\n".join(lines)))
    return True


def _form(desk: Desk, found: ErasurePreview) -> Form[ErasureReceipt]:
    fields = (
        kind_field(desk, "reason", ErasureReason, label=N_("Ground")),
        Field("name", N_("Type the name"), validate=partial(_name, found.name), required=True,
              help=say(N_("To erase for good, type: {name}"), name=found.name)),
    )  # fmt: skip

    def save(submission: Submission) -> ErasureReceipt:
        reason = ErasureReason(str(submission.values["reason"]))
        return desk.do(lambda session: erasure.erase_person(session, found.number, reason))

    name = shown.marked_name(found.name or f"#{found.number}", found.protected)
    title = desk.tell(N_("Erase {name} for good"), name=name)
    note = "\n".join(desk.tell(one) for one in _told(desk, found))
    return Form(title, fields, save, {"reason": ErasureReason.REQUEST.value}, note, N_("Erase for good"))


def _name(wanted: str, typed: str) -> str:
    if " ".join(typed.split()).casefold() != " ".join(wanted.split()).casefold():
        raise Invalid("name", say(N_("That is not the name.")))
    return typed


def _told(desk: Desk, found: ErasurePreview) -> list[Message]:
    told = [
        say(N_("There is no undo. Who has left, leaves; who was registered by mistake, is taken out.")),
        say(
            N_("It erases: places {places}, memberships {memberships}, consents {consents}, past meetings {meetings}."),
            places=found.affiliations, memberships=found.memberships, consents=found.consents, meetings=found.past_meetings,
        ),
    ]  # fmt: skip
    for meeting in found.coming[:_SHOWN]:
        values = {"title": meeting.title, "when": meeting.start}
        told.append(
            say(N_("{title}, {when}: a calendar has it, and can no longer be told. Cancel it first."), **values)
            if meeting.sent
            else say(N_("{title}, {when}: the person is taken off."), **values)
        )
    more = len(found.coming) + len(found.mentions) - len(found.coming[:_SHOWN]) - len(found.mentions[:_SHOWN])
    told.extend(
        say(N_("The text of {title} names the person: put it right by hand."), title=one) for one in found.mentions[:_SHOWN]
    )
    if more:
        told.append(Message(N_("… and {n} more meeting"), {"n": more}, N_("… and {n} more meetings")))
    return told


def _receipt(desk: Desk, receipt: ErasureReceipt) -> list[Message]:
    told = [
        say(N_("No. {number}, {when}"), number=receipt.number, when=receipt.at),
        say(N_("Ground: {reason}; operation {operation}"), reason=shown.kind(receipt.reason, desk.language),
            operation=receipt.operation),
    ]  # fmt: skip
    if receipt.overwritten:
        told.append(say(N_("Nothing of it is left in the file, the search or the log.")))
    else:
        told.append(say(N_("Bytes of it may still be in the file: run laug doctor --mend")))
    if receipt.copies:
        one, many = (
            N_("{n} older copy still holds it; going back to it erases again."),
            N_("{n} older copies still hold it; going back to one erases again."),
        )
        told.append(Message(one, {"n": len(receipt.copies)}, many))
    told.append(say(N_("Take the person off the lists you read in, too: nothing is kept to know them again by.")))
    return told
