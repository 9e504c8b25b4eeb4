"""Forms about what is counted after a meeting."""

import re
from collections.abc import Callable

from core import meetings
from core.afterwards import evaluation, totals, transport
from core.afterwards.evaluation import SENTENCES, SHORT, Answered
from core.afterwards.kinds import OPINIONS, TotalKind
from core.afterwards.totals import Total
from core.afterwards.transport import Transport, Vouchers
from core.door.session import Session
from core.errors import Invalid
from core.meetings import Meeting
from core.messages import N_, say
from core.record_fields import check
from tui.screens.desk import Desk
from tui.widgets.form import Field, Form, Kind, Submission

_KINDS = {"catering": TotalKind.CATERING, "access": TotalKind.ACCESS}
_HELP = N_("A number and what, with commas between: 12 ordinary, 3 vegetarian")


def note_totals(desk: Desk, meeting: Meeting, held: tuple[Total, ...]) -> Form[list[Total]]:
    """Catering and access, each as a line of text; what is not in it any more is taken away."""

    def save(submission: Submission) -> list[Total]:
        said: dict[TotalKind, list[tuple[str, int]]] = {}
        for name in sorted(submission.changed):
            kind, counts = _KINDS[name], totals.read_counts(str(submission.values[name]))
            named = {label.casefold() for label, _count in counts}
            gone = [(one.label, 0) for one in held if one.kind is kind and one.label.casefold() not in named]
            said[kind] = [*gone, *counts]
        return desk.do(lambda session: totals.note(session, meeting.id, said))

    fields = (
        Field("catering", N_("Catering"), validate=_named("catering"), help=_HELP),
        Field("access", N_("Access"), validate=_named("access"), help=_HELP),
    )
    begin = {
        name: ", ".join(f"{one.count} {one.label}" for one in held if one.kind is kind) for name, kind in _KINDS.items()
    }
    note = desk.tell(N_("Totals, never names. Fourteen days after the meeting they are gone, also from the log."))
    return Form(desk.tell(say(N_("Totals: {title}"), title=meeting.title)), fields, save, begin, note)


def _named(name: str) -> Callable[[str], object]:
    """Reads the totals of that field; what is wrong is told beside it."""

    def read(text: str) -> str:
        try:
            totals.read_counts(text)
        except Invalid as error:
            raise Invalid(name, error.message, error.hint) from error
        return text

    return read


def note_evaluation(desk: Desk, meeting: Meeting, held: tuple[Answered, ...]) -> Form[list[Answered]]:
    """The three questions, each with three numbers."""

    def save(submission: Submission) -> list[Answered]:
        said = {TotalKind(name): _three(name, str(submission.values[name])) for name in sorted(submission.changed)}
        return desk.do(lambda session: evaluation.note(session, meeting.id, said))

    fields = tuple(
        Field(one.question.value, SHORT[one.question], validate=_answers(one.question.value),
              help=say(N_("{question} How many said yes, partly and no: 8/3/1"), question=say(SENTENCES[one.question])))
        for one in held
    )  # fmt: skip
    begin = {one.question.value: "/".join(str(one.counts[said]) for said in OPINIONS) for one in held if one.counts}
    note = desk.tell(N_("Nobody's answer is noted, and fewer than five are not shown: type those anew to change them."))
    return Form(desk.tell(say(N_("Evaluation: {title}"), title=meeting.title)), fields, save, begin, note)


def _answers(name: str) -> Callable[[str], object]:
    def read(text: str) -> str:
        _three(name, text)
        return text

    return read


def _three(name: str, text: str) -> tuple[int, ...]:
    """Three numbers, or nothing for none at all. Raises `Invalid`."""
    parts = [part for part in re.split(r"[\s/,;]+", text) if part]
    if not parts:
        return (0,) * len(OPINIONS)
    if len(parts) != len(OPINIONS) or not all(part.isascii() and part.isdecimal() and len(part) < 6 for part in parts):
        raise Invalid(name, say(N_("An evaluation is three numbers: how many said yes, partly and no.")),
                      say(N_("For example: 8/3/1")))  # fmt: skip
    return tuple(map(int, parts))


def note_transport(desk: Desk, held: Transport) -> Form[Vouchers]:
    """When the last bus leaves, and the vouchers."""
    meeting = held.meeting

    def save(submission: Submission) -> Vouchers:
        bus, issued, used = (str(submission.values[name] or "") for name in ("last_bus", "issued", "used"))

        def write(session: Session) -> Vouchers:
            if "last_bus" in submission.changed:
                meetings.edit(session, meeting.id, {"last_bus": bus}, version=meeting.version)
            if submission.changed & {"issued", "used"}:
                return transport.count_vouchers(session, meeting.id, issued=int(issued or 0), used=int(used or 0))
            return held.vouchers

        return desk.do(write)

    fields = (
        Field("last_bus", N_("Last bus"), Kind.TIME, validate=_time, help=N_("When the last bus leaves")),
        Field("issued", N_("Vouchers given out"), validate=_number("issued")),
        Field("used", N_("Vouchers used"), validate=_number("used")),
    )
    counted = held.vouchers if held.vouchers.issued else None
    begin = {
        "last_bus": (meeting.last_bus or held.known_bus).replace(":", "."),
        "issued": str(counted.issued) if counted else "", "used": str(counted.used) if counted else "",
    }  # fmt: skip
    return Form(desk.tell(say(N_("The way home: {title}"), title=meeting.title)), fields, save, begin)


def _time(text: str) -> str:
    return str(check("meeting", "last_bus", text))


def _number(name: str) -> Callable[[str], object]:
    def read(text: str) -> str:
        said = text.strip()
        if said and not (said.isascii() and said.isdecimal() and len(said) < 7):
            raise Invalid(name, say(N_("{value} is not a number."), value=said))
        return said

    return read
