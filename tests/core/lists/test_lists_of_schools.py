"""Lists as the programs of schools, forms and mails give them, nastier than the samples."""

from datetime import date

import pytest

from core.lists.errors import NeedsMapping
from core.lists.known import Names
from core.lists.notices import Reason
from core.lists.people_in_list import Found
from core.lists.plan import make_plan
from core.lists.plan_rows import Outcome
from core.lists.reading import ReadList, read_list

TODAY = date(2026, 11, 19)
NO_NAMES = Names()


def read(*lines: str, encoding: str = "utf-8", guess: Names | None = None) -> ReadList:
    data = "\n".join(lines).encode(encoding)
    return read_list(data, file_name="liste.csv", as_of=TODAY, guess=guess)


def fields(found: ReadList) -> dict[str, tuple[str, ...] | str]:
    return {one.heading: tuple(one.fields) or one.subject for one in found.columns}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("E-mail skole", ("email",)),
        ("Mobil (privat)", ("phone",)),
        ("E-mail (skole)", ("email",)),
        ("Udd. retning", ("education",)),
        ("Hold/klasse", ("class_name",)),
        ("Din mail", ("email",)),
        ("Elevens navn", ("name",)),
        ("Navn (for- og efternavn)", ("name",)),
        ("Fornanv", ("given",)),
        ("Efternavm", ("family",)),
        ("Addresse", ("street",)),
        ("Startdato på hold", ("start",)),
        ("Hvilket hold går du på?", ("class_name",)),
        ("Hvornår har du fødselsdag?", ("birth_year",)),
        ("Tlf/email/UNI-login", ("phone", "email")),
        ("Mors mobil", "others"),
        ("Forældres e-mail", "others"),
        ("Nærmeste pårørende", "others"),
        ("Virksomhedens e-mail", "others"),
        ("Kontaktlærers mail", "others"),
        ("Navn på kontaktlærer", "contact"),
        ("Navn på lærested", ("company",)),
        ("Elevens CPR-nr", "cpr"),
        ("Fødselsdato (CPR)", "cpr"),
        ("Kønsidentitet", "sensitive"),
        ("Statsborgerskap", "sensitive"),
        ("Hvilket land kommer du fra?", "sensitive"),
        ("SU-status", "sensitive"),
        ("Region", "unknown"),
        ("Mailgruppe", "unknown"),
        ("Hvad vil du gerne være med til?", "unknown"),
    ],
)
def test_headings_that_say_more_or_have_a_slip(heading: str, meaning: object) -> None:
    assert fields(read(f"Elev;Skole;{heading}", "Bo Bak;Gudenå;2"))[heading] == meaning


@pytest.mark.parametrize("encoding", ["mac-roman", "cp865", "cp1252"])
def test_old_encodings_are_known_by_their_danish_letters(encoding: str) -> None:
    found = read("Fornavn;Efternavn;By", "Bjørn;Sørensen;Århus", "Ægir;ØSTERGÅRD;Næstved", encoding=encoding)
    assert [one.record.name for one in found.people] == ["Bjørn Sørensen", "Ægir Østergård"]
    assert any(one.reason is Reason.ENCODING_GUESS for one in found.notices) is (encoding != "cp1252")


def test_what_was_decoded_wrongly_twice_is_put_right() -> None:
    twice = "Græthe".encode().decode("cp1252").encode().decode("cp1252")
    assert read("Fornavn;Efternavn", f"{twice};Bo").people[0].record.given == "Græthe"


def test_phone_mail_and_login_in_one_cell() -> None:
    found = read("Elevnavn;Tlf/email/UNI-login", "Bo Bak;94123456/bo@elev.example/bo12345a", "Li Bak;/li@elev.example/li1")
    one, other = (person.record for person in found.people)
    assert (one.phone, one.all_emails) == ("+4594123456", ("bo@elev.example",))
    assert (other.phone, other.all_emails) == ("", ("li@elev.example",))
    assert not any(row.notices for row in found.rows)


def test_an_address_between_a_company_and_its_number_is_the_companys() -> None:
    found = read(
        "Holdnavn;Fornavn;Efternavn;Lærestedsnavn;Kontaktperson;Gade;Sted;Postnr;By;CVR",
        "h1a;Emil;Bach;Hansens ApS;Hans;Åvej 3;;8900;Randers C;12345674",
        "h1b;Emil;Bach;Hansens ApS;Hans;Åvej 3;;8900;Randers C;12345674",
        "h1b;Emma;Bach;Hansens ApS;Hans;Åvej 3;;8900;Randers C;12345674",
    )
    assert [one.record.name for one in found.people] == ["Emil Bach", "Emma Bach"]
    first = found.people[0].record
    assert (first.street, first.postcode, first.town, first.cvr) == ("", "", "", "12345674")
    assert first.other_classes == ("h1b",)


def test_a_form_where_nobody_was_logged_in_is_read_by_the_question_for_the_name() -> None:
    found = read("Id;Fuldførelsestidspunkt;Mail;Navn;Hvad hedder du?", "1;11-02-26 9:16:44;anonymous;;Signe Juhl")
    assert found.people[0].record.name == "Signe Juhl"


def test_a_row_shifted_by_a_separator_is_refused_also_where_most_rows_are_too_wide() -> None:
    found = read(
        "Fornavn;Efternavn;E-mail;Mobil;Note",
        "Anna;Lund;anna@a.example;94123520;sent; ofte",
        "Bea;Lind;bea@a.example;94123521;ok; ja",
        "Cilie; født Holm;Ravn;cilie@a.example;94123522;ok",
    )
    assert [row.found for row in found.rows] == [Found.PERSON, Found.PERSON, Found.REFUSE]


@pytest.mark.parametrize("name", ["Ionu?", "S?ren", "Ionu? Popa"])
def test_a_lost_letter_is_told_wherever_it_was(name: str) -> None:
    found = read("Fornavn;Efternavn", f"{name};Bo")
    assert any(one.reason is Reason.LOST_LETTER for one in found.rows[0].notices)


def test_brackets_around_a_number_that_is_left_out_go_too() -> None:
    assert read("Navn;Hold", "Pil Dahl (010205-0000);a").people[0].record.name == "Pil Dahl"


def test_two_numbers_with_a_word_between() -> None:
    record = read("Navn;Mobil", "Per Dahl;94123539 arb.: 94123540").people[0].record
    assert record.all_phones == ("+4594123539", "+4594123540")


def test_a_day_with_a_time_as_a_spreadsheet_counts_it() -> None:
    assert read("Navn;Startdato", "Bo Bak;46054,5").people[0].record.start == date(2026, 2, 1)


def test_a_department_of_a_known_school_is_that_school() -> None:
    found = read("Navn;Lokation/Elevafd", "Bo Bak;Gudenå Erhvervsskole/Byg")
    plan = make_plan(found, [], Names({"gudena erhvervsskole": "Gudenå Erhvervsskole"}))
    assert plan.rows[0].outcome is Outcome.NEW and plan.rows[0].record is not None
    assert plan.rows[0].record.school == "Gudenå Erhvervsskole"


def test_samples_hold_no_date_of_birth_and_no_protected_address() -> None:
    found = read(
        "Beskyttet;Navn;Gade;Fødselsdato",
        "J;Hanne Hemmelig;Skjult Vej 9;03.04.2005",
        ";Bo Bak;Åvej 2;05.06.2004",
    )
    samples = {one.heading: one.samples for one in found.columns}
    assert samples["Gade"] == ("Åvej 2",)
    assert samples["Fødselsdato"] == ("2004",)


@pytest.mark.parametrize(
    "pasted",
    [
        'Anders And <anders@a.example>; Rap Duck <rap@a.example>, "Duck, Rip" <rip@a.example>',
        "Hold a:\n- Anders And, 94 12 35 70, anders@a.example\n- Rap Duck, 94123571, rap@a.example\n"
        "- Rip Duck, 94123572, rip@a.example",
        "Anders And anders@a.example 94123570\nRap Duck rap@a.example 94 12 35 71\nRip Duck rip@a.example 94123572",
        "1. Anders And\n2. Rap Duck\n3. Rip Duck\n",
    ],
)
def test_what_is_pasted_without_headings(pasted: str) -> None:
    found = read(pasted, guess=NO_NAMES)
    assert [one.record.name for one in found.people] == ["Anders And", "Rap Duck", "Rip Duck"]
    assert found.guessed
    if "@" in pasted:
        assert [one.record.email for one in found.people] == ["anders@a.example", "rap@a.example", "rip@a.example"]


@pytest.mark.parametrize("text", ["Kære alle\nVi ses i morgen\n", "mandag\ntirsdag\n", "a@a.example; b@b.example"])
def test_a_text_that_is_no_list_is_none(text: str) -> None:
    with pytest.raises(NeedsMapping):
        read(text, guess=NO_NAMES)


def test_the_headings_of_a_real_list_are_all_told_of() -> None:
    found = read(
        "Z425 Elevliste;;;;;;;;;;;",
        "Udskrevet 12-11-2026;;;;;;;;;;;",
        "Elevnavn;CPR;Alder;Afgangsdato;Uddannelse;Skoleforløb;Lokation/Elevafd;Skoleperiode;Land/køn;Kontaktlærer;"
        "Tlf/email/UNI-login;SPSnote",
        "Østergaard, Åse;010205-0000;21;;Tømrer;H1;Gudenå;u34-u38;DK/K;Ole;94123456/aase@elev.example/aase123a;ordblind",
        "Antal elever: 1;;;;;;;;;;;",
    )
    assert [one.record.name for one in found.people] == ["Åse Østergaard"]
    assert [row.reason for row in found.rows] == [Reason.TITLE_ROW, Reason.TITLE_ROW, None, Reason.TOTALS_ROW]
    assert "010205" not in repr(found) and "ordblind" not in repr(found)
