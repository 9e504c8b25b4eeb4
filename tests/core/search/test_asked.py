"""What the query language finds."""

from gettext import NullTranslations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid
from core.search.compile import compile_people, compile_query
from core.search.complete import complete, last_token
from core.search.explain import explain
from core.search.fields import FIELDS, Subject
from core.search.near import meant, near_words
from core.search.query import parse, unknown
from tests import hostile
from tests.core.conftest import OpenAs
from tests.core.search.conftest import Asked

EVERYBODY = "Søren Anne-Mette Mikkel"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", EVERYBODY),
        ("søren", "Søren Mikkel"),
        ("soeren akjaer", "Søren"),
        ("s", "Søren Mikkel"),
        ("so", "Søren Mikkel"),
        ("o'brien", "Anne-Mette"),
        ("mette", "Anne-Mette"),
        ("3456", "Søren"),
        ("94 12 34 56", "Søren"),
        ("+4594123456", "Søren"),
        ("post.example", ""),
        ("m@post.example", "Mikkel"),
        ("-søren", "Anne-Mette"),
        ("anne,mikkel", "Anne-Mette Mikkel"),
        ("tømrer", "Søren Mikkel"),
        ("%", ""),
        ("fag:tømrer", "Søren"),
        ("fag:træfag", "Søren"),
        ("education:tomrer", "Søren"),
        ("fag:tømrer på:2025-01-01", "Mikkel"),
        ("skole:ås", "Søren"),
        ("virksomhed:stær", "Søren"),
        ("hold:h2tøm", "Søren"),
        ("trin:h", "Søren"),
        ("eux:ja", "Søren"),
        ("slags:lærling", "Søren"),
        ("status:aktiv", "Søren"),
        ("status:former", "Mikkel"),
        ("netværk:piger", "Søren"),
        ("netværk:piger på:2026-01-01", "Mikkel"),
        ("-netværk:piger-randers", "Anne-Mette Mikkel"),
        ("netværk:pigenetværk", "Søren"),
        ("rolle:tovholder", "Søren"),
        ("netværk:piger -rolle:tovholder", ""),
        ("siden:2026-08", "Søren"),
        ("siden:..2026-07-31", ""),
        ("by:århus", "Søren"),
        ("town:randers", "Anne-Mette Mikkel"),
        ("postnr:89", "Anne-Mette Mikkel"),
        ("postnr:8950..8999", "Mikkel"),
        ("født:2006", "Søren"),
        ("-født:2006", "Anne-Mette Mikkel"),
        ("alder:<25", "Søren"),
        ("alder:25..30", "Mikkel"),
        ("mangler:mail", "Anne-Mette"),
        ("mangler:skole", "Anne-Mette Mikkel"),
        ("beskyttet:ja", "Anne-Mette"),
        ("fornavn:søren", "Søren"),
        ("efternavn:soren", "Mikkel"),
        ("mail:soeren_a", "Søren"),
        ("tlf:+459500", "Mikkel"),
        ("nr:1,3", "Søren Mikkel"),
        ("praktikplads:stær", "Søren"),
        ("svar:ja", "Søren"),
        ("svar:nej", ""),
        ("slutter:juni 2027", "Søren"),
        ("siden:dette skoleår", "Søren"),
    ],
)
def test_people(asked: Asked, text: str, found: str) -> None:
    assert asked(text) == found


@pytest.mark.parametrize(
    ("subject", "text", "found"),
    [
        (Subject.ORGANISATION, "slags:skole", "Åskolen"),
        (Subject.ORGANISATION, "by:ry", "Stærens"),
        (Subject.ORGANISATION, "cvr:12345674", "Stærens"),
        (Subject.ORGANISATION, "netværk:piger", "Åskolen"),
        (Subject.ORGANISATION, "mangler:cvr", "Åskolen"),
        (Subject.ORGANISATION, "-status:lukket snedker", "Stærens"),
        (Subject.NETWORK, "niveau:internt", "Piger"),
        (Subject.NETWORK, "slags:diversitet", "Plads"),
        (Subject.NETWORK, "skole:åskolen", "Piger"),
        (Subject.NETWORK, "status:aktivt", "Piger Plads"),
        (Subject.MEETING, "", "Fællesspisning"),
        (Subject.MEETING, "dato:uge 48", "Fællesspisning"),
        (Subject.MEETING, 'dato:"uge 48"', "Fællesspisning"),
        (Subject.MEETING, "dato:2026-12..", ""),
        (Subject.MEETING, "dato:november", "Fællesspisning"),
        (Subject.MEETING, "uge 45-48", "Fællesspisning"),
        (Subject.MEETING, "netværk:piger type:social", "Fællesspisning"),
        (Subject.MEETING, "sted:kantine status:kommende", "Fællesspisning"),
        (Subject.MEETING, "deltager:søren vært:åskolen", "Fællesspisning"),
    ],
)
def test_other_subjects(asked: Asked, subject: Subject, text: str, found: str) -> None:
    assert asked(text, subject) == found


@pytest.mark.parametrize("text", ["netværk:plads-til-alle", "netværk:2", "netværk:diversitetsnetværk"])
def test_a_shielded_network_is_as_unknown_as_one_that_is_not_there(asked: Asked, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(text)
    with pytest.raises(Invalid) as never:
        asked("netværk:findes-ikke")
    assert refusal.value.hint == never.value.hint
    assert asked("rolle:allieret") == ""
    assert asked("mangler:netværk") == "Anne-Mette Mikkel"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fremmøde:1", "Søren"),
        ("fremmøde:>=1", "Søren"),
        ("fremmøde:<3", EVERYBODY),
        ("fremmøde:0", "Anne-Mette Mikkel"),
        ("fremmøde:mødt", "Søren"),
        ("attendance:absent,present", "Søren"),
        ("-fremmøde:udeblevet", EVERYBODY),
        ("netværk:piger fremmøde:1", "Søren"),
        ("fremmøde:1 på:uge 48", "Søren"),
        ("fremmøde:1 på:2026-11-20", ""),
        ("møde:fællesspisning fremmøde:mødt", "Søren"),
        ("fremmøde:2", ""),
    ],
)
def test_attendance_of_the_meetings_one_may_know(asked: Asked, text: str, found: str) -> None:
    with asked.session.write(Operation.MEETING_EDIT) as tx:
        for number in (1, 2):  # the second meeting is that of a shielded network
            tx.update("participation", number, {"attendance": "present"})
    assert asked(text) == found


def test_attendance_at_hidden_meetings_counts_for_who_has_opened_the_network(asked: Asked, open_as: OpenAs) -> None:
    with asked.session.write(Operation.NETWORK_OPEN) as tx:
        tx.insert("grant_", {"account": "kirsten", "network_id": 2, "reason": "tovholder", "given_at": tx.now})
        for number in (1, 2):
            tx.update("participation", number, {"attendance": "present"})
    with open_as("kirsten") as kirsten:
        assert Asked(kirsten)("fremmøde:2") == "Søren"
        assert Asked(kirsten)("netværk:plads fremmøde:0") == "Anne-Mette"
    assert asked("fremmøde:1") == "Søren"


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("slags:lærlign", 7, "Did you mean lærling?"),
        ("anna skole:mellem", 12, "Choose one of: Åskolen i Randers."),
        ("svar:jo", 6, "Choose one of: ikke svaret, kommer, måske, afbud, venteliste."),
        ("mangler:ting", 9, "Choose one of: mail, tlf, skole"),
        ("dato:2026", 1, "“dato:” can be asked of meetings."),
        ("årgang:2008..2006", 8, "Write 2006..2008."),
        ("postnr:8900,8999..8000", 13, "Write 8000..8999."),
        ("på:2026-12..2026-11", 4, "Write 2026-11..2026-12."),
        ("siden:engang", 7, "Write it as 19-11-2026, week 47, november 2026,"),
        ("fag:tømrer OR fag:murer", 12, "Write a comma: fag:tømrer,murer."),
        ("anna OG mette", 6, "Leave it out"),
        ("anna IKKE mette", 6, "Write a minus"),
    ],
)
def test_a_refusal_says_where_and_what_to_write_instead(asked: Asked, text: str, at: int, hint: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(text)
    told = refusal.value.hint
    assert refusal.value.message.values["position"] == at
    assert told is not None
    assert told.render(NullTranslations()).startswith(hint)


def test_words_in_capitals_are_words_where_nothing_else_is_meant(asked: Asked) -> None:
    assert asked("SØREN OG TØMRER") == asked("søren og tømrer")
    assert asked('søren "OG"') == asked("søren og")


def test_whoever_opened_it_may_ask(register: Session, open_as: OpenAs) -> None:
    with register.write(Operation.NETWORK_OPEN) as tx:
        tx.insert("grant_", {"account": "anna", "network_id": 2, "reason": "tovholder", "given_at": tx.now})
    asked = Asked(register)
    assert asked("netværk:plads") == asked("rolle:allieret") == "Anne-Mette"
    assert "netværk:plads-til-alle" in complete(register, Subject.PERSON, "netværk:")
    with open_as("bente") as other:
        assert Asked(other)("rolle:allieret") == ""
        assert complete(other, Subject.PERSON, "netværk:pl") == []


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("anna netvrk:piger", 6, "netværk:"),
        ("netværk:pigerr", 9, "piger-randers"),
        ("rolle:medlem,konge", 14, "tovholder"),
        ("skole:Åskoln", 7, "Åskolen i Randers"),
        ("fag:tømer", 5, "Tømrer"),
        ("karakter:<3", 1, ""),
        ("samtykke:kage", 10, "foto internt"),
        ("møde:fælesspisning", 6, "Fællesspisning"),
        ("svar:nok", 6, "afbud"),
        ("påskole:u60", 9, ""),
        ("visning:ukendt", 9, ""),
        ("alder:ung", 7, ""),
        ("nr:99999999999999999999", 4, ""),
        ("på:snart", 4, ""),
        ("på:2026-13", 4, ""),
        ("på:2026,2027", 1, "på:2026-03-01"),
        ("beskyttet:måske", 11, ""),
    ],
)
def test_an_error_says_where_and_what_else(asked: Asked, text: str, at: int, hint: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(text)
    assert refusal.value.field == "query"
    assert refusal.value.message.values["position"] == at
    if hint:
        assert refusal.value.hint is not None
        assert hint in str(refusal.value.hint.values)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(list(Subject)),
    st.sampled_from([name for field in FIELDS for name in field.names] + ["", ""]),
    st.text(max_size=12)
    | st.sampled_from(["2006..2008", "<3", "%'\";--", "..", "x" * 300, "0", "-1", "ja", "uge 53", "u34-2", "-9999å", "+9999m"])
    | st.sampled_from([one.text for one in hostile.strings(huge=False)]),
)
def test_any_query_is_answered_or_refused(register: Session, subject: Subject, name: str, value: str) -> None:
    for text in (f"{name}:{value}", f'-{name}:"{value}"', value):
        try:
            condition = compile_query(register, subject, text, alias="x")
        except Invalid:
            continue
        assert len(value) < 4 or value not in condition.sql.replace("?", "")
        sql = f"SELECT count(*) FROM {subject.value} x WHERE {condition.sql}"
        register.query(sql, tuple(condition.parameters))
        assert condition.sql.count("?") == len(condition.parameters)
        explain(register, subject, text)
        complete(register, subject, text)
        meant(register, subject, text)


@pytest.mark.parametrize(
    "text",
    ["\ud800", "fag:\udfff", "a\0b", "x" * 999, " ".join(map(str, range(100, 340))), " -".join(map(str, range(100, 300)))],
)
def test_strange_and_long_texts_are_answered(asked: Asked, text: str) -> None:
    try:
        asked(text)
    except Invalid as refusal:
        assert refusal.field == "query"


def test_a_text_without_end_is_refused(asked: Asked) -> None:
    with pytest.raises(Invalid):
        asked("x " * 600)


def test_the_first_picture_is_the_whole_answer_when_there_are_few(register: Session) -> None:
    condition = compile_people(register, "søren", at_most=1)
    rows = register.query(f"SELECT p.id FROM person p WHERE {condition.sql}", tuple(condition.parameters))
    assert len(rows) == 1
    for text in ("y", "s", "x"):
        condition = compile_people(register, text, at_most=1000)
        rows = register.query(f"SELECT p.id FROM person p WHERE {condition.sql}", tuple(condition.parameters))
        assert len(rows) == (2 if text == "s" else 0)
    condition = compile_people(register, "søren fag:tømrer", at_most=1)
    rows = register.query(f"SELECT p.id FROM person p WHERE {condition.sql}", tuple(condition.parameters))
    assert rows == [(1,)]


def test_completion_offers_fields_then_values(register: Session) -> None:
    assert complete(register, Subject.PERSON, "anna ne") == ["netværk:"]
    assert complete(register, Subject.PERSON, "-net") == ["-netværk:"]
    assert complete(register, Subject.PERSON, "netværk:pi") == ["netværk:piger-randers"]
    assert complete(register, Subject.PERSON, "skole:ran") == ['skole:"Åskolen i Randers"']
    assert complete(register, Subject.PERSON, "fag:tømrer rolle:medlem,tov") == ["rolle:medlem,tovholder"]
    assert complete(register, Subject.PERSON, 'by:"ra') == ['by:"Randers C"', 'by:"Randers SØ"']
    assert complete(register, Subject.PERSON, "ukendt:x") == []
    assert last_token('fag:tømrer by:"randers c') == 'by:"randers c'
    assert last_token("anna ") == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Sørnsen", ["Sørensen"]), ("Mikel", ["Mikkel"]), ("Sørenesn", ["Sørensen"]), ("Åkjr", ["Åkjær"]), ("xyzæ", [])],
)
def test_a_slip_of_the_fingers_is_guessed(register: Session, typed: str, meant: list[str]) -> None:
    assert near_words(register, typed) == meant


def test_an_explanation_has_a_sentence_for_each_condition(register: Session) -> None:
    sentences = explain(register, Subject.PERSON, "netværk:piger -rolle:tovholder på:2026-03-01 alder:>=25 anna")
    assert [one.written for one in sentences] == ["netværk:piger", "-rolle:tovholder", "på:2026-03-01", "alder:>=25", "anna"]
    assert all(one.sentence.values for one in sentences)


def test_examples_of_many_begin_with_those_that_begin_alike() -> None:
    known = ["Anlægsstruktør", "Bager", "Datatekniker", "Elektriker", "Frisør", "Gastronom", "Maler", "Murer", "Smed", "Tømrer"]
    many = [*known, *(f"Fag {number}" for number in range(20))]
    refusal = unknown(parse("fag:murx").terms[0], "murx", many)
    assert refusal.hint is not None and "Murer, Maler, Anlægsstruktør" in str(refusal.hint.values["names"])
