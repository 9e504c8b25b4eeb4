"""Who may be in the register twice."""

from core import memberships, networks, people
from core.door.session import Session
from core.duplicates import distinct, merging, pairs
from core.duplicates.likeness import Score
from core.past import undo
from core.rules.kinds import NetworkLevel


def add(session: Session, given: str, family: str, class_name: str = "", **values: object) -> int:
    places = [{"organisation": "Ravnshede", "class_name": class_name}] if class_name else []
    return people.add(session, {"given": given, "family": family, **values}, places).id  # type: ignore[typeddict-item, arg-type]


def found(session: Session, query: str = "", least: Score = Score.LIKELY) -> list[tuple[int, int]]:
    return [(one.one, one.other) for one in pairs.find(session, query, least=least)]


def test_every_way_to_be_here_twice_is_found(session: Session) -> None:
    twins = [
        (add(session, "Søren", "Kjær", email="s@x.example"), add(session, "Soeren", "Kjaer", email="s@x.example")),
        (add(session, "Ida", "Holm", phone="94000001", birth_year="2006"),
         add(session, "Ida", "Bach", phone="94000001", birth_year="2006")),
        (add(session, "Jensen", "Mette", "h1"), add(session, "Mette", "Jensen", "h1")),
        (add(session, "Malthe", "Nielsen", "h2", birth_year="2007"), add(session, "Malthe", "Nielsem", "h2", birth_year="2007")),
        (add(session, "Malte", "Krogh", "h2", birth_year="2007"), add(session, "Malthe", "Krogh", "h2", birth_year="2007")),
        (add(session, "Anne-Mette", "Holm Kjær", birth_year="1980"), add(session, "Anne Mette", "Holm Kjær", birth_year="1980")),
    ]  # fmt: skip
    add(session, "Mette", "Jensen", "h9", birth_year="1999")
    assert sorted(found(session)) == twins
    assert found(session, "malthe nielsen") == [twins[3]]
    points = [one.likeness.points for one in pairs.find(session)]
    assert points == sorted(points, reverse=True)
    assert len(pairs.find(session, limit=2)) == 2


def test_siblings_and_a_school_s_address_are_no_reason(session: Session) -> None:
    for given in ("Ida", "Emma", "Carl", "Anna"):
        add(session, given, "Holm", email="hjem@post.example", phone="94000001")
    for number in range(20):
        add(session, f"Elev{number}", "Ukendt", email="kontoret@skole.example")
    assert found(session, least=Score.POSSIBLE) == []


def test_a_namesake_behind_a_school_s_address_is_found(session: Session) -> None:
    for number in range(20):
        add(session, f"Elev{number}", f"Navn{number}", email="kontoret@skole.example", birth_year="2006")
    again = add(session, "Elev7", "Navn7", email="kontoret@skole.example", birth_year="2006")
    (pair,) = pairs.find(session)
    assert pair.other == again
    assert "same e-mail, which several people have" in [why.msgid for why in pair.likeness.reasons]


def test_who_is_not_the_same_is_never_asked_about_again_until_undone(session: Session) -> None:
    one, other = (add(session, "Mikkel", "Jensen", "h1") for _ in range(2))
    assert found(session) == [(one, other)]
    distinct.note(session, [(other, one)])
    assert found(session) == []
    assert distinct.of_person(session, other) == [one]
    undo.undo(session)
    assert found(session) == [(one, other)]
    merging.merge(session, one, other)
    assert found(session) == []


def test_a_shielded_network_is_no_reason(session: Session) -> None:
    numbers = [add(session, "Mikkel", "Jensen") for _ in range(2)]
    before = pairs.find(session, least=Score.POSSIBLE)
    shielded = networks.add(session, {"name": "Regnbuen", "level": NetworkLevel.SHIELDED, "neutral_title": "Netværk"})
    memberships.join(session, shielded.id, numbers)
    assert pairs.find(session, least=Score.POSSIBLE) == before
