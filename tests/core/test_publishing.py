"""What is published: open networks, nobody's name, and nothing of shielded ones, whoever publishes."""

from datetime import timedelta

import pytest

from core import meetings, networks, publishing
from core.door.operations import Operation
from core.door.session import Session
from core.networks import Network
from core.past import undo
from core.publishing import Publication
from core.rules.day_words import read_span
from core.series import occurrences, planning
from core.series.said import read_series
from exports import ical
from tests.core.conftest import NOW, OpenAs


@pytest.fixture
def girls(session: Session) -> Network:
    return networks.add(session, {"name": "Piger i Randers", "slug": "piger", "level": "open"})


@pytest.fixture
def shielded(session: Session) -> Network:
    """Opened by whoever made it, which changes nothing."""
    return networks.add(
        session, {"name": "Plads til alle", "kind": "diversity", "slug": "plads", "neutral_title": "Aftale"}
    )


def plan(session: Session, title: str, when: str, *belongs: Network) -> int:
    return meetings.plan(session, {"title": title}, read_span(when, NOW.date()), [one.id for one in belongs]).id


def published(session: Session, *, internal: bool = False, secret: bool = False) -> Publication:
    return publishing.publication(session, internal=internal, secret=secret)


def all_of_it(made: Publication) -> bytes:
    return repr(made).encode() + b"".join(ical.feed(one.feed) for one in made.networks)


def test_open_networks_are_published_and_internal_ones_if_asked(session: Session, girls: Network) -> None:
    networks.add(session, {"name": "Styregruppen", "level": "internal"})
    made = published(session)
    assert ([one.stem for one in made.networks], made.left_out) == (["piger"], 1)
    made = published(session, internal=True)
    assert ([one.stem for one in made.networks], made.left_out) == (["piger", "styregruppen"], 0)


def test_a_closed_network_is_not_published(session: Session, girls: Network) -> None:
    networks.close(session, girls.id)
    assert published(session).networks == ()


def test_nothing_of_a_shielded_network_is_in_it_even_for_who_has_opened_it(
    session: Session, girls: Network, shielded: Network
) -> None:
    plan(session, "Åbent hus", "25-11-2026 17-19", girls)
    plan(session, "Hemmelig aften", "26-11-2026 17-19", shielded)
    alone = all_of_it(published(session, internal=True))
    plan(session, "Fælles aften", "27-11-2026 17-19", girls, shielded)
    assert all_of_it(published(session, internal=True)) == alone
    for word in ("Plads", "Aftale", "Hemmelig", "Fælles"):
        assert word.encode() not in alone


def test_a_series_of_a_shielded_network_too_is_not_in_it(session: Session, girls: Network, shielded: Network) -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-02-2027", NOW.date())
    planning.plan(session, {"title": "Café"}, said, [girls.id, shielded.id], planning.preview(session, said))
    made = published(session)
    assert made.coming == ()
    assert made.networks[0].feed.events == ()


def test_a_series_is_once_in_the_calendar_and_every_meeting_on_the_page(session: Session, girls: Network) -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-02-2027", NOW.date())
    planning.plan(session, {"title": "Café"}, said, [girls.id], planning.preview(session, said))
    [network] = published(session).networks
    assert len(network.coming) == 6
    [event] = network.feed.events
    assert event.recurrence is not None
    assert event.organiser is None


def test_the_index_has_a_meeting_of_two_networks_once(session: Session, girls: Network) -> None:
    other = networks.add(session, {"name": "Alumner", "level": "open"})
    plan(session, "Senere", "02-12-2026 17-19", other)
    plan(session, "Fælles", "27-11-2026 17-19", girls, other)
    made = published(session)
    assert [(one.title, sorted(one.networks)) for one in made.coming] == [
        ("Fælles", ["Alumner", "Piger i Randers"]), ("Senere", ["Alumner"]),
    ]  # fmt: skip


def test_cancelled_meetings_stay_and_say_so_and_old_ones_leave(
    session: Session, girls: Network, open_as: OpenAs
) -> None:
    number = plan(session, "Aflyst aften", "25-11-2026 17-19", girls)
    meetings.cancel(session, number)
    [network] = published(session).networks
    assert [one.cancelled for one in network.coming] == [True]
    assert b"STATUS:CANCELLED" in ical.feed(network.feed)
    with open_as("anna", NOW + timedelta(weeks=3)) as later:
        [network] = published(later).networks
        assert network.coming == ()
        assert len(network.feed.events) == 1
    with open_as("anna", NOW + timedelta(weeks=40)) as later:
        assert published(later).networks[0].feed.events == ()


def test_the_same_bytes_an_hour_later(session: Session, girls: Network, open_as: OpenAs) -> None:
    plan(session, "Åbent hus", "25-11-2026 17-19", girls)
    before = all_of_it(published(session))
    with open_as("bo", NOW + timedelta(hours=1)) as later:
        assert all_of_it(published(later)) == before


def test_secret_names_are_the_same_for_everybody_from_then_on(
    session: Session, girls: Network, open_as: OpenAs
) -> None:
    first = published(session, secret=True)
    assert first.networks[0].stem.startswith("piger-")
    assert first.networks[0].stem.removeprefix("piger-") != first.index_stem.removeprefix("index-")
    assert len(first.index_stem) > 24
    with open_as("bo") as later:
        again = published(later, secret=True)
        assert (again.index_stem, again.networks[0].stem) == (first.index_stem, first.networks[0].stem)
    assert [one.operation.value for one in undo.entries(session, limit=9)].count("calendar.secret") == 1


def test_a_network_called_index_does_not_take_the_place_of_the_index(session: Session) -> None:
    networks.add(session, {"name": "Index", "slug": "index", "level": "open"})
    made = published(session)
    assert made.networks[0].stem != made.index_stem


def test_one_day_of_a_series_that_is_shared_with_a_shielded_network_is_left_out(
    session: Session, girls: Network, shielded: Network
) -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-02-2027", NOW.date())
    planning.plan(session, {"title": "Café"}, said, [girls.id], planning.preview(session, said))
    with session.write(Operation.MEETING_EDIT) as transaction:
        number = occurrences.touched(session, transaction, meetings.network_ids(session, girls.id)[1])
        transaction.insert("meeting_network", {"meeting_id": number, "network_id": shielded.id})
    [network] = published(session).networks
    assert len(network.coming) == 5
    [event] = network.feed.events
    assert event.recurrence is not None
    assert len(event.recurrence.left_out) == 1
