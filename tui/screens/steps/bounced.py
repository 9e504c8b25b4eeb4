"""Mail that came back: noted of every address in a text, such as the replies of mail systems; or that it arrives after all."""

from collections.abc import Sequence

from textual.widget import Widget

from core import people
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, Message, say
from core.upkeep import tidy
from core.upkeep.tidy import Bounces
from tui.screens.desk import Desk, attempt, workplace
from tui.widgets.form import Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_BACK, _MENDED = "back", "mended"


async def note_bounced(widget: Widget, desk: Desk, who: Sequence[int] = ()) -> bool:
    """Ask for the addresses, those of some people to begin with; whether anything was noted."""
    known = await attempt(widget, lambda: desk.do(lambda session: _addresses(session, who)))
    if known is None:
        return False
    done: tuple[Bounces, bool] | None = await widget.app.push_screen_wait(FormScreen(_form(desk, known)))
    if done is None:
        return False
    found, mended = done
    workplace(widget).written()
    told = _told(found, mended=mended)
    if found.unknown:
        told = say(N_("{told} Nobody has {addresses}."), told=told, addresses=", ".join(found.unknown))
    workplace(widget).status(told, Tone.WARNING if found.unknown else Tone.GOOD)
    return True


def _addresses(session: Session, who: Sequence[int]) -> list[str]:
    return [one.email for one in people.rows(session, who) if one.email]


def _form(desk: Desk, known: Sequence[str]) -> Form[tuple[Bounces, bool]]:
    ways = (Choice(_BACK, desk.tell(N_("mail came back"))), Choice(_MENDED, desk.tell(N_("mail arrives after all"))))
    fields = (
        Field(
            "addresses", N_("Addresses"), required=True,
            help=N_("One or more, or the text of the replies: every address in it is taken."),
        ),
        Field("way", N_("What"), Kind.CHOICE, choices=ways),
    )  # fmt: skip

    def save(submission: Submission) -> tuple[Bounces, bool]:
        mended = submission.values["way"] == _MENDED
        addresses = tidy.addresses_in(str(submission.values["addresses"]))
        if not addresses:
            raise Invalid("addresses", say(N_("There is no e-mail address in it.")))
        return desk.do(lambda session: tidy.note_bounced(session, addresses, mended=mended)), mended

    note = desk.tell(N_("Who gets another address is no longer on the list of those that mail came back from."))
    return Form(desk.tell(N_("Mail that came back")), fields, save, {"addresses": " ".join(known), "way": _BACK}, note)


def _told(found: Bounces, *, mended: bool) -> Message:
    values = {"n": len(found.people)}
    if mended:
        return Message(N_("Mail reaches {n} person again."), values, N_("Mail reaches {n} people again."))
    return Message(N_("Noted of {n} person that mail came back."), values, N_("Noted of {n} people that mail came back."))
