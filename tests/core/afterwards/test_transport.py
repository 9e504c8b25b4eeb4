"""The way home: the last bus, who could ride together, vouchers."""

from gettext import NullTranslations

import pytest

from core import meetings, memberships, networks, people
from core.afterwards import transport
from core.afterwards.transport import Group, Vouchers
from core.door.session import Session
from core.errors import Invalid
from core.invitations import answer
from core.messages import Message
from core.past import undo
from core.rules.kinds import Answer
from tests.core.afterwards.conftest import Plan


def told(message: Message | None) -> str:
    return message.render(NullTranslations()) if message else ""


@pytest.mark.parametrize(
    ("when", "bus", "minutes", "warned"),
    [
        ("26-11-2026 17-19", "19.45", 45, ""),
        ("26-11-2026 17-19", "19.20", 20, ""),
        ("26-11-2026 17-19", "19.19", 19, "It ends only 19 minutes before the last bus."),
        ("26-11-2026 17-19", "18.40", -20, "It ends 20 minutes after the last bus."),
        ("26-11-2026 20-23.50", "0.05", 15, "It ends only 15 minutes before the last bus."),
        ("26-11-2026 20-23.30", "0.15", 45, ""),
        ("26-11-2026 22-00.30", "23.59", -31, "It ends 31 minutes after the last bus."),
        ("26-11-2026 17-19", "", None, ""),
        ("26-11-2026", "19.00", None, ""),
    ],
)
def test_the_last_bus(session: Session, plan: Plan, when: str, bus: str, minutes: int | None, warned: str) -> None:
    found = transport.of_meeting(session, plan(when, {"last_bus": bus}).id)
    assert (found.minutes, told(found.warning)) == (minutes, warned)


def test_a_place_remembers_its_last_bus(session: Session, plan: Plan) -> None:
    plan("5-11-2026 17-19", {"place": "Kantinen", "last_bus": "21.10"})
    plan("12-11-2026 17-19", {"place": "kantinen", "last_bus": "21.40"})
    found = transport.of_meeting(session, plan("26-11-2026 17-19", {"place": "Kantinen"}).id)
    assert (found.known_bus, str(found.known_on)) == ("21:40", "2026-11-12")
    assert transport.of_meeting(session, plan("27-11-2026 17-19", {"place": "Hallen"}).id).known_bus == ""


def test_who_comes_is_grouped_by_postcode_with_given_names_only(session: Session, plan: Plan) -> None:
    for given, values in (
        ("Dorte", {"postcode": "8000", "town": "Aarhus C"}), ("Erik", {"postcode": "8000", "protected": "ja"}),
        ("Fie", {}), ("Gry", {"postcode": "8000", "restricted": "ja"}),
    ):  # fmt: skip
        made = people.add(session, {"given": given, "family": "Holm", **values})  # type: ignore[typeddict-item]
        memberships.join(session, networks.get(session, "piger").id, [made.id])
    meeting = plan("26-11-2026 17-19").id
    assert transport.of_meeting(session, meeting).carpool.groups == ()
    for person in (1, 3, 4, 5, 6, 7):
        answer(session, meeting, person, Answer.ACCEPTED)
    answer(session, meeting, 2, Answer.DECLINED)
    found = transport.of_meeting(session, meeting).carpool
    assert found.groups == (Group("8000", "Aarhus C", ("Dorte",)), Group("8900", "Randers", ("Anna", "Carl")))
    assert (found.left_out, found.shielded) == (3, False)
    assert "Holm" not in repr(found) and "Erik" not in repr(found)


def test_a_shielded_network_lists_nobody(session: Session, plan: Plan) -> None:
    meeting = plan("26-11-2026 17-19").id
    answer(session, meeting, 1, Answer.ACCEPTED)
    shown = networks.get(session, "piger")
    networks.edit(session, shown.id, {"level": "shielded", "neutral_title": "Aftale"}, version=shown.version)
    found = transport.carpool(session, meetings.get(session, meeting))
    assert found.shielded and found.groups == ()


def test_vouchers_are_counted_summed_and_undone(session: Session, plan: Plan) -> None:
    first, second = plan("12-11-2026 17-19").id, plan("26-11-2026 17-19").id
    assert transport.count_vouchers(session, first, issued=10) == Vouchers(10, 0)
    assert transport.count_vouchers(session, first, used=7).left == 3
    transport.count_vouchers(session, second, issued=5, used=5)
    assert transport.of_network(session, "piger") == Vouchers(15, 12)
    undo.undo(session)
    assert transport.of_network(session, "piger") == Vouchers(10, 7)
    with pytest.raises(Invalid, match="given out"):
        transport.count_vouchers(session, first, used=11)
    assert transport.of_meeting(session, first).vouchers == Vouchers(10, 7)
