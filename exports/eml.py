"""Drafts of mails that open ready to send (RFC 5322, 6047): one person, the words, and the calendar file with its buttons.

The calendar stands in the mail twice: as an alternative of the text, which mail programs make buttons of, and as a file
for those that do not. `X-Unsent: 1` makes Outlook open the mail as a draft.
"""

from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from typing import TYPE_CHECKING

from core.calendar import CalendarEvent, Mailbox, Method
from core.mailing.kinds import DueKind
from core.messages import N_, Catalogue, Message, say
from core.rules.kinds import Language
from core.rules.moments import LocalTime
from core.rules.spoken import Span, spoken_span
from exports import ical
from exports.plain_text import one_line, several_lines

if TYPE_CHECKING:
    from core.mailing.state import Letter


def draft(letter: "Letter", *, catalogue: Catalogue, language: Language) -> bytes:
    """The mail of one calendar file, in the words of `catalogue`. Raises `ValueError` if it has no sender or receiver."""
    event = letter.message.event
    if event.organiser is None or event.attendee is None:
        raise ValueError("a mail needs somebody who sends it and somebody who gets it")
    calendar = ical.message(letter.message)
    text = _text(letter, catalogue, language)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(event.organiser)
    mail["To"] = _address(event.attendee.mailbox)
    mail["Subject"] = one_line(_subject(letter, language).render(catalogue))
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(_html(text, language), subtype="html", cte="quoted-printable")
    # The same METHOD outside and inside, or Outlook shows a file that cannot be read (RFC 6047 §2.4).
    parameters = {"charset": "UTF-8", "method": letter.message.method.value}
    mail.add_alternative(calendar, "text", "calendar", params=parameters, cte="base64")
    name = "cancel.ics" if letter.message.method is Method.CANCEL else "invite.ics"
    mail.add_attachment(calendar, "application", "ics", filename=name)
    return bytes(mail)


def _address(mailbox: Mailbox) -> Address:
    """Domains with Danish letters as machines write them (RFC 5890)."""
    user, _, domain = one_line(mailbox.email).strip().rpartition("@")
    return Address(one_line(mailbox.name), user, domain.encode("idna").decode("ascii"))


def _subject(letter: "Letter", language: Language) -> Message:
    event = letter.message.event
    values = {"title": event.summary, "when": _when(event, language)}
    match letter.kind:
        case DueKind.INVITATION:
            return say(N_("Invitation: {title}, {when}"), **values)
        case DueKind.UPDATE:
            return say(N_("Changed: {title}, {when}"), **values)
        case DueKind.CORRECTION | DueKind.AGAIN:
            return say("{title}, {when}", **values)
        case DueKind.CANCELLATION:
            return say(N_("Cancelled: {title}, {when}"), **values)
        case DueKind.REFUSAL:
            return say(N_("The time stands: {title}, {when}"), **values)


def _opening(letter: "Letter") -> Message:
    match letter.kind:
        case DueKind.INVITATION:
            return say(N_("You are invited. Answer with the buttons of the calendar, or by replying to this mail."))
        case DueKind.UPDATE:
            return say(N_("The meeting has a new time or place. Please answer again."))
        case DueKind.CORRECTION:
            return say(N_("What is known of the meeting has changed; your answer stands."))
        case DueKind.AGAIN:
            return say(N_("Here is the invitation once more; your answer stands."))
        case DueKind.CANCELLATION if letter.message.event.cancelled:
            return say(N_("The meeting is cancelled."))
        case DueKind.CANCELLATION:
            return say(N_("You are not on the list of this meeting any more; your calendar takes it out."))
        case DueKind.REFUSAL:
            return say(N_("Thank you for proposing another time. The meeting stays at the time it has."))


def _text(letter: "Letter", catalogue: Catalogue, language: Language) -> str:
    event = letter.message.event
    told = [_opening(letter).render(catalogue)]
    if letter.waits and letter.message.method is Method.REQUEST:
        waits = say(N_("All places are taken: you are on the waiting list, and hear from us if you move up."))
        told.append(waits.render(catalogue))
    facts = [event.summary, _when(event, language), event.location, event.url if event.url != event.location else ""]
    sender = event.organiser.name if event.organiser else ""
    parts = ["\n".join(told), "\n".join(filter(None, facts)), event.description, sender]
    return several_lines("\n\n".join(filter(None, parts))) + "\n"


def _when(event: CalendarEvent, language: Language) -> str:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        return spoken_span(Span(_local(event.start, event), _local(event.end, event), False), language)
    return spoken_span(Span(_day(event.start), _day(event.end), True), language)


def _local(moment: datetime, event: CalendarEvent) -> LocalTime:
    return LocalTime(moment.date(), moment.time().replace(tzinfo=None), event.time_zone)


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _html(text: str, language: Language) -> str:
    """The same words; lines stay lines."""
    paragraphs = "\n".join(
        f"<p>{'<br>'.join(map(escape, part.splitlines()))}</p>" for part in text.split("\n\n") if part.strip()
    )
    head = f'<html lang="{language.value}"><head><meta charset="utf-8"></head>'
    return f"<!DOCTYPE html>\n{head}<body>\n{paragraphs}\n</body></html>\n"
