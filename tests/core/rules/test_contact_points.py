import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.contact_points import (
    email_address,
    emails_in,
    phone_number,
    phones_and_emails,
    phones_in,
    postcode_and_town,
    typed_phone,
)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna.Holm@Skole.example", "anna.holm@skole.example"),
        ("mailto:anna@skole.example", "anna@skole.example"),
        ("Anna Holm <anna@skole.example>", "anna@skole.example"),
        (" anna@skole.example;", "anna@skole.example"),
        ("anna@skole", None),
        ("anna@@skole.example", None),
        ("åse@skole.example", None),
        ("anna,holm@skole.example", None),
        ("a@b.c, evil@x.example", None),
        ("/o=ExchangeLabs/cn=Recipients/cn=0f3a-anna", None),
    ],
)
def test_one_address(written: str, address: str | None) -> None:
    assert email_address(written) == address


def test_several_addresses_and_slips_of_the_space_bar() -> None:
    assert emails_in("a@x.example;b@x.example").addresses == ("a@x.example", "b@x.example")
    assert emails_in("a@x.example, b@x.example").addresses == ("a@x.example", "b@x.example")
    slip = emails_in("anna.holm @skole.example")
    assert slip.addresses == ("anna.holm@skole.example",)
    assert slip.repaired
    assert emails_in("maja,krag@skole.example").bad


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("94 11 37 82", "+4594113782"),
        ("94113782", "+4594113782"),
        ("+45 94-11-37-82", "+4594113782"),
        ("004594113782", "+4594113782"),
        ("4594113782", "+4594113782"),
        ("+46 70 123 45 67", "+46701234567"),
        ("94 12 34 5", None),
        ("9411378", None),
        ("+45 94 11 37", None),
        ("ring", None),
        ("", None),
    ],
)
def test_one_number(written: str, number: str | None) -> None:
    assert phone_number(written) == number
    assert typed_phone(f"Tlf.: {written}") == typed_phone(written) == number


def test_cells_with_more_than_a_number() -> None:
    assert phones_in("94 08 68 19 / 94 18 26 82").numbers == ("+4594086819", "+4594182682")
    assert phones_in("tlf. 94-18-44-08").numbers == ("+4594184408",)
    assert phones_in("94 18 44 08 (arbejde)").numbers == ("+4594184408",)
    assert phones_in("94184408 eller 94184409").numbers == ("+4594184408", "+4594184409")
    assert phones_in("+45 94 08 50 93 (mor)").of_other
    assert phones_in("9,4012E+07").lost
    assert phones_in("94 12 34 5").bad


@given(st.text(max_size=40))
def test_whatever_is_found_is_a_number_or_an_address_by_the_same_rule(text: str) -> None:
    assert all(phone_number(number) == number for number in phones_in(text).numbers)
    assert all(email_address(address) == address for address in emails_in(text).addresses)


@pytest.mark.parametrize("cell", ["94 15 42 73 / a@x.example", "94 15 42 73; a@x.example", "a@x.example 94 15 42 73"])
def test_phone_and_email_in_one_cell(cell: str) -> None:
    phone, email = phones_and_emails(cell)
    assert phones_in(phone).numbers == ("+4594154273",)
    assert emails_in(email).addresses == ("a@x.example",)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("8800 Viborg", ("8800", "Viborg")),
        ("7800Skive", ("7800", "Skive")),
        ("DK-8600  Silkeborg", ("8600", "Silkeborg")),
        ("8000 Århus C", ("8000", "Aarhus C")),
        ("8680", ("8680", "")),
        ("Viborg", None),
    ],
)
def test_postcode_and_town(cell: str, parts: tuple[str, str] | None) -> None:
    assert postcode_and_town(cell) == parts
