"""The way through: pupil, apprentice, journeyman, alumnus – or goodbye, or longer. History is kept; each is one undo step.

What is dated is ended and begun anew, never rewritten: who comes back gets a new membership beside the old one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from core import memberships, networks
from core.affiliations import Affiliation, AffiliationFields, Writer, of_people
from core.contact_data import LeftOut
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.privacy import consents
from core.record_fields import check
from core.rules.kinds import (
    AffiliationKind,
    ConsentChannel,
    ConsentDecision,
    ConsentPurpose,
    EndReason,
    NetworkKind,
    OrganisationKind,
)  # fmt: skip
from core.school import leaving
from core.school.finishing import TRAINING, ending_of, pupils_memberships

_DAY = timedelta(days=1)
NOT_IN_TRAINING = say(N_("are neither pupils nor apprentices"))
NOT_AGREED = say(N_("have not agreed to be contacted as alumni"))
NO_EXPECTED_END = say(N_("have no expected end"))
LEFT_ALREADY = say(N_("have left already"))
JOURNEYMEN_ALREADY = say(N_("are journeymen already"))
TRAINED_ALREADY = say(N_("are in training at a company already"))


@dataclass(frozen=True)
class MovedOn:
    """How many people were moved on, and how many were not and why."""

    people: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Alumnus:
    """How people become alumni: `agreed` is how they said yes just now; without it only who has agreed before becomes one.

    `network` is an alumni network; `company` where they go on as journeymen instead of where they were trained.
    """

    network: int | None = None
    agreed: ConsentChannel | None = None
    wording: str = ""
    private_email: str = ""
    journeyman: bool = True
    company: str = ""
    on: date | None = None


@dataclass
class _Step:
    """One operation while it moves people on, and who is left out of it."""

    session: Session
    transaction: Transaction
    places: dict[int, list[Affiliation]]
    writer: Writer
    moved: set[int] = field(default_factory=set)
    left_out: dict[Message, int] = field(default_factory=dict)

    def leave_out(self, reason: Message) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    def result(self) -> MovedOn:
        """Raises `Refused` if nobody was moved on."""
        left_out = tuple(LeftOut(reason, count) for reason, count in self.left_out.items())
        if not self.moved:
            why = left_out[0].reason if left_out else say(N_("nobody was named"))
            raise Refused(say(N_("Nobody was moved on: they {why}."), why=why))
        return MovedOn(len(self.moved), left_out)


@contextmanager
def _step(session: Session, numbers: Sequence[int]) -> Iterator[_Step]:
    with session.write(Operation.ROLLOVER) as transaction:
        yield _Step(session, transaction, of_people(session, list(numbers)), Writer(session, transaction))


def alumnus(session: Session, numbers: Sequence[int], how: Alumnus) -> MovedOn:
    """They finish and become alumni: training ends on its expected last day (or on `on`), pupils' networks are left as
    finished, the alumni network is joined, the consent to be contacted noted, and with a company they go on as journeymen.

    Only who has agreed becomes one. Raises `Invalid` for an e-mail address given for several, `Refused` if nobody did or
    the network is no alumni network, `NotAllowed` if it is not open to this account.
    """
    everybody = list(dict.fromkeys(numbers))
    if how.private_email and len(everybody) != 1:
        raise Invalid("private_email", say(N_("A private e-mail belongs to one person: name one.")))
    private = str(check("person", "private_email", how.private_email))
    with _step(session, everybody) as step:
        _note_consent(step, everybody, how)
        if how.network is not None:
            _refuse_other_kinds(session, how.network)
        joining: dict[date, list[int]] = {}
        agreed = consents.of_people(session, everybody)
        for number in everybody:
            if not _training(step.places[number]):
                step.leave_out(NOT_IN_TRAINING)
                continue
            if agreed[number].decision(ConsentPurpose.ALUMNI_CONTACT) is not ConsentDecision.GIVEN:
                step.leave_out(NOT_AGREED)
                continue
            last = _finish(step, number, how.on, how.company, journeyman=how.journeyman)
            _leave_pupils_networks(step, number, max(last, session.today))
            joining.setdefault(max(last + _DAY, session.today), []).append(number)
            if private:
                step.transaction.update("person", number, {"private_email": private})
        for begin, people in joining.items():
            if how.network is not None:
                memberships.put_in(session, step.transaction, how.network, people, from_date=begin)
        return step.result()


def _note_consent(step: _Step, numbers: Sequence[int], how: Alumnus) -> None:
    if how.agreed is None:
        return
    decided = consents.Decided(
        ConsentPurpose.ALUMNI_CONTACT, ConsentDecision.GIVEN, channel=how.agreed, wording=how.wording
    )
    in_training = [number for number in numbers if _training(step.places[number])]
    standing = consents.of_people(step.session, in_training)
    new = [
        number for number in in_training
        if standing[number].decision(ConsentPurpose.ALUMNI_CONTACT) is not ConsentDecision.GIVEN
    ]  # fmt: skip
    if new:
        consents.put_in(step.session, step.transaction, new, decided)


def _refuse_other_kinds(session: Session, network_id: int) -> None:
    network = networks.get_opened(session, network_id)
    if network.kind is not NetworkKind.ALUMNI:
        raise Refused(
            say(N_("{name} is not an alumni network."), name=network.name),
            say(N_("Name one whose kind is alumni, or join them to it afterwards: laug network join")),
        )


def journeyman(session: Session, numbers: Sequence[int], *, on: date | None = None, company: str = "") -> MovedOn:
    """They finish and go on as journeymen, where they were trained or at `company`; memberships stay.

    Raises `Refused` if nobody is in training, `Invalid` if training began after `on`.
    """
    everybody = list(dict.fromkeys(numbers))
    with _step(session, everybody) as step:
        for number in everybody:
            if any(one.kind is AffiliationKind.JOURNEYMAN and one.until_date is None for one in step.places[number]):
                step.leave_out(JOURNEYMEN_ALREADY)
            elif not _training(step.places[number]):
                step.leave_out(NOT_IN_TRAINING)
            else:
                _finish(step, number, on, company, journeyman=True, always=True)
        return step.result()


def apprentice(
    session: Session, numbers: Sequence[int], company: str, *, on: date | None = None, until: date | None = None
) -> MovedOn:
    """They begin training at a company on that day (default today), in the education they are in; school goes on.

    Raises `Invalid` without a company or for days in the wrong order, `Refused` if nobody begins.
    """
    first = on or session.today
    if not company.strip():
        raise Invalid("company", say(N_("Name the company.")))
    everybody = list(dict.fromkeys(numbers))
    with _step(session, everybody) as step:
        for number in everybody:
            there = [one for one in step.places[number] if one.kind in TRAINING and one.active_on(first)]
            if any(one.organisation_kind is OrganisationKind.COMPANY for one in there):
                step.leave_out(TRAINED_ALREADY)
                continue
            study = next((one.education for one in [*there, *step.places[number]] if one.education), "")
            place: AffiliationFields = {
                "kind": AffiliationKind.APPRENTICE, "organisation": company, "organisation_kind": OrganisationKind.COMPANY,
                "education": study, "from_date": first, "until_date": until,
            }  # fmt: skip
            step.writer.insert(number, place)
            step.moved.add(number)
        return step.result()


def leave(
    session: Session, numbers: Sequence[int], *, on: date | None = None, reason: EndReason = EndReason.FINISHED
) -> MovedOn:
    """They finish and say goodbye: everything current ends on their expected last day (today if that is past), or on `on`.

    Raises as `leaving.leave`.
    """
    everybody = list(dict.fromkeys(numbers))
    with _step(session, everybody) as step:
        for number in everybody:
            ending = ending_of(step.places[number])
            expected = ending[0].until_date if ending else None
            last = on or max(expected or session.today, session.today)
            left = leaving.end_all(session, step.transaction, [number], {number: last}, reason)
            # Without anything to end before the expected day, it is decided all the same that they leave on it.
            decided = [_decide(step, one.id) for one in ending]
            if left.people or any(decided):
                step.moved.add(number)
            else:
                step.leave_out(LEFT_ALREADY)
        return step.result()


def _decide(step: _Step, affiliation_id: int) -> bool:
    """Note that it is decided what comes after that affiliation; gives whether it was not."""
    until = (step.transaction.row("affiliation", affiliation_id) or {}).get("until_date")
    return until is not None and step.transaction.update("affiliation", affiliation_id, {"decided_end": until})


def extend(session: Session, numbers: Sequence[int], until: date) -> MovedOn:
    """They go on: `until` is the new expected end of what was to end. Raises `Invalid` for a day that has passed."""
    if until < session.today:
        raise Invalid("until", say(N_("{day} has passed."), day=until), say(N_("Name the new expected end.")))
    everybody = list(dict.fromkeys(numbers))
    with _step(session, everybody) as step:
        for number in everybody:
            ending = [one for one in ending_of(step.places[number]) if one.until_date is not None]
            if not ending:
                step.leave_out(NO_EXPECTED_END)
                continue
            for one in ending:
                _refuse_before_it_began(one, until)
                step.transaction.update("affiliation", one.id, {"until_date": until.isoformat()})
            step.moved.add(number)
        return step.result()


def _training(places: Sequence[Affiliation]) -> list[Affiliation]:
    """What of the training ends now: what ends last, or, where no end is known, what is open."""
    return ending_of(places) or [one for one in places if one.kind in TRAINING and one.until_date is None]


def _finish(step: _Step, number: int, on: date | None, company: str, *, journeyman: bool, always: bool = False) -> date:
    """End the training and begin life as a journeyman the day after; gives the last day of training."""
    training = _training(step.places[number])
    last = on or training[0].until_date or step.session.today
    for one in training:
        _refuse_before_it_began(one, last)
        step.transaction.update(
            "affiliation", one.id, {"until_date": last.isoformat(), "decided_end": last.isoformat()}
        )
    trained_at = next((one for one in training if one.organisation_kind is OrganisationKind.COMPANY), None)
    apprenticed = any(one.kind is AffiliationKind.APPRENTICE for one in training)
    already = any(
        one.kind is AffiliationKind.JOURNEYMAN and (one.until_date is None or one.until_date > last)
        for one in step.places[number]
    )
    if journeyman and not already and (always or company or trained_at or apprenticed):
        step.writer.insert(number, _as_journeyman(training, trained_at, company, last))
    step.moved.add(number)
    return last


def _as_journeyman(
    training: Sequence[Affiliation], trained_at: Affiliation | None, company: str, last: date
) -> AffiliationFields:
    where = company or (trained_at.organisation if trained_at else "")
    education = next((one.education for one in training if one.education), "")
    place: AffiliationFields = {
        "kind": AffiliationKind.JOURNEYMAN, "organisation": where, "organisation_kind": OrganisationKind.COMPANY,
        "education": education, "from_date": last + _DAY,
    }  # fmt: skip
    if not where and not education:
        raise Invalid("company", say(N_("Neither company nor education is known: name the company.")))
    return place


def _refuse_before_it_began(place: Affiliation, last: date) -> None:
    if place.from_date is not None and last < place.from_date:
        raise Invalid("on", say(N_("It cannot end on {end}: it began on {begin}."), end=last, begin=place.from_date))


def _leave_pupils_networks(step: _Step, number: int, last: date) -> None:
    for seat in pupils_memberships(step.session, [number]):
        if seat.from_date > last:
            step.transaction.delete("membership", seat.id)  # what was to begin never will
        elif seat.until_date is None or seat.until_date > last:
            step.transaction.update(
                "membership", seat.id, {"until_date": last.isoformat(), "end_reason": EndReason.FINISHED.value}
            )
