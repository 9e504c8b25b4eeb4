"""What the query language finds of what is kept about people: consents, tags, answers, weeks at school, returned mail."""

import pytest

from core import people
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid
from core.messages import Message
from core.rules.kinds import Language
from core.search.complete import complete
from core.search.explain import explain
from core.search.fields import Subject
from core.search.near import meant
from tests.core.conftest import OpenAs
from tests.core.search.conftest import Asked

SOREN, ANNE, MIKKEL = 1, 2, 3
GIRLS, HIDDEN = 1, 2


@pytest.fixture
def kept(register: Session) -> Asked:
    """Consents, tags, school weeks of Søren's class, answers, and mail that came back to Mikkel."""
    with register.write(Operation.DEMO) as tx:

        def decide(person: int, purpose: str, decision: str, day: str, network: int | None = None) -> None:
            tx.insert("consent", {
                "person_id": person, "purpose": purpose, "network_id": network, "decision": decision, "day": day,
                "channel": "paper", "recorded_by": "anna", "recorded_at": tx.now,
            })  # fmt: skip

        decide(SOREN, "photo_internal", "given", "2026-08-20")
        decide(SOREN, "photo_internal", "withdrawn", "2026-01-01")  # noted later, but of an earlier day
        decide(MIKKEL, "photo_published", "given", "2026-01-01")
        decide(MIKKEL, "photo_published", "withdrawn", "2026-06-01")
        decide(MIKKEL, "marketing", "refused", "2026-06-01")
        decide(ANNE, "diversity_membership", "given", "2026-08-01", HIDDEN)
        tx.update("person", SOREN, {"tags": '["rollemodel", "kørekort"]'})
        tx.update("person", MIKKEL, {"tags": '["Rolig plads"]', "bounced": "m@post.example"})
        weeks = {"class_name": "h2tøm25-1", "organisation_id": 1}
        tx.insert("school_period", {**weeks, "from_date": "2026-11-16", "until_date": "2026-11-29"})
        tx.insert("school_period", {"person_id": ANNE, "from_date": "2027-01-04", "until_date": "2027-01-10"})
        tx.insert("participation", {"meeting_id": 1, "person_id": ANNE, "role": "participant", "answer": "declined"})
        tx.insert("participation", {"meeting_id": 2, "person_id": MIKKEL, "role": "participant", "answer": "declined"})
    return Asked(register)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("samtykke:foto", "Søren"),
        ("-samtykke:foto", "Anne-Mette Mikkel"),
        ("consent:photo_published", ""),
        ("samtykke:trukket", "Mikkel"),
        ("samtykke:afslået", "Mikkel"),
        ("samtykke:markedsføring", ""),
        ("samtykke:mangler", "Anne-Mette"),
        ("mangler:samtykke", "Anne-Mette"),
        ("mærke:rollemodel", "Søren"),
        ("mærke:rol", "Søren Mikkel"),
        ("tag:korekort", "Søren"),
        ("-tag:rolig", "Søren Anne-Mette"),
        ("mangler:mærke", "Anne-Mette"),
        ("retur:ja", "Mikkel"),
        ("mangler:mail", "Anne-Mette Mikkel"),
        ("mangler:privatmail", "Søren Anne-Mette Mikkel"),
        ("påskole:u47", "Søren"),
        ("påskole:47", "Søren"),
        ("påskole:u49", ""),
        ("påskole:u47-49", "Søren"),
        ("påskole:u49,u48", "Søren"),
        ("at_school:i dag", "Søren"),
        ("påskole:u1", "Anne-Mette"),
        ("påskole:2027-01", "Anne-Mette"),
        ("påskole:denne uge", "Søren"),
        ("-påskole:u47", "Anne-Mette Mikkel"),
        ("svar:kommer", "Søren"),
        ("svar:afbud", "Anne-Mette"),
        ("møde:fællesspisning", "Søren Anne-Mette"),
        ("inviteret:1 -svar:afbud", "Søren"),
        ("møde:1 answer:declined", "Anne-Mette"),
        ("-møde:1", "Mikkel"),
        ("slutter:2027", "Søren"),
        ("slutter:..2025-12", "Mikkel"),
        ("på:2025", "Søren Anne-Mette Mikkel"),
        ("fag:tømrer på:2025", "Søren Mikkel"),
        ("fag:tømrer på:2025-07", ""),
        ("netværk:piger på:2024..", "Søren Mikkel"),
        ("netværk:piger på:..2026-03", "Mikkel"),
        ("netværk:piger på:sidste år", "Mikkel"),
        ("netværk:piger på:-30d", "Søren"),
        ("netværk:piger uge 47", "Søren"),
        ("netværk:piger uge:14/2026", "Mikkel"),
        ("siden:-6m", "Søren"),
        ("siden:sidste måned", ""),
        ("siden:sidste år..denne måned", "Søren"),
        ("alder:18-24", "Søren"),
        ("alder:<18", ""),
        ("årgang:1999-2000", "Mikkel"),
        ("postnr:8950-8999", "Mikkel"),
    ],
)  # fmt: skip
def test_people(kept: Asked, text: str, found: str) -> None:
    assert kept(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("uge 48", "Fællesspisning"),
        ("uge:48", "Fællesspisning"),
        ("dato:uge 47..uge 48", "Fællesspisning"),
        ("dato:u48-49", "Fællesspisning"),
        ("dato:næste uge", "Fællesspisning"),
        ("dato:denne uge", ""),
        ("svar:afbud", "Fællesspisning"),
        ("deltager:søren svar:afbud", ""),
        ("deltager:mette svar:afbud", "Fællesspisning"),
    ],
)
def test_meetings(kept: Asked, text: str, found: str) -> None:
    assert kept(text, Subject.MEETING) == found


def test_what_a_shielded_network_keeps_is_not_there(kept: Asked, open_as: OpenAs) -> None:
    assert kept('samtykke:"medlemskab af skærmet netværk"') == ""
    assert kept("samtykke:givet") == "Søren"
    with pytest.raises(Invalid):
        kept("møde:2")
    with kept.session.write(Operation.NETWORK_OPEN) as tx:
        tx.insert("grant_", {"account": "anna", "network_id": HIDDEN, "reason": "tovholder", "given_at": tx.now})
    assert kept('samtykke:"medlemskab af skærmet netværk"') == "Anne-Mette"
    assert kept("samtykke:mangler") == ""
    assert kept("møde:2 svar:afbud") == "Mikkel"
    with open_as("bente") as bente:
        assert Asked(bente)("samtykke:givet") == "Søren"
        assert Asked(bente)("svar:afbud") == "Anne-Mette"


def test_mail_that_came_back_from_an_address_long_gone_is_no_matter(kept: Asked) -> None:
    person = people.by_id(kept.session, MIKKEL)
    people.edit(kept.session, MIKKEL, {"email": "ny@post.example"}, version=person.version)
    assert kept("retur:ja") == ""
    assert kept("mangler:mail") == "Anne-Mette"


@pytest.mark.parametrize(
    ("subject", "text", "offered"),
    [
        (Subject.PERSON, "samtykke:foto", ["samtykke:\"foto internt\"", "samtykke:\"foto og historie offentligt\""]),
        (Subject.PERSON, "mærke:r", ["mærke:rollemodel", 'mærke:"Rolig plads"']),
        (Subject.PERSON, "møde:", ["møde:Fællesspisning"]),
        (Subject.PERSON, "svar:af", ["svar:afbud"]),
        (Subject.PERSON, "påskole:u4", ["påskole:u47", "påskole:u48", "påskole:u49"]),
        (Subject.PERSON, "påsk", ["påskole:"]),
        (Subject.PERSON, "retur:", ["retur:ja", "retur:nej"]),
        (Subject.MEETING, "uge", ["uge:"]),
        (Subject.PERSON, "siden:sid", ['siden:"sidste måned"']),
    ],
)  # fmt: skip
def test_completion_knows_the_values(kept: Asked, subject: Subject, text: str, offered: list[str]) -> None:
    assert sorted(complete(kept.session, subject, text)) == sorted(offered)


@pytest.mark.parametrize(
    ("subject", "text", "corrected"),
    [
        (Subject.PERSON, "Mikel", "Mikkel"),
        (Subject.PERSON, "by:randers mikel", "by:randers Mikkel"),
        (Subject.PERSON, '"mikel sørensen"', '"Mikkel sørensen"'),
        (Subject.PERSON, "by:rander,randes", "by:rander,\"Randers C\""),
        (Subject.PERSON, "mærke:rolemodel", "mærke:rollemodel"),
        (Subject.PERSON, "hold:h2tøm25-2", "hold:h2tøm25-1"),
        (Subject.PERSON, "anna -skole:åskoln", 'anna -skole:"Åskolen i Randers"'),
        (Subject.PERSON, "rolle:tovholer", "rolle:tovholder"),
        (Subject.PERSON, "fagg:tømrer", "fag:tømrer"),
        (Subject.PERSON, "netværk:pigerr", "netværk:piger-randers"),
        (Subject.ORGANISATION, "stærns", "Stærens"),
        (Subject.NETWORK, "pigre", "Piger"),
        (Subject.MEETING, "fælesspisning", "Fællesspisning"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right_in_the_query(kept: Asked, subject: Subject, text: str, corrected: str) -> None:
    found = meant(kept.session, subject, text)
    assert found is not None
    assert found.query == corrected
    kept(found.query, subject)


@pytest.mark.parametrize("text", ["", "søren", "søren mikkel", "xyzxyz", "-mikel", "alder:99", "by:nowhere"])
def test_what_is_no_slip_is_left_alone(kept: Asked, text: str) -> None:
    assert meant(kept.session, Subject.PERSON, text) is None


def test_a_hidden_meeting_is_never_what_was_meant(kept: Asked) -> None:
    assert meant(kept.session, Subject.MEETING, "pladx") is None


class _Plain:
    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return one if n == 1 else many


def told(session: Session, text: str, subject: Subject = Subject.PERSON) -> list[str]:
    return [one.sentence.render(_Plain()) for one in explain(session, subject, text)]


def test_an_explanation_says_what_the_register_understood(kept: Asked) -> None:
    session = kept.session
    assert told(session, "netværk:pigenetværk") == ["netværk: Piger i faget"]
    assert told(session, "skole:ås fag:træ") == ["skole: Åskolen i Randers", "fag: Tømrer"]
    assert told(session, "samtykke:foto") == ["samtykke: foto internt or foto og historie offentligt"]
    assert told(session, "-rolle:tov") == ["rolle: not tovholder"]
    assert told(session, "på:uge 47") == ["Places and memberships as of 16-11-2026 – 22-11-2026"]
    assert told(session, "siden:-30d") == ["In the network since 20-10-2026"]
    assert told(session, "") == ["No condition: everybody and everything."]
    assert told(session, "dato:sidste måned", Subject.MEETING) == ["dato: 01-10-2026 – 31-10-2026"]
    assert session.language is Language.DANISH
    assert all(isinstance(one.sentence, Message) for one in explain(session, Subject.PERSON, "a -b by:x"))
